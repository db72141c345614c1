"""A project of one's own: made, found, laid over what ships."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.codebook import load_codebook
from gongkai.errors import GongkaiError
from gongkai.project import Project, find_project, init_project

METRIC = "volunteers.registered"


def uncomment_example(project: Path) -> None:
    """What the file says a person should do: take the ``# `` from the lines of the example."""
    path = project / "codebook" / "own.yaml"
    words, example = path.read_text("utf-8").split("#\n# metrics:")
    lines = ("# metrics:" + example).splitlines()
    path.write_text(words + "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines), "utf-8")


def test_init_makes_a_project_and_says_what_to_try(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    ran = gongkai("init", tmp_path / "own")

    assert ran.code == 0
    assert sorted(p.relative_to(tmp_path / "own").as_posix() for p in (tmp_path / "own").rglob("*")) == [
        "README.md",
        "annotations",
        "codebook",
        "codebook/own.yaml",
        "decisions.jsonl",
        "gongkai.toml",
        "models",
    ]
    assert f"gongkai --project {tmp_path / 'own'} codebook {METRIC}" in ran.out


def test_init_leaves_the_shipped_codebook_as_it_is_until_edited(tmp_path: Path) -> None:
    init_project(tmp_path)

    assert load_codebook(tmp_path) == load_codebook()


def test_init_example_adds_a_metric_to_the_codebook(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    init_project(tmp_path)
    uncomment_example(tmp_path)

    inner, outer = (
        gongkai(*args)
        for args in (
            ("codebook", METRIC, "--json", "--project", tmp_path),
            ("--project", tmp_path, "codebook", METRIC, "--json"),
        )
    )

    assert json.loads(inner.out)["metric"]["zh"] == "登记志愿者数"
    assert outer == inner
    assert gongkai("codebook", METRIC).code == 2


def test_init_example_is_found_in_the_prose(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    init_project(tmp_path / "own")
    uncomment_example(tmp_path / "own")
    report = tmp_path / "a.txt"
    report.write_text(
        "青石县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n全县现有登记志愿者36人，主动公开信息52条。\n",
        "utf-8",
    )

    def found(*options: object) -> list[tuple[str, int]]:
        plain = json.loads(gongkai("extract", report, "--json", *options).out)
        return [(f["metric"], f["value"]) for f in plain["metrics"] if f["metric"] != "other"]

    assert found() == [("disclosure.total", 52)]
    assert found("--project", tmp_path / "own") == [(METRIC, 36), ("disclosure.total", 52)]


def test_init_current_folder_is_the_project(
    gongkai: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    init_project(tmp_path)
    uncomment_example(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert METRIC in gongkai("codebook").out


def test_init_refuses_a_folder_with_something_in_it(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ran = gongkai("init", tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("E012 ")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_init_where_nothing_can_be_written(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = gongkai("init", tmp_path / "file" / "below")

    assert (ran.code, ran.err[:5]) == (2, "E013 ")


def test_init_quotes_the_name_of_the_folder(tmp_path: Path) -> None:
    root = tmp_path / '我的 "project"'
    init_project(root)

    assert find_project(root) == Project(root=root, name='我的 "project"')


def test_init_without_a_project_the_shipped_counts(tmp_path: Path) -> None:
    assert find_project(cwd=tmp_path) == Project()


@pytest.mark.parametrize(
    "settings",
    ["", "format = 2\nname = 'x'", "format = 1\nname = 'x'\nmodel = 'y'", "format = ", b"\xff\xfe"],
)
def test_init_wrong_settings_are_errors(tmp_path: Path, settings: str | bytes) -> None:
    data = settings if isinstance(settings, bytes) else settings.encode()
    (tmp_path / "gongkai.toml").write_bytes(data)

    with pytest.raises(GongkaiError) as caught:
        find_project(cwd=tmp_path)
    assert caught.value.code == "E011"


@pytest.mark.parametrize(
    "overlay",
    [
        "metriks: []",
        "- a list",
        "metrics: [{id: x}]",
        "metrics: [{id: x, zh: y, colour: red}]",
        "metrics: [",
        "# \udcff",
        "correspondences: {followers: [[applications.new.sum]]}",
    ],
)
def test_init_wrong_overlay_is_an_error_not_a_silence(
    gongkai: Callable[..., Any], tmp_path: Path, overlay: str
) -> None:
    init_project(tmp_path)
    (tmp_path / "codebook" / "own.yaml").write_bytes(overlay.encode("utf-8", "surrogateescape"))
    ran = gongkai("codebook", "--project", tmp_path)

    assert (ran.code, ran.out, ran.err[:5]) == (2, "", "E010 ")


@pytest.mark.parametrize(
    "frame",
    [
        "{metric: no.such, near: [view], units: [persons], weight: 1}",
        "{metric: views, near: [no-such], units: [persons], weight: 1}",
        "{metric: views, near: [view], units: [no-such], weight: 1}",
        "{metric: views, near: [view], units: [persons]}",
    ],
)
def test_init_wrong_cue_is_an_error_not_a_silence(
    gongkai: Callable[..., Any], tmp_path: Path, frame: str
) -> None:
    init_project(tmp_path)
    (tmp_path / "codebook" / "own.yaml").write_text(f"cues: {{frames: [{frame}]}}", "utf-8")
    ran = gongkai("extract", "-", "--project", tmp_path)

    assert (ran.code, ran.out, ran.err[:5]) == (2, "", "E010 ")


def test_init_readme_keeps_gold_apart_from_what_models_learn_from(tmp_path: Path) -> None:
    init_project(tmp_path)
    words = (tmp_path / "README.md").read_text("utf-8")

    assert "gongkai evaluate --gold gold" in words
    assert "--gold annotations" not in words
