"""The lines of a table as rows of cells: by a grid's geometry where the reader saw one, else by how they are printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.documents.model import Document, GridCell
from gongkai.segmentation.cells import Layout, PrintedCell, split_line
from gongkai.segmentation.model import TABLE_ROLES, Role, Segmentation

BLOCK_CELLS: Final = 1.5
"""Filled lines between empty ones, on average, from which empty lines part rows and not every cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line as cells. ``columns`` and ``grid`` (one cell of the grid per printed cell) are known in a grid only."""

    layout: Layout
    printed: tuple[PrintedCell, ...]
    columns: int | None = None
    grid: tuple[GridCell, ...] = ()

    @property
    def single(self) -> bool:
        """Whether the line prints one cell: a tab in front of it is an indent, other empty cells make it a row."""
        if self.columns is not None:
            return False
        return len(self.printed) < 2 or (len(self.printed) == 2 and not self.printed[0].text)


def table_lines(document: Document, segmentation: Segmentation, sections: Iterable[str]) -> list[int]:
    """The lines of the tables in these sections, with the blank ones and all rows of grids between the first and
    the last."""
    wanted = frozenset(sections)
    inside = [
        n
        for n, label in enumerate(segmentation.labels)
        if label.section in wanted and (label.role in TABLE_ROLES or label.role is Role.BLANK)
    ]
    filled = [n for n in inside if segmentation.labels[n].role in TABLE_ROLES]
    if not filled:
        return []
    rows = frozenset(cell.span.line for grid in document.grids for cell in grid.cells)
    notes = {n for n in filled if segmentation.labels[n].role is Role.TABLE_NOTE} - rows
    inside = sorted({*inside, *(n for n in rows if segmentation.labels[n].section in wanted)})
    return [n for n in inside if filled[0] <= n <= filled[-1] and n not in notes]


def split_rows(document: Document, lines: Iterable[int]) -> dict[int, Row]:
    """Each line as a row."""
    wanted = list(lines)
    grids = _grid_rows(document, frozenset(wanted))
    return {n: grids.get(n) or _split_row(document.lines[n].text) for n in wanted}


def logical_rows(
    lines: Sequence[int], cells: Mapping[int, Row], texts: Mapping[int, str], separators: frozenset[int]
) -> dict[int, int]:
    """Row of each line: its own where it prints several cells, else the block between empty lines."""
    blocks: list[int] = [0]
    for n in lines:
        if n not in separators and not texts[n].strip(" \r\n"):
            blocks.append(0)
        elif n in cells and any(c.text for c in cells[n].printed):
            blocks[-1] += 1
    counted = [b for b in blocks if b]
    block_mode = bool(counted) and sum(counted) / len(counted) >= BLOCK_CELLS
    rows, row = {}, 0
    for n in lines:
        single = n in separators or cells[n].single
        if not single or (block_mode and not texts[n].strip(" \r\n")) or not block_mode:
            row += 1
        rows[n] = row
        if not single:
            row += 1
    return rows


def _split_row(text: str) -> Row:
    layout, printed = split_line(text)
    return Row(layout=layout, printed=printed)


def _grid_rows(document: Document, wanted: Collection[int]) -> dict[int, Row]:
    """The wanted rows of all grids by the line that prints them."""
    rows: dict[int, Row] = {}
    for grid in document.grids:
        by_line: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            if cell.span.line in wanted:
                by_line.setdefault(cell.span.line, []).append(cell)
        for n, own in by_line.items():
            text = document.lines[n].text
            rows[n] = Row(
                layout=Layout.GRID,
                printed=tuple(
                    PrintedCell(
                        start=c.span.start,
                        end=c.span.end,
                        text=text[c.span.start : c.span.end],
                        column=c.column,
                        x=c.column,
                        right=c.column + c.colspan,
                    )
                    for c in own
                ),
                columns=grid.columns,
                grid=tuple(own),
            )
    return rows
