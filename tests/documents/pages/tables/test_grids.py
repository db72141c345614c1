"""Tables by their ruling lines: merged cells, lines of every kind, and what is no table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import LEFT, PLAIN, SIZE, TOP, Canvas, Style, block, draw, grid
from gongkai.documents.blocks import TableBlock, TableCell
from gongkai.documents.pages.model import Direction
from gongkai.documents.pages.tables.grids import PageTable, find_tables

APPLICATIONS = """
项目 | < | < | 申请人情况 | < | < | <
^ | ^ | ^ | 自然人 | 法人 | < | 总计
^ | ^ | ^ | ^ | 商业企业 | 其他 | ^
一、本年新收政府信息公开申请数量 | < | < | 5 | 1 | 0 | 6
三、本年度办理结果 | （一）予以公开 | < | 3 | | 0 | 3
^ | （三）不予公开 | 1.属于国家秘密 | 无 | / | 0 | 0
^ | ^ | 2.其他 | 12 | 0 | 0 | 12
^ | （七）总计 | < | 4 | 1 | 0 | 5
"""
STYLES = {
    "plain": Style(),
    "jitter": Style(jitter=1.0),
    "doubled": Style(twice=1.8),
    "doubled and jitter": Style(twice=1.2, jitter=0.6),
    "no sides": Style(sides=False),
    "boxes": Style(apart=2.0),
    "boxes and jitter": Style(apart=1.5, jitter=0.4),
    "broken": Style(broken=2.5),
    "not quite touching": Style(apart=-2.5),
    "centred": Style(centred=True),
    "open end": Style(ends=False),
}


def drawn(drawing: str | TableBlock, style: Style = PLAIN, seed: int = 0) -> tuple[PageTable, ...]:
    made = block(drawing) if isinstance(drawing, str) else drawing
    canvas = Canvas()
    draw(canvas, made.cells, rows=made.rows, columns=made.columns, style=style, seed=seed)
    return find_tables(canvas.page())


def as_grid(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells)


@pytest.mark.parametrize("style", STYLES)
def test_grid_is_read_in_every_style(style: str) -> None:
    (found,) = drawn(APPLICATIONS, STYLES[style])
    assert as_grid(found) == grid(block(APPLICATIONS))
    assert found.open_bottom == (style == "open end")
    assert not found.open_top


def test_grid_cells_know_their_characters_and_places() -> None:
    (found,) = drawn("项目 | 数\n公开 | 12")
    cell = found.cells[-1]
    assert cell.text == "12"
    assert cell.bbox == (LEFT + 60, TOP + 34, LEFT + 120, TOP + 68)
    assert cell.places.tolist() == [
        [1, LEFT + 63, TOP + 36, LEFT + 68, TOP + 46],
        [1, LEFT + 68, TOP + 36, LEFT + 73, TOP + 46],
    ]
    assert len({i for c in found.cells for i in c.characters}) == 7


def test_grid_upright_label_is_read_downwards() -> None:
    made = block("三、本年度 | 1\n^ | 2\n^ | 3")
    canvas = Canvas()
    draw(canvas, [c for c in made.cells if c.column], rows=3, columns=2)
    draw(canvas, [TableCell(row=0, column=0, rowspan=3)], rows=3, columns=2)
    for n, character in enumerate("三、本年度"):
        canvas.write(character, LEFT + 20, TOP + 5 + 12 * n)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(made)


def test_grid_number_that_runs_over_its_cell_stays_whole() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | | \n乙 | 3 | 1").cells, rows=2, columns=3, wide=30)
    canvas.write("12345678", LEFT + 31, TOP + 2)  # 40 points in a cell of 30
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if c.row == 0] == ["甲", "12345678", ""]


def test_grid_numbers_side_by_side_stay_apart() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | | \n乙 | | ").cells, rows=2, columns=3, wide=30)
    canvas.write("12", LEFT + 48, TOP + 2)
    canvas.write("34", LEFT + 62, TOP + 2)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if c.row == 0] == ["甲", "12", "34"]


def test_grid_number_broken_in_a_narrow_cell_is_one() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | \n乙 | 2").cells, rows=2, columns=2)
    canvas.write("1234", LEFT + 63, TOP + 2)
    canvas.write("56", LEFT + 63, TOP + 14)
    (found,) = find_tables(canvas.page())
    assert found.cells[1].text == "123456"


def test_grid_blanks_stay_between_latin_words_only() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | \n乙 | 2").cells, rows=2, columns=2)
    canvas.write("总 计 PDF", LEFT + 3, TOP + 40)
    canvas.write("a b", LEFT + 63, TOP + 2)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells] == ["甲", "a b", "乙总计PDF", "2"]


def test_grid_two_touching_tables_stay_apart() -> None:
    canvas = Canvas()
    upper = block("项目 | 甲 | 乙 | 丙\n公开 | 1 | 2 | 3")
    lower = block("维持 | 纠正 | 其他 | 未结 | 总计\n0 | 1 | 2 | 3 | 6")
    bottom = draw(canvas, upper.cells, rows=2, columns=4, wide=75)
    draw(canvas, lower.cells, rows=2, columns=5, wide=60, top=bottom)
    first, second = find_tables(canvas.page())
    assert as_grid(first) == grid(upper)
    assert as_grid(second) == grid(lower)


def test_grid_blocks_of_other_columns_are_one_table() -> None:
    drawing = """
第二十条第（一）项 | < | < | <
信息内容 | 制发 | 废止 | 有效
规章 | 1 | 2 | 3
第二十条第（五）项 | < | < | <
信息内容 | 处理决定数量 | < | <
行政许可 | 1203 | < | <
"""
    (found,) = drawn(drawing)
    assert as_grid(found) == grid(block(drawing))


def test_grid_line_missing_between_values_is_seen_all_the_same() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | 1 | 2\n乙 | 3 | 4").cells, rows=2, columns=3)
    canvas.rulings = [
        r
        for r in canvas.rulings
        if not (r.direction is Direction.VERTICAL and r.x0 == LEFT + 120 and r.top == TOP)
    ]
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("甲 | 1 | 2\n乙 | 3 | 4"))


def test_no_grid_of_a_box_around_prose() -> None:
    canvas = Canvas()
    prose = "全年主动公开政府信息三十条，收到申请两件，均已按期答复，没有复议和诉讼。" * 5
    draw(canvas, [TableCell(row=0, column=0, text=prose)], rows=1, columns=1, wide=400, high=300)
    assert find_tables(canvas.page()) == ()
    beside = Canvas()
    cells = [TableCell(row=0, column=0, text=prose), TableCell(row=0, column=1, text="说明")]
    draw(beside, cells, rows=1, columns=2, wide=230, high=300)
    assert find_tables(beside.page()) == ()


def test_no_grid_of_single_lines() -> None:
    canvas = Canvas()
    canvas.write("云岭市林业局", LEFT, TOP)
    canvas.line(Direction.HORIZONTAL, 40, TOP + 12, 500, TOP + 12)  # under a running head
    canvas.line(Direction.VERTICAL, 40, 300, 40, 500)  # a mark of change
    canvas.line(Direction.HORIZONTAL, LEFT, 400, 200, 400)
    assert find_tables(canvas.page()) == ()


def test_no_grid_without_text() -> None:
    assert drawn(" | \n | ") == ()


def test_no_grid_on_an_empty_page() -> None:
    assert find_tables(Canvas().page()) == ()


def test_grid_inside_a_frame_is_found() -> None:
    canvas = Canvas()
    made = block("甲 | 1\n乙 | 2")
    draw(canvas, made.cells, rows=2, columns=2)
    draw(canvas, [TableCell(row=0, column=0)], rows=1, columns=1, left=20, top=20, wide=550, high=800)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(made)


WORDS = st.text(st.sampled_from("公开申请0123."), min_size=1, max_size=8)


@st.composite
def spanning(draw_: st.DrawFn, rows: int = 6, columns: int = 6) -> TableBlock:
    """A random grid: rectangles are merged as long as they fit."""
    height, width = draw_(st.integers(2, rows)), draw_(st.integers(2, columns))
    free = np.ones((height, width), dtype=bool)
    cells = []
    for r in range(height):
        for c in range(width):
            if not free[r, c]:
                continue
            down, across = draw_(st.sampled_from([1, 1, 1, 2, 3])), draw_(st.sampled_from([1, 1, 1, 2, 3]))
            down, across = min(down, height - r), min(across, width - c)
            while not free[r : r + down, c : c + across].all():
                across = max(1, across - 1)
                down = 1 if across == 1 else down
            free[r : r + down, c : c + across] = False
            cells.append(TableCell(row=r, column=c, rowspan=down, colspan=across, text=draw_(WORDS)))
    return TableBlock(cells=tuple(cells), rows=height, columns=width)


def lines_needed(made: TableBlock) -> TableBlock:
    """The block with the rows and columns that a drawn line shows: what spans everywhere cannot be seen."""
    xs = sorted({x for c in made.cells for x in (c.column, c.column + c.colspan)})
    ys = sorted({y for c in made.cells for y in (c.row, c.row + c.rowspan)})
    cells = tuple(
        TableCell(
            row=ys.index(c.row),
            column=xs.index(c.column),
            rowspan=ys.index(c.row + c.rowspan) - ys.index(c.row),
            colspan=xs.index(c.column + c.colspan) - xs.index(c.column),
            text=c.text,
        )
        for c in made.cells
    )
    return TableBlock(cells=cells, rows=len(ys) - 1, columns=len(xs) - 1)


@settings(max_examples=60, deadline=None)
@given(
    spanning(),
    st.sampled_from(["plain", "jitter", "doubled", "boxes", "boxes and jitter", "broken", "centred"]),
    st.integers(0, 99),
)
def test_any_grid_comes_back(made: TableBlock, style: str, seed: int) -> None:
    seen = lines_needed(made)
    found = drawn(made, STYLES[style], seed)
    if seen.columns < 2 or len({c.column for c in seen.cells}) < 2:
        assert found == ()
        return
    got = sorted(cell for table in found for cell in as_grid(table)) if len(found) == 1 else None
    if got is None:  # cut where two parts share few lines: no text is lost
        assert "".join(sorted(c.text for t in found for c in t.cells)) == "".join(
            sorted(c.text for c in made.cells)
        )
        return
    assert got == grid(seen)


def test_grid_size_is_bounded() -> None:
    canvas = Canvas()
    for n in range(400):
        canvas.line(Direction.HORIZONTAL, 0, 5.0 * n, 2000, 5.0 * n)
        canvas.line(Direction.VERTICAL, 5.0 * n, 0, 5.0 * n, 2000)
    canvas.write("1" * int(SIZE), LEFT, TOP)
    assert find_tables(canvas.page()) == ()
