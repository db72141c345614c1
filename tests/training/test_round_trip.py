"""A report exported as gold, loaded again, and scored against itself has everything right."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from gongkai.codebook.load import load_codebook
from gongkai.corpus.export import report_to_gold
from gongkai.corpus.gold import load_gold
from gongkai.metadata.model import Meta
from gongkai.pipeline import Pipeline
from gongkai.quantities.model import CellState
from gongkai.reconcile.model import Agreement, Check, Message, Status, Verdict
from gongkai.report import Report
from gongkai.segmentation.model import SectionRun
from gongkai.tables.model import Cell
from gongkai.training.evaluation.counts import Hits, Ratio
from gongkai.training.evaluation.score import score_report

Make = Callable[..., Any]
SAMPLES = Path(str(resources.files("gongkai.demo").joinpath("samples")))

TEXT = """
石鼓区2023年政府信息公开工作年度报告
一、总体情况
主动公开{1,205条|disclosure.total 1205}，
其中规划{5条|disclosure.category 5 category=规划}、人事{5条|disclosure.category 5 category=人事}。
微信{15条|posts/wechat 15}、微博{5条|posts/weibo 5}、网站{5条|posts/website 5}，
办理投诉{5条|other 5 category=办理投诉}。
收到申请{6件|applications.received 6}，上年{9件|applications.received 9 period=last_year}；
{未发生复议诉讼|reviews.total 0 unit=件}
第1页
共2页
"""


def full_report(make_report: Make) -> Report:
    codebook = load_codebook()
    templates = {"disclosure": "2021", "applications": "2019", "review_litigation": "2019"}
    said = [
        (CellState.NUMBER, 3, "3"),
        (CellState.ZERO_WORD, 0, "无"),
        (CellState.BLANK, None, ""),
        (CellState.DASH, None, "—"),
        (CellState.NOT_A_NUMBER, None, "见附件"),
        (CellState.MISSING, None, ""),
    ]
    cells = []
    for table, template in templates.items():
        for n, field in enumerate(codebook.fields(table, template)):
            state, value, text = said[n % len(said)]
            cells.append(Cell(field=field, state=state, value=value, text=text))
    message = Message(zh="相符", en="6 = 6")
    report: Report = make_report(
        TEXT,
        meta=Meta(
            title="石鼓区2023年政府信息公开工作年度报告",
            issuer="石鼓区人民政府",
            year=2023,
            templates=templates,
        ),
        sections=(
            SectionRun(id="front", title=None, start=0, end=1),
            SectionRun(id="overview", title="一、总体情况", start=1, end=8),
            SectionRun(id="furniture", title=None, start=8, end=10),
        ),
        cells=tuple(cells),
        checks=(
            Check(
                rule="applications.balance",
                where="total",
                status=Status.FAIL,
                severity="error",
                left=1,
                right=2,
                fields=(),
                attribution="source",
                fingerprint="f",
                message=message,
            ),
        ),
        verdicts=(
            Verdict(
                metric="applications.received",
                figure=7,
                verdict=Agreement.CONFLICT,
                reading=(),
                prose=6,
                table=5,
                fingerprint="f",
                message=message,
            ),
        ),
    )
    return report


def test_round_trip_scores_everything_right(make_report: Make, tmp_path: Path) -> None:
    report = full_report(make_report)
    path = tmp_path / "report.json"
    path.write_text(json.dumps(report_to_gold(report), ensure_ascii=False), "utf-8")
    score = score_report(report, load_gold(path))
    assert score.mistakes() == ()
    assert score.lost_quotes == ()
    assert score.cells.overall.accuracy == 1.0
    assert score.cells.overall.total == len(report.cells)
    assert score.figures.strict == Hits(found=8)
    assert score.figures.other == Hits(found=1)
    assert score.figures.last_year == Hits(found=1)
    assert score.figures.attributes["category"] == Ratio(right=2, total=2)
    assert score.sections.runs == Hits(found=3)
    assert score.meta.overall == Ratio(right=6, total=6)
    assert (score.rules.hits, score.verdicts.hits) == (Hits(found=1), Hits(found=1))


def test_round_trip_repeated_quotes_keep_their_places(make_report: Make) -> None:
    gold = report_to_gold(full_report(make_report))
    fives = [(f["metric"], f.get("before")) for f in gold["metrics"] if f["quote"] == "5条"]
    assert fives == [
        ("disclosure.category", "规划"),
        ("disclosure.category", "人事"),
        ("posts", "微博"),
        ("posts", "网站"),
        ("other", "投诉"),
    ]


@pytest.mark.parametrize("sample", sorted(p.name for p in SAMPLES.glob("*.txt")))
def test_round_trip_of_every_sample(sample: str, tmp_path: Path) -> None:
    report = Pipeline()(SAMPLES / sample)
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(report_to_gold(report), ensure_ascii=False), "utf-8")
    score = score_report(report, load_gold(path))
    assert score.mistakes() == ()
    assert score.lost_quotes == ()
