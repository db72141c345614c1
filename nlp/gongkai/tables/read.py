"""All three statutory tables of a document, each from the section it stands in, or wherever its labels are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from gongkai.codebook import Codebook
from gongkai.codebook.forms import form_labels
from gongkai.documents.model import Document
from gongkai.errors import Problem, warning
from gongkai.quantities.model import CellState
from gongkai.segmentation.model import Segmentation
from gongkai.tables.applications import read_applications
from gongkai.tables.disclosure import read_disclosure
from gongkai.tables.model import Cell, Tables
from gongkai.tables.reading import Reading, missing
from gongkai.tables.review import read_review
from gongkai.tables.rows import table_lines
from gongkai.tables.stream import Token, tokenize

READERS: Final[dict[str, Callable[[Document, Sequence[Token], Codebook], Reading]]] = {
    "disclosure": read_disclosure,
    "applications": read_applications,
    "review_litigation": read_review,
}
LISTED: Final = 4
"""Fields that a warning names before it says how many more there are."""
READ_WELL: Final = 0.9
"""Confidence (0 to 1) of a recognised cell below which a person should look at it."""


def read_tables(document: Document, segmentation: Segmentation, codebook: Codebook) -> Tables:
    """One cell per field of each table that is there; a table that is not has template None, and a warning."""
    forms = form_labels(codebook)
    cells: list[Cell] = []
    templates: dict[str, str | None] = {}
    warnings: list[Problem] = []
    for table, read in READERS.items():
        own = [name for name, section in codebook.sections.items() if section.table == table]
        reading = read(
            document, tokenize(document, table_lines(document, segmentation, own), forms), codebook
        )
        if reading.template is None:
            everywhere = table_lines(document, segmentation, codebook.sections)
            reading = read(document, tokenize(document, everywhere, forms), codebook)
        templates[table] = reading.template
        warnings += reading.warnings
        if reading.template is None:
            warnings.append(warning("W001", table=table))
            continue
        kept = _complete(reading, reading.template, codebook)
        warnings += _notes(table, kept)
        cells += kept
    return Tables(cells=tuple(cells), templates=templates, warnings=tuple(warnings))


def _complete(reading: Reading, template: str, codebook: Codebook) -> list[Cell]:
    """A cell for every field of the template in printed order, then what was read of the other form."""
    fields = codebook.fields(reading.table, template)
    printed = frozenset(fields)
    rest = [cell for name, cell in reading.cells.items() if name not in printed]
    return [reading.cells.get(name) or missing(name) for name in fields] + rest


def _notes(table: str, cells: Sequence[Cell]) -> list[Problem]:
    unsure = [c.field for c in cells if c.confidence < READ_WELL]
    absent = [c.field for c in cells if c.state is CellState.MISSING]
    notes = [
        warning("W005", table=table, field=c.field, text=c.text)
        for c in cells
        if c.state is CellState.NOT_A_NUMBER
    ]
    if absent:
        notes.append(
            warning("W002", table=table, count=len(absent), total=len(cells), fields=_listed(absent))
        )
    if unsure:
        notes.append(warning("W021", table=table, count=len(unsure), fields=_listed(unsure)))
    return notes


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(fields[:LISTED]) + (", …" if len(fields) > LISTED else "")
