from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.console import Console

from gongkai.corpus.model import Gold
from gongkai.documents.model import Source
from gongkai.errors import GongkaiError, problem
from gongkai.metadata.model import Meta
from gongkai.report import Report
from gongkai.training.evaluate import (
    Bounds,
    check_floors,
    evaluate_gold,
    render_evaluation,
    render_floors,
)
from gongkai.training.evaluation.counts import Hits, Ratio

Make = Callable[..., Any]


def unreadable(name: str, code: str, **facts: object) -> Report:
    return Report(
        source=Source(name=name, sha256="0" * 64, media_type="application/octet-stream"),
        meta=Meta(),
        error=problem(GongkaiError(code, name=name, **facts)),
    )


@pytest.fixture
def folder(tmp_path: Path, make_gold: Make, gold_figure: Make) -> Path:
    """Two text reports (one that fails), a PDF, and a gold without its document."""
    gold = tmp_path / "gold"
    gold.mkdir()
    for n, name in enumerate(("a.txt", "b.txt", "c.pdf", "d.txt")):
        made: Gold = make_gold(source=name, metrics=[gold_figure("messages", 6, "6件")])
        plain = msgspec.to_builtins(made) | {"meta": {"year": 2023, "templates": {}}}
        (gold / f"{n}.json").write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    for name in ("a.txt", "c.pdf"):
        (tmp_path / name).write_text("x", "utf-8")
    (gold / "b.txt").write_text("x", "utf-8")
    return gold


@pytest.fixture
def pipeline(make_report: Make) -> Callable[[Path], Report]:
    def read(path: Path) -> Report:
        if path.suffix == ".pdf":
            return unreadable(path.name, "E004", kind="a PDF file")
        if path.name == "b.txt":
            return unreadable(path.name, "E007", why="it has no statutory table")
        report: Report = make_report("共办理留言{6件|messages 6}。", meta=Meta(year=2023))
        return report

    return read


def test_evaluate_counts_failures_and_lists_what_was_not_read(folder: Path, pipeline: Any) -> None:
    evaluation = evaluate_gold(folder, pipeline)
    assert [(r.source, r.error.code if r.error else None) for r in evaluation.reports] == [
        ("a.txt", None),
        ("b.txt", "E007"),
    ]
    assert [u.source for u in evaluation.unread] == ["c.pdf", "d.txt"]
    assert evaluation.unread[0].why.startswith("E004 c.pdf is a PDF file")
    totals = evaluation.totals
    assert totals.figures.strict == Hits(found=1, missed=1)
    assert totals.sections == Ratio(right=1, total=2)
    assert totals.all_meta == Ratio(right=1, total=2)
    measures = evaluation.measures()
    assert {k: measures[k] for k in ("reports.read", "reports.failed", "reports.unread")} == {
        "reports.read": 2,
        "reports.failed": 1,
        "reports.unread": 2,
    }
    assert measures["figures.f1"] == pytest.approx(2 / 3)
    assert measures["metrics.messages.recall"] == 0.5


def test_evaluate_json_is_plain_and_complete(folder: Path, pipeline: Any) -> None:
    plain = json.loads(json.dumps(evaluate_gold(folder, pipeline).to_dict()))
    assert plain["measures"]["figures.recall"] == 0.5
    assert [u["source"] for u in plain["unread"]] == ["c.pdf", "d.txt"]
    assert [m["kind"] for m in plain["reports"][1]["mistakes"]] == [
        "meta wrong",
        "sections differ",
        "figure missed",
    ]


def test_evaluate_floors_decide(folder: Path, pipeline: Any) -> None:
    measures = evaluate_gold(folder, pipeline).measures()
    bounds = Bounds(at_least={"figures.recall": 0.5}, at_most={"reports.failed": 0})
    outcomes = check_floors(bounds, measures)
    assert [o.holds for o in outcomes] == [True, False]
    out = StringIO()
    render_floors(outcomes, Console(file=out, width=120))
    assert out.getvalue() == "floor broken: gold: reports.failed is 1, must be at most 0\n"


def test_evaluate_render_names_every_report_and_mistake(folder: Path, pipeline: Any) -> None:
    out = StringIO()
    render_evaluation(evaluate_gold(folder, pipeline), Console(file=out, width=140))
    text = out.getvalue()
    assert "not read: c.pdf: E004 c.pdf is a PDF file" in text
    assert "not read: d.txt: no such file" in text
    assert "failed: b.txt: E007" in text
    assert "figure missed: messages = 6" in text
    assert "b.txt: 3 to look at" in text


def test_evaluate_without_gold_or_documents_says_so(tmp_path: Path, folder: Path, pipeline: Any) -> None:
    with pytest.raises(GongkaiError) as caught:
        evaluate_gold(tmp_path, pipeline)
    assert caught.value.code == "E030"
    for path in (*folder.parent.glob("*.*"), *folder.glob("*.txt")):
        path.unlink()
    with pytest.raises(GongkaiError) as caught:
        evaluate_gold(folder, pipeline)
    assert caught.value.code == "E022"


def test_evaluate_gold_that_errs_stops_before_anything_is_read(folder: Path) -> None:
    broken = (folder / "3.json").read_text("utf-8").replace("messages", "massages")
    (folder / "3.json").write_text(broken, "utf-8")

    def never(path: Path) -> Report:
        raise AssertionError(path)

    with pytest.raises(GongkaiError) as caught:
        evaluate_gold(folder, never)
    assert caught.value.code == "E020"
    assert "3.json: metrics[0]: no metric 'massages'" in caught.value.message


def test_evaluate_lost_quote_is_told(folder: Path, make_report: Make) -> None:
    evaluation = evaluate_gold(folder, lambda path: make_report("共办理留言七件。"))
    assert evaluation.reports[0].lost_quotes == ("metrics[0]: the quote '6件' is not in the document",)
