"""Tables over the ends of pages: one table again, whatever the printer did at the end of the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import PLAIN, TOP, Canvas, Style, block, draw, grid
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.read import blocks_of_pages
from gongkai.documents.pages.tables.grids import find_tables
from gongkai.documents.pages.tables.joining import JoinedTable, join_tables


def joined(pages: Sequence[Page], *, adjacent: bool = True) -> list[JoinedTable]:
    return join_tables(pages, [find_tables(page) for page in pages], lambda n: adjacent)


def pages_of(*drawings: str, style: Style = PLAIN, shift: float = 0.0, **size: float) -> list[Page]:
    pages = []
    for n, drawing in enumerate(drawings):
        canvas, made = Canvas(n + 1), block(drawing)
        draw(
            canvas, made.cells, rows=made.rows, columns=made.columns, style=style, left=60 + shift * n, **size
        )
        pages.append(canvas.page())
    return pages


def one(*drawings: str, **more: float) -> TableBlock:
    (found,) = joined(pages_of(*drawings, **more))
    return found.block


HEADER = "项目 | 自然人 | < | 总计\n^ | 男 | 女 | ^\n"


def test_joined_rows_follow_each_other() -> None:
    assert grid(one("项目 | 数\n规章 | 1", "行政许可 | 2\n行政处罚 | 3")) == grid(
        block("项目 | 数\n规章 | 1\n行政许可 | 2\n行政处罚 | 3")
    )


def test_joined_table_knows_where_it_begins_and_each_cell_its_page() -> None:
    (found,) = joined(pages_of("项目 | 数\n规章 | 1", "行政许可 | "))
    assert (found.first_page, found.top) == (0, TOP)
    blank = next(c for c in found.block.cells if not c.text)
    assert (blank.page, blank.bbox) == (2, (120.0, 100.0, 180.0, 134.0))
    assert [c.page for c in found.block.cells] == [1, 1, 1, 1, 2, 2]


def test_a_one_row_tail_belongs_to_the_table() -> None:
    assert one("项目 | 数\n规章 | 1", "四、结转 | 2").rows == 3


def test_a_repeated_header_is_no_row() -> None:
    found = one(HEADER + "一、本年新收 | 1 | 2 | 3", HEADER + "二、上年结转 | 4 | 5 | 9")
    assert grid(found) == grid(block(HEADER + "一、本年新收 | 1 | 2 | 3\n二、上年结转 | 4 | 5 | 9"))
    assert [(b.text, b.furniture) for b in found.repeated] == [("项目\t自然人\t总计", True), ("男\t女", True)]
    assert all(b.places is not None and len(b.places) == len(b.text) for b in found.repeated)


def test_a_header_repeated_on_three_pages() -> None:
    found = one(*(f"{HEADER}{n}、申请 | 1 | 2 | 3" for n in "一二三"))
    assert (found.rows, len(found.repeated)) == (5, 4)


@pytest.mark.parametrize("ends", [True, False], ids=["closed", "open"])
def test_a_label_cut_in_two_is_one_row(ends: bool) -> None:
    pages = pages_of(
        "项目 | 自然人 | 总计\n一、本年新收政府信息公 | | ",
        "开申请数量 | 5 | 5\n二、上年结转政府信息公开申请数量 | 0 | 0",
        style=Style(ends=ends),
        wide=120.0,
    )
    (found,) = joined(pages)
    assert grid(found.block) == grid(
        block(
            "项目 | 自然人 | 总计\n一、本年新收政府信息公开申请数量 | 5 | 5\n二、上年结转政府信息公开申请数量 | 0 | 0"
        )
    )


def test_a_label_cut_in_two_below_its_values() -> None:
    found = one("一、本年新收政府信息公 | 5 | 5", "开申请数量 | | \n四、结转下年度继续办理 | 0 | 0")
    assert [c.text for c in found.cells] == [
        "一、本年新收政府信息公开申请数量", "5", "5", "四、结转下年度继续办理", "0", "0",
    ]  # fmt: skip


def test_a_row_without_values_stays_apart_from_the_next_one() -> None:
    found = one("1.属于国家秘密 | | \n2.其他法律行政法规禁止公开 | | ", "3.危及“三安全一稳定” | 0 | 0")
    assert [c.text for c in found.cells if not c.column] == [
        "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”",
    ]  # fmt: skip
    found = one("信息内容 | 数\n规章 | ", "行政规范性文件 | 2")
    assert [c.text for c in found.cells if not c.column] == ["信息内容", "规章", "行政规范性文件"]


def test_an_upright_label_goes_on_over_the_end_of_the_page() -> None:
    found = one(
        "三、本年度办理结果 | （一）予以公开 | 1\n^ | （二）部分公开 | 2",
        " | （三）不予公开 | 3\n^ | （七）总计 | 6\n四、结转下年度继续办理 | < | 0",
    )
    label = found.cells[0]
    assert (label.text, label.rowspan) == ("三、本年度办理结果", 4)
    assert grid(found) == grid(
        block(
            "三、本年度办理结果 | （一）予以公开 | 1\n^ | （二）部分公开 | 2\n^ | （三）不予公开 | 3\n"
            "^ | （七）总计 | 6\n四、结转下年度继续办理 | < | 0"
        )
    )


def test_an_upright_label_broken_or_repeated_over_the_end_of_the_page() -> None:
    upper = "三、本年度 | （一）予以公开 | 1\n^ | （二）部分公开 | 2"
    found = one(upper, "办理结果 | （三）不予公开 | 3\n^ | （七）总计 | 6")
    assert (found.cells[0].text, found.cells[0].rowspan) == ("三、本年度办理结果", 4)
    found = one(upper, "三、本年度 | （三）不予公开 | 3\n^ | （七）总计 | 6")
    assert (found.cells[0].text, found.cells[0].rowspan) == ("三、本年度", 4)


def test_columns_hidden_by_merged_cells_are_those_of_both_parts() -> None:
    found = one("第二十条第（五）项 | < | < | <\n行政许可 | 12 | < | <", "规章 | 1 | 2 | 3")
    assert found.columns == 4
    assert [(c.column, c.colspan) for c in found.cells] == [
        (0, 4),
        (0, 1),
        (1, 3),
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 1),
    ]


def test_facing_pages_have_other_margins() -> None:
    assert one("项目 | 数\n规章 | 1", "行政许可 | 2", shift=25.0).rows == 3


def test_tables_of_other_columns_or_with_text_between_stay_apart() -> None:
    assert len(joined(pages_of("甲 | 1 | 2", "乙 | 3"))) == 2
    assert len(joined(pages_of("项目 | 数\n规章 | 1", "行政许可 | 2"), adjacent=False)) == 2


def test_only_the_last_table_of_a_page_goes_on_with_the_first_of_the_next() -> None:
    pages = []
    for n, drawings in enumerate((["甲 | 1", "项目 | 数"], ["规章 | 1", "乙 | 2 | 3"])):
        canvas = Canvas(n + 1)
        for k, drawing in enumerate(drawings):
            made = block(drawing)
            draw(canvas, made.cells, rows=made.rows, columns=made.columns, top=TOP + 200 * k)
        pages.append(canvas.page())
    assert [[c.text for c in t.block.cells] for t in joined(pages)] == [
        ["甲", "1"],
        ["项目", "数", "规章", "1"],
        ["乙", "2", "3"],
    ]


def test_page_numbers_between_the_parts_do_not_part_them() -> None:
    pages = []
    for n, drawing in enumerate(("项目 | 数\n规章 | 1", "行政许可 | 2\n行政处罚 | 3", "行政强制 | 4")):
        canvas, made = Canvas(n + 1), block(drawing)
        draw(canvas, made.cells, rows=made.rows, columns=2, top=TOP)
        canvas.write(f"- {n + 1} -", 290, 800)
        pages.append(canvas.page())
    found = blocks_of_pages(pages)
    (whole,) = [b for b in found if isinstance(b, TableBlock)]
    assert whole.rows == 5
    assert [(b.text.strip(), b.furniture) for b in found if isinstance(b, TextBlock)] == [
        ("- 1 -", True),
        ("- 2 -", True),
        ("- 3 -", True),
    ]


ROWS = st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), min_size=2, max_size=12)


@settings(max_examples=50, deadline=None)
@given(ROWS, st.data(), st.booleans(), st.integers(0, 50))
def test_any_table_cut_anywhere_comes_back(
    rows: list[tuple[int, int]], data: st.DataObject, header: bool, seed: int
) -> None:
    head = "项目 | 甲 | 乙"
    lines = [f"（{n}）事项 | {a} | {b}" for n, (a, b) in zip("一二三四五六七八九十百千", rows, strict=False)]
    cuts = sorted(data.draw(st.sets(st.integers(1, len(lines) - 1), min_size=1, max_size=3)))
    parts = [lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    drawings = ["\n".join([head, *parts[0]])]
    drawings += ["\n".join([*([head] if header else []), *part]) for part in parts[1:]]
    pages = pages_of(*drawings, style=Style(jitter=0.8))
    (found,) = joined(pages)
    assert grid(found.block) == grid(block("\n".join([head, *lines])))
    assert len(found.block.repeated) == (len(parts) - 1 if header else 0)
