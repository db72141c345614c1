"""Figures read on a fold against its gold: counts in three modes, attributes, and how sure each figure was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.narrative.calibration import Calibration
from gongkai.narrative.model import Figure, Period, Tagger
from gongkai.narrative.state import OTHER
from gongkai.segmentation.model import Segmenter
from gongkai.training.evaluation.attributes import CATEGORY_OVERLAP, category_overlap
from gongkai.training.evaluation.counts import Hits, Ratio, same_number
from gongkai.training.evaluation.matching import Mode
from gongkai.training.tagger import overlap, read_figures

MODES: Final = (Mode.STRICT, Mode.VALUE, Mode.OVERLAP)
ATTRIBUTES: Final = ("channel", "approx", "period", "scope", "category")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An exported figure: how sure the tagger was, and whether it is right (strict)."""

    confidence: float
    right: bool

    def by(self, calibration: Calibration) -> Judged:
        """The same figure with its confidence calibrated."""
        return Judged(confidence=calibration(self.confidence), right=self.right)


@dataclass(kw_only=True, slots=True)
class FigureTally:
    """What is counted over the reports of a fold, or of several.

    Counted are figures of this year that have a metric: the open class and last year's figures count neither way, as
    the definition of the score has it. ``attributes`` are scored on figures whose metric, value and place are right.
    """

    modes: dict[Mode, Hits] = field(default_factory=lambda: dict.fromkeys(MODES, Hits()))
    by_metric: dict[str, Hits] = field(default_factory=dict)
    attributes: dict[str, Ratio] = field(default_factory=lambda: dict.fromkeys(ATTRIBUTES, Ratio()))
    judged: list[Judged] = field(default_factory=list)
    zeros: Hits = Hits()
    """Strict, over gold of value 0 and what was reported as 0."""

    @property
    def strict(self) -> Hits:
        """Metric, channel and value equal, the characters overlap: the definition of tests/reports/README.md."""
        return self.modes[Mode.STRICT]

    def add(self, other: FigureTally) -> None:
        """Count another fold in."""
        self.modes = {mode: self.modes[mode] + other.modes[mode] for mode in MODES}
        for metric, hits in other.by_metric.items():
            self.by_metric[metric] = self.by_metric.get(metric, Hits()) + hits
        self.attributes = {name: self.attributes[name] + other.attributes[name] for name in ATTRIBUTES}
        self.judged += other.judged
        self.zeros += other.zeros


def tally_figures(
    read: Callable[[AnnotatedReport], Iterable[Figure]], reports: Iterable[AnnotatedReport]
) -> FigureTally:
    """Count what ``read`` finds in reports."""
    tally = FigureTally()
    for report in reports:
        found = [figure for figure in read(report) if _counts(figure.metric, figure.period)]
        _count(tally, found, [gold for gold in report.figures if _counts(gold.metric, gold.period)])
        _attributes(tally, found, report.figures)
    return tally


def tally_tagger(
    tagger: Tagger, reports: Iterable[AnnotatedReport], segmenter: Segmenter | None = None
) -> FigureTally:
    """Count what a tagger finds on gold segmentation, or with a ``segmenter`` from lines to figures."""
    return tally_figures(lambda report: read_figures(tagger, report, segmenter), reports)


def _count(tally: FigureTally, found: Sequence[Figure], gold: Sequence[GoldFigure]) -> None:
    for mode in MODES:
        pairs = _pairs(found, gold, _SAME[mode])
        missed, false = len(gold) - len(pairs), len(found) - len(pairs)
        tally.modes[mode] += Hits(found=len(pairs), missed=missed, false=false)
        if mode is Mode.STRICT:
            right = {f for f, _ in pairs}
            hit = {g for _, g in pairs}
            tally.judged += [Judged(confidence=f.confidence, right=n in right) for n, f in enumerate(found)]
            expected = Counter(g.metric for n, g in enumerate(gold) if n not in hit)
            wrong = Counter(f.metric for n, f in enumerate(found) if n not in right)
            hits = Counter(gold[n].metric for n in hit)
            for metric in expected | wrong | hits:
                tally.by_metric[metric] = tally.by_metric.get(metric, Hits()) + Hits(
                    found=hits[metric], missed=expected[metric], false=wrong[metric]
                )
            zero = sum(gold[n].value == 0 for n in hit)
            tally.zeros += Hits(
                found=zero,
                missed=sum(g.value == 0 for g in gold) - zero,
                false=sum(f.value == 0 and n not in right for n, f in enumerate(found)),
            )


def _attributes(tally: FigureTally, found: Sequence[Figure], gold: Sequence[GoldFigure]) -> None:
    for f, g in _pairs(found, gold, _placed):
        one, other = found[f], gold[g]
        same = {
            "approx": one.approx is other.approx,
            "period": one.period is other.period,
            "scope": one.scope is other.scope,
        }
        if other.channel is not None:
            same["channel"] = one.channel == other.channel
        if other.category is not None:
            same["category"] = category_overlap(one.category, other.category) >= CATEGORY_OVERLAP
        for name, right in same.items():
            tally.attributes[name] += Ratio(right=int(right), total=1)


def _pairs(
    found: Sequence[Figure], gold: Sequence[GoldFigure], same: Callable[[Figure, GoldFigure], bool]
) -> list[tuple[int, int]]:
    """Each gold figure with the first reported one that is the same and still free, in text order."""
    free = set(range(len(found)))
    pairs = []
    for g, expected in enumerate(gold):
        hit = next((f for f in sorted(free) if same(found[f], expected)), None)
        if hit is not None:
            free.discard(hit)
            pairs.append((hit, g))
    return pairs


def _counts(metric: str, period: Period) -> bool:
    return metric != OTHER and period is not Period.LAST_YEAR


def _placed(figure: Figure, gold: GoldFigure) -> bool:
    """Metric, value and place are right: what is left are the attributes."""
    return (
        figure.metric == gold.metric
        and same_number(figure.value, gold.value)
        and overlap(figure.evidence, gold.evidence)
    )


def _named(figure: Figure, gold: GoldFigure) -> bool:
    return (figure.metric, figure.channel) == (gold.metric, gold.channel)


_SAME: Final[dict[Mode, Callable[[Figure, GoldFigure], bool]]] = {
    Mode.STRICT: lambda f, g: _placed(f, g) and f.channel == g.channel,
    Mode.VALUE: lambda f, g: _named(f, g) and same_number(f.value, g.value),
    Mode.OVERLAP: lambda f, g: _named(f, g) and overlap(f.evidence, g.evidence),
}
