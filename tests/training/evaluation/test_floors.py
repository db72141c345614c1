from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import GongkaiError
from gongkai.training.evaluation.floors import Bounds, check_floors, load_floors


@pytest.mark.parametrize(
    ("bounds", "holds"),
    [
        (Bounds(at_least={"figures.f1": 0.9}), True),
        (Bounds(at_least={"figures.f1": 0.9333}), True),  # 14/15, written with four digits
        (Bounds(at_least={"figures.f1": 0.94}), False),
        (Bounds(at_most={"cells.invented": 0}), False),
        (Bounds(at_most={"cells.invented": 1}), True),
        (Bounds(at_least={"rules.f1": 0.0}), False),  # nothing was measured
        (Bounds(at_least={"no.such.measure": 0.0}), False),
    ],
)
def test_floors_hold_or_not(bounds: Bounds, holds: bool) -> None:
    measures = {"figures.f1": 14 / 15, "cells.invented": 1.0, "rules.f1": None}
    (outcome,) = check_floors(bounds, measures)
    assert outcome.holds is holds


def test_floors_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(
        "gold:\n  at_least: {cells.accuracy: 0.5}\nsentences:\n  at_most: {figures.false: 2}\n", "utf-8"
    )
    floors = load_floors(path)
    assert floors.gold == Bounds(at_least={"cells.accuracy": 0.5})
    assert floors.sentences == Bounds(at_most={"figures.false": 2})


@pytest.mark.parametrize(
    "text", ["gold: {at_lest: {f1: 1}}", "gold: {at_least: {f1: high}}", "- a\n- b", "a: ["]
)
def test_floors_file_that_errs_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(GongkaiError) as caught:
        load_floors(path)
    assert caught.value.code == "E023"
    assert "floors.yaml" in caught.value.message
