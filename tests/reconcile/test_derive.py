from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reconcile import Proposal
from reconcile.forms import applications, blanked, reviews, run, table

ROW = "review_litigation.review"


def derived(found: tuple[Proposal, ...]) -> dict[str, object]:
    return {p.field: p.value for p in found if p.kind == "derived"}


def test_derive_single_unknown_is_proposed_with_its_rule() -> None:
    assert run(reviews(review="4 _ 0 1 7")).proposals == (
        Proposal(
            field=f"{ROW}.corrected",
            kind="derived",
            printed=None,
            value=2,
            rules=("review_litigation.total",),
            tie=False,
        ),
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("4 2 0 1 ?", {f"{ROW}.total": 7}),
        ("7 _ / 0 7", {f"{ROW}.corrected": 0, f"{ROW}.other": 0}),  # nothing left to share
        ("4 _ _ 1 7", {}),
        ("_ _ _ _ _", {}),
        ("9 _ 0 1 7", {}),  # the rule fails
    ],
)
def test_derive_only_what_is_determined(row: str, expected: dict[str, int]) -> None:
    assert derived(run(reviews(review=row)).proposals) == expected


def test_derive_goes_on_from_what_it_derived() -> None:
    tables = table(
        "applications",
        "2021",
        {
            "new": "3 0 0 0 0 0 3",
            "granted": "_ 0 0 0 0 0 _",
            "processed": "_ 0 0 0 0 0 _",
        },
    )
    found = run(tables).proposals
    assert {p.field: (p.value, p.rules) for p in found} == {
        "applications.processed.natural_person": (3, ("applications.balance",)),
        "applications.processed.total": (3, ("applications.balance",)),
        "applications.granted.natural_person": (3, ("applications.balance", "applications.processed")),
        "applications.granted.total": (3, ("applications.balance", "applications.processed")),
    }


def test_derive_trusts_no_rule_that_shares_a_cell_with_a_failing_one() -> None:
    tables = table(
        "applications",
        "2021",
        {"new": "5 0 0 0 0 0 5", "granted": "_ 0 0 0 0 0 _", "processed": "3 0 0 0 0 0 3"},
    )
    assert derived(run(tables).proposals) == {}


def test_derive_nothing_where_rules_contradict_each_other() -> None:
    tables = table(
        "applications",
        "2021",
        {
            "new": "3 0 0 0 0 0 3",
            "granted": "_ 0 0 0 0 0 9",  # 9 by its row, 3 by its column
            "processed": "3 0 0 0 0 0 _",
        },
    )
    assert derived(run(tables).proposals) == {}


@given(st.data())
def test_derive_restores_blanked_cells_and_invents_none(data: st.DataObject) -> None:
    tables = data.draw(applications())
    fields = data.draw(st.sets(st.sampled_from(sorted(tables)), min_size=1, max_size=8))
    found = derived(run(blanked(tables, *fields)).proposals)
    assert set(found) <= fields
    assert found == {f: tables[f].value for f in found}
    if len(fields) == 1:
        assert set(found) == fields
