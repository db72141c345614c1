"""What PATH... means."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from gongkai.cli.inputs import input_paths
from gongkai.errors import GongkaiError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deep/d.md", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*given: str) -> list[str]:
    with input_paths(given) as files:
        return [Path(name).as_posix() for name in files.values()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["b.txt", "a.txt"], ["b.txt", "a.txt"]),
        (["."], ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]),
        (["sub"], ["sub/c.txt", "sub/deep/d.md"]),
        (["*.txt"], ["a.txt", "b.txt"]),
        (["**/*.txt"], ["a.txt", "b.txt", "sub/c.txt"]),
        (["su?"], ["sub/c.txt", "sub/deep/d.md"]),
        (["a.txt", ".", "./a.txt"], ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.md"]),
        ([".hidden"], [".hidden"]),
        (["not-there.txt", "a.txt"], ["not-there.txt", "a.txt"]),
    ],
)
def test_inputs_expands_paths(tree: Path, given: list[str], expected: list[str]) -> None:
    assert names(*given) == expected


def test_inputs_takes_a_file_whose_name_looks_like_a_glob(tree: Path) -> None:
    (tree / "[1].txt").write_text("1")

    assert names("[1].txt") == ["[1].txt"]


def test_inputs_does_not_follow_links_to_folders(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree, target_is_directory=True)

    assert names("sub") == ["sub/c.txt", "sub/deep/d.md"]


def test_inputs_without_any_file_is_an_error(tree: Path) -> None:
    with pytest.raises(GongkaiError, match=r"E030 .*\*\.pdf") as caught:
        names("*.pdf")

    assert caught.value.code == "E030"


def test_inputs_keeps_standard_input_while_the_context_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "报告".encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    with input_paths(["-"]) as files:
        ((path, name),) = files.items()
        kept = path.read_bytes()

    assert (name, kept, path.exists()) == ("stdin", data, False)


def test_inputs_takes_a_closed_standard_input_for_an_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    with input_paths(["-"]) as files:
        assert [path.read_bytes() for path in files] == [b""]
