"""Adjacent lines of one section as one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.documents.model import Document
from gongkai.segmentation.joined import as_one
from gongkai.segmentation.model import LineLabel, Role, SectionRun, Segmentation

_OUTSIDE: Final = LineLabel(section="furniture", role=Role.FURNITURE)


def segmentation_of(document: Document, labels: Sequence[LineLabel]) -> Segmentation:
    """The labels and their runs. What the reader knows to be furniture is that, whatever it reads like, and what it
    knows to be one has one label."""
    kept = tuple(
        _OUTSIDE if line.furniture and line.text.strip() else label
        for line, label in zip(document.lines, as_one(document, labels), strict=True)
    )
    return Segmentation(labels=kept, runs=section_runs(document, kept))


def section_runs(document: Document, labels: Sequence[LineLabel]) -> tuple[SectionRun, ...]:
    """The runs in order; a run's title is its first heading (or title) line as printed, None where it has none."""
    runs: list[SectionRun] = []
    start = 0
    for n in range(1, len(labels) + 1):
        if n < len(labels) and labels[n].section == labels[start].section:
            continue
        title = next(
            (
                document.lines[m].text.strip()
                for m in range(start, n)
                if labels[m].role in (Role.HEADING, Role.TITLE) and labels[start].section != "back"
            ),
            None,
        )
        runs.append(SectionRun(id=labels[start].section, title=title, start=start, end=n))
        start = n
    return tuple(runs) if labels else ()
