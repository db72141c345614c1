"""Disagreements as lines for people: what is wrong in both languages, then each side as printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gongkai.codebook.model import Codebook
from gongkai.presentation.disagreement import DISAGREES, Disagreement, Side
from gongkai.presentation.evidence import Quote
from gongkai.presentation.labels import field_label, number_text
from gongkai.quantities.model import CellState
from gongkai.reconcile.model import Status
from gongkai.report import Report

SHOWN_ZEROS: Final = 2
"""Cells of a side that say 0 are counted instead of listed when there are more than this many of them."""

_INDENT: Final = 10
_KINDS: Final = {"derived": "not stated", "correction": "suspect"}
_ATTRIBUTIONS: Final = {"source": "; printed so", "parse": "; perhaps misread", "unknown": ""}


def report_header(report: Report, found: Iterable[Disagreement], *, name: str | None = None) -> Text:
    """One line that heads a report: its file (or ``name``), who and when, and how much disagrees."""
    outcomes = [d.outcome for d in found]
    wrong = sum(o in DISAGREES for o in outcomes)
    counts = [f"{wrong} disagree{'s' if wrong == 1 else ''}"] if wrong else ["nothing disagrees"]
    if len(outcomes) > wrong:
        counts.append(f"{len(outcomes) - wrong} in doubt")
    who = " ".join(str(w) for w in (report.meta.issuer, report.meta.year) if w)
    return Text.assemble(
        (name or report.source.name, "bold"),
        f"  {who}: " if who else ": ",
        (", ".join(counts), "red" if wrong else "green"),
    )


def finding_lines(found: Disagreement) -> Iterator[Text | Padding]:
    """The lines of one disagreement."""
    by = _ATTRIBUTIONS.get(found.attribution or "", "") if found.outcome == Status.FAIL else ""
    mild = ", warning" if found.severity == "warning" else ""
    yield Text.assemble(
        (found.outcome.upper().replace("_", " "), "bold red" if found.outcome in DISAGREES else "yellow"),
        f"  {found.title}  ",
        (f"({found.id}{mild}{by})", "dim"),
    )
    yield Padding(Text(found.message.zh), (0, 0, 0, 4))
    yield Padding(Text(found.message.en, style="dim"), (0, 0, 0, 4))
    for side in (found.left, found.right):
        if side.quotes or side.value is not None:
            yield from _side_lines(side)


def _side_lines(side: Side) -> Iterator[Text | Padding]:
    yield Text.assemble(f"    {side.name:<6}", (number_text(side.value), "bold"))
    zeros = [q for q in side.quotes if q.value == 0 and q.state == CellState.NUMBER]
    folded = zeros if len(zeros) > SHOWN_ZEROS else []
    for quote in side.quotes:
        if quote not in folded:
            yield Padding(quote_line(quote), (0, 0, 0, _INDENT))
    if folded:
        yield Padding(
            Text(f"{len(folded)} {'more ' if len(folded) < len(side.quotes) else ''}that say 0"),
            (0, 0, 0, _INDENT),
        )


def quote_line(quote: Quote) -> Text:
    """``line 52: [21] 条  本年新收…``; the words as printed, marked where more of the line is shown."""
    place = "not in the document" if quote.line is None else f"line {quote.line}"
    if quote.page is not None:
        place = f"page {quote.page}, {place}"
    if quote.line is None:
        return Text.assemble((place, "cyan"), f": {quote.label}")
    if quote.before or quote.after:
        return Text.assemble((place, "cyan"), f": {quote.before}", *_marked(quote.words), quote.after)
    return Text.assemble((place, "cyan"), ": ", (quote.words, "bold"), f"  {quote.label}")


def _marked(words: str) -> tuple[str | tuple[str, str], ...]:
    return "[", (words, "bold"), "]"


def print_findings(
    console: Console,
    report: Report,
    codebook: Codebook,
    found: Iterable[Disagreement],
    *,
    suspects: bool = True,
) -> None:
    """Print the disagreements of a report, then the cells that the rules suspect."""
    for each in found:
        for line in finding_lines(each):
            console.print(line)
    if suspects:
        for line in proposal_lines(report, codebook, kinds=("correction",)):
            console.print(line)


def proposal_lines(
    report: Report, codebook: Codebook, *, kinds: Collection[str] = ("derived", "correction")
) -> Iterator[Text]:
    """What the rules imply, one line each."""
    for proposal in report.proposals:
        if proposal.kind not in kinds:
            continue
        was = "unknown" if proposal.printed is None else f"printed {number_text(proposal.printed)}"
        tie = "; changing other cells would do as well" if proposal.tie else ""
        yield Text.assemble(
            f"  {_KINDS[proposal.kind]}: {field_label(codebook, proposal.field)}: {was}, the rules say ",
            (number_text(proposal.value), "bold"),
            (f"  ({', '.join(proposal.rules)}{tie})", "dim"),
        )
