import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from documents.scan.drawing import DPI, INK, noisy, ruled, sheet, written  # noqa: E402
from gongkai.documents.scan.cells import Box, tables_of  # noqa: E402
from gongkai.documents.scan.deskew import ink_of  # noqa: E402
from gongkai.documents.scan.rulings import Line, rulings_of  # noqa: E402


def lines_on(page: Image.Image) -> list[Line]:
    return rulings_of(ink_of(np.asarray(page)), DPI)


def sides(lines: list[Line], *, across: bool) -> list[tuple[int, int, int]]:
    return sorted((round(x.at), round(x.start), round(x.end)) for x in lines if x.across == across)


def near(a: list[tuple[int, int, int]], b: list[tuple[int, int, int]]) -> bool:
    return len(a) == len(b) and bool(np.abs(np.array(a) - np.array(b)).max() <= 2)


def test_rulings_run_from_one_to_the_other() -> None:
    found = lines_on(noisy(ruled(sheet(), (100, 300, 500), (100, 150, 200), [["0", "17"], ["234", ""]])))
    assert near(sides(found, across=True), [(100, 100, 500), (150, 100, 500), (200, 100, 500)])
    assert near(sides(found, across=False), [(100, 100, 200), (300, 100, 200), (500, 100, 200)])


def test_merged_cells_leave_rulings_out() -> None:
    page = sheet()
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 100, 500, 300), outline=INK, width=2)
    draw.line([(100, 160), (500, 160)], fill=INK, width=2)
    draw.line([(300, 160), (300, 300)], fill=INK, width=2)
    draw.line([(300, 230), (500, 230)], fill=INK, width=2)
    [table] = tables_of(lines_on(noisy(page)), DPI)
    expected = [(100, 100, 500, 160), (100, 160, 300, 300), (300, 160, 500, 230), (300, 230, 500, 300)]
    assert len(table.cells) == 4
    assert np.abs(np.array(table.cells) - np.array(expected)).max() <= 4


def test_a_break_in_a_thin_ruling_is_closed() -> None:
    page = ruled(sheet(), (100, 300, 500), (100, 150, 200), [["", ""], ["", ""]])
    ImageDraw.Draw(page).rectangle((200, 140, 203, 160), fill=245)
    assert len(lines_on(noisy(page))) == 6


@pytest.mark.parametrize("size", [30, 60, 90])
def test_characters_are_no_rulings(size: int) -> None:
    page = sheet()
    for n in range(4):
        written(page, 50, 80 + n * 120, "HHEETT##== 1417 []", size=size)
    assert lines_on(noisy(page)) == []


def test_characters_that_fill_their_row_make_no_cell() -> None:
    page = ruled(sheet(), (100, 300, 500), (100, 132, 164), [["HNHN", "1411"], ["MNHK", "1717"]], size=34)
    [table] = tables_of(lines_on(page), DPI)
    assert len(table.cells) == 4


def test_an_underline_and_a_frame_of_one_line_are_no_table() -> None:
    page = sheet()
    ImageDraw.Draw(page).line([(100, 100), (700, 100)], fill=INK, width=3)
    ImageDraw.Draw(page).line([(100, 300), (100, 500)], fill=INK, width=3)
    assert lines_on(noisy(page)) == []


def test_two_tables_are_two() -> None:
    page = ruled(sheet(), (100, 300, 500), (100, 150, 200), [["", ""], ["", ""]])
    ruled(page, (100, 400), (300, 350, 400), [[""], [""]])
    first, second = tables_of(lines_on(noisy(page)), DPI)
    assert (len(first.cells), len(second.cells)) == (4, 2)
    assert isinstance(first.box, Box)
    assert first.box.bottom < second.box.top


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
def test_a_table_that_is_open_at_a_side_is_closed(side: str) -> None:
    """Word processors leave the last ruling out where a page ends within a table."""
    page = sheet()
    draw = ImageDraw.Draw(page)
    xs, ys = [100, 250, 400, 550], [100, 160, 220, 280]
    for x in xs:
        if not (side == "left" and x == xs[0]) and not (side == "right" and x == xs[-1]):
            draw.line([(x, ys[0]), (x, ys[-1])], fill=INK, width=2)
    for y in ys:
        if not (side == "top" and y == ys[0]) and not (side == "bottom" and y == ys[-1]):
            draw.line([(xs[0], y), (xs[-1], y)], fill=INK, width=2)
    [table] = tables_of(lines_on(noisy(page)), DPI)
    assert len(table.cells) == 9
    expected = [(x, y, x + 150, y + 60) for y in ys[:-1] for x in xs[:-1]]
    assert np.abs(np.array(table.cells) - np.array(expected)).max() <= 5


def test_a_side_that_is_drawn_in_part_is_closed() -> None:
    page = ruled(sheet(), (100, 250, 400, 550), (100, 160, 220, 280), [["", "", ""]] * 3)
    ImageDraw.Draw(page).rectangle((103, 97, 247, 104), fill=245)
    [table] = tables_of(lines_on(noisy(page)), DPI)
    assert len(table.cells) == 9
