"""Failing rules and verdicts against gold: what the system would tell a reviewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.corpus.model import Gold, GoldVerdict
from gongkai.reconcile.model import Status, Verdict
from gongkai.report import Report
from gongkai.training.evaluation.counts import Hits, Mistake


@dataclass(frozen=True, kw_only=True, slots=True)
class FindingScore:
    """Found, false and missed ones, and each that is not found."""

    hits: Hits
    mistakes: tuple[Mistake, ...] = ()


def score_rules(report: Report, gold: Gold) -> FindingScore:
    """The failing checks against the gold's list; a check that cannot tell is no alarm.

    | gold                | report                 | found | false | missed |
    |---------------------|------------------------|-------|-------|--------|
    | balance on total    | balance on total fails | 1     | 0     | 0      |
    | balance on business | –                      | 0     | 0     | 1      |
    | –                   | balance on legal fails | 0     | 1     | 0      |
    """
    failing = {(c.rule, c.where): c for c in report.checks if c.status is Status.FAIL}
    expected = {(f.rule, f.where) for f in gold.rules_failing}
    missed, false = sorted(expected - failing.keys()), sorted(failing.keys() - expected)
    return FindingScore(
        hits=Hits(found=len(expected & failing.keys()), false=len(false), missed=len(missed)),
        mistakes=(
            *(Mistake(kind="rule missed", what=f"{r} on {w}", expected="fails") for r, w in missed),
            *(
                Mistake(kind="rule false", what=f"{r} on {w}", came="fails", words=failing[r, w].message.en)
                for r, w in false
            ),
        ),
    )


def score_verdicts(report: Report, gold: Gold, unscored: frozenset[int]) -> FindingScore:
    """Verdicts, one to one within a metric. ``unscored`` figures' verdicts may be there or not.

    | gold                     | report                   | found | false | missed |
    |--------------------------|--------------------------|-------|-------|--------|
    | received agree           | received agree           | 1     | 0     | 0      |
    | received agree           | received conflict        | 0     | 1     | 1      |
    | granted agree (optional) | –                        | 0     | 0     | 0      |
    | –                        | unable agree             | 0     | 1     | 0      |
    """
    left = list(report.verdicts)
    found = 0
    missed: list[GoldVerdict] = []
    # the strictest first: an optional or lenient entry must not take what another one needs
    for expected in sorted(gold.verdicts, key=lambda v: (v.optional, len(v.accept))):
        match = next((v for v in left if _meets(v, expected)), None)
        if match is not None:
            left.remove(match)
            found += 1
        elif not expected.optional:
            missed.append(expected)
    false = [v for v in left if v.figure not in unscored]
    return FindingScore(
        hits=Hits(found=found, false=len(false), missed=len(missed)),
        mistakes=tuple(_verdict_mistakes(missed, false)),
    )


def _meets(verdict: Verdict, expected: GoldVerdict) -> bool:
    return (verdict.metric, verdict.verdict) in expected.options()


def _verdict_mistakes(missed: list[GoldVerdict], false: list[Verdict]) -> Iterable[Mistake]:
    for entry in missed:
        same = [v.verdict.value for v in false if v.metric == entry.metric]
        yield Mistake(
            kind="verdict missed",
            what=entry.metric,
            expected=f"{entry.verdict.value}: {entry.why}",
            came=" | ".join(same) or None,
        )
    for verdict in false:
        meant = [e.verdict.value for e in missed if e.metric == verdict.metric]
        yield Mistake(
            kind="verdict false",
            what=f"{verdict.metric} = {verdict.prose}",
            expected=" | ".join(meant) or None,
            came=verdict.verdict.value,
            words=verdict.message.en,
        )
