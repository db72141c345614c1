"""Words of one cell that is printed over several lines, and the rows and header lines that such cells tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from gongkai.codebook.forms import split_numeral
from gongkai.documents.pages.tables.printed import Ink
from gongkai.documents.pages.tables.words import Word

LEADING: Final = 1.5
"""Ems between the lines of one cell, at most; usual are 1.2 to 1.4."""
TIGHTER: Final = 0.85
"""Times the distance of two rows, which those lines stay below."""
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


def stacks_of(ink: Ink, words: Sequence[Word], levels: Sequence[float], pitch: float) -> list[Stack]:
    """The words put together, from top to bottom.

    Args:
        ink: of the page.
        words: labels, or words of a header.
        levels: heights of the lines of values, each in a row of its own.
        pitch: least distance of two rows, in points.
    """
    groups: list[list[Word]] = []
    growing: list[list[Word]] = []  # whose last word is still near
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        growing = [g for g in growing if word.middle - g[-1].middle <= LEADING * word.em]
        own = [g for g in growing if _goes_on(ink, g, word, levels, pitch)]
        if own:
            min(own, key=lambda g: abs(g[-1].x0 + g[-1].x1 - word.x0 - word.x1)).append(word)
        else:
            growing.append([word])
            groups.append(growing[-1])
    return sorted((_stack(ink, group) for group in groups), key=lambda s: (s.middle, s.x0))


def _goes_on(ink: Ink, group: Sequence[Word], word: Word, levels: Sequence[float], pitch: float) -> bool:
    last = group[-1]
    step = word.middle - last.middle
    if not LEVEL * word.em < step <= min(LEADING * word.em, TIGHTER * pitch):
        return False
    if (
        min(last.x1, word.x1) <= max(last.x0, word.x0)
        or split_numeral(ink.says(word.characters))[0] is not None
    ):
        return False
    sides = (last.x0 - word.x0, last.x1 - word.x1, (last.x0 + last.x1 - word.x0 - word.x1) / 2)
    if min(map(abs, sides)) > EVEN * word.em:
        return False
    rows = {_level(w, levels) for w in (*group, word)} - {None}
    return len(rows) < 2


def _level(word: Word, levels: Sequence[float]) -> int | None:
    """The line of values that a word stands on."""
    return next((k for k, y in enumerate(levels) if abs(y - word.middle) <= LEVEL * word.em), None)


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
    gaps = [
        (below.top, above.bottom)
        for above in stacks
        for below in stacks
        if above.middle < below.middle
        and above.x0 < below.x1
        and below.x0 < above.x1
        and above.bottom <= below.top + BESIDE * below.words[0].em
    ]
    ordered = sorted(stacks, key=lambda s: s.top)
    lowest = accumulate((s.bottom for s in ordered), max)
    gaps += [
        (below.top, bottom) for bottom, below in zip(lowest, ordered[1:], strict=False) if bottom <= below.top
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
