"""Baseline: every candidate gets the label that its unit mostly has in training; denials count as a unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.features import NONE
from gongkai.narrative.reading import Offer
from gongkai.training.rivals.deciding import Choice, DecidedTagger, Offered, shown


def fit(reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int) -> DecidedTagger:
    """The majority label of each unit. ``seed`` changes nothing: ties go to the label first in the alphabet."""
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for one in shown(reports, codebook):
        for offer, label in zip(one.offers, one.labels, strict=True):
            counts[_unit(offer)][label] += 1
    best = {unit: min(c, key=lambda label: (-c[label], label)) for unit, c in counts.items()}
    return DecidedTagger("majority", codebook, _Majority(best))


class _Majority:
    def __init__(self, best: Mapping[str | None, str]) -> None:
        self._best = best

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """The unit's label."""
        return [[(self._best.get(_unit(offer), NONE), None) for offer in offers] for _, offers in offered]


def _unit(offer: Offer) -> str | None:
    quantity = offer.base.quantity
    return "denial" if quantity is None else quantity.unit
