"""`gongkai gold export` and `gongkai evaluate`, from a report to its score."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.demo import copy_samples


@pytest.fixture
def gold(gongkai: Callable[..., Any], tmp_path: Path) -> Path:
    """A folder of gold made of one sample, beside the sample."""
    sample = copy_samples(tmp_path / "samples")[0]
    (tmp_path / "reports" / "gold").mkdir(parents=True)
    sample.rename(tmp_path / "reports" / "one.txt")
    gongkai("extract", tmp_path / "reports" / "one.txt", "-o", tmp_path / "reports.jsonl")
    ran = gongkai("gold", "export", tmp_path / "reports.jsonl", "-o", tmp_path / "reports" / "gold")
    assert (ran.code, ran.err) == (0, "")
    return tmp_path / "reports" / "gold"


def measures(ran: Any) -> dict[str, float]:
    found: dict[str, float] = json.loads(ran.out)["gold"]["measures"]
    return found


def test_evaluate_scores_a_report_against_its_own_export_as_right(
    gongkai: Callable[..., Any], gold: Path
) -> None:
    ran = gongkai("evaluate", "--gold", gold, "--json")
    found = measures(ran)

    assert ran.code == 0
    assert [p.name for p in gold.iterdir()] == ["one.json"]
    assert (found["cells.accuracy"], found["cells.invented"], found["figures.f1"]) == (1.0, 0, 1.0)


def test_evaluate_sees_a_corrected_cell(gongkai: Callable[..., Any], gold: Path) -> None:
    entry = json.loads((gold / "one.json").read_text("utf-8"))
    entry["tables"]["disclosure.licensing.decisions"] += 1
    (gold / "one.json").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")

    assert measures(gongkai("evaluate", "--gold", gold, "--json"))["cells.accuracy"] < 1
    assert "disclosure.licensing.decisions" in gongkai("evaluate", "--gold", gold).out


def test_evaluate_gate_fails_below_a_floor(gongkai: Callable[..., Any], gold: Path) -> None:
    floors = gold.parent / "floors.yaml"
    floors.write_text("gold: {at_least: {cells.accuracy: 0.9}, at_most: {cells.invented: 0}}", "utf-8")
    assert gongkai("evaluate", "--gold", gold, "--floors", floors).code == 0

    floors.write_text("gold: {at_most: {cells.accuracy: 0.9}}", "utf-8")
    ran = gongkai("evaluate", "--gold", gold, "--floors", floors)
    assert (ran.code, "floor broken: gold: cells.accuracy" in ran.out) == (1, True)


def test_evaluate_sentences(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    bench = tmp_path / "bench.yaml"
    bench.write_text(
        "- {t: 全年收到政府信息公开申请7件。, figures: [[applications.received, null, 7, exact, year]]}\n"
        "- {t: 全年收到政府信息公开申请8件。, figures: [[applications.received, null, 9, exact, year]]}\n",
        "utf-8",
    )
    ran = gongkai("evaluate", "--sentences", bench, "--json", "--rules")

    assert (ran.code, json.loads(ran.out)["sentences"]["tagger"]) == (0, "rules")


def test_evaluate_needs_something_to_evaluate(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("evaluate")

    assert (ran.code, "--gold" in ran.err) == (2, True)


def test_evaluate_without_gold_could_not_be_done(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    ran = gongkai("evaluate", "--gold", tmp_path)

    assert (ran.code, ran.err[:5]) == (2, "E030 ")


def test_gold_export_does_not_write_over_gold(
    gongkai: Callable[..., Any], gold: Path, tmp_path: Path
) -> None:
    args = ("gold", "export", tmp_path / "reports.jsonl", "-o", gold)

    assert gongkai(*args).err[:5] == "E012 "
    assert gongkai(*args, "--force").code == 0


def test_gold_export_of_something_else(gongkai: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n')
    codes = [
        gongkai("gold", "export", tmp_path / name, "-o", tmp_path).err[:5] for name in ("x.jsonl", "y.jsonl")
    ]

    assert codes == ["E021 ", "E001 "]


def test_gold_export_leaves_out_reports_that_could_not_be_read(
    gongkai: Callable[..., Any], tmp_path: Path
) -> None:
    good = copy_samples(tmp_path / "samples")[0]
    (tmp_path / "empty.txt").write_bytes(b"")
    jsonl = tmp_path / "reports.jsonl"
    gongkai("extract", tmp_path / "empty.txt", good, "-o", jsonl)
    ran = gongkai("gold", "export", jsonl, "-o", tmp_path / "gold")

    assert ran.code == 2
    assert ran.err.startswith(f"E002 {jsonl}: empty.txt is empty — ")
    assert [p.name for p in (tmp_path / "gold").iterdir()] == [f"{good.stem}.json"]
    assert "Next: put each document beside its gold file or one folder above" in ran.out
    assert "scores 1.0" in ran.out
