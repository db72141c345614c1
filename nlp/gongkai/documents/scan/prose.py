"""Lines of text as pictures for the recogniser, and their characters' places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from gongkai.documents.scan.cells import Box, text_lines
from gongkai.documents.scan.deskew import Mask
from gongkai.documents.scan.engine import Reading
from gongkai.documents.scan.images import Grey

PADDING: Final = (0.12, 0.3)  # heights of a line: paper above and below, and to either side
WIDE_GAP: Final = 2.5  # heights of a line without ink that part two pieces of it
LARGEST: Final = 0.6  # inches: a mark that is higher is a stamp, a picture or the edge of the paper
LOWEST: Final = 0.06  # inches: a line whose ink is lower holds no character alone (a smear, an underline)
_ALONE: Final = 0.35  # of the usual height: a line with nothing higher is dust or an underline
_UPRIGHT: Final = 1.35  # of the usual height: no line of an upright label is wider
_FEWEST_UPRIGHT: Final = 3  # heights of a character that such a label is high at least
_SQUARE: Final = 1.15  # widths of a character that it is high at most
_PIECE: Final = 0.3  # what a piece costs, where one of half the height costs 0.25 and a cut through all ink 1
_CUT_OFF: Final = 2.0  # what a row of ink costs that is of no piece


def line_picture(page: Grey, line: Box, within: Box) -> Grey:
    """A line of text on paper of its own; nothing outside ``within`` is in it."""
    above, aside = round(PADDING[0] * line.height), round(PADDING[1] * line.height)
    top, bottom, x0, x1 = line.top - above, line.bottom + above, line.x0 - aside, line.x1 + aside
    out = np.full((bottom - top, x1 - x0), 255, np.uint8)
    rows = slice(max(top, within.top, 0), min(bottom, within.bottom, page.shape[0]))
    columns = slice(max(x0, within.x0, 0), min(x1, within.x1, page.shape[1]))
    out[rows.start - top : rows.stop - top, columns.start - x0 : columns.stop - x0] = page[rows, columns]
    return out


def centres_of(line: Box, reading: Reading) -> list[float]:
    """Middles of the characters of a line's picture in pixels of the page."""
    aside = round(PADDING[1] * line.height)
    return [line.x0 - aside + share * (line.width + 2 * aside) for share in reading.centres]


def usual_height(lines: Sequence[Box]) -> float:
    """Height of a full line's ink in pixels: that of the middle one among those that hold several characters."""
    several = [line.height for line in lines if line.width > 4 * line.height]
    heights = several or [line.height for line in lines]
    return float(np.median(heights)) if heights else 0.0


def is_upright(lines: Sequence[Box], em: float) -> bool:
    """Whether the lines of a cell are the characters of a label that is printed downwards."""
    return (
        len(lines) > 0
        and all(line.width <= _UPRIGHT * em for line in lines)
        and lines[-1].bottom - lines[0].top >= _FEWEST_UPRIGHT * em
    )


def upright_characters(ink: Mask, lines: Sequence[Box]) -> list[Box]:
    """The characters of an upright label, from top to bottom: they may touch, and 三 may come in three pieces.

    The cuts that leave pieces no higher than they are wide, as few and as square as can be, through as little ink.
    """
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    top, bottom = lines[0].top, max(line.bottom for line in lines)
    size = x1 - x0
    rows = (ink[top:bottom, x0:x1] > 0).sum(axis=1)
    least = [0.0] * (len(rows) + 1)
    begins = [0] * (len(rows) + 1)
    for end in range(1, len(rows) + 1):
        least[end], begins[end] = least[end - 1] + (_CUT_OFF if rows[end - 1] else 0.0), end - 1
        for begin in range(max(0, end - round(_SQUARE * size)), end):
            through = min(rows[end - 1], rows[end]) / size if end < len(rows) else 0.0
            cost = least[begin] + _PIECE + (1 - (end - begin) / size) ** 2 + float(through)
            if cost < least[end]:
                least[end], begins[end] = cost, begin
    found: list[Box] = []
    end = len(rows)
    while end > 0:
        begin = begins[end]
        inked = np.flatnonzero(rows[begin:end])
        if end - begin > 1 and len(inked):
            found.append(Box(x0, top + begin + int(inked[0]), x1, top + begin + int(inked[-1]) + 1))
        end = begin
    return found[::-1]


def laid_level(page: Grey, glyphs: Sequence[Box], em: float) -> tuple[Grey, list[float]]:
    """The characters of an upright label side by side, and where each of them ends as a share of the width."""
    size, gap = max(round(em), *(max(g.height, g.width) for g in glyphs)), max(1, round(0.08 * em))
    edge = round(PADDING[1] * size)
    out = np.full((round(size * (1 + 2 * PADDING[0])), 2 * edge + len(glyphs) * (size + gap)), 255, np.uint8)
    ends: list[float] = []
    x = edge
    for glyph in glyphs:
        # A small mark (、) stands low and to the left in its square; a flat one (一) in the middle.
        small = glyph.height < 0.5 * size and glyph.width < 0.5 * size
        top = round(size * PADDING[0]) + (size - glyph.height if small else (size - glyph.height) // 2)
        left = x + (0 if small else (size - glyph.width) // 2)
        out[top : top + glyph.height, left : left + glyph.width] = page[
            glyph.top : glyph.bottom, glyph.x0 : glyph.x1
        ]
        x += size + gap
        ends.append(x / out.shape[1])
    return out, ends


def prose_lines(ink: Mask, tables: Sequence[Box], dpi: float) -> list[Box]:
    """The lines of text outside the tables, pieces of one row one after the other, from top to bottom."""
    rest = ink.copy()
    for table in tables:
        rest[max(0, table.top) : table.bottom, max(0, table.x0) : table.x1] = 0
    count, _, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    marks = [
        Box(int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, area in stats[1:count]
        if area >= 4 and h <= LARGEST * dpi and min(w, h) >= 2
    ]
    # Dust between two lines would join them: rows are made of the larger marks, the small ones find theirs.
    large = [m for m in marks if m.height >= 0.04 * dpi]
    small = [m for m in marks if m.height < 0.04 * dpi]
    em = usual_height(text_lines(large, 0.0))
    rows = [row for row in text_lines(large, em) if row.height >= max(LOWEST * dpi, _ALONE * em)]
    found: list[Box] = []
    for row in rows:
        own = [m for m in large if row.top <= m.top and m.bottom <= row.bottom]
        own += [
            m
            for m in small
            if row.top - 0.1 * em <= m.top and m.bottom <= row.bottom + 0.25 * em and m.width >= 3
        ]
        found += _pieces(own, row)
    return found


def _pieces(marks: Sequence[Box], row: Box) -> list[Box]:
    """The row cut at wide gaps, without dust far from any text."""
    groups: list[list[Box]] = []
    end = 0
    for mark in sorted(marks, key=lambda m: m.x0):
        if groups and mark.x0 - end <= WIDE_GAP * row.height:
            groups[-1].append(mark)
        else:
            groups.append([mark])
        end = max(end, mark.x1) if len(groups[-1]) > 1 else mark.x1
    boxes = []
    for group in groups:
        high = max(m.height for m in group)
        if high < _ALONE * row.height and sum(m.width for m in group) < row.height:
            continue
        top, bottom = min(m.top for m in group), max(m.bottom for m in group)
        boxes.append(
            Box(
                min(m.x0 for m in group), min(top, row.top), max(m.x1 for m in group), max(bottom, row.bottom)
            )
        )
    return boxes
