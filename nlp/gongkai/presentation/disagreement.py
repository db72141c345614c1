"""What disagrees in a report, as data: both sides with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from gongkai.codebook.model import Codebook, Rule
from gongkai.presentation.evidence import Quote, quote_cell, quote_figure
from gongkai.presentation.labels import expand_operands, metric_label, where_label
from gongkai.quantities.model import Number
from gongkai.reconcile.model import Agreement, Check, Message, Status, Verdict
from gongkai.report import Report

SCHEMA: Final = "gongkai.check/1"

DISAGREES: Final = frozenset({Status.FAIL.value, Agreement.CONFLICT.value})
"""Outcomes that make `gongkai check` exit with 1."""

_OPERANDS: Final = {
    "column": "{table}.{operand}.{where}",
    "row": "{table}.{where}.{operand}",
    None: "{operand}",
}
"""Field id of a rule's operand, by what the rule runs on."""

IN_DOUBT: Final = frozenset({Status.CANNOT_TELL.value, Agreement.SCOPE_DIFFERS.value})
"""Outcomes that say that something could not be compared; listed on demand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One side: what it is called, its value (None: unknown), and the words that say so."""

    name: str
    value: Number | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A failed or undecided check or verdict with both its sides.

    ``id`` is the rule or the metric, ``outcome`` its status or verdict, ``title`` what people call it.
    """

    kind: str
    id: str
    where: str
    title: str
    outcome: str
    severity: str
    attribution: str | None
    fingerprint: str
    message: Message
    left: Side
    right: Side


def find_disagreements(
    report: Report, codebook: Codebook, *, in_doubt: bool = False
) -> tuple[Disagreement, ...]:
    """Failed checks and conflicts in the order of the report; ``in_doubt`` adds undecided ones."""
    wanted = DISAGREES | IN_DOUBT if in_doubt else DISAGREES
    found = [_of_check(c, report, codebook) for c in report.checks if c.status.value in wanted]
    found += [_of_verdict(v, report, codebook) for v in report.verdicts if v.verdict.value in wanted]
    return tuple(sorted(found, key=lambda d: d.outcome not in DISAGREES))


def count_in_doubt(report: Report) -> int:
    """How many checks and figures could not be compared."""
    outcomes = [*(c.status.value for c in report.checks), *(v.verdict.value for v in report.verdicts)]
    return sum(outcome in IN_DOUBT for outcome in outcomes)


def has_tables(report: Report) -> bool:
    """Whether there is a statutory table to compare anything with."""
    return any(template is not None for template in report.meta.templates.values())


def absent_tables(report: Report, codebook: Codebook) -> list[str]:
    """What the form calls the tables that are not in the document."""
    return [
        codebook.tables[table].zh if table in codebook.tables else table
        for table, template in report.meta.templates.items()
        if template is None
    ]


def as_json(report: Report, found: Iterable[Disagreement]) -> dict[str, Any]:
    """One object of `gongkai check --json`."""
    return {
        "schema": SCHEMA,
        "source": msgspec.to_builtins(report.source),
        "issuer": report.meta.issuer,
        "year": report.meta.year,
        "disagreements": [msgspec.to_builtins(d) for d in found],
        "error": msgspec.to_builtins(report.error),
    }


def _of_check(check: Check, report: Report, codebook: Codebook) -> Disagreement:
    rule = next((r for r in codebook.rules if r.id == check.rule), None)
    left, right = _sides(check, rule, codebook)
    table = (rule.table if rule else None) or (check.fields[0].partition(".")[0] if check.fields else "")
    where = where_label(codebook, table, check.where)
    name = codebook.tables[table].zh if table in codebook.tables else check.rule
    return Disagreement(
        kind="check",
        id=check.rule,
        where=check.where,
        title=f"{name}: {where}",
        outcome=check.status.value,
        severity=check.severity,
        attribution=check.attribution,
        fingerprint=check.fingerprint,
        message=check.message,
        left=Side(name="left", value=check.left, quotes=_cells(report, left, codebook)),
        right=Side(name="right", value=check.right, quotes=_cells(report, right, codebook)),
    )


def _sides(check: Check, rule: Rule | None, codebook: Codebook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The check's fields, parted by the rule's operands; what no operand names stays on the left."""
    pattern = _OPERANDS.get(rule.for_each) if rule else None
    if rule is None or pattern is None:
        return check.fields, ()
    named = {"table": rule.table, "where": check.where}
    operands = [pattern.format(operand=o.lstrip("+-"), **named) for o in rule.right]
    right = expand_operands(codebook, operands, check.fields)
    return tuple(f for f in check.fields if f not in right), right


def _of_verdict(verdict: Verdict, report: Report, codebook: Codebook) -> Disagreement:
    figure = report.metrics[verdict.figure]
    fields = expand_operands(codebook, verdict.reading, [c.field for c in report.cells])
    return Disagreement(
        kind="verdict",
        id=verdict.metric,
        where=" ".join(verdict.reading),
        title=f"prose against tables: {metric_label(codebook, verdict.metric)}",
        outcome=verdict.verdict.value,
        severity="error",
        attribution=None,
        fingerprint=verdict.fingerprint,
        message=verdict.message,
        left=Side(name="prose", value=verdict.prose, quotes=(quote_figure(figure, report, codebook),)),
        right=Side(name="table", value=verdict.table, quotes=_cells(report, fields, codebook)),
    )


def _cells(report: Report, fields: Iterable[str], codebook: Codebook) -> tuple[Quote, ...]:
    cells = {c.field: c for c in report.cells}
    return tuple(quote_cell(cells[f], codebook) for f in fields if f in cells)
