"""The cells that ruling lines enclose, and the lines of text in a box of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import cv2
import numpy as np

from gongkai.documents.scan.deskew import Mask
from gongkai.documents.scan.images import Grey
from gongkai.documents.scan.rulings import Line, networks

SMALLEST_CELL: Final = 0.04  # inches; what is narrower lies between the two strokes of a double line
SPECK: Final = 0.025
"""Inches: ink no longer and no higher than this is dust, or a part of a character that something larger belongs to.
The shortest sign that stands alone in a cell is a hyphen of a small font, 0.03 inches; dust is one or two pixels."""
RIM: Final = 5  # pixels at most that a ruling's stroke reaches into a cell beyond its own width
RIM_INKED: Final = 0.5  # share of a cell's side that is inked where the stroke is
LINE_GAP: Final = 2  # pixels without ink between two lines of text
FAINT: Final = (10.0, 6.0)
"""Grey levels by which a faint stroke is darker than its cell's paper after smoothing along it, and how many times the
paper's own scatter (its median deviation) that must be."""
FAINT_LENGTH: Final = 0.04  # inches of such a stroke at least
SMALL: Final = 0.3  # heights of a line: a mark no higher and no longer makes no line
STRAY: Final = 0.25  # heights of the text above or below it at which a speck is dust


class Box(NamedTuple):
    """A part of the page in pixels, half-open."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top


@dataclass(frozen=True, kw_only=True, slots=True)
class TableArea:
    """A network of rulings: the box around it, and the cells that it encloses, from top to bottom and left to right."""

    box: Box
    cells: tuple[Box, ...]


def tables_of(lines: Sequence[Line], dpi: float) -> list[TableArea]:
    """The tables that the rulings make. A cell's box runs between the inner edges of the strokes around it."""
    found = [_table(network, dpi) for network in networks(lines, dpi)]
    return sorted((table for table in found if table.cells), key=lambda table: table.box.top)


def _table(network: Sequence[Line], dpi: float) -> TableArea:
    xs = [v for line in network for v in ((line.start, line.end) if line.across else (line.at,))]
    ys = [v for line in network for v in ((line.at,) if line.across else (line.start, line.end))]
    left, top = int(min(xs)) - 2, int(min(ys)) - 2
    canvas = np.full((int(max(ys)) - top + 3, int(max(xs)) - left + 3), 255, np.uint8)
    for line in network:
        half = line.width / 2
        across = slice(max(0, round(line.at - half) - (top if line.across else left)), None)
        across = slice(across.start, across.start + max(1, round(line.width)))
        along = slice(
            max(0, round(line.start - half) - (left if line.across else top)),
            round(line.end + half) - (left if line.across else top),
        )
        canvas[(across, along) if line.across else (along, across)] = 0
    outside = canvas.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(canvas, connectivity=4)
    cells: list[Box] = []
    for n in range(1, count):
        x, y, w, h, _area = (int(v) for v in stats[n])
        if x == 0 or y == 0 or x + w == outside[1] or y + h == outside[0]:
            continue  # the paper around the table
        if min(w, h) >= SMALLEST_CELL * dpi:
            cells.append(Box(x + left, y + top, x + w + left, y + h + top))
    box = Box(left, top, left + canvas.shape[1], top + canvas.shape[0])
    return TableArea(box=box, cells=tuple(sorted(cells, key=lambda c: (c.top, c.x0))))


def inside(ink: Mask, cell: Box) -> Box:
    """The cell without what the strokes around it leave of themselves along its sides."""
    x0, top, x1, bottom = cell.x0 + 1, cell.top + 1, cell.x1 - 1, cell.bottom - 1
    for _ in range(RIM):
        if bottom - top < 4 or x1 - x0 < 4:
            break
        part = ink[top:bottom, x0:x1] > 0
        sides = (part[:, 0].mean(), part[0].mean(), part[:, -1].mean(), part[-1].mean())
        if max(sides) < RIM_INKED:
            break
        x0, top = x0 + int(sides[0] >= RIM_INKED), top + int(sides[1] >= RIM_INKED)
        x1, bottom = x1 - int(sides[2] >= RIM_INKED), bottom - int(sides[3] >= RIM_INKED)
    return Box(x0, top, x1, bottom)


def marks_in(ink: Mask, box: Box, dpi: float) -> list[Box]:
    """The marks of ink in a box that are no dust, with the small ones near them; none where the box is blank."""
    part = ink[box.top : box.bottom, box.x0 : box.x1]
    if part.size == 0:
        return []
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    boxes = [
        Box(box.x0 + int(x), box.top + int(y), box.x0 + int(x + w), box.top + int(y + h))
        for x, y, w, h, _area in stats[1:count]
    ]
    speck = SPECK * dpi
    large = [b for b in boxes if max(b.width, b.height) >= speck and not _remnant(b, box)]
    if not large:
        return []
    # A decimal point stands between figures, a dot of a character within it: what is further out is dust.
    x0, x1 = min(b.x0 for b in large), max(b.x1 for b in large)
    reach = STRAY * float(np.median([b.height for b in large]))
    top, bottom = min(b.top for b in large) - reach, max(b.bottom for b in large) + reach
    near = [
        b
        for b in boxes
        if max(b.width, b.height) < speck
        and min(b.width, b.height) >= 2
        and x0 <= b.x0
        and b.x1 <= x1
        and top <= b.top
        and b.bottom <= bottom
        and not _remnant(b, box)
    ]
    return large + near


def faint_marks_in(page: Grey, box: Box, dpi: float) -> list[Box]:
    """The thin grey strokes in a box that seems to be blank: a dash of half a point may be lighter than any letter."""
    inner = Box(box.x0 + 3, box.top + 3, box.x1 - 3, box.bottom - 3)
    if min(inner.width, inner.height) < 8:
        return []
    part = page[inner.top : inner.bottom, inner.x0 : inner.x1].astype(np.float32)
    mask = np.zeros(part.shape, np.uint8)
    for size in ((9, 2), (2, 9), (4, 4)):
        smooth = cv2.blur(part, size)
        paper = float(np.median(smooth))
        scatter = float(np.median(np.abs(smooth - paper)))
        mask |= (smooth < paper - max(FAINT[0], FAINT[1] * scatter)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Box(inner.x0 + int(x), inner.top + int(y), inner.x0 + int(x + w), inner.top + int(y + h))
        for x, y, w, h, _area in stats[1:count]
        if max(w, h) >= FAINT_LENGTH * dpi + 4  # the smoothing lengthens it
    ]


def _remnant(mark: Box, box: Box) -> bool:
    """Whether a mark is what a ruling left at a side of its cell: it touches the side and is flat against it."""
    if mark.x0 <= box.x0 or mark.x1 >= box.x1:
        return mark.width <= 3
    if mark.top <= box.top or mark.bottom >= box.bottom:
        return mark.height <= 3
    return False


def text_lines(marks: Sequence[Box], em: float) -> list[Box]:
    """The lines that marks stand in, from top to bottom.

    Args:
        em: height of a full line's ink in pixels, 0 where it is not known. Pieces that together are no higher than
            a line are one: the strokes of 二 are no lines of their own.
    """
    # Dust between two lines would make one of them: small marks make no lines, they join the nearest one.
    small = [m for m in marks if max(m.width, m.height) < SMALL * em]
    rows: list[list[Box]] = []
    for mark in sorted(set(marks) - set(small) or marks, key=lambda m: m.top):
        if rows and mark.top < max(m.bottom for m in rows[-1]) + LINE_GAP:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    boxes = [_around(row) for row in rows]
    while len(boxes) > 1:
        heights = [max(a.bottom, b.bottom) - a.top for a, b in zip(boxes, boxes[1:], strict=False)]
        fits = [
            k
            for k, height in enumerate(heights)
            if height <= 1.15 * em and min(boxes[k].height, boxes[k + 1].height) < 0.7 * em
        ]
        if not fits:
            break
        k = min(fits, key=lambda k: heights[k])
        boxes[k : k + 2] = [_around(boxes[k : k + 2])]
    for mark in small:
        k = min(range(len(boxes)), key=lambda k: max(boxes[k].top - mark.bottom, mark.top - boxes[k].bottom))
        boxes[k] = _around([boxes[k], mark])
    return boxes


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes),
        min(b.top for b in boxes),
        max(b.x1 for b in boxes),
        max(b.bottom for b in boxes),
    )
