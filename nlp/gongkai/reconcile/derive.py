"""Values of unknown cells that the rules leave no choice about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.reconcile.expand import Plan, SumRule
from gongkai.reconcile.model import Proposal, Status
from gongkai.reconcile.operands import Exact, Range, number
from gongkai.reconcile.rules import status_of

Ranges = Mapping[str, Range]
Found = dict[str, tuple[Exact, frozenset[str]]]  # field -> its value, and the ids of the rules that imply it


def propose_derived(plan: Plan, ranges: Ranges) -> tuple[Proposal, ...]:
    """Proposals of kind ``derived``, in the order of the form.

    A rule that fails says nothing, and neither does one that shares a cell with it: the fault may be there.
    """
    found: Found = {}
    for component in plan.components:
        if any(ranges[f].value is None for rule in component for f in rule.fields):
            found |= _implied(component, ranges)
    return tuple(
        Proposal(
            field=f, kind="derived", printed=None, value=number(value), rules=tuple(sorted(rules)), tie=False
        )
        for f in plan.fields
        if f in found
        for value, rules in (found[f],)
    )


def _implied(component: tuple[SumRule, ...], ranges: Ranges) -> Found:
    suspect = {f for rule in component if status_of(rule, ranges) is Status.FAIL for f in rule.fields}
    trusted = [rule for rule in component if suspect.isdisjoint(rule.fields)]
    known, found = dict(ranges), Found()
    waiting = list(trusted)
    while waiting:
        later = []
        for rule in waiting:
            because = frozenset({rule.rule}).union(*(found[f][1] for f in rule.fields if f in found))
            solved = list(_solve(rule, known))
            for field, value in solved:
                known[field] = Range(low=value, high=value)
                found[field] = value, because
            if not solved and any(known[f].value is None for f in rule.fields):
                later.append(rule)
        if len(later) == len(waiting):
            break
        waiting = later
    sound = all(status_of(rule, known) is not Status.FAIL for rule in trusted)
    return found if sound and all(_possible(f, value, ranges) for f, (value, _) in found.items()) else {}


def _solve(rule: SumRule, known: Ranges) -> Iterator[tuple[str, Exact]]:
    """The unknown cells that this rule fixes: a single one, or counts that have nothing left to share."""
    signs = rule.signs
    unknown = [f for f in signs if known[f].value is None]
    if not unknown:
        return
    rest = sum(sign * value for f, sign in signs.items() if (value := known[f].value) is not None)
    if len(unknown) == 1:
        field = unknown[0]
        yield field, -signs[field] * rest
    elif rest == 0 and len({signs[f] for f in unknown}) == 1 and all(known[f].low == 0 for f in unknown):
        yield from ((field, 0) for field in unknown)


def _possible(field: str, value: Exact, ranges: Ranges) -> bool:
    low = ranges[field].low
    return low is None or (value >= low and value.denominator == 1)
