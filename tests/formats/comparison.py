"""What a reading of a rendered sample differs in from what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from formats.model import Sample
from formats.renderers.text import plain
from gongkai.documents.read import document_from_text
from gongkai.narrative.model import Figure
from gongkai.pipeline import Pipeline
from gongkai.reconcile import reconcile
from gongkai.report import Report
from gongkai.tables.model import Cell

FURNITURE: Final = "furniture"


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One thing that is not as it was written. ``kind``: cell, figure, title, issuer, year, sections, …"""

    kind: str
    what: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.got!r} for {self.expected!r}"


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What every rendering of a sample must give. ``figures`` are those of its plain text."""

    sample: Sample
    figures: tuple[Figure, ...]
    baseline: Report
    checks: frozenset[tuple[str, str, str]]
    verdicts: tuple[tuple[str, str], ...]


def expectation(sample: Sample, pipeline: Pipeline) -> Expected:
    """The sample's cells as placed, the figures of its plain text, and what follows from both."""
    baseline = pipeline.read(document_from_text(plain(sample), name=sample.name))
    cells = [Cell(field=f, state=v.state, value=v.value, text=v.printed) for f, v in sample.cells.items()]
    found = reconcile(
        cells=cells,
        templates=sample.templates,
        figures=baseline.metrics,
        meta=replace(baseline.meta, templates=dict(sample.templates)),
        codebook=pipeline.codebook,
    )
    return Expected(
        sample=sample,
        figures=baseline.metrics,
        baseline=baseline,
        checks=frozenset((c.rule, c.where, c.status.value) for c in found.checks),
        verdicts=tuple((v.metric, v.verdict.value) for v in found.verdicts),
    )


def cell_differences(sample: Sample, cells: Sequence[Cell]) -> list[Difference]:
    """Cells that are not what was placed: state and value, and the printed text."""
    got = {c.field: c for c in cells}
    found = []
    for field, value in sample.cells.items():
        cell = got.pop(field, None)
        said = None if cell is None else (cell.state.value, cell.value)
        if said != (value.state.value, value.value):
            found.append(
                Difference(kind="cell", what=field, expected=(value.state.value, value.value), got=said)
            )
        elif cell is not None and _squeezed(cell.text) != _squeezed(value.printed):
            found.append(Difference(kind="cell text", what=field, expected=value.printed, got=cell.text))
    found += [
        Difference(kind="cell", what=field, expected=None, got=(cell.state.value, cell.value))
        for field, cell in got.items()
    ]
    return found


def figure_key(figure: Figure) -> tuple[Any, ...]:
    """What makes two figures equal: everything but places and confidence."""
    return (
        figure.metric,
        figure.channel,
        None if figure.category is None else _squeezed(figure.category),
        figure.value,
        figure.unit,
        figure.approx.value,
        figure.period.value,
        figure.scope.value,
        _squeezed(figure.text),
    )


def figure_differences(expected: Sequence[Figure], got: Sequence[Figure]) -> list[Difference]:
    """Figures that one side has and the other lacks."""
    want, have = Counter(map(figure_key, expected)), Counter(map(figure_key, got))
    missed = [
        Difference(kind="figure", what="missed", expected=k, got=None) for k in (want - have).elements()
    ]
    extra = [Difference(kind="figure", what="extra", expected=None, got=k) for k in (have - want).elements()]
    return missed + extra


def differences(expected: Expected, report: Report) -> list[Difference]:
    """Everything in which a report differs from what was written."""
    if report.error is not None:
        return [Difference(kind="error", what=report.error.code, expected=None, got=report.error.message)]
    found = cell_differences(expected.sample, report.cells)
    found += figure_differences(expected.figures, report.metrics)
    base = expected.baseline.meta
    pairs: list[tuple[str, Any, Any]] = [
        ("title", _squeezed(base.title or ""), _squeezed(report.meta.title or "")),
        ("issuer", base.issuer, report.meta.issuer),
        ("year", base.year, report.meta.year),
        ("signed", base.signed, report.meta.signed),
        ("table_scope", base.table_scope, report.meta.table_scope),
        ("templates", dict(expected.sample.templates), report.meta.templates),
        ("sections", section_ids(expected.baseline), section_ids(report)),
        ("headings", headings(expected.baseline), headings(report)),
        ("verdicts", expected.verdicts, tuple((v.metric, v.verdict.value) for v in report.verdicts)),
    ]
    found += [Difference(kind=k, what="", expected=want, got=got) for k, want, got in pairs if want != got]
    checks = frozenset((c.rule, c.where, c.status.value) for c in report.checks)
    if checks != expected.checks:
        found.append(
            Difference(
                kind="checks",
                what="",
                expected=sorted(expected.checks - checks)[:5],
                got=sorted(checks - expected.checks)[:5],
            )
        )
    return found


def section_ids(report: Report) -> list[str]:
    """Sections in order; furniture left out, and runs of one section that it parted joined."""
    found: list[str] = []
    for run in report.sections:
        if run.id != FURNITURE and run.id not in found[-1:]:
            found.append(run.id)
    return found


def headings(report: Report) -> list[str]:
    """The headings of sections as printed, without white space; of one that furniture parts, the first run's.

    The title of the whole is left out: a page prints it on one line or two.
    """
    found: list[str] = []
    before = "front"
    for run in report.sections:
        if run.id == FURNITURE:
            continue
        if run.id != before and run.title:
            found.append(_squeezed(run.title))
        before = run.id
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
