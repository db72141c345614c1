"""Scores for people: a compact table, then every mistake with its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from gongkai.training.evaluation.cells import CellCounts
from gongkai.training.evaluation.counts import Hits, Mistake, Ratio
from gongkai.training.evaluation.floors import FloorOutcome
from gongkai.training.evaluation.matching import Mode
from gongkai.training.evaluation.score import Evaluation
from gongkai.training.evaluation.sentences import BenchResult

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_CELL: Final = "cell "  # how the kinds of cell mistakes begin
_CELLS_OF_A_KIND: Final = 8  # lines per table: a table that is lost as a whole must not hide everything else
_MODES: Final = {
    Mode.STRICT: "strict: metric, channel, value, place",
    Mode.VALUE: "wherever it stands",
    Mode.OVERLAP: "whatever the value",
    Mode.LOCATED: "whatever the metric",
}


def render_evaluation(evaluation: Evaluation, console: Console, *, mistakes: bool = True) -> None:
    """Print the scores per report and overall, what was not read, then the mistakes."""
    console.print(_reports_table(evaluation))
    for entry in evaluation.unread:
        console.print(f"not read: {entry.source}: {entry.why}", style="yellow", markup=False)
    for report in evaluation.reports:
        if report.error is not None:
            line = f"failed: {report.source}: {report.error.code} {report.error.message}"
            console.print(line, style="red", markup=False)
        for lost in report.lost_quotes:
            console.print(f"gold of {report.source}: {lost}", style="red", markup=False)
    console.print(_figures_table(evaluation))
    console.print(_attributes_table(evaluation))
    console.print(_metrics_table(evaluation))
    for report in evaluation.reports:
        found = report.mistakes()
        if mistakes and found:
            console.print()
            console.print(f"{report.source}: {len(found)} to look at", style="bold", markup=False)
            _print_mistakes(found, console)


def render_bench(result: BenchResult, console: Console, *, mistakes: bool = True) -> None:
    """Print the scores of a bench of sentences, then the mistakes sentence by sentence."""
    table = _table(f"Sentences, tagger {result.tagger}", "measure", "")
    for name, value in result.measures().items():
        table.add_row(name, _number(value))
    console.print(table)
    for sentence in result.sentences if mistakes else ():
        if sentence.mistakes:
            console.print(sentence.text, style="bold", markup=False)
            _print_mistakes(sentence.mistakes, console, words=False)


def render_floors(outcomes: Sequence[FloorOutcome], console: Console) -> None:
    """Print every floor that does not hold, or that all do."""
    broken = [o for o in outcomes if not o.holds]
    for outcome in broken:
        side = "at least" if outcome.at_least else "at most"
        line = f"floor broken: {outcome.measure} is {_number(outcome.measured)}, must be {side} {outcome.bound:g}"
        console.print(line, style="red", markup=False)
    if not broken:
        console.print(f"all {len(outcomes)} floors hold", markup=False)


def _table(title: str, first: str, *columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=0, show_edge=False)
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _reports_table(evaluation: Evaluation) -> Table:
    columns = ("cells", "P", "R", "F1", "sections", "meta", "rules", "verdicts")
    table = _table("Reports (+n: cells invented, rules and verdicts false)", "report", *columns)
    for report in evaluation.reports:
        table.add_row(
            report.source,
            _cells(report.cells.overall),
            *_prf(report.figures.strict),
            "equal" if report.sections.equal else _counts(report.sections.runs),
            _share(report.meta.overall),
            _counts(report.rules.hits),
            _counts(report.verdicts.hits),
        )
    total = evaluation.totals
    table.add_section()
    table.add_row(
        "all",
        _cells(total.all_cells),
        *_prf(total.figures.strict),
        _share(total.sections),
        _share(total.all_meta),
        _counts(total.rules),
        _counts(total.verdicts),
        style="bold",
    )
    return table


def _figures_table(evaluation: Evaluation) -> Table:
    figures = evaluation.totals.figures
    table = _table("Figures", "", "found", "false", "missed", "P", "R", "F1")
    for mode, about in _MODES.items():
        hits = figures.modes.get(mode, Hits())
        table.add_row(about, *_three(hits), *_prf(hits))
    table.add_row("open class other", *_three(figures.other), *_prf(figures.other))
    table.add_row("last year's", *_three(figures.last_year), *_prf(figures.last_year))
    return table


def _attributes_table(evaluation: Evaluation) -> Table:
    figures = evaluation.totals.figures
    table = _table("Attributes of the figures found", "", "right", "share", "open class", "share")
    for name, ratio in figures.attributes.items():
        other = figures.other_attributes[name]
        table.add_row(name, _share(ratio), _number(ratio.share), _share(other), _number(other.share))
    return table


def _metrics_table(evaluation: Evaluation) -> Table:
    table = _table("By metric", "metric", "support", "found", "false", "missed", "P", "R", "F1")
    metrics = evaluation.totals.figures.metrics
    for metric, hits in sorted(metrics.items(), key=lambda m: (-m[1].support, m[0])):
        table.add_row(metric, str(hits.support), *_three(hits), *_prf(hits))
    return table


def _print_mistakes(mistakes: Iterable[Mistake], console: Console, *, words: bool = True) -> None:
    printed: Counter[tuple[str, str]] = Counter()
    for one in mistakes:
        group = one.kind, one.what.partition(".")[0]
        printed[group] += 1
        if one.kind.startswith(_CELL) and printed[group] > _CELLS_OF_A_KIND:
            continue
        line = f"  {one.kind}: {one.what}"
        if one.expected is not None and one.expected != one.what:
            line += f"; expected {one.expected}"
        if one.came is not None and one.came != one.what:
            line += f"; came {one.came}"
        console.print(line, markup=False, highlight=False)
        if words and one.words:
            console.print(f"      {one.words}", style="dim", markup=False, highlight=False)
    for (kind, table), count in printed.items():
        if kind.startswith(_CELL) and count > _CELLS_OF_A_KIND:
            console.print(
                f"  {kind}: {count - _CELLS_OF_A_KIND} more in {table}", markup=False, highlight=False
            )


def _three(hits: Hits) -> tuple[str, str, str]:
    return str(hits.found), str(hits.false), str(hits.missed)


def _prf(hits: Hits) -> tuple[str, str, str]:
    return _number(hits.precision), _number(hits.recall), _number(hits.f1)


def _counts(hits: Hits) -> str:
    """``5/6 +1``: five of six found, one false."""
    return f"{hits.found}/{hits.support}" + (f" +{hits.false}" if hits.false else "")


def _cells(counts: CellCounts) -> str:
    invented = counts.invented + counts.extra
    return f"{counts.right}/{counts.total}" + (f" +{invented}" if invented else "")


def _share(ratio: Ratio) -> str:
    return f"{ratio.right}/{ratio.total}"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
