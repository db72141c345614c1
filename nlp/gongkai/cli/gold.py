"""`gongkai gold`: corrected reports become gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_OK
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
    """
    from gongkai.corpus.export import report_to_gold
    from gongkai.report import read_reports

    if not reports.is_file():
        raise GongkaiError("E001", path=reports)
    ready = {
        output / f"{Path(report.source.name).stem}.json": report_to_gold(report, codebook=project.codebook)
        for report in read_reports(reports)
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
    return EXIT_OK
