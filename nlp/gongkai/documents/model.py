"""The Document: what every reader makes of a file, and what every later stage works on.

Lines and offsets count from 0, pages from 1, ranges are half-open, offsets are code points into
``Line.text`` as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
import numpy as np
import numpy.typing as npt

from gongkai.errors import Problem

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's upper left."""

Places = npt.NDArray[np.float32]
"""Where each character of a text stands. Shape: (characters, 5): page, x0, top, x1, bottom; a row of NaN for a
character that is not printed itself (a tab that a reader puts between two cells)."""


# Of spans and cells there are thousands: a Struct is made in a fifth of a dataclass's time.


class Span(msgspec.Struct, frozen=True, kw_only=True, order=True, gc=False):
    """Characters ``start`` to ``end`` of one line: the smallest piece of evidence."""

    line: int
    start: int
    end: int
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One printed line, or the segment of one that belongs together. ``page`` and ``bbox`` are None in text.

    A row of a grid is one line, its cells parted by tabs. ``furniture``: the reader knows by its place that the line
    is no part of the report (a running head, a page number, the navigation of a web page). ``continues``: the reader
    saw that the line goes on with the paragraph of the line before it. ``confidence`` is that of character
    recognition, 0 to 1, None where the text was not recognised from an image.
    """

    n: int
    text: str
    page: int | None = None
    bbox: BBox | None = None
    furniture: bool = False
    continues: bool = False
    confidence: float | None = None


class GridCell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One cell of a grid. ``span`` is its text in the line of its row; where the cell is blank, its empty place.

    ``confidence`` and ``alternatives`` (other readings, the likelier first) come from character recognition;
    confidence is None where the text was not recognised from an image.
    """

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    span: Span
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table with its geometry: its cells in the order of rows, then columns. A table that pages cut is one grid.

    Text files have none. ``rows`` and ``columns`` count the grid's own; merged cells have spans over them.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a document came from. ``pages`` is None where the format has none."""

    name: str
    sha256: str
    media_type: str
    pages: int | None = None
    ocr: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MappedText:
    """Normalised text whose every character knows the source characters it stands for.

    ``lines``, ``starts`` and ``ends`` have one entry per character of ``text``: character i stands for
    ``starts[i]:ends[i]`` of source line ``lines[i]``. Characters that normalisation dropped belong to none.
    """

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        """Characters of the normalised text."""
        return len(self.text)

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans of ``text[start:end]``, one per line, in reading order."""
        found: list[Span] = []
        for i in range(start, end):
            line, first, last = self.lines[i], self.starts[i], self.ends[i]
            if found and found[-1].line == line:
                found[-1] = Span(line=line, start=found[-1].start, end=max(found[-1].end, last))
            else:
                found.append(Span(line=line, start=first, end=last))
        return tuple(found)

    def cut(self, start: int, end: int) -> MappedText:
        """The part ``start`` to ``end`` as a MappedText of its own."""
        return MappedText(
            text=self.text[start:end],
            lines=self.lines[start:end],
            starts=self.starts[start:end],
            ends=self.ends[start:end],
        )

    @staticmethod
    def concat(parts: Iterable[MappedText]) -> MappedText:
        """The parts one after the other."""
        kept = list(parts)
        return MappedText(
            text="".join(p.text for p in kept),
            lines=tuple(n for p in kept for n in p.lines),
            starts=tuple(n for p in kept for n in p.starts),
            ends=tuple(n for p in kept for n in p.ends),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A piece of prose: ordered line spans, its section, and its normalised text."""

    section: str
    spans: tuple[Span, ...]
    normal: MappedText


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file's lines and grids. ``normal[n]`` is line n normalised (simplified, half width, see normalise.py).

    ``places[n]`` says where the characters of line n stand; lines of formats without pages have none.
    """

    source: Source
    lines: tuple[Line, ...]
    normal: tuple[MappedText, ...] = field(repr=False)
    grids: tuple[Grid, ...] = field(default=(), repr=False)
    places: Mapping[int, Places] = field(default_factory=dict, repr=False)
    traditional: bool = False
    published: str | None = None
    warnings: tuple[Problem, ...] = ()

    def text_of(self, spans: Sequence[Span]) -> str:
        """The printed characters of the spans, joined without a separator."""
        return "".join(self.lines[s.line].text[s.start : s.end] for s in spans)
