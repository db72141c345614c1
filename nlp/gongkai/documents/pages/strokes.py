"""From what is drawn to the ruling lines that a reader sees. One code for both backends.

A ruling is a straight stroke along the page, or a filled shape so thin that it looks like one (most word processors
draw borders so). White ones count only on a coloured ground. Pieces of a dashed or dotted line are put together;
lines that run side by side stay two.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Direction, Ruling
from gongkai.documents.pages.raw import Flags, Floats

THICKEST: Final = 3.0  # points; the widest border that word processors offer without a line pattern
SHORTEST: Final = 2.0  # points, after pieces were put together; no row of a table is lower
_SLANT: Final = 1.0  # points by which a line may leave its direction: drawn by hand, or scanned and traced
_GAP: Final = 3.0  # points between two pieces of one line: dots and dashes of the usual patterns stand closer
_EDGE: Final = 1.5  # points outside a coloured ground where its white border still belongs to it
_SAME: Final = 0.3  # points between two lines that are one drawn twice


def rulings_of(
    strokes: Floats, pale_strokes: Flags, fills: Floats, pale_fills: Flags, *, width: float, height: float
) -> tuple[Ruling, ...]:
    """The visible rulings, horizontal ones first, each kind from the upper left.

    Args:
        strokes: shape (strokes, 5): x0, y0, x1, y1, stroke width, in points from the page's upper left.
        pale_strokes: drawn in white.
        fills: shape (fills, 4): x0, top, x1, bottom.
        pale_fills: filled with white.
        width: of the page.
        height: of the page.
    """
    sides = fills[:, 2:] - fills[:, :2]
    thin = sides.min(axis=1, initial=np.inf) <= THICKEST
    # A dot may be one of a line in either direction.
    dots = sides.max(axis=1, initial=0) <= THICKEST
    level = sides[:, 0] >= sides[:, 1]
    ground = fills[~thin & ~pale_fills]
    pale = np.concatenate((pale_strokes, pale_fills[thin], pale_fills[dots]))
    lines = np.concatenate(
        (_of_strokes(strokes), _of_thin(fills[thin], level[thin]), _of_thin(fills[dots], ~level[dots]))
    )
    if pale.any():
        middles = np.stack(((lines[:, 0] + lines[:, 2]) / 2, (lines[:, 1] + lines[:, 3]) / 2), axis=1)
        keep = ~pale
        # The outer ones of a shaded table run along the edge of the shade.
        reach = np.array([-_EDGE, -_EDGE, _EDGE, _EDGE], dtype=np.float32)
        keep[pale] = lies_on(middles[pale], ground + reach)
        lines = lines[keep]
    flat = np.abs(lines[:, 3] - lines[:, 1])
    steep = np.abs(lines[:, 2] - lines[:, 0])
    found: list[Ruling] = []
    for x0, y, x1, _, w in _put_together(_inside(lines[flat <= _SLANT], width, height), along=0):
        found.append(Ruling(Direction.HORIZONTAL, x0, y, x1, y, w))
    for x, y0, _, y1, w in _put_together(_inside(lines[steep <= _SLANT], width, height), along=1):
        found.append(Ruling(Direction.VERTICAL, x, y0, x, y1, w))
    return tuple(found)


def lies_on(points: Floats, boxes: Floats) -> npt.NDArray[np.bool_]:
    """Which points (x, y) lie in one of the boxes."""
    inside = np.zeros(len(points), dtype=np.bool_)
    for x0, y0, x1, y1 in boxes.tolist():
        inside |= (points[:, 0] >= x0) & (points[:, 0] <= x1) & (points[:, 1] >= y0) & (points[:, 1] <= y1)
    return inside


def _of_strokes(strokes: Floats) -> Floats:
    """Both ends in order along the line."""
    lines = strokes.copy()
    lines[:, 0:4:2] = np.sort(strokes[:, 0:4:2], axis=1)
    lines[:, 1:4:2] = np.sort(strokes[:, 1:4:2], axis=1)
    return lines


def _of_thin(fills: Floats, level: npt.NDArray[np.bool_]) -> Floats:
    """The middle lines of thin shapes: level where it says so, else upright. Shape: (shapes, 5)."""
    sides = fills[:, 2:] - fills[:, :2]
    lines = np.concatenate((fills, np.where(level, sides[:, 1], sides[:, 0])[:, None]), axis=1)
    for low, kept in ((1, level), (0, ~level)):
        lines[kept, low] = lines[kept, low + 2] = (fills[kept, low] + fills[kept, low + 2]) / 2
    return lines


def _inside(lines: Floats, width: float, height: float) -> Floats:
    """The parts of the lines that stand on the page."""
    seen = (lines[:, 2] >= 0) & (lines[:, 0] <= width) & (lines[:, 3] >= 0) & (lines[:, 1] <= height)
    lines = lines[seen]
    lines[:, 0:4:2] = lines[:, 0:4:2].clip(0, width)
    lines[:, 1:4:2] = lines[:, 1:4:2].clip(0, height)
    return lines


def _put_together(lines: Floats, *, along: int) -> list[list[float]]:
    """Lines of one direction (0: horizontal, 1: vertical) with pieces of one line as one, too short ones left out."""
    if not len(lines):
        return []
    across = 1 - along
    middle = (lines[:, across] + lines[:, across + 2]) / 2
    order = np.lexsort((lines[:, along], middle))
    lines, middle = lines[order], middle[order]
    # Pieces whose places differ by rounding only stand on one rail; a rail ends where the next place is further off.
    rail = np.concatenate(([0], np.cumsum(np.diff(middle) > _SAME)))
    order = np.lexsort((lines[:, along], rail))
    lines, middle, rail = lines[order], middle[order], rail[order]
    merged: list[list[float]] = []
    last_rail = -1
    for row, place, own in zip(lines.tolist(), middle.tolist(), rail.tolist(), strict=True):
        first, last, width = row[along], row[along + 2], row[4]
        if own == last_rail and first <= merged[-1][along + 2] + _GAP:
            merged[-1][along + 2] = max(merged[-1][along + 2], last)
            merged[-1][4] = max(merged[-1][4], width)
            continue
        new = [0.0, 0.0, 0.0, 0.0, width]
        new[along], new[along + 2] = first, last
        new[across] = new[across + 2] = place
        merged.append(new)
        last_rail = own
    return [row for row in merged if row[along + 2] - row[along] >= SHORTEST]
