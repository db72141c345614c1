"""Tables without any ruling: values that stand in columns, row after row, beside labels and below a header.

At least one row prints a value in each of several columns; the others may leave some blank, or all, and labels may
run over several lines and stand beside several rows. Found only where it is told which print belongs to which row;
all other print is left to be read as lines, gaps and all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Page
from gongkai.documents.pages.tables.guessed import (
    MOST_COLUMNS,
    columns_of_values,
    lattice_in,
    without_middles,
)
from gongkai.documents.pages.tables.printed import Ink
from gongkai.documents.pages.tables.regions import (
    NEAR,
    WIDE_GAP,
    Region,
    Row,
    are_near,
    lines_of_words,
    region_around,
    values_of,
)
from gongkai.documents.pages.tables.rulings import Lattice
from gongkai.documents.pages.tables.stacks import (
    Stack,
    columns_of_groups,
    headings_of,
    labels_of,
    levels_of,
    lines_between,
    without_groups,
)
from gongkai.documents.pages.tables.words import GUTTER, Word, bands_of, split_at_columns, words_in
from gongkai.quantities.cells import looks_like_value

FEWEST_ROWS: Final = 2
FEWEST_COLUMNS: Final = 3
"""Of values. Two columns over three rows happen in lists."""
MANY_COLUMNS: Final = 8
"""Of values, each below its heading, from which a single row is enough."""
SAME: Final = 0.6
"""Ems by which left side, middle or right side of a column's values may differ: they share one of them."""
LEVEL: Final = 0.25
"""Ems by which the middle of a value may stand outside of its label's lines."""
SAME_LINE: Final = 0.3
"""Of the font size: characters of one line, in fonts of different height, stand that near."""
PAGE_ENDS: Final = 0.25
"""Of the page's height from its top, or bottom: there a table that another page begins, or ends, may lack its header,
and end in rows without values."""
MOST_WORDS: Final = 1200
"""Of one table on a page; the largest real ones have some 400."""


def tables_without_lines(page: Page, ink: Ink, free: Sequence[int]) -> Iterator[Lattice]:
    """The lattices of tables among the characters that are in no other table."""
    if not may_hold_rows(page, np.asarray(free, dtype=np.intp)):
        return
    words = words_in(ink, free, (0.0, 0.0, page.width, page.height))
    lines = lines_of_words(split_at_columns(ink, words))
    at = 0
    while at < len(lines):
        values = values_of(lines[at])
        if len(values) < FEWEST_COLUMNS:
            at += 1
            continue
        region = region_around(lines, at)
        lattice = _lattice(page, ink, region)
        if lattice is not None:
            yield lattice
        at = region.end


def may_hold_rows(page: Page, characters: npt.NDArray[np.intp]) -> bool:
    """Whether some line of these characters ends in several values, wide apart; most pages are prose and have none."""
    if not len(characters):
        return False
    boxes, sizes = page.boxes[characters], page.sizes[characters]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(middle, kind="stable")
    new = np.diff(middle[order]) > SAME_LINE * sizes.mean()
    order = order[np.lexsort((boxes[order, 0], np.concatenate(([0], np.cumsum(new)))))]
    wide = (boxes[order[1:], 0] - boxes[order[:-1], 2] > WIDE_GAP * sizes[order[1:]]) & ~new
    starts = np.concatenate(([0], np.flatnonzero(new) + 1, [len(order)]))
    gaps = np.add.reduceat(np.append(wide, False).astype(np.intp), starts[:-1])
    for k in np.flatnonzero(gaps >= FEWEST_COLUMNS - 1).tolist():
        start, end = int(starts[k]), int(starts[k + 1])
        cuts = [start, *(np.flatnonzero(wide[start : end - 1]) + start + 1).tolist(), end]
        last = list(pairwise(cuts))[-FEWEST_COLUMNS:]
        words = ("".join([page.text[i] for i in characters[order[a:b]].tolist()]) for a, b in last)
        if all(looks_like_value(word.strip()) for word in words):
            return True
    return False


def _lattice(page: Page, ink: Ink, region: Region) -> Lattice | None:
    """The lattice of a region; None where it is in doubt what belongs together."""
    values, labels, header = region.values, region.labels, region.header
    if sum(map(len, values)) + len(labels) + len(header) > MOST_WORDS:
        return None
    heads = [word for word in header if word.x1 > region.left]
    inside = [w for row in values for w in row]
    floors = levels_of(headings_of(ink, heads, columns_of_values(inside, ())))
    bands = [*bands_of([0.0, *floors, page.height], heads), *values]
    columns = without_middles(columns_of_values(inside, heads), bands)
    if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS or not _in_columns(values, columns):
        return None
    headed = header and all(any(w.x0 < x1 and x0 < w.x1 for w in heads) for x0, x1 in columns)
    if not headed and not _begins_page(page, region):
        return None
    levels = [row[0].middle for row in values]
    pitch = min((b - a for a, b in pairwise(levels)), default=NEAR * values[0][0].em)
    stacks = labels_of(ink, labels or [row[0] for row in values], levels, pitch)
    single, groups = without_groups(stacks, pitch) if labels else (stacks, [])
    rows = _rows_of(page, region, single, values)
    if rows is None or len(rows) < (FEWEST_ROWS if len(columns) < MANY_COLUMNS or not headed else 1):
        return None
    groups = [group for group in groups if group.middle <= rows[-1].bottom]
    return _drawn(ink, region, columns, rows, groups)


def _in_columns(rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each row has at most one value in each column, and they stand below each other. A value between two
    columns is that of a cell over both."""
    held: list[list[Word]] = [[] for _ in columns]
    for row in rows:
        inside = [(k, w) for w in row for k, (x0, x1) in enumerate(columns) if w.x0 < x1 and x0 < w.x1]
        if len({k for k, _ in inside}) < len(inside):
            return False
        for k, word in inside:
            held[k].append(word)
    return all(_is_column(column) for column in held if column)


def _is_column(values: Sequence[Word]) -> bool:
    sides = ([w.x0 for w in values], [w.x1 for w in values], [(w.x0 + w.x1) / 2 for w in values])
    return min(max(side) - min(side) for side in sides) <= SAME * values[0].em


def _begins_page(page: Page, region: Region) -> bool:
    """Whether the rows, or the rest of a header, may go on with the page before: nothing stands near above them."""
    line = region.lines[region.head]
    alone = not region.head or not are_near(region.lines[region.head - 1], line)
    return page.number > 1 and alone and line[0].middle <= PAGE_ENDS * page.height


def _rows_of(page: Page, region: Region, rows: Sequence[Stack], values: Sequence[Row]) -> list[Stack] | None:
    """The labels of all rows, None where some values are in none of them, or in one with others.

    Labels without values behind the last row with some are left out where they may be anything else.
    """
    at: list[int] = []
    for row in values:
        y, reach = row[0].middle, LEVEL * row[0].em
        own = [k for k, label in enumerate(rows) if label.top - reach <= y <= label.bottom + reach]
        if len(own) != 1 or own[0] in at:
            return None
        at += own
    ends_page = region.closed and rows[-1].bottom >= (1 - PAGE_ENDS) * page.height
    return list(rows) if ends_page else list(rows[: max(at) + 1])


def _drawn(
    ink: Ink,
    region: Region,
    columns: Sequence[tuple[float, float]],
    rows: Sequence[Stack],
    groups: Sequence[Stack],
) -> Lattice | None:
    """The lattice with the lines that the print tells; None where it does not.

    Args:
        ink: of the page.
        region: lines of the table.
        columns: of values, from left to right (start, end).
        rows: the label of each row.
        groups: labels beside those, of several rows.
    """
    heads = headings_of(ink, region.header, columns)
    between, ends = lines_between(rows), columns_of_groups(groups, rows)
    if between is None or ends is None:
        return None
    words = [w for row in region.lines[region.head : region.end] for w in row if w.middle <= rows[-1].bottom]
    em = words[0].em
    labels = [w.x1 for w in words if w.x1 <= region.left]
    xs = [
        min(w.x0 for w in words) - em / 2,
        *ends,
        *([(max(labels) + columns[0][0]) / 2] if labels else []),
        *((a + b) / 2 for (_, a), (b, _) in pairwise(columns)),
        max(w.x1 for w in words) + em / 2,
    ]
    top = rows[0].top
    if heads:
        lowest = max(head.bottom for head in heads)
        between = [*levels_of(heads), (lowest + top) / 2, *between]
        top = min(head.top for head in heads)
    ys = [top - em / 2, *between, rows[-1].bottom + em / 2]
    if any(b - a <= GUTTER for side in (xs, ys) for a, b in pairwise(side)):
        return None
    own = len(ends) + 1 if labels else 0
    crossing = [(stack, _columns_under(stack, xs)) for stack in (*heads, *groups)]
    # A heading of the labels is one cell over all of their columns.
    crossing = [
        (stack, {*under, *range(own)} if stack in heads and 0 in under else under)
        for stack, under in crossing
    ]
    strokes: list[tuple[float, float, float]] = []
    for y in ys:
        broken = {k for stack, under in crossing if stack.top < y < stack.bottom for k in under}
        strokes += ((y, xs[k], xs[k + 1]) for k in range(len(xs) - 1) if k not in broken)
    return lattice_in(np.array(strokes, dtype=np.float64), xs, words, columns)


def _columns_under(stack: Stack, xs: Sequence[float]) -> set[int]:
    return {k for k, (x0, x1) in enumerate(pairwise(xs)) if x0 < stack.x1 and stack.x0 < x1}
