"""Tables without any ruling: values that stand in columns, row after row, below a header.

Found only where nothing is in doubt: each row prints one label and a value in each column on one line, and what stands
above and below is a header, prose, or nothing. All other print is left to be read as lines, gaps and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Page
from gongkai.documents.pages.tables.guessed import lattice_of
from gongkai.documents.pages.tables.printed import Ink
from gongkai.documents.pages.tables.rulings import Lattice
from gongkai.documents.pages.tables.words import Word, words_in

FEWEST_ROWS: Final = 3
FEWEST_COLUMNS: Final = 3
"""Of values. Two columns over three rows happen in lists."""
WIDE_GAP: Final = 1.0
"""Ems between the values of a row, at least; blanks between words of a line are narrower."""
NEAR: Final = 2.5
"""Times the distance of two rows, within which a line above or below would belong to the table."""
MOST_HEADERS: Final = 4
"""Lines of a header."""
STACKED: Final = 1.5
"""Ems between the lines of a heading that is printed over two."""
SAME: Final = 0.6
"""Ems by which left side, middle or right side of a column's values may differ: they share one of them."""

Row = list[Word]


def tables_without_lines(page: Page, ink: Ink, free: Sequence[int]) -> Iterator[Lattice]:
    """The lattices of tables among the characters that are in no other table."""
    if not may_hold_rows(page, np.asarray(free, dtype=np.intp)):
        return
    rows = _rows(words_in(ink, free, (0.0, 0.0, page.width, page.height)))
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and _is_row(rows[end]) and len(rows[end]) == len(rows[start]):
            end += 1
        if end - start >= FEWEST_ROWS and _in_columns(rows[start:end]):
            head = _header(rows, start, end)
            if head is not None:
                lattice = _lattice(rows, head, start, end)
                if lattice is not None:
                    yield lattice
        start = max(end, start + 1)


def may_hold_rows(page: Page, characters: npt.NDArray[np.intp]) -> bool:
    """Whether some lines of these characters have several wide gaps; most pages are prose and have none."""
    if not len(characters):
        return False
    boxes, sizes = page.boxes[characters], page.sizes[characters]
    line = np.round((boxes[:, 1] + boxes[:, 3]) / 4)
    order = np.lexsort((boxes[:, 0], line))
    gap = boxes[order[1:], 0] - boxes[order[:-1], 2]
    wide = (gap > WIDE_GAP * sizes[order[1:]]) & (np.diff(line[order]) == 0)
    if wide.sum() < (FEWEST_COLUMNS - 1) * (FEWEST_ROWS - 1):
        return False
    _, counts = np.unique(line[order[1:]][wide], return_counts=True)
    return int((counts >= FEWEST_COLUMNS - 1).sum()) >= FEWEST_ROWS - 1


def _rows(words: Sequence[Word]) -> list[Row]:
    """The printed lines as their words from left to right."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: w.middle):
        if rows and word.middle - rows[-1][0].middle <= word.em / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.x0) for row in rows]


def _is_row(row: Row) -> bool:
    """Whether a line is a label, or none, and values far enough from each other."""
    values = row if row[0].is_value else row[1:]
    apart = all(b.x0 - a.x1 > WIDE_GAP * b.em for a, b in pairwise(row))
    return len(values) >= FEWEST_COLUMNS and all(w.is_value for w in values) and apart


def _in_columns(rows: Sequence[Row]) -> bool:
    """Whether the values of each column stand below each other, and no column reaches into the next."""
    columns = list(zip(*rows, strict=True))
    for k, column in enumerate(columns):
        if len({word.is_value for word in column}) > 1:
            return False
        em = column[0].em
        spread = min(
            float(np.ptp([w.x0 for w in column])),
            float(np.ptp([w.x1 for w in column])),
            float(np.ptp([(w.x0 + w.x1) / 2 for w in column])),
        )
        if column[0].is_value and spread > SAME * em:
            return False
        if k and max(w.x1 for w in columns[k - 1]) >= min(w.x0 for w in column):
            return False
    return True


def _header(rows: Sequence[Row], start: int, end: int) -> int | None:
    """The first line of the header above rows ``start`` to ``end``, None where it is in doubt what belongs to them."""
    step = float(np.median([b[0].middle - a[0].middle for a, b in pairwise(rows[start:end])]))
    left, right = min(row[0].x0 for row in rows[start:end]), max(row[-1].x1 for row in rows[start:end])
    if end < len(rows) and rows[end][0].middle - rows[end - 1][0].middle < NEAR * step:
        last = rows[end]
        if len(last) > 1 or last[0].x1 - last[0].x0 < (right - left) / 2:
            return None  # another row, or the rest of a label
    head = start
    while head and rows[head][0].middle - rows[head - 1][0].middle < NEAR * step:
        above = rows[head - 1]
        if any(w.is_value or w.x0 < left - w.em or w.x1 > right + w.em for w in above):
            return None
        if len(above) == 1 and above[0].x1 - above[0].x0 > (right - left) / 2:
            break  # prose, or the title of the table
        head -= 1
    labels = 0 if rows[start][0].is_value else 1
    if not 0 < start - head <= MOST_HEADERS:
        return None
    columns = list(zip(*rows[start:end], strict=True))[labels:]
    lowest = rows[start - 1]
    own = [w for w in lowest if w.x1 > min(x.x0 for x in columns[0])]
    headed = sum(
        any(w.x0 < max(x.x1 for x in c) and min(x.x0 for x in c) < w.x1 for w in own) for c in columns
    )
    return head if headed == len(columns) == len(own) else None


def _lattice(rows: Sequence[Row], head: int, start: int, end: int) -> Lattice | None:
    """The lattice with a line between each two printed lines."""
    own = rows[head:end]
    em = own[0][0].em
    left = min(w.x0 for row in own for w in row) - em / 2
    right = max(w.x1 for row in own for w in row) + em / 2
    middles = [row[0].middle for row in own]
    ys = [middles[0] - em]
    for k, (a, b) in enumerate(pairwise(middles)):
        if not (k + 1 < start - head and b - a < STACKED * em and _is_split(own[k], rows[start])):
            ys.append((a + b) / 2)
    ys.append(middles[-1] + em)
    strokes = np.array([[y, left, right] for y in ys], dtype=np.float64)
    return lattice_of(strokes, (left, right), [w for row in own for w in row])


def _is_split(line: Row, values: Row) -> bool:
    """Whether each word of a line of the header stands over one value, as the upper half of its heading does."""
    return all(sum(w.x0 < v.x1 and v.x0 < w.x1 for v in values) <= 1 for w in line)
