"""Table 2: both forms, mixtures of them, every cell state, headers that are broken."""

from __future__ import annotations

import pytest

from gongkai.codebook import load_codebook
from gongkai.documents.read import document_from_text
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.tables.model import Cell, Tables
from gongkai.tables.read import read_tables

CODEBOOK = load_codebook()
SEGMENTER = RuleSegmenter(CODEBOOK)
FORM_2021 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "0", "9"],
    ["行政规范性文件", "12", "3", "88"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "4821"],
    ["第二十条第（六）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚", "317"],
    ["行政强制", "25"],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "712.187895"],
]
VALUES_2021 = {
    "regulations.issued": 1,
    "regulations.repealed": 0,
    "regulations.in_force": 9,
    "normative_documents.issued": 12,
    "normative_documents.repealed": 3,
    "normative_documents.in_force": 88,
    "licensing.decisions": 4821,
    "penalties.decisions": 317,
    "coercion.decisions": 25,
    "charges.amount_10k_yuan": 712.187895,
}
FORM_2019 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "0", "0", "4"],
    ["规范性文件", "7", "7", "31"],
    ["第二十条第（五）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", "37", "+16", "11907"],
    ["其他对外管理服务事项", "58", "减7", "10185"],
    ["第二十条第（六）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政处罚", "351", "-99", "252"],
    ["行政强制", "无", "增加5", "/"],
    ["第二十条第（八）项"],
    ["信息内容", "上一年项目数量", "本年增/减"],
    ["行政事业性收费", "3", "0"],
    ["第二十条第（九）项"],
    ["信息内容", "采购项目数量", "采购总金额（万元）"],
    ["政府集中采购", "53", "2150.48"],
]


def tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def cells(rows: list[list[str]]) -> str:
    return "\n".join(cell for row in rows for cell in row)


def wide(rows: list[list[str]]) -> str:
    return "\n".join("        ".join(row) for row in rows)


def pipes(rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(row + [""] * (4 - len(row))) + " |" for row in rows)


LAYOUTS = {"tabs": tabs, "cells": cells, "wide": wide, "pipes": pipes}


def read(table: str) -> Tables:
    document = document_from_text(
        "青塘区水务局2022年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
        + table
        + "\n\n五、存在的主要问题及改进情况\n\n公开还不够细。\n"
    )
    tables = read_tables(document, SEGMENTER(document), CODEBOOK)
    for cell in tables.cells:
        assert document.text_of(cell.evidence) == cell.text
    return tables


def of(tables: Tables) -> dict[str, Cell]:
    return {c.field.removeprefix("disclosure."): c for c in tables.cells}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_disclosure_form_of_2021(layout: str) -> None:
    tables = read(LAYOUTS[layout](FORM_2021))
    assert tables.templates == {"disclosure": "2021", "applications": None, "review_litigation": None}
    assert {name: c.value for name, c in of(tables).items()} == VALUES_2021
    assert of(tables)["charges.amount_10k_yuan"].unit == "万元"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_disclosure_form_of_2019(layout: str) -> None:
    tables = read(LAYOUTS[layout](FORM_2019))
    found = of(tables)
    assert tables.templates["disclosure"] == "2019"
    assert list(found) == [f.removeprefix("disclosure.") for f in CODEBOOK.fields("disclosure", "2019")]
    assert [found[f"licensing.{c}"].value for c in ("prior_items", "change", "decisions")] == [37, 16, 11907]
    assert [found[f"other_services.{c}"].value for c in ("prior_items", "change", "decisions")] == [
        58,
        -7,
        10185,
    ]
    assert [found[f"coercion.{c}"].state for c in ("prior_items", "change", "decisions")] == [
        "zero_word",
        "number",
        "dash",
    ]
    assert (found["procurement.amount"].value, found["procurement.amount"].unit) == (2150.48, "万元")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_disclosure_mixed_forms_are_read_row_by_row(layout: str) -> None:
    rows = [*FORM_2019[:4], *FORM_2021[4:]]
    tables = read(LAYOUTS[layout](rows))
    found = of(tables)
    assert tables.templates["disclosure"] == "2021"
    assert [
        found[f"normative_documents.{c}"].value for c in ("made", "newly_disclosed", "total_disclosed")
    ] == [7, 7, 31]
    assert found["normative_documents.issued"].state == "missing"
    assert found["licensing.decisions"].value == 4821
    assert "W014" in [w.code for w in tables.warnings]


@pytest.mark.parametrize(
    ("broken", "header"),
    [
        ("typo", ["信息内容", "本年制发件数", "本年度止件数", "现行有效件"]),
        ("cut", ["信息内容", "本年制发", "本年废止", "现行有效"]),
        ("glued", ["信息内容", "本年制发件数本年废止件数现行有效件数"]),
        ("none", ["信息内容"]),
    ],
)
def test_disclosure_broken_headers_keep_the_columns(broken: str, header: list[str]) -> None:
    rows = [FORM_2021[0], header, *FORM_2021[2:]]
    assert {name: c.value for name, c in of(read(tabs(rows))).items()} == VALUES_2021


def test_disclosure_columns_in_another_order_follow_the_header() -> None:
    rows = [
        FORM_2021[0],
        ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
        ["规章", "9", "1", "0"],
        ["行政规范性文件", "88", "12", "3"],
        *FORM_2021[4:],
    ]
    assert {name: c.value for name, c in of(read(tabs(rows))).items()} == VALUES_2021


def test_disclosure_notes_and_texts_in_cells() -> None:
    rows = [list(row) for row in FORM_2021]
    rows[3] = ["行政规范性文件", "22（其中修订3件）", "", "见附件"]
    rows[6] = ["行政许可", "1,204件"]
    found = of(read(tabs(rows)))
    assert (found["normative_documents.issued"].value, found["normative_documents.issued"].text) == (
        22,
        "22（其中修订3件）",
    )
    assert found["normative_documents.repealed"].state == "blank"
    assert (found["normative_documents.in_force"].state, found["normative_documents.in_force"].text) == (
        "not_a_number",
        "见附件",
    )
    assert (found["licensing.decisions"].value, found["licensing.decisions"].unit) == (1204, "件")


def test_disclosure_a_merged_value_cell_printed_over_its_span_counts_once() -> None:
    rows = [list(row) for row in FORM_2021]
    rows[6] = ["行政许可", "4821", "4821", "4821"]
    assert of(read(tabs(rows)))["licensing.decisions"].value == 4821


@pytest.mark.parametrize("layout", ["tabs", "pipes", "tabbed_cells"])
def test_disclosure_a_blank_in_the_middle_keeps_the_form(layout: str) -> None:
    rows = [list(row) for row in FORM_2019]
    rows[10] = ["行政处罚", "0", "", "0"]
    printed = {
        **LAYOUTS,
        "tabbed_cells": lambda r: "\n\n".join("\n".join("\t" + c for c in row) for row in r),
    }
    found = of(read(printed[layout](rows)))
    assert [found[f"penalties.{c}"].state for c in ("prior_items", "change", "decisions")] == [
        "number",
        "blank",
        "number",
    ]


def test_disclosure_a_last_row_without_a_value_is_blank() -> None:
    rows = [list(row) for row in FORM_2021]
    rows[-1] = ["行政事业性收费"]
    assert of(read(wide(rows)))["charges.amount_10k_yuan"].state == "blank"


def test_disclosure_a_row_without_values_between_two_headings_is_blank() -> None:
    rows = [list(row) for row in FORM_2021]
    rows[10] = ["行政强制"]
    found = of(read(wide(rows)))
    assert found["coercion.decisions"].state == "blank"
    assert found["charges.amount_10k_yuan"].value == 712.187895


def test_disclosure_column_labels_that_run_together_are_several() -> None:
    rows = [list(row) for row in FORM_2021]
    rows[1] = ["信息内容", "本年制发件数本年废止件数", "现行有效件数"]
    rows[3] = ["行政规范性文件7（其中修订2件）2", "88"]  # its first cells run together: one number is left
    found = of(read(wide(rows)))
    assert [found[f"regulations.{c}"].value for c in ("issued", "repealed", "in_force")] == [1, 0, 9]
    assert found["normative_documents.issued"].value is None
    assert found["normative_documents.repealed"].value is None
