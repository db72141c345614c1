"""Tables: from rows of cells with their merges to a grid, and whether a grid is data or only arranges text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import Final

from gongkai.documents.blocks import Block, TableBlock, TableCell, TextBlock

# Twips (1/20 point). Nothing is printed in a column of 1.5 mm: such ones come from borders drawn by hand that do
# not quite meet.
_THIN: Final = 85
_SAME_EDGE: Final = 60  # twips by which the columns of two tables may differ that Word prints as one
_WIDTHS_AGREE: Final = 0.03  # share by which rows' widths may differ that are as wide as each other
# Characters. The longest label of the statutory tables has about 40, a note below one 100.
_PROSE_ROW: Final = 100  # in one cell over the whole width
_PROSE_CELL: Final = 150  # in a cell beside others
_PROSE_SHARE: Final = 0.5  # of all characters in such cells: what is around them is layout


@dataclass(frozen=True, kw_only=True, slots=True)
class RawCell:
    """A cell as the row writes it: ``span`` grid columns wide; ``width`` in twips, None where it is not stated.

    ``down`` and ``across``: it only goes on with the cell above, or on its left (the old way to merge).
    """

    span: int = 1
    width: int | None = None
    down: bool = False
    across: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class RawRow:
    """A row as it is written. ``before`` and ``after``: grid columns that it leaves free at its ends."""

    cells: tuple[RawCell, ...]
    before: int = 0
    after: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RawTable:
    """A table as it is written. ``grid``: widths of its grid's columns in twips."""

    grid: tuple[int, ...]
    rows: tuple[RawRow, ...]


@dataclass(kw_only=True, slots=True)
class Cell:
    """A cell at its place: its upper left corner and how far it goes, in rows and columns of the grid."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    blocks: tuple[Block, ...] = ()
    text: str = field(default="", init=False)

    def __post_init__(self) -> None:
        """All text of the cell is joined once."""
        self.text = "".join(map(text_of, self.blocks))

    @property
    def nested(self) -> int:
        """Cells of the tables inside the cell."""
        return sum(len(block.cells) for block in self.blocks if isinstance(block, TableBlock))


def text_of(block: Block) -> str:
    """All text of a block, joined without a separator."""
    return block.text if isinstance(block, TextBlock) else "".join(cell.text for cell in block.cells)


def same_columns(one: RawTable, other: RawTable) -> bool:
    """Whether two tables with nothing between them have the same columns, so that Word prints them as one."""
    if len(one.grid) != len(other.grid) or not one.grid:
        return False
    edges = zip(accumulate(one.grid), accumulate(other.grid), strict=True)
    return all(abs(a - b) <= _SAME_EDGE for a, b in edges)


def blocks_of(table: RawTable) -> list[Block]:
    """The table as blocks: itself where it is data, its text where it only arranges text, or both by turns.

    A cell of prose over the whole width parts the table in two: data above it, text, data below it.
    """
    cells = place(table)
    columns = max((c.column + c.colspan for c in cells), default=0)
    if columns < 2:
        return [block for cell in cells for block in cell.blocks]
    found: list[Block] = []
    run: list[Cell] = []
    for row in _rows(cells):
        whole = row[0] if len(row) == 1 and row[0].colspan == columns and row[0].rowspan == 1 else None
        if whole is not None and (whole.nested or len(whole.text) >= _PROSE_ROW):
            found += _data(run)
            found += whole.blocks
            run = []
        else:
            run += row
    return found + _data(run)


def place(table: RawTable) -> list[Cell]:
    """The cells at their places, in the order of rows, then columns; columns that no cell uses are gone."""
    edges = _edges_by_width(table.rows) if _is_ragged(table.rows) else None
    if edges is None:
        edges = _edges_by_grid(table)
    cells: list[Cell] = []
    above: dict[tuple[int, int], Cell] = {}
    for n, (row, places) in enumerate(zip(table.rows, edges, strict=True)):
        now: dict[tuple[int, int], Cell] = {}
        for raw, (start, end) in _merged_across(row.cells, places):
            cell = above.get((start, end)) if raw.down else None
            if cell is None:
                cell = Cell(row=n, column=start, colspan=end - start, blocks=raw.blocks)
                cells.append(cell)
            cell.rowspan = n - cell.row + 1
            now[start, end] = cell
        above = now
    return cells


def _merged_across(
    cells: Sequence[RawCell], places: Sequence[tuple[int, int]]
) -> list[tuple[RawCell, tuple[int, int]]]:
    """The cells of a row without those that go on with the one on their left, which is as wide as all of them."""
    found: list[tuple[RawCell, tuple[int, int]]] = []
    for raw, (start, end) in zip(cells, places, strict=True):
        if raw.across and found:
            found[-1] = found[-1][0], (found[-1][1][0], end)
        else:
            found.append((raw, (start, end)))
    return found


Edges = list[list[tuple[int, int]]]
"""Per row, per cell: the first column and the one after the last."""


def _edges_by_grid(table: RawTable) -> Edges:
    """Columns as the grid counts them, without those that no edge needs and those too thin to print in."""
    written: Edges = []
    for row in table.rows:
        ends = list(accumulate((cell.span for cell in row.cells), initial=row.before))
        written.append(list(pairwise(ends)))
    used = sorted({edge for row in written for cell in row for edge in cell})
    found = _renumbered(written, used, [_is_thin(table.grid, edge) for edge in used])
    if any(a == b for row in found for a, b in row):  # something is printed there after all
        found = _renumbered(written, used, [False] * len(used))
    return found


def _is_thin(grid: Sequence[int], edge: int) -> bool:
    return 0 < edge <= len(grid) and 0 < grid[edge - 1] < _THIN


def _renumbered(written: Edges, used: Sequence[int], thin: Sequence[bool]) -> Edges:
    """The edges counted anew from 0; one behind a thin column is the same as the one before it."""
    place_of: dict[int, int] = {}
    n = -1
    for edge, is_thin in zip(used, thin, strict=True):
        n += not (is_thin and edge - 1 in place_of)
        place_of[edge] = n
    return [[(place_of[a], place_of[b]) for a, b in row] for row in written]


def _is_ragged(rows: Sequence[RawRow]) -> bool:
    """Whether the rows end at different columns, though none says that it leaves some free."""
    ends = {sum(cell.span for cell in row.cells) for row in rows if row.cells}
    return len(ends) > 1 and not any(row.before or row.after for row in rows)


def _edges_by_width(rows: Sequence[RawRow]) -> Edges | None:
    """Columns by the cells' widths, for programs that write no spans; None where the widths do not say it either."""
    lines: list[list[int]] = []
    for row in rows:
        widths = [cell.width for cell in row.cells if cell.width]
        if len(widths) < len(row.cells):
            return None
        lines.append(list(accumulate(widths, initial=0)))
    totals = [line[-1] for line in lines if len(line) > 1]
    if max(totals) - min(totals) > _WIDTHS_AGREE * max(totals):
        return None
    place_of: dict[int, int] = {}
    previous, n = 0, 0
    for edge in sorted({edge for line in lines for edge in line}):
        n += edge - previous >= _THIN
        place_of[edge], previous = n, edge
    found = [[(place_of[a], place_of[b]) for a, b in pairwise(line)] for line in lines]
    return None if any(a == b for row in found for a, b in row) else found


def _data(cells: Sequence[Cell]) -> list[Block]:
    """Rows that stand together as one table with its own rows and columns, or as text where they are none."""
    if not any(cell.text.strip() for cell in cells):
        return []
    first = min(cell.row for cell in cells)
    used = sorted({edge for c in cells for edge in (c.column, c.column + c.colspan)})
    place_of = {edge: n for n, edge in enumerate(used)}
    long = sum(len(cell.text) for cell in cells if len(cell.text) >= _PROSE_CELL)
    is_layout = (
        len(used) < 3
        or long > _PROSE_SHARE * sum(len(cell.text) for cell in cells)
        or any(cell.nested >= len(cells) for cell in cells)
    )
    if is_layout:
        return [block for row in _rows(cells) for block in _text(row)]
    return [
        TableBlock(
            cells=tuple(
                TableCell(
                    row=c.row - first,
                    column=place_of[c.column],
                    rowspan=c.rowspan,
                    colspan=place_of[c.column + c.colspan] - place_of[c.column],
                    text=c.text,
                )
                for c in cells
            ),
            rows=max(c.row + c.rowspan for c in cells) - first,
            columns=len(used) - 1,
        )
    ]


def _text(row: Sequence[Cell]) -> Iterable[Block]:
    """A row of a layout table: one line where its cells are short, else the blocks of one cell after the other."""
    if all(len(c.blocks) < 2 and not c.nested and len(c.text) < _PROSE_CELL for c in row):
        texts = [cell.text for cell in row if cell.text.strip()]
        furniture = all(isinstance(b, TextBlock) and b.furniture for c in row for b in c.blocks)
        return [TextBlock(text="\t".join(texts), furniture=furniture)] if texts else []
    return [block for cell in row for block in cell.blocks]


def _rows(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells by the rows they begin in."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return [rows[n] for n in sorted(rows)]


def as_furniture(block: Block) -> list[TextBlock]:
    """The block's text line by line, marked as no part of the report."""
    if isinstance(block, TextBlock):
        return [replace(block, furniture=True)]
    lines: dict[int, list[str]] = {}
    for cell in block.cells:
        if cell.text.strip():
            lines.setdefault(cell.row, []).append(cell.text)
    return [TextBlock(text="\t".join(line), furniture=True) for line in lines.values()]
