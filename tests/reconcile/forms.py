"""Statutory tables for tests: written by hand as one line per row, or drawn so that every rule holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st

from gongkai.codebook import Codebook, load_codebook
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, CellState, Number
from gongkai.reconcile import Reconciliation, reconcile
from gongkai.reconcile.expand import Plan, plan_for
from gongkai.reconcile.operands import Range, cell_range
from gongkai.tables.model import Cell

STATES = {"_": CellState.BLANK, "/": CellState.DASH, "?": CellState.MISSING, "x": CellState.NOT_A_NUMBER}
SURROUNDING = ("new", "carried_over", "processed", "carried_forward")  # rows that are no outcome

Tables = dict[str, Cell]


def codebook() -> Codebook:
    return load_codebook()


def cell(field: str, word: str, *, origin: str = "read", confidence: float = 1.0) -> Cell:
    """A cell from one word: a number, 无, or a sign of ``STATES``."""
    state, value = STATES.get(word), None
    if word == "无":
        state, value = CellState.ZERO_WORD, 0
    elif state is None:
        state, value = CellState.NUMBER, float(word) if "." in word else int(word)
    text = {"_": "", "?": "", "x": "待核"}.get(word, word)
    return Cell(field=field, state=state, value=value, text=text, origin=origin, confidence=confidence)


def table(name: str, form: str, rows: Mapping[str, str], *, rest: str = "0") -> Tables:
    """All cells of a table. Rows not given hold ``rest`` in every cell."""
    shape, found = codebook().tables[name], Tables()
    for row in shape.rows_of(form):
        columns = shape.columns_of(row, form)
        words = rows[row].split() if row in rows else [rest] * len(columns)
        for column, word in zip(columns, words, strict=True):
            field = f"{name}.{row}.{column}"
            found[field] = cell(field, word)
    return found


def reviews(**rows: str) -> Tables:
    """Table 4, columns upheld corrected other pending total."""
    return table("review_litigation", "2021", rows)


def numbered(tables: Tables, field: str, value: Number) -> Tables:
    """The tables with another number in one cell."""
    return {**tables, field: replace(tables[field], value=value, text=str(value), state=CellState.NUMBER)}


def blanked(tables: Tables, *fields: str) -> Tables:
    """The tables with these cells empty."""
    return {**tables, **{f: cell(f, "_") for f in fields}}


def templates_of(tables: Tables, form: str = "2021") -> dict[str, str | None]:
    names = {f.partition(".")[0] for f in tables}
    return {name: form if name in names else None for name in codebook().tables}


def run(
    tables: Tables, *figures: Figure, form: str = "2021", book: Codebook | None = None, **meta: Any
) -> Reconciliation:
    return reconcile(
        cells=tuple(tables.values()),
        templates=templates_of(tables, form),
        figures=figures,
        meta=Meta(**meta),
        codebook=book or codebook(),
    )


def planned(tables: Tables, form: str = "2021") -> tuple[Plan, dict[str, Range]]:
    plan = plan_for(codebook(), templates_of(tables, form))
    return plan, {f: cell_range(tables.get(f), count=f in plan.counts) for f in plan.fields}


def figure(metric: str, value: Number, text: str = "", **attributes: Any) -> Figure:
    given: dict[str, Any] = {
        "channel": None,
        "category": None,
        "unit": "件",
        "unit_printed": "件",
        "approx": Approx.EXACT,
        "period": Period.YEAR,
        "scope": Scope.UNSTATED,
        "evidence": (),
        **attributes,
    }
    return Figure(metric=metric, value=value, text=text or f"{value}件", **given)


@cache
def _places(form: str) -> tuple[tuple[str, str], ...]:
    shape = codebook().tables["applications"]
    rows = [r for r in shape.rows_of(form) if r not in ("new", "processed")]
    return tuple((r, c) for r in rows for c in shape.columns if c != "total")


@st.composite
def applications(draw: st.DrawFn, form: str = "2021") -> Tables:
    """Table 3 in which every rule holds. Few of its cells differ from zero, as in real reports."""
    drawn = draw(st.dictionaries(st.sampled_from(_places(form)), st.integers(1, 400), max_size=15))
    shape, numbers = codebook().tables["applications"], {p: drawn.get(p, 0) for p in _places(form)}
    columns = [c for c in shape.columns if c != "total"]
    for c in columns:
        numbers["processed", c] = sum(n for (r, at), n in drawn.items() if at == c and r not in SURROUNDING)
        handled = numbers["processed", c] + numbers["carried_forward", c]
        numbers["carried_over", c] = min(numbers["carried_over", c], handled)
        numbers["new", c] = handled - numbers["carried_over", c]
    rows = {}
    for r in shape.rows_of(form):
        values = [numbers[r, c] for c in columns]
        rows[r] = " ".join(map(str, [*values, sum(values)]))
    return table("applications", form, rows)


def wrong(value: int, slip: int) -> int:
    """A number that is not ``value``, as slips of hand and sight make them: a digit more, less, or other."""
    candidates = (value * 10 + slip, value + slip + 1, value // 10)
    return next(n for n in candidates[slip % 3 :] + candidates if n != value)
