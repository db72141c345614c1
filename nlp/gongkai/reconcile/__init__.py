"""Rules over cells, what they imply, and prose against tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.codebook import Codebook
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure
from gongkai.reconcile.derive import propose_derived
from gongkai.reconcile.expand import plan_for
from gongkai.reconcile.localise import propose_corrections
from gongkai.reconcile.model import Agreement, Check, Message, Proposal, Reconciliation, Status, Verdict
from gongkai.reconcile.operands import cell_range
from gongkai.reconcile.rules import run_rules
from gongkai.reconcile.verdicts import give_verdicts
from gongkai.tables.model import Cell

__all__ = [
    "Agreement",
    "Check",
    "Message",
    "Proposal",
    "Reconciliation",
    "Status",
    "Verdict",
    "reconcile",
]


def reconcile(
    *,
    cells: Sequence[Cell],
    templates: Mapping[str, str | None],
    figures: Sequence[Figure],
    meta: Meta,
    codebook: Codebook,
) -> Reconciliation:
    """Run the rules of one report, compare its prose with its tables, and propose what the rules imply.

    A table whose template is None has no checks, and its correspondences no verdicts: there is nothing to
    compare. A field of a form that is not among the cells counts as missing. Rules across years need more
    than one report and are not run. The cells themselves are never changed.
    """
    plan = plan_for(codebook, templates)
    by_field = {c.field: c for c in cells}
    ranges = {f: cell_range(by_field.get(f), count=f in plan.counts) for f in plan.fields}
    return Reconciliation(
        checks=run_rules(plan, ranges, by_field),
        verdicts=give_verdicts(plan, ranges, by_field, figures, meta, codebook),
        proposals=(*propose_derived(plan, ranges), *propose_corrections(plan, ranges, by_field)),
    )
