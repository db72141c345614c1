"""`gongkai gold`: corrected reports become gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_FAILED, EXIT_OK, show_problem
from gongkai.cli.options import project_option
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.project import Project


@click.group(short_help="Make corrected reports into gold.")
def gold() -> None:
    """Gold: what reports really say, for `gongkai evaluate` and for training."""


@gold.command()
@click.argument("reports", type=click.Path(path_type=Path), metavar="REPORT.jsonl")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", required=True
)
@click.option("--force", is_flag=True, help="Write over gold files that are there.")
@project_option
def export(reports: Path, output: Path, force: bool, project: Project) -> int:
    """Write each report of a JSON lines file as a gold file DIR/NAME.json.

    Correct the reports first, or the gold files after: what is exported is what the report says.
    A report that could not be read is named on stderr and left out; the exit code is 2 then.
    """
    from gongkai.corpus.export import report_to_gold
    from gongkai.report import read_reports

    if not reports.is_file():
        raise GongkaiError("E001", path=reports)
    read = read_reports(reports)
    broken = [report for report in read if report.error is not None]
    ready = {
        output / f"{Path(report.source.name).stem}.json": report_to_gold(report, codebook=project.codebook)
        for report in read
        if report.error is None
    }
    for path in ready:
        if path.exists() and not force:
            raise GongkaiError("E012", path=path)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for path, content in ready.items():
            path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            click.echo(f"wrote {path}")
    except OSError as error:
        raise GongkaiError("E013", path=output, why=error.strerror or str(error)) from error
    for report in broken:
        if report.error is not None:
            name = report.source.name
            show_problem(report.error, name=name, given=f"{reports}: {name}")
    if ready:
        click.echo(
            f"\nNext: put each document beside its gold file or one folder above, and correct the gold by the\n"
            f"document: as it is, it scores 1.0 against what it was made from. Then\n"
            f"  gongkai evaluate --gold {output}"
        )
    return EXIT_FAILED if broken else EXIT_OK
