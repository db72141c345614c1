"""Tables that nothing but the places of their values shows, and print that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import LEFT, SIZE, TOP, Canvas, block, grid, width_of
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
        "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 2\n文件 | 2 | 3 | 4",  # two rows
        "规章 | 1 | 0 | 12\n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6",  # no header
        "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 2\n文件 | 2 |  | 4\n许可 | 4 | 5 | 6",  # a blank value
        "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 2\n和 |  |  | \n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6",  # a broken label
        "项目 | 甲方 | 乙方 | 丙方\n规章 | 1 | 0 | 2\n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6\n备注见后",
        "项目 | 甲方 | 乙方\n规章 | 1 | 0 | 2\n文件 | 2 | 3 | 4\n许可 | 4 | 5 | 6",  # a column without heading
    ],
)
def test_where_anything_is_in_doubt_there_is_none(drawing: str) -> None:
    assert found_in(drawing) == ()


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
    value = st.one_of(st.integers(0, 99999).map(str), st.sampled_from(["无", "/", "-"]))
    values = data.draw(
        st.lists(st.lists(value, min_size=columns, max_size=columns), min_size=rows, max_size=rows)
    )
    head = ["项目", *["自然人", "企业", "机构", "组织", "其他", "总计"][:columns]]
    table = [head, *([f"第{'一二三四五六七八九'[n]}类", *row] for n, row in enumerate(values))]
    canvas = Canvas()
    for n, row in enumerate(table):
        for k, text in enumerate(row):
            x = LEFT + 100 + 6 * SIZE * k if k else LEFT
            canvas.write(text, x - (width_of(text) / 2 if k else 0), TOP + 20 * n)
    (found,) = find_tables(canvas.page())
    assert as_grid(found) == grid(block("\n".join(" | ".join(row) for row in table)))
