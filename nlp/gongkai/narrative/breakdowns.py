"""What hangs on the numbers before: parts of a whole, members of a list, the rest of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from gongkai.narrative import attributes
from gongkai.narrative.candidates import base_unit
from gongkai.narrative.categories import noun_behind, share_words
from gongkai.narrative.pairs import is_member
from gongkai.narrative.state import (
    CARRIED_OVER,
    CATEGORY,
    CLASS_SCORE,
    OTHER,
    POSTS,
    RECEIVED,
    REST_CHANNEL,
    State,
    Tag,
)
from gongkai.narrative.windows import Range

_ITEM_UNITS: Final = frozenset({"条", "篇", "件", "份", "则", "条次", "篇次", "期"})
_LIST_ITEM_AT_MOST: Final = 10  # characters of a list item that a stray full stop cut off its list
_NAME_AT_MOST: Final = 12  # characters; longer words in front are a clause, and no name
_PROPOSALS: Final = frozenset({"proposals.npc", "proposals.cppcc"})
BY_BODY: Final = frozenset({RECEIVED, "disclosure.total", "services.items", "staff"})
_LOOK_BACK: Final = 14  # numbers that a list may be long


def whole_of(state: State, n: int) -> Tag | None:
    """The figure that a number inside a bracket or a breakdown belongs to.

    It stands in the same sentence; where the sentence begins with 其中, in the one before, with the same unit.
    """
    window, quantity = state.windows[n], state.quantities[n]
    before = window.bracket.start if window.bracket is not None else quantity.start
    fallback: Tag | None = None
    for m in range(n - 1, max(-1, n - _LOOK_BACK), -1):
        tag = state.tags[m]
        if tag is None or tag.quantity is None or tag.end > before or tag.metric == OTHER or tag.last_year:
            continue
        if window.bracket is not None and state.windows[m].bracket == window.bracket:
            continue
        if window.bracket is None and state.windows[m].bracket is not None:
            continue
        if (
            window.bracket is None
            and state.windows[m].part
            and state.same_sentence(tag.start, quantity.start)
        ):
            continue  # a part beside this one
        if state.same_sentence(tag.start, before - 1):
            if base_unit(tag.quantity.unit) == base_unit(quantity.unit) or window.bracket is not None:
                return tag
            fallback = fallback or tag
        elif fallback is not None or not _next_sentence(state, tag.start, quantity.start):
            break
        elif tag.metric in state.lexicon.parts and base_unit(tag.quantity.unit) == base_unit(quantity.unit):
            return tag
    return fallback


def _next_sentence(state: State, one: int, other: int) -> bool:
    return state.layout.sentence(one)[1] == state.layout.sentence(other)[0]


def first_of_list(state: State, n: int) -> Tag | None:
    """The first figure of the sentence that is counted in the same unit: what a sum or an earlier year repeats."""
    quantity = state.quantities[n]
    for m in range(n):
        tag = state.tags[m]
        if tag is None or tag.metric == OTHER or not state.same_sentence(tag.start, quantity.start):
            continue
        if base_unit(state.quantities[m].unit) == base_unit(quantity.unit):
            both = {t.metric for t in state.tags[m:n] if t is not None} >= _PROPOSALS
            metric = "proposals.total" if both and tag.metric in _PROPOSALS else tag.metric
            return replace(tag, metric=state.lexicon.listed.get(metric, metric))
    return None


def carried_before(state: State, n: int) -> bool:
    """Whether the sentence names what came over from last year before a sum, which then is the sum of the two."""
    return any(
        t is not None and t.metric == CARRIED_OVER and state.same_sentence(t.start, state.quantities[n].start)
        for t in state.tags[:n]
    )


def head_of_list(state: State, n: int) -> Tag | None:
    """The figure that opens the sentence, where its metric says what its parts are and the unit is the same."""
    quantity = state.quantities[n]
    for m in range(n):
        tag = state.tags[m]
        if tag is None or not state.same_sentence(tag.start, quantity.start):
            continue
        same = base_unit(state.quantities[m].unit) == base_unit(quantity.unit)
        return tag if same and tag.metric in state.lexicon.beside else None
    return None


def rest_of_list(state: State, n: int) -> tuple[str, str | None] | None:
    """Metric and channel of 其他 or 其余 at the end of a list."""
    window = state.windows[n]
    previous = window.previous
    words = state.inside(window.left)
    if previous is None or not words or not words[-1].mask & state.bit("rest"):
        return None
    tag = state.tags[previous]
    if (
        state.text.startswith("分别", window.right[0])
        or tag is None
        or words[-1].end < state.quantities[n].approx_start - 1
    ):
        return None
    metric = state.lexicon.rest.get(tag.metric)
    return None if metric is None else (metric, REST_CHANNEL if metric in (POSTS, "accounts") else None)


def class_metric(state: State, n: int, category: Range) -> str | None:
    """The metric of a number that has class words and no cue of its own."""
    window, quantity = state.windows[n], state.quantities[n]
    parts = state.lexicon.parts
    own = state.own(n)
    if own & state.bit("peak", "closed", "faulty", "view", "like"):
        return None
    named = base_unit(quantity.unit) in ("条", "篇") and state.text[slice(*category)].endswith(
        ("类", "类信息")
    )
    if state.by_class(n) and base_unit(quantity.unit) in (*_ITEM_UNITS, None):
        return CATEGORY
    body = _of_a_body(state, n, category)
    if body is not None:
        return body
    if window.part:
        whole = whole_of(state, n)
        if whole is not None or not named:
            return None if whole is None else _part_of(whole, quantity.unit, parts)
    acts = state.bit("action")
    acting = any(c.mask & acts and c.end <= category[0] for c in state.inside(window.left))
    before = _before(state, n)
    if before is not None and before.quantity is not None and not acting:
        same_unit = base_unit(before.quantity.unit) == base_unit(quantity.unit)
        elliptic = before.metric == CATEGORY and not own & state.bit("publish")
        chained = state.layout.segment(before.start) == state.layout.segment(quantity.start) or (
            elliptic and state.same_sentence(before.start, quantity.start)
        )
        short = category[1] - category[0] <= _LIST_ITEM_AT_MOST
        opens = state.layout.text[state.layout.sentence(quantity.start)[0] : category[0]].strip("、，") == ""
        cut_off = short and opens and before.metric in (CATEGORY, "disclosure.total")
        listed = before.metric in parts and before.metric not in state.lexicon.marked_parts
        if same_unit and (chained or cut_off) and listed:
            return parts[before.metric]
        if same_unit and chained and _listed_before(state, n):
            return CATEGORY
    if named and not acting:
        return CATEGORY
    if base_unit(quantity.unit) not in _ITEM_UNITS or acting:
        return None
    if own & state.bit("foreign") and not own & state.bit("publish"):
        return None
    segment = state.layout.segment(quantity.start)[0]
    said = state.between(segment, quantity.start)
    verbs = state.bit("publish", "disclosed")
    published = said & verbs and (said & state.bit("information") or own & verbs)
    return CATEGORY if published or said & state.bit("disclosure") else None


def _part_of(whole: Tag, unit: str | None, parts: Mapping[str, str]) -> str | None:
    """What a named part of a whole is; a part of what is not disclosed is counted like it."""
    metric = parts.get(whole.metric)
    alike = whole.quantity is not None and base_unit(whole.quantity.unit) == base_unit(unit)
    repeated = metric == whole.metric and metric != CATEGORY
    return None if unit in ("%", "‰") or (repeated and not alike) else metric


def _of_a_body(state: State, n: int, category: Range) -> str | None:
    """What a part counts that is named after an organ: 其中城区分局29件 are applications received as well."""
    if not attributes.is_unit(state.text[slice(*category)]):
        return None
    window = state.windows[n]
    before = whole_of(state, n) if window.part else _before(state, n)
    if before is not None and not state.same_sentence(before.start, state.quantities[n].start):
        before = None
    if before is not None and before.metric in BY_BODY and before.quantity is not None:
        same = base_unit(before.quantity.unit) == base_unit(state.quantities[n].unit)
        return before.metric if same else None
    start = state.layout.sentence(state.quantities[n].start)[0]
    listed = state.between(start, category[0]) & state.bit("by_unit")
    about = state.bit("application", "application_plain")
    return RECEIVED if listed and state.topics.cost(about, start, sibling=False) is not None else None


def _before(state: State, n: int) -> Tag | None:
    """The number that the list goes on from: comparisons and shares in between are passed over."""
    previous = state.windows[n].previous
    while previous is not None:
        tag = state.tags[previous]
        unit = state.quantities[previous].unit
        if tag is not None and not tag.last_year and not state.windows[previous].change and unit != "%":
            return tag
        previous = state.windows[previous].previous
    return None


def _listed_before(state: State, n: int) -> bool:
    """Whether the list that a number continues has a disclosed total or class in it."""
    segment = state.layout.segment(state.quantities[n].start)[0]
    previous, seen = state.windows[n].previous, 0
    while previous is not None and seen < _LOOK_BACK and state.quantities[previous].start >= segment:
        tag = state.tags[previous]
        if tag is not None and state.lexicon.parts.get(tag.metric) == CATEGORY:
            return True
        previous, seen = state.windows[previous].previous, seen + 1
    return False


def named_other(state: State, base: Tag) -> Tag | None:
    """A figure that no metric covers, with its own words; nothing without a unit or without words."""
    if base.quantity is None or base.window is None or base.quantity.unit is None:
        return None
    category = _own_words(state, base)
    if category is None:
        return None
    return replace(base, metric=OTHER, channel=None, category=category, score=CLASS_SCORE)


def _own_words(state: State, base: Tag) -> Range | None:
    """What a number that no metric covers calls itself: words in front, the noun behind, the class that it is a share of."""
    window, quantity = base.window, base.quantity
    if window is None or quantity is None:
        return None
    if quantity.unit != "%":
        behind = noun_behind(state.text, window)
        far = base.category is None or base.category[1] - base.category[0] > _NAME_AT_MOST
        return behind if behind is not None and far else base.category
    named = share_words(state.text, window)
    if named is not None or window.previous is None:
        return named
    before = state.windows[window.previous]
    return share_words(state.text, before)


def is_nested(state: State, n: int, metric: str) -> bool:
    """Whether a number is a part of a figure whose parts are never the metric again."""
    window = state.windows[n]
    lexicon = state.lexicon
    named = bool(mask(state, n) & state.bit("proposal_part")) and metric.startswith("proposals")
    whole = whole_of(state, n) if window.part or named else None
    if whole is None or whole.metric not in lexicon.nested:
        return window.part and named
    if is_member(state, metric, whole.metric) and not named:
        return False
    return metric == whole.metric or named or metric in lexicon.class_words_win


def is_reason(state: State, n: int, metric: str) -> bool:
    """Whether a number only says why some of the number before came out so (不公开9件，5件涉及商业秘密)."""
    window = state.windows[n]
    if window.summing or metric not in state.lexicon.nested:
        return False
    earlier = (t for t in reversed(state.tags[:n]) if t is not None and t.metric != OTHER)
    before = next(earlier, None)
    return before is not None and before.metric == metric and state.same_sentence(before.start, window.item)


def continues_last_year(state: State, n: int) -> bool:
    """Whether a number only continues a list of last year's (2020年分别为5件和2件)."""
    previous = state.windows[n].previous
    before = state.tags[previous] if previous is not None else None
    if before is None or not before.last_year:
        return False
    return state.text[before.end : state.quantities[n].approx_start] in ("、", "和", "及", "与")


def mask(state: State, n: int) -> int:
    """The concepts of a number's whole window."""
    window = state.windows[n]
    return state.own(n) | state.between(*window.right)
