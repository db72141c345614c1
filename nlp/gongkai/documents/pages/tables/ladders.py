"""Tables ruled by horizontal lines only: three-line tables, and those with a line under each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from gongkai.documents.pages.tables.guessed import lattice_of
from gongkai.documents.pages.tables.printed import SAME_LINE, Ink
from gongkai.documents.pages.tables.rulings import Floats, Lattice, places_of
from gongkai.documents.pages.tables.words import SAME_END, Word, bands_of, words_in

FEWEST_LINES: Final = 3
"""From side to side: above, below the header, and below."""
PROSE: Final = 0.6
"""Share of the table's width from which a word between two lines is a line of prose. The longest label is shorter."""
TALL: Final = 1.8
"""Times the usual distance of two lines, from which a single word between them is a heading between two tables."""
LARGE: Final = 1.15
"""Times the usual font size, from which it is one too."""


def ladders_of(ink: Ink, level: Floats, free: Sequence[int]) -> Iterator[Lattice]:
    """The lattices of horizontal lines that no vertical one meets.

    Args:
        ink: of the page.
        level: the lines (height, start, end). Shape: (lines, 3).
        free: characters of the page that are in no other table.
    """
    seen: list[tuple[float, float]] = []
    for rungs in _ladders(level):
        if any(top <= rungs[0, 0] and rungs[-1, 0] <= bottom for top, bottom in seen):
            continue  # the lines of some columns of a table
        left, right = float(np.median(rungs[:, 1])), float(np.median(rungs[:, 2]))
        inner = level[
            (level[:, 0] > rungs[0, 0] - SAME_END)
            & (level[:, 0] < rungs[-1, 0] + SAME_END)
            & (level[:, 1] >= left - SAME_END)
            & (level[:, 2] <= right + SAME_END)
        ]
        words = words_in(ink, free, (left, float(rungs[0, 0]), right, float(rungs[-1, 0])))
        for part in _without_prose(rungs, words, right - left):
            own = inner[(inner[:, 0] >= part[0, 0] - 0.1) & (inner[:, 0] <= part[-1, 0] + 0.1)]
            lattice = lattice_of(own, (left, right), words)
            if lattice is not None:
                seen.append((lattice.ys[0] - SAME_END, lattice.ys[-1] + SAME_END))
                yield lattice


def _ladders(level: Floats) -> Iterator[Floats]:
    """Lines from the same left to the same right side, at least as many as a table has. Shape: (lines, 3) each."""
    groups: list[list[list[float]]] = []
    for stroke in level.tolist():
        for group in groups:
            if abs(group[0][1] - stroke[1]) <= SAME_END and abs(group[0][2] - stroke[2]) <= SAME_END:
                group.append(stroke)
                break
        else:
            groups.append([stroke])
    for group in sorted(groups, key=lambda g: g[0][1] - g[0][2]):
        if len(group) >= FEWEST_LINES:
            yield np.array(group, dtype=np.float64)


def _without_prose(rungs: Floats, words: Sequence[Word], width: float) -> Iterator[Floats]:
    """The lines cut where what stands between two of them is no row: a line of prose, a heading between tables."""
    ys = tuple(places_of(rungs))
    bands = bands_of(ys, words)
    high = float(np.median([b - a for a, b in pairwise(ys)]))
    em = float(np.median([word.em for word in words])) if words else 0.0
    run: list[int] = []
    for k in range(len(bands) + 1):
        if k < len(bands) and not _parts_tables(bands[k], ys[k + 1] - ys[k] > TALL * high, em, width):
            run.append(k)
            continue
        while run and not bands[run[0]]:
            run.pop(0)
        while run and not bands[run[-1]]:
            run.pop()
        if len(run) >= FEWEST_LINES - 1:
            yield np.array([[ys[j], 0.0, width] for j in (*run, run[-1] + 1)], dtype=np.float64)
        run = []


def _parts_tables(band: Sequence[Word], tall: bool, em: float, width: float) -> bool:
    if any(word.x1 - word.x0 > PROSE * width for word in band):
        return True
    if not band or any(word.is_value for word in band):
        return False
    one_each = all(b.middle - a.middle > SAME_LINE * b.em for a, b in pairwise(band))
    return one_each and (tall or any(word.em > LARGE * em for word in band))
