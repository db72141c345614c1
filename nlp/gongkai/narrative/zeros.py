"""Denying phrases to zeros: every metric that the denied object names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gongkai.narrative.candidates import Denial
from gongkai.narrative.cues import Denied
from gongkai.narrative.state import State, Tag, mask_of

_SCORE: Final = 2.6
# Metrics that reports name together before one number.
_PAIRS: Final = (
    frozenset({"reviews.total", "litigation.total"}),
    frozenset({"proposals.npc", "proposals.cppcc"}),
)


def zeros(state: State, denial: Denial) -> Iterator[Tag]:
    """The figures of value 0 that a denying phrase states; none where its object is no metric."""
    inside = state.inside([(denial.object_start, denial.object_end)])
    said = mask_of(inside)
    given: set[str] = set()
    for rule in state.lexicon.denied if said else ():
        if not rule.any & said or rule.without & said or (rule.local and not rule.local & said):
            continue
        if rule.metric in given:
            continue
        if (
            rule.about
            and not rule.about & said
            and not _about(state, rule, min(denial.start, inside[0].start))
        ):
            continue
        given.add(rule.metric)
        yield Tag(metric=rule.metric, start=denial.start, end=denial.end, score=_SCORE)


def shared(state: State, n: int) -> Iterator[Tag]:
    """复议、诉讼均为0, 复议、诉讼各1件: the other figures that one printed number states."""
    tag, quantity = state.tags[n], state.quantities[n]
    if (
        tag is None
        or tag.last_year
        or not (quantity.value == 0 or state.text[: quantity.approx_start].endswith("各"))
    ):
        return
    said = state.own(n)
    names = {
        rule.metric
        for rule in state.lexicon.denied
        if rule.any & said and not rule.without & said and not rule.about
    }
    pair = next((p for p in _PAIRS if tag.metric in p and names >= p), None)
    for metric in sorted(pair - {tag.metric}) if pair else ():
        yield replace(tag, metric=metric)


def _about(state: State, rule: Denied, before: int) -> bool:
    if rule.anywhere and state.between(state.layout.sentence(before)[0], before) & rule.about:
        return True
    if state.section in rule.section:
        return True
    return not rule.anywhere and state.topics.cost(rule.about, before, sibling=False) is not None
