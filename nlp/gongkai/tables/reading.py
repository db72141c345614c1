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
    printed = token.cell
    recognised = printed is not None and printed.confidence is not None
    state, value, text = CellState.BLANK, None, ""
    evidence = token.span if printed is None else printed.span
    if token.kind is Kind.VALUE:
        read = read_cell(token.text)
        state, value, unit = read.state, read.value, read.unit or unit
        text, evidence = document.text_of((token.span,)), token.span
    return Cell(
        field=name,
        state=state,
        value=value,
        text=text,
        unit=unit if token.kind is Kind.VALUE else None,
        origin="ocr" if recognised or document.lines[token.span.line].confidence is not None else "read",
        confidence=_confidence(document, token),
        alternatives=printed.alternatives if printed is not None else (),
        evidence=(evidence,),
    )


def _confidence(document: Document, token: Token) -> float:
    """That of the cell's recognition, else of its line's; 1.0 for what was printed as characters."""
    own = token.cell.confidence if token.cell is not None else None
    whole = document.lines[token.span.line].confidence
    return own if own is not None else whole if whole is not None else 1.0


def missing(name: str) -> Cell:
    """The cell of a field whose place is not there."""
    return Cell(field=name, state=CellState.MISSING, value=None, text="")
