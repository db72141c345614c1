from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from gongkai.codebook import Rule
from gongkai.errors import GongkaiError
from gongkai.reconcile import Status
from gongkai.reconcile.expand import plan_for
from reconcile.forms import codebook, reviews, run

ALL = {"disclosure": "2021", "applications": "2021", "review_litigation": "2021"}


@pytest.mark.parametrize(("form", "rows"), [("2019", 23), ("2021", 25)])
def test_expand_plan_runs_each_rule_on_each_place(form: str, rows: int) -> None:
    plan = plan_for(codebook(), dict.fromkeys(ALL, form))
    assert Counter(s.rule for s in plan.sums) == {
        "applications.balance": 7,
        "applications.processed": 7,
        "applications.row_total": rows,
        "review_litigation.total": 3,
    }


def test_expand_outcomes_are_all_rows_between_carried_over_and_processed() -> None:
    for form in ("2019", "2021"):
        plan = plan_for(codebook(), {"applications": form})
        rule = next(s for s in plan.sums if (s.rule, s.where) == ("applications.processed", "legal"))
        rows = codebook().tables["applications"].rows_of(form)
        expected = [r for r in rows if r not in ("new", "carried_over", "processed", "carried_forward")]
        assert [f for t in rule.left for f in t.fields] == [f"applications.{r}.legal" for r in expected]
        assert [t.fields for t in rule.right] == [("applications.processed.legal",)]


def test_expand_absent_table_has_no_rules_and_no_readings() -> None:
    plan = plan_for(codebook(), {"disclosure": "2019", "applications": None, "review_litigation": None})
    assert plan.sums == ()
    assert {m.partition(".")[0] for m in plan.readings} == {
        "regulations",
        "normative_documents",
        "licensing",
        "penalties",
        "coercion",
    }


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("2021", [("disclosure.regulations.issued",)]),
        ("2019", [("disclosure.regulations.made",), ("disclosure.regulations.newly_disclosed",)]),
    ],
)
def test_expand_readings_are_those_of_the_form(form: str, expected: list[tuple[str, ...]]) -> None:
    readings = plan_for(codebook(), {"disclosure": form}).readings["regulations.issued"]
    assert [r.operands for r in readings] == expected


def test_expand_group_reading_sums_the_rows_of_the_group() -> None:
    (reading,) = plan_for(codebook(), ALL).readings["applications.unable"]
    assert reading.operands == ("applications.unable.total",)
    assert [t.fields for t in reading.terms] == [
        tuple(f"applications.unable.{row}.total" for row in ("not_held", "needs_creation", "unclear"))
    ]


def test_expand_counts_leave_out_signed_and_money_cells() -> None:
    plan = plan_for(codebook(), {"disclosure": "2019"})
    left_out = set(plan.fields) - plan.counts
    assert left_out == {
        *(
            f"disclosure.{r}.change"
            for r in ("licensing", "other_services", "penalties", "coercion", "charges")
        ),
        "disclosure.procurement.amount",
    }


def test_expand_components_share_no_cell() -> None:
    components = plan_for(codebook(), ALL).components
    cells = [{f for rule in rules for f in rule.fields} for rules in components]
    assert sorted(map(len, cells)) == [5, 5, 5, 175]
    assert len(set().union(*cells)) == sum(map(len, cells))


def test_expand_plan_is_kept_per_codebook() -> None:
    other = msgspec.structs.replace(codebook(), rules=())
    assert plan_for(codebook(), ALL) is plan_for(codebook(), dict(ALL))
    assert plan_for(other, ALL).sums == ()


def test_expand_rule_over_whole_field_ids() -> None:
    whole = Rule(
        id="own.reviews_first",
        left=("review_litigation.review.total", "-review_litigation.review.pending"),
        right=("review_litigation.litigation_after_review.total",),
    )
    book = msgspec.structs.replace(codebook(), rules=(whole,))
    checks = run(reviews(review="4 0 0 1 5", litigation_after_review="3 0 0 0 3"), book=book).checks
    assert [(c.rule, c.where, c.status, c.left, c.right) for c in checks] == [
        ("own.reviews_first", "review_litigation", Status.FAIL, 4, 3)
    ]
    assert run({}, book=book).checks == ()


def test_expand_rule_without_a_place_in_the_form_is_not_applicable() -> None:
    rule = Rule(id="own.made", table="disclosure", for_each="row", left=("made",), right=("newly_disclosed",))
    book = msgspec.structs.replace(codebook(), rules=(rule,))
    found = {
        form: plan_for(book, {"disclosure": form}).sums or plan_for(book, {"disclosure": form}).idle
        for form in ("2019", "2021")
    }
    assert [s.where for s in found["2019"]] == ["regulations", "normative_documents"]
    assert [(i.rule, i.where) for i in found["2021"]] == [("own.made", "disclosure")]


def test_expand_unknown_check_on_cells_is_an_error_in_the_codebook() -> None:
    book = msgspec.structs.replace(codebook(), rules=(Rule(id="own.odd", for_each="cell", check="odd"),))
    with pytest.raises(GongkaiError, match="E010.*own.odd"):
        plan_for(book, ALL)
