"""Where a table without any ruling begins and ends: lines around one whose values stand in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import inf
from typing import Final

from gongkai.documents.pages.tables.words import Word

WIDE_GAP: Final = 0.5
"""Ems between the values of a row, at least; blanks between words of a line are narrower."""
NEAR: Final = 5.0
"""Ems between two lines, within which they may belong to one table."""
MOST_HEADERS: Final = 8
"""Lines of a header, those of labels over several lines too."""
LARGE: Final = 1.15
"""Times the font size of the values, from which a line above or below is a heading."""
SHORT: Final = 0.5
"""Of the table's width: a single word wider than that above the header is its title, or prose."""

Row = list[Word]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Lines ``head`` to ``body`` are a header, ``body`` to ``end`` rows; what is printed right of ``left`` (points) are
    values and what heads them. ``closed``: whether no line near it goes on below."""

    lines: Sequence[Row]
    head: int
    body: int
    end: int
    left: float
    closed: bool

    @property
    def header(self) -> list[Word]:
        """Its words."""
        return [word for row in self.lines[self.head : self.body] for word in row]

    @property
    def labels(self) -> list[Word]:
        """Of all rows."""
        return [word for row in self.lines[self.body : self.end] for word in row if word.x1 <= self.left]

    @property
    def values(self) -> list[Row]:
        """Those of each line that has any."""
        rows = [[w for w in row if w.x1 > self.left] for row in self.lines[self.body : self.end]]
        return [row for row in rows if row]


def lines_of_words(words: Sequence[Word]) -> list[Row]:
    """The printed lines as their words from left to right."""
    lines: list[Row] = []
    for word in sorted(words, key=lambda w: w.middle):
        if lines and word.middle - lines[-1][0].middle <= word.em / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def values_of(line: Row) -> Row:
    """The values at the end of a line, where they stand far enough from each other and from its label; else none."""
    labels = next((k for k in range(len(line), 0, -1) if not line[k - 1].is_value), 0)
    values = line[labels:]
    apart = all(b.x0 - a.x1 > WIDE_GAP * b.em for a, b in pairwise(line[max(labels - 1, 0) :]))
    return values if apart else []


def region_around(lines: Sequence[Row], at: int) -> Region:
    """The lines around one whose values stand in columns."""
    values = values_of(lines[at])
    left, em = values[0].x0, values[0].em
    fits = partial(_fits, columns=[(w.x0, w.x1) for w in values], em=em)
    end = at + 1
    while end < len(lines) and are_near(lines[end - 1], lines[end]) and fits(lines[end]):
        end += 1
    body = at
    while body and are_near(lines[body - 1], lines[body]) and fits(lines[body - 1]):
        body -= 1
    rows = lines[body:end]
    left = min(w.x0 for row in rows for w in row if w.x1 > left)
    labels = max((w.x1 for row in rows for w in row if w.x1 <= left), default=-inf)
    width = max(w.x1 for row in rows for w in row) - min(w.x0 for row in rows for w in row)
    head = body
    while head and body - head < MOST_HEADERS and are_near(lines[head - 1], lines[head]):
        if not _may_head(lines[head - 1], (labels, left), em, width):
            break
        head -= 1
    while head < body and all(word.x1 <= left for word in lines[head]):
        head += 1
    closed = end == len(lines) or not are_near(lines[end - 1], lines[end])
    return Region(lines=lines, head=head, body=body, end=end, left=left, closed=closed)


def are_near(above: Row, below: Row) -> bool:
    """Whether two lines may belong to one table."""
    return below[0].middle - above[0].middle <= NEAR * max(above[0].em, below[0].em)


def _fits(line: Row, *, columns: Sequence[tuple[float, float]], em: float) -> bool:
    """Whether a line is one of labels left of the columns, and values in them or right of them."""
    left = columns[0][0]
    for word in line:
        if word.em > LARGE * em:
            return False
        if word.x1 <= left:
            continue
        in_first = word.x0 < columns[0][1]
        if not word.is_value or (word.x0 < left and not in_first):
            return False
    return True


def _may_head(line: Row, gap: tuple[float, float], em: float, width: float) -> bool:
    """Whether a line above the rows may be one of their header. ``gap``: between the rows' labels and values."""
    if any(word.is_value or word.em > LARGE * em or (word.x0 < gap[0] and word.x1 > gap[1]) for word in line):
        return False
    return len(line) > 1 or line[0].x1 - line[0].x0 <= SHORT * width
