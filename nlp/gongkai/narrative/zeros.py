"""Denying phrases to zeros: every metric that the denied object names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gongkai.narrative.candidates import Denial
from gongkai.narrative.cues import Denied
from gongkai.narrative.state import State, Tag, mask_of

_SCORE: Final = 2.6


def zeros(state: State, denial: Denial) -> Iterator[Tag]:
    """The figures of value 0 that a denying phrase states; none where its object is no metric."""
    inside = state.inside([(denial.object_start, denial.object_end)])
    said = mask_of(inside)
    given: set[str] = set()
    for rule in state.lexicon.denied if said else ():
        if not rule.any & said or rule.without & said or (rule.local and not rule.local & said):
            continue
        if rule.metric in given or rule.instead in given:
            continue
        if rule.about and not rule.about & said and not _about(state, rule, min(denial.start, inside[0].start)):
            continue
        given.add(rule.metric)
        yield Tag(metric=rule.metric, start=denial.start, end=denial.end, score=_SCORE)


def _about(state: State, rule: Denied, before: int) -> bool:
    if rule.anywhere:
        return bool(state.between(state.layout.sentence(before)[0], before) & rule.about)
    cost = state.topics.cost(rule.about, before, sibling=False)
    return cost is not None or state.section in rule.section
