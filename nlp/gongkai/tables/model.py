"""What the table stage gives: one Cell per field of each table's template."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.documents.model import Span
from gongkai.errors import Problem
from gongkai.quantities.model import CellState, Number


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One field of a statutory table as printed.

    ``value`` is None for every state but number and zero_word (0). ``evidence`` is empty for a missing cell;
    a blank one points at its empty place. ``origin`` is read, ocr or human; ``alternatives`` are other readings of
    character recognition, the likelier first.
    """

    field: str
    state: CellState
    value: Number | None
    text: str
    unit: str | None = None
    origin: str = "read"
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Tables:
    """All cells of a document. ``templates`` maps each codebook table to its template, None where it is absent.

    Templates of ``review_litigation`` are "2019" when present: both forms have the same table.
    """

    cells: tuple[Cell, ...]
    templates: dict[str, str | None]
    warnings: tuple[Problem, ...] = ()
