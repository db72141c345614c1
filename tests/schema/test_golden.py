"""One whole Report, held: what users of the JSON get must not change unseen."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongkai.demo import samples
from gongkai.pipeline import Pipeline
from gongkai.report import Report

GOLDEN = Path(__file__).with_name("golden.json")
HOW = "run `python tests/schema/regenerate.py` and read the difference"


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(GOLDEN.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="session")
def extracted(golden: dict[str, Any]) -> Report:
    with samples() as paths:
        return Pipeline.by_rules()(next(path for path in paths if path.name == golden["source"]["name"]))


def test_golden_is_what_the_sample_gives(golden: dict[str, Any], extracted: Report) -> None:
    fresh = json.loads(extracted.to_json())

    assert list(fresh) == list(golden), HOW
    for key in fresh:
        assert fresh[key] == golden[key], HOW


def test_golden_holds_to_the_schema(golden: dict[str, Any]) -> None:
    schema = json.loads(resources.files("gongkai").joinpath("schema", "report-1.json").read_text("utf-8"))

    assert [e.message for e in Draft202012Validator(schema).iter_errors(golden)] == []


def test_golden_reads_back_as_the_same_report(golden: dict[str, Any], extracted: Report) -> None:
    assert Report.from_json(json.dumps(golden)) == extracted


def test_golden_evidence_cut_from_the_lines_gives_the_words(golden: dict[str, Any]) -> None:
    texts = [line["text"] for line in golden["lines"]]

    def cut(entry: dict[str, Any]) -> str:
        return "".join(texts[s["line"]][s["start"] : s["end"]] for s in entry["evidence"])

    assert [(f["text"], cut(f)) for f in golden["metrics"] if cut(f) != f["text"]] == []
    assert [(c["field"], cut(c)) for c in golden["cells"] if cut(c) != c["text"]] == []


def test_golden_shows_something_of_everything(golden: dict[str, Any]) -> None:
    """Cells, figures, a failed rule, verdicts and a proposal: an empty list would hold nothing."""
    assert {c["state"] for c in golden["cells"]} >= {"number"}
    assert {"pass", "fail"} <= {c["status"] for c in golden["checks"]}
    assert {"agree"} <= {v["verdict"] for v in golden["verdicts"]}
    assert [p["kind"] for p in golden["proposals"]] == ["correction"]
    assert len(golden["metrics"]) > 10
