"""Denying phrases to zeros: every metric that the denied object names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gongkai.narrative.candidates import Denial
from gongkai.narrative.cues import Cue, Denied
from gongkai.narrative.state import State, Tag, mask_of

_SCORE: Final = 2.6
# Metrics that reports name together before one number.
_GROUPS: Final = (
    frozenset({"reviews.total", "litigation.total"}),
    frozenset({"proposals.npc", "proposals.cppcc"}),
    frozenset(
        f"applications.{result}"
        for result in ("partially_granted", "denied", "unable", "not_processed", "other_handling")
    ),
)
# Metrics that a sentence denies once, in whatever words it begins.
_ONCE: Final = frozenset({"fees.information_processing"})


def zeros(state: State, denial: Denial) -> Iterator[Tag]:
    """The figures of value 0 that a denying phrase states; none where its object is no metric."""
    if denial.shortcoming:
        return
    inside = state.inside([(denial.object_start, denial.object_end)])
    said = mask_of(inside)
    before = state.layout.clause_start(denial.start)
    verb = state.between(denial.start, denial.end)
    front = state.between(before, denial.start)
    given: set[str] = set()
    if not said & ~state.bit("occur", "receive", "action", "this_year_word") and _is_bare(state, denial):
        for metric in state.lexicon.subjects.get(state.section, ()):
            yield Tag(metric=metric, start=denial.start, end=denial.end, score=_SCORE)
        return
    for rule in state.lexicon.denied if said else ():
        if not rule.any & said or rule.without & said or (rule.local and not rule.local & (said | verb)):
            continue
        if rule.metric in given or (rule.front and not rule.front & (front | said)):
            continue
        if rule.whole and not _is_whole(state, denial, inside):
            continue
        if rule.listed and not _listed(state, rule.metric, denial.start):
            continue
        if (
            rule.about
            and not rule.about & said
            and not _about(state, rule, min(denial.start, inside[0].start))
        ):
            continue
        given |= {rule.metric, *rule.instead_of}
        named = state.platforms(inside) if rule.channel else ()
        channel = named[0] if len(named) == 1 else rule.channel  # of several platforms: one figure for all
        yield Tag(metric=rule.metric, start=denial.start, end=denial.end, score=_SCORE, channel=channel)


def _is_bare(state: State, denial: Denial) -> bool:
    """Whether a denial is all that its paragraph's first sentence says (均未发生。)."""
    start, end = state.layout.sentence(denial.start)
    said = state.text[start:end].strip("。；！ ")
    return start == 0 and state.lexicon.bare_denial.fullmatch(said) is not None


def once(denied: Sequence[Tag], state: State) -> list[Tag]:
    """The zeros of a paragraph, each metric once in a sentence: 复印不收费，未收取信息处理费 denies one thing."""
    kept: list[Tag] = []
    for n, tag in enumerate(denied):
        again = any(
            later.metric == tag.metric
            and later.start >= tag.end
            and state.same_sentence(later.start, tag.start)
            for later in denied[n + 1 :]
        )
        if not (again and tag.metric in _ONCE):
            kept.append(tag)
    return kept


def _is_whole(state: State, denial: Denial, inside: Sequence[Cue]) -> bool:
    """Whether the denied words are one word of the lexicon and nothing beside it (没有专职人员)."""
    words = state.text[denial.object_start : denial.object_end]
    named = max(inside, key=lambda c: c.end - c.start)
    return len(words.strip("，、：的也任何有新出过")) <= named.end - named.start


def _listed(state: State, metric: str, before: int) -> bool:
    """Whether the metric stands in the sentence already: a list that a denial goes on with."""
    return any(
        t is not None and t.metric == metric and t.start < before and state.same_sentence(t.start, before)
        for t in state.tags
    )


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
        if rule.any & said and not rule.without & said and not (rule.front or rule.listed or rule.whole)
    }
    group = next((g for g in _GROUPS if tag.metric in g), frozenset())
    for metric in sorted((names & group) - {tag.metric}):
        yield replace(tag, metric=metric)


def _about(state: State, rule: Denied, before: int) -> bool:
    if rule.anywhere and state.between(state.layout.sentence(before)[0], before) & rule.about:
        return True
    if state.section in rule.section:
        return True
    return not rule.anywhere and state.topics.cost(rule.about, before, sibling=False) is not None
