"""Lines, boundaries and the cells that are read with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.codebook import load_codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import segmentation_of
from gongkai.documents.model import Document
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.training.folds.lines import LineTally, tally_lines
from segmentation.marked import TABS, labelled

CODEBOOK = load_codebook()


@pytest.fixture(scope="module")
def report() -> AnnotatedReport:
    document, labels = labelled(TABS)
    lines = tuple(line.text for line in document.lines)
    cells = {"disclosure.regulations.issued": 0, "disclosure.regulations.repealed": 9}
    return AnnotatedReport(
        id="a",
        hand="a",
        body="a",
        year=2022,
        layout="tabs",
        lines=lines,
        labels=tuple(labels),
        figures=(),
        cells=cells,
    )


def tally(report: AnnotatedReport, changed: dict[int, LineLabel]) -> LineTally:
    """What is counted when some lines get another label than gold has."""

    def segmenter(document: Document) -> Segmentation:
        labels = tuple(changed.get(n, label) for n, label in enumerate(report.labels))
        return segmentation_of(replace(report, labels=labels), document)

    return tally_lines(segmenter, [report], CODEBOOK)  # type: ignore[arg-type]  # a function has no name


def test_gold_labels_are_all_right(report: AnnotatedReport) -> None:
    found = tally(report, {})
    assert found.role_macro_f1 == found.sections.share == found.boundaries.f1 == 1
    assert found.cells == found.cells_of_gold
    assert (found.cells.right, found.cells.wrong) == (1, 1)


def test_a_boundary_is_right_on_its_very_line_only(report: AnnotatedReport) -> None:
    heading = next(
        n for n, x in enumerate(report.labels) if x.section == "disclosure" and x.role is Role.HEADING
    )
    found = tally(report, {heading: LineLabel(section="overview", role=Role.HEADING)})
    assert (found.boundaries.missed, found.boundaries.false) == (1, 1)
    assert found.sections.total - found.sections.right == 1


def test_every_role_counts_the_same(report: AnnotatedReport) -> None:
    title = next(n for n, x in enumerate(report.labels) if x.role is Role.TITLE)
    found = tally(report, {title: LineLabel(section="front", role=Role.PARAGRAPH)})
    roles = {x.role for x, line in zip(report.labels, report.lines, strict=True) if line.strip()}
    assert found.roles[Role.TITLE].f1 == 0
    assert found.role_macro_f1 is not None
    assert found.role_macro_f1 < 1 - 1 / len(roles) + 0.05


def test_tables_without_labels_lose_their_cells(report: AnnotatedReport) -> None:
    lost = {
        n: LineLabel(section="overview", role=Role.PARAGRAPH)
        for n, x in enumerate(report.labels)
        if x.section == "disclosure"
    }
    found = tally(report, lost)
    assert found.cells.right == 0 < found.cells_of_gold.right
