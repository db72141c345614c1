"""What the tagger sees of a candidate: characters and words around it, its unit, its neighbours, the rules' view.

Every feature is a string, hashed to one of ``rows`` numbers with CRC-32: stable over runs and machines.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from zlib import crc32

from gongkai.narrative.assembly import Read
from gongkai.narrative.reading import Offer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Ids: TypeAlias = "npt.NDArray[np.int32]"

LEFT: Final = 40
"""Characters of sight to the left inside the sentence: two clauses, so that 微信公众号 is still seen from the
number of its readers."""
OWN: Final = 30
"""Characters of sight back to the number before."""
RIGHT: Final = 14
"""Characters of sight to the right: the noun behind a number and the verb behind that."""
WORDS: Final = 14
"""jieba words to the left that are seen."""
HEADING: Final = 12
"""Characters of a paragraph's beginning (（二）依申请公开。) that count as its sub-heading."""
NONE: Final = "none"
"""Label of a candidate that is no figure."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A candidate's features. ``ids``: shape (features,), int32, sorted, each below ``rows``; ``rule``: the label
    that the rules give it."""

    ids: Ids
    rule: str


def label_of(metrics: Sequence[str]) -> str:
    """The label of a span that states these metrics: one, several joined by +, or none."""
    return "+".join(sorted(set(metrics))) or NONE


def see(
    read: Read, offers: Sequence[Offer], *, rows: int, words: bool = True, rules: bool = True
) -> list[Seen]:
    """The features of a paragraph's candidates, in order. ``words`` False leaves jieba's words out,
    ``rules`` False what the rules say."""
    import numpy as np

    cut = _Words(read.reading.text) if words else None
    given = [label_of([t.metric for t in offer.tags]) for offer in offers]
    seen = []
    for k, offer in enumerate(offers):
        names = _names(read, offers, k, cut)
        if rules:
            names += _views(offer, given, k)
        ids = np.array(sorted({crc32(name.encode()) % rows for name in names}), dtype=np.int32)
        seen.append(Seen(ids=ids, rule=given[k]))
    return seen


def _names(read: Read, offers: Sequence[Offer], k: int, words: _Words | None) -> list[str]:
    text, layout = read.reading.text, read.reading.layout
    base = offers[k].base
    quantity = base.quantity
    start, end = base.start, base.end
    front = quantity.approx_start if quantity is not None else start
    begin, stop = layout.sentence(start)
    before = [o.base for o in offers[:k] if o.base.start >= begin]
    behind = before[-1].end if before else begin
    following = next((o.base for o in offers[k + 1 : k + 2] if o.base.start < stop), None)
    left = text[max(begin, front - LEFT) : front]
    clause = max(behind, front - OWN, layout.clause_start(start))
    own, earlier = text[clause:front], text[max(behind, front - OWN) : clause]
    right = text[end : end + RIGHT]
    unit = str(quantity.unit) if quantity is not None else "denial"
    names = [
        f"section={read.paragraph.section}",
        f"unit={unit}",
        f"gap={text[behind:front][:6] if before else ''}",
        f"unit before={_unit(before[-1]) if before else ''}",
        f"unit behind={_unit(following) if following is not None else ''}",
        f"bracket={layout.bracket(start) is not None}",
        f"place={min(3, len(before))}",
        f"part={'其中' in text[begin:front]}",
    ]
    if quantity is not None:
        size = int(math.log10(abs(quantity.value) + 1))
        names += [
            f"size={size}",
            f"unit size={unit}{size}",
            f"approx={quantity.approx.value}",
            f"sign={quantity.sign}",
        ]
        names += [f"chinese={quantity.chinese}", f"last year={base.last_year}", f"channel={base.channel}"]
    else:
        names += _grams("denied", text[start:end], (1, 2, 3, 4))
    names += _grams("own", own, (1, 2, 3))
    names += _grams("earlier", earlier, (2, 3))
    names += _grams("left", left, (2, 3))
    names += [f"end{n}={left[-n:]}" for n in (2, 3, 4)]
    names += [f"next{n}={right[:n]}" for n in (1, 2, 3)]
    names += _grams("right", right[:8], (2, 3))
    names += _grams("head", (text[:HEADING] if text[:1] in _NUMERALS else "") + read.heading, (2, 3))
    return names + (words.names(begin, behind, front, end, unit) if words is not None else [])


_NUMERALS: Final = frozenset("(一二三四五六七八九1234567")


def _views(offer: Offer, rules: Sequence[str], k: int) -> list[str]:
    """What the rules say of the candidate and of its neighbours."""
    unit = _unit(offer.base)
    names = [f"rule={rules[k]}", f"rule unit={rules[k]}|{unit}"]
    names += [f"rule sure={t.metric}|{t.channel}|{int(t.confidence * 5)}" for t in offer.tags]
    for name, at in (("before", k - 1), ("behind", k + 1), ("two before", k - 2)):
        if 0 <= at < len(rules):
            names.append(f"rule {name}={rules[at]}")
            if name == "before":
                names.append(f"rules={rules[at]}|{rules[k]}")
    return names


def _unit(base: Any) -> str:
    return "denial" if base.quantity is None else str(base.quantity.unit)


def _grams(name: str, text: str, sizes: Sequence[int]) -> list[str]:
    return [f"{name}{n}:{text[i : i + n]}" for n in sizes for i in range(len(text) - n + 1)]


class _Words:
    """A paragraph cut by jieba."""

    def __init__(self, text: str) -> None:
        self._words: list[str] = tokenizer().lcut(text)
        self._starts = [0]
        for word in self._words[:-1]:
            self._starts.append(self._starts[-1] + len(word))

    def names(self, begin: int, behind: int, front: int, end: int, unit: str) -> list[str]:
        """Words left of ``front`` down to ``begin`` and right of ``end``; those from ``behind`` on are its own."""
        names: list[str] = []
        last = bisect_right(self._starts, front - 1) - 1
        for back in range(WORDS):
            at = last - back
            if at < 0 or self._starts[at] < begin:
                break
            word = self._words[at]
            names.append(f"word:{word}")
            if back < 3:
                names.append(f"word-{back}:{word}")
            if back < 6:
                names.append(f"word unit:{word}|{unit}")
            if self._starts[at] >= behind:
                names.append(f"own word:{word}")
        first = bisect_left(self._starts, end)
        names += [f"word+{k}:{word}" for k, word in enumerate(self._words[first : first + 3])]
        return names


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """jieba with its own dictionary, quiet."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer
