"""Tables ruled by horizontal lines only."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import LEFT, SIZE, TOP, Canvas, Style, block, draw, grid
from gongkai.documents.blocks import TableBlock
from gongkai.documents.pages.model import Direction
from gongkai.documents.pages.tables.grids import PageTable, find_tables
from gongkai.documents.pages.tables.joining import join_tables

LEVEL = Style(upright=False, centred=True)
H = Direction.HORIZONTAL


def as_grid(table: PageTable) -> list[tuple[int, int, int, int, str]]:
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in table.cells)


def canvas_of(drawing: str, **size: float) -> Canvas:
    canvas, made = Canvas(), block(drawing)
    draw(canvas, made.cells, rows=made.rows, columns=made.columns, style=LEVEL, **size)
    return canvas


def read(drawing: str, **size: float) -> PageTable:
    (found,) = find_tables(canvas_of(drawing, **size).page())
    assert found.guessed
    return found


def test_a_line_under_each_row() -> None:
    drawing = "项目 | 甲 | 乙 | 丙\n规章 | 1 | 0 | 无\n文件 | 12 |  | 3"
    assert as_grid(read(drawing)) == grid(block(drawing))


def test_columns_without_values_are_known_by_their_header() -> None:
    drawing = "项目 | 自然人 | 企业 | 机构 | 总计\n一、新收 | 18 |  |  | 18\n二、结转 |  |  |  | "
    assert as_grid(read(drawing)) == grid(block(drawing))


def test_header_cells_over_several_columns() -> None:
    drawing = """
项目 | 申请人情况 | < | < | < | <
^ | 自然人 | 法人或其他组织 | < | < | 总计
^ | ^ | 企业 | 机构 | 其他 | ^
一、新收 | 1 | 2 | 3 | 4 | 10
二、结转 | 0 | 0 | 0 | 0 | 0
"""
    assert as_grid(read(drawing)) == grid(block(drawing))


def test_labels_beside_several_rows_and_over_both_columns_of_labels() -> None:
    drawing = """
项目 | < | 甲 | 乙
一、新收 | < | 3 | 4
三、结果 | 公开 | 1 | 2
^ | 部分公开 | 2 | 2
^ | 总计 | 3 | 4
四、结转下年度继续办理 | < | 0 | 0
"""
    assert as_grid(read(drawing)) == grid(block(drawing))


def test_blocks_with_merged_cells() -> None:
    drawing = """
第一项 | < | < | <
内容 | 制作 | 公开 | 总数
规章 | 1 | 2 | 3
文件 | 4 | 5 | 6
第八项 | < | < | <
内容 | 上年 | 增减 | <
收费 | 7 | 8 | <
"""
    assert as_grid(read(drawing)) == grid(block(drawing))


def test_three_lines() -> None:
    canvas = Canvas()
    for y in (TOP, TOP + 20, TOP + 90):
        canvas.line(H, LEFT, y, LEFT + 300, y)
    rows = [
        ("项目", "甲", "乙", "丙"),
        ("规章", "1", "0", "7"),
        ("文件", "2", "12", "8"),
        ("许可", "3", "0", "9"),
    ]
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            canvas.write(text, LEFT + 10 + 75 * k, TOP + 5 + 22 * n)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("\n".join(" | ".join(row) for row in rows)))


def test_the_part_on_the_next_page_has_the_columns_of_the_first() -> None:
    first = canvas_of(
        "项目 | 自然人 | 企业 | 机构 | 总计\n一、新收 | 18 | 0 | 1 | 19\n二、结转 | 1 | 2 | 0 | 3"
    )
    second = canvas_of("三、办理 | 17 |  |  | 17\n四、其他 |  |  |  | \n五、总计 |  |  |  | 5")
    pages = [first.page(), second.page()]
    (found,) = join_tables(pages, [find_tables(page) for page in pages], lambda n: True)
    assert grid(found.block) == grid(
        block(
            "项目 | 自然人 | 企业 | 机构 | 总计\n一、新收 | 18 | 0 | 1 | 19\n二、结转 | 1 | 2 | 0 | 3\n"
            "三、办理 | 17 |  |  | 17\n四、其他 |  |  |  | \n五、总计 |  |  |  | 5"
        )
    )


def test_a_heading_between_two_tables_parts_them() -> None:
    drawing = "项目 | 甲 | 乙\n规章 | 1 | 2\n文件 | 3 | 4"
    canvas, made = canvas_of(drawing), block(drawing)
    canvas.write("三、收到和处理申请情况", LEFT, TOP + 125)
    draw(canvas, made.cells, rows=3, columns=3, top=TOP + 180, style=LEVEL)
    assert [as_grid(t) for t in find_tables(canvas.page())] == [grid(made)] * 2


def test_no_ladder_of_rules_around_prose() -> None:
    canvas = Canvas()
    for y in (60, 400, 420, 780):
        canvas.line(H, LEFT, y, LEFT + 400, y)
    for n in range(20):
        canvas.write("全年收到申请2件，其中1件予以公开，1件不予公开，没有结转。", LEFT, 80 + 15 * n)
    canvas.write("- 1 -", LEFT + 190, 785)
    assert find_tables(canvas.page()) == ()


def test_no_ladder_where_labels_and_values_would_share_a_cell() -> None:
    canvas = Canvas()
    for k in range(5):
        canvas.line(H, LEFT, TOP + 20 * k, LEFT + 300, TOP + 20 * k)
    for k, (label, x) in enumerate(
        (("规章", 100), ("行政规范性文件的制发", 190), ("许可", 100), ("处罚", 120))
    ):
        canvas.write(label, LEFT + 3, TOP + 5 + 20 * k)
        canvas.write("12", LEFT + x, TOP + 5 + 20 * k)
    canvas.write("34", LEFT + 60, TOP + 45)
    assert find_tables(canvas.page()) == ()


def test_no_ladder_of_underlined_headings() -> None:
    canvas = Canvas()
    for k, text in enumerate(("一、总体情况", "二、主动公开", "三、依申请公开", "四、复议诉讼")):
        canvas.write(text, LEFT, TOP + 40 * k)
        canvas.line(H, LEFT, TOP + 40 * k + 12, LEFT + 400, TOP + 40 * k + 12)
    assert find_tables(canvas.page()) == ()


VALUES = st.one_of(st.integers(0, 9999).map(str), st.sampled_from(["0", "无", "/", ""]))


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 6), st.data())
def test_any_ladder_comes_back(columns: int, data: st.DataObject) -> None:
    head = ["项目", *["自然人", "企业", "机构", "组织", "其他", "总计"][:columns]]
    rows = data.draw(st.lists(st.lists(VALUES, min_size=columns, max_size=columns), min_size=2, max_size=8))
    rows[0] = [value or "0" for value in rows[0]]
    drawing = "\n".join(
        [
            " | ".join(head),
            *(" | ".join([f"第{'一二三四五六七八'[n]}类", *row]) for n, row in enumerate(rows)),
        ]
    )
    made: TableBlock = block(drawing)
    assert as_grid(read(drawing, wide=6 * SIZE)) == grid(made)
