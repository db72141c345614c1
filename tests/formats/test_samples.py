"""The samples are what they say, and the comparison sees what it should."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formats.comparison import cell_differences, differences, expectation, figure_differences
from formats.evidence import evidence_differences
from formats.renderers.text import plain
from formats.samples import HERE, load_sample, sample_names
from gongkai.documents.model import Span
from gongkai.documents.read import document_from_text
from gongkai.pipeline import Pipeline

REPORTS = HERE.parent / "reports"
WITH_GOLD = [name for name in sample_names() if load_sample(name).gold is not None]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def test_every_gold_report_is_a_sample() -> None:
    assert set(WITH_GOLD) == {path.stem for path in REPORTS.glob("*.txt")}
    assert len(sample_names()) >= len(WITH_GOLD) + 3


@pytest.mark.parametrize("name", sample_names())
def test_grids_are_whole(name: str) -> None:
    for table in load_sample(name).tables:
        places = [
            (row + i, column + j)
            for row, column, cell in table.placed()
            for i in range(cell.rowspan)
            for j in range(cell.colspan)
        ]
        assert len(places) == len(set(places)) == len(table.rows) * table.columns


@pytest.mark.parametrize("name", sample_names())
def test_every_value_has_its_cell(name: str) -> None:
    sample = load_sample(name)
    fields = [cell.field for table in sample.tables for _, _, cell in table.placed() if cell.field]
    assert sorted(fields) == sorted(sample.cells)


@pytest.mark.parametrize("name", WITH_GOLD)
def test_prose_gives_the_figures_of_the_gold_report(name: str, pipeline: Pipeline) -> None:
    report = pipeline(REPORTS / f"{name}.txt")
    assert figure_differences(report.metrics, expectation(load_sample(name), pipeline).figures) == []


def test_comparison_sees_each_change(pipeline: Pipeline) -> None:
    sample = load_sample("qingtang-water-2022")
    expected = expectation(sample, pipeline)
    text = plain(sample)
    report = pipeline.read(document_from_text(text))
    assert differences(expected, report) == []
    for old, new, kind in (
        ("行政许可\t57", "行政许可\t58", "cell"),
        ("水务信息412条", "水务信息413条", "figure"),
        ("2022年政府信息公开工作年度报告", "2021年政府信息公开工作年度报告", "year"),
        ("五、存在的主要问题及改进情况", "五、其他情况", "headings"),
        ("2023年1月16日", "2023年1月17日", "signed"),
    ):
        changed = text.replace(old, new)
        assert changed != text
        kinds = {d.kind for d in differences(expected, pipeline.read(document_from_text(changed)))}
        assert kind in kinds
    cells = [
        replace(c, text=f"{c.text} ", value=None) if c.field.endswith("in_force") else c for c in report.cells
    ]
    assert {d.kind for d in cell_differences(sample, cells)} == {"cell"}


def test_evidence_that_says_something_else_is_seen(pipeline: Pipeline) -> None:
    report = pipeline.read(document_from_text(plain(load_sample("qingtang-water-2022"))))
    assert evidence_differences(report, b"") == []
    wrong = replace(report.metrics[0], evidence=(Span(line=0, start=0, end=2),))
    assert evidence_differences(replace(report, metrics=(wrong, *report.metrics[1:])), b"") != []
