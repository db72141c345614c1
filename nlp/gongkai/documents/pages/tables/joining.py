"""Tables that pages cut are made one again: rows broken in two, headers printed twice, labels that run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gongkai.documents.blocks import TableBlock, TableCell, TextBlock
from gongkai.documents.model import BBox, Places
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.tables.breaks import Edge, is_one_row, pairs_of, runs_on
from gongkai.documents.pages.tables.grids import PageCell, PageTable, with_columns
from gongkai.quantities.cells import looks_like_value

SAME_COLUMN: Final = 4.0
"""Points by which a column's line may stand elsewhere on the next page."""
PRINT: Final = 60.0
"""Points by which the print of a part may reach further than that of the others, where no line shows the sides."""
COMMON: Final = 0.7
"""Share of the fewer inner lines that both parts must have: a part whose merged cells hide some lines has fewer."""
MOST_HEADERS: Final = 5
"""Rows of a header that a printer repeats; that of the statutory form has three."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinedTable:
    """A whole table: index of the page that it begins on (from 0), its top there in points, and its block."""

    first_page: int
    top: float
    block: TableBlock


@dataclass(slots=True)
class _Growing:
    """A cell of a table that is being joined: what it is so far, as in TableCell, and its part on the last page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    places: Places
    page: int
    bbox: BBox
    last: PageCell

    def edge(self) -> Edge:
        return Edge(text=self.text, cell=self.last, column=self.column, colspan=self.colspan)

    def cell(self) -> TableCell:
        return TableCell(
            row=self.row,
            column=self.column,
            rowspan=self.rowspan,
            colspan=self.colspan,
            text=self.text,
            places=self.places,
            page=self.page,
            bbox=self.bbox,
        )


@dataclass(kw_only=True, slots=True)
class _Whole:
    """A table so far. ``xs``: the column lines of all its parts, as they would stand on the page of the last one."""

    first_page: int
    first: PageTable
    last: PageTable
    xs: list[float]
    cells: list[_Growing]
    rows: int
    repeated: list[TextBlock] = field(default_factory=list)


def join_tables(
    pages: Sequence[Page], tables: Sequence[Sequence[PageTable]], adjacent: Callable[[int], bool]
) -> list[JoinedTable]:
    """All tables of a document in order.

    Args:
        pages: of the document.
        tables: of each page, from top to bottom.
        adjacent: whether nothing but running lines stands between the last table of page n (from 0) and the first
            one of page n + 1; asked only where both pages have one.
    """
    wholes: list[_Whole] = []
    for n in range(len(pages)):
        for k, table in enumerate(tables[n]):
            if not k and n and tables[n - 1] and adjacent(n - 1):
                table = _as_before(pages[n], wholes[-1], table)
                columns = _common_columns(wholes[-1], table)
                if columns is not None:
                    _add(wholes[-1], table, columns)
                    continue
            wholes.append(_begun(n, table))
    return [_joined(whole) for whole in wholes]


def _begun(page: int, table: PageTable) -> _Whole:
    return _Whole(
        first_page=page,
        first=table,
        last=table,
        xs=list(table.xs),
        cells=[_growing(c, table.page, c.row, c.column, c.colspan) for c in table.cells],
        rows=len(table.ys) - 1,
    )


def _joined(whole: _Whole) -> JoinedTable:
    cells = sorted(whole.cells, key=lambda c: (c.row, c.column))
    block = TableBlock(
        cells=tuple(c.cell() for c in cells),
        rows=whole.rows,
        columns=len(whole.xs) - 1,
        repeated=tuple(whole.repeated),
    )
    return JoinedTable(first_page=whole.first_page, top=whole.first.bbox[1], block=block)


def _growing(cell: PageCell, page: int, row: int, column: int, colspan: int) -> _Growing:
    return _Growing(row, column, cell.rowspan, colspan, cell.text, cell.places, page, cell.bbox, cell)


def _as_before(page: Page, whole: _Whole, table: PageTable) -> PageTable:
    """The table with the columns of the part before it, where those of both were guessed and that one has more."""
    if not (whole.last.guessed and table.guessed):
        return table
    shift = table.xs[0] - whole.xs[0]
    if abs(whole.xs[-1] + shift - table.xs[-1]) <= SAME_COLUMN and len(whole.xs) >= len(table.xs):
        return with_columns(page, table, [x + shift for x in whole.xs]) or table
    # Without lines the sides are those of the print: one part has longer labels, another one a blank column.
    inside = whole.xs[0] - PRINT <= table.xs[0] and table.xs[-1] <= whole.xs[-1] + PRINT
    first = [cell.text for cell in table.cells if not cell.row and cell.text]
    if not inside or (len(first) > 1 and not any(map(looks_like_value, first))):
        return table
    sides = min(whole.xs[0], table.xs[0]), max(whole.xs[-1], table.xs[-1])
    lines, others = _told_by(table.xs[1:-1], [sides[0], *whole.xs[1:-1], sides[1]])
    found = with_columns(page, table, sorted([*lines, *others]))
    if found is None:
        return table
    whole.xs = lines
    return found


def _told_by(own: Sequence[float], xs: Sequence[float]) -> tuple[list[float], list[float]]:
    """The lines of a whole table, those moved that the print of a new part tells otherwise; and the part's others."""
    lines, others = list(xs), list[float]()
    for x in own:
        k = min(range(1, len(xs) - 1), key=lambda k: abs(xs[k] - x))
        if abs(xs[k] - x) < min(xs[k] - xs[k - 1], xs[k + 1] - xs[k]) / 2:
            lines[k] = x
        else:
            others.append(x)
    return lines, others


def _common_columns(whole: _Whole, table: PageTable) -> list[float] | None:
    """The lines of both parts, at the places of the new one; None where they are two tables.

    The next page may have its text elsewhere (facing pages): the left sides are laid upon each other.
    """
    shift = table.xs[0] - whole.xs[0]
    old = [x + shift for x in whole.xs]
    if abs(old[-1] - table.xs[-1]) > SAME_COLUMN:
        return None
    inner_old, inner_new = old[1:-1], list(table.xs[1:-1])
    common = sum(any(abs(a - b) <= SAME_COLUMN for b in inner_new) for a in inner_old)
    if common < COMMON * min(len(inner_old), len(inner_new)):
        return None
    return sorted([*old, *(x for x in inner_new if all(abs(x - a) > SAME_COLUMN for a in old))])


def _add(whole: _Whole, table: PageTable, columns: list[float]) -> None:
    """The table becomes the next part of the whole one."""
    shift = table.xs[0] - whole.xs[0]
    old, new = _places([x + shift for x in whole.xs], columns), _places(table.xs, columns)
    for c in whole.cells:
        c.column, c.colspan = old[c.column], old[c.column + c.colspan] - old[c.column]
    header = _repeated_rows(whole.first, table)
    whole.xs, whole.last = columns, table
    whole.repeated += _header_lines(table, header)
    added = [
        _growing(c, table.page, c.row - header, new[c.column], new[c.column + c.colspan] - new[c.column])
        for c in table.cells
        if c.row >= header
    ]
    _lay_below(whole, added, len(table.ys) - 1 - header)


def _lay_below(whole: _Whole, added: Sequence[_Growing], rows: int) -> None:
    """Puts the cells of a next part, whose rows count from 0, below those that are there."""
    above = sorted((c for c in whole.cells if c.row + c.rowspan == whole.rows), key=_column)
    below = sorted((c for c in added if not c.row), key=_column)
    edges_above, edges_below = [c.edge() for c in above], [c.edge() for c in below]
    broken = is_one_row(edges_above, edges_below)
    merged: set[int] = set()
    for pair in pairs_of(edges_above, edges_below):
        if broken or runs_on(pair, edges_above, edges_below):
            upper = above[next(k for k, edge in enumerate(edges_above) if edge is pair[0])]
            k = next(k for k, edge in enumerate(edges_below) if edge is pair[1])
            _merge(upper, below[k], shared=int(broken))
            merged.add(id(below[k]))
    offset = whole.rows - int(broken)
    for c in added:
        if id(c) in merged:
            continue
        if broken and not c.row:
            # The half of a broken row that has other cells is blank, and its place is taken.
            if c.rowspan == 1:
                continue
            c.row, c.rowspan = 1, c.rowspan - 1
        c.row += offset
        whole.cells.append(c)
    whole.rows = offset + rows


def _column(cell: _Growing) -> int:
    return cell.column


def _merge(upper: _Growing, lower: _Growing, *, shared: int) -> None:
    """The lower cell becomes part of the upper one; they have ``shared`` rows in common."""
    pieces = [cell for cell in (upper, lower) if cell.text] or [upper]
    if upper.text == lower.text and not shared:
        pieces = pieces[:1]  # printed again on the next page
    upper.rowspan += lower.rowspan - shared
    upper.text, upper.places = "".join(p.text for p in pieces), np.concatenate([p.places for p in pieces])
    upper.page, upper.bbox, upper.last = pieces[0].page, pieces[0].bbox, lower.last


def _places(lines: Sequence[float], columns: Sequence[float]) -> list[int]:
    """The number of the column line that each line is."""
    return [min(range(len(columns)), key=lambda k: abs(columns[k] - x)) for x in lines]


def _repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows at the top of the table print the header of its first part once more."""
    for rows in range(min(MOST_HEADERS, len(table.ys) - 2, len(first.ys) - 1), 0, -1):
        above = _head(first, rows)
        if above is not None and above == _head(table, rows) and any(text for *_, text in above):
            return rows
    return 0


def _head(table: PageTable, rows: int) -> list[tuple[int, int, str]] | None:
    """The cells of the first rows, None where one of them goes on below them, or is a value."""
    cells = [c for c in table.cells if c.row < rows]
    if any(c.row + c.rowspan > rows or looks_like_value(c.text) for c in cells):
        return None
    return [(c.row, c.rowspan, c.text) for c in cells]


def _header_lines(table: PageTable, rows: int) -> Iterator[TextBlock]:
    for row in range(rows):
        own = [c for c in table.cells if c.row == row]
        gap = np.full((1, 5), np.nan, dtype=np.float32)
        pieces = [part for c in own for part in (c.places, gap)]
        if own:
            text = "\t".join(c.text for c in own)
            yield TextBlock(text=text, places=np.concatenate(pieces[:-1]), furniture=True)
