from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reconcile import Proposal
from gongkai.tables.model import Cell
from reconcile.forms import applications, blanked, codebook, numbered, reviews, run, table, wrong

ROW = "review_litigation.review"


def corrections(found: tuple[Proposal, ...]) -> list[tuple[str, object, object, bool]]:
    return [(p.field, p.printed, p.value, p.tie) for p in found if p.kind == "correction"]


def test_localise_total_that_no_part_can_explain() -> None:
    assert run(reviews(review="8 2 0 0 0")).proposals == (
        Proposal(
            field=f"{ROW}.total",
            kind="correction",
            printed=0,
            value=10,
            rules=("review_litigation.total",),
            tie=False,
        ),
    )


def test_localise_tie_where_another_cell_would_do() -> None:
    (found,) = corrections(run(reviews(review="6 2 0 1 8")).proposals)
    assert found[3] is True


@pytest.mark.parametrize(("column", "value"), [("upheld", 5), ("corrected", 1), ("pending", 0), ("total", 9)])
@pytest.mark.parametrize("doubt", [{"confidence": 0.6}, {"origin": "ocr"}])
def test_localise_least_trusted_cell_is_the_suspect(
    column: str, value: int, doubt: dict[str, object]
) -> None:
    tables = reviews(review="6 2 0 1 8")
    field = f"{ROW}.{column}"
    tables[field] = replace(tables[field], **doubt)  # type: ignore[arg-type]
    assert corrections(run(tables).proposals) == [(field, tables[field].value, value, False)]


def test_localise_what_a_person_decided_yields_last() -> None:
    tables = reviews(review="8 2 0 0 0")
    field = f"{ROW}.total"
    tables[field] = replace(tables[field], origin="human")
    assert {f for f, *_ in corrections(run(tables).proposals)} == {f"{ROW}.upheld", f"{ROW}.corrected"}


@settings(max_examples=25, deadline=None)
@given(st.data(), st.sampled_from(["2019", "2021"]), st.integers(0, 9))
def test_localise_finds_the_planted_error(data: st.DataObject, form: str, slip: int) -> None:
    tables = data.draw(applications(form))
    field = data.draw(st.sampled_from(sorted(tables)))
    value = int(tables[field].value or 0)
    broken = numbered(tables, field, wrong(value, slip))
    assert corrections(run(broken, form=form).proposals) == [(field, broken[field].value, value, False)]


@settings(max_examples=10, deadline=None)
@given(st.data(), st.integers(0, 9))
def test_localise_finds_the_planted_error_beside_a_blank(data: st.DataObject, slip: int) -> None:
    tables = data.draw(applications())
    field = "applications.granted.natural_person"
    value = int(tables[field].value or 0)
    broken = blanked(numbered(tables, field, wrong(value, slip)), "applications.denied.third_party.social")
    assert corrections(run(broken).proposals) == [(field, broken[field].value, value, False)]


def test_localise_rows_that_share_no_cell_are_solved_apart() -> None:
    tables = reviews(review="8 2 0 0 0", litigation_direct="6 2 0 1 8", litigation_after_review="1 0 0 0 1")
    found = corrections(run(tables).proposals)
    assert found[0] == (f"{ROW}.total", 0, 10, False)
    assert [(f.rpartition(".")[0], tie) for f, _, _, tie in found[1:]] == [
        ("review_litigation.litigation_direct", True)
    ]


def test_localise_number_glued_from_two_cells() -> None:
    tables = table(
        "applications",
        "2021",
        {"new": "3000000 0 0 0 0 0 3", "granted": "3 0 0 0 0 0 3", "processed": "3 0 0 0 0 0 3"},
    )
    assert corrections(run(tables).proposals) == [("applications.new.natural_person", 3000000, 3, False)]


def test_localise_negative_and_broken_counts() -> None:
    tables = reviews(review="-3 2 0 0 5", litigation_direct="2.5 2 0 0 4")
    assert corrections(run(tables).proposals) == [
        (f"{ROW}.upheld", -3, 3, False),
        ("review_litigation.litigation_direct.upheld", 2.5, 2, False),
    ]


def test_localise_proposes_nothing_where_too_much_is_wrong() -> None:
    rows = [r for r in codebook().tables["applications"].rows_of("2021") if r.startswith("denied.")][:7]
    tables = table("applications", "2021", dict.fromkeys(rows, "1 0 0 0 0 0 0"))
    assert run(tables).proposals == ()


def two_wrong() -> dict[str, Cell]:
    """Tables in which two cells have to change, since a person vouches for the third: a case for the solver."""
    tables = reviews(review="8 2 0 0 0")
    tables[f"{ROW}.total"] = replace(tables[f"{ROW}.total"], origin="human")
    return tables


def test_localise_without_time_proposes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.reconcile.localise.TIME_LIMIT_S", 0.0)
    assert run(two_wrong()).proposals == ()


def test_localise_unproven_uniqueness_counts_as_a_tie(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.0, 1000.0, 1000.0])  # set up, first solve, and no time left for the others
    monkeypatch.setattr("gongkai.reconcile.localise.monotonic", lambda: next(clock))
    found = corrections(run(two_wrong()).proposals)
    assert found == [(f"{ROW}.upheld", 8, 0, True), (f"{ROW}.corrected", 2, 0, True)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=5, max_size=5),
    st.lists(st.sampled_from([1.0, 0.96, 0.5, 0.3]), min_size=5, max_size=5),
)
def test_localise_one_wrong_cell_is_told_as_the_solver_would(values: list[int], sure: list[float]) -> None:
    tables = reviews(review=" ".join(map(str, values)))
    own = [f"{ROW}.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]
    for field, confidence in zip(own, sure, strict=True):
        tables[field] = replace(tables[field], confidence=confidence)
    found = corrections(run(tables).proposals)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.reconcile.localise._Program._alone", lambda _: {})
        assert corrections(run(tables).proposals) == found


def test_localise_changes_no_cell() -> None:
    tables = reviews(review="8 2 0 0 0")
    before = dict(tables)
    run(tables)
    assert tables == before
