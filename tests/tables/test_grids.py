"""The three tables from grids: merged cells, blank ones, rows that the page lost."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gongkai.codebook import load_codebook
from gongkai.documents.blocks import TableBlock
from gongkai.documents.model import Document
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.tables.model import Tables
from gongkai.tables.read import read_tables
from tables.drawn import document, table

CODEBOOK = load_codebook()
HEADINGS = ("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况")
APPLICATIONS = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | < | < | 申请人情况 | < | < | < | < | < | <
^ | ^ | ^ | 自然人 | 法人或其他组织 | < | < | < | < | 总计
^ | ^ | ^ | ^ | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | ^
一、本年新收政府信息公开申请数量 | < | < | 5 | 1 | 0 | 0 | 0 | 0 | 6
二、上年结转政府信息公开申请数量 | < | < | 0 | | | | | | 0
三、本年度办理结果 | （一）予以公开 | < | 3 | | 0 | 0 | 0 | 0 | 3
^ | （二）部分公开（区分处理的，只计这一情形，不计其他情形） | < | 1 | 0 | 0 | 0 | 0 | 0 | 1
^ | （三）不予公开 | 1.属于国家秘密 | 无 | / | 0 | 0 | 0 | 0 | 0
^ | ^ | 2.其他法律行政法规禁止公开 | | < | < | < | < | < | 2
^ | （六）其他处理 | 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 | 0 | 0 | 0 | 0 | 0 | 0 | 0
^ | （七）总计 | < | 4 | 1 | 0 | 0 | 0 | 0 | 5
四、结转下年度继续办理 | < | < | 1 | 0 | 0 | 0 | 0 | 0 | 1
"""
REVIEW = """
行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | <
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | <
^ | ^ | ^ | ^ | ^ | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
1 | 0 | | | 1 | 0 | 0 | 2 | 0 | 2 | | | | |
"""
DISCLOSURE = """
第二十条第（一）项 | < | < | <
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 2 | | 11
第二十条第（五）项 | < | < | <
信息内容 | 本年处理决定数量 | < | <
行政许可 | 1203 | < | <
第二十条第（六）项 | < | < | <
信息内容 | 本年处理决定数量 | < | <
行政处罚 | 0 | < | <
行政强制 | | < | <
第二十条第（八）项 | < | < | <
信息内容 | 本年收费金额（单位：万元） | < | <
行政事业性收费 | 12.5 | < | <
"""


def read(drawn: Document) -> Tables:
    return read_tables(drawn, RuleSegmenter(CODEBOOK)(drawn), CODEBOOK)


def said(tables: Tables, row: str) -> list[str]:
    """What each cell of a row prints: its text, ``-`` where it is blank, ``?`` where it is missing."""
    shown = {"blank": "-", "missing": "?"}
    return [shown.get(c.state, c.text) for c in tables.cells if c.field.rpartition(".")[0] == row]


def test_grids_applications() -> None:
    tables = read(document(HEADINGS[0], table(APPLICATIONS)))
    assert said(tables, "applications.new") == ["5", "1", "0", "0", "0", "0", "6"]
    assert said(tables, "applications.carried_over") == ["0", "-", "-", "-", "-", "-", "0"]
    assert said(tables, "applications.granted") == ["3", "-", "0", "0", "0", "0", "3"]
    assert said(tables, "applications.denied.state_secret") == ["无", "/", "0", "0", "0", "0", "0"]
    assert said(tables, "applications.denied.forbidden_by_law") == ["-", "-", "-", "-", "-", "-", "2"]
    assert said(tables, "applications.carried_forward") == ["1", "0", "0", "0", "0", "0", "1"]
    assert tables.templates["applications"] == "2021"


def test_grids_review_with_blanks_in_the_row() -> None:
    tables = read(document(HEADINGS[1], table(REVIEW)))
    assert said(tables, "review_litigation.review") == ["1", "0", "-", "-", "1"]
    assert said(tables, "review_litigation.litigation_direct") == ["0", "0", "2", "0", "2"]
    assert said(tables, "review_litigation.litigation_after_review") == ["-"] * 5


def test_grids_disclosure_with_merged_values() -> None:
    tables = read(document("二、主动公开政府信息情况", table(DISCLOSURE)))
    assert said(tables, "disclosure.normative_documents") == ["2", "-", "11"]
    assert said(tables, "disclosure.licensing") == ["1203"]
    assert said(tables, "disclosure.coercion") == ["-"]
    fee = next(c for c in tables.cells if c.field.startswith("disclosure.charges"))
    assert (fee.value, fee.unit) == (12.5, "万元")


def test_grids_a_blank_cell_is_a_place_though_the_header_names_fewer_columns() -> None:
    tables = read(
        document(
            "二、主动公开政府信息情况",
            table(
                "信息内容 | 上一年项目数量 | 增加或减少 | 处理决定数量\n"
                "行政许可 | 37 | 16 | 11907\n行政处罚 | 351 | 2 | 252\n行政强制 | 2 | 0 |"
            ),
        )
    )
    assert said(tables, "disclosure.coercion") == ["2", "0", "-"]


def test_grids_a_row_that_is_printed_below_the_grid_is_blank() -> None:
    rows = DISCLOSURE.strip().splitlines()
    cut = next(k for k, row in enumerate(rows) if row.startswith("行政强制"))
    below = ["行政强制", *(row.split(" | ")[0] for row in rows[cut + 1 : cut + 2])]
    tables = read(document("二、主动公开政府信息情况", table("\n".join(rows[:cut])), *below))
    assert said(tables, "disclosure.penalties") == ["0"]
    assert said(tables, "disclosure.coercion") == ["-"]


def test_grids_two_tables_in_one_grid_are_told_by_their_labels() -> None:
    applications, review = table(APPLICATIONS), table(REVIEW)
    moved = tuple(replace(c, row=c.row + applications.rows) for c in review.cells)
    both = TableBlock(cells=(*applications.cells, *moved), rows=applications.rows + review.rows, columns=15)
    tables = read(document(HEADINGS[0], both))
    assert said(tables, "applications.carried_forward") == ["1", "0", "0", "0", "0", "0", "1"]
    assert said(tables, "review_litigation.litigation_direct") == ["0", "0", "2", "0", "2"]


def test_grids_a_row_without_its_last_cells_has_them_missing() -> None:
    drawn = table(APPLICATIONS)
    kept = tuple(c for c in drawn.cells if not (c.row == 5 and c.column > 7))
    tables = read(document(HEADINGS[0], TableBlock(cells=kept, rows=drawn.rows, columns=drawn.columns)))
    assert said(tables, "applications.granted") == ["3", "-", "0", "0", "0", "?", "?"]


def test_grids_recognised_cells_keep_confidence_and_alternatives() -> None:
    drawn = table(APPLICATIONS)
    cells = tuple(
        replace(c, confidence=0.4 if c.text == "5" and c.row == 3 else 0.99, alternatives=("8", "6"))
        for c in drawn.cells
    )
    tables = read(document(HEADINGS[0], TableBlock(cells=cells, rows=drawn.rows, columns=drawn.columns)))
    first, second = (
        c for c in tables.cells if c.field in ("applications.new.natural_person", "applications.new.business")
    )
    assert (first.origin, first.confidence, first.alternatives) == ("ocr", 0.4, ("8", "6"))
    assert (second.origin, second.confidence) == ("ocr", 0.99)


@pytest.mark.parametrize("drawing", [APPLICATIONS, REVIEW])
def test_grids_evidence_gives_the_value_back(drawing: str) -> None:
    drawn = document(*HEADINGS, table(drawing))
    for cell in read(drawn).cells:
        assert drawn.text_of(cell.evidence) == cell.text
