"""Columns that no line shows: they are where the values stand, and the words of the header.

What the missing lines would part is told by the print: a side between two columns counts as drawn unless a word runs
over it, or a heading stands in the middle of several.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Final

import numpy as np

from gongkai.documents.pages.tables.printed import SAME_LINE
from gongkai.documents.pages.tables.rulings import Bools, Floats, Lattice, drawn_sides, places_of
from gongkai.documents.pages.tables.words import GUTTER, SAME_END, Word, bands_of

FEWEST_VALUES: Final = 3
"""Values that make lines with text between them a table."""
MANY_ROWS: Final = 3
"""Rows from which a single value does: the part of a table that a page cut off may have no more."""
MOST_COLUMNS: Final = 60
"""Of values; the statutory form has 15."""
CENTRED: Final = 0.7
"""Ems by which a header may stand off the middle of the columns that it heads."""


def lattice_of(strokes: Floats, sides: tuple[float, float], words: Sequence[Word]) -> Lattice | None:
    """The lattice of the lines between two sides, None where the print does not tell its columns."""
    ys = tuple(places_of(strokes))
    bands = bands_of(ys, words)
    inside = [word for band in bands for word in band]
    values = [word for word in inside if word.is_value]
    if len(values) < (FEWEST_VALUES if len(bands) < MANY_ROWS else 1):
        return None
    first = next(k for k, band in enumerate(bands) if any(word.is_value for word in band))
    columns = without_middles(columns_of_values(values, [w for band in bands[:first] for w in band]), bands)
    if len(columns) > MOST_COLUMNS:
        return None
    stops = _inner_ends(strokes, sides)
    xs = _separators(columns, stops, sides, inside)
    if xs is None:
        return None
    labels = len(xs) - 1 - len(columns)
    for band in bands:
        runs_over = any(w.x0 < x < w.x1 for w in band if not w.is_value for x in xs[labels:])
        if runs_over and any(word.is_value for word in band):
            return None  # a label where values stand: the columns were not understood
    middles = [(a + b) / 2 for a, b in (*pairwise(xs[: labels + 1]), *columns)]
    lattice = _filled(strokes, xs, ys, bands, middles, labels)
    return None if _mixes(lattice, bands) else lattice


def lattice_in(
    strokes: Floats, xs: Sequence[float], words: Sequence[Word], columns: Sequence[tuple[float, float]] = ()
) -> Lattice:
    """The lattice of horizontal lines whose columns are known: those of another part of the same table.

    Args:
        strokes: place, start and end of each line. Shape: (lines, 3).
        xs: the lines between columns.
        words: inside.
        columns: where the values of the last columns stand; the others are taken to fill theirs.
    """
    ys = tuple(places_of(strokes))
    labels = next((k for k, x in enumerate(xs) if x > min((w.x0 for w in words if w.is_value), default=x)), 1)
    middles = [(a + b) / 2 for a, b in (*pairwise(xs[: len(xs) - len(columns)]), *columns)]
    return _filled(strokes, tuple(xs), ys, bands_of(ys, words), middles, labels - 1)


def _mixes(lattice: Lattice, bands: Sequence[Sequence[Word]]) -> bool:
    """Whether some cell would hold a label and a value side by side: the columns were not understood."""
    for k, band in enumerate(bands):
        stops = [x for x, drawn in zip(lattice.xs, lattice.down[k].tolist(), strict=True) if drawn]
        at = [(int(np.searchsorted(stops, (w.x0 + w.x1) / 2)), w) for w in band]
        for i, one in at:
            if one.is_value and any(
                j == i and not other.is_value and abs(other.middle - one.middle) <= SAME_LINE * one.em
                for j, other in at
            ):
                return True
    return False


def columns_of_values(values: Sequence[Word], header: Sequence[Word]) -> list[tuple[float, float]]:
    """Where the values of each column stand, and the words of the header right of the first one that head no value."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((word.x0, word.x1) for word in values):
        if columns and x0 < columns[-1][1] + GUTTER:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    left = columns[0][0]
    for word in sorted(header, key=lambda w: w.x1 - w.x0):
        under = [k for k, (x0, x1) in enumerate(columns) if x0 < word.x1 and word.x0 < x1]
        if not under and word.x0 > left:
            columns = sorted([*columns, (word.x0, word.x1)])
        elif len(under) == 1:
            k = under[0]
            wider = (min(columns[k][0], word.x0), max(columns[k][1], word.x1))
            free_left = not k or columns[k - 1][1] <= wider[0]
            if free_left and (k + 1 == len(columns) or wider[1] <= columns[k + 1][0]):
                columns[k] = wider
    return columns


def without_middles(
    columns: Sequence[tuple[float, float]], bands: Sequence[Sequence[Word]]
) -> list[tuple[float, float]]:
    """Without columns that are merged cells of the two beside them: never printed together with one of these, and in
    the middle between them."""
    kept = list(columns)
    held = [{k for w in band for k, (a, b) in enumerate(kept) if a < w.x1 and w.x0 < b} for band in bands]
    em = max(word.em for band in bands for word in band)
    for k in range(len(kept) - 2, 0, -1):
        beside = {k - 1, k + 1}
        middle = abs(sum(kept[k]) / 2 - (sum(kept[k - 1]) + sum(kept[k + 1])) / 4) <= em
        if middle and any(beside <= h for h in held) and not any(k in h and h & beside for h in held):
            del kept[k]
    return kept


def _inner_ends(strokes: Floats, sides: tuple[float, float]) -> list[float]:
    """Where lines begin and end between the sides: on the lines that were not drawn."""
    ends = sorted({*strokes[:, 1].tolist(), *strokes[:, 2].tolist()})
    inner = [x for x in ends if sides[0] + 2 * SAME_END < x < sides[1] - 2 * SAME_END]
    return [x for k, x in enumerate(inner) if not k or x - inner[k - 1] > SAME_END]


def _separators(
    columns: Sequence[tuple[float, float]],
    stops: Sequence[float],
    sides: tuple[float, float],
    words: Sequence[Word],
) -> tuple[float, ...] | None:
    """The column lines; None where labels run into the first column of values."""
    found = [sides[0]]
    label_end = max((word.x1 for word in words if word.x1 <= columns[0][0]), default=None)
    if label_end is not None:
        before = [x for x in stops if x <= columns[0][0]]
        found += before
        if not before or before[-1] < label_end - GUTTER:
            found.append((label_end + columns[0][0]) / 2)
    for (_, a), (b, _) in pairwise(columns):
        between = [x for x in stops if a <= x <= b]
        found.append(between[0] if between else (a + b) / 2)
    found.append(sides[1])
    return tuple(found) if all(b - a > GUTTER for a, b in pairwise(found)) else None


def _filled(
    strokes: Floats,
    xs: tuple[float, ...],
    ys: tuple[float, ...],
    bands: Sequence[Sequence[Word]],
    middles: Sequence[float],
    labels: int,
) -> Lattice:
    """The lattice with its vertical sides as the words allow. ``middles``: of what stands in each column;
    ``labels``: how many of the columns hold labels."""
    across = drawn_sides(strokes, ys, xs)
    across[0] = across[-1] = True
    down = np.ones((len(ys) - 1, len(xs)), dtype=np.bool_)
    first = next((k for k, band in enumerate(bands) if any(w.is_value for w in band)), len(bands))
    above: list[tuple[int, int]] = []
    for k, band in enumerate(bands):
        for j in range(1, len(xs) - 1):
            down[k, j] = not any(word.x0 < xs[j] < word.x1 for word in band)
        if len(band) == 1 and not band[0].is_value:
            (word,) = band
            if abs(word.x0 + word.x1 - xs[0] - xs[-1]) <= 2 * CENTRED * word.em and across[k : k + 2].all():
                down[k, 1:-1] = False
        if k < first:
            headed = list(_headed(band, xs, middles, across[k + 1], labels, above))
            above = headed or above
            for a, b in headed:
                down[k, a + 1 : b] = False
        held = [any(xs[j] < w.x1 and w.x0 < xs[j + 1] for w in band) for j in range(labels)]
        closed = [bool(across[k : k + 2, j].all()) for j in range(labels)]
        if k or first or _is_centred(band, xs, labels):
            for j in _parted_labels(held, closed):
                down[k, j] = False
    return Lattice(xs=xs, ys=ys, across=across, down=down, level=strokes)


def _is_centred(band: Sequence[Word], xs: Sequence[float], labels: int) -> bool:
    """Whether the only label of a page's first row stands in the middle of columns for labels, and begins none: else
    the blank ones left of it hold the rest of labels of the page before."""
    own = [word for word in band if word.x1 <= xs[labels]]
    if len(own) != 1:
        return len(own) == 0
    end = next(x for x in xs if x >= own[0].x1)
    return any(
        abs(x + end - own[0].x0 - own[0].x1) <= CENTRED * own[0].em for x in xs if x < own[0].x0 - SAME_END
    )


def _parted_labels(held: Sequence[bool], closed: Sequence[bool]) -> Iterator[int]:
    """The lines between label columns that a label of one row runs over: its cell reaches over the blank ones beside
    it, first those to the right.

    Args:
        held: which of the columns have text in the row.
        closed: which have a line above and below, so that no label of several rows stands there.
    """
    text = False
    for j, (own, single) in enumerate(zip(held, closed, strict=True)):
        if not single:
            text = False
        elif own:
            k = j
            while not text and k > 0 and closed[k - 1] and not held[k - 1]:
                yield k
                k -= 1
            text = True
        elif text:
            yield j


def _headed(
    band: Sequence[Word],
    xs: Sequence[float],
    middles: Sequence[float],
    below: Bools,
    labels: int,
    above: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """The columns (half-open) that each word of a header heads: it stands in their middle, the line below it is as
    long as they are, no other word stands over them, and all are under one heading of those ``above``."""
    last = len(xs) - 1
    edges = np.array([(w.x0, w.x1) for w in band]).reshape(-1, 2)
    for k, word in enumerate(band):
        low, high = next((p for p in above if xs[p[0]] < (word.x0 + word.x1) / 2 < xs[p[1]]), (labels, last))
        beside = np.delete(edges, k, axis=0)
        left = beside[:, 1] <= word.x0 + GUTTER
        right = ~left & (beside[:, 0] >= word.x1 - GUTTER)
        if not (left | right).all():
            continue
        low = max(low, bisect_left(xs, beside[left, 1].max(initial=-inf)))
        high = min(high, bisect_right(xs, beside[right, 0].min(initial=inf)) - 1)
        best: tuple[int, int] | None = None
        for a in range(low, bisect_right(xs, word.x0 + GUTTER)):
            for b in range(max(a + 1, bisect_left(xs, word.x1 - GUTTER)), high + 1):
                off = min(
                    abs(xs[a] + xs[b] - word.x0 - word.x1),
                    abs(middles[a] + middles[b - 1] - word.x0 - word.x1),
                )
                if off > 2 * CENTRED * word.em or (b - a > 1 and not below[a:b].all()):
                    continue
                if best is None or b - a > best[1] - best[0]:
                    best = (a, b)
        if best is not None and best[1] - best[0] > 1:
            yield best
