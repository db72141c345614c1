"""Ruling lines that cross become lattices: where their lines run, and which sides of each unit cell are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Direction, Ruling

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

SNAP: Final = 3.0
"""Points up to which parallel lines are one: a doubled line has 1 to 3 between its strokes, the lowest row of a
printed table has 8."""
REACH: Final = 3.0
"""Points by which a line may end before or behind one that it meets."""
DRAWN: Final = 0.7
"""Share of a side that must be drawn: a line between two cells may be broken, one that only juts into a side is no
part of it."""
JUT: Final = 6.0
"""Points by which the first and the last line of one direction must run on beyond those across, for the table to have
a side there that was not drawn; less is a stroke that was drawn too long."""
STRANGERS: Final = 0.34
"""Share of common inner lines below which what stands above and below a line are two tables that touch. A table with
blocks of other columns shares half of them or more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lattice:
    """Lines at ``xs`` and ``ys`` (points), and which unit sides are drawn.

    ``across[i, j]``: the side on line ``ys[i]`` between ``xs[j]`` and ``xs[j + 1]``. Shape: (ys, xs - 1).
    ``down[i, j]``: the side on line ``xs[j]`` between ``ys[i]`` and ``ys[i + 1]``. Shape: (ys - 1, xs).
    ``open_top``, ``open_bottom``: no line closes the table there, its vertical ones simply end.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: Bools
    down: Bools
    open_top: bool = False
    open_bottom: bool = False


def lattices_of(rulings: Sequence[Ruling]) -> Iterator[Lattice]:
    """The lattices of a page, each of lines that hang together. A line that crosses none makes no lattice."""
    level = _strokes([(r.top, r.x0, r.x1) for r in rulings if r.direction is Direction.HORIZONTAL])
    plumb = _strokes([(r.x0, r.top, r.bottom) for r in rulings if r.direction is Direction.VERTICAL])
    if not len(level) or not len(plumb):
        return
    cross = (
        (plumb[None, :, 0] >= level[:, None, 1] - REACH)
        & (plumb[None, :, 0] <= level[:, None, 2] + REACH)
        & (level[:, None, 0] >= plumb[None, :, 1] - REACH)
        & (level[:, None, 0] <= plumb[None, :, 2] + REACH)
    )
    free = set(range(len(level)))
    while free:
        rows, columns = _connected(min(free), cross)
        free -= rows
        if len(rows) > 1 or len(columns) > 1:
            made = _lattice(level[sorted(rows)], plumb[sorted(columns)])
            if made is not None:
                yield from _apart(made)


def _connected(start: int, cross: Bools) -> tuple[set[int], set[int]]:
    rows, columns = {start}, set[int]()
    new = {start}
    while new:
        met = set(np.nonzero(cross[sorted(new)].any(axis=0))[0].tolist()) - columns
        columns |= met
        new = (set(np.nonzero(cross[:, sorted(met)].any(axis=1))[0].tolist()) if met else set()) - rows
        rows |= new
    return rows, columns


def _strokes(lines: Sequence[tuple[float, float, float]]) -> Floats:
    """Parallel lines with those of one place made one, and pieces that touch joined.

    Args:
        lines: (place across the direction, start, end) each.

    Returns: the same kind of triples, in order. Shape: (strokes, 3).
    """
    ordered = sorted(lines)
    found: list[tuple[float, float, float]] = []
    i = 0
    while i < len(ordered):
        j = i + 1
        while j < len(ordered) and ordered[j][0] - ordered[i][0] <= SNAP:
            j += 1
        group = sorted((start, end) for _, start, end in ordered[i:j])
        weight = sum(end - start for start, end in group)
        place = (
            sum(at * (end - start) for at, start, end in ordered[i:j]) / weight if weight else ordered[i][0]
        )
        start, end = group[0]
        for a, b in group[1:]:
            if a > end + REACH:
                found.append((place, start, end))
                start, end = a, b
            else:
                end = max(end, b)
        found.append((place, start, end))
        i = j
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _lattice(level: Floats, plumb: Floats) -> Lattice | None:
    ys, xs = sorted(set(level[:, 0].tolist())), sorted(set(plumb[:, 0].tolist()))
    left, right = _open_ends(level, xs)
    top, bottom = _open_ends(plumb, ys)
    xs = [*([left] if left is not None else []), *xs, *([right] if right is not None else [])]
    ys = [*([top] if top is not None else []), *ys, *([bottom] if bottom is not None else [])]
    if len(xs) < 2 or len(ys) < 2:
        return None
    across, down = _drawn(level, ys, xs), _drawn(plumb, xs, ys).T
    # A side that was not drawn and yet is one closes its cells all the same.
    down[:, 0] |= left is not None
    down[:, -1] |= right is not None
    across[0] |= top is not None
    across[-1] |= bottom is not None
    return Lattice(
        xs=tuple(xs),
        ys=tuple(ys),
        across=across,
        down=down,
        open_top=top is not None,
        open_bottom=bottom is not None,
    )


def _open_ends(strokes: Floats, places: Sequence[float]) -> tuple[float | None, float | None]:
    """Where the outermost strokes run on together before the first and behind the last line across, or None each."""
    first, last = strokes[strokes[:, 0].argmin()], strokes[strokes[:, 0].argmax()]
    if first[0] == last[0]:
        return None, None
    starts, ends = (float(first[1]), float(last[1])), (float(first[2]), float(last[2]))
    before = abs(starts[0] - starts[1]) <= SNAP and max(starts) < places[0] - JUT
    behind = abs(ends[0] - ends[1]) <= SNAP and min(ends) > places[-1] + JUT
    return min(starts) if before else None, max(ends) if behind else None


def _drawn(strokes: Floats, places: Sequence[float], stops: Sequence[float]) -> Bools:
    """Which sides between two stops are drawn on the line at each place. Shape: (places, stops - 1)."""
    edges = np.asarray(stops)
    found = np.zeros((len(places), len(stops) - 1), dtype=np.float64)
    row = np.searchsorted(np.asarray(places), strokes[:, 0] - 1e-6)
    for k, (_, start, end) in zip(row.tolist(), strokes.tolist(), strict=True):
        found[k] += np.clip(np.minimum(edges[1:], end) - np.maximum(edges[:-1], start), 0, None)
    drawn: Bools = found >= DRAWN * np.diff(edges)
    return drawn


def _apart(lattice: Lattice) -> Iterator[Lattice]:
    """The lattice cut where two tables touch: above and below a line from side to side their inner lines differ."""
    rows = len(lattice.ys) - 1
    start = 0
    for i in range(1, rows):
        if lattice.across[i].all() and _strangers(lattice, start, i):
            yield _part(lattice, start, i)
            start = i
    yield _part(lattice, start, rows) if start else lattice


def _strangers(lattice: Lattice, start: int, at: int) -> bool:
    inner = lattice.down[:, 1:-1]
    above, below = inner[start:at].any(axis=0), inner[at:].any(axis=0)
    fewer = min(above.sum(), below.sum())
    return bool(fewer >= 2 and (above & below).sum() < STRANGERS * fewer)


def _part(lattice: Lattice, start: int, end: int) -> Lattice:
    """Rows ``start`` to ``end`` with the lines that they have."""
    down = lattice.down[start:end]
    kept = [j for j in range(len(lattice.xs)) if down[:, j].any() or j in (0, len(lattice.xs) - 1)]
    across = np.stack(
        [lattice.across[start : end + 1, a:b].all(axis=1) for a, b in zip(kept, kept[1:], strict=False)],
        axis=1,
    )
    return Lattice(
        xs=tuple(lattice.xs[j] for j in kept),
        ys=lattice.ys[start : end + 1],
        across=across,
        down=down[:, kept],
        open_top=lattice.open_top and start == 0,
        open_bottom=lattice.open_bottom and end == len(lattice.ys) - 1,
    )
