"""`gongkai demo`: the whole job on what ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gongkai.demo import samples


def test_demo_reads_every_sample_and_finds_the_contradictions(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("demo")
    with samples() as paths:
        names = [p.name for p in paths]

    assert (ran.code, ran.err) == (0, "")
    assert [line.split(":")[0] for line in ran.out.splitlines() if line.split(":")[0] in names] == names
    assert len(names) >= 6
    assert "FAIL" in ran.out
    assert "CONFLICT" in ran.out
    assert f"Found in {len(names)} reports" in ran.out
    assert "Try next:" in ran.out


def test_demo_keeps_the_samples(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    ran = gongkai("demo", "--keep", tmp_path / "samples")
    with samples() as paths:
        shipped = {p.name: p.read_bytes() for p in paths}

    assert ran.code == 0
    assert {p.name: p.read_bytes() for p in (tmp_path / "samples").iterdir()} == shipped


def test_demo_does_not_write_into_a_folder_in_use(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ran = gongkai("demo", "--keep", tmp_path)

    assert (ran.code, ran.err[:5]) == (2, "E012 ")
