"""Ruling lines that hang together become lattices: where their lines run, and which sides of each unit cell are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Direction, Ruling

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

RAIL: Final = 0.8
"""Points between pieces of one line, across it: cells drawn one by one differ by rounding only."""
SNAP: Final = 3.2
"""Points up to which parallel lines are one: a doubled line has 1 to 3 between its strokes, the lowest row of a
printed table has 8."""
THICK: Final = 5.0
"""Points that all strokes of one line may cover together: a thick frame with a thin line beside it."""
REACH: Final = 3.2
"""Points by which a line may end before or behind one that it meets, and between two pieces of one."""
SHORTEST: Final = 4.0
"""Points; shorter strokes (ticks, parts of drawn signs) are no side of a cell."""
MOST_STROKES: Final = 1500
"""Of each direction on a page, the longest ones. A page full of tables has some 200; a drawing may have any number."""
MOST_ROUNDS: Final = 12
"""Of leaving out lines that close no cell; in a table one or two are enough."""
DRAWN: Final = 0.7
"""Share of a side that must be drawn: a line between two cells may be broken, one that only juts into a side is no
part of it."""
OPEN: Final = 0.6
"""Share of the lines reaching the outermost one across that must run on beyond it, for the table to have a side
there that was not drawn. It is enough that its first and its last line do."""
JUT: Final = 6.0
"""Points by which they must run on; less is a stroke that was drawn too long."""
WIDEST: Final = 150.0
"""Points from a net of lines to a vertical one beside it that belongs to the same table: the width of a column of
labels."""
ALIKE: Final = 0.5
"""Share of common inner lines from which what stands above and below a line is one table. A table with blocks of
other columns keeps half of its lines, or parts its blocks by rows of one cell."""
FEWEST_INNER: Final = 3
"""Inner lines of both tables that touch; with fewer it is by chance whether any are common."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lattice:
    """Lines at ``xs`` and ``ys`` (points), and which unit sides are drawn.

    ``across[i, j]``: the side on line ``ys[i]`` between ``xs[j]`` and ``xs[j + 1]``. Shape: (ys, xs - 1).
    ``down[i, j]``: the side on line ``xs[j]`` between ``ys[i]`` and ``ys[i + 1]``. Shape: (ys - 1, xs).
    ``open_top``, ``open_bottom``: no line closes the table there, its vertical ones simply end. ``level``: where the
    columns were guessed, the horizontal lines (place, start, end) between its rows. Shape: (lines, 3).
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: Bools
    down: Bools
    open_top: bool = False
    open_bottom: bool = False
    level: Floats | None = None


def strokes_of(rulings: Sequence[Ruling], direction: Direction) -> Floats:
    """The lines of one direction, pieces of one line put together: (place across it, start, end) each, in order.

    Shape: (strokes, 3), in points.
    """
    if direction is Direction.HORIZONTAL:
        lines = [(r[2], r[1], r[3]) for r in rulings if r[0] is direction]
    else:
        lines = [(r[1], r[2], r[4]) for r in rulings if r[0] is direction]
    found: list[tuple[float, float, float]] = []
    for rail in _grouped(sorted(lines), RAIL, RAIL):
        place = sum(at for at, _, _ in rail) / len(rail)
        found += ((place, start, end) for start, end in _put_together(rail) if end - start >= SHORTEST)
    if len(found) > MOST_STROKES:
        found = sorted(sorted(found, key=lambda s: s[1] - s[2])[:MOST_STROKES])
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def lattices_of(level: Floats, plumb: Floats) -> Iterator[Lattice]:
    """The lattices of a page's horizontal and vertical lines, each of lines that hang together. A line that meets
    none makes no lattice."""
    nets = list(_hanging_together(level, plumb))
    alone = np.ones(len(plumb), dtype=np.bool_)
    for _, columns in nets:
        alone[columns] = False
    for rows, columns in nets:
        columns = columns + _sides(level[rows], plumb[columns], plumb, alone)
        whole = _lattice(level[rows], plumb[columns])
        if whole is None:
            continue
        cuts = list(_apart(whole))
        if len(cuts) == 1:
            yield whole
            continue
        for start, end in cuts:
            part = _part(level[rows], plumb[columns], whole.ys[start], whole.ys[end])
            if part is not None:
                yield part


def _grouped(
    ordered: Sequence[tuple[float, float, float]], near: float, reach: float
) -> Iterator[list[tuple[float, float, float]]]:
    """Strokes that run side by side: each nearer than ``near`` to the one before, all within ``reach``."""
    group: list[tuple[float, float, float]] = []
    for stroke in ordered:
        if group and (stroke[0] - group[-1][0] > near or stroke[0] - group[0][0] > reach):
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group


def _put_together(strokes: Sequence[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """The stretches that strokes on one line cover; gaps within REACH are none."""
    found: list[tuple[float, float]] = []
    for start, end in sorted((start, end) for _, start, end in strokes):
        if found and start <= found[-1][1] + REACH:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _hanging_together(level: Floats, plumb: Floats) -> Iterator[tuple[list[int], list[int]]]:
    """Indices of the level and the plumb lines of each net of lines that meet."""
    meet = (
        (plumb[None, :, 0] >= level[:, None, 1] - REACH)
        & (plumb[None, :, 0] <= level[:, None, 2] + REACH)
        & (level[:, None, 0] >= plumb[None, :, 1] - REACH)
        & (level[:, None, 0] <= plumb[None, :, 2] + REACH)
    )
    meets = _as_bits(meet), _as_bits(meet.T)
    free = [(1 << len(level)) - 1, (1 << len(plumb)) - 1]
    for first in range(len(level)):
        net, new, side = [0, 0], free[0] & 1 << first, 0
        while new:  # level and plumb lines in turns
            net[side] |= new
            free[side] &= ~new
            new = reduce(or_, (meets[side][k] for k in _places_in(new))) & free[1 - side]
            side = 1 - side
        if net[1]:
            yield _places_in(net[0]), _places_in(net[1])


def _sides(level: Floats, own: Floats, plumb: Floats, alone: Bools) -> list[int]:
    """Indices of vertical lines that meet none and stand beside a net, as high as it is.

    They close a column of which nothing else shows on the page: a label beside rows of the pages before and after.
    """
    top = min(own[:, 1].min(), level[0, 0])
    bottom = max(own[:, 2].max(), level[-1, 0])
    found: Bools = (
        alone
        & (np.abs(plumb[:, 1] - top) <= JUT)
        & (np.abs(plumb[:, 2] - bottom) <= JUT)
        & (plumb[:, 0] >= level[:, 1].min() - WIDEST)
        & (plumb[:, 0] <= level[:, 2].max() + WIDEST)
    )
    return np.flatnonzero(found).tolist()


def _lattice(level: Floats, plumb: Floats) -> Lattice | None:
    ys, xs = places_of(level), places_of(plumb)
    left, right = _open_ends(level, xs)
    top, bottom = _open_ends(plumb, ys)
    xs = _with_ends(xs, left, right)
    ys = _with_ends(ys, top, bottom)
    for _ in range(MOST_ROUNDS):
        if len(xs) < 2 or len(ys) < 2:
            return None
        across, down = drawn_sides(level, ys, xs), drawn_sides(plumb, xs, ys).T
        # A side that was not drawn and yet is one closes its cells all the same.
        down[:, 0] |= left is not None
        down[:, -1] |= right is not None
        across[0] |= top is not None
        across[-1] |= bottom is not None
        # What fills no side of a cell is no line of the table: an underline, a stroke that juts out.
        rows: Bools = np.any(across, axis=1)
        columns: Bools = np.any(down, axis=0)
        if rows.all() and columns.all():
            return Lattice(
                xs=tuple(xs),
                ys=tuple(ys),
                across=across,
                down=down,
                open_top=top is not None,
                open_bottom=bottom is not None,
            )
        ys = [y for y, kept in zip(ys, rows, strict=True) if kept]
        xs = [x for x, kept in zip(xs, columns, strict=True) if kept]
    return None


def places_of(strokes: Floats) -> list[float]:
    """Where the lines run; those side by side are one, in the middle of what was drawn."""
    rows: list[tuple[float, float, float]] = [(at, start, end) for at, start, end in strokes.tolist()]
    return [
        sum(at * (end - start) for at, start, end in group) / sum(end - start for _, start, end in group)
        for group in _grouped(sorted(rows), SNAP, THICK)
    ]


def _with_ends(places: list[float], before: float | None, behind: float | None) -> list[float]:
    return [*([before] if before is not None else []), *places, *([behind] if behind is not None else [])]


def _open_ends(strokes: Floats, places: Sequence[float]) -> tuple[float | None, float | None]:
    """Where the strokes run on together before the first and behind the last line that crosses them, or None."""
    first, last = places[0], places[-1]
    return (
        _open_end(strokes, strokes[:, 1] <= first + REACH, strokes[:, 1] < first - JUT, 1),
        _open_end(strokes, strokes[:, 2] >= last - REACH, strokes[:, 2] > last + JUT, 2),
    )


def _open_end(strokes: Floats, reaching: Bools, running_on: Bools, end: int) -> float | None:
    count = int(running_on.sum())
    if count < 2:
        return None
    own = running_on[reaching]
    if count < OPEN * len(own) and not (own[0] and own[-1]):
        return None
    return float(np.median(strokes[running_on, end]))


def drawn_sides(strokes: Floats, places: Sequence[float], stops: Sequence[float]) -> Bools:
    """Which sides between two stops are drawn on the line at each place. Shape: (places, stops - 1)."""
    edges, at = np.asarray(stops), np.asarray(places)
    nearest = np.abs(strokes[:, None, 0] - at[None, :]).argmin(axis=1)
    near = np.abs(strokes[:, 0] - at[nearest]) <= THICK
    on: dict[int, list[tuple[float, float, float]]] = {}
    for k, stroke in zip(nearest[near].tolist(), strokes[near].tolist(), strict=True):
        on.setdefault(k, []).append(stroke)
    stretches = [(k, start, end) for k, own in on.items() for start, end in _put_together(own)]
    parts = np.array(stretches, dtype=np.float64).reshape(-1, 3)
    lengths = np.minimum(edges[1:], parts[:, 2:]) - np.maximum(edges[:-1], parts[:, 1:2])
    covered = np.zeros((len(places), len(stops) - 1), dtype=np.float64)
    np.add.at(covered, parts[:, 0].astype(np.intp), lengths.clip(0))
    drawn: Bools = covered >= DRAWN * np.diff(edges)
    return drawn


def _apart(lattice: Lattice) -> Iterator[tuple[int, int]]:
    """The rows (half-open) of each table: tables that touch have other columns above and below one line.

    Blocks of one table that have other columns are parted by a row of one cell, and stay together.
    """
    rows, start = len(lattice.ys) - 1, 0
    # Lines and sides of a row as bits: all that is asked of them are the common ones, the first and the last.
    down, across = _as_bits(lattice.down), _as_bits(lattice.across)
    inner = (1 << len(lattice.xs) - 1) - 2
    below = [*accumulate(reversed(down), or_)][::-1]
    above = 0
    for at in range(1, rows):
        above |= down[at - 1]
        if not down[at - 1] & inner or not down[at] & inner:
            continue
        common, fewest = (
            (above & below[at] & inner).bit_count(),
            min((above & inner).bit_count(), (below[at] & inner).bit_count()),
        )
        if fewest < FEWEST_INNER or common >= ALIKE * fewest:
            continue
        shared = _between(above) & _between(below[at])
        if shared & across[at] == shared:
            yield start, at
            start, above = at, 0
    yield start, rows


def _as_bits(rows: Bools) -> list[int]:
    """Each row as a number: bit j is column j."""
    packed = np.packbits(rows, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _places_in(bits: int) -> list[int]:
    """Which bits are set."""
    return [k for k in range(bits.bit_length()) if bits >> k & 1]


def _between(lines: int) -> int:
    """The sides between the first and the last of the lines."""
    return (1 << lines.bit_length() - 1) - (lines & -lines)


def _part(level: Floats, plumb: Floats, top: float, bottom: float) -> Lattice | None:
    """What stands between two lines as a lattice of its own."""
    rows = level[(level[:, 0] >= top - THICK) & (level[:, 0] <= bottom + THICK)]
    columns = plumb[(plumb[:, 1] < bottom - REACH) & (plumb[:, 2] > top + REACH)].copy()
    columns[:, 1] = columns[:, 1].clip(top, bottom)
    columns[:, 2] = columns[:, 2].clip(top, bottom)
    return _lattice(rows, columns) if len(rows) and len(columns) else None
