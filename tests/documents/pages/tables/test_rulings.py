"""Ruling lines as programs draw them: what is a table's line, what closes a cell, where one table ends."""

from __future__ import annotations

import random

from documents.pages.tables.drawing import LEFT, PLAIN, TOP, Canvas, Style, block, draw, grid
from gongkai.documents.blocks import TableCell
from gongkai.documents.pages.model import Direction, Ruling
from gongkai.documents.pages.tables.grids import PageTable, find_tables

H, V = Direction.HORIZONTAL, Direction.VERTICAL
SMALL = "项目 | 甲 | 乙\n公开 | 1 | 2\n申请 | 3 | 4"


def as_grid(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells)


def canvas_of(drawing: str, style: Style = PLAIN, **size: float) -> Canvas:
    canvas, made = Canvas(), block(drawing)
    draw(canvas, made.cells, rows=made.rows, columns=made.columns, style=style, **size)
    return canvas


def without(canvas: Canvas, *ruling: float) -> None:
    """Takes the rulings with these ends away."""
    canvas.rulings = [r for r in canvas.rulings if (r.x0, r.top, r.x1, r.bottom) != ruling]


def test_a_thick_frame_around_thin_lines_is_one_with_them() -> None:
    canvas = canvas_of(SMALL)
    for out in (1.5, 3.0):
        x0, y0, x1, y1 = LEFT - out, TOP - out, LEFT + 180 + out, TOP + 102 + out
        canvas.line(H, x0, y0, x1, y0)
        canvas.line(H, x0, y1, x1, y1)
        canvas.line(V, x0, y0, x0, y1)
        canvas.line(V, x1, y0, x1, y1)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))


def test_an_underline_in_a_cell_and_dashes_beside_a_table_are_no_lines_of_it() -> None:
    canvas = canvas_of(SMALL)
    canvas.line(H, LEFT + 63, TOP + 50, LEFT + 80, TOP + 50)  # under a value
    canvas.line(H, LEFT + 2, TOP + 60, LEFT + 30, TOP + 60)  # touches the left side
    canvas.line(V, LEFT + 150, TOP + 70, LEFT + 150, TOP + 73)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))


def test_lines_drawn_too_long_enclose_no_row() -> None:
    canvas = canvas_of(SMALL)
    for x in (LEFT, LEFT + 60, LEFT + 120, LEFT + 180):
        canvas.line(V, x, TOP, x, TOP + 140)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))
    assert not found.open_bottom
    canvas.write("续表", LEFT + 3, TOP + 110)
    (found,) = find_tables(canvas.page())
    assert (len(found.ys), found.open_bottom) == (5, True)


def test_only_the_left_side_is_not_drawn() -> None:
    drawing = "一、本年新收 | < | 1\n三、办理结果 | 予以公开 | 2\n^ | 不予公开 | 3\n四、结转 | < | 4"
    canvas = canvas_of(drawing)
    canvas.rulings = [r for r in canvas.rulings if not (r.direction is V and r.x0 == LEFT)]
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(drawing))


def test_a_page_that_begins_and_ends_within_rows() -> None:
    canvas = canvas_of(SMALL, Style(tops=False, ends=False))
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))
    assert (found.open_top, found.open_bottom) == (True, True)
    assert [c.open_top for c in found.cells] == [True] * 3 + [False] * 6


def test_a_cell_may_be_open_where_others_are_closed() -> None:
    canvas = canvas_of("\n".join(["三、结果 | 公开 | 1", "^ | 部分 | 2", "四、结转 | < | 3"]))
    without(canvas, LEFT, TOP, LEFT + 60, TOP)
    (found,) = find_tables(canvas.page())
    assert [c.open_top for c in found.cells if not c.row] == [True, False, False]
    assert not found.open_top


def test_a_line_that_meets_no_other_closes_a_column_of_the_page() -> None:
    drawing = "三、结果 | 公开 | 1\n^ | 部分 | 2"
    canvas = canvas_of(drawing, Style(tops=False, ends=False))
    canvas.rulings = [r for r in canvas.rulings if not (r.direction is H and r.x0 < LEFT + 60)]
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(drawing))
    away = canvas_of("公开 | 1\n部分 | 2")
    away.line(V, LEFT - 20, TOP + 10, LEFT - 20, TOP + 60)  # a mark of change in the margin
    (found,) = find_tables(away.page())
    assert len(found.xs) == 3


def test_a_corner_without_lines_is_no_cell() -> None:
    canvas = Canvas()
    cells = [c for c in block(SMALL).cells if (c.row, c.column) != (0, 0)]
    draw(canvas, cells, rows=3, columns=3)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(cells)


def test_a_side_missing_in_part_is_drawn_on() -> None:
    beside = "结果 | 公开 | 1\n^ | 部分 | 2\n四、结转 | 甲 | 5\n五、合计 | 乙 | 6"
    canvas = canvas_of(beside)
    without(canvas, LEFT + 60, TOP, LEFT + 60, TOP + 34)
    without(canvas, LEFT + 60, TOP, LEFT + 60, TOP + 68)
    canvas.line(V, LEFT + 60, TOP + 34, LEFT + 60, TOP + 68)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(beside))
    below = "申请人 | < | 1 | 2 | 3\n公开 | 部分 | 4 | 5 | 6"
    canvas = canvas_of(below)
    without(canvas, LEFT, TOP + 34, LEFT + 60, TOP + 34)
    without(canvas, LEFT, TOP + 34, LEFT + 120, TOP + 34)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(below))


def test_applications_above_review_with_one_line_between_are_two_tables() -> None:
    upper = block(
        "项目 | 自然人 | 商业 | 科研 | 公益 | 法律 | 其他 | 总计\n结转 | 1 | 2 | 3 | 4 | 5 | 6 | 21"
    )
    head = " | ".join(["行政复议", *["<"] * 4, "行政诉讼", *["<"] * 9])
    names = " | ".join(["维持", "纠正", "其他", "未结", "总计"] * 3)
    lower = block(f"{head}\n{names}\n" + " | ".join(map(str, range(15))))
    canvas = Canvas()
    bottom = draw(canvas, upper.cells, rows=2, columns=8, wide=465 / 8)
    draw(canvas, lower.cells, rows=3, columns=15, wide=31, top=bottom)
    first, second = find_tables(canvas.page())
    assert as_grid(first) == grid(upper)
    assert as_grid(second) == grid(lower)


def test_a_wider_table_below_another_is_its_own() -> None:
    canvas = canvas_of("项目 | 甲 | 乙 | 丙\n公开 | 1 | 2 | 3")
    lower = block("维持 | 纠正 | 其他 | 未结 | 总计\n0 | 1 | 2 | 3 | 6")
    draw(canvas, lower.cells, rows=2, columns=5, wide=76, left=40, top=TOP + 68)
    assert [len(t.xs) for t in find_tables(canvas.page())] == [5, 6]


def test_two_tables_with_a_gap_are_two() -> None:
    canvas = canvas_of(SMALL)
    made = block(SMALL)
    draw(canvas, made.cells, rows=3, columns=3, top=TOP + 102 + 5)
    assert [as_grid(t) for t in find_tables(canvas.page())] == [grid(made)] * 2


def test_a_table_that_lays_out_another_is_none() -> None:
    canvas = canvas_of(SMALL)
    canvas.write("通知", 30, 30)
    canvas.write("附件", 300, 30)
    for y in (20, 60, 300):
        canvas.line(H, 20, y, 560, y)
    for x, bottom in ((20, 300), (290, 60), (560, 300)):
        canvas.line(V, x, 20, x, bottom)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))


def test_boxes_of_sentences_are_no_table() -> None:
    canvas = Canvas()
    said = "一是公开渠道还不够多，需要进一步拓宽。二是解读形式单一。三是队伍有待加强。"
    cells = [TableCell(row=r, column=c, text=said) for r in range(2) for c in range(2)]
    draw(canvas, cells, rows=2, columns=2, wide=200, high=60)
    assert find_tables(canvas.page()) == ()


def test_a_character_on_the_frame_is_in_the_table() -> None:
    canvas = canvas_of("项目 | 甲\n公开 | ")
    canvas.write("7", LEFT + 119, TOP + 40)  # its middle is half a point outside
    (found,) = find_tables(canvas.page())
    assert found.cells[-1].text == "7"


def test_blanks_of_the_file_are_in_their_cells() -> None:
    canvas = Canvas()
    draw(canvas, block(" | \n乙 | 2").cells, rows=2, columns=2)
    canvas.write("总 计", LEFT + 3, TOP + 2)
    canvas.write("12 ", LEFT + 63, TOP + 2)
    canvas.write("34", LEFT + 63, TOP + 14)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells] == ["总计", "1234", "乙", "2"]
    assert sorted(i for c in found.cells for i in c.characters) == list(range(len(canvas.page().text)))


def test_a_drawing_of_many_strokes_is_looked_at_in_bounded_time() -> None:
    canvas = canvas_of(SMALL)
    chance = random.Random(1)
    for _ in range(4000):
        x, y = chance.uniform(300, 590), chance.uniform(300, 830)
        canvas.rulings.append(Ruling(H, x, y, x + chance.uniform(4, 9), y, 0.3))
        canvas.rulings.append(Ruling(V, x, y, x, y + chance.uniform(4, 9), 0.3))
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(SMALL))
