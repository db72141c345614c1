from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reconcile import Check, Message, Status
from gongkai.reconcile.rules import run_rules
from reconcile.forms import Tables, applications, blanked, cell, numbered, planned, reviews, run, table, wrong

FORMS = st.sampled_from(["2019", "2021"])


def test_rules_failing_row_gives_both_sides_in_both_languages() -> None:
    checks = run(reviews(review="6 2 0 1 8")).checks
    assert checks[0] == Check(
        rule="review_litigation.total",
        where="review",
        status=Status.FAIL,
        severity="error",
        left=9,
        right=8,
        fields=tuple(
            f"review_litigation.review.{c}" for c in ("upheld", "corrected", "other", "pending", "total")
        ),
        attribution="source",
        fingerprint=checks[0].fingerprint,
        message=Message(
            zh="行政复议：结果维持6 + 结果纠正2 + 其他结果0 + 尚未审结1 = 9 ≠ 总计8",
            en="review: upheld 6 + corrected 2 + other 0 + pending 1 = 9, total 8",
        ),
    )
    assert [c.status for c in checks[1:]] == [Status.PASS, Status.PASS]


@pytest.mark.parametrize(
    ("row", "status", "left", "right"),
    [
        ("1 2 0 0 3", "pass", 3, 3),
        ("无 无 无 无 无", "pass", 0, 0),
        ("1 2 0 0 4", "fail", 3, 4),
        ("_ _ _ _ _", "cannot_tell", None, None),
        ("1 2 0 0 _", "cannot_tell", 3, None),
        ("1 2 0 0 ?", "cannot_tell", 3, None),
        ("1 _ 0 0 3", "cannot_tell", None, 3),
        ("1 / 0 0 1", "cannot_tell", None, 1),
        ("1 x 0 0 3", "cannot_tell", None, 3),
        ("3 _ 0 0 2", "fail", None, 2),  # counts are no less than zero: 3 or more is not 2
        ("-3 _ 0 0 2", "cannot_tell", None, 2),
    ],
)
def test_rules_unknown_cells_decide_only_with_the_known_ones(
    row: str, status: str, left: int | None, right: int | None
) -> None:
    check = run(reviews(review=row)).checks[0]
    assert (check.where, check.status, check.left, check.right) == ("review", status, left, right)


def test_rules_columns_are_checked_with_the_groups_spelt_out() -> None:
    tables = table(
        "applications",
        "2019",
        {
            "new": "8 0 0 0 0 0 8",
            "carried_over": "1 0 0 0 0 0 1",
            "granted": "5 0 0 0 0 0 5",
            "unable.not_held": "2 0 0 0 0 0 2",
            "unable.unclear": "1 0 0 0 0 0 1",
            "processed": "9 0 0 0 0 0 9",
        },
    )
    failing = [c for c in run(tables, form="2019").checks if c.status is Status.FAIL]
    assert [(c.rule, c.where, c.message.zh) for c in failing] == [
        (
            "applications.processed",
            where,
            f"{name}：予以公开5 + 部分公开0 + 不予公开0 + 无法提供3 + 不予处理0 + 其他处理0 = 8 ≠ 办理总计9",
        )
        for where, name in (("natural_person", "自然人"), ("total", "总计"))
    ]


@given(st.data(), FORMS)
def test_rules_consistent_table_passes_every_rule(data: st.DataObject, form: str) -> None:
    found = run(data.draw(applications(form)), form=form)
    assert {c.status for c in found.checks} == {Status.PASS}
    assert found.proposals == ()


@given(st.data(), FORMS, st.integers(0, 9))
def test_rules_planted_error_fails_exactly_the_rules_with_the_cell(
    data: st.DataObject, form: str, slip: int
) -> None:
    tables = data.draw(applications(form))
    field = data.draw(st.sampled_from(sorted(tables)))
    broken = numbered(tables, field, wrong(int(tables[field].value or 0), slip))
    plan, _ = planned(broken, form)
    failing = {(c.rule, c.where) for c in _checks(broken, form) if c.status is Status.FAIL}
    assert failing == {(s.rule, s.where) for s in plan.sums if field in s.fields}


@given(st.data(), FORMS)
def test_rules_blank_leaves_exactly_its_rules_open(data: st.DataObject, form: str) -> None:
    tables = data.draw(applications(form))
    fields = data.draw(st.sets(st.sampled_from(sorted(tables)), min_size=1, max_size=5))
    plan, _ = planned(tables, form)
    statuses = {(c.rule, c.where): c.status for c in _checks(blanked(tables, *fields), form)}
    assert statuses == {
        (s.rule, s.where): Status.PASS if fields.isdisjoint(s.fields) else Status.CANNOT_TELL
        for s in plan.sums
    }


def _checks(tables: Tables, form: str) -> tuple[Check, ...]:
    plan, ranges = planned(tables, form)
    return run_rules(plan, ranges, tables)


@pytest.mark.parametrize(
    ("field", "word", "fails"),
    [
        ("disclosure.licensing.decisions", "-2", True),
        ("disclosure.licensing.decisions", "2.5", True),
        ("disclosure.licensing.decisions", "0", False),
        ("disclosure.licensing.decisions", "x", False),
        ("disclosure.licensing.change", "-2", False),
        ("disclosure.procurement.amount", "2.5", False),
    ],
)
def test_rules_single_cells_are_listed_only_when_they_fail(field: str, word: str, fails: bool) -> None:
    tables = {**table("disclosure", "2019", {}), field: cell(field, word)}
    found = [(c.rule, c.where, c.status, c.left) for c in run(tables, form="2019").checks]
    value = tables[field].value
    assert found == ([("counts.nonnegative", field, Status.FAIL, value)] if fails else [])


@pytest.mark.parametrize(
    ("change", "attribution"),
    [
        ({}, "source"),
        ({"text": "６"}, "source"),
        ({"origin": "human"}, "source"),
        ({"origin": "ocr"}, "parse"),
        ({"confidence": 0.5}, "parse"),
        ({"text": "6（其中撤回1件）"}, "unknown"),
    ],
)
def test_rules_attribution_follows_how_the_cells_were_read(
    change: dict[str, object], attribution: str
) -> None:
    tables = reviews(review="6 2 0 1 8")
    field = "review_litigation.review.upheld"
    tables[field] = replace(tables[field], **change)  # type: ignore[arg-type]
    assert [c.attribution for c in run(tables).checks] == [attribution, None, None]


@pytest.mark.parametrize(
    ("row", "attribution"), [("9 _ 0 0 8", "source"), ("9 ? 0 0 8", "unknown"), ("9 x 0 0 8", "parse")]
)
def test_rules_attribution_of_a_failure_that_the_known_cells_decide(row: str, attribution: str) -> None:
    assert run(reviews(review=row)).checks[0].attribution == attribution


def test_rules_fingerprint_follows_the_printed_values_alone() -> None:
    def key(row: str) -> str:
        return run(reviews(review=row)).checks[0].fingerprint

    same = reviews(review="6 2 0 1 8")
    field = "review_litigation.review.upheld"
    same[field] = replace(same[field], text=" ６ ", origin="ocr", confidence=0.4)
    keys = [key("6 2 0 1 8"), key("6 2 0 1 9"), key("6 2 0 _ 8"), key("6 2 0 / 8"), key("2 6 0 1 8")]
    assert len(set(keys)) == len(keys)
    assert run(same).checks[0].fingerprint == keys[0]
    assert len(keys[0]) == 16
    assert int(keys[0], 16) >= 0
