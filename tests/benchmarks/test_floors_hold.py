"""The gate: what the pipeline reads from the reports and sentences of our own must not get worse."""

from __future__ import annotations

from pathlib import Path

from gongkai.pipeline import Pipeline
from gongkai.training.evaluate import check_floors, evaluate_gold, evaluate_sentences, load_floors

BENCHMARKS = Path(__file__).parent
FLOORS = load_floors(BENCHMARKS / "floors.yaml")


def test_floors_hold_on_reports() -> None:
    evaluation = evaluate_gold(BENCHMARKS.parent / "reports" / "gold", Pipeline())
    outcomes = check_floors(FLOORS.gold, evaluation.measures())
    assert [o for o in outcomes if not o.holds] == []
    assert [r.source for r in evaluation.reports if r.lost_quotes] == []
    assert evaluation.unread == ()


def test_floors_hold_on_sentences() -> None:
    result = evaluate_sentences(BENCHMARKS / "sentences.yaml", Pipeline().tagger)
    outcomes = check_floors(FLOORS.sentences, result.measures(), kind="sentences")
    assert [o for o in outcomes if not o.holds] == []
