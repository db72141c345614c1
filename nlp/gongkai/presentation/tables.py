"""The statutory tables as the form has them: its rows and columns, the values as printed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Final

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from gongkai.codebook.model import Codebook, Row, Table
from gongkai.presentation.evidence import printed
from gongkai.presentation.labels import row_label
from gongkai.quantities.model import CellState
from gongkai.report import Report
from gongkai.tables.model import Cell

LABEL_WIDTH: Final = 28  # columns for a row's label; leaves eight to each of seven values in 100 columns
VALUE_WIDTH: Final = 16  # widest value column; eight characters
GAP: Final = 2  # blanks between columns: one of padding, one where the box has its line
FOLD_FROM: Final = 3
"""Rows of one group that say 0 everywhere are folded into one line from this number on."""

NOT_A_NUMBER: Final = "!"
LEGEND: Final = (
    f"␣ printed blank   ? not in the document   {NOT_A_NUMBER} not a number   * part of a sum that fails"
)
_ZERO: Final = {CellState.NUMBER, CellState.ZERO_WORD}


def statutory_table(
    report: Report,
    codebook: Codebook,
    table: str,
    *,
    width: int,
    full: bool = False,
    marked: Collection[str] = (),
) -> Iterator[RenderableType]:
    """The table's blocks: rows that share their columns stand in one. ``marked`` fields that are not 0 get a ``*``."""
    form = codebook.tables[table]
    cells = {c.field.removeprefix(table + "."): c for c in report.cells if c.field.startswith(table + ".")}
    template = report.meta.templates.get(table)
    rows = [(name, row, _columns(form, name, template, cells)) for name, row in form.rows.items()]
    for columns, block in groupby((r for r in rows if r[2]), key=lambda r: r[2]):
        grid = _grid(form, columns, width)
        for parent, group in groupby(block, key=lambda r: r[1].parent):
            if parent:
                grid.add_row(Text(parent, style="italic"))
            for line in _lines([(n, r) for n, r, _ in group], columns, cells, full=full):
                label, shown = line
                grid.add_row(
                    Padding(Text(label), (0, 0, 0, 2 if parent else 0)), *(_shown(c, marked) for c in shown)
                )
        yield grid


def _columns(form: Table, row: str, template: str | None, cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """The columns of a row that there are cells for, in the order in which its form prints them."""
    printed_order = (*(form.columns_of(row, template) if template else ()), *form.columns)
    return tuple(c for c in dict.fromkeys(printed_order) if f"{row}.{c}" in cells)


def _grid(form: Table, columns: tuple[str, ...], width: int) -> RichTable:
    grid = RichTable(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style="dim"
    )
    grid.add_column("", width=LABEL_WIDTH, overflow="fold")
    each = min(VALUE_WIDTH, max(4, (width - LABEL_WIDTH) // len(columns) - GAP))
    for column in columns:
        grid.add_column(form.columns[column].zh, justify="right", width=each, overflow="fold")
    return grid


def _lines(
    rows: list[tuple[str, Row]], columns: tuple[str, ...], cells: Mapping[str, Cell], *, full: bool
) -> Iterator[tuple[str, list[Cell]]]:
    """Label and cells of each printed line; runs of rows that say 0 everywhere become one."""
    own = {name: [cells[f"{name}.{c}"] for c in columns] for name, _ in rows}
    for zero, run in groupby(rows, key=lambda r: r[1].parent is not None and _all_zero(own[r[0]])):
        members = list(run)
        if zero and not full and len(members) >= FOLD_FROM:
            yield f"({len(members)} rows, all 0)", own[members[0][0]]
            continue
        for name, row in members:
            yield row_label(row), own[name]


def _all_zero(cells: list[Cell]) -> bool:
    return all(c.state is CellState.NUMBER and c.value == 0 for c in cells)


def _shown(cell: Cell, marked: Collection[str]) -> Text:
    text = Text(printed(cell) + (NOT_A_NUMBER if cell.state is CellState.NOT_A_NUMBER else ""))
    if cell.field in marked and cell.value != 0:  # a zero adds nothing to the sum that fails
        text.append("*")
        text.stylize("bold red")
    elif cell.state not in _ZERO:
        text.stylize("yellow")
    elif cell.value == 0:
        text.stylize("dim")
    return text
