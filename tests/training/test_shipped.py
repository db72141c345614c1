"""What ships: the models are of the gold beside them, their cards of their facts, and they are small."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.codebook import load_codebook
from gongkai.corpus.load import load_corpus
from gongkai.parts import check_artefact
from gongkai.registry import NAMES, Artefact, Registry, shipped_models
from gongkai.training.card import render_card
from gongkai.training.config import default_config
from gongkai.training.facts import describe_gold, read_facts
from gongkai.training.folds.facts import read_folds
from gongkai.training.train import gold_folder, split_gold

AT_MOST = 30 * 10**6
"""Bytes of both models together."""
AGAIN = (
    "train again: gongkai train NAME --promote, then gongkai evaluate --ablation --keep and --folds hand --keep "
    "(see README, Models)"
)


@pytest.fixture(scope="module")
def current() -> list[Artefact]:
    registry = Registry([shipped_models()])
    return [artefact for name in NAMES if (artefact := registry.current(name)) is not None]


def test_shipped_models_are_of_the_shipped_gold(current: list[Artefact]) -> None:
    folder = gold_folder(None)
    train, held_out = (describe_gold(reports) for reports in split_gold(load_corpus(folder), folder))

    assert [a.meta.name for a in current] == list(NAMES)
    for artefact in current:
        facts = read_facts(artefact.path)
        assert facts is not None
        assert (facts.trained_on, facts.held_out) == (train, held_out), AGAIN
        assert artefact.meta.digest == train.digest


def test_shipped_models_fit_the_codebook_and_have_the_default_settings(current: list[Artefact]) -> None:
    for artefact in current:
        check_artefact(artefact, load_codebook())
        assert {"seed": artefact.meta.seed, **artefact.meta.config} == default_config(artefact.meta.name), (
            AGAIN
        )


def test_shipped_cards_are_made_of_the_facts_and_have_the_comparison(current: list[Artefact]) -> None:
    for artefact in current:
        facts = read_facts(artefact.path)
        assert facts is not None
        folds = read_folds(artefact.path)
        assert folds is not None, AGAIN
        assert (artefact.path / "card.md").read_text("utf-8") == render_card(artefact.meta, facts, folds)
        assert facts.ablation is not None, AGAIN
        named = f"{artefact.meta.name}-{artefact.meta.version}"
        best = [row for row in facts.ablation.rows if row.name in facts.ablation.best]
        assert any(named in (row.segmenter, row.tagger) for row in best)


def test_shipped_models_are_small_and_hold_no_pickle() -> None:
    files = [path for path in shipped_models().rglob("*") if path.is_file()]

    assert sum(path.stat().st_size for path in files) < AT_MOST
    assert {path.suffix for path in files} == {".json", ".md", ".npz", ".toml"}


def test_shipped_files_name_no_machine_path() -> None:
    texts = [path for path in shipped_models().rglob("*") if path.suffix in {".json", ".md", ".toml"}]
    home = Path(__file__).parents[2].as_posix()

    assert [path.name for path in texts if home in path.read_text("utf-8")] == []
