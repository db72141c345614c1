"""An annotated report as the Document that the stages work on."""

from __future__ import annotations

import hashlib

from gongkai.corpus.annotated import AnnotatedReport
from gongkai.documents.model import Document, Line, Source
from gongkai.documents.normalise import is_traditional, normalise_line
from gongkai.segmentation.model import Segmentation
from gongkai.segmentation.runs import section_runs


def document_of(report: AnnotatedReport) -> Document:
    """The report's lines exactly, nothing cut again: labels and spans hold line by line."""
    text = report.text
    traditional = is_traditional(text)
    return Document(
        source=Source(
            name=report.id, sha256=hashlib.sha256(text.encode()).hexdigest(), media_type="text/plain"
        ),
        lines=tuple(Line(n=n, text=line) for n, line in enumerate(report.lines)),
        normal=tuple(normalise_line(n, line, traditional=traditional) for n, line in enumerate(report.lines)),
        traditional=traditional,
    )


def segmentation_of(report: AnnotatedReport, document: Document) -> Segmentation:
    """The gold labels as a segmenter would give them. ``document`` is the report's own (``document_of``)."""
    return Segmentation(labels=report.labels, runs=section_runs(document, report.labels))
