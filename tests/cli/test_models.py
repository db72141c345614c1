"""`gongkai train` and `gongkai models`: a project from its annotations to its own models and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai import registry
from gongkai.registry import Registry
from training.tiny import REPORTS, make_project, settings_file

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("cli") / "own")


@pytest.fixture(autouse=True)
def nothing_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project's models alone: what ships changes with every training."""
    monkeypatch.setattr(registry, "shipped_models", lambda: tmp_path / "shipped" / "models")


@pytest.fixture
def trained(gongkai: Run, project: Path) -> Path:
    """The project with version 1 of both parts, none of them current."""
    own = Registry([project / "models"])
    for name in ("segmenter", "tagger"):
        if not own.artefacts(name):
            ran = gongkai("train", name, "--config", settings_file(project, name), "--project", project)
            assert (ran.code, ran.err) == (0, "")
    return project


def test_train_prints_configuration_scores_and_what_to_do_next(gongkai: Run, tmp_path: Path) -> None:
    own = make_project(tmp_path / "own")
    path = settings_file(own, "segmenter")
    ran = gongkai("train", "segmenter", "--config", path, "--seed", 7, "--promote", "--project", own)

    assert (ran.code, ran.err) == (0, "")
    wanted = (
        f"gold: {own / 'annotations'}",
        "seed = 7",
        "ngram_buckets = 256",
        "3 reports of an, bei",
        "fitted in",
    )
    assert [words for words in wanted if words not in ran.out] == []
    assert "segmenter 1 reads from now on" in ran.out
    assert Registry([own / "models"]).current("segmenter") is not None


def test_train_typo_in_the_configuration(gongkai: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("epocs = 3")
    ran = gongkai("train", "tagger", "--config", path)

    assert (ran.code, ran.out, ran.err[:5]) == (2, "", "E044 ")
    assert "epocs" in ran.err


def test_train_without_a_project_changes_no_installation(
    gongkai: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = Path(registry.__file__).parent / "models"
    monkeypatch.setattr(registry, "shipped_models", lambda: installed)
    codes = [
        gongkai(*args).err[:5]
        for args in (
            ("train", "segmenter"),
            ("models", "promote", "segmenter", "1"),
            ("models", "rollback", "tagger"),
        )
    ]

    assert codes[0] == codes[2] == "E046 "
    assert codes[1] in {"E040 ", "E046 "}
    assert not installed.exists()


def test_models_list_promote_rollback(gongkai: Run, trained: Path) -> None:
    def current() -> list[tuple[str, str, bool]]:
        entries = json.loads(gongkai("models", "list", "--json", "--project", trained).out)
        return [(e["name"], e["version"], e["current"]) for e in entries]

    assert current() == [("segmenter", "1", False), ("tagger", "1", False)]
    assert gongkai("models", "promote", "tagger", "1", "--project", trained).code == 0
    assert current() == [("segmenter", "1", False), ("tagger", "1", True)]
    assert (
        gongkai("models", "rollback", "tagger", "--project", trained).out == "tagger: the rules read again\n"
    )
    assert current() == [("segmenter", "1", False), ("tagger", "1", False)]
    assert gongkai("models", "rollback", "tagger", "--project", trained).err[:5] == "E041 "
    assert gongkai("models", "promote", "tagger", "9", "--project", trained).err[:5] == "E040 "


def test_models_list_shows_what_each_was_trained_on(gongkai: Run, trained: Path) -> None:
    rows = gongkai("models", "list", "--project", trained).out.splitlines()

    assert [row.split()[:2] for row in rows if "3 reports in 2 hands" in row] == [
        ["segmenter", "1"],
        ["tagger", "1"],
    ]
    assert rows[-1] == "tagger: the rules read; no version was promoted"


def test_models_read_once_promoted_unless_the_rules_are_asked_for(gongkai: Run, trained: Path) -> None:
    sample = trained / "sample.txt"
    sample.write_text(REPORTS[-1].text, "utf-8")

    def readers(*command: object) -> tuple[str, str]:
        versions = json.loads(gongkai(*command, "--project", trained).out)["versions"]
        return versions["segmenter"], versions["tagger"]

    for name in ("segmenter", "tagger"):
        gongkai("models", "promote", name, 1, "--project", trained)
    by_models = readers("extract", sample, "--json"), readers("extract", sample, "--json", "--rules")
    for name in ("segmenter", "tagger"):
        gongkai("models", "rollback", name, "--project", trained)

    assert by_models == (("segmenter-1", "tagger-1"), ("rules", "rules"))
    assert readers("extract", sample, "--json") == ("rules", "rules")


def test_models_that_do_not_fit_the_codebook_are_refused_before_anything_is_read(
    gongkai: Run, trained: Path
) -> None:
    path = trained / "models" / "tagger" / "1" / "meta.json"
    before = path.read_text("utf-8")
    path.write_text(before.replace('"trainings"', '"moon.landings"'), "utf-8")
    refused = gongkai("models", "promote", "tagger", "1", "--project", trained)
    Registry([trained / "models"]).promote("tagger", "1")
    ran = gongkai("extract", trained / "README.md", "--project", trained)
    path.write_text(before, "utf-8")
    Registry([trained / "models"]).rollback("tagger")

    assert refused.err.startswith("E042 tagger 1 ")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("E042 tagger 1 ")
    assert "moon.landings" in ran.err


def test_evaluate_ablation_prints_the_table_and_keeps_it(gongkai: Run, tmp_path: Path) -> None:
    own = make_project(tmp_path / "own")
    for name in ("segmenter", "tagger"):
        path = settings_file(own, name)
        gongkai("train", name, "--config", path, "--promote", "--project", own)
    ran = gongkai("evaluate", "--ablation", "--keep", "--project", own)

    assert ran.code == 0
    assert "models alone" in ran.out
    assert "best figures from lines to figures on the hands held out:" in ran.out
    assert "models alone" in (own / "models" / "tagger" / "1" / "card.md").read_text("utf-8")


def test_evaluate_ablation_goes_with_few_options(gongkai: Run, tmp_path: Path) -> None:
    wrong = (
        ("--ablation", "--rules"),
        ("--ablation", "--sentences", tmp_path),
        ("--keep", "--gold", tmp_path),
        ("--gold", tmp_path, "--gold", tmp_path),
    )

    assert [gongkai("evaluate", *options).code for options in wrong] == [2] * len(wrong)
