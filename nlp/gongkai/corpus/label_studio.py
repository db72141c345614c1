"""Annotated reports as Label Studio tasks.

One report is two tasks: its lines (``<Paragraphs>``, a region of section and one of role per line that is not
blank) and its figures (``<Text>``, a region per figure). ``studio_export`` reads them again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.corpus.utf16 import Utf16
from gongkai.documents.model import Span
from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx
from gongkai.segmentation.model import LineLabel, Role

LINES: Final = "lines"
TEXT: Final = "text"
SECTION: Final = "section"
ROLE: Final = "role"
METRIC: Final = "metric"
CATEGORY: Final = "category"
ATTRIBUTES: Final = ("channel", "approx", "period", "scope", "value")
"""Names of the objects and controls in the label configs; those of one choice last."""

DENIED: Final = "0"
NEGATIVE: Final = "-"
"""Choices of ``value``: a denial is 0; a decrease whose sign is no part of the number (下降{8.7%})."""

_LINE_LABELS: Final = "paragraphlabels"
_TEXT_LABELS: Final = "labels"
_FURNITURE: Final = "furniture"
_PROSE: Final = frozenset({Role.TITLE, Role.HEADING, Role.PARAGRAPH, Role.TABLE_NOTE})


def lines_task(report: AnnotatedReport) -> dict[str, Any]:
    """The report's lines as a task with one annotation."""
    result: list[dict[str, Any]] = []
    for n, (text, label) in enumerate(zip(report.lines, report.labels, strict=True)):
        if not text.strip():
            continue
        place = {"start": str(n), "end": str(n), "startOffset": 0, "endOffset": Utf16(text).units(len(text))}
        for control, said in ((SECTION, label.section), (ROLE, label.role.value)):
            result.append(
                {
                    "id": f"{control[0]}{n}",
                    "from_name": control,
                    "to_name": LINES,
                    "type": _LINE_LABELS,
                    "value": {**place, "text": text, _LINE_LABELS: [said]},
                }
            )
    data = {
        "id": report.id,
        "hand": report.hand,
        "body": report.body,
        "year": report.year,
        "layout": report.layout,
        LINES: [{"text": text} for text in report.lines],
    }
    return {"data": data, "annotations": [{"result": result}]}


def figures_task(report: AnnotatedReport) -> dict[str, Any]:
    """The report's prose and figures as a task with one annotation."""
    lines = prose_lines(report.labels, report.lines)
    text = "\n".join(report.lines[n] for n in lines)
    units, starts, at = Utf16(text), {}, 0
    for n in lines:
        starts[n] = at
        at += len(report.lines[n]) + 1
    result: list[dict[str, Any]] = []
    for i, figure in enumerate(sorted(report.figures, key=figure_order)):
        start = starts[figure.evidence[0].line] + figure.evidence[0].start
        end = starts[figure.evidence[-1].line] + figure.evidence[-1].end
        place = {"start": units.units(start), "end": units.units(end)}
        result += _region(f"f{i}", {**place, "text": text[start:end]}, figure)
    return {
        "data": {"id": report.id, TEXT: text, LINES: list(lines)},
        "annotations": [{"result": result}],
    }


def _region(name: str, value: dict[str, Any], figure: GoldFigure) -> Iterator[dict[str, Any]]:
    """One figure: its label, then what else is said of it, all under one id."""
    said = {
        "channel": figure.channel,
        "approx": None if figure.approx is Approx.EXACT else figure.approx.value,
        "period": None if figure.period is Period.YEAR else figure.period.value,
        "scope": None if figure.scope is Scope.UNSTATED else figure.scope.value,
        "value": DENIED if figure.value == 0 else NEGATIVE if figure.value < 0 else None,
    }
    common = {"id": name, "to_name": TEXT}
    yield {
        **common,
        "from_name": METRIC,
        "type": _TEXT_LABELS,
        "value": {**value, _TEXT_LABELS: [figure.metric]},
    }
    for control in ATTRIBUTES:
        if said[control] is not None:
            yield {
                **common,
                "from_name": control,
                "type": "choices",
                "value": {**value, "choices": [said[control]]},
            }
    if figure.category is not None:
        # What is typed takes the place of the region's own text: that is how Label Studio stores it.
        yield {
            **common,
            "from_name": CATEGORY,
            "type": "textarea",
            "value": {**value, "text": [figure.category]},
        }


def prose_lines(labels: Sequence[LineLabel], lines: Sequence[str]) -> tuple[int, ...]:
    """The lines that figures are looked for in: no tables, no furniture, nothing blank."""
    return tuple(
        n
        for n, label in enumerate(labels)
        if label.role in _PROSE and label.section != _FURNITURE and lines[n].strip()
    )


def figure_order(figure: GoldFigure) -> tuple[tuple[Span, ...], str, str, str]:
    """Text order; figures on one span by their names."""
    return figure.evidence, figure.metric, figure.channel or "", figure.category or ""
