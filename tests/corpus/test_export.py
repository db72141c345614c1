from __future__ import annotations

from typing import Any

import pytest

from gongkai.corpus.export import report_to_gold
from gongkai.documents.model import Source, Span
from gongkai.errors import GongkaiError, Problem
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, CellState
from gongkai.reconcile.model import Agreement, Check, Message, Status, Verdict
from gongkai.report import Report, ReportLine
from gongkai.segmentation.model import Role, SectionRun
from gongkai.tables.model import Cell

TEXT = ("年度报告", "推送 5 条、网站5", "条，未发生行政复议。", "第1页")
SAID = Message(zh="相符", en="0 = 0")


def figure(metric: str, value: int, *spans: tuple[int, int, int], **parts: Any) -> Figure:
    said: dict[str, Any] = {"channel": None, "category": None, "unit": "条", "unit_printed": "条"}
    said |= {"approx": Approx.EXACT, "period": Period.YEAR, "scope": Scope.UNSTATED, "text": ""}
    evidence = tuple(Span(line=line, start=start, end=end) for line, start, end in spans)
    return Figure(**{"metric": metric, "value": value, "evidence": evidence, **said, **parts})


@pytest.fixture
def report() -> Report:
    states = {"upheld": ("number", 2, "2"), "corrected": ("zero_word", 0, "无"), "other": ("blank", None, "")}
    states |= {"pending": ("dash", None, "—"), "total": ("not_a_number", None, "见附件")}
    return Report(
        source=Source(name="shigu.txt", sha256="0" * 64, media_type="text/plain"),
        meta=Meta(title="年度报告", year=2023, templates={"disclosure": "2021", "review_litigation": "2019"}),
        lines=tuple(
            ReportLine(n=n, text=text, section="overview", role=Role.PARAGRAPH) for n, text in enumerate(TEXT)
        ),
        sections=(
            SectionRun(id="front", title=None, start=0, end=1),
            SectionRun(id="overview", title=None, start=1, end=3),
            SectionRun(id="furniture", title=None, start=3, end=4),
        ),
        cells=tuple(
            Cell(field=f"review_litigation.review.{c}", state=CellState(state), value=value, text=text)
            for c, (state, value, text) in states.items()
        ),
        metrics=(
            figure("reviews.total", 0, (2, 2, 9), unit="件", unit_printed="項", scope=Scope.BODY),
            figure("posts", 5, (1, 9, 10), (2, 0, 1), channel="website"),
            figure("disclosure.category", 5, (1, 3, 6), category="推送", period=Period.STOCK),
        ),
        checks=(
            Check(
                rule="review_litigation.total",
                where="review",
                status=Status.FAIL,
                severity="error",
                left=1,
                right=2,
                fields=(),
                attribution="source",
                fingerprint="f",
                message=SAID,
            ),
        ),
        verdicts=(
            Verdict(
                metric="reviews.total",
                figure=0,
                verdict=Agreement.AGREE,
                reading=(),
                prose=0,
                table=0,
                fingerprint="f",
                message=SAID,
            ),
        ),
    )


def test_export_is_exactly_the_gold_format(report: Report) -> None:
    common = {"unit": "条", "approx": "exact", "period": "year", "scope": "unstated"}
    assert report_to_gold(report) == {
        "source": "shigu.txt",
        "meta": {
            "title": "年度报告",
            "issuer": None,
            "year": 2023,
            "signed": None,
            "templates": {"disclosure": "2021"},
        },
        "sections": ["front", "overview"],
        "tables": {
            "review_litigation.review.upheld": 2,
            "review_litigation.review.corrected": "zero_word",
            "review_litigation.review.other": "blank",
            "review_litigation.review.pending": "dash",
            "review_litigation.review.total": "not_a_number:见附件",
        },
        "metrics": [
            {
                "metric": "disclosure.category",
                "category": "推送",
                "value": 5,
                **common,
                "period": "stock",
                "quote": "5条",
                "before": "推送",
            },
            {"metric": "posts", "channel": "website", "value": 5, **common, "quote": "5条", "before": "网站"},
            {
                "metric": "reviews.total",
                "value": 0,
                **common,
                "unit": "项",
                "scope": "body",
                "quote": "未发生行政复议",
            },
        ],
        "ignore": [],
        "rules_failing": [{"rule": "review_litigation.total", "where": "review"}],
        "verdicts": [{"metric": "reviews.total", "verdict": "agree", "why": "0 = 0"}],
        "notes": [],
    }


@pytest.mark.parametrize("lost", ["lines", "error", "evidence"])
def test_export_of_a_report_that_cannot_be_quoted_is_refused(lost: str, report: Report) -> None:
    from dataclasses import replace

    broken = {
        "lines": replace(report, lines=()),
        "error": replace(report, error=Problem(code="E004", message="a PDF")),
        "evidence": replace(report, metrics=(figure("posts", 5),)),
    }[lost]
    with pytest.raises(GongkaiError) as caught:
        report_to_gold(broken)
    assert caught.value.code == "E020"
