"""Whether confidences mean what they say: of the figures with confidence 0.9, nine in ten should be right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from gongkai.training.folds.figures import Judged

EDGES: Final = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
"""Bins of confidence, finer where most figures are."""


class Bin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Figures with a confidence from ``low`` to below ``high`` (the last bin holds 1 too)."""

    low: float
    high: float
    figures: int
    right: int
    confidence: float  # their mean

    @property
    def share(self) -> float:
        """Share of right ones."""
        return self.right / self.figures


class Doubt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What calling figures below ``threshold`` doubtful does: how many there are, how many of them are wrong, and
    how many wrong ones there are in all."""

    threshold: float
    doubtful: int
    doubtful_wrong: int
    wrong: int
    figures: int


def bins(judged: Sequence[Judged]) -> tuple[Bin, ...]:
    """The reliability table; bins without figures are left out."""
    found = []
    for low, high in pairwise(EDGES):
        own = [j for j in judged if low <= j.confidence < high or (high == EDGES[-1] == j.confidence)]
        if own:
            mean = sum(j.confidence for j in own) / len(own)
            right = sum(j.right for j in own)
            found.append(Bin(low=low, high=high, figures=len(own), right=right, confidence=round(mean, 4)))
    return tuple(found)


def calibration_error(table: Sequence[Bin]) -> float | None:
    """Expected calibration error: mean distance of confidence and share of right ones, weighted by figures (Naeini
    et al. 2015, with the bins above). None without figures."""
    total = sum(b.figures for b in table)
    return sum(b.figures * abs(b.confidence - b.share) for b in table) / total if total else None


def doubt(judged: Sequence[Judged], threshold: float) -> Doubt:
    """What a threshold flags."""
    low = [j for j in judged if j.confidence < threshold]
    return Doubt(
        threshold=threshold,
        doubtful=len(low),
        doubtful_wrong=sum(not j.right for j in low),
        wrong=sum(not j.right for j in judged),
        figures=len(judged),
    )
