"""A second look at the numbers of a paragraph, when all of them have a metric."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.narrative import attributes
from gongkai.narrative.breakdowns import is_nested, named_other
from gongkai.narrative.candidates import base_unit
from gongkai.narrative.cues import PLATFORM, family
from gongkai.narrative.state import CATEGORY, OTHER, POSTS, State, Tag

_NOTHING_BETWEEN: Final = "共计，,、() "
_DISCLOSED: Final = frozenset({"disclosure.total", "disclosure.cumulative", CATEGORY, "submissions.adopted"})
_WRITTEN: Final = frozenset({"条", "篇", "条次"})
_CLASS_LIST: Final = frozenset({"posts", "documents.published", "disclosure.total"})


def settle(state: State) -> None:
    """Correct the tags in place."""
    for n, tag in enumerate(state.tags):
        if tag is None:
            continue
        if tag.metric in state.lexicon.listed and _came_by(state, n):
            state.tags[n] = replace(tag, metric=state.lexicon.listed[tag.metric], category=None)
        elif tag.metric != OTHER and is_nested(state, n, tag.metric):
            state.tags[n] = named_other(state, tag)
    _class_lists(state)
    _next_lists(state)
    for n in range(len(state.tags) - 1):
        one, two = state.tags[n], state.tags[n + 1]
        if one is not None and two is None and _items_of(state, n):
            quantity = state.quantities[n + 1]
            two = replace(one, start=quantity.start, end=quantity.end, quantity=quantity, category=None)
            state.tags[n + 1] = two
        if one is None or two is None:
            continue
        if two.metric == "proposals.cppcc" and one.metric == OTHER and _suggested(state, n):
            state.tags[n] = replace(one, metric="proposals.npc", category=None)
        elif _same_things(state, one, two) and state.quantities[n + 1].unit == "册":
            state.tags[n + 1] = named_other(state, two)  # 6期3000册: copies of the issues
        elif _same_things(state, one, two):
            issues = base_unit(state.quantities[n].unit) == "期"
            state.tags[n] = named_other(state, one) if issues else None


def _items_of(state: State, n: int) -> bool:
    """Whether a number counts the items of the issues that the number right before it counts (218期641条)."""
    issues, items = state.quantities[n], state.quantities[n + 1]
    tag = state.tags[n]
    return (
        tag is not None
        and tag.metric == POSTS
        and base_unit(issues.unit) == "期"
        and base_unit(items.unit) in _WRITTEN
        and issues.end == items.approx_start
    )


def _suggested(state: State, n: int) -> bool:
    """Whether 建议 alone names a number in front of one of 提案: those of the people's congress."""
    own = state.inside(state.windows[n].left)
    near = bool(own) and own[-1].end >= state.quantities[n].approx_start - 1
    return (
        near
        and bool(own[-1].mask & state.bit("suggestion"))
        and (
            state.layout.segment(state.quantities[n].start)
            == state.layout.segment(state.quantities[n + 1].start)
        )
    )


def _next_lists(state: State) -> None:
    """疫情防控391条，老旧小区改造47条: a list of named items in the sentence behind a disclosed total counts classes."""
    total: Tag | None = None
    run: list[int] = []
    for n in range(len(state.tags) + 1):
        tag = state.tags[n] if n < len(state.tags) else None
        if n < len(state.tags) and tag is None:
            continue
        apart = bool(run) and (
            tag is None or not state.same_sentence(state.quantities[run[-1]].start, tag.start)
        )
        if apart:
            if len(run) > 1:
                for m in run:
                    old = state.tags[m]
                    if old is not None:
                        state.tags[m] = replace(old, metric=CATEGORY, channel=None)
            run = []
        if tag is None or tag.quantity is None:
            continue
        if tag.metric in _DISCLOSED and not tag.last_year:
            total = tag
        elif total is not None and _may_follow(state, n, tag, total):
            run.append(n)
        elif tag.metric != OTHER and not tag.last_year and not state.windows[n].change:
            total = None


def _may_follow(state: State, n: int, tag: Tag, total: Tag) -> bool:
    own, window = state.own(n), state.windows[n]
    return (
        tag.metric == OTHER
        and tag.category is not None
        and not tag.last_year
        and not window.change
        and total.quantity is not None
        and base_unit(state.quantities[n].unit) == base_unit(total.quantity.unit)
        and base_unit(state.quantities[n].unit) in _WRITTEN
        and not own & state.bit(PLATFORM, "action", "push", "report_up", "peak", "faulty")
    )


def _came_by(state: State, n: int) -> bool:
    """通过网络收到申请5件: one way alone, with the verb of the whole, says by which way all came."""
    tag, window = state.tags[n], state.windows[n]
    if tag is None or not state.own(n) & state.bit("receive"):
        return False
    others = [
        other
        for m, other in enumerate(state.tags)
        if m != n and other is not None and state.same_sentence(other.start, tag.start)
    ]
    if (
        not window.part
        and others
        and all(
            state.windows[m].part
            for m, other in enumerate(state.tags)
            if other is not None and m != n and other.metric == tag.metric
        )
    ):
        return True  # 收到书面申请5件，其中信函3件: the whole of the parts behind it
    return not any(
        other.metric == tag.metric or (window.part and family(other.metric) == family(tag.metric))
        for other in others
    )


def _class_lists(state: State) -> None:
    """A list of two or more with class words each counts classes, whatever verb stands before its first member."""
    run: list[int] = []
    for n in range(len(state.tags) + 1):
        if n < len(state.tags) and run and state.quantities[n].unit == "%":
            continue  # a share of the class before
        if n < len(state.tags) and _may_be_class(state, n) and (not run or _goes_on(state, run[-1], n)):
            run.append(n)
            continue
        if len(run) > 1:
            for m in run:
                tag = state.tags[m]
                if tag is not None:
                    state.tags[m] = replace(tag, metric=CATEGORY, channel=None)
        run = [n] if n < len(state.tags) and _may_be_class(state, n) else []


def _may_be_class(state: State, n: int) -> bool:
    tag = state.tags[n]
    if tag is None or tag.category is None or not (tag.metric == CATEGORY or tag.metric in _CLASS_LIST):
        return False
    if attributes.is_unit(state.text[slice(*tag.category)]):
        return False
    named = state.between(*tag.category)
    if tag.metric == "documents.published":
        return not named & state.bit("document_core")
    return tag.metric == CATEGORY or not named & state.bit(PLATFORM)


def _goes_on(state: State, one: int, two: int) -> bool:
    """Whether a number is the next member of the list: same unit, no platform and no breakdown of its own."""
    first, second = state.quantities[one], state.quantities[two]
    window, own = state.windows[two], state.own(two)
    elliptic = not own & state.bit("publish")
    return (
        all(state.quantities[n].unit == "%" for n in range(one + 1, two))
        and window.bracket == state.windows[one].bracket
        and not (window.part and not state.windows[one].part)
        and (elliptic or window.part == state.windows[one].part)
        and base_unit(first.unit) == base_unit(second.unit)
        and (elliptic or state.layout.segment(first.start) == state.layout.segment(second.start))
        and state.same_sentence(first.start, second.start)
        and not own & state.bit(PLATFORM)
    )


def _same_things(state: State, one: Tag, two: Tag) -> bool:
    """46期285条: the same posts counted twice over, as issues and as items."""
    if one.quantity is None or two.quantity is None or one.metric != two.metric or one.metric == CATEGORY:
        return False
    between = state.text[one.end : two.quantity.approx_start]
    return (
        one.channel == two.channel
        and one.quantity.unit != two.quantity.unit
        and not between.strip(_NOTHING_BETWEEN)
    )
