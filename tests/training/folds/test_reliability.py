"""Whether confidences mean what they say, and the map that makes them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import GongkaiError
from gongkai.narrative.calibration import Calibration, read_calibration, write_calibration
from gongkai.training.calibrating import LEAST, fit_calibration
from gongkai.training.folds.figures import Judged
from gongkai.training.folds.reliability import bins, calibration_error, doubt


def judged(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence=p, right=right) for p, right in pairs]


def test_bins_count_every_figure_once() -> None:
    table = bins(judged((0.0, False), (0.3, False), (0.95, True), (0.97, False), (1.0, True)))
    assert [(b.low, b.high, b.figures, b.right) for b in table] == [
        (0.0, 0.3, 1, 0),
        (0.3, 0.5, 1, 0),
        (0.95, 0.98, 2, 1),
        (0.99, 1.0, 1, 1),
    ]
    assert [b.confidence for b in table] == [0.0, 0.3, 0.96, 1.0]


def test_calibration_error_is_the_mean_distance() -> None:
    table = bins(judged((0.9, True), (0.9, False), (0.2, False), (0.2, False)))
    assert calibration_error(table) == pytest.approx((2 * 0.4 + 2 * 0.2) / 4)
    assert calibration_error(()) is None


def test_doubt_counts_what_a_threshold_flags() -> None:
    found = doubt(judged((0.4, False), (0.5, True), (0.7, False), (0.9, True)), 0.6)
    assert (found.doubtful, found.doubtful_wrong, found.wrong, found.figures) == (2, 1, 2, 4)


def test_calibration_learns_that_a_tagger_is_too_sure() -> None:
    chance = random.Random(1)
    said = [chance.uniform(0.5, 1.0) for _ in range(4000)]
    right = [chance.random() < p**3 for p in said]
    fitted = fit_calibration(said, right)
    before = calibration_error(bins(judged(*zip(said, right, strict=True)))) or 0.0
    after = calibration_error(bins([j.by(fitted) for j in judged(*zip(said, right, strict=True))])) or 0.0
    assert before > 0.1
    assert after < 0.03


@pytest.mark.parametrize("right", [[True] * LEAST, [True, False] * (LEAST // 2 - 1)])
def test_calibration_changes_nothing_without_enough_to_learn_from(right: list[bool]) -> None:
    assert fit_calibration([0.7] * len(right), right) == Calibration()


@given(
    st.floats(0, 1),
    st.floats(0, 1),
    st.builds(Calibration, a=st.floats(0, 5), b=st.floats(0, 5), c=st.floats(-5, 5)),
)
def test_calibration_never_falls_and_stays_a_probability(
    p: float, q: float, calibration: Calibration
) -> None:
    low, high = sorted((p, q))
    assert 0 <= calibration(low) <= calibration(high) + 1e-12 <= 1 + 1e-12


def test_calibration_that_was_not_fitted_changes_nothing() -> None:
    for p in (0.01, 0.3, 0.99):
        assert Calibration()(p) == pytest.approx(p)


def test_calibration_round_trip(tmp_path: Path) -> None:
    assert read_calibration(tmp_path) == Calibration()
    write_calibration(tmp_path, Calibration(a=0.5, b=2.0, c=-0.1))
    assert read_calibration(tmp_path) == Calibration(a=0.5, b=2.0, c=-0.1)
    (tmp_path / "calibration.json").write_text("{}x")
    with pytest.raises(GongkaiError, match="E043"):
        read_calibration(tmp_path)
