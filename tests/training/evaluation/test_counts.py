from __future__ import annotations

import pytest

from gongkai.training.evaluation.counts import Hits, Ratio, same_number


@pytest.mark.parametrize(
    ("hits", "shares"),
    [
        (Hits(found=2, false=1, missed=1), (2 / 3, 2 / 3, 2 / 3)),
        (Hits(found=1, false=3), (0.25, 1.0, 0.4)),
        (Hits(false=1), (0.0, None, 0.0)),
        (Hits(missed=1), (None, 0.0, 0.0)),
        (Hits(), (None, None, None)),
    ],
)
def test_counts_shares(hits: Hits, shares: tuple[float | None, ...]) -> None:
    assert (hits.precision, hits.recall, hits.f1) == shares


def test_counts_add_up() -> None:
    assert Hits(found=1, false=2, missed=3) + Hits(found=10) == Hits(found=11, false=2, missed=3)
    assert Ratio(right=1, total=2) + Ratio(right=0, total=1) == Ratio(right=1, total=3)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [(3, 3.0, True), (0.1 + 0.2, 0.3, True), (0, None, False), (None, None, True), (1e7, 1e7 + 1, False)],
)
def test_counts_same_number(a: float | None, b: float | None, same: bool) -> None:
    assert same_number(a, b) is same
