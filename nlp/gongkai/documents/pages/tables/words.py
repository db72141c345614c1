"""Words on a page, for tables whose columns nothing but the print tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gongkai.documents.pages.tables.printed import Ink, Line
from gongkai.quantities.cells import looks_like_value

APART: Final = 0.45
"""Ems between two words of a line, from which they may stand in two columns. A blank of a Latin font has 0.25."""
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
    return [
        Word(
            characters=word,
            x0=ink.boxes[word[0]][0],
            x1=ink.boxes[word[-1]][2],
            middle=ink.middle(word[0]),
            em=ink.sizes[word[0]],
            is_value=looks_like_value(ink.says(word)),
        )
        for line in ink.lines(own)
        for word in ink.words(line, APART)
    ]


def bands_of(ys: Sequence[float], words: Sequence[Word]) -> list[list[Word]]:
    """The words between each two lines."""
    found: list[list[Word]] = [[] for _ in range(len(ys) - 1)]
    for word in words:
        k = int(np.searchsorted(ys, word.middle)) - 1
        if 0 <= k < len(found):
            found[k].append(word)
    return found
