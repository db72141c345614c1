"""Evidence for people: the line, the printed words, and a little of what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.codebook.model import Codebook
from gongkai.documents.model import Span
from gongkai.narrative.model import Figure
from gongkai.presentation.labels import field_label, metric_label
from gongkai.quantities.model import CellState, Number
from gongkai.report import Report
from gongkai.tables.model import Cell

BLANK: Final = "␣"
MISSING: Final = "?"
CONTEXT: Final = (24, 10)
"""Characters shown before and after a figure's words: what is counted mostly stands before the number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """One piece of evidence: what it is about, what it says, and where.

    ``line`` counts from 0 as everywhere in the data (``line_number`` is for people); None: nothing is printed.
    """

    field: str | None
    label: str
    value: Number | None
    state: str | None
    line: int | None
    page: int | None
    words: str
    before: str = ""
    after: str = ""
    evidence: tuple[Span, ...] = ()


def line_number(line: int) -> int:
    """The line as editors count, from 1."""
    return line + 1


def printed(cell: Cell) -> str:
    """The cell as printed; blank and missing ones get a mark that no report prints."""
    if cell.state is CellState.BLANK:
        return BLANK
    if cell.state is CellState.MISSING:
        return MISSING
    return " ".join(cell.text.split()) or BLANK


def quote_cell(cell: Cell, codebook: Codebook) -> Quote:
    """The cell as evidence."""
    first = cell.evidence[0] if cell.evidence else None
    return Quote(
        field=cell.field,
        label=field_label(codebook, cell.field),
        value=cell.value,
        state=cell.state.value,
        line=first.line if first else None,
        page=first.page if first else None,
        words=printed(cell),
        evidence=cell.evidence,
    )


def quote_figure(
    figure: Figure, report: Report, codebook: Codebook, *, around: tuple[int, int] = CONTEXT
) -> Quote:
    """The figure's words with some of the sentence around them (none when the report came without lines)."""
    first = figure.evidence[0] if figure.evidence else None
    before, after = surroundings(report, figure.evidence, around)
    return Quote(
        field=None,
        label=metric_label(codebook, figure.metric),
        value=figure.value,
        state=None,
        line=first.line if first else None,
        page=first.page if first else None,
        words=" ".join(figure.text.split()),
        before=before,
        after=after,
        evidence=figure.evidence,
    )


def surroundings(report: Report, spans: Sequence[Span], around: tuple[int, int]) -> tuple[str, str]:
    """Up to so many characters before the first and after the last span, ``…`` where the line goes on."""
    if not spans or not report.lines:
        return "", ""
    first, last = report.lines[spans[0].line].text, report.lines[spans[-1].line].text
    start, end = spans[0].start, spans[-1].end
    left, right = around
    before = " ".join(first[max(0, start - left) : start].split())
    after = " ".join(last[end : end + right].split())
    return (
        ("…" if start > left else "") + before,
        after + ("…" if len(last) > end + right else ""),
    )
