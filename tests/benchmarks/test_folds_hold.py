"""The gate of the folds: they are of the shipped gold, they keep their floors, and one fold fitted again says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.codebook import load_codebook
from gongkai.corpus.load import Corpus, load_corpus
from gongkai.registry import NAMES, Registry, shipped_models
from gongkai.training.config import SEED
from gongkai.training.facts import describe_gold
from gongkai.training.folds.facts import Folds, inputs_digest, read_folds
from gongkai.training.folds.figures import tally_tagger
from gongkai.training.folds.groups import Grouping, grouped_folds
from gongkai.training.folds.lines import tally_lines
from gongkai.training.train import fit_segmenter, fit_tagger, gold_folder, one_thread

GATE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("folds.yaml").read_text("utf-8"))
CODEBOOK = load_codebook()
REGISTRY = Registry([shipped_models()])


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(gold_folder(None), codebook=CODEBOOK)


def kept(name: str) -> Folds:
    artefact = REGISTRY.current(name)
    assert artefact is not None
    folds = read_folds(artefact.path)
    assert folds is not None, f"gongkai evaluate --part {name} --folds hand --folds layout --keep"
    return folds


def measures(folds: Folds) -> dict[str, float]:
    """Every number of the folds that may have a floor, by name."""
    found: dict[str, float | int | None] = {}
    for by, lines in folds.lines.items():
        found |= {f"{by}.{key}": value for key, value in lines.methods[0].scores.items()}
    for by, figures in folds.figures.items():
        found |= {f"{by}.{key}": value for key, value in figures.methods[0].scores.items()}
        found[f"{by}.zeros.f1"] = figures.zeros["f1"]
        found |= {f"{by}.{name}": numbers["share"] for name, numbers in figures.attributes.items()}
        frequent = [n["f1"] or 0.0 for n in figures.by_metric.values() if n["frequent"]]
        found[f"{by}.lowest_frequent_f1"] = min(frequent, default=0.0)
        if figures.calibration_error is not None:
            found[f"{by}.calibrated"] = 1 - figures.calibration_error
    return {name: float(value) for name, value in found.items() if value is not None}


@pytest.mark.parametrize("name", NAMES)
def test_folds_are_of_the_shipped_gold(name: str, corpus: Corpus) -> None:
    assert kept(name).gold == describe_gold(corpus.reports)


@pytest.mark.parametrize("name", NAMES)
def test_folds_keep_their_floors(name: str) -> None:
    measured = measures(kept(name))
    floors = GATE["floors"][name]
    assert floors
    assert {m: (floor, measured.get(m)) for m, floor in floors.items() if measured.get(m, -1.0) < floor} == {}


@pytest.mark.parametrize("name", NAMES)
def test_no_floor_sinks_unseen(name: str) -> None:
    """A floor far under what is measured was lowered, or the work has outgrown it: both have to be said."""
    measured = measures(kept(name))
    explained = {entry["measure"] for entry in GATE["lowered"] if entry["part"] == name and entry["why"]}
    low = {m: f for m, f in GATE["floors"][name].items() if f < measured[m] - GATE["slack"]}
    assert set(low) <= explained


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_one_fold_fitted_again_says_the_same(name: str, corpus: Corpus) -> None:
    """Measured with other code than today's, the folds may be off: not by more than epsilon."""
    artefact, folds = REGISTRY.current(name), kept(name)
    assert artefact is not None
    settings = {**artefact.meta.config, SEED: artefact.meta.seed}
    fold = grouped_folds(corpus.reports, Grouping.HAND, CODEBOOK)[GATE["refitted"][name]]
    with one_thread():
        if name == "tagger":
            tagger = fit_tagger(fold.train, settings, CODEBOOK)
            now = tally_tagger(tagger, fold.test).strict.f1
            before = folds.figures["hand"].methods[0].by_fold[fold.name]
        else:
            now = tally_lines(
                fit_segmenter(fold.train, settings, CODEBOOK), fold.test, CODEBOOK
            ).role_macro_f1
            before = folds.lines["hand"].methods[0].by_fold[fold.name]
    assert now is not None
    assert before is not None
    same = (
        "the same inputs"
        if folds.inputs == inputs_digest()
        else f"inputs {folds.inputs}, now {inputs_digest()}"
    )
    assert now >= before - GATE["epsilon"], f"{fold.name}: {now:.4f}, was {before:.4f} with {same}"
