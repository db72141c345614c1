"""Counting figures in three modes, by attribute, and how sure they were."""

from __future__ import annotations

from dataclasses import replace

from gongkai.corpus.annotated import GoldFigure
from gongkai.documents.model import Span
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx
from gongkai.training.evaluation.counts import Hits, Ratio
from gongkai.training.evaluation.matching import Mode
from gongkai.training.folds.figures import Judged, tally_figures
from training.tiny import REPORTS

PLACE = (Span(line=3, start=0, end=3),)
ELSEWHERE = (Span(line=3, start=9, end=12),)
GOLD = GoldFigure(metric="posts", value=5, evidence=PLACE, channel="wechat", scope=Scope.BODY)
FOUND = Figure(
    metric="posts",
    channel="wechat",
    category=None,
    value=5,
    unit="条",
    unit_printed="条",
    approx=Approx.EXACT,
    period=Period.YEAR,
    scope=Scope.UNSTATED,
    text="5条",
    evidence=PLACE,
    confidence=0.8,
)


def hits(found: list[Figure], gold: list[GoldFigure]) -> list[tuple[int, int, int]]:
    report = replace(REPORTS[0], figures=tuple(gold))
    tally = tally_figures(lambda _: found, [report])
    return [
        (h.found, h.false, h.missed)
        for h in (tally.modes[m] for m in (Mode.STRICT, Mode.VALUE, Mode.OVERLAP))
    ]


def test_modes_ask_for_different_things() -> None:
    assert hits([FOUND], [GOLD]) == [(1, 0, 0)] * 3
    assert hits([replace(FOUND, evidence=ELSEWHERE)], [GOLD]) == [(0, 1, 1), (1, 0, 0), (0, 1, 1)]
    assert hits([replace(FOUND, value=50)], [GOLD]) == [(0, 1, 1), (0, 1, 1), (1, 0, 0)]
    assert hits([replace(FOUND, channel="weibo")], [GOLD]) == [(0, 1, 1)] * 3
    assert hits([], [GOLD]) == [(0, 0, 1)] * 3


def test_a_figure_meets_one_gold_figure_only() -> None:
    assert hits([FOUND, FOUND], [GOLD])[0] == (1, 1, 0)


def test_the_open_class_and_last_year_count_neither_way() -> None:
    aside = [replace(FOUND, metric="other", channel=None), replace(FOUND, period=Period.LAST_YEAR)]
    gold = [replace(GOLD, metric="other", channel=None), replace(GOLD, period=Period.LAST_YEAR)]
    assert hits(aside, gold) == [(0, 0, 0)] * 3


def test_attributes_are_scored_where_metric_value_and_place_are_right() -> None:
    report = replace(REPORTS[0], figures=(GOLD, replace(GOLD, metric="views", value=7, evidence=ELSEWHERE)))
    found = [replace(FOUND, channel="weibo"), replace(FOUND, metric="views", value=8, evidence=ELSEWHERE)]
    tally = tally_figures(lambda _: found, [report])
    assert tally.attributes["scope"] == Ratio(right=0, total=1)
    assert tally.attributes["channel"] == Ratio(right=0, total=1)
    assert tally.attributes["period"] == Ratio(right=1, total=1)
    assert tally.attributes["category"] == Ratio()


def test_judged_figures_keep_their_confidence_and_metrics_their_hits() -> None:
    report = replace(REPORTS[0], figures=(GOLD,))
    wrong = replace(FOUND, metric="likes", value=0, confidence=0.3)
    tally = tally_figures(lambda _: [FOUND, wrong], [report])
    assert tally.judged == [Judged(confidence=0.8, right=True), Judged(confidence=0.3, right=False)]
    assert tally.by_metric == {"posts": Hits(found=1), "likes": Hits(false=1)}
    assert tally.zeros == Hits(false=1)
    both = tally_figures(lambda _: [FOUND], [report])
    both.add(tally)
    assert both.modes[Mode.STRICT] == Hits(found=2, false=1)
