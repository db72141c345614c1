"""Attributes of a figure that was found: scored apart from whether it was found."""

from __future__ import annotations

from typing import Final

from gongkai.corpus.model import GoldFigure
from gongkai.corpus.units import gold_unit
from gongkai.narrative.model import Figure

ATTRIBUTES: Final = ("category", "approx", "period", "scope", "unit")
CATEGORY_OVERLAP: Final = 0.5  # share of the longer one's characters, from the definition of the score


def compare_attributes(figure: Figure, gold: GoldFigure) -> dict[str, bool]:
    """Which attributes are right. Category only where the gold has one."""
    outcome = {
        "approx": figure.approx is gold.approx,
        "period": figure.period is gold.period,
        "scope": figure.scope is gold.scope,
        "unit": _same_unit(figure, gold.unit),
    }
    if gold.category is not None:
        outcome["category"] = category_overlap(figure.category, gold.category) >= CATEGORY_OVERLAP
    return outcome


def category_overlap(reported: str | None, expected: str) -> float:
    """Characters that both have in the same order, as a share of the longer one; whitespace is left out.

    | expected     | reported         | overlap |
    |--------------|------------------|---------|
    | 财政信息     | 财政信息类       | 4/5     |
    | 财政信息     | 人事信息         | 2/4     |
    | 财政信息     | –                | 0       |
    """
    from rapidfuzz.distance import LCSseq

    if reported is None:
        return 0.0
    return float(LCSseq.normalized_similarity("".join(reported.split()), "".join(expected.split())))


def _same_unit(figure: Figure, expected: str | None) -> bool:
    """The printed unit or the metric's own; traditional characters equal simplified ones."""
    if expected is None:
        return figure.unit_printed is None
    return gold_unit(expected) in {gold_unit(u) for u in (figure.unit, figure.unit_printed) if u is not None}
