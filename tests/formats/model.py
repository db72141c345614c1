"""A written sample: its prose, its three tables as true grids, and every value that was placed in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.corpus.model import Gold
from gongkai.quantities.model import CellState, Number


class Kind(StrEnum):
    """Of a piece of text."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    RIGHT = "right"  # signature and date
    NOTE = "note"  # under a table


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One paragraph. ``runs``: (text, whether bold); the paragraph is all of them without a separator."""

    kind: Kind
    runs: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(run for run, _ in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormCell:
    """One cell of the printed form. A line end in ``text`` is one that the form prints; ``field`` of a value."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    field: str | None = None
    header: bool = False

    @property
    def line(self) -> str:
        """The text without the form's line ends."""
        return self.text.replace("\n", "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A statutory table: rows of the cells that begin in them, and which of the rows are its header."""

    name: str
    columns: int
    rows: tuple[tuple[FormCell, ...], ...]
    header_rows: int
    widths: tuple[float, ...]  # of the columns, relative

    def placed(self) -> Iterator[tuple[int, int, FormCell]]:
        """(row, column, cell) of every cell, as HTML counts: a cell goes to the first place that is free."""
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + i, c + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
                yield r, c, cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """What was placed in a cell: the printed text, and what it says."""

    printed: str
    state: CellState
    value: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A whole report. ``cells``: every field of the forms of its tables. ``gold``: where the prose has one."""

    name: str
    blocks: tuple[Text | Table, ...]
    cells: Mapping[str, Value]
    templates: Mapping[str, str | None]
    gold: Gold | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def title(self) -> str:
        """The title's lines joined."""
        return "".join(b.text for b in self.blocks if isinstance(b, Text) and b.kind is Kind.TITLE)
