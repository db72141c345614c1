"""Disagreements as lines for people: what is wrong in both languages, then each side as printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from gongkai.codebook.model import Codebook
from gongkai.presentation.disagreement import (
    DISAGREES,
    Disagreement,
    Side,
    absent_tables,
    count_in_doubt,
    has_tables,
)
from gongkai.presentation.evidence import Quote, line_number
from gongkai.presentation.labels import field_label, number_text
from gongkai.quantities.model import CellState
from gongkai.reconcile.model import Agreement, Status
from gongkai.report import Report

SHOWN_ZEROS: Final = 2
"""Cells of a side that say 0 are counted instead of listed when there are more than this many of them."""

SHOWN_PLACES: Final = 4
"""Rows or columns named for a group of undecided checks; the others are counted."""

SHOWN_QUOTES: Final = 8
"""Evidence lines that the undecided checks of one rule may take before only their number is shown."""

_INDENT: Final = 10
_KINDS: Final = {"derived": "not stated", "correction": "suspect"}
_STATES: Final = {
    CellState.BLANK: "printed blank",
    CellState.DASH: "printed as a dash",
    CellState.NOT_A_NUMBER: "not a number",
    CellState.MISSING: "not in the document",
}
_ATTRIBUTIONS: Final = {"source": "; printed so", "parse": "; perhaps misread", "unknown": ""}


def report_header(
    report: Report, found: Iterable[Disagreement], codebook: Codebook, *, name: str | None = None
) -> Text:
    """One line that heads a report: its file (or ``name``), who and when, what was compared, what disagrees."""
    outcomes = [d.outcome for d in found]
    wrong, doubt = sum(o in DISAGREES for o in outcomes), count_in_doubt(report)
    if not has_tables(report) and not wrong:
        counts, colour = ["nothing to compare: no table in the document"], "yellow"
    else:
        colour = "red" if wrong else "green"
        counts = [f"{wrong} disagree{'s' if wrong == 1 else ''}" if wrong else "nothing disagrees"]
        holding = sum(c.status is Status.PASS for c in report.checks)
        agreeing = sum(v.verdict is Agreement.AGREE for v in report.verdicts)
        checks = f"{holding} check{' holds' if holding == 1 else 's hold'}"
        figures = f"{agreeing} figure{' agrees' if agreeing == 1 else 's agree'} with the tables"
        counts.append(f"{checks}, {figures}")
        if doubt:
            counts.append(f"{doubt} in doubt{'' if len(outcomes) > wrong else ' (--all)'}")
        if absent := absent_tables(report, codebook):
            counts.append(f"not in the document: {', '.join(absent)}")
    who = " ".join(str(w) for w in (report.meta.issuer, report.meta.year) if w)
    return Text.assemble(
        (name or report.source.name, "bold"),
        f"  {who}: " if who else ": ",
        ("; ".join(counts), colour),
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


def doubt_lines(group: Sequence[Disagreement]) -> Iterator[Text | Padding]:
    """The lines of several undecided checks of one rule: how many, where, and what leaves them open."""
    titles = [each.title.partition(": ") for each in group]
    places = [place for _, _, place in titles]
    more = f" and {len(places) - SHOWN_PLACES} more" if len(places) > SHOWN_PLACES else ""
    yield Text.assemble(
        ("CANNOT TELL", "yellow"),
        f"  {titles[0][0]}: {len(group)} check{'s' if len(group) > 1 else ''}  ",
        (f"({group[0].id}; listed with --full)", "dim"),
    )
    yield Padding(Text(f"{'、'.join(places[:SHOWN_PLACES])}{more}"), (0, 0, 0, 4))
    unknown = {
        q.field: q for each in group for s in (each.left, each.right) for q in s.quotes if q.value is None
    }
    states = Counter(_STATES[CellState(q.state)] for q in unknown.values() if q.state)
    columns = {q.label.rpartition(" / ")[2] for q in unknown.values()}
    if states:
        where = f", all of them under {columns.pop()}" if len(columns) == 1 else ""
        why = ", ".join(f"{count} {state}" for state, count in states.most_common())
        yield Padding(Text(f"cells without a number: {why}{where}", style="dim"), (0, 0, 0, 4))


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
    place = "not in the document" if quote.line is None else f"line {line_number(quote.line)}"
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
    full: bool = True,
) -> None:
    """Print the disagreements of a report, then the cells that the rules suspect.

    Without ``full``, undecided checks of one rule become one entry with their number and reason.
    """
    listed = list(found)
    undecided: dict[str, list[Disagreement]] = {}
    for each in listed:
        if each.kind == "check" and each.outcome == Status.CANNOT_TELL and not full:
            undecided.setdefault(each.id, []).append(each)
    for each in listed:
        group = undecided.get(each.id, []) if each.outcome == Status.CANNOT_TELL else []
        long = sum(len(side.quotes) for g in group for side in (g.left, g.right)) > SHOWN_QUOTES
        folded = (len(group) > 1 or long) and any(each is g for g in group)
        if folded and each is not group[0]:
            continue
        for line in doubt_lines(group) if folded else finding_lines(each):
            console.print(line)
    if suspects:
        for line in proposal_lines(report, codebook, kinds=("correction",)):
            console.print(line)


def proposal_lines(
    report: Report,
    codebook: Codebook,
    *,
    kinds: Collection[str] = ("derived", "correction"),
    full: bool = True,
) -> Iterator[Text]:
    """What the rules imply, one line each; without ``full``, one line for all the values not stated."""
    derived = [p for p in report.proposals if p.kind == "derived" and p.kind in kinds]
    folded = not full and len(derived) > 1
    if folded:
        rules = ", ".join(sorted({rule for p in derived for rule in p.rules}))
        yield Text.assemble(
            f"  not stated: {len(derived)} cells whose value the rules imply", (f"  ({rules}; --full)", "dim")
        )
    for proposal in report.proposals:
        if proposal.kind not in kinds or (folded and proposal.kind == "derived"):
            continue
        was = "unknown" if proposal.printed is None else f"printed {number_text(proposal.printed)}"
        tie = "; changing other cells would do as well" if proposal.tie else ""
        yield Text.assemble(
            f"  {_KINDS[proposal.kind]}: {field_label(codebook, proposal.field)}: {was}, the rules say ",
            (number_text(proposal.value), "bold"),
            (f"  ({', '.join(proposal.rules)}{tie})", "dim"),
        )
