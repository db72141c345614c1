"""What reading one table gives, and how a token becomes a cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.documents.model import Document
from gongkai.errors import Problem
from gongkai.quantities.cells import read_cell
from gongkai.quantities.model import CellState
from gongkai.tables.model import Cell
from gongkai.tables.stream import Kind, Token


@dataclass(kw_only=True)
class Reading:
    """One table: its template (None: not there), the cells found so far by field id, and warnings."""

    table: str
    template: str | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)


def cell_of(document: Document, name: str, token: Token | None, unit: str | None = None) -> Cell:
    """The cell of field ``name`` that a token prints; missing where there is no token.

    ``unit`` is the one that the column's header prints; a unit in the cell itself goes before it.
    """
    if token is None:
        return missing(name)
    if token.kind is not Kind.VALUE:
        return Cell(field=name, state=CellState.BLANK, value=None, text="", evidence=(token.span,))
    read = read_cell(token.text)
    return Cell(
        field=name,
        state=read.state,
        value=read.value,
        text=document.text_of((token.span,)),
        unit=read.unit or unit,
        evidence=(token.span,),
    )


def missing(name: str) -> Cell:
    """The cell of a field whose place is not there."""
    return Cell(field=name, state=CellState.MISSING, value=None, text="")
