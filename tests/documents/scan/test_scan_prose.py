import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402
from PIL import ImageDraw  # noqa: E402

from documents.scan.drawing import DPI, noisy, sheet, written  # noqa: E402
from gongkai.documents.scan.cells import Box  # noqa: E402
from gongkai.documents.scan.deskew import ink_of  # noqa: E402
from gongkai.documents.scan.prose import (  # noqa: E402
    is_upright,
    laid_level,
    line_picture,
    prose_lines,
    upright_characters,
)


def test_lines_are_found_from_top_to_bottom_and_dust_is_none() -> None:
    page = sheet(1000, 700)
    for n, text in enumerate(("a heading line", "the first line, of some length", "the second line")):
        written(page, 80, 100 + n * 60, text, size=34)
    draw = ImageDraw.Draw(page)
    for x, y in ((500, 70), (900, 400), (300, 132)):
        draw.rectangle((x, y, x + 2, y + 2), fill=40)
    lines = prose_lines(ink_of(np.asarray(noisy(page))), [], DPI)
    assert [round(line.top / 60) for line in lines] == [1, 2, 3]
    assert [line.x0 for line in lines] == pytest.approx([80, 80, 80], abs=5)


def test_what_stands_in_a_table_is_no_prose() -> None:
    page = written(written(sheet(1000, 700), 80, 100, "outside"), 80, 400, "inside")
    ink = ink_of(np.asarray(page))
    assert len(prose_lines(ink, [], DPI)) == 2
    assert len(prose_lines(ink, [Box(50, 300, 900, 500)], DPI)) == 1


def test_a_wide_gap_parts_a_line() -> None:
    page = written(written(sheet(1200, 300), 80, 100, "left part"), 800, 100, "right part")
    left, right = prose_lines(ink_of(np.asarray(page)), [], DPI)
    assert left.x1 < 400 < 750 < right.x0


def test_a_line_picture_has_nothing_of_its_surroundings() -> None:
    page = np.full((100, 200), 250, np.uint8)
    page[:40] = 0
    picture = line_picture(page, Box(50, 42, 90, 62), Box(40, 40, 120, 90))
    assert picture.min() == 250


@pytest.mark.parametrize(("kinds", "gap"), [("oooo", 0), ("oo=o", 2), ("o==o", 9)])
def test_upright_characters_are_told_apart_though_they_touch(kinds: str, gap: int) -> None:
    """Squares that touch at a narrow place, and characters of three strokes, as 三 is."""
    ink = np.zeros((400, 100), np.uint8)
    expected = []
    y = 20
    for kind in kinds:
        part = ink[y : y + 26, 30:56]
        if kind == "=":
            part[0:4] = part[11:15] = part[22:26] = 255
        else:
            part[2:24] = 255
            part[0:2, 12:14] = part[24:26, 12:14] = 255
        expected.append(Box(30, y, 56, y + 26))
        y += 26 + gap
    lines = [Box(30, 20, 56, y - gap)]
    assert is_upright(lines, 24)
    found = upright_characters(ink, lines)
    assert len(found) == 4
    assert np.abs(np.array(found) - np.array(expected)).max() <= 2


def test_lines_of_several_characters_are_not_upright() -> None:
    assert not is_upright([Box(0, 0, 60, 26), Box(0, 30, 60, 56), Box(0, 60, 60, 86)], 26)
    assert not is_upright([Box(0, 0, 26, 26), Box(0, 30, 26, 56)], 26)
    assert not is_upright([], 26)


def test_characters_laid_side_by_side_keep_their_order() -> None:
    page = np.full((200, 60), 255, np.uint8)
    glyphs = [Box(20, 10 + n * 40, 40, 30 + n * 40) for n in range(3)]
    for n, glyph in enumerate(glyphs):
        page[glyph.top : glyph.bottom, glyph.x0 : glyph.x1] = n * 60
    picture, ends = laid_level(page, glyphs, 24)
    assert ends == sorted(ends)
    starts = [0.0, *ends[:-1]]
    levels = [
        picture[:, round(a * picture.shape[1]) : round(b * picture.shape[1])].min()
        for a, b in zip(starts, ends, strict=True)
    ]
    assert levels == [0, 60, 120]
