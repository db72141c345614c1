"""Evaluating the system on a folder of gold, as ``gongkai evaluate`` does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.corpus.gold import load_gold
from gongkai.corpus.model import Gold
from gongkai.errors import GongkaiError
from gongkai.report import Report
from gongkai.training.evaluation.floors import Bounds, FloorOutcome, Floors, check_floors, load_floors
from gongkai.training.evaluation.render import render_bench, render_evaluation, render_floors
from gongkai.training.evaluation.score import Evaluation, ReportScore, Unread, score_report
from gongkai.training.evaluation.sentences import BenchResult, evaluate_sentences

__all__ = [
    "BenchResult",
    "Bounds",
    "Evaluation",
    "FloorOutcome",
    "Floors",
    "check_floors",
    "evaluate_gold",
    "evaluate_sentences",
    "find_document",
    "load_floors",
    "render_bench",
    "render_evaluation",
    "render_floors",
]

_NOT_READ_YET = "E004"  # a format that this version does not read: no fault of the extraction


def evaluate_gold(
    folder: Path, pipeline: Callable[[Path], Report], *, codebook: Codebook | None = None
) -> Evaluation:
    """Score the pipeline on every gold file ``folder/*.json``.

    All gold is read and checked before the first document is. A document in a format that is not read yet, or
    one that is not there, is listed in ``unread``; one that fails in any other way is scored as a report with
    nothing in it. Raises GongkaiError E020 for a gold that errs, E022 when no document is there, E030 without
    gold files.
    """
    known = codebook or load_codebook()
    files = sorted(folder.glob("*.json"))
    if not files:
        raise GongkaiError("E030", paths=folder / "*.json")
    golds = [load_gold(path, known) for path in files]
    documents = [find_document(gold, folder) for gold in golds]
    if not any(documents):
        raise GongkaiError("E022", path=folder)
    scores: list[ReportScore] = []
    unread: list[Unread] = []
    versions: dict[str, str] = {}
    for gold, path in zip(golds, documents, strict=True):
        if path is None:
            unread.append(Unread(source=gold.source, why="no such file beside the gold or one folder above"))
            continue
        report = pipeline(path)
        if report.error is not None and report.error.code == _NOT_READ_YET:
            unread.append(Unread(source=gold.source, why=f"{report.error.code} {report.error.message}"))
            continue
        scores.append(score_report(report, gold))
        named = {"gongkai": report.versions.gongkai, "codebook": str(report.versions.codebook)}
        named |= {"segmenter": report.versions.segmenter or "", "tagger": report.versions.tagger or ""}
        versions |= {name: version for name, version in named.items() if version}
    return Evaluation(reports=tuple(scores), unread=tuple(unread), versions=versions)


def find_document(gold: Gold, folder: Path) -> Path | None:
    """The document of a gold: its ``source`` in the folder or in the one above."""
    return next((p for p in (folder / gold.source, folder.parent / gold.source) if p.is_file()), None)
