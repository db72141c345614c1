"""Tables of Word files: merges, frames, and what is no table."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.word.written import blocks, p, table, tbl, tc, tr
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.word.docx import read_docx

FORM = Path(__file__).parents[4] / "shared" / "reports" / "official-form.docx"
PROSE = "本年度围绕公开工作，认真做好各项任务，公开各类信息十二条。" * 6


def wide(text: str, columns: int, more: str = "") -> str:
    return (
        tc(text, properties=f'<w:gridSpan w:val="{columns}"/>{more}')
        if text
        else tc(properties=f'<w:gridSpan w:val="{columns}"/>{more}')
    )


def top(text: str, more: str = "") -> str:
    return tc(text, properties=f'{more}<w:vMerge w:val="restart"/>')


def below(text: str = "", more: str = "") -> str:
    properties = f"{more}<w:vMerge/>"
    return tc(text, properties=properties) if text else tc(properties=properties)


def test_merged_cells() -> None:
    body = tbl(
        tr(wide("第二十条第（一）项", 3)),
        tr(top("结果"), wide("数量", 2), properties="<w:tblHeader/>"),
        tr(below(), "甲", ""),
        tr(below("不印"), top("乙"), tc(p("1"), p(), p("2"))),
        tr("末", below(), "3"),
        grid=(100, 100, 100),
    )
    assert blocks(body) == [
        table(
            [("第二十条第（一）项", 1, 3), None, None],
            [("结果", 3, 1), ("数量", 1, 2), None],
            [None, "甲", ""],
            [None, ("乙", 2, 1), "12"],
            ["末", None, "3"],
        )
    ]


def test_the_old_way_to_merge_across() -> None:
    first, next_ = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = tbl(
        tr(tc("甲", properties=first + '<w:vMerge w:val="restart"/>'), tc(properties=next_), "1"),
        tr(tc(properties=first + "<w:vMerge/>"), tc(properties="<w:hMerge/>"), "2"),
        tr("乙", "丙", "3"),
    )
    assert blocks(body) == [table([("甲", 2, 2), None, "1"], [None, None, "2"], ["乙", "丙", "3"])]


def test_rows_that_leave_columns_free() -> None:
    body = tbl(
        tr("甲", "乙", "丙"),
        tr("1", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr("2", "3", properties='<w:gridBefore w:val="1"/>'),
    )
    (found,) = blocks(body)
    assert isinstance(found, TableBlock)
    assert (found.rows, found.columns) == (3, 3)
    assert [(c.row, c.column, c.text) for c in found.cells] == [
        (0, 0, "甲"), (0, 1, "乙"), (0, 2, "丙"), (1, 1, "1"), (2, 1, "2"), (2, 2, "3"),
    ]  # fmt: skip


def test_a_merge_with_nothing_above_it_is_a_cell() -> None:
    body = tbl(tr(below("甲"), "1"), tr(wide("乙", 2)), tr(below("丙"), "2"))
    assert blocks(body) == [table(["甲", "1"], [("乙", 1, 2), None], ["丙", "2"])]


def test_columns_that_nobody_needs_are_gone() -> None:
    """Edges drawn by hand miss each other by a hair, and grids keep columns that were deleted."""
    grid = (2000, 40, 2000, 2000, 700)
    body = tbl(
        tr(wide("甲", 2), "乙", wide("丙", 2)),
        tr("1", wide("2", 2), wide("3", 2)),
        tr(wide("全", 5)),
        grid=grid,
    )
    assert blocks(body) == [table(["甲", "乙", "丙"], ["1", "2", "3"], [("全", 1, 3), None, None])]


def test_a_thin_column_with_cells_of_its_own_stays() -> None:
    body = tbl(tr("甲", "乙", "丙"), tr("1", "2", "3"), grid=(2000, 40, 2000))
    assert blocks(body) == [table(["甲", "乙", "丙"], ["1", "2", "3"])]


def sized(text: str, width: int) -> str:
    return tc(text, properties=f'<w:tcW w:w="{width}" w:type="dxa"/>')


def test_widths_where_no_spans_are_written() -> None:
    body = tbl(
        tr(sized("行政复议", 4000), sized("行政诉讼", 2000)),
        tr(sized("维持", 2010), sized("纠正", 1990), sized("总计", 2000)),
        grid=(2000, 2000, 2000),
    )
    assert blocks(body) == [table([("行政复议", 1, 2), None, "行政诉讼"], ["维持", "纠正", "总计"])]


def test_ragged_rows_stay_ragged_where_widths_do_not_help() -> None:
    body = tbl(tr(sized("甲", 1000), sized("乙", 1000)), tr(sized("丙", 1000)))
    (found,) = blocks(body)
    assert isinstance(found, TableBlock)
    assert [(c.row, c.column, c.colspan) for c in found.cells] == [(0, 0, 1), (0, 1, 1), (1, 0, 1)]


def test_controls_and_changes_around_rows_and_cells() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cell = control.format(tc("1"))
    body = tbl(control.format(tr("甲", cell)), f"<w:customXml>{tr('乙', '2')}</w:customXml>",
               tr("丙", tc("旧", properties="<w:cellDel/>"), control.format(tc(control.format(p("3"))))))  # fmt: skip
    assert blocks(body) == [table(["甲", "1"], ["乙", "2"], ["丙", "3"])]


def test_tables_with_nothing_between_them() -> None:
    """Word prints them as one where their columns are the same."""
    one, two = tbl(tr("甲", "1"), grid=(1000, 2000)), tbl(tr("乙", "2"), grid=(1020, 1990))
    other = tbl(tr("丙", "3"), grid=(2000, 1000))
    assert blocks(one + '<w:bookmarkStart w:id="1"/>' + two + other) == [
        table(["甲", "1"], ["乙", "2"]), table(["丙", "3"]),
    ]  # fmt: skip
    assert blocks(one + p() + two) == [table(["甲", "1"]), table(["乙", "2"])]


def test_a_frame_around_a_report() -> None:
    inner = tbl(tr("甲", "1"), tr("乙", "2"))
    body = tbl(tr(tc("一、总体情况", inner, "二、问题")), tr(tc("三")))
    assert blocks(body) == [
        TextBlock(text="一、总体情况"), table(["甲", "1"], ["乙", "2"]), TextBlock(text="二、问题"), TextBlock(text="三"),
    ]  # fmt: skip


def test_margins_beside_a_frame() -> None:
    inner = tbl(tr("甲", "1"), tr("乙", "2"))
    assert blocks(tbl(tr("", tc("一", inner, p()), ""))) == [
        TextBlock(text="一"),
        table(["甲", "1"], ["乙", "2"]),
    ]


def test_a_small_table_inside_a_cell_is_text_of_it() -> None:
    inner = tbl(tr("1", "2"))
    body = tbl(tr("甲", tc(inner, p())), tr("乙", "3"))
    assert blocks(body) == [table(["甲", "12"], ["乙", "3"])]


def test_a_page_in_a_table_of_data_about_it() -> None:
    body = tbl(
        tr("索引号", "01", "日期", "2024年1月"),
        tr("发布机构", wide("某局", 3)),
        tr(tc(p("年度报告"), p(PROSE), properties='<w:gridSpan w:val="4"/>')),
        tr("规章", "1", "2", "3"),
        tr("规范性文件", "4", "5", "6"),
    )
    assert blocks(body) == [
        table(["索引号", "01", "日期", "2024年1月"], ["发布机构", ("某局", 1, 3), None, None]),
        TextBlock(text="年度报告"),
        TextBlock(text=PROSE),
        table(["规章", "1", "2", "3"], ["规范性文件", "4", "5", "6"]),
    ]


def test_columns_of_prose_are_layout() -> None:
    body = tbl(tr("问题", "整改"), tr(tc(PROSE, "二是。"), PROSE))
    assert blocks(body) == [
        TextBlock(text="问题\t整改"), TextBlock(text=PROSE), TextBlock(text="二是。"), TextBlock(text=PROSE),
    ]  # fmt: skip


def test_an_empty_table_is_nothing() -> None:
    assert blocks(p("甲") + tbl(tr("", ""), tr("", "")) + tbl() + tbl(tr())) == [TextBlock(text="甲")]


def test_spans_beyond_all_reason() -> None:
    body = tbl(
        tr(wide("甲", 999_999_999), "1"), tr(wide("乙", -3), tc("2", properties='<w:gridSpan w:val="x"/>'))
    )
    (found,) = blocks(body)
    assert isinstance(found, TableBlock)
    assert [(c.text, c.column, c.colspan) for c in found.cells] == [
        ("甲", 0, 3), ("1", 3, 1), ("乙", 0, 1), ("2", 1, 1),
    ]  # fmt: skip


def test_a_long_table_is_fast() -> None:
    body = tbl(*(tr(f"{n}", "1", "2") for n in range(5000)))
    started = time.perf_counter()
    (found,) = blocks(body)
    assert isinstance(found, TableBlock)
    assert len(found.cells) == 15_000
    assert time.perf_counter() - started < 5


Rect = tuple[int, int, int, int]


@st.composite
def merged_grids(draw: st.DrawFn) -> tuple[int, int, list[Rect]]:
    """Rows, columns, and rectangles (row, column, rowspan, colspan) that tile them, as a program would merge them."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    found: list[Rect] = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) not in free:
                continue
            down, across = draw(st.integers(1, rows - r)), draw(st.integers(1, columns - c))
            across = next((k for k in range(1, across) if (r, c + k) not in free), across)
            covered = {(r + i, c + k) for i in range(down) for k in range(across)}
            if not covered <= free:
                down = 1
                covered = {(r, c + k) for k in range(across)}
            free -= covered
            found.append((r, c, down, across))
    return rows, columns, found


def written(rows: int, rects: Sequence[Rect]) -> str:
    lines = []
    for r in range(rows):
        cells = []
        for row, column, down, across in sorted(rects, key=lambda rect: rect[1]):
            if row <= r < row + down:
                merge = "" if down == 1 else '<w:vMerge w:val="restart"/>' if row == r else "<w:vMerge/>"
                text = f"{row}/{column}" if row == r else ""
                cells.append(wide(text, across, merge))
        lines.append(tr(*cells))
    return tbl(*lines)


@settings(max_examples=80, deadline=None)
@given(merged_grids())
def test_merged_grids_come_back(grid: tuple[int, int, list[Rect]]) -> None:
    rows, columns, rects = grid
    edges = sorted({edge for _, c, _, across in rects for edge in (c, c + across)})
    at = {edge: n for n, edge in enumerate(edges)}  # columns that no edge needs are gone
    found = blocks(written(rows, rects))
    if len(edges) < 3:
        assert [b.text for b in found if isinstance(b, TextBlock)] == [f"{r}/{c}" for r, c, _, _ in rects]
        return
    (block,) = found
    assert isinstance(block, TableBlock)
    assert (block.rows, block.columns) == (rows, len(edges) - 1)
    assert [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in block.cells] == [
        (r, at[c], down, at[c + across] - at[c], f"{r}/{c}") for r, c, down, across in sorted(rects)
    ]


@pytest.mark.skipif(not FORM.exists(), reason="the official form is not beside the repository")
def test_the_official_form() -> None:
    content = read_docx(FORM.read_bytes(), FORM.name)
    disclosure, applications, review = (b for b in content.blocks if isinstance(b, TableBlock))
    assert [b.text for b in content.blocks if isinstance(b, TextBlock)][1] == "一、总体情况"
    assert [(t.rows, t.columns) for t in (disclosure, applications, review)] == [(14, 4), (28, 10), (4, 15)]
    for one in (disclosure, applications, review):
        places = [
            (c.row + i, c.column + k) for c in one.cells for i in range(c.rowspan) for k in range(c.colspan)
        ]
        assert sorted(places) == [(r, c) for r in range(one.rows) for c in range(one.columns)]
    assert [(c.text, c.colspan) for c in disclosure.cells if c.row == 4] == [("第二十条第（五）项", 4)]
    labels = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in applications.cells}
    assert labels["三、本年度办理结果"] == (5, 0, 22, 1)
    assert labels["（三）不予公开"] == (7, 1, 8, 1)
    assert labels["（七）总计"] == (26, 1, 1, 2)
    assert labels["四、结转下年度继续办理"] == (27, 0, 1, 3)
    assert [c.colspan for c in applications.cells if c.row == 3] == [3, 1, 1, 1, 1, 1, 1, 1]
    assert [c.text for c in review.cells if c.row == 0] == ["行政复议", "行政诉讼"]
    assert [c.column for c in review.cells if c.row == 3] == list(range(15))
