"""The column of text of each page: where its lines begin and end. Pages of one size and one side share it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from gongkai.documents.pages.model import Page
from gongkai.documents.pages.text.lines import PrintedLine

_SAME_SIZE: Final = (
    0.15  # share of the size of most lines; others (titles, notes) say nothing about the column
)
# In ems of the text: lines that begin, or end, together. A line of Chinese that is not justified ends within one.
_BEGIN, _END = 0.5, 1.0
_INDENT: Final = 4.5  # of a first line, at most
_FEWEST: Final = 2  # lines
_SHARE: Final = 0.05  # of all lines
_FACING: Final = (
    3  # lines of odd, or of even, pages that show a left edge of their own: margins of facing pages
)
# A column narrower than this share of the width between equal margins is one where many of its lines end together (how
# many, which share of them) and it is wide enough for prose, in ems; else these are headings of the same length.
_HANGING: Final = "，。、；：！？）》〉”’】」』"
_WIDTH: Final = 0.8
_MANY, _OFTEN, _NARROWEST = 5, 0.5, 12


@dataclass(frozen=True, slots=True)
class Column:
    """Left and right edge of the text, in points."""

    left: float
    right: float


def columns_of(pages: Sequence[Page], lines: Sequence[Sequence[PrintedLine]]) -> list[list[Column]]:
    """The column that each line stands in.

    Args:
        lines: of each page, without running ones.
    """
    em = body_size([line for found in lines for line in found])
    # By width of the paper and side of a page in two columns: page -> lines of the text's size.
    kinds: dict[tuple[int, int], dict[int, list[PrintedLine]]] = defaultdict(lambda: defaultdict(list))
    for n, (page, found) in enumerate(zip(pages, lines, strict=True)):
        for line in found:
            if abs(line.em - em) <= _SAME_SIZE * em:
                kinds[round(page.width), line.side][n].append(line)
    edges: dict[tuple[int, int], tuple[Column, Column]] = {}
    for (paper, side), body in kinds.items():
        lefts = _left_edges(body, em)
        ends = sorted((_end(line) - lefts[n % 2] for n, own in body.items() for line in own), reverse=True)
        width = _width(ends, paper - 2 * min(lefts), em) if not side else ends[0]
        edges[paper, side] = (Column(lefts[0], lefts[0] + width), Column(lefts[1], lefts[1] + width))
    return [
        [
            columns[n % 2]
            if (columns := edges.get((round(page.width), line.side)))
            else Column(0.0, page.width)
            for line in found
        ]
        for n, (page, found) in enumerate(zip(pages, lines, strict=True))
    ]


def body_size(lines: Sequence[PrintedLine]) -> float:
    """The font size of most printed characters, in points; 0 where there are none."""
    weight: dict[float, int] = defaultdict(int)
    for line in lines:
        weight[round(line.em * 2) / 2] += sum(len(s.text) for s in line.segments)
    return max(weight, key=lambda size: weight[size]) if weight else 0.0


def _end(line: PrintedLine) -> float:
    """The right edge of the line without a sign that may hang outside of the text."""
    segment = line.segments[-1]
    kept = len(segment.text.rstrip(_HANGING))
    return float(segment.places[kept - 1, 3]) if kept else line.x1


def _left_edges(body: dict[int, list[PrintedLine]], em: float) -> tuple[float, float]:
    """Of even and odd pages (counted from 0)."""
    wraps = _wraps(body, em)
    whole = _edge([line.x0 for found in body.values() for line in found] + [x for _, x in wraps], em)
    sides = []
    for side in (0, 1):
        # Only lines that go on with others tell a margin from an indent.
        proof = [x for n, x in wraps if n % 2 == side]
        sides.append(_edge(proof, em) if len(proof) >= _FACING else whole)
    return sides[0], sides[1]


def _wraps(body: dict[int, list[PrintedLine]], em: float) -> list[tuple[int, float]]:
    """Page and left edge of lines below a longer one that begins further in, as a paragraph's first line does."""
    flat = [(n, line) for n, lines in body.items() for line in lines]
    return [
        (n, after.x0)
        for (_, before), (n, after) in pairwise(flat)
        if _BEGIN * em < before.x0 - after.x0 < _INDENT * em and before.x1 > after.x1 - _END * em
    ]


def _edge(begins: Sequence[float], em: float) -> float:
    """The leftmost place where several lines begin."""
    begins = sorted(begins)
    fewest = max(_FEWEST, round(_SHARE * len(begins)))
    for i in range(len(begins) - fewest + 1):
        if begins[i + fewest - 1] - begins[i] <= _BEGIN * em:
            return begins[i]
    return begins[0]


def _width(ends: Sequence[float], between_margins: float, em: float) -> float:
    """How far lines reach from the left edge, inf where nothing tells.

    Args:
        ends: how far each line does, the furthest first.
        between_margins: how far they would if the right margin were as wide as the left one.
    """
    if ends and abs(ends[0] - between_margins) <= _END * em:
        return ends[0]
    fewest = max(_FEWEST, round(_SHARE * len(ends)))
    for i in range(len(ends) - fewest + 1):
        if ends[i] - ends[i + fewest - 1] <= _END * em:
            together = sum(ends[i] - _END * em <= end for end in ends[i:])
            often = together >= max(_MANY, _OFTEN * len(ends)) and ends[i] >= _NARROWEST * em
            if ends[i] >= _WIDTH * between_margins or often:
                return ends[i]
            break
    # One line that goes beyond equal margins, and no other with it: where the edge is cannot be told.
    return between_margins if not ends or ends[0] <= between_margins + _BEGIN * em else inf
