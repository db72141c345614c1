"""Table 4: fifteen numbers in a row, a row per kind, a row per outcome; blanks and lost cells."""

from __future__ import annotations

import pytest

from gongkai.codebook import load_codebook
from gongkai.documents.read import document_from_text
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.tables.model import Tables
from gongkai.tables.read import read_tables

CODEBOOK = load_codebook()
SEGMENTER = RuleSegmenter(CODEBOOK)
FIELDS = CODEBOOK.fields("review_litigation", "2021")
OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
VALUES = [str(n) for n in (1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 11, 12, 13, 45)]
HEADER = [
    ["行政复议", "", "", "", "", "行政诉讼", "", "", "", "", "", "", "", "", ""],
    [*OUTCOMES, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
    ["", "", "", "", "", *OUTCOMES, *OUTCOMES],
]


def read(table: str) -> Tables:
    document = document_from_text(
        "青塘区水务局2022年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n"
        + table
        + "\n\n五、存在的主要问题及改进情况\n\n公开还不够细。\n"
    )
    tables = read_tables(document, SEGMENTER(document), CODEBOOK)
    for cell in tables.cells:
        assert document.text_of(cell.evidence) == cell.text
    return tables


def said(table: str) -> list[str]:
    found = {c.field: "?" if c.state == "missing" else c.text for c in read(table).cells}
    assert tuple(found) == FIELDS
    return list(found.values())


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def cells(rows: list[list[str]]) -> str:
    return "\n".join(c for row in rows for c in row if c)


@pytest.mark.parametrize("layout", [tabs, pipes, cells])
def test_review_fifteen_numbers_in_a_row(layout: object) -> None:
    assert said(layout([*HEADER, VALUES])) == VALUES  # type: ignore[operator]


@pytest.mark.parametrize("layout", [tabs, pipes])
def test_review_an_empty_half_is_blank(layout: object) -> None:
    values = [""] * 5 + ["0"] * 10
    assert said(layout([*HEADER, values])) == values  # type: ignore[operator]


def test_review_ten_zeros_for_fifteen_columns_say_nothing() -> None:
    assert said(cells([*HEADER, ["0"] * 10])) == ["?"] * 15


def test_review_glued_and_vertical_headers() -> None:
    text = (
        "行政复议 行政诉讼\n结果维持结果纠正其他结果尚\n未\n审\n结总计\n未经复议直接起诉复议后起诉\n"
        "结果\n维持\n结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计\n" + " ".join(VALUES)
    )
    assert said(text) == VALUES


@pytest.mark.parametrize("layout", [tabs, pipes, cells])
def test_review_a_row_for_each_kind(layout: object) -> None:
    rows = [
        ["类别", *OUTCOMES],
        ["行政复议", *VALUES[:5]],
        ["未经复议直接起诉", *VALUES[5:10]],
        ["复议后起诉", *VALUES[10:]],
    ]
    assert said(layout(rows)) == VALUES  # type: ignore[operator]


@pytest.mark.parametrize("layout", [tabs, pipes])
def test_review_a_row_for_each_outcome(layout: object) -> None:
    rows = [["", "行政复议", "未经复议直接起诉", "复议后起诉"]]
    rows += [[name, VALUES[k], VALUES[5 + k], VALUES[10 + k]] for k, name in enumerate(OUTCOMES)]
    assert said(layout(rows)) == VALUES  # type: ignore[operator]


def test_review_printed_in_two_pieces() -> None:
    text = tabs([["行政复议", "", "", "", ""], OUTCOMES, VALUES[:5]])
    text += "\n" + tabs(
        [
            ["未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
            [*OUTCOMES, *OUTCOMES],
            VALUES[5:],
        ]
    )
    assert said(text) == VALUES


def test_review_no_table_no_cells() -> None:
    tables = read("本年度没有发生行政复议和行政诉讼。")
    assert (tables.cells, tables.templates["review_litigation"]) == ((), None)


def test_review_one_cell_a_line_behind_tables_printed_row_by_row() -> None:
    rows = "\n".join(f"{n}.保护第三方合法权益\t0\t0\t0\t0\t0\t0\t0" for n in range(1, 30))
    document = document_from_text(
        "青塘区水务局2022年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        + rows
        + "\n四、政府信息公开行政复议、行政诉讼情况\n"
        + cells([*HEADER, VALUES])
        + "\n五、存在的主要问题及改进情况\n公开还不够细。\n"
    )
    found = read_tables(document, SEGMENTER(document), CODEBOOK)
    assert [c.text for c in found.cells if c.field.startswith("review")] == VALUES
