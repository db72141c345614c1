"""Adjacent lines of one section as one run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from gongkai.documents.model import Document
from gongkai.segmentation.joined import as_one
from gongkai.segmentation.model import TABLE_ROLES, LineLabel, Role, SectionRun, Segmentation

_OUTSIDE: Final = LineLabel(section="furniture", role=Role.FURNITURE)
_SIGNATURE: Final = "back"
_BEGINS: Final = frozenset({Role.TITLE, Role.HEADING, *TABLE_ROLES})


def segmentation_of(document: Document, labels: Sequence[LineLabel]) -> Segmentation:
    """The labels and their runs. What the reader knows to be furniture is that, whatever it reads like, what it
    knows to be one has one label, and no section comes again at the foot of a page."""
    kept = tuple(
        _OUTSIDE if line.furniture and line.text.strip() else label
        for line, label in zip(document.lines, as_one(document, labels), strict=True)
    )
    kept = _without_echoes(kept)
    return Segmentation(labels=kept, runs=section_runs(document, kept))


def _without_echoes(labels: Sequence[LineLabel]) -> tuple[LineLabel, ...]:
    """The labels with the lines of a web page's foot (who runs the site, its number) as furniture: a section that was
    over comes again there behind furniture, without a heading, and nothing of the report follows."""
    filled = [n for n, label in enumerate(labels) if label.role is not Role.BLANK]
    runs = [list(own) for _, own in groupby(filled, key=lambda n: labels[n].section)]
    sections = [labels[run[0]].section for run in runs]
    foot = len(runs)
    for k in range(len(runs) - 1, 0, -1):
        if sections[k] == _OUTSIDE.section:
            foot = k
            continue
        inside = [s for s in sections[:k] if s != _OUTSIDE.section]
        over = sections[k] in inside and inside[-1] != sections[k] != _SIGNATURE
        if not over or any(labels[n].role in _BEGINS for n in runs[k]):
            break
    if foot == len(runs):
        return tuple(labels)
    found = list(labels)
    for n in range(runs[foot][0], len(labels)):
        role = Role.BLANK if labels[n].role is Role.BLANK else _OUTSIDE.role
        found[n] = LineLabel(section=_OUTSIDE.section, role=role, confidence=labels[n].confidence)
    return tuple(found)


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
                if labels[m].role in (Role.HEADING, Role.TITLE) and labels[start].section != _SIGNATURE
            ),
            None,
        )
        runs.append(SectionRun(id=labels[start].section, title=title, start=start, end=n))
        start = n
    return tuple(runs) if labels else ()
