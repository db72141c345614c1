"""Tables that nothing but the places of their values shows, and print that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import LEFT, SIZE, TOP, Canvas, block, grid, width_of
from gongkai.documents.blocks import TableBlock
from gongkai.documents.pages.read import blocks_of_pages
from gongkai.documents.pages.tables.grids import PageTable, find_tables

PLACES = (LEFT, 220.0, 300.0, 380.0, 460.0)


def as_grid(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells)


def lines(
    canvas: Canvas, drawing: str, *, top: float = TOP, pitch: float = 20.0, align: float = 0.5
) -> float:
    """Prints each cell on one line: labels from the left, values around the middle (0.5) or to the right (1)."""
    for row in drawing.strip().splitlines():
        for k, text in enumerate(cell.strip() for cell in row.split("|")):
            if text:
                canvas.write(text, PLACES[k] - (align * width_of(text) if k else 0), top)
        top += pitch
    return top


def found_in(drawing: str, **more: float) -> tuple[PageTable, ...]:
    canvas = Canvas()
    lines(canvas, drawing, **more)
    return find_tables(canvas.page())


THREE = "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 12\n文件 | 234 | 无 | 3\n许可 | 4 | / | 56"


@pytest.mark.parametrize("align", [0.0, 0.5, 1.0], ids=["left", "middle", "right"])
def test_values_in_columns_below_a_header(align: float) -> None:
    (found,) = found_in(THREE, align=align)
    assert as_grid(found) == grid(block(THREE))
    assert found.guessed


def test_prose_around_it_is_not_taken() -> None:
    canvas = Canvas()
    prose = "全年收到申请2件，其中1件予以公开，1件不予公开，没有结转到下年度。"
    canvas.write(prose, LEFT, TOP - 40)
    bottom = lines(canvas, THREE)
    canvas.write(prose, LEFT, bottom + 10)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block(THREE))


def test_a_heading_over_two_lines_is_one_row() -> None:
    canvas = Canvas()
    lines(canvas, " | 商业 | 科研 | 法律", top=TOP)
    lines(canvas, "项目 | 企业 | 机构 | 服务", top=TOP + 12)
    lines(canvas, THREE.split("\n", 1)[1], top=TOP + 32)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if not c.row] == ["项目", "商业企业", "科研机构", "法律服务"]
    assert len(found.ys) == 5


def test_a_header_cell_over_several_columns() -> None:
    canvas = Canvas()
    canvas.write("申请人情况", 340 - 25, TOP - 20)
    lines(
        canvas,
        "项目 | 甲方 | 乙方 | 丙方 | 总计\n规章 | 1 | 2 | 3 | 6\n文件 | 0 | 0 | 1 | 1\n许可 | 4 | 5 | 6 | 15",
    )
    (found,) = find_tables(canvas.page())
    assert [(c.text, c.column, c.colspan) for c in found.cells if not c.row and c.text] == [
        ("申请人情况", 1, 4)
    ]
    assert [c.text for c in found.cells if c.row == 1] == ["项目", "甲方", "乙方", "丙方", "总计"]


@pytest.mark.parametrize(
    "drawing",
    [
        "项目 | 甲方 | 乙方\n规章 | 1 | 0\n文件 | 2 | 3\n许可 | 4 | 5",  # two columns
        "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 2",  # one row
        "规章 | 1 | 0 | 12\n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6",  # no header
        "项目 | 甲方 | 乙方\n规章 | 1 | 0 | 2\n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6",  # a column without heading
    ],
)
def test_where_anything_is_in_doubt_there_is_none(drawing: str) -> None:
    assert found_in(drawing) == ()


def test_a_line_that_may_be_no_row_is_left_below() -> None:
    (found,) = found_in(THREE + "\n备注见后")
    assert as_grid(found) == grid(block(THREE))


BLANKS = """项目 | 甲方 | 乙方 | 丙方
1.规章 | 1 | | 12
2.文件 | | |
3.许可 | | / |
4.其他 | 4 | 5 | 6"""


@pytest.mark.parametrize("align", [0.0, 0.5, 1.0], ids=["left", "middle", "right"])
def test_blank_cells_and_rows(align: float) -> None:
    (found,) = found_in(BLANKS, align=align)
    assert as_grid(found) == grid(block(BLANKS))
    blank = [c for c in found.cells if not c.text]
    assert all(x1 > x0 and bottom > top for x0, top, x1, bottom in (c.bbox for c in blank))


def test_labels_over_several_lines_and_several_rows() -> None:
    canvas = Canvas()
    canvas.write("申请人情况", 300 - 25, TOP)
    bottom = lines(canvas, "项目 | 甲方 | 乙方 | 丙方", top=TOP + 20)
    for n, (label, row) in enumerate((("1.规章", "1 | 2 | 3"), ("2.文件", "| |"), ("3.许可", "7 | 8 | 9"))):
        canvas.write(label, LEFT + 60, bottom + 20 * n)
        lines(canvas, " | " + row, top=bottom + 20 * n)
    canvas.write("（三）不", LEFT, bottom + 14)
    canvas.write("予公开", LEFT, bottom + 26)
    canvas.write("（七）总计，各行", LEFT + 20, bottom + 60)
    canvas.write("相加的和", LEFT + 20, bottom + 72)
    lines(canvas, " | 8 | 10 | 12", top=bottom + 66)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if c.text] == [
        *("申请人情况", "项目", "甲方", "乙方", "丙方"),
        *("（三）不予公开", "1.规章", "1", "2", "3", "2.文件", "3.许可", "7", "8", "9"),
        *("（七）总计，各行相加的和", "8", "10", "12"),
    ]
    assert [(c.column, c.colspan) for c in found.cells if c.text == "申请人情况"] == [(2, 3)]
    assert [c.row for c in found.cells if c.text in ("8", "10", "12") and c.column == 2] == [5]


def test_lines_without_a_number_go_on_where_labels_have_numbers_and_rows_stand_close() -> None:
    canvas = Canvas()
    lines(canvas, "项目 | 甲方 | 乙方 | 丙方")
    for n, (label, row) in enumerate(
        (
            ("1.予以公开", "1 | 2 | 3"),
            ("2.部分公开", "| |"),
            ("只计这一", "4 | 5 | 6"),
            ("情形", "| |"),
            ("3.其他", "7 | 8 | 9"),
        )
    ):
        canvas.write(label, LEFT, TOP + 20 + 13 * n)
        lines(canvas, " | " + row, top=TOP + 20 + 13 * n)
    (found,) = find_tables(canvas.page())
    rows = {c.row: c.text for c in found.cells if not c.column}
    assert list(rows.values()) == ["项目", "1.予以公开", "2.部分公开只计这一情形", "3.其他"]
    assert [c.text for c in found.cells if c.row == 2 and c.column] == ["4", "5", "6"]


def test_a_value_of_a_cell_over_two_columns() -> None:
    canvas = Canvas()
    lines(canvas, "项目 | 甲方 | 乙方 | 丙方 | 总计\n规章 | 1 | 2 | 3 | 4")
    canvas.write("文件", LEFT, TOP + 40)
    canvas.write("5", 220 - 2.5, TOP + 40)
    canvas.write("67", 340 - 5, TOP + 40)
    (found,) = find_tables(canvas.page())
    assert [(c.text, c.column, c.colspan) for c in found.cells if c.row == 2] == [
        ("文件", 0, 1),
        ("5", 1, 1),
        ("67", 2, 2),
        ("", 4, 1),
    ]


def test_one_row_below_many_headings() -> None:
    heads, values = (
        ["维持", "纠正", "其他", "未结", "总计", "维持", "纠正", "其他"],
        ["1", "0", "0", "0", "1", "0", "0"],
    )
    canvas = Canvas()
    for k, head in enumerate(heads):
        canvas.write(head, LEFT + 30 * k, TOP)
    for k, value in enumerate(values):
        canvas.write(value, LEFT + 30 * k + 7.5, TOP + 20)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells] == [*heads, *values, ""]


def test_columns_that_run_together_are_parted_where_values_begin() -> None:
    canvas = Canvas()
    for text, x, top in (
        ("项目", LEFT, 0),
        ("结果维持", 200, 0),
        ("结果纠正", 241, 0),
        ("其他结果", 282, 0),
        ("规章", LEFT, 20),
        ("文件", LEFT, 40),
        *((str(n), x, 20 * n) for n in (1, 2) for x in (200, 241, 282)),
    ):
        canvas.write(text, x, TOP + top)
    (found,) = find_tables(canvas.page())
    assert [c.text for c in found.cells if not c.row] == ["项目", "结果维持", "结果纠正", "其他结果"]


def test_the_part_on_the_next_page_may_lack_a_column_and_have_labels_of_several_rows() -> None:
    first, second = Canvas(), Canvas(2)
    lines(
        first, "项目 | 甲方 | 乙方 | 丙方 | 总计\n一、新收 | 1 | 0 | 2 | 3\n二、结转 | 0 | 0 | 0 | 0", top=740
    )
    for n, (label, row) in enumerate(
        (("1.公开", "1 | 2 | 3"), ("2.不予", "4 | 5 | 6"), ("3.其他", "7 | 8 | 9"))
    ):
        second.write(label, LEFT + 50, 60 + 20 * n)
        lines(second, " | " + row, top=60 + 20 * n)
    second.write("三、结果", LEFT, 75)
    (whole,) = blocks_of_pages([first.page(), second.page()])
    assert isinstance(whole, TableBlock)
    assert (whole.rows, whole.columns) == (6, 6)
    assert [[c.text for c in whole.cells if c.row == n and c.column > 1] for n in range(1, 6)] == [
        ["1", "0", "2", "3"],
        ["0", "0", "0", "0"],
        ["1", "2", "3", ""],
        ["4", "5", "6", ""],
        ["7", "8", "9", ""],
    ]


def test_values_that_do_not_stand_below_each_other_are_no_table() -> None:
    canvas = Canvas()
    lines(canvas, "项目 | 甲方 | 乙方 | 丙方")
    for n in range(4):
        for k, x in enumerate(PLACES[1:4]):
            canvas.write("1" * (n + 1), x + 9 * ((n * 7 + k * 3) % 4), TOP + 20 + 20 * n)
    assert find_tables(canvas.page()) == ()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text("全年收到申请0123456789，。、件条次（）", min_size=5, max_size=40), min_size=3, max_size=25
    )
)
def test_prose_with_numbers_is_never_a_table(paragraphs: list[str]) -> None:
    canvas = Canvas()
    for n, text in enumerate(paragraphs):
        canvas.write(text, LEFT, TOP + 18 * n)
    assert find_tables(canvas.page()) == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 6), st.integers(3, 9), st.data())
def test_any_plain_table_comes_back(columns: int, rows: int, data: st.DataObject) -> None:
    value = st.one_of(st.integers(0, 99999).map(str), st.sampled_from(["无", "/", "-", ""]))
    values = data.draw(
        st.lists(st.lists(value, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    full = data.draw(st.integers(0, rows - 1))  # one row leaves nothing blank
    values[full] = [text or "0" for text in values[full]]
    values[-1][0] = values[-1][0] or "1"  # below the last one with values there is no row
    head = ["项目", *["自然人", "企业", "机构", "组织", "其他", "总计"][:columns]]
    table = [head, *([f"第{'一二三四五六七八九'[n]}类", *row] for n, row in enumerate(values))]
    canvas = Canvas()
    for n, row in enumerate(table):
        for k, text in enumerate(row):
            x = LEFT + 100 + 6 * SIZE * k if k else LEFT
            canvas.write(text, x - (width_of(text) / 2 if k else 0), TOP + 20 * n)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("\n".join(" | ".join(row) for row in table)))
