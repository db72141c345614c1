"""Every rule within one report, run on its cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from gongkai.quantities.model import CellState
from gongkai.reconcile.expand import CellRule, Idle, Plan, SumRule
from gongkai.reconcile.fingerprint import fingerprint, printed
from gongkai.reconcile.messages import sentence, side, state_of
from gongkai.reconcile.model import Check, Status
from gongkai.reconcile.operands import Range, add, exact, number
from gongkai.tables.model import Cell

PLAIN_CONFIDENCE: Final = 0.9
"""From this confidence on a cell counts as read without doubt (a share; plain reading gives 1.0)."""

Cells = Mapping[str, Cell]
Ranges = Mapping[str, Range]


def run_rules(plan: Plan, ranges: Ranges, cells: Cells) -> tuple[Check, ...]:
    """One check per rule and column or row; rules on single cells give only the failing ones."""
    checks = [_sum_check(rule, ranges, cells) for rule in plan.sums]
    checks += [_idle_check(idle) for idle in plan.idle]
    for rule in plan.cells:
        checks += _cell_checks(rule, cells)
    return tuple(checks)


def status_of(rule: SumRule, ranges: Ranges) -> Status:
    """Pass or fail where both sides are known or the known cells alone decide, else cannot_tell."""
    return _decide(add(rule.left, ranges), add(rule.right, ranges))


def _decide(left: Range, right: Range) -> Status:
    if left.apart(right):
        return Status.FAIL
    return Status.CANNOT_TELL if left.value is None or right.value is None else Status.PASS


def _sum_check(rule: SumRule, ranges: Ranges, cells: Cells) -> Check:
    sums = add(rule.left, ranges), add(rule.right, ranges)
    status, left, right = _decide(*sums), sums[0].value, sums[1].value
    one, other = side(rule.left, ranges, cells), side(rule.right, ranges, cells)
    return Check(
        rule=rule.rule,
        where=rule.where,
        status=status,
        severity=rule.severity,
        left=None if left is None else number(left),
        right=None if right is None else number(right),
        fields=rule.fields,
        attribution=_attribution(rule.fields, cells) if status is Status.FAIL else None,
        fingerprint=fingerprint(rule.rule, rule.where, *(printed(cells.get(f)) for f in rule.fields)),
        message=sentence(
            "checks",
            status.value,
            zh={"where": rule.label, "left": one.zh, "right": other.zh},
            en={"where": rule.where, "left": one.en, "right": other.en},
        ),
    )


def _idle_check(idle: Idle) -> Check:
    return Check(
        rule=idle.rule,
        where=idle.where,
        status=Status.NOT_APPLICABLE,
        severity=idle.severity,
        left=None,
        right=None,
        fields=(),
        attribution=None,
        fingerprint=fingerprint(idle.rule, idle.where),
        message=sentence("checks", "not_applicable", zh={"where": idle.label}, en={"where": idle.where}),
    )


def _cell_checks(rule: CellRule, cells: Cells) -> Iterator[Check]:
    for field, label in rule.labels.items():
        cell = cells.get(field)
        if cell is None or cell.value is None:
            continue
        value = exact(cell.value)
        if value >= 0 and value.denominator == 1:
            continue
        yield Check(
            rule=rule.rule,
            where=field,
            status=Status.FAIL,
            severity=rule.severity,
            left=cell.value,
            right=None,
            fields=(field,),
            attribution=_attribution((field,), cells),
            fingerprint=fingerprint(rule.rule, field, printed(cell)),
            message=sentence(
                "checks",
                "count",
                zh={"where": label, "value": str(cell.value)},
                en={"where": field, "value": str(cell.value)},
            ),
        )


def _attribution(fields: tuple[str, ...], cells: Cells) -> str:
    """Who erred: the parse if a cell came with doubt, the source if all were read plainly, else unknown."""
    if any(_doubtful(cells[f]) for f in fields if f in cells):
        return "parse"
    return "source" if all(_plain(f, cells) for f in fields) else "unknown"


def _doubtful(cell: Cell) -> bool:
    return cell.state is CellState.NOT_A_NUMBER or cell.origin == "ocr" or cell.confidence < PLAIN_CONFIDENCE


def _plain(field: str, cells: Cells) -> bool:
    """Whether the printed characters are the value and nothing else."""
    state = state_of(cells, field)
    if state is not CellState.NUMBER:
        return state is not CellState.MISSING
    cell = cells[field]
    digits = unicodedata.normalize("NFKC", cell.text).strip().replace(",", "").lstrip("+")
    try:
        return cell.value is not None and float(digits) == cell.value
    except ValueError:
        return False
