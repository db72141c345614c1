"""One-to-one matching of reported figures to gold figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongkai.corpus.model import GoldFigure
from gongkai.corpus.places import GoldPlaces
from gongkai.corpus.quotes import positions
from gongkai.documents.model import Span
from gongkai.narrative.model import Figure, Period
from gongkai.training.evaluation.attributes import compare_attributes
from gongkai.training.evaluation.counts import same_number

_OTHER = "other"
_COUNTED_WEIGHT, _ASIDE_WEIGHT = 1000.0, 999.0  # a pair outweighs every tie-break (at most about 2) together


class Mode(StrEnum):
    """What must be equal for a figure to be found. All four demand the same side of ``last_year``."""

    STRICT = "strict"  # metric, channel and value are equal, and the evidence overlaps the quote
    VALUE = "value"  # metric, channel and value are equal, wherever it stands
    OVERLAP = "overlap"  # metric and channel are equal and the evidence overlaps, whatever the value
    LOCATED = "located"  # value is equal and the evidence overlaps, whatever the metric


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Reported figure ``reported`` meets gold figure ``expected``, in the alternative ``gold``."""

    reported: int
    expected: int
    gold: GoldFigure


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A gold figure with its alternatives and the characters of its quotes.

    ``place`` is the range of its first quote in the whitespace-free text, None where it is not there.
    """

    alternatives: tuple[GoldFigure, ...]
    characters: frozenset[tuple[int, int]]
    place: tuple[int, int] | None

    @property
    def gold(self) -> GoldFigure:
        """The figure as the gold has it first."""
        return self.alternatives[0]

    @property
    def bucket(self) -> str:
        """``counted``, or what is scored apart: ``other``, ``last_year``."""
        return bucket(self.gold.metric, self.gold.period)


def bucket(metric: str, period: Period) -> str:
    """Which score a figure belongs to."""
    if period is Period.LAST_YEAR:
        return "last_year"
    return "other" if metric == _OTHER else "counted"


def candidates(figures: Iterable[GoldFigure], places: GoldPlaces) -> tuple[Candidate, ...]:
    """The gold figures, ready to be matched."""
    return tuple(
        Candidate(
            alternatives=figure.alternatives(),
            characters=frozenset(c for start, end in ranges for c in places.flat.places[start:end]),
            place=ranges[0] if ranges else None,
        )
        for figure, ranges in zip(figures, places.metrics, strict=True)
    )


def match_figures(
    reported: tuple[Figure, ...], expected: tuple[Candidate, ...], mode: Mode = Mode.STRICT
) -> tuple[Pair, ...]:
    """The best one-to-one matching: the most pairs, of these the most overlap and the most right attributes.

    | gold                   | reported                  | strict | value | overlap | located |
    |------------------------|---------------------------|--------|-------|---------|---------|
    | posts/wechat 5 at ‘5条’ | posts/wechat 5 at ‘5条’   | yes    | yes   | yes     | yes     |
    |                        | posts/wechat 5 elsewhere  |        | yes   |         |         |
    |                        | posts/wechat 50 at ‘5条’  |        |       | yes     |         |
    |                        | posts/weibo 5 at ‘5条’    |        |       |         | yes     |
    """
    weights: dict[tuple[int, int], float] = {}
    chosen: dict[tuple[int, int], GoldFigure] = {}
    for r, figure in enumerate(reported):
        evidence = positions(figure.evidence)
        for e, candidate in enumerate(expected):
            options = [a for a in candidate.alternatives if _meets(figure, a, evidence, candidate, mode)]
            if not options:
                continue
            right = {id(a): sum(compare_attributes(figure, a).values()) for a in options}
            best = max(options, key=lambda a: right[id(a)])
            common = len(evidence & candidate.characters) / max(1, len(evidence | candidate.characters))
            base = _COUNTED_WEIGHT if candidate.bucket == "counted" else _ASIDE_WEIGHT
            chosen[r, e] = best
            weights[r, e] = base + common + right[id(best)] / 10 - 0.5 * candidate.gold.optional
    return tuple(
        Pair(reported=r, expected=e, gold=chosen[r, e])
        for r, e in sorted(_assign(weights, len(reported), len(expected)))
    )


def _meets(
    figure: Figure,
    gold: GoldFigure,
    evidence: frozenset[tuple[int, int]],
    candidate: Candidate,
    mode: Mode,
) -> bool:
    if (figure.period is Period.LAST_YEAR) != (gold.period is Period.LAST_YEAR):
        return False
    if mode is not Mode.LOCATED and (figure.metric, figure.channel) != (gold.metric, gold.channel):
        return False
    if mode is not Mode.OVERLAP and not same_number(figure.value, gold.value):
        return False
    return mode is Mode.VALUE or bool(evidence & candidate.characters)


def _assign(weights: Mapping[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    if not weights:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    table = np.zeros((rows, columns))
    for place, weight in weights.items():
        table[place] = weight
    chosen = linear_sum_assignment(table, maximize=True)
    return [(int(r), int(c)) for r, c in zip(*chosen, strict=True) if (int(r), int(c)) in weights]


def overlaps(spans: tuple[Span, ...], characters: frozenset[tuple[int, int]]) -> bool:
    """Whether the spans hold any of the characters."""
    return bool(positions(spans) & characters)


def unfound(expected: tuple[Candidate, ...], pairs: tuple[Pair, ...]) -> list[Candidate]:
    """Gold figures that nothing was matched to; an optional one is not missed."""
    found = {p.expected for p in pairs}
    return [c for e, c in enumerate(expected) if e not in found and not c.gold.optional]


def unmatched(reported: tuple[Figure, ...], pairs: tuple[Pair, ...], ignored: frozenset[int]) -> list[Figure]:
    """Reported figures that nothing was matched to, without those that the gold ignores."""
    matched = {p.reported for p in pairs}
    return [f for r, f in enumerate(reported) if r not in matched and r not in ignored]
