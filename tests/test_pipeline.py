"""The whole cascade: every value's evidence gives the value back; whatever comes in, a Report comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gongkai
from gongkai.demo import samples
from gongkai.documents.read import document_from_text
from gongkai.errors import GongkaiError
from gongkai.pipeline import Pipeline
from gongkai.quantities.cells import read_cell
from gongkai.quantities.model import CellState
from gongkai.report import Report

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.txt"))
PIPELINE = Pipeline()


def check_evidence(report: Report) -> None:
    """Cut out of the source, every value's evidence says the value."""
    for cell in report.cells:
        assert report.text_of(cell.evidence) == cell.text, cell
        if cell.state in (CellState.NUMBER, CellState.ZERO_WORD):
            assert read_cell(cell.text).value == cell.value, cell
        else:
            assert cell.value is None, cell
        assert bool(cell.evidence) == (cell.state is not CellState.MISSING), cell
    for figure in report.metrics:
        assert report.text_of(figure.evidence) == figure.text, figure
        assert report.text_of(figure.category_evidence) == (figure.category or ""), figure
    for verdict in report.verdicts:
        assert report.metrics[verdict.figure].metric == verdict.metric
        assert report.metrics[verdict.figure].value == verdict.prose


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_pipeline_evidence_of_the_test_reports(path: Path) -> None:
    report = PIPELINE(path)
    assert report.error is None
    check_evidence(report)


def test_pipeline_evidence_of_the_demo_samples() -> None:
    with samples() as paths:
        reports = list(PIPELINE.pipe(paths))
    assert len(reports) >= 6
    for report in reports:
        assert report.error is None
        check_evidence(report)


def test_pipeline_a_report_goes_through_json_and_back() -> None:
    report = PIPELINE(REPORTS[0])
    assert Report.from_json(report.to_json()) == report


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", b"", "E002"),
        ("blank.txt", b" \n\n\t\n", "E002"),
        ("binary.txt", bytes(range(256)) * 8, "E003"),
        ("report.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "E051"),
        ("news.txt", "区水务局召开防汛会议，部署汛期值守。\n会议强调，要压实责任。\n".encode(), "E007"),
        (
            "about.txt",
            "《青塘区水务局2022年政府信息公开工作年度报告》解读\n一图看懂年报，全年公开信息30条。\n".encode(),
            "E007",
        ),
    ],
)
def test_pipeline_bad_input_is_a_report_with_a_coded_error(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = PIPELINE(path)
    assert report.error is not None
    assert (report.error.code, report.cells, report.metrics) == (code, (), ())
    assert report.error.remedy


def test_pipeline_a_missing_file_and_a_huge_one(tmp_path: Path) -> None:
    missing = PIPELINE(tmp_path / "nowhere.txt").error
    assert missing is not None
    assert missing.code == "E001"
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50 * 2**20)
    refused = PIPELINE(huge).error
    assert refused is not None
    assert refused.code == "E006"


def test_pipeline_a_bad_file_does_not_end_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    reports = list(gongkai.pipe([tmp_path / "bad.txt", REPORTS[0]]))
    assert [r.error is None for r in reports] == [False, True]


def test_pipeline_a_report_from_before_the_form_gives_its_figures() -> None:
    report = PIPELINE.read(
        document_from_text(
            "青塘区水务局2014年政府信息公开工作年度报告\n一、概述\n2014年，我局推进政府信息公开。\n"
            "二、主动公开政府信息情况\n全年主动公开政府信息86条。\n三、依申请公开政府信息情况\n全年收到政府信息公开申请4件。\n"
            "四、存在的主要问题和改进措施\n公开还不够细。\n"
        )
    )
    assert set(report.meta.templates.values()) == {None}
    assert report.cells == ()
    assert [(f.metric, f.value) for f in report.metrics] == [
        ("disclosure.total", 86),
        ("applications.received", 4),
    ]
    assert "W009" in [w.code for w in report.warnings]


ALPHABET = "一二三、（）规章总计行政复议申请件条全年公开未收到无0123456789,.% \t|\n年报告局。：；"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=ALPHABET, max_size=400))
def test_pipeline_any_text_gives_a_report_or_a_coded_error(text: str) -> None:
    try:
        report = PIPELINE.read(
            document_from_text("青塘区水务局2022年政府信息公开工作年度报告\n一、总体情况\n" + text)
        )
    except GongkaiError:
        return
    check_evidence(report)
