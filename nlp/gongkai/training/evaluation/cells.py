"""Cells of the statutory tables against gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gongkai.corpus.model import Gold, GoldCell
from gongkai.quantities.model import CellState
from gongkai.report import Report
from gongkai.tables.model import Cell
from gongkai.training.evaluation.counts import Mistake, same_number

_EMPTY = (CellState.BLANK, CellState.MISSING)


@dataclass(frozen=True, kw_only=True, slots=True)
class CellCounts:
    """Every gold cell is one of right, wrong, invented, missing; ``extra`` counts reported cells beside them.

    - right: state and value are equal
    - invented: a number (or a word for zero) is reported where the cell is blank or missing
    - missing: the cell says something, and none or a ``missing`` one is reported
    - wrong: any other difference
    - extra: a cell with a number, of a field that the document's form does not have
    """

    right: int = 0
    wrong: int = 0
    invented: int = 0
    missing: int = 0
    extra: int = 0

    def __add__(self, other: CellCounts) -> CellCounts:
        """Both together."""
        return CellCounts(
            right=self.right + other.right,
            wrong=self.wrong + other.wrong,
            invented=self.invented + other.invented,
            missing=self.missing + other.missing,
            extra=self.extra + other.extra,
        )

    @property
    def total(self) -> int:
        """How many cells the gold has."""
        return self.right + self.wrong + self.invented + self.missing

    @property
    def accuracy(self) -> float | None:
        """Share of the gold's cells that are right; None where it has none."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, kw_only=True, slots=True)
class CellScore:
    """Counts per table, and each cell that is not right."""

    tables: dict[str, CellCounts] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()

    @property
    def overall(self) -> CellCounts:
        """All tables together."""
        return sum(self.tables.values(), CellCounts())


def score_cells(report: Report, gold: Gold) -> CellScore:
    """Compare every cell.

    | gold      | report     | outcome  |
    |-----------|------------|----------|
    | 3         | number 3   | right    |
    | zero_word | number 0   | wrong    |
    | blank     | number 0   | invented |
    | blank     | dash       | wrong    |
    | 3         | –          | missing  |
    | missing   | –          | right    |
    """
    return compare_cells(report.cells, {name: gold.cell(name) for name in gold.tables})


def compare_cells(cells: Iterable[Cell], gold: Mapping[str, GoldCell]) -> CellScore:
    """Compare cells with what gold says of each field."""
    read = {cell.field: cell for cell in cells}
    tables: dict[str, CellCounts] = {}
    mistakes: list[Mistake] = []
    for name, expected in gold.items():
        outcome = _outcome(expected, read.get(name))
        table = name.partition(".")[0]
        tables[table] = tables.get(table, CellCounts()) + CellCounts(**{outcome: 1})
        if outcome != "right":
            mistakes.append(_mistake(outcome, name, expected, read.get(name)))
    for name, cell in read.items():
        if name not in gold and cell.value is not None:
            table = name.partition(".")[0]
            tables[table] = tables.get(table, CellCounts()) + CellCounts(extra=1)
            mistakes.append(_mistake("extra", name, None, cell))
    return CellScore(tables=tables, mistakes=tuple(mistakes))


def _outcome(expected: GoldCell, came: Cell | None) -> str:
    state = came.state if came is not None else CellState.MISSING
    value = came.value if came is not None else None
    if state is expected.state and same_number(value, expected.value):
        return "right"
    if expected.state in _EMPTY and value is not None:
        return "invented"
    return "missing" if state is CellState.MISSING else "wrong"


def _mistake(outcome: str, name: str, expected: GoldCell | None, came: Cell | None) -> Mistake:
    return Mistake(
        kind=f"cell {outcome}",
        what=name,
        expected=_words(expected) if expected is not None else "no such cell in the form",
        came=_words(came) if came is not None else "no cell",
        words=came.text.strip() or None if came is not None else None,
    )


def _words(cell: GoldCell | Cell) -> str:
    if cell.state is CellState.NUMBER:
        return str(cell.value)
    return f"{cell.state.value} {cell.text!r}" if cell.state is CellState.NOT_A_NUMBER else cell.state.value
