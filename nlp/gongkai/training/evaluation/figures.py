"""Figures of the prose against gold: the strict score, and beside it where things go wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.corpus.model import Gold
from gongkai.corpus.places import GoldPlaces
from gongkai.narrative.model import Figure
from gongkai.report import Report
from gongkai.training.evaluation.attributes import ATTRIBUTES, compare_attributes
from gongkai.training.evaluation.counts import Hits, Mistake, Ratio
from gongkai.training.evaluation.figure_mistakes import figure_mistakes
from gongkai.training.evaluation.matching import (
    Candidate,
    Mode,
    Pair,
    bucket,
    candidates,
    match_figures,
    overlaps,
    unfound,
    unmatched,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureScore:
    """Figures of one report, or of several added up.

    ``modes`` has the counts under each way of matching, ``strict`` the one definition. None counts the open
    class ``other``, figures of last year, nor what the gold ignores: ``other`` and ``last_year`` have their
    own counts, ``ignored`` says how many reported figures the gold ignores. ``metrics`` splits the strict
    counts: a found or missed figure under the gold's metric, a false one under the reported. ``attributes``
    are right or not on the figures found, ``other_attributes`` on those of the open class. ``unscored`` are
    the indices of reported figures that are ignored or of the open class.
    """

    modes: dict[Mode, Hits] = field(default_factory=dict)
    metrics: dict[str, Hits] = field(default_factory=dict)
    other: Hits = Hits()
    last_year: Hits = Hits()
    attributes: dict[str, Ratio] = field(default_factory=dict)
    other_attributes: dict[str, Ratio] = field(default_factory=dict)
    ignored: int = 0
    mistakes: tuple[Mistake, ...] = ()
    unscored: frozenset[int] = frozenset()

    @property
    def strict(self) -> Hits:
        """The counts under the one definition."""
        return self.modes.get(Mode.STRICT, Hits())

    def __add__(self, other: FigureScore) -> FigureScore:
        """Both together; indices belong to one report and are dropped."""
        return FigureScore(
            modes={m: self.modes.get(m, Hits()) + other.modes.get(m, Hits()) for m in Mode},
            metrics={
                m: self.metrics.get(m, Hits()) + other.metrics.get(m, Hits())
                for m in sorted(self.metrics.keys() | other.metrics.keys())
            },
            other=self.other + other.other,
            last_year=self.last_year + other.last_year,
            attributes=_add(self.attributes, other.attributes),
            other_attributes=_add(self.other_attributes, other.other_attributes),
            ignored=self.ignored + other.ignored,
            mistakes=(*self.mistakes, *other.mistakes),
        )


def _add(one: dict[str, Ratio], two: dict[str, Ratio]) -> dict[str, Ratio]:
    return {a: one.get(a, Ratio()) + two.get(a, Ratio()) for a in ATTRIBUTES}


def score_figures(report: Report, gold: Gold, places: GoldPlaces) -> FigureScore:
    """Match and count.

    | gold                 | reported             | counts as                                    |
    |----------------------|----------------------|----------------------------------------------|
    | posts/wechat 5       | posts/wechat 5       | found                                        |
    | posts/wechat 5       | –                    | missed (not when optional)                   |
    | –                    | posts/wechat 5       | false (not when ignored there)               |
    | posts/wechat 5       | posts/weibo 5        | missed and false                             |
    | received 5 last_year | received 5 year      | false, and missed among those of last year   |
    | –                    | other 5              | false among the open class                   |
    """
    expected = candidates(gold.metrics, places)
    reported = report.metrics
    pairs = match_figures(reported, expected)
    ignored = _ignored(reported, gold, places, {p.reported for p in pairs})
    modes = {m: _count(reported, expected, match_figures(reported, expected, m), ignored) for m in Mode}
    unscored = {p.reported for p in pairs if expected[p.expected].bucket == "other"}
    unscored |= {r for r, figure in enumerate(reported) if figure.metric == "other"}
    return FigureScore(
        modes={m: counted["counted"] for m, counted in modes.items()},
        metrics=_by_metric(reported, expected, pairs, ignored),
        other=modes[Mode.STRICT]["other"],
        last_year=modes[Mode.STRICT]["last_year"],
        attributes=_attributes(reported, expected, pairs, "counted"),
        other_attributes=_attributes(reported, expected, pairs, "other"),
        ignored=len(ignored),
        mistakes=tuple(figure_mistakes(reported, expected, pairs, ignored, places.flat)),
        unscored=frozenset(unscored) | ignored,
    )


def _ignored(
    reported: tuple[Figure, ...], gold: Gold, places: GoldPlaces, matched: set[int]
) -> frozenset[int]:
    zones = [
        (entry.metric, frozenset(c for start, end in ranges for c in places.flat.places[start:end]))
        for entry, ranges in zip(gold.ignore, places.ignore, strict=True)
    ]
    return frozenset(
        r
        for r, figure in enumerate(reported)
        if r not in matched
        and any(metric in (None, figure.metric) and overlaps(figure.evidence, zone) for metric, zone in zones)
    )


def _count(
    reported: tuple[Figure, ...],
    expected: tuple[Candidate, ...],
    pairs: tuple[Pair, ...],
    ignored: frozenset[int],
) -> dict[str, Hits]:
    counts = {"counted": Hits(), "other": Hits(), "last_year": Hits()}
    for pair in pairs:
        counts[expected[pair.expected].bucket] += Hits(found=1)
    for candidate in unfound(expected, pairs):
        counts[candidate.bucket] += Hits(missed=1)
    for figure in unmatched(reported, pairs, ignored):
        counts[bucket(figure.metric, figure.period)] += Hits(false=1)
    return counts


def _by_metric(
    reported: tuple[Figure, ...],
    expected: tuple[Candidate, ...],
    pairs: tuple[Pair, ...],
    ignored: frozenset[int],
) -> dict[str, Hits]:
    events: list[tuple[str, Hits]] = [
        *(
            (c.gold.metric, Hits(found=1))
            for c in (expected[p.expected] for p in pairs)
            if c.bucket == "counted"
        ),
        *((c.gold.metric, Hits(missed=1)) for c in unfound(expected, pairs) if c.bucket == "counted"),
        *(
            (f.metric, Hits(false=1))
            for f in unmatched(reported, pairs, ignored)
            if bucket(f.metric, f.period) == "counted"
        ),
    ]
    counts: dict[str, Hits] = {}
    for metric, hit in sorted(events, key=lambda e: e[0]):
        counts[metric] = counts.get(metric, Hits()) + hit
    return counts


def _attributes(
    reported: tuple[Figure, ...], expected: tuple[Candidate, ...], pairs: tuple[Pair, ...], which: str
) -> dict[str, Ratio]:
    counts = {name: Ratio() for name in ATTRIBUTES}
    for pair in pairs:
        if expected[pair.expected].bucket == which:
            for name, right in compare_attributes(reported[pair.reported], pair.gold).items():
                counts[name] += Ratio(right=int(right), total=1)
    return counts
