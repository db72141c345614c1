"""Text set in two columns, as in gazettes: the left one is read before the right one.

Two parts of a line far from each other are usually one line (a label and a date, the cells of a row without rulings).
They are two columns where prose fills both sides over many lines, and nothing crosses the gutter between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from msgspec import structs

from gongkai.documents.pages.text.lines import PrintedLine, Segment

_FEWEST: Final = 6  # lines with text on both sides
_NARROWEST: Final = 10  # ems of each side; cells of a row are seldom as wide in line after line
_FILLED: Final = 0.6  # share of a side's lines that reach its right edge
_EDGE: Final = 1.1  # ems: they end within
_LINE: Final = 1  # segments of a line on one side


def in_reading_order(lines: Sequence[PrintedLine]) -> list[tuple[float, PrintedLine]]:
    """The lines of a page, each with a height to sort by, in points; ``side`` tells those of a column.

    Args:
        lines: from top to bottom, without running ones.
    """
    gutter = _gutter(lines)
    found: list[tuple[float, PrintedLine]] = []
    if gutter is None:
        return [(line.middle, line) for line in lines]
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and not _crosses(lines[end], gutter):
            end += 1
        block = _sides(lines[start:end], gutter)
        found += block or [(line.middle, line) for line in lines[start:end]]
        found += [(line.middle, line) for line in lines[end : end + 1]]
        start = end + 1
    return found


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """The middle of the gutter, None where there is none."""
    middles = [
        (left.x1 + right.x0) / 2
        for line in lines
        if len(line.segments) == 2
        for left, right in [line.segments]
        if min(left.x1 - left.x0, right.x1 - right.x0) > _NARROWEST * line.em
    ]
    return median(middles) if len(middles) >= _FEWEST else None


def _crosses(line: PrintedLine, gutter: float) -> bool:
    return any(s.x0 < gutter < s.x1 for s in line.segments)


def _sides(lines: Sequence[PrintedLine], gutter: float) -> list[tuple[float, PrintedLine]]:
    """The lines left of the gutter, then those right of it; nothing where these are not two columns of prose."""
    sides: tuple[list[PrintedLine], list[PrintedLine]] = ([], [])
    both = 0
    for line in lines:
        parts = (
            tuple(s for s in line.segments if s.x1 <= gutter),
            tuple(s for s in line.segments if s.x0 >= gutter),
        )
        both += all(parts)
        for side, own in enumerate(parts):
            if own:
                sides[side].append(_part(line, own, side + 1))
    if both < _FEWEST or not all(_is_prose(side) for side in sides):
        return []
    top, bottom = lines[0].middle, lines[-1].middle
    order = [*sides[0], *sides[1]]
    step = (bottom - top) / len(order)
    return [(top + step * i, line) for i, line in enumerate(order)]


def _part(line: PrintedLine, segments: tuple[Segment, ...], side: int) -> PrintedLine:
    return structs.replace(line, segments=segments, x0=segments[0].x0, x1=segments[-1].x1, side=side)


def _is_prose(lines: Sequence[PrintedLine]) -> bool:
    right = max(line.x1 for line in lines)
    filled = sum(right - line.x1 <= _EDGE * line.em for line in lines if len(line.segments) == _LINE)
    return filled >= _FILLED * len(lines)
