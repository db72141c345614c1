"""The README's own words, run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_readme_snippet_prints_what_stands_below_it(tmp_path: Path) -> None:
    found = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
    assert found is not None
    code, expected = found.groups()
    own = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env=own, check=True
    )

    assert done.stdout.decode("utf-8") == expected
    assert len(code.splitlines()) <= 12


@pytest.mark.parametrize("name", ["demo", "tests"])
def test_readme_commands_are_one_line_each(name: str) -> None:
    """The continuous build cuts them out of the README by these marks."""
    blocks = re.findall(rf"^<!-- command: {name} -->\n```sh\n(.*?)```$", README, re.DOTALL | re.MULTILINE)

    assert [block.count("\n") for block in blocks] == [1]


def test_readme_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_names_every_key_of_a_report() -> None:
    from dataclasses import fields

    from gongkai.report import Report

    table = README.partition("## What comes out")[2].partition("## Measured")[0]
    assert [f.name for f in fields(Report) if f.name != "schema" and f"`{f.name}`" not in table] == []


def test_readme_says_what_marks_a_figure_and_which_installation_can_be_trained() -> None:
    words = " ".join(README.split())

    assert [
        w for w in ("`doubtful`", "`narrower`", "pip install -e .", "2 wins over 1") if w not in words
    ] == []
    assert "`../shared` is not part of this repository" in words
