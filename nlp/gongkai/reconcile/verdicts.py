"""The prose's figures against the tables, by the readings that the codebook allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.codebook import Codebook
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.reconcile.expand import Plan, Reading
from gongkai.reconcile.fingerprint import fingerprint, printed
from gongkai.reconcile.intervals import covered
from gongkai.reconcile.messages import prose_side, sentence, side, summed_note
from gongkai.reconcile.model import Agreement, Message, Verdict
from gongkai.reconcile.operands import Exact, Range, Term, add, exact, number
from gongkai.tables.model import Cell

Cells = Mapping[str, Cell]
Ranges = Mapping[str, Range]

_COMPARED = frozenset({Period.YEAR, Period.STOCK})
# The tables count this year and what is in force at its end: last year's figure and a count since the
# beginning have no counterpart there.


@dataclass(frozen=True, kw_only=True, slots=True)
class _Comparison:
    """A figure against one reading: ``holds`` is None where unknown cells leave it open."""

    reading: Reading
    table: Range
    holds: bool | None


def give_verdicts(
    plan: Plan, ranges: Ranges, cells: Cells, figures: Sequence[Figure], meta: Meta, codebook: Codebook
) -> tuple[Verdict, ...]:
    """One verdict per figure whose metric corresponds to the tables that are there.

    No verdict without something to compare: a metric that corresponds to no table, a table that is absent,
    or a figure of another period (last year's, or cumulative since the beginning).
    """
    counted = _with_row_sums(plan, ranges)
    return tuple(
        _verdict(n, figure, plan.readings[figure.metric], counted, ranges, cells, meta, codebook)
        for n, figure in enumerate(figures)
        if figure.metric in plan.readings and figure.period in _COMPARED
    )


def _with_row_sums(plan: Plan, ranges: Ranges) -> dict[str, Range]:
    """The ranges, with unknown totals of rows counted as the sum of their row."""
    counted = dict(ranges)
    for total, parts in plan.row_parts.items():
        if counted[total].value is None:
            counted[total] = add((Term(sign=1, fields=parts, zh="", en=""),), ranges)
    return counted


def _verdict(
    n: int,
    figure: Figure,
    readings: Sequence[Reading],
    counted: Ranges,
    ranges: Ranges,
    cells: Cells,
    meta: Meta,
    codebook: Codebook,
) -> Verdict:
    allowed, said = covered(figure), exact(figure.value)
    compared = [_compare(reading, counted, allowed) for reading in readings]
    key, chosen = _judge(compared, allowed, said, _scope_sign(figure, meta))
    fields = [f for term in chosen.reading.terms for f in term.fields]
    summed = [f for f in fields if ranges[f].value is None and counted[f].value is not None]
    prose = prose_side(figure)
    table = side(chosen.reading.terms, counted, cells)
    metric = codebook.metric_of[figure.metric]
    message = sentence(
        "verdicts",
        key,
        zh={"metric": metric.zh, "prose": prose.zh, "table": table.zh},
        en={"metric": metric.id, "prose": prose.en, "table": table.en},
    )
    for field in summed:
        note = summed_note(codebook, field, counted[field])
        message = Message(zh=message.zh + note.zh, en=message.en + note.en)
    value = chosen.table.value
    return Verdict(
        metric=figure.metric,
        figure=n,
        verdict=_AGREEMENTS[key],
        reading=chosen.reading.operands,
        prose=figure.value,
        table=None if value is None else number(value),
        fingerprint=fingerprint(
            *(figure.metric, str(figure.value), figure.approx, figure.scope, str(figure.narrower)),
            *(f"{f}={printed(cells.get(f))}" for r in readings for t in r.terms for f in t.fields),
        ),
        message=message,
    )


_AGREEMENTS = {
    "agree": Agreement.AGREE,
    "conflict": Agreement.CONFLICT,
    "scope_differs_narrower": Agreement.SCOPE_DIFFERS,
    "scope_differs_wider": Agreement.SCOPE_DIFFERS,
    "cannot_tell": Agreement.CANNOT_TELL,
}


def _compare(reading: Reading, counted: Ranges, allowed: Range) -> _Comparison:
    table = add(reading.terms, counted)
    holds = True if table.within(allowed) else False if table.apart(allowed) else None
    return _Comparison(reading=reading, table=table, holds=holds)


def _scope_sign(figure: Figure, meta: Meta) -> int:
    """-1 where the figure counts less than the tables by its scope, +1 where more, else 0."""
    body_only = meta.table_scope == Scope.BODY
    if body_only and figure.scope is Scope.JURISDICTION:
        return 1
    if figure.scope is Scope.UNIT or (figure.narrower and not (body_only and figure.scope is Scope.BODY)):
        return -1
    return 0


def _judge(
    compared: Sequence[_Comparison], allowed: Range, said: Exact, sign: int
) -> tuple[str, _Comparison]:
    """The verdict's sentence, and the reading it rests on: agreeing, else open, else the closest."""
    for comparison in compared:
        if comparison.holds:
            return "agree", comparison
    for comparison in compared:
        if comparison.holds is None:
            return "cannot_tell", comparison
    explained = [c for c in compared if sign and _side_of(c.table, allowed) == -sign]
    closest = min(explained or compared, key=lambda c: _distance(c.table, said))
    if explained:
        return ("scope_differs_wider" if sign > 0 else "scope_differs_narrower"), closest
    return "conflict", closest


def _side_of(table: Range, allowed: Range) -> int:
    """-1 where the table's value lies below what the figure allows, +1 where above."""
    if table.high is not None and allowed.low is not None and table.high < allowed.low:
        return -1
    return 1


def _distance(table: Range, said: Exact) -> Exact:
    """How far the prose's value is from the table's."""
    if table.low is not None and said < table.low:
        return table.low - said
    return said - table.high if table.high is not None and said > table.high else 0
