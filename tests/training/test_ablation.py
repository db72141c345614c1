"""The comparison of parts: every combination, with the current versions where they are of this gold."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.codebook import load_codebook
from gongkai.registry import Registry
from gongkai.training.ablation import compare_parts, keep_ablation
from gongkai.training.card import ablation_tables
from gongkai.training.config import read_config
from gongkai.training.facts import Ablation, read_facts
from gongkai.training.train import gold_folder, train
from training.tiny import REPORTS, SMALL, make_project

FITTED = "fitted for the table"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("ablation") / "project")
    registry = Registry([root / "models"])
    for name, settings in SMALL.items():
        train(
            name,
            read_config(name, over=settings),
            gold=gold_folder(root),
            registry=registry,
            codebook=load_codebook(),
        )
        registry.promote(name, "1")
    return root


@pytest.fixture(scope="module")
def registry(project: Path) -> Registry:
    return Registry([project / "models"])


@pytest.fixture(scope="module")
def compared(project: Path, registry: Registry) -> Ablation:
    return compare_parts(gold_folder(project), {}, registry=registry, codebook=load_codebook())


def test_ablation_has_every_combination(compared: Ablation) -> None:
    assert [(r.name, r.segmenter, r.tagger) for r in compared.rows] == [
        ("rules", "rules", "rules"),
        ("models alone", FITTED, FITTED),
        ("combined", "segmenter-1", "tagger-1"),
        ("segmenter combined, tagger rules", "segmenter-1", "rules"),
        ("segmenter rules, tagger combined", "rules", "tagger-1"),
        ("combined, gold segmentation", "gold", "tagger-1"),
    ]


def test_ablation_scores_are_those_of_the_versions(compared: Ablation, registry: Registry) -> None:
    combined = compared.rows[2]
    for name, measure in (("tagger", "figures_gold_f1"), ("segmenter", "role_macro_f1")):
        facts = read_facts(registry.find(name, "1").path)
        assert facts is not None
        assert combined.held_out[measure] == facts.model.total[facts.main]
        assert compared.rows[0].held_out[measure] == facts.rules.total[facts.main]


def test_ablation_best_is_the_best_that_can_ship(compared: Ablation) -> None:
    scores = {r.name: r.held_out["figures_f1"] for r in compared.rows[:-1]}

    assert {scores[name] for name in compared.best} == {max(s for s in scores.values() if s is not None)}
    assert "combined, gold segmentation" not in compared.best


def test_ablation_is_kept_in_metrics_and_cards(compared: Ablation, registry: Registry) -> None:
    kept = keep_ablation(compared, registry)

    assert [a.meta.name for a in kept] == ["segmenter", "tagger"]
    for artefact in kept:
        facts = read_facts(artefact.path)
        assert facts is not None
        assert facts.ablation == compared
        card = (artefact.path / "card.md").read_text("utf-8")
        rows = [row for _, _, rows in ablation_tables(compared) for row in rows]
        assert [row for row in rows if "| " + " | ".join(row) + " |" not in card] == []


def test_ablation_fits_with_the_defaults_what_is_of_other_gold(registry: Registry, tmp_path: Path) -> None:
    fewer = make_project(tmp_path / "fewer", *REPORTS[:2])
    found = compare_parts(gold_folder(fewer), {}, registry=registry, codebook=load_codebook())

    assert {found.rows[2].segmenter, found.rows[2].tagger} == {FITTED}
    assert (found.rows[2].held_out, found.best) == ({}, ())
    assert keep_ablation(found, registry) == []
