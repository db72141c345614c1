"""A report, as read or as corrected by a person, becomes gold."""

from __future__ import annotations

from typing import Any

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.corpus.quotes import Flat, flatten, shortest_before
from gongkai.corpus.sections import section_entries
from gongkai.corpus.units import gold_unit
from gongkai.errors import GongkaiError
from gongkai.narrative.model import Figure
from gongkai.quantities.model import CellState, Number
from gongkai.reconcile.model import Status
from gongkai.report import Report
from gongkai.tables.model import Cell


def report_to_gold(report: Report, *, codebook: Codebook | None = None) -> dict[str, Any]:
    """The report in the format of a gold file; scored against it, the same report has everything right.

    The figures stand in text order; where a quote occurs more than once, ``before`` fixes its place. Evidence
    that cuts a number in two gives a quote that is nowhere: ``check_quotes`` names it. Raises GongkaiError
    E020 for a report that could not be read or that comes without its lines.
    """
    name = report.source.name
    if report.error is not None:
        raise GongkaiError("E020", path=name, why=f"the report was not read ({report.error.message})")
    if not report.lines:
        raise GongkaiError("E020", path=name, why="the report has no lines to quote from")
    flat = flatten(report.lines)
    placed = [(_range(flat, figure, name), figure) for figure in report.metrics]
    return {
        "source": name,
        "meta": _meta(report, codebook or load_codebook()),
        "sections": [entry.id for entry in section_entries(report) if entry.block],
        "tables": {cell.field: _said(cell) for cell in report.cells},
        "metrics": [_figure(flat, at, figure) for at, figure in sorted(placed, key=lambda p: p[0])],
        "ignore": [],
        "rules_failing": [
            {"rule": check.rule, "where": check.where}
            for check in report.checks
            if check.status is Status.FAIL
        ],
        "verdicts": [
            {"metric": v.metric, "verdict": v.verdict.value, "why": v.message.en} for v in report.verdicts
        ],
        "notes": [],
    }


def _meta(report: Report, codebook: Codebook) -> dict[str, Any]:
    """The tables whose form is the same in every template need none."""
    meta = report.meta
    return {
        "title": meta.title,
        "issuer": meta.issuer,
        "year": meta.year,
        "signed": meta.signed,
        "templates": {
            table: template
            for table, template in meta.templates.items()
            if len({codebook.fields(table, form) for form in codebook.templates}) > 1
        },
    }


def _said(cell: Cell) -> Number | str:
    if cell.state is CellState.NUMBER and cell.value is not None:
        return cell.value
    if cell.state is CellState.NOT_A_NUMBER:
        return f"{cell.state.value}:{cell.text}"
    return cell.state.value


def _range(flat: Flat, figure: Figure, name: str) -> tuple[int, int]:
    at = flat.range_of(figure.evidence)
    if at is None:
        raise GongkaiError("E020", path=name, why=f"{figure.metric} {figure.value} has no evidence")
    return at


def _figure(flat: Flat, at: tuple[int, int], figure: Figure) -> dict[str, Any]:
    start, end = at
    before = shortest_before(flat, start, end)
    unit = figure.unit_printed or figure.unit
    entry: dict[str, Any] = {"metric": figure.metric}
    if figure.channel is not None:
        entry["channel"] = figure.channel
    if figure.category is not None:
        entry["category"] = figure.category
    entry |= {
        "value": figure.value,
        "unit": None if unit is None else gold_unit(unit),
        "approx": figure.approx.value,
        "period": figure.period.value,
        "scope": figure.scope.value,
        "quote": flat.text[start:end],
    }
    return entry if before is None else {**entry, "before": before}
