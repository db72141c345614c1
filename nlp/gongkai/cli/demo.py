"""`gongkai demo`: the whole job on the sample reports that ship."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_FAILED, EXIT_OK, show_problem
from gongkai.cli.options import make_pipeline, rules_option

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.codebook.model import Codebook
    from gongkai.presentation.disagreement import Disagreement
    from gongkai.report import Report


@click.command(short_help="The whole job on sample reports that ship.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Also copy the samples there, to try things on.",
)
@rules_option
def demo(keep: Path | None, by_rules: bool) -> int:
    """Run the whole job on sample reports that ship. Needs nothing, takes seconds."""
    from gongkai.demo import copy_samples, samples
    from gongkai.presentation.console import make_console
    from gongkai.presentation.disagreement import find_disagreements
    from gongkai.project import Project

    if keep is not None:
        copy_samples(keep)
    shipped = Project()
    console, codebook = make_console(), shipped.codebook
    done: list[tuple[Report, tuple[Disagreement, ...]]] = []
    with samples() as paths:
        click.echo(f"Reading {len(paths)} sample reports (fictional bodies; the layouts of real reports)\n")
        for report in make_pipeline(shipped, by_rules=by_rules).pipe(paths):
            if report.error is not None:
                show_problem(report.error, name=report.source.name, given=report.source.name)
                continue
            found = find_disagreements(report, codebook)
            done.append((report, found))
            _print(console, report, found, codebook)
    _print_end(done, keep)
    return EXIT_OK if len(done) == len(paths) else EXIT_FAILED


def _print(console: Console, report: Report, found: Sequence[Disagreement], codebook: Codebook) -> None:
    from gongkai.presentation.findings import print_findings
    from gongkai.presentation.summary import summary_line

    click.echo(summary_line(report, codebook))
    print_findings(console, report, codebook, found)


def _print_end(done: Sequence[tuple[Report, Sequence[Disagreement]]], keep: Path | None) -> None:
    from gongkai.presentation.disagreement import DISAGREES
    from gongkai.presentation.summary import known_cells
    from gongkai.reconcile.model import Agreement, Status

    reports = [report for report, _ in done]
    wrong = [(report, d) for report, found in done for d in found if d.outcome in DISAGREES]
    holding = sum(c.status is Status.PASS for r in reports for c in r.checks)
    agreeing = sum(v.verdict is Agreement.AGREE for r in reports for v in r.verdicts)
    cells, figures = sum(map(known_cells, reports)), sum(len(r.metrics) for r in reports)
    click.echo(
        f"\nFound in {len(reports)} reports: {cells} table cells with a value and {figures} figures in the "
        f"prose,\neach with the characters that say it. {holding} checks of the form's arithmetic hold, "
        f"{agreeing} figures\nagree with the tables. In {len({id(r) for r, _ in wrong})} reports something "
        "disagrees, shown above with both sides:"
    )
    for report, each in wrong:
        left, right = each.left.value, each.right.value
        click.echo(f"  {report.source.name}: {each.title}: {left} against {right}")
    where = str(keep) if keep is not None else "samples"
    first = Path(where, reports[0].source.name if reports else "REPORT.txt")
    steps = [
        (f"gongkai demo --keep {where}", "the samples in a folder, to try things"),
        (f"gongkai extract {first}", "the tables, and the figures with their words"),
        (f"gongkai extract {where} -o reports.jsonl", "every report as one line of JSON"),
        (f"gongkai check {where}", "only what disagrees"),
        ("gongkai codebook", "what is measured, and under which ids"),
        ("gongkai init my-project", "metrics and labels of your own"),
    ]
    width = max(len(command) for command, _ in steps)
    click.echo("\nTry next:")
    for command, about in steps[keep is not None :]:
        click.echo(f"  {command:<{width}}  {about}")
