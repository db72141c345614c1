"""Figures that reports name in twos: the former and the latter of a joint figure, and the sum of both."""

from __future__ import annotations

import re
from typing import Final

from gongkai.narrative.candidates import base_unit
from gongkai.narrative.state import State

_FORMER: Final = re.compile("[、，：(]?(?:其中)?前(?:者|一种|一类|一项|一个)(?:为|是|有|占|共)?")
_LATTER: Final = re.compile("[、，：(]?(?:其中)?后(?:者|一种|一类|一项|一个)(?:为|是|有|占|共)?")
_LOOK_BACK: Final = 6  # numbers between the figures of a pair and what is said of both
_WORDS_AT_MOST: Final = 12  # characters in front of a sum; more of them name something of their own


def paired(state: State, n: int) -> str | None:
    """The metric of a number that is the former or the latter of a pair, or the sum of one; else None."""
    return _member(state, n) or _sum(state, n)


def is_member(state: State, metric: str, whole: str) -> bool:
    """Whether a metric is one of the two that a joint figure is made of (代表建议 of 建议提案)."""
    return metric in state.lexicon.pairs.get(whole, ())


def _member(state: State, n: int) -> str | None:
    """公开与部分公开共34件(前者25件，后者9件)."""
    quantity, window = state.quantities[n], state.windows[n]
    words = state.text[window.item : quantity.approx_start]
    place = 0 if _FORMER.fullmatch(words) else 1 if _LATTER.fullmatch(words) else None
    if place is None:
        return None
    for m in range(n - 1, max(-1, n - _LOOK_BACK), -1):
        tag = state.tags[m]
        if tag is None or tag.last_year or not state.same_sentence(tag.start, quantity.start):
            continue
        if tag.metric in state.lexicon.pairs:
            return state.lexicon.pairs[tag.metric][place]
    return None


def _sum(state: State, n: int) -> str | None:
    """予以公开11件、部分公开5件，两者相加16件: the numbers tell whose sum it is."""
    quantity, window = state.quantities[n], state.windows[n]
    if window.change or window.compared or quantity.approx_start - window.item > _WORDS_AT_MOST:
        return None
    values: dict[str, float] = {}
    for m in range(max(0, n - _LOOK_BACK), n):
        tag, one = state.tags[m], state.quantities[m]
        if tag is None or tag.last_year or not state.same_sentence(one.start, quantity.start):
            continue
        if base_unit(one.unit) == base_unit(quantity.unit):
            values[tag.metric] = one.value
    for whole, (first, second) in state.lexicon.pairs.items():
        both = whole not in values and values.get(first, 0) and values.get(second, 0)
        if both and values[first] + values[second] == quantity.value:
            return whole
    return None
