"""Scores of a segmenter and of a tagger on held-out hands, in the one shape that cards keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of
from gongkai.narrative.model import Tagger
from gongkai.segmentation.model import Role, Segmenter
from gongkai.training.evaluation.counts import Hits
from gongkai.training.facts import Numbers, Scores, rounded
from gongkai.training.folds.figures import tally_tagger
from gongkai.training.segmenter import score_lines


def tagger_scores(tagger: Tagger, reports: Sequence[AnnotatedReport]) -> Scores:
    """Strict scores on gold segmentation."""
    by_hand: dict[str, Hits] = {}
    by_metric: dict[str, Hits] = {}
    for hand, own in _by_hand(reports):
        scored = tally_tagger(tagger, own)
        by_hand[hand] = scored.strict
        for metric, hits in scored.by_metric.items():
            by_metric[metric] = by_metric.get(metric, Hits()) + hits
    return Scores(
        total=_numbers(sum(by_hand.values(), Hits())),
        by_hand={hand: _numbers(hits) for hand, hits in by_hand.items()},
        by_label=_by_support(by_metric),
    )


def segmenter_scores(segmenter: Segmenter, reports: Sequence[AnnotatedReport]) -> Scores:
    """Line by line, blank lines left out."""
    return Scores(
        total=dict(score_lines(segmenter, reports).to_dict()),
        by_hand={hand: dict(score_lines(segmenter, own).to_dict()) for hand, own in _by_hand(reports)},
        by_label=_by_support(_roles(segmenter, reports)),
    )


def _roles(segmenter: Segmenter, reports: Iterable[AnnotatedReport]) -> dict[str, Hits]:
    counts: dict[str, Hits] = {}

    def count(role: Role, hits: Hits) -> None:
        counts[role.value] = counts.get(role.value, Hits()) + hits

    for report in reports:
        found = segmenter(document_of(report)).labels
        for text, gold, label in zip(report.lines, report.labels, found, strict=True):
            if not text.strip():
                continue
            if gold.role is label.role:
                count(gold.role, Hits(found=1))
            else:
                count(gold.role, Hits(missed=1))
                count(label.role, Hits(false=1))
    return counts


def _by_hand(reports: Sequence[AnnotatedReport]) -> list[tuple[str, list[AnnotatedReport]]]:
    hands = sorted({r.hand for r in reports})
    return [(hand, [r for r in reports if r.hand == hand]) for hand in hands]


def _by_support(counts: dict[str, Hits]) -> dict[str, Numbers]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1].support, item[0]))
    return {label: _numbers(hits) for label, hits in ordered}


def _numbers(hits: Hits) -> Numbers:
    return {
        "support": hits.support,
        "precision": rounded(hits.precision),
        "recall": rounded(hits.recall),
        "f1": rounded(hits.f1),
    }
