from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.quantities.model import CellState
from gongkai.tables.model import Cell
from gongkai.training.evaluation.cells import CellCounts, score_cells

Make = Callable[..., Any]
FIELD = "applications.new.total"


def cell(state: str, value: float | None = None, *, field: str = FIELD, text: str = "") -> Cell:
    return Cell(field=field, state=CellState(state), value=value, text=text)


@pytest.mark.parametrize(
    ("gold", "came", "outcome"),
    [
        (3, cell("number", 3), "right"),
        (7730.28, cell("number", 7730.28), "right"),
        ("zero_word", cell("zero_word", 0), "right"),
        ("dash", cell("dash"), "right"),
        ("blank", cell("blank"), "right"),
        ("missing", cell("missing"), "right"),
        ("missing", None, "right"),
        ("not_a_number:见附件", cell("not_a_number", text="附件"), "right"),
        (3, cell("number", 30), "wrong"),
        (0, cell("zero_word", 0), "wrong"),
        ("zero_word", cell("number", 0), "wrong"),
        (0, cell("blank"), "wrong"),
        ("blank", cell("dash"), "wrong"),
        ("dash", cell("number", 0), "wrong"),
        ("blank", cell("number", 0), "invented"),
        ("blank", cell("zero_word", 0), "invented"),
        ("missing", cell("number", 5), "invented"),
        (3, cell("missing"), "missing"),
        (3, None, "missing"),
        ("blank", cell("missing"), "missing"),
    ],
)
def test_cells_every_kind_of_outcome(
    gold: Any, came: Cell | None, outcome: str, make_report: Make, make_gold: Make
) -> None:
    report = make_report("无", cells=() if came is None else (came,))
    score = score_cells(report, make_gold(tables={FIELD: gold}))
    assert score.overall == CellCounts(**{outcome: 1})
    assert [m.kind for m in score.mistakes] == ([] if outcome == "right" else [f"cell {outcome}"])


def test_cells_of_another_form_are_extra_where_they_carry_a_number(
    make_report: Make, make_gold: Make
) -> None:
    other = "applications.other_handling.no_payment.total"
    empty = "applications.other_handling.other.total"
    report = make_report(
        "无", cells=(cell("number", 3), cell("number", 1, field=other), cell("blank", field=empty))
    )
    score = score_cells(report, make_gold(tables={FIELD: 3, "review_litigation.review.total": 0}))
    assert score.tables == {
        "applications": CellCounts(right=1, extra=1),
        "review_litigation": CellCounts(missing=1),
    }
    assert score.overall.total == 2
    assert score.overall.accuracy == 0.5


def test_cells_without_gold_have_no_accuracy(make_report: Make, make_gold: Make) -> None:
    assert score_cells(make_report("无"), make_gold()).overall.accuracy is None
