"""Folds of a part as they are asked for: groupings, rivals, learning curve, kept beside a version or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import msgspec

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.assembly import DOUBTFUL
from gongkai.registry import Artefact
from gongkai.segmentation.model import Segmenter
from gongkai.training.card import write_card
from gongkai.training.config import SEED, Setting
from gongkai.training.facts import describe_gold, read_facts
from gongkai.training.folds.facts import SHIPPED, Folds, inputs_digest, read_folds, together, write_folds
from gongkai.training.folds.groups import Fold, Grouping, grouped_folds
from gongkai.training.folds.run import (
    FitSegmenter,
    FitTagger,
    baselines,
    figure_folds,
    learning_curve,
    line_folds,
    rule_segmenter,
)
from gongkai.training.train import fit_segmenter, fit_tagger, one_thread

SHARES: Final = (0.25, 0.5, 0.75, 1.0)
"""Shares of the training reports on the learning curve."""
Say = Callable[[str], None]


def measure_folds(
    name: str,
    reports: Sequence[AnnotatedReport],
    settings: Mapping[str, Setting],
    codebook: Codebook,
    *,
    groupings: Sequence[Grouping],
    rivals: Sequence[str] = (),
    curve: bool = False,
    say: Say = lambda _: None,
) -> Folds:
    """Fit and read on the folds of every grouping, on one thread.

    Args:
        name: segmenter or tagger.
        rivals: these other kinds of tagger, and nothing else.
        curve: the learning curve too, on folds by hand.
    """
    gold, inputs = describe_gold(reports), inputs_digest()
    found = Folds(gold=gold, inputs=inputs)
    with one_thread():
        for by in groupings:
            folds = grouped_folds(reports, by, codebook)
            if name == "segmenter":
                lines = line_folds(folds, by, _segmenters(settings, codebook), codebook, say=say)
                found = msgspec.structs.replace(found, lines={**found.lines, by.value: lines})
                continue
            fits = _rivals(rivals, settings, codebook) if rivals else _taggers(settings, codebook)
            figures = figure_folds(folds, by, fits, codebook, threshold=DOUBTFUL, say=say)
            found = msgspec.structs.replace(found, figures={**found.figures, by.value: figures})
        if curve and name == "tagger":
            folds = grouped_folds(reports, Grouping.HAND, codebook)
            points = learning_curve(folds, _taggers(settings, codebook)[SHIPPED], SHARES, say=say)
            found = msgspec.structs.replace(found, curve=points)
    return found


def _taggers(settings: Mapping[str, Setting], codebook: Codebook) -> dict[str, FitTagger]:
    return {SHIPPED: lambda reports: fit_tagger(reports, settings, codebook), **baselines(codebook)}


def _rivals(
    names: Sequence[str], settings: Mapping[str, Setting], codebook: Codebook
) -> dict[str, FitTagger]:
    from gongkai.training.rivals import RIVALS

    return {name: _rival(RIVALS[name], codebook, int(settings[SEED])) for name in names}


def _rival(fit: Any, codebook: Codebook, seed: int) -> FitTagger:
    return lambda reports: fit(reports, codebook, seed=seed)


def _segmenters(settings: Mapping[str, Setting], codebook: Codebook) -> dict[str, FitSegmenter]:
    def shipped(fold: Fold, by: Grouping) -> Segmenter:
        held_out = fold.groups if by is Grouping.LAYOUT else ()  # no copy may show a layout that is left out
        return fit_segmenter(fold.train, settings, codebook, without=held_out)

    return {"this segmenter": shipped, "rules": rule_segmenter(codebook)}


def keep_folds(folds: Folds, artefact: Artefact) -> None:
    """Write folds beside a version, and its card again. What is there of the same gold and inputs stays: other
    groupings, and other taggers on the same folds."""
    before = read_folds(artefact.path)
    if before is not None and (before.gold.digest, before.inputs) == (folds.gold.digest, folds.inputs):
        both = {
            by: together(before.figures[by], found)
            for by, found in folds.figures.items()
            if by in before.figures
        }
        folds = msgspec.structs.replace(
            folds,
            figures={**before.figures, **folds.figures, **both},
            lines={**before.lines, **folds.lines},
            curve=folds.curve or before.curve,
        )
    write_folds(artefact.path, folds)
    facts = read_facts(artefact.path)
    if facts is not None:
        write_card(artefact.path, artefact.meta, facts)
