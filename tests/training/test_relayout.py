"""Tables printed otherwise: the same cells in the same order, each line with the label that gold would give it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.segmentation.cells import split_line
from gongkai.segmentation.model import TABLE_ROLES, LineLabel, Role
from gongkai.training.relayout import Printed, reprint_tables
from segmentation.marked import CELLS, MARKDOWN, TABS, labelled

ROWS = """
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 信息内容	本年制发件数	现行有效件数
disclosure table_row | 规章	0	7
disclosure table_note | 注：不含派出机构。
"""
LAYOUTS = 7


def printed(marked: str) -> list[Printed]:
    document, labels = labelled(marked)
    return [Printed(line.text, label) for line, label in zip(document.lines, labels, strict=True)]


def cells(lines: list[Printed]) -> str:
    """What the table lines say, in order. Single spaces between labels do not show where one ends."""
    found = [
        cell.text
        for line in lines
        if line.label.role in TABLE_ROLES - {Role.TABLE_NOTE}
        for cell in split_line(line.text)[1]
        if cell.text
    ]
    return "".join("".join(found).split())


def all_layouts(lines: list[Printed]) -> list[list[Printed]]:
    found: list[list[Printed]] = []
    for seed in range(200):
        made = reprint_tables(lines, random.Random(seed))
        if made not in found:
            found.append(made)
    return found


def test_relayout_a_cell_a_line() -> None:
    wanted = [
        ("信息内容", "table_header"),
        ("本年制发件数", "table_header"),
        ("现行有效件数", "table_header"),
        ("规章", "table_label"),
        ("0", "table_value"),
        ("7", "table_value"),
    ]
    made = [[(x.text, x.label.role.value) for x in lines[1:-1]] for lines in all_layouts(printed(ROWS))]
    assert wanted in made
    assert [("信息内容 本年制发件数 现行有效件数", "table_header"), ("规章 0 7", "table_row")] in made


@pytest.mark.parametrize("marked", [ROWS, TABS, CELLS, MARKDOWN])
def test_relayout_every_layout_keeps_the_cells(marked: str) -> None:
    lines = printed(marked)
    found = all_layouts(lines)
    assert LAYOUTS - 1 <= len(found) <= LAYOUTS  # one may be the report as it was
    for made in found:
        assert cells(made) == cells(lines)


@pytest.mark.parametrize("marked", [ROWS, TABS, CELLS, MARKDOWN])
def test_relayout_leaves_everything_else_alone(marked: str) -> None:
    lines = printed(marked)
    kept = TABLE_ROLES - {Role.TABLE_NOTE} | {Role.BLANK}
    for made in all_layouts(lines):
        assert [x for x in made if x.label.role not in kept] == [x for x in lines if x.label.role not in kept]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["规章", "0", "", "总计", "无"]), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    ),
    st.integers(0, 50),
)
def test_relayout_of_any_rows(rows: list[list[str]], seed: int) -> None:
    label = LineLabel(section="applications", role=Role.TABLE_ROW)
    lines = [Printed("\t".join(row), label) for row in rows if any(row)]
    made = reprint_tables(lines, random.Random(seed))
    assert cells(made) == cells(lines)
    assert all((x.label.role is Role.BLANK) == (not x.text.strip(" \t|")) for x in made)


def test_relayout_turns_a_small_table() -> None:
    header = "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    values = "\t".join(str(n) for n in range(15))
    lines = printed(f"""
review_litigation heading | 四、政府信息公开行政复议、行政诉讼情况
review_litigation table_header | 行政复议	未经复议直接起诉	复议后起诉
review_litigation table_header | {header}
review_litigation table_row | {values}
review_litigation paragraph | 均已结案。
""")
    found = [[x.text for x in made] for made in all_layouts(lines)]
    by_kind = [
        "\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计",
        "行政复议\t0\t1\t2\t3\t4",
        "未经复议直接起诉\t5\t6\t7\t8\t9",
    ]
    by_outcome = ["\t行政复议\t未经复议直接起诉\t复议后起诉", "结果维持\t0\t5\t10", "结果纠正\t1\t6\t11"]
    for wanted in (by_kind, by_outcome):
        assert any(made[1:4] == wanted and made[-1] == "均已结案。" for made in found)
    (turned,) = (x for x in all_layouts(lines) if [y.text for y in x][1:4] == by_outcome)
    assert [x.label.role.value for x in turned] == [
        "heading",
        "table_header",
        *["table_row"] * 5,
        "paragraph",
    ]
