from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.reconcile.model import Agreement, Check, Message, Status, Verdict
from gongkai.training.evaluation.counts import Hits
from gongkai.training.evaluation.findings import score_rules, score_verdicts

Make = Callable[..., Any]
SAID = Message(zh="不符", en="does not add up")


def check(rule: str, where: str, status: Status = Status.FAIL) -> Check:
    return Check(
        rule=rule,
        where=where,
        status=status,
        severity="error",
        left=1,
        right=2,
        fields=(),
        attribution="source",
        fingerprint="f",
        message=SAID,
    )


def verdict(metric: str, said: str, figure: int = 0) -> Verdict:
    return Verdict(
        metric=metric,
        figure=figure,
        verdict=Agreement(said),
        reading=(),
        prose=1,
        table=1,
        fingerprint="f",
        message=SAID,
    )


def test_findings_rules_found_missed_and_false(make_report: Make, make_gold: Make) -> None:
    gold = make_gold(
        rules_failing=[
            {"rule": "applications.balance", "where": "total"},
            {"rule": "applications.balance", "where": "business"},
        ]
    )
    report = make_report(
        "无",
        checks=(
            check("applications.balance", "total"),
            check("applications.balance", "business", Status.CANNOT_TELL),
            check("applications.balance", "legal"),
            check("applications.balance", "other", Status.PASS),
        ),
    )
    score = score_rules(report, gold)
    assert score.hits == Hits(found=1, false=1, missed=1)
    assert [(m.kind, m.what) for m in score.mistakes] == [
        ("rule missed", "applications.balance on business"),
        ("rule false", "applications.balance on legal"),
    ]


RECEIVED = {"metric": "applications.received", "verdict": "agree", "why": "3 = 3"}


@pytest.mark.parametrize(
    ("gold", "came", "hits"),
    [
        ([RECEIVED], ["applications.received agree"], Hits(found=1)),
        ([RECEIVED], ["applications.received conflict"], Hits(false=1, missed=1)),
        ([RECEIVED], [], Hits(missed=1)),
        ([{**RECEIVED, "optional": True}], [], Hits()),
        ([{**RECEIVED, "optional": True}], ["applications.received conflict"], Hits(false=1)),
        ([{**RECEIVED, "accept": ["cannot_tell"]}], ["applications.received cannot_tell"], Hits(found=1)),
        (
            [{**RECEIVED, "accept": [{"metric": "applications.completed"}]}],
            ["applications.completed agree"],
            Hits(found=1),
        ),
        ([], ["applications.unable agree"], Hits(false=1)),
        # two figures of one metric: each gold entry takes one, the lenient one what is left
        (
            [{**RECEIVED, "accept": ["conflict"]}, RECEIVED],
            ["applications.received agree", "applications.received conflict"],
            Hits(found=2),
        ),
        ([RECEIVED], ["applications.received agree", "applications.received agree"], Hits(found=1, false=1)),
    ],
)
def test_findings_verdicts_one_to_one(
    gold: list[Any], came: list[str], hits: Hits, make_report: Make, make_gold: Make
) -> None:
    report = make_report("无", verdicts=tuple(verdict(*said.split()) for said in came))
    assert score_verdicts(report, make_gold(verdicts=gold), frozenset()).hits == hits


def test_findings_verdict_on_an_unscored_figure_is_not_false(make_report: Make, make_gold: Make) -> None:
    report = make_report(
        "无",
        verdicts=(verdict("applications.unable", "agree", 0), verdict("applications.denied", "agree", 1)),
    )
    score = score_verdicts(report, make_gold(), frozenset({0}))
    assert score.hits == Hits(false=1)
    assert [m.what for m in score.mistakes] == ["applications.denied = 1"]
