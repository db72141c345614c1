"""Do the models earn their place? Rules, models alone, and both combined, on the same gold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from gongkai.codebook import Codebook
from gongkai.narrative.model import Tagger
from gongkai.narrative.rules import RuleTagger
from gongkai.parts import load_segmenter, load_tagger
from gongkai.pipeline import Pipeline
from gongkai.registry import Artefact, Registry
from gongkai.segmentation.model import Segmenter
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.training.card import COMBINED, write_card
from gongkai.training.config import SEED, Setting, default_config
from gongkai.training.evaluate import evaluate_gold
from gongkai.training.facts import Ablation, Numbers, Row, describe_gold, read_facts, rounded, write_facts
from gongkai.training.train import fit_segmenter, fit_tagger, one_thread, split_gold

if TYPE_CHECKING:
    from gongkai.corpus.annotated import AnnotatedReport

GOLD_SEGMENTATION: Final = "combined, gold segmentation"


@dataclass(frozen=True, kw_only=True)
class _Combination:
    name: str
    segmenter: Segmenter
    tagger: Tagger


def compare_parts(
    gold: Path,
    folders: Mapping[str, Path],
    *,
    registry: Registry,
    codebook: Codebook,
    say: Callable[[str], None] = lambda _: None,
) -> Ablation:
    """Score every combination of parts on the hands held out and on each folder of gold reports.

    The registry's current versions are used where they were trained on this very gold; what is missing is fitted
    with their settings (the defaults, where nothing is current) and not stored. ``folders``: name to folder.
    """
    from gongkai.corpus.load import load_corpus

    train, held_out = split_gold(load_corpus(gold, codebook=codebook), gold)
    digest = describe_gold(train).digest
    with one_thread():
        parts = _Parts(train, digest, registry, codebook, say)
        combinations = [
            _Combination(name="rules", segmenter=RuleSegmenter(codebook), tagger=RuleTagger(codebook)),
            _Combination(
                name="models alone", segmenter=parts.segmenter(rules=False), tagger=parts.tagger(rules=False)
            ),
            _Combination(
                name=COMBINED, segmenter=parts.segmenter(rules=True), tagger=parts.tagger(rules=True)
            ),
        ]
        rules, _, both = combinations
        combinations += [
            _Combination(
                name="segmenter combined, tagger rules", segmenter=both.segmenter, tagger=rules.tagger
            ),
            _Combination(
                name="segmenter rules, tagger combined", segmenter=rules.segmenter, tagger=both.tagger
            ),
        ]
        rows = []
        for each in combinations:
            say(f"scoring {each.name}")
            rows.append(
                Row(
                    name=each.name,
                    segmenter=parts.name_of(each.segmenter),
                    tagger=parts.name_of(each.tagger),
                    held_out=_on_held_out(each, held_out),
                    gold={name: _on_gold(each, folder, codebook) for name, folder in folders.items()},
                )
            )
    known = next(row for row in rows if row.name == both.name)
    on_gold = known.held_out.get("figures_gold_f1")
    best = max((score for row in rows if (score := row.held_out.get("figures_f1")) is not None), default=None)
    rows.append(
        Row(
            name=GOLD_SEGMENTATION,
            segmenter="gold",
            tagger=parts.name_of(both.tagger),
            held_out={
                "figures_gold_f1": on_gold,
                "figures_f1": on_gold,
                "role_macro_f1": None,
                "sections": None,
            },
        )
    )
    return Ablation(
        trained_on=digest,
        held_out=describe_gold(held_out).digest,
        rows=tuple(rows),
        best=tuple(
            row.name for row in rows[:-1] if best is not None and row.held_out.get("figures_f1") == best
        ),
    )


def keep_ablation(ablation: Ablation, registry: Registry) -> list[Artefact]:
    """Write the table into metrics and cards of the current versions of the registry's own folder that it was made
    of; give those versions. Raises GongkaiError E046 where nothing may be written."""
    own, kept = registry.own(), []
    named = {name for row in ablation.rows for name in (row.segmenter, row.tagger)}
    for artefact in registry.artefacts():
        facts = read_facts(artefact.path)
        used = (
            f"{artefact.meta.name}-{artefact.meta.version}" in named
            and artefact.meta.digest == ablation.trained_on
        )
        if used and artefact.current and artefact.path.is_relative_to(own) and facts is not None:
            facts = msgspec.structs.replace(facts, ablation=ablation)
            write_facts(artefact.path, facts)
            write_card(artefact.path, artefact.meta, facts)
            kept.append(artefact)
    return kept


class _Parts:
    """Parts with and without the rules among their features: the current ones where they are that, else fitted."""

    def __init__(
        self,
        train: Sequence[AnnotatedReport],
        digest: str,
        registry: Registry,
        codebook: Codebook,
        say: Callable[[str], None],
    ) -> None:
        self._train, self._digest, self._codebook, self._say = train, digest, codebook, say
        self._current = {name: registry.current(name) for name in ("segmenter", "tagger")}
        self._fitted: list[Segmenter | Tagger] = []

    def segmenter(self, *, rules: bool) -> Segmenter:
        """The segmenter with the rules' word as a feature, or without."""
        stored = self._stored("segmenter", rules)
        if stored is not None:
            return load_segmenter(stored, self._codebook)
        fitted = fit_segmenter(self._train, self._settings("segmenter", rules), self._codebook)
        self._fitted.append(fitted)
        return fitted

    def tagger(self, *, rules: bool) -> Tagger:
        """The tagger with the rules' word as a feature, or without."""
        stored = self._stored("tagger", rules)
        if stored is not None:
            return load_tagger(stored, self._codebook)
        fitted = fit_tagger(self._train, self._settings("tagger", rules), self._codebook)
        self._fitted.append(fitted)
        return fitted

    def name_of(self, part: Segmenter | Tagger) -> str:
        """The part's name with its version, or that it was fitted for the table."""
        return "fitted for the table" if any(part is own for own in self._fitted) else part.name

    def _stored(self, name: str, rules: bool) -> Artefact | None:
        current = self._current[name]
        if current is None or current.meta.digest != self._digest:
            return None
        return current if current.meta.config.get("rule_features") is rules else None

    def _settings(self, name: str, rules: bool) -> dict[str, Setting]:
        self._say(f"fitting the {name} {'combined with the rules' if rules else 'alone'}")
        current = self._current[name]
        own = default_config(name) if current is None else {SEED: current.meta.seed, **current.meta.config}
        return {**own, "rule_features": rules}


def _on_held_out(parts: _Combination, reports: Sequence[AnnotatedReport]) -> Numbers:
    from gongkai.training.folds.figures import tally_tagger
    from gongkai.training.segmenter import score_lines

    if not reports:
        return {}
    lines = score_lines(parts.segmenter, reports)
    return {
        "figures_gold_f1": rounded(tally_tagger(parts.tagger, reports).strict.f1),
        "figures_f1": rounded(tally_tagger(parts.tagger, reports, parts.segmenter).strict.f1),
        "role_macro_f1": rounded(lines.role_macro_f1),
        "sections": rounded(lines.section_accuracy),
    }


def _on_gold(parts: _Combination, folder: Path, codebook: Codebook) -> Numbers:
    pipeline = Pipeline(codebook, segmenter=parts.segmenter, tagger=parts.tagger)
    total = evaluate_gold(folder, pipeline, codebook=codebook).totals
    cells, figures, verdicts = total.all_cells, total.figures.strict, total.verdicts
    return {
        "reports": total.sections.total,
        "cells": cells.total,
        "cells_right": cells.right,
        "cells_invented": cells.invented + cells.extra,
        "precision": rounded(figures.precision),
        "recall": rounded(figures.recall),
        "f1": rounded(figures.f1),
        "sections_equal": total.sections.right,
        "verdicts": verdicts.support,
        "verdicts_found": verdicts.found,
        "verdicts_false": verdicts.false,
    }
