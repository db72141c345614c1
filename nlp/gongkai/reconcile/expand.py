"""Codebook rules and correspondences made concrete for the forms that a report uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

from gongkai.codebook import Codebook, Rule
from gongkai.errors import GongkaiError
from gongkai.reconcile.messages import column_name, field_name, row_name
from gongkai.reconcile.operands import Term

WHOLE_COUNT: Final = "whole number >= 0"
"""The one check on single cells that exists (``check`` of a rule with ``for_each: cell``)."""

_PLANS: Final = 64  # plans kept: three tables of two forms, each possibly absent, make 27 for one codebook


@dataclass(frozen=True, kw_only=True, slots=True)
class SumRule:
    """A rule on one column or row: the sum of ``left`` equals the sum of ``right``.

    ``where`` is the column's or row's id, ``label`` its Chinese name. ``signs`` is the same as one sum that is zero: each cell's factor in ``left`` minus ``right``.
    """

    rule: str
    severity: str
    where: str
    label: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    fields: tuple[str, ...]
    signs: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class CellRule:
    """A rule on single cells: each is a whole number >= 0. ``labels`` name the cells in Chinese."""

    rule: str
    severity: str
    labels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Idle:
    """A rule that has no place in the form of a table that is there (``where``, ``label`` in Chinese)."""

    rule: str
    severity: str
    where: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One lawful meaning of a metric: the operands as in the codebook, and the same as terms."""

    operands: tuple[str, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All that applies to reports with these templates.

    ``counts`` are the fields that cannot be negative; ``row_parts`` maps a row's total to the cells it sums;
    ``components`` are the sum rules grouped so that rules of two groups share no cell.
    """

    fields: tuple[str, ...]
    sums: tuple[SumRule, ...]
    cells: tuple[CellRule, ...]
    idle: tuple[Idle, ...]
    counts: frozenset[str]
    row_parts: Mapping[str, tuple[str, ...]]
    components: tuple[tuple[SumRule, ...], ...]
    readings: Mapping[str, tuple[Reading, ...]]


class _Same:
    """A codebook as a cache key: by identity, for its mappings have no hash."""

    __slots__ = ("codebook",)

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.codebook is other.codebook

    def __hash__(self) -> int:
        return id(self.codebook)


def plan_for(codebook: Codebook, templates: Mapping[str, str | None]) -> Plan:
    """The plan for these templates. Made once per codebook and combination of forms."""
    present = tuple((t, form) for t in codebook.tables if (form := templates.get(t)) is not None)
    return _plan(_Same(codebook), present)


@lru_cache(maxsize=_PLANS)
def _plan(key: _Same, present: tuple[tuple[str, str], ...]) -> Plan:
    codebook, forms = key.codebook, dict(present)
    fields = tuple(f for table, form in present for f in codebook.fields(table, form))
    sums: list[SumRule] = []
    cells: list[CellRule] = []
    idle: list[Idle] = []
    row_parts: dict[str, tuple[str, ...]] = {}
    for rule in codebook.rules:
        if rule.across_years:
            continue
        if rule.for_each == "cell":
            cells.append(_cell_rule(codebook, rule, fields))
            continue
        if rule.for_each is None:
            found = _fixed(codebook, rule, forms)
        elif rule.table in forms:
            expand = _columns if rule.for_each == "column" else _rows
            found = list(expand(codebook, rule, rule.table, forms[rule.table]))
            if not found:
                idle.append(_idle(codebook, rule, rule.table))
        else:
            found = []
        sums += found
        if rule.for_each == "row":
            row_parts |= {
                s.right[0].fields[0]: tuple(t.fields[0] for t in s.left) for s in found if _is_total(s)
            }
    return Plan(
        fields=fields,
        sums=tuple(sums),
        cells=tuple(cells),
        idle=tuple(idle),
        counts=frozenset(f for c in cells for f in c.labels),
        row_parts=row_parts,
        components=_components(sums),
        readings=_readings(codebook, forms),
    )


def _is_total(rule: SumRule) -> bool:
    return len(rule.right) == 1 and all(t.sign > 0 for t in (*rule.left, *rule.right))


def _cell_rule(codebook: Codebook, rule: Rule, fields: tuple[str, ...]) -> CellRule:
    if rule.check != WHOLE_COUNT:
        raise GongkaiError("E010", path="rules", why=f"rule {rule.id}: no check {rule.check!r} on cells")
    mine = (f for f in fields if rule.table is None or f.startswith(rule.table + "."))
    kept = [f for f in mine if not any(fnmatchcase(f, pattern) for pattern in rule.excepted)]
    labels = {f: field_name(codebook, *_place(f)).zh for f in kept}
    return CellRule(rule=rule.id, severity=rule.severity, labels=labels)


def _place(field: str) -> tuple[str, str, str]:
    """Table, row and column of a field id."""
    table, _, rest = field.partition(".")
    row, _, column = rest.rpartition(".")
    return table, row, column


def _columns(codebook: Codebook, rule: Rule, table: str, form: str) -> Iterator[SumRule]:
    """One rule per column in which every operand has cells."""
    for column in codebook.tables[table].columns:
        left = _column_side(codebook, table, form, rule.left, column)
        right = _column_side(codebook, table, form, rule.right, column)
        if left and right:
            yield _sum_rule(rule, column, column_name(codebook, table, column).zh, left, right)


def _column_side(
    codebook: Codebook, table: str, form: str, operands: tuple[str, ...], column: str
) -> tuple[Term, ...]:
    """The operands' terms in one column; empty if one of them has no cell there."""
    shape, terms = codebook.tables[table], []
    for sign, operand in map(_signed, operands):
        # `outcomes` is spelt out part by part, so that messages show which outcome counts what
        parts = shape.outcomes if operand == "outcomes" else (operand,)
        found = [t for t in (_term(codebook, table, form, p, column, sign) for p in parts) if t.fields]
        if not found:
            return ()
        terms += found
    return tuple(terms)


def _rows(codebook: Codebook, rule: Rule, table: str, form: str) -> Iterator[SumRule]:
    """One rule per row that has all the operands' columns."""
    shape = codebook.tables[table]
    for row in shape.rows_of(form):
        columns = shape.columns_of(row, form)
        sides = [[_signed(operand) for operand in side] for side in (rule.left, rule.right)]
        if all(column in columns for side in sides for _, column in side):
            left, right = (
                tuple(_cell_term(codebook, table, row, column, sign) for sign, column in side)
                for side in sides
            )
            yield _sum_rule(rule, row, row_name(codebook, table, row).zh, left, right)


def _fixed(codebook: Codebook, rule: Rule, forms: Mapping[str, str]) -> list[SumRule]:
    """A rule over whole field ids; none if a table or a field is not in the report's forms."""
    left, right = (_field_terms(codebook, forms, side) for side in (rule.left, rule.right))
    if not left or not right:
        return []
    where = rule.table or _signed(rule.left[0])[1].partition(".")[0]
    return [_sum_rule(rule, where, codebook.tables[where].zh, left, right)]


def _readings(codebook: Codebook, forms: Mapping[str, str]) -> dict[str, tuple[Reading, ...]]:
    found = {
        metric: tuple(
            Reading(operands=operands, terms=terms)
            for operands in readings
            if (terms := _field_terms(codebook, forms, operands))
        )
        for metric, readings in codebook.correspondences.items()
    }
    return {metric: readings for metric, readings in found.items() if readings}


def _field_terms(codebook: Codebook, forms: Mapping[str, str], operands: tuple[str, ...]) -> tuple[Term, ...]:
    """Terms of signed field or group ids; empty if one of them has no cell in these forms."""
    terms: list[Term] = []
    for sign, operand in map(_signed, operands):
        table, row, column = _place(operand)
        if table not in forms:
            return ()
        term = _term(codebook, table, forms[table], row, column, sign)
        if not term.fields:
            return ()
        named = field_name(codebook, table, row, column)
        terms.append(Term(sign=sign, fields=term.fields, zh=named.zh, en=named.en))
    return tuple(terms)


def _signed(operand: str) -> tuple[int, str]:
    return (-1 if operand.startswith("-") else 1), operand.lstrip("+-")


def _term(codebook: Codebook, table: str, form: str, row: str, column: str, sign: int) -> Term:
    """The cells of a row or group in one column, named by the row."""
    shape, named = codebook.tables[table], row_name(codebook, table, row)
    rows = (r for r in shape.members(row, form) if column in shape.columns_of(r, form))
    return Term(sign=sign, fields=tuple(f"{table}.{r}.{column}" for r in rows), zh=named.zh, en=named.en)


def _cell_term(codebook: Codebook, table: str, row: str, column: str, sign: int) -> Term:
    """One cell, named by its column."""
    named = column_name(codebook, table, column)
    return Term(sign=sign, fields=(f"{table}.{row}.{column}",), zh=named.zh, en=named.en)


def _sum_rule(rule: Rule, where: str, label: str, left: tuple[Term, ...], right: tuple[Term, ...]) -> SumRule:
    signs: dict[str, int] = {}
    for factor, side in ((1, left), (-1, right)):
        for term in side:
            for field in term.fields:
                signs[field] = signs.get(field, 0) + factor * term.sign
    return SumRule(
        rule=rule.id,
        severity=rule.severity,
        where=where,
        label=label,
        left=left,
        right=right,
        fields=tuple(signs),
        signs=signs,
    )


def _idle(codebook: Codebook, rule: Rule, table: str) -> Idle:
    """A table is there, but its form has no place where the whole rule applies."""
    return Idle(rule=rule.id, severity=rule.severity, where=table, label=codebook.tables[table].zh)


def _components(sums: Iterable[SumRule]) -> tuple[tuple[SumRule, ...], ...]:
    """Rules that share cells, directly or through others, stand together."""
    groups: list[tuple[set[str], list[SumRule]]] = []
    for rule in sums:
        joined = [g for g in groups if not g[0].isdisjoint(rule.fields)]
        groups = [g for g in groups if g[0].isdisjoint(rule.fields)]
        cells = set(rule.fields).union(*(g[0] for g in joined))
        groups.append((cells, [r for g in joined for r in g[1]] + [rule]))
    return tuple(tuple(rules) for _, rules in groups)
