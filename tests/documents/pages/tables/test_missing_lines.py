"""Lines that were not drawn between values."""

from __future__ import annotations

from documents.pages.tables.drawing import LEFT, TOP, Canvas, block, draw, grid
from gongkai.documents.pages.tables.grids import PageTable, find_tables


def as_grid(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells)


def test_values_side_by_side_in_a_merged_cell_are_cells() -> None:
    canvas = Canvas()
    draw(canvas, block("项 | 甲 | 乙 | 丙\n一 | | <  | <\n二 | 1 | 2 | 3").cells, rows=3, columns=4)
    canvas.write("5", LEFT + 80, TOP + 40)
    canvas.write("无", LEFT + 200, TOP + 40)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("项 | 甲 | 乙 | 丙\n一 | 5 |  | 无\n二 | 1 | 2 | 3"))


def test_values_one_below_the_other_in_a_merged_cell_are_cells() -> None:
    canvas = Canvas()
    draw(canvas, block("甲 | 1 | \n乙 | 2 | ^").cells, rows=2, columns=3)
    canvas.write("5", LEFT + 140, TOP + 12)
    canvas.write("6", LEFT + 140, TOP + 46)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("甲 | 1 | 5\n乙 | 2 | 6"))


def test_one_value_and_a_broken_one_leave_a_merged_cell_whole() -> None:
    drawing = "项 | 甲 | 乙\n一 | 123456 | <\n二 | 1 | \n三 | 2 | ^"
    canvas = Canvas()
    draw(canvas, block(drawing).cells, rows=4, columns=3)
    canvas.write("1234", LEFT + 130, TOP + 91)
    canvas.write("56", LEFT + 130, TOP + 102)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("项 | 甲 | 乙\n一 | 123456 | <\n二 | 1 | 123456\n三 | 2 | ^"))


def test_labels_side_by_side_in_a_merged_cell_stay_one() -> None:
    canvas = Canvas()
    draw(canvas, block("总计 | < | 1\n甲 | 乙 | 2").cells, rows=2, columns=3)
    canvas.write("数", LEFT + 100, TOP + 2)
    (found,) = find_tables(canvas.page())
    assert found.cells[0].text == "总计数"


THREE = "项目 | 甲 | 乙 | 丙\n | | | \n合计 | 9 | 9 | 9"


def with_column(canvas: Canvas, x: float, *texts: str, step: float = 11.0) -> None:
    for n, text in enumerate(texts):
        canvas.write(text, x, TOP + 70 + step * n)


def three_lines() -> Canvas:
    canvas = Canvas()
    made = block(THREE)
    draw(canvas, made.cells, rows=3, columns=4, high=60)
    return canvas


def test_rows_without_a_line_between_them_are_rows() -> None:
    canvas = three_lines()
    with_column(canvas, LEFT + 3, "规章", "文件", "许可")
    for n, values in enumerate((("1", "2", "3"), ("0", "0", "无"), ("4", "/", "6"))):
        with_column(canvas, LEFT + 63 + 60 * n, *values)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(
        block("项目 | 甲 | 乙 | 丙\n规章 | 1 | 0 | 4\n文件 | 2 | 0 | /\n许可 | 3 | 无 | 6\n合计 | 9 | 9 | 9")
    )


def test_labels_over_two_lines_are_told_apart_by_their_numbers() -> None:
    canvas = three_lines()
    with_column(canvas, LEFT + 3, "1.国家", "秘密", "2.其他")
    for n in range(3):
        canvas.write("1", LEFT + 63 + 60 * n, TOP + 75)
        canvas.write("2", LEFT + 63 + 60 * n, TOP + 92)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(
        block("项目 | 甲 | 乙 | 丙\n1.国家秘密 | 1 | 1 | 1\n2.其他 | 2 | 2 | 2\n合计 | 9 | 9 | 9")
    )


def test_rows_that_cannot_be_told_apart_are_one() -> None:
    canvas = three_lines()
    with_column(canvas, LEFT + 3, "规章和", "文件", "许可")  # three lines beside two values
    for n in range(3):
        with_column(canvas, LEFT + 63 + 60 * n, "1", "2")
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if c.row == 1] == ["规章和文件许可", "12", "12", "12"]
    uneven = three_lines()
    with_column(uneven, LEFT + 3, "规章", "文件")
    for n, values in enumerate((("1", "2"), ("1234", "56"), ("7",))):
        with_column(uneven, LEFT + 63 + 60 * n, *values)
    (found,) = find_tables(uneven.page())
    assert [c.text for c in found.cells if c.row == 1] == ["规章文件", "12", "123456", "7"]
