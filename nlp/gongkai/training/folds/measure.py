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
from gongkai.training.folds.facts import Folds, inputs_digest, read_folds, write_folds
from gongkai.training.folds.groups import Fold, Grouping, grouped_folds
from gongkai.training.folds.run import (
    SHIPPED,
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
    rivals: bool = False,
    curve: bool = False,
    say: Say = lambda _: None,
) -> Folds:
    """Fit and read on the folds of every grouping, on one thread.

    Args:
        name: segmenter or tagger.
        rivals: the other kinds of tagger too, on the folds of the first grouping.
        curve: the learning curve too, on the folds of the first grouping.
    """
    gold, inputs = describe_gold(reports), inputs_digest()
    found = Folds(gold=gold, inputs=inputs)
    with one_thread():
        for n, by in enumerate(groupings):
            folds = grouped_folds(reports, by, codebook)
            if name == "segmenter":
                lines = line_folds(folds, by, _segmenters(settings, codebook), codebook, say=say)
                found = msgspec.structs.replace(found, lines={**found.lines, by.value: lines})
                continue
            fits = _taggers(settings, codebook, rivals=rivals and n == 0)
            figures = figure_folds(folds, by, fits, codebook, threshold=DOUBTFUL, say=say)
            found = msgspec.structs.replace(found, figures={**found.figures, by.value: figures})
            if curve and n == 0:
                points = learning_curve(folds, fits[SHIPPED], SHARES, say=say)
                found = msgspec.structs.replace(found, curve=points)
    return found


def _taggers(settings: Mapping[str, Setting], codebook: Codebook, *, rivals: bool) -> dict[str, FitTagger]:
    fits: dict[str, FitTagger] = {SHIPPED: lambda reports: fit_tagger(reports, settings, codebook)}
    fits |= baselines(codebook)
    if rivals:
        from gongkai.training.rivals import RIVALS

        seed = int(settings[SEED])
        fits |= {name: _rival(fit, codebook, seed) for name, fit in RIVALS.items()}
    return fits


def _rival(fit: Any, codebook: Codebook, seed: int) -> FitTagger:
    return lambda reports: fit(reports, codebook, seed=seed)


def _segmenters(settings: Mapping[str, Setting], codebook: Codebook) -> dict[str, FitSegmenter]:
    def shipped(fold: Fold, by: Grouping) -> Segmenter:
        held_out = fold.groups if by is Grouping.LAYOUT else ()  # no copy may show a layout that is left out
        return fit_segmenter(fold.train, settings, codebook, without=held_out)

    return {"this segmenter": shipped, "rules": rule_segmenter(codebook)}


def keep_folds(folds: Folds, artefact: Artefact) -> None:
    """Write folds beside a version, over the groupings that are there from the same gold and inputs, and its card
    again."""
    before = read_folds(artefact.path)
    if before is not None and (before.gold.digest, before.inputs) == (folds.gold.digest, folds.inputs):
        folds = msgspec.structs.replace(
            folds,
            figures={**before.figures, **folds.figures},
            lines={**before.lines, **folds.lines},
            curve=folds.curve or before.curve,
        )
    write_folds(artefact.path, folds)
    facts = read_facts(artefact.path)
    if facts is not None:
        write_card(artefact.path, artefact.meta, facts)
