"""The ruling lines of a straightened page: where they run, and which of them make tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from gongkai.documents.scan.deskew import Mask

SHORTEST: Final = (
    0.16  # inches of straight ink that may be a piece of a ruling; a row of small print is as high
)
GAP: Final = 0.03  # inches of a ruling that may be missing (a break in a thin line)
JOINED: Final = 0.25  # inches that two pieces on one line may be apart where there is ink most of the way
INKED: Final = 0.6  # share of the way that is then inked
REACH: Final = 0.04  # inches by which a ruling may end before or after the one that it meets
SAME_LINE: Final = 0.02  # inches between the middles of pieces of one line
OPEN_END: Final = 0.012  # inches without ink between the end of a ruling and the one that it meets
UNBROKEN: Final = 0.9  # share of a ruling's length that is inked; strokes of characters in a row reach 0.8
ASIDE: Final = 2  # pixels to either side of its middle that a ruling may stray to
SMALLEST: Final = 0.4  # inches of the sides of a table; a character of a title is smaller
TOGETHER: Final = 0.03  # inches within which rulings end together
OPEN_LENGTH: Final = 0.5  # inches of each of them at least; strokes of large print end together, too
FEWEST_OPEN: Final = 3  # rulings that end together where a table has an open side
THICKEST: Final = 0.06  # inches; thicker is a bar or a picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A ruling in pixels: ``at`` across its direction (the middle of the stroke), ``start`` to ``end`` along it."""

    across: bool  # runs from left to right
    at: float
    start: float
    end: float
    width: float
    drawn: bool = True  # False for the open side of a table: rulings end there together, and none closes them


def rulings_of(ink: Mask, dpi: float) -> list[Line]:
    """The rulings that cross others. An underline, the stroke of a character or a fold in the paper is none."""
    level = _pieces(ink, dpi, across=True)
    plumb = _pieces(ink, dpi, across=False)
    level, plumb = [*level, *_open_sides(plumb, level, dpi)], [*plumb, *_open_sides(level, plumb, dpi)]
    pictures = {True: ink, False: ink.T.copy()}
    while True:
        cut_level = [part for line in level for part in _cut(line, plumb, pictures[True], dpi)]
        cut_plumb = [part for line in plumb for part in _cut(line, cut_level, pictures[False], dpi)]
        if cut_level == level and cut_plumb == plumb:
            break
        level, plumb = cut_level, cut_plumb
    found = [network for network in networks([*level, *plumb], dpi) if _is_table(network, dpi)]
    return [line for network in found for line in network]


def networks(lines: Sequence[Line], dpi: float) -> list[list[Line]]:
    """The lines in groups that hang together."""
    groups: list[list[Line]] = []
    free = list(lines)
    while free:
        group = [free.pop()]
        for line in group:
            met = [
                k for k, other in enumerate(free) if other.across != line.across and _cross(line, other, dpi)
            ]
            group += [free[k] for k in met]
            free = [other for k, other in enumerate(free) if k not in set(met)]
        groups.append(group)
    return groups


def _cross(a: Line, b: Line, dpi: float) -> bool:
    reach = OPEN_END * dpi + max(a.width, b.width)
    return a.start - reach <= b.at <= a.end + reach and b.start - reach <= a.at <= b.end + reach


def _is_table(network: Sequence[Line], dpi: float) -> bool:
    sizes = [
        max((line.end for line in network if line.across == across), default=0.0)
        - min((line.start for line in network if line.across == across), default=0.0)
        for across in (True, False)
    ]
    return min(sizes) >= SMALLEST * dpi or (min(sizes) >= SHORTEST * dpi and max(sizes) >= 4 * SMALLEST * dpi)


def _pieces(ink: Mask, dpi: float, *, across: bool) -> list[Line]:
    """Straight strokes of one direction, pieces of one line joined."""
    picture = ink if across else ink.T.copy()
    closed = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((1, max(3, round(GAP * dpi))), np.uint8))
    # One pixel up and down: a stroke that is still askew by a pixel over its length stays in one piece.
    thick = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, round(SHORTEST * dpi)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found: list[Line] = []
    for n in range(1, count):
        x, y, w, h, _area = (int(v) for v in stats[n])
        part = labels[y : y + h, x : x + w] == n
        if h - 2 > THICKEST * dpi:
            found += _strands(part, x, y, dpi, across)
            continue
        # Medians: characters that touch the line do not move it.
        heights = part.sum(axis=0)
        middle = (
            float(np.median((part * np.arange(h)[:, None]).sum(axis=0) / np.maximum(heights, 1))) + y + 0.5
        )
        thickness = max(1.0, float(np.median(heights)) - 2)
        found.append(Line(across=across, at=middle, start=x, end=x + w, width=thickness))
    return _joined(found, picture, dpi)


def _strands(part: np.ndarray, x: int, y: int, dpi: float, across: bool) -> list[Line]:
    """The lines in a piece that is too thick for one: rows of it that are inked over much of their length."""
    rows = part.sum(axis=1)
    dense = rows >= 0.7 * rows.max()
    found: list[Line] = []
    start = 0
    while start < len(rows):
        if not dense[start]:
            start += 1
            continue
        end = start
        while end < len(rows) and dense[end]:
            end += 1
        if end - start - 2 <= THICKEST * dpi:
            columns = np.nonzero(part[start:end].any(axis=0))[0]
            found.append(
                Line(
                    across=across,
                    at=y + (start + end) / 2,
                    start=float(x + columns[0]),
                    end=float(x + columns[-1] + 1),
                    width=max(1.0, float(end - start - 2)),
                )
            )
        start = end
    return found


def _joined(pieces: Sequence[Line], picture: Mask, dpi: float) -> list[Line]:
    """Pieces of one line as one."""
    lines: list[Line] = []
    for piece in sorted(pieces, key=lambda p: p.start):
        for k, line in enumerate(lines):
            if abs(line.at - piece.at) > SAME_LINE * dpi or piece.start - line.end > JOINED * dpi:
                continue
            if piece.start - line.end > GAP * dpi and not _inked(picture, line, piece):
                continue
            total = (line.end - line.start) + (piece.end - piece.start)
            at = (line.at * (line.end - line.start) + piece.at * (piece.end - piece.start)) / total
            lines[k] = Line(
                across=line.across,
                at=at,
                start=line.start,
                end=max(line.end, piece.end),
                width=max(line.width, piece.width),
            )
            break
        else:
            lines.append(piece)
    return lines


def _inked(picture: Mask, line: Line, piece: Line) -> bool:
    low, high = round(min(line.at, piece.at)) - 1, round(max(line.at, piece.at)) + 2
    way = picture[max(0, low) : high, round(line.end) : round(piece.start)]
    return way.size == 0 or float((way.max(axis=0) > 0).mean()) >= INKED


def _open_sides(lines: Sequence[Line], others: Sequence[Line], dpi: float) -> list[Line]:
    """The sides that a table lacks: word processors leave them out where a page ends, and some tables have none.

    Several lines that cross others and end together make one, where no other line closes them and one joins them.
    """
    reach = REACH * dpi
    crossing = [
        line
        for line in lines
        if line.end - line.start >= OPEN_LENGTH * dpi
        and any(
            line.start < other.at < line.end and other.start - reach <= line.at <= other.end + reach
            for other in others
        )
    ]
    sides: list[Line] = []
    for name in ("start", "end"):
        group: list[tuple[float, Line]] = []
        for end, line in sorted(((getattr(line, name), line) for line in crossing), key=lambda pair: pair[0]):
            if group and end - group[0][0] > TOGETHER * dpi:
                sides += _side(group, others, dpi)
                group = []
            group.append((end, line))
        sides += _side(group, others, dpi)
    return sides


def _side(ended: Sequence[tuple[float, Line]], others: Sequence[Line], dpi: float) -> list[Line]:
    if len(ended) < FEWEST_OPEN:
        return []
    at = float(np.median([end for end, _ in ended]))
    reach = REACH * dpi
    near = [other for other in others if abs(other.at - at) <= reach]
    at = near[0].at if near else at
    return [
        Line(across=not a.across, at=at, start=a.at, end=b.at, width=1.0, drawn=False)
        for a, b in pairwise(sorted((line for _, line in ended), key=lambda line: line.at))
        if b.at - a.at >= SHORTEST * dpi
        and not any(other.start - reach <= a.at and b.at <= other.end + reach for other in near)
        and any(_cross(a, other, dpi) and _cross(b, other, dpi) for other in others)
    ]


def _cut(line: Line, others: Sequence[Line], picture: Mask, dpi: float) -> list[Line]:
    """The parts of the line that run unbroken from one other line to another."""
    reach = REACH * dpi
    crossings: list[float] = []
    for at in sorted(
        other.at
        for other in others
        if line.start - reach <= other.at <= line.end + reach
        and other.start - reach <= line.at <= other.end + reach
    ):
        if not crossings or at - crossings[-1] > SAME_LINE * dpi:
            crossings.append(at)
    middle = round(line.at - 0.5)
    strip = picture[max(0, middle - ASIDE) : middle + ASIDE + 1].max(axis=0, initial=0) > 0
    parts: list[Line] = []
    for start, end in pairwise(crossings):
        if line.drawn and not _unbroken(strip[max(0, round(start)) : round(end)], round(OPEN_END * dpi)):
            continue
        if parts and parts[-1].end == start:
            start = parts.pop().start
        parts.append(replace(line, start=start, end=end))
    return parts


def _unbroken(inked: np.ndarray, gap: int) -> bool:
    """Whether ink runs all the way. The lines at both ends are inked themselves: what lies before them must be, too."""
    return (
        len(inked) > 0
        and float(inked.mean()) >= UNBROKEN
        and all(_longest_gap(part) <= gap for part in (inked[: 5 * gap], inked[-5 * gap :]))
    )


def _longest_gap(inked: np.ndarray) -> int:
    longest = run = 0
    for one in inked:
        run = 0 if one else run + 1
        longest = max(longest, run)
    return longest
