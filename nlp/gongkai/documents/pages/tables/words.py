"""Words on a page, for tables whose columns nothing but the print tells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Final
from unicodedata import category

import numpy as np

from gongkai.documents.pages.tables.printed import Ink, Line
from gongkai.quantities.cells import looks_like_value

APART: Final = 0.45
"""Ems between two words of a line, from which they may stand in two columns. A blank of a Latin font has 0.25."""
GUTTER: Final = 2.0
"""Points between two columns, at least."""
SEAM: Final = 0.08
"""Ems of room, beyond the usual between its characters, that parts a word where another column begins; and by which
its beginning may differ."""
NEVER_FIRST: Final = frozenset(("Po", "Pe", "Pf"))
"""Kinds of punctuation that no cell begins with; some fonts leave room before them."""
FEWEST_STARTS: Final = 3
"""Words that begin at one place and so tell a column; a value alone does where there is such room."""
LONGEST_VALUE: Final = 16
"""Characters of a value right behind a label; an amount in yuan with its decimals has 14."""
SAME_END: Final = 4.0
"""Points within which lines of one table begin, and end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A part of a printed line, and where it stands."""

    characters: Line
    x0: float
    x1: float
    middle: float
    em: float
    is_value: bool


def words_in(ink: Ink, free: Sequence[int], box: tuple[float, float, float, float]) -> list[Word]:
    """The words in a box, from top to bottom."""
    own = tuple(
        i
        for i in free
        if box[1] < ink.middle(i) < box[3] and box[0] - SAME_END < ink.boxes[i][0] < box[2] + SAME_END
    )
    return [_word(ink, word) for line in ink.lines(own) for word in ink.words(line, APART)]


def split_at_columns(ink: Ink, words: Sequence[Word]) -> list[Word]:
    """The words with those cut in two that run together with the next column's: a wider gap than elsewhere in the
    word, where a value, or several words, begin; or a value right behind a label where others begin."""
    values = sorted(word.x0 for word in words if word.is_value)
    starts = sorted(word.x0 for word in words)
    found: list[Word] = []
    for word in words:
        cuts = [0, *_cuts_of(ink, word, values, starts), len(word.characters)]
        parts = [word.characters[a:b] for a, b in pairwise(cuts)]
        found += [word] if len(parts) == 1 else [_word(ink, part) for part in parts]
    return found


def _cuts_of(ink: Ink, word: Word, values: Sequence[float], starts: Sequence[float]) -> Iterator[int]:
    """Where other columns begin in a word, as numbers of its characters."""
    own = word.characters
    gaps = [ink.boxes[b][0] - ink.boxes[a][2] for a, b in pairwise(own)]
    usual = median_low(gaps) if gaps else 0.0
    for k, gap in enumerate(gaps, 1):
        if category(ink.text[own[k]]) in NEVER_FIRST:
            continue
        x = ink.boxes[own[k]][0]
        at_value = _near(values, x, word.em)
        if gap >= usual + SEAM * word.em and (at_value or _near(starts, x, word.em) >= FEWEST_STARTS):
            yield k
            continue
        rest = own[k : k + LONGEST_VALUE + 1]
        behind_label = not word.is_value and ink.text[own[k - 1]].isalpha() and len(rest) <= LONGEST_VALUE
        if at_value >= FEWEST_STARTS and behind_label and looks_like_value(ink.says(rest)):
            yield k


def _near(places: Sequence[float], x: float, em: float) -> int:
    """How many places in order are at x."""
    return bisect_right(places, x + SEAM * em) - bisect_left(places, x - SEAM * em)


def _word(ink: Ink, characters: Line) -> Word:
    return Word(
        characters=characters,
        x0=ink.boxes[characters[0]][0],
        x1=ink.boxes[characters[-1]][2],
        middle=ink.middle(characters[0]),
        em=ink.sizes[characters[0]],
        is_value=looks_like_value(ink.says(characters)),
    )


def bands_of(ys: Sequence[float], words: Sequence[Word]) -> list[list[Word]]:
    """The words between each two lines."""
    found: list[list[Word]] = [[] for _ in range(len(ys) - 1)]
    for word in words:
        k = int(np.searchsorted(ys, word.middle)) - 1
        if 0 <= k < len(found):
            found[k].append(word)
    return found
