"""A second look at the numbers of a paragraph, when all of them have a metric."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.narrative.breakdowns import is_nested, named_other
from gongkai.narrative.candidates import base_unit
from gongkai.narrative.cues import family
from gongkai.narrative.state import CATEGORY, OTHER, State, Tag

_NOTHING_BETWEEN: Final = "共计，,、() "
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
        elif tag.metric in _CLASS_LIST and tag.category is not None and _heads_class_list(state, n):
            state.tags[n] = replace(tag, metric=CATEGORY, channel=None)
    for n in range(len(state.tags) - 1):
        one, two = state.tags[n], state.tags[n + 1]
        if one is not None and two is not None and _same_things(state, one, two):
            state.tags[n] = None


def _came_by(state: State, n: int) -> bool:
    """通过网络收到申请5件: one way alone, with the verb of the whole, says by which way all came."""
    tag, window = state.tags[n], state.windows[n]
    if tag is None or not state.own(n) & state.bit("receive"):
        return False
    for m, other in enumerate(state.tags):
        if m != n and other is not None and state.same_sentence(other.start, tag.start):
            if other.metric == tag.metric or (window.part and family(other.metric) == family(tag.metric)):
                return False
    return True


def _heads_class_list(state: State, n: int) -> bool:
    """Whether the next number goes on with a list of classes that this one begins."""
    if n + 1 >= len(state.tags):
        return False
    this, after = state.tags[n], state.tags[n + 1]
    if this is None or after is None or this.quantity is None or after.quantity is None:
        return False
    window = state.windows[n + 1]
    return (
        after.metric == CATEGORY
        and not window.part
        and window.bracket == state.windows[n].bracket
        and base_unit(this.quantity.unit) == base_unit(after.quantity.unit)
        and state.layout.segment(this.start) == state.layout.segment(after.start)
    )


def _same_things(state: State, one: Tag, two: Tag) -> bool:
    """46期285条: the same posts counted twice over, as issues and as items."""
    if one.quantity is None or two.quantity is None or one.metric != two.metric or one.metric == CATEGORY:
        return False
    between = state.text[one.end : two.quantity.approx_start]
    return one.channel == two.channel and one.quantity.unit != two.quantity.unit and not between.strip(_NOTHING_BETWEEN)
