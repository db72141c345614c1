"""Fitting the map that makes a tagger's confidences mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.narrative.calibration import Calibration, logarithms

LEAST: Final = 200
"""Figures below which nothing is fitted: three numbers of a map need that many to be worth more than none."""


def fit_calibration(confidences: Sequence[float], right: Sequence[bool]) -> Calibration:
    """The map that makes ``right`` likeliest: logistic regression on two logarithms, a feature whose weight comes out
    negative left out, so that the map never falls. Nothing is changed where there are too few figures, or where all
    are right or all wrong.
    """
    if len(right) < LEAST or len(set(right)) < 2:
        return Calibration()
    from sklearn.linear_model import LogisticRegression

    pairs = [logarithms(p) for p in confidences]
    kept = [0, 1]
    while kept:
        model = LogisticRegression(C=1e3, max_iter=1000)
        model.fit([[pair[k] for k in kept] for pair in pairs], list(right))
        weights = dict(zip(kept, (float(w) for w in model.coef_[0]), strict=True))
        if all(w >= 0 for w in weights.values()):
            return Calibration(
                a=round(weights.get(0, 0.0), 6),
                b=round(weights.get(1, 0.0), 6),
                c=round(float(model.intercept_[0]), 6),
            )
        kept = [k for k in kept if weights[k] >= 0]
    return Calibration()
