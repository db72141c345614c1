"""Whether the evidence of every value gives the value back, and stands on the page where it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from formats.comparison import Difference
from gongkai.documents.model import Span
from gongkai.quantities.cells import read_cell
from gongkai.quantities.model import CellState
from gongkai.report import Report

_SLACK: Final = 2.0
"""Points around a box within which its characters are looked for: boxes are those of the characters' cells, rounded
to a tenth, and PDFium takes a character whose origin lies in the box."""
_PDF: Final = b"%PDF-"


def evidence_differences(report: Report, data: bytes) -> list[Difference]:
    """Cells and figures whose evidence does not say them; in a PDF, boxes that do not hold the characters."""
    found = [*_said(report)]
    paged = report.source.pages is not None
    if paged:
        found += _boxes(report)
    if data.startswith(_PDF):
        found += _printed(report, data)
    return found


def _evidence(report: Report) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for cell in report.cells:
        yield cell.field, cell.evidence
    for n, figure in enumerate(report.metrics):
        yield f"figure {n} {figure.metric}", figure.evidence


def _said(report: Report) -> Iterator[Difference]:
    for cell in report.cells:
        text = report.text_of(cell.evidence)
        if cell.state is CellState.MISSING:
            if cell.evidence:
                yield Difference(kind="evidence", what=cell.field, expected=(), got=cell.evidence)
        elif not cell.evidence:
            yield Difference(kind="evidence", what=cell.field, expected=cell.text, got=())
        elif (value := read_cell(text)) and (value.state, value.value) != (cell.state, cell.value):
            yield Difference(kind="evidence", what=cell.field, expected=cell.text, got=text)
    for n, figure in enumerate(report.metrics):
        text = report.text_of(figure.evidence)
        if text != figure.text or not text:
            yield Difference(kind="evidence", what=f"figure {n}", expected=figure.text, got=text)


def _boxes(report: Report) -> Iterator[Difference]:
    pages = report.source.pages or 0
    for what, spans in _evidence(report):
        for span in spans:
            if span.page is None or span.bbox is None:
                yield Difference(kind="place", what=what, expected="page and box", got=span)
                continue
            x0, top, x1, bottom = span.bbox
            if not (1 <= span.page <= pages and 0 <= x0 <= x1 and 0 <= top <= bottom):
                yield Difference(kind="place", what=what, expected="a box on a page", got=span)


def _printed(report: Report, data: bytes) -> Iterator[Difference]:
    """What PDFium itself finds in the box must be the characters of the evidence."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages: dict[int, tuple[Any, float, float]] = {}
    try:
        for what, spans in _evidence(report):
            for span in spans:
                if span.page is None or span.bbox is None or not 1 <= span.page <= len(document):
                    continue
                if span.page not in pages:
                    page = document[span.page - 1]
                    pages[span.page] = (page.get_textpage(), *page.get_size())
                text_page, width, height = pages[span.page]
                x0, top, x1, bottom = span.bbox
                if x1 > width + _SLACK or bottom > height + _SLACK:
                    yield Difference(kind="place", what=what, expected=f"inside {width} x {height}", got=span)
                wanted = _squeezed(report.text_of((span,)))
                inside = _squeezed(
                    text_page.get_text_bounded(
                        x0 - _SLACK, height - bottom - _SLACK, x1 + _SLACK, height - top + _SLACK
                    )
                )
                if wanted not in inside:
                    yield Difference(kind="place", what=what, expected=wanted, got=inside)
    finally:
        document.close()


def _squeezed(text: str) -> str:
    return "".join(text.split())
