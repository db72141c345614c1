"""Words of one cell that is printed over several lines, and the rows and header lines that such cells tell."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import inf
from typing import Final

import numpy as np

from gongkai.codebook.forms import split_numeral
from gongkai.documents.pages.tables.printed import Ink
from gongkai.documents.pages.tables.words import GUTTER, Word

LEADING: Final = 1.5
"""Ems between the lines of one cell, at most; usual are 1.2 to 1.4."""
TIGHTER: Final = 0.85
"""Times the distance of two rows, which those lines stay below."""
NUMBERED: Final = 0.6
"""Numbered labels for each row with values, from which a line without a number goes on with the label above it."""
EVEN: Final = 0.7
"""Ems by which left sides, middles or right sides of the lines of one cell may differ: they share one of them."""
LEVEL: Final = 0.35
"""Ems between the middles of what stands on one line."""
BESIDE: Final = 0.2
"""Ems by which a label may reach into what stands right of it: the blank half of a bracket."""
NEAR_ROW: Final = 0.25
"""Times the distance of two rows, by which a label over several rows may stand beside the print of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Words below each other, as one cell prints them."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Of its height."""
        return (self.top + self.bottom) / 2


def labels_of(ink: Ink, words: Sequence[Word], levels: Sequence[float], pitch: float) -> list[Stack]:
    """Labels of rows put together, from top to bottom.

    Args:
        ink: of the page.
        words: of the labels.
        levels: heights of the lines of values, each in a row of its own.
        pitch: least distance of two rows, in points.
    """
    rows = _rows_by_level(words, levels)
    first = {id(word) for word in words if split_numeral(ink.says(word.characters))[0] is not None}
    numbered = len(first) >= NUMBERED * max(len(levels), 1)

    def goes_on(group: Sequence[Word], word: Word) -> bool:
        most = LEADING * word.em if numbered else min(LEADING * word.em, TIGHTER * pitch)
        one_row = len({rows[id(w)] for w in (*group, word)} - {None}) < 2
        return one_row and id(word) not in first and word.middle - group[-1].middle <= most

    return _stacked(ink, words, goes_on)


def headings_of(ink: Ink, words: Sequence[Word], columns: Sequence[tuple[float, float]]) -> list[Stack]:
    """Headings put together, from top to bottom. One over a single column is not that of several above it.

    Args:
        ink: of the page.
        words: of the header.
        columns: where the values of each column stand.
    """
    stops = [(a + b) / 2 for (_, a), (b, _) in pairwise(columns)]
    single = {id(w): bisect(stops, w.x0 + GUTTER) == bisect(stops, w.x1 - GUTTER) for w in words}

    def goes_on(group: Sequence[Word], word: Word) -> bool:
        return single[id(group[-1])] == single[id(word)]

    return _stacked(ink, words, goes_on)


def _stacked(ink: Ink, words: Sequence[Word], goes_on: Callable[[Sequence[Word], Word], bool]) -> list[Stack]:
    groups: list[list[Word]] = []
    growing: list[list[Word]] = []  # whose last word is still near
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        growing = [g for g in growing if word.middle - g[-1].middle <= LEADING * word.em]
        over = [g for g in growing if g[-1].x0 < word.x1 and word.x0 < g[-1].x1]
        own = [g for g in over if _is_below(g[-1], word) and goes_on(g, word)]
        if own:
            min(own, key=lambda g: abs(g[-1].x0 + g[-1].x1 - word.x0 - word.x1)).append(word)
        else:
            growing.append([word])
            groups.append(growing[-1])
    return sorted((_stack(ink, group) for group in groups), key=lambda s: (s.middle, s.x0))


def _is_below(above: Word, word: Word) -> bool:
    """Whether a word may be the next line of the cell of one over it."""
    if word.middle - above.middle <= LEVEL * word.em:
        return False
    sides = (above.x0 - word.x0, above.x1 - word.x1, (above.x0 + above.x1 - word.x0 - word.x1) / 2)
    return min(map(abs, sides)) <= EVEN * word.em


def _rows_by_level(words: Sequence[Word], levels: Sequence[float]) -> dict[int, int | None]:
    """The line of values that each word is the label of, by the word's identity: that it stands on, and no other word
    right of it. None for none."""
    found: dict[int, int | None] = {}
    for word in words:
        on = [k for k, y in enumerate(levels) if abs(y - word.middle) <= LEVEL * word.em]
        last = on and not any(
            w.x0 >= word.x1 and abs(w.middle - word.middle) <= LEVEL * word.em for w in words
        )
        found[id(word)] = on[0] if last else None
    return found


def _stack(ink: Ink, words: Sequence[Word]) -> Stack:
    boxes = [ink.boxes[i] for word in words for i in word.characters]
    return Stack(
        words=tuple(words),
        x0=min(w.x0 for w in words),
        x1=max(w.x1 for w in words),
        top=min(box[1] for box in boxes),
        bottom=max(box[3] for box in boxes),
    )


def without_groups(stacks: Sequence[Stack], pitch: float) -> tuple[list[Stack], list[Stack]]:
    """The labels of single rows, and those of several rows or of a part of a row's label: they have others right of
    them."""
    near = NEAR_ROW * pitch
    rows: list[Stack] = []
    groups: list[Stack] = []
    for stack in stacks:
        em = stack.words[0].em
        beside = any(
            other.x0 >= stack.x1 - BESIDE * em
            and other.top - near < stack.bottom
            and stack.top < other.bottom + near
            for other in stacks
        )
        (groups if beside else rows).append(stack)
    return rows, groups


def lines_between(rows: Sequence[Stack]) -> list[float] | None:
    """A height between each two rows; None where they overlap."""
    if any(below.top < above.bottom - BESIDE * above.words[0].em for above, below in pairwise(rows)):
        return None
    return [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]


def columns_of_groups(groups: Sequence[Stack], rows: Sequence[Stack]) -> list[float] | None:
    """The right side of each column of labels over several rows; None where they do not stand in columns."""
    columns: list[list[Stack]] = []
    for stack in sorted(groups, key=lambda s: (s.x0 + s.x1) / 2):
        if columns and stack.x0 < max(s.x1 for s in columns[-1]):
            columns[-1].append(stack)
        else:
            columns.append([stack])
    ends: list[float] = []
    for k, column in enumerate(columns):
        right = max(s.x1 for s in column)
        behind = columns[k + 1] if k + 1 < len(columns) else []
        next_to = [
            row.x0
            for row in rows
            if any(row.x0 >= s.x1 - BESIDE * s.words[0].em and _side_by_side(row, s) for s in column)
        ]
        start = min((*(s.x0 for s in behind), *next_to), default=right)
        if start < right - BESIDE * column[0].words[0].em:
            return None
        ends.append((right + start) / 2)
    return ends


def _side_by_side(a: Stack, b: Stack) -> bool:
    return a.top < b.bottom and b.top < a.bottom


def levels_of(stacks: Sequence[Stack]) -> list[float]:
    """Heights between the levels of a header: where one cell stands upon another, or nothing is printed."""
    if not stacks:
        return []
    x0, x1, top, bottom = np.array([(s.x0, s.x1, s.top, s.bottom) for s in stacks]).T
    reach = np.array([BESIDE * s.words[0].em for s in stacks])
    above = (top + bottom)[:, None] < (top + bottom)
    upon = (x0[:, None] < x1) & (x0 < x1[:, None]) & (bottom[:, None] <= top + reach)
    nearest = np.where(above & upon, bottom[:, None], -inf).max(axis=0)
    gaps = [(end, start) for end, start in zip(top.tolist(), nearest.tolist(), strict=True) if start > -inf]
    ordered = sorted(stacks, key=lambda s: s.top)
    lowest = accumulate((s.bottom for s in ordered), max)
    gaps += [
        (below.top, start) for start, below in zip(lowest, ordered[1:], strict=False) if start <= below.top
    ]
    return list(_stabbed(sorted(gaps)))


def _stabbed(gaps: Sequence[tuple[float, float]]) -> Iterator[float]:
    """The fewest heights that lie in all of the gaps, which are (end, start) and in order."""
    low, high = 0.0, -1.0
    for end, start in gaps:
        if start > high:
            if high >= 0:
                yield (low + high) / 2
            low, high = start, max(start, end)
        else:
            low = max(low, start)
    if high >= 0:
        yield (low + high) / 2
