"""Which printed cells to suspect when rules fail: Fellegi and Holt's principle as a mixed-integer program.

Change the fewest, least trusted cells so that all rules of the table hold. The program per group of rules that
share cells: a whole number >= 0 for every cell, a switch for every printed one that allows it to differ, the
rules as equalities, and the sum of the switches' weights as small as possible.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from math import inf
from time import monotonic
from typing import Final

from gongkai.reconcile.expand import Plan, SumRule
from gongkai.reconcile.model import Proposal, Status
from gongkai.reconcile.operands import Range
from gongkai.reconcile.rules import status_of
from gongkai.tables.model import Cell

MAX_CHANGES: Final = 6
"""More suspects than this are no help to a reviewer: no proposal. Statistical offices stop at 12 to 15, in
records with more variables."""

TIME_LIMIT_S: Final = 2.0
"""Seconds for one group of rules, the search for ties included. In a 25x7 table one wrong cell takes 0.05, three
take 0.1, six 2 and more: what is not found in this time is not proposed, and what is not proven unique in it counts
as a tie."""

ORIGIN_TRUST: Final = {"read": 1.0, "ocr": 0.9, "human": 10.0}
"""How hard it is to doubt a cell, by origin, against a plainly read one. A person's word yields last."""

LEAST_TRUST: Final = 0.05  # a cell of confidence 0 still costs something to change: fewest first

_SAME_COST: Final = 1e-6  # weights differ by hundredths, the solver is exact to about 1e-9

Cells = Mapping[str, Cell]
Ranges = Mapping[str, Range]
Row = tuple[Mapping[int, float], float, float]
"""A constraint: factors by variable, and the least and the most that their sum may be."""


def propose_corrections(plan: Plan, ranges: Ranges, cells: Cells) -> tuple[Proposal, ...]:
    """Proposals of kind ``correction``, in the order of the form. None where all rules hold."""
    found: dict[str, Proposal] = {}
    for component in plan.components:
        failing = [rule for rule in component if status_of(rule, ranges) is Status.FAIL]
        if failing and _needed(failing) <= MAX_CHANGES:
            found |= {p.field: p for p in _correct(component, failing, plan, ranges, cells)}
    return tuple(found[f] for f in plan.fields if f in found)


def _needed(failing: Sequence[SumRule]) -> int:
    """At least so many cells are wrong: failing rules without a common cell each need a change."""
    taken: set[str] = set()
    count = 0
    for rule in sorted(failing, key=lambda r: len(r.fields)):
        if taken.isdisjoint(rule.fields):
            taken.update(rule.fields)
            count += 1
    return count


def _correct(
    component: Sequence[SumRule], failing: Sequence[SumRule], plan: Plan, ranges: Ranges, cells: Cells
) -> list[Proposal]:
    fields = list(dict.fromkeys(f for rule in component for f in rule.fields))
    if not plan.counts.issuperset(fields):
        return []  # signed amounts have no bound from below: the program would be another
    program = _Program(component, fields, ranges, cells)
    changes = program.cheapest() or {}
    return [
        Proposal(
            field=field,
            kind="correction",
            printed=cells[field].value,
            value=value,
            rules=tuple(sorted({rule.rule for rule in failing if field in rule.fields})),
            tie=program.other_than(field, value, changes),
        )
        for field, value in changes.items()
    ]


class _Program:
    """The mixed-integer program of one group of rules.

    Variables: a value per field, then a switch per field, then one that serves ``other_than``. Values are
    bounded by the sum of all that is printed: no cell of a table that adds up exceeds it.
    """

    def __init__(self, rules: Sequence[SumRule], fields: Sequence[str], ranges: Ranges, cells: Cells) -> None:
        self.rules, self.fields = rules, fields
        self.until = monotonic() + TIME_LIMIT_S
        self.printed = {f: value for f in fields if (value := ranges[f].value) is not None}
        self.weights = {f: _trust(cells[f]) for f in self.printed}
        self.limit = 1 + float(sum(max(v, -v) for v in self.printed.values()))
        self.place = {f: i for i, f in enumerate(fields)}
        self.ranges = ranges
        self.alone = self._alone()  # while one cell is enough, nothing needs to be solved

    def _alone(self) -> dict[str, int]:
        """The cells of which one alone has to change, with the value that makes all rules hold, where these are all
        the cheapest solutions. Empty where they are not, where there are none, or where cells are unknown."""
        values = {f: v for f, v in self.printed.items() if isinstance(v, int) and v >= 0}
        if len(values) < len(self.fields):
            return {}
        missing = [-sum(sign * values[f] for f, sign in rule.signs.items()) for rule in self.rules]
        wrong = next(k for k, amount in enumerate(missing) if amount)
        found: dict[str, int] = {}
        for field, sign in self.rules[wrong].signs.items():
            change, rest = divmod(missing[wrong], sign) if sign else (0, 1)
            holds = all(r.signs.get(field, 0) * change == m for r, m in zip(self.rules, missing, strict=True))
            if not rest and holds and 0 <= values[field] + change <= self.limit:
                found[field] = values[field] + change
        least = min((self.weights[field] for field in found), default=inf)
        if least + _SAME_COST >= sum(sorted(self.weights.values())[:2]):
            return {}  # changing two cells could cost as little
        return {f: value for f, value in found.items() if self.weights[f] <= least + _SAME_COST}

    @cached_property
    def rows(self) -> list[Row]:
        """What every solution fulfils."""
        rows: list[Row] = [({self.place[f]: s for f, s in rule.signs.items()}, 0, 0) for rule in self.rules]
        for f, value in self.printed.items():
            at, switch, v = self.place[f], self._switch(f), float(value)
            rows.append(({at: 1, switch: v - self.limit}, -inf, v))  # at most v, switched: the limit
            rows.append(({at: 1, switch: v}, v, inf))  # at least v, switched: 0
        rows.append(({self._switch(f): 1 for f in self.printed}, 0, MAX_CHANGES))
        for rule in self.rules:
            rows += self._implied(rule, self.ranges)
        return rows

    def _implied(self, rule: SumRule, ranges: Ranges) -> Iterator[Row]:
        """What the rule says of the switches alone. Nothing new, but it saves the solver most of its search."""
        status = status_of(rule, ranges)
        if status is Status.FAIL:  # one of its cells changes
            yield {self._switch(f): 1 for f in rule.fields if f in self.printed}, 1, inf
        elif status is Status.PASS:  # no cell changes alone
            for field in rule.fields:
                yield {self._switch(f): -1 if f == field else 1 for f in rule.fields}, 0, inf

    def _switch(self, field: str) -> int:
        return len(self.fields) + self.place[field]

    def cheapest(self) -> dict[str, int] | None:
        """The new values of the cells to change; None if there is no solution, or none was proven in time."""
        if len(self.alone) == 1:
            return dict(self.alone)
        status, values = self._solve(self.rows)
        if status is not _Solved.OPTIMAL:
            return None
        new = {f: round(values[i]) for f, i in self.place.items()}
        changes = {f: new[f] for f, value in self.printed.items() if new[f] != value}
        # numbers too large for the solver's tolerances: better no proposal than a wrong one
        holds = not any(sum(sign * new[f] for f, sign in rule.signs.items()) for rule in self.rules)
        paid = all(values[self._switch(f)] > 1 / 2 for f in changes)
        return changes if holds and paid else None

    def other_than(self, field: str, value: int, changes: Collection[str]) -> bool:
        """Whether a solution that costs no more gives ``field`` another value, or keeps the printed one."""
        if self.alone:
            return len(self.alone) > 1
        at, side, reach = self.place[field], 2 * len(self.fields), self.limit + value + 1
        cost = sum(self.weights[f] for f in changes)
        status, _ = self._solve(
            [
                *self.rows,
                ({self._switch(f): w for f, w in self.weights.items()}, 0, cost + _SAME_COST),
                ({at: 1, side: -reach}, -inf, value - 1),  # below the value, unless on the other side of it
                ({at: 1, side: -reach}, value + 1 - reach, inf),  # above it, if there
            ]
        )
        return status is not _Solved.INFEASIBLE

    def _solve(self, rows: Sequence[Row]) -> tuple[_Solved, Sequence[float]]:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        left = self.until - monotonic()
        if left <= 0:
            return _Solved.OPEN, ()
        n = len(self.fields)
        costs, top = np.zeros(2 * n + 1), np.ones(2 * n + 1)
        top[:n] = self.limit
        for field, weight in self.weights.items():
            costs[self._switch(field)] = weight
        entries = [(r, c, x) for r, (row, _, _) in enumerate(rows) for c, x in row.items()]
        at_row, at_column, factors = zip(*entries, strict=True)
        matrix = csr_array((factors, (at_row, at_column)), shape=(len(rows), 2 * n + 1))
        result = milp(
            costs,
            integrality=np.ones(2 * n + 1),
            bounds=Bounds(0, top),
            constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
            options={"time_limit": left},
        )
        return _Solved.of(result.status), () if result.x is None else result.x.tolist()


class _Solved(Enum):
    """What the solver knows."""

    OPTIMAL = 0
    INFEASIBLE = 2
    OPEN = None

    @staticmethod
    def of(status: int) -> _Solved:
        return {0: _Solved.OPTIMAL, 2: _Solved.INFEASIBLE}.get(status, _Solved.OPEN)


def _trust(cell: Cell) -> float:
    return max(LEAST_TRUST, cell.confidence) * ORIGIN_TRUST.get(cell.origin, 1.0)
