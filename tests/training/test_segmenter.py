from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from gongkai.codebook import load_codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of
from gongkai.corpus.load import Corpus
from gongkai.documents.model import Document
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.segmentation.runs import section_runs
from gongkai.training.segmenter import (
    LineScores,
    compare_segmenters,
    fit_segmenter,
    render_line_scores,
    score_lines,
)
from segmentation.marked import GOLD

CONFIG = SegmenterConfig(ngram_buckets=2**10, symbol_buckets=2**10, words=False, copies=1)


def annotated(number: int, hand: str) -> AnnotatedReport:
    document, labels = GOLD[number]
    return AnnotatedReport(
        id=f"{hand}-{number}",
        hand=hand,
        body="青塘区水务局",
        year=2022,
        layout="tabs",
        lines=tuple(line.text for line in document.lines),
        labels=tuple(labels),
        figures=(),
    )


CORPUS = Corpus(
    reports=(annotated(0, "an"), annotated(1, "bei"), annotated(2, "cen")),
    split_of={"an": "train", "bei": "train", "cen": "held_out"},
)


class Fixed:
    """A segmenter that says what it was told to, whatever the document."""

    name = "fixed"

    def __init__(self, *labels: tuple[str, str]) -> None:
        self.labels = tuple(LineLabel(section=section, role=Role(role)) for section, role in labels)

    def __call__(self, document: Document) -> Segmentation:
        return Segmentation(labels=self.labels, runs=section_runs(document, self.labels))


def report(*lines: tuple[str, str, str]) -> AnnotatedReport:
    return AnnotatedReport(
        id="an-1",
        hand="an",
        body="青塘区水务局",
        year=2022,
        layout="tabs",
        lines=tuple(text for _, _, text in lines),
        labels=tuple(LineLabel(section=section, role=Role(role)) for section, role, _ in lines),
        figures=(),
    )


SMALL = report(
    ("front", "title", "年度报告"),
    ("front", "blank", ""),
    ("overview", "heading", "一、总体情况"),
    ("overview", "paragraph", "公开信息30条。"),
    ("other", "paragraph", "无"),
)


def test_segmenter_scores_lines_without_the_blank_ones() -> None:
    found = Fixed(
        ("front", "title"),
        ("other", "title"),
        ("overview", "heading"),
        ("overview", "heading"),
        ("problems", "paragraph"),
    )
    assert score_lines(found, [SMALL]) == LineScores(
        reports=1,
        lines=4,
        section_accuracy=3 / 4,
        role_accuracy=3 / 4,
        role_macro_f1=pytest.approx((1 + 2 / 3 + 2 / 3) / 3),
        boundary_f1=1 / 2,  # two each, overview's is right
        whole=0.0,
    )


def test_segmenter_scores_what_is_right_as_one() -> None:
    right = Fixed(*((x.section, x.role.value) for x in SMALL.labels))
    scores = score_lines(right, [SMALL, SMALL])
    assert (scores.reports, scores.lines) == (2, 8)
    assert {v for k, v in scores.to_dict().items() if k not in ("reports", "lines")} == {1.0}


def test_segmenter_scores_a_label_that_was_never_given() -> None:
    found = Fixed(*[("furniture", "furniture")] * 5)
    assert score_lines(found, [SMALL]).to_dict() == {
        "reports": 1,
        "lines": 4,
        "section_accuracy": 0.0,
        "role_accuracy": 0.0,
        "role_macro_f1": 0.0,
        "boundary_f1": 0.0,
        "whole": 0.0,
    }


def test_segmenter_fits_on_the_training_hands_only() -> None:
    model, metrics = fit_segmenter(CORPUS, CONFIG, 0)
    assert metrics["trained_on"] == {"reports": 2, "lines": sum(len(r.lines) for r in CORPUS.reports[:2])}
    assert set(metrics) == {"trained_on", "held_out"}
    assert metrics["held_out"]["model"] == score_lines(model, CORPUS.reports[2:]).to_dict()
    assert metrics["held_out"]["rules"]["reports"] == 1
    without = Corpus(reports=CORPUS.reports[:2], split_of=CORPUS.split_of)
    again, _ = fit_segmenter(without, CONFIG, 0)
    document = document_of(CORPUS.reports[2])
    assert model(document) == again(document)


def test_segmenter_same_seed_same_model(tmp_path: Path) -> None:
    for name in ("a", "b"):
        fit_segmenter(CORPUS, CONFIG, 7, codebook=load_codebook())[0].to_disk(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_segmenter_compares_rules_model_and_both() -> None:
    scores = compare_segmenters(CORPUS, 0)
    assert list(scores) == ["rules", "model alone", "combined"]
    assert {s.lines for s in scores.values()} == {sum(bool(x.strip()) for x in CORPUS.reports[2].lines)}
    out = StringIO()
    render_line_scores(scores, Console(file=out, width=100))
    for word in (
        "1 reports held out",
        "model alone",
        "role macro f1",
        f"{scores['combined'].role_accuracy:.4f}",
    ):
        assert word in out.getvalue()
