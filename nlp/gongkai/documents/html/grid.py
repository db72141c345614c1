"""Where the cells of a table stand, laid out as browsers do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.documents.html.tree import Node
from gongkai.errors import GongkaiError

# The limits of the HTML standard for what a cell may claim.
_MAX_COLSPAN: Final = 1000
_MAX_ROWSPAN: Final = 65534
# The largest statutory table has 30 rows of 10 columns; a workbook pasted into a page may have thousands of rows.
_MAX_CELLS: Final = 40_000
# Browsers go on; tables laid out for print have up to 300 empty columns at their edge.
_MAX_COLUMNS: Final = 1500
_NUMBER: Final = re.compile(r"\s*\+?(\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A cell and where it stands: ``row`` and ``column`` of its upper left corner, from 0."""

    node: Node
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The placed cells in the order of rows, then columns, and the size of the table."""

    cells: tuple[Placed, ...]
    rows: int
    columns: int


def lay_out(table: Node, *, name: str) -> Layout:
    """The table's cells in their places; no two overlap. Raises GongkaiError E058 for a table that is too large.

    A cell that runs into one from a row above ends before it, though the next one stands where browsers put it. Columns in which no cell begins, at the right edge,
    are dropped when there are more of those than of others: a colspan that means "all the rest".
    """
    cells: list[Placed] = []
    n = 0
    for group in _groups(table):
        free: list[int] = []  # for each column, the first row from n on in which no cell from above stands
        first, end = n, n + len(group)
        for row in group:
            column = 0
            for cell in row:
                while column < len(free) and free[column] > n:
                    column += 1
                if column >= _MAX_COLUMNS or len(cells) >= _MAX_CELLS:
                    why = f"a table has more than {_MAX_COLUMNS} columns or {_MAX_CELLS} cells"
                    raise GongkaiError("E058", name=name, why=why)
                wanted = min(_span(cell, "colspan", most=_MAX_COLSPAN) or 1, _MAX_COLUMNS - column)
                down = _span(cell, "rowspan", most=_MAX_ROWSPAN)
                last = min(end, n + down) if down else end  # 0: to the end of the group
                free += [first] * (column + wanted - len(free))
                width = 1
                free[column] = last
                while width < wanted and free[column + width] <= n:
                    free[column + width] = last
                    width += 1
                for i in range(column + width, column + wanted):
                    free[i] = max(last, free[i])
                cells.append(Placed(cell, n, column, last - n, width))
                column += wanted
            n += 1
    return _trimmed(cells, n)


def captions(table: Node) -> list[Node]:
    """What is printed above the table and is no part of its grid."""
    return [child for child in table.children if isinstance(child, Node) and child.tag == "caption"]


def _groups(table: Node) -> Iterator[list[list[Node]]]:
    """The groups of rows as printed: the first head first, the first foot last. A rowspan ends with its group."""
    head: list[list[Node]] | None = None
    foot: list[list[Node]] | None = None
    bodies: list[list[list[Node]]] = []
    loose: list[list[Node]] = []
    for child in table.children:
        if not isinstance(child, Node):
            continue
        if child.tag == "tr":
            loose.append(_row(child))
            continue
        if child.tag not in ("thead", "tbody", "tfoot"):
            continue
        group = [_row(row) for row in child.children if isinstance(row, Node) and row.tag == "tr"]
        if child.tag == "thead" and head is None:
            head = group
        elif child.tag == "tfoot" and foot is None:
            foot = group
        else:
            bodies.append(group)
    yield from (head or [], *bodies, loose, foot or [])


def _row(row: Node) -> list[Node]:
    return [cell for cell in row.children if isinstance(cell, Node) and cell.tag in ("td", "th")]


def _span(cell: Node, attribute: str, *, most: int) -> int:
    """How many rows or columns the cell asks for; 1 where the attribute is missing or no number."""
    value = cell.attributes.get(attribute)
    match = _NUMBER.match(value) if value else None
    return min(int(match[1][:9]), most) if match else 1


def _trimmed(cells: list[Placed], rows: int) -> Layout:
    columns = max((c.column + c.colspan for c in cells), default=0)
    begun = max((c.column + 1 for c in cells), default=0)
    if columns > 2 * begun:
        columns = begun
        cells = [
            Placed(c.node, c.row, c.column, c.rowspan, min(c.colspan, columns - c.column)) for c in cells
        ]
    return Layout(tuple(cells), rows, columns)
