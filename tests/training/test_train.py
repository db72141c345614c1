"""From annotated reports to a version that reads, and back to the rules."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from gongkai.codebook import Codebook, load_codebook
from gongkai.errors import GongkaiError
from gongkai.pipeline import Pipeline
from gongkai.registry import Registry
from gongkai.training import train as training
from gongkai.training.card import number
from gongkai.training.config import read_config
from gongkai.training.facts import describe_gold, read_facts
from gongkai.training.train import Trained, gold_folder, train
from training.tiny import REPORTS, SMALL, make_project

PARTS = ("segmenter", "tagger")


def fit(project: Path, name: str, **more: int) -> Trained:
    return train(
        name,
        read_config(name, over={**SMALL[name], **more}),
        gold=gold_folder(project),
        registry=Registry.of(project),
        codebook=load_codebook(),
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with version 1 of both parts."""
    root = make_project(tmp_path_factory.mktemp("tiny") / "project")
    for name in PARTS:
        fit(root, name)
    return root


@pytest.fixture
def registry(project: Path) -> Registry:
    return Registry([project / "models"])


@pytest.mark.parametrize("name", PARTS)
def test_train_writes_a_version_with_all_that_is_known_of_it(registry: Registry, name: str) -> None:
    artefact = registry.find(name, "1")
    facts = read_facts(artefact.path)

    assert facts is not None
    assert facts.trained_on == describe_gold(r for r in REPORTS if r.hand != "cen")
    assert facts.held_out == describe_gold(r for r in REPORTS if r.hand == "cen")
    assert artefact.meta.digest == facts.trained_on.digest != facts.held_out.digest
    assert read_config(name, artefact.path / "config.toml") == {"seed": 1, **artefact.meta.config}
    assert list(facts.model.by_hand) == ["cen"]
    assert facts.model.by_hand["cen"] == facts.model.total
    assert not artefact.current


def test_train_labels_are_those_of_the_gold(registry: Registry) -> None:
    said = {f.metric for r in REPORTS if r.hand != "cen" for f in r.figures}
    sections = {label.section for r in REPORTS for label in r.labels}

    assert set(registry.find("tagger", "1").meta.labels) == said
    assert sections < set(registry.find("segmenter", "1").meta.labels)


@pytest.mark.parametrize("name", PARTS)
def test_train_card_has_its_numbers(registry: Registry, name: str) -> None:
    artefact = registry.find(name, "1")
    facts, card = read_facts(artefact.path), (artefact.path / "card.md").read_text("utf-8")

    assert facts is not None
    for scores in (facts.rules, facts.model):
        for numbers in (scores.total, *scores.by_label.values()):
            assert all(number(value) in card for value in numbers.values())
    wanted = (
        facts.trained_on.digest,
        "3 reports in 2 hands (an, bei)",
        f"| `{next(iter(facts.model.by_label))}` |",
    )
    assert [words for words in wanted if words not in card] == []
    assert f"gongkai train {name} --config models/{name}/1/config.toml" in card


@pytest.mark.parametrize("name", PARTS)
def test_train_same_seed_same_bytes(project: Path, tmp_path: Path, name: str) -> None:
    def weights(path: Path) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in path.iterdir() if p.name != "meta.json"}

    first = Registry.of(project).find(name, "1").path
    other = make_project(tmp_path / "again")
    assert weights(fit(other, name).artefact.path) == weights(first)
    assert weights(fit(other, name, seed=2).artefact.path) != weights(first)


def test_train_promoted_versions_read_and_a_rollback_brings_the_rules_back(registry: Registry) -> None:
    def named() -> tuple[str | None, str | None]:
        pipeline = Pipeline(registry=registry)
        report = pipeline.read(document)
        assert [f.value for f in report.metrics] == [73, 17, 4, 1]
        return report.versions.segmenter, report.versions.tagger

    from gongkai.corpus.document import document_of

    document = document_of(REPORTS[-1])
    assert named() == ("rules", "rules")
    registry.promote("tagger", "1")
    assert named() == ("rules", "tagger-1")
    registry.promote("segmenter", "1")
    assert named() == ("segmenter-1", "tagger-1")
    assert Pipeline.by_rules().read(document).versions.tagger == "rules"
    assert registry.rollback("tagger") is None
    assert registry.rollback("segmenter") is None
    assert named() == ("rules", "rules")


def without(codebook: Codebook, metric: str) -> Codebook:
    kept = tuple(m for m in codebook.metrics if m.id != metric)
    return msgspec.structs.replace(codebook, metrics=kept)


def test_train_a_codebook_without_a_label_does_not_fit(registry: Registry) -> None:
    registry.promote("tagger", "1")
    with pytest.raises(GongkaiError, match="E042 tagger 1 .*it gives trainings, which codebook") as caught:
        Pipeline(without(load_codebook(), "trainings"), registry=registry)
    registry.rollback("tagger")

    assert "gongkai models rollback tagger" in caught.value.remedy


@pytest.mark.parametrize("name", PARTS)
def test_train_broken_weights_are_named(project: Path, tmp_path: Path, name: str) -> None:
    import shutil

    shutil.copytree(project / "models", tmp_path / "models")
    registry = Registry([tmp_path / "models"])
    path = registry.promote(name, "1").path
    (path / "weights.npz").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(GongkaiError, match=f"E043 model file .*{name}"):
        Pipeline(registry=registry)


def test_train_without_a_hand_to_train_on(tmp_path: Path) -> None:
    project = make_project(tmp_path / "own", REPORTS[-1])
    with pytest.raises(GongkaiError, match="E045 nothing to train on in .*annotations"):
        fit(project, "tagger")


def test_train_without_a_hand_held_out_says_so_in_the_card(tmp_path: Path) -> None:
    project = make_project(tmp_path / "own", *REPORTS[:2])
    card = (fit(project, "segmenter").artefact.path / "card.md").read_text("utf-8")

    assert "No hand is held out" in card
    assert "nan" not in card


def test_train_that_fails_leaves_nothing_behind(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = make_project(tmp_path / "own")

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(training, "write_facts", broken)
    with pytest.raises(KeyboardInterrupt):
        fit(own, "segmenter")

    assert list((own / "models" / "segmenter").iterdir()) == []


def test_train_gold_is_the_projects_own_where_it_has_some(project: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    (empty / "annotations").mkdir(parents=True)

    assert gold_folder(project) == project / "annotations"
    assert gold_folder(empty) == gold_folder(None)
    assert (gold_folder(None) / "splits.json").is_file()
