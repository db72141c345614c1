"""Fitting the line segmenter, and scoring any segmenter line by line."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gongkai.codebook import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.model import LineLabel, Role, Segmenter
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.training.augmentation import augmented

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.corpus.load import Corpus
    from gongkai.segmentation.classifier import ModelSegmenter

TRAIN: Final = "train"
"""The split that is learnt from; every other one is held out."""
COPIES: Final = 3
"""Changed copies of each held-out report in the comparison: the reports as they are hardly tell good from better."""
_MEASURES: Final = ("section_accuracy", "role_accuracy", "role_macro_f1", "boundary_f1", "whole")


@dataclass(frozen=True, kw_only=True, slots=True)
class LineScores:
    """How well lines were labelled, blank lines left out.

    ``role_macro_f1`` gives every role that gold has the same weight. ``boundary_f1``: a boundary is right when the
    same section begins on the same line. ``whole``: share of reports whose sections are right on every line.
    """

    reports: int
    lines: int
    section_accuracy: float
    role_accuracy: float
    role_macro_f1: float
    boundary_f1: float
    whole: float

    def to_dict(self) -> dict[str, float | int]:
        """As plain data, rounded to four places."""
        return {name: round(value, 4) for name, value in asdict(self).items()}


def score_lines(segmenter: Segmenter, reports: Iterable[AnnotatedReport]) -> LineScores:
    """Score a segmenter on reports with gold labels."""
    pairs: list[tuple[LineLabel, LineLabel]] = []
    begun: list[tuple[set[tuple[int, str]], set[tuple[int, str]]]] = []
    whole: list[bool] = []
    for report in reports:
        found = segmenter(document_of(report)).labels
        filled = [n for n, text in enumerate(report.lines) if text.strip()]
        own = [(report.labels[n], found[n]) for n in filled]
        pairs += own
        begun.append((_begun(report.labels, filled), _begun(found, filled)))
        whole.append(all(gold.section == label.section for gold, label in own))
    return LineScores(
        reports=len(whole),
        lines=len(pairs),
        section_accuracy=_share(gold.section == label.section for gold, label in pairs),
        role_accuracy=_share(gold.role == label.role for gold, label in pairs),
        role_macro_f1=_macro_f1([(gold.role, label.role) for gold, label in pairs]),
        boundary_f1=_f1(
            sum(len(gold & found) for gold, found in begun),
            sum(len(gold) for gold, _ in begun),
            sum(len(found) for _, found in begun),
        ),
        whole=_share(whole),
    )


def fit_segmenter(
    corpus: Corpus, config: SegmenterConfig, seed: int, *, codebook: Codebook | None = None
) -> tuple[ModelSegmenter, dict[str, Any]]:
    """A segmenter fitted on the hands of the training split, and its scores on the others beside those of the rules.

    The same corpus, config and seed give the same segmenter.
    """
    known = codebook or load_codebook()
    train = corpus.of(TRAIN)
    model = fit_on(train, config, seed, known)
    metrics: dict[str, Any] = {
        "trained_on": {"reports": len(train), "lines": sum(len(r.lines) for r in train)}
    }
    for split in sorted(set(corpus.split_of.values()) - {TRAIN}):
        held_out = corpus.of(split)
        if held_out:
            metrics[split] = {
                "rules": score_lines(RuleSegmenter(known), held_out).to_dict(),
                "model": score_lines(model, held_out).to_dict(),
            }
    return model, metrics


def fit_on(
    reports: Sequence[AnnotatedReport],
    config: SegmenterConfig,
    seed: int,
    codebook: Codebook,
    *,
    without: Collection[str] = (),
) -> ModelSegmenter:
    """A segmenter fitted on these reports and on changed copies of them, none of which is in a layout of
    ``without``."""
    from gongkai.segmentation.classifier import LabelledDocument, ModelSegmenter

    every = [*reports, *augmented(reports, config.copies, seed, without=without)]
    gold = [LabelledDocument(document_of(report), report.labels) for report in every]
    return ModelSegmenter(codebook, config).fit(gold, seed)


def compare_segmenters(
    corpus: Corpus, seed: int, *, copies: int = 0, codebook: Codebook | None = None
) -> dict[str, LineScores]:
    """Rules, the model alone and both combined, each on the hands held out and on ``copies`` changed copies of each
    of their reports (other ones than training would make)."""
    known = codebook or load_codebook()
    train = corpus.of(TRAIN)
    held_out = [r for r in corpus.reports if corpus.split_of[r.hand] != TRAIN]
    held_out += augmented(held_out, copies, seed + 1)
    alone = fit_on(train, SegmenterConfig(rule_features=False), seed, known)
    combined = fit_on(train, SegmenterConfig(rule_features=True), seed, known)
    parts: dict[str, Segmenter] = {"rules": RuleSegmenter(known), "model alone": alone, "combined": combined}
    return {name: score_lines(part, held_out) for name, part in parts.items()}


def render_line_scores(scores: Mapping[str, LineScores], console: Console) -> None:
    """Print one column per segmenter."""
    from rich.table import Table

    first = next(iter(scores.values()))
    table = Table(title=f"{first.reports} reports held out, {first.lines} lines", title_justify="left")
    table.add_column("measure")
    for name in scores:
        table.add_column(name, justify="right")
    for measure in _MEASURES:
        table.add_row(measure.replace("_", " "), *(f"{getattr(s, measure):.4f}" for s in scores.values()))
    console.print(table)


def main(arguments: Sequence[str]) -> int:
    """``python -m gongkai.training.segmenter [DIR] [SEED]``: the comparison on the annotations in DIR, as they are
    and with changed copies."""
    from rich.console import Console

    from gongkai.corpus.load import load_corpus

    folder = Path(arguments[0] if arguments else "annotations")
    seed = int(arguments[1]) if len(arguments) > 1 else 0
    corpus = load_corpus(folder)
    for copies in (0, COPIES):
        render_line_scores(compare_segmenters(corpus, seed, copies=copies), Console())
    return 0


def _begun(labels: Sequence[LineLabel], filled: Sequence[int]) -> set[tuple[int, str]]:
    """(line, section) wherever a section begins, the first one left out: it always does."""
    return {
        (n, labels[n].section)
        for before, n in zip(filled, filled[1:], strict=False)
        if labels[n].section != labels[before].section
    }


def _macro_f1(pairs: Sequence[tuple[Role, Role]]) -> float:
    roles = sorted({gold for gold, _ in pairs})
    scores = [
        _f1(
            sum(gold is role is label for gold, label in pairs),
            sum(gold is role for gold, _ in pairs),
            sum(label is role for _, label in pairs),
        )
        for role in roles
    ]
    return sum(scores) / len(scores) if scores else 1.0


def _f1(right: int, wanted: int, given: int) -> float:
    return 2 * right / (wanted + given) if wanted + given else 1.0


def _share(hits: Iterable[bool]) -> float:
    kept = list(hits)
    return sum(kept) / len(kept) if kept else 1.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
