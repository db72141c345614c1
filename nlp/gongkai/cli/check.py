"""`gongkai check`: only what disagrees, both sides with their evidence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_DISAGREES, EXIT_FAILED, EXIT_OK, show_problem
from gongkai.cli.inputs import input_paths
from gongkai.cli.options import json_option, make_pipeline, paths_argument, project_option, rules_option

if TYPE_CHECKING:
    from gongkai.codebook.model import Codebook
    from gongkai.presentation.disagreement import Disagreement
    from gongkai.project import Project
    from gongkai.report import Report


@click.command(short_help="Show only what disagrees, both sides with evidence.")
@paths_argument
@json_option
@click.option("--all", "in_doubt", is_flag=True, help="List scope_differs and cannot_tell, too.")
@rules_option
@project_option
def check(paths: tuple[str, ...], as_json: bool, in_doubt: bool, by_rules: bool, project: Project) -> int:
    """Show what disagrees in reports: rules that fail, and prose that conflicts with the tables.

    Each finding shows both sides with the line (counted from 1 as in editors; from 0 in the JSON) and its printed
    words. Exit code 0: nothing disagrees; 1: something does; 2: a report could not be read, whatever the
    others say.
    """
    from gongkai.presentation.disagreement import DISAGREES, find_disagreements
    from gongkai.presentation.disagreement import as_json as to_json

    pipeline, code = make_pipeline(project, by_rules=by_rules), EXIT_OK
    with input_paths(paths) as files:
        for name, report in zip(files.values(), pipeline.pipe(files), strict=True):
            found = find_disagreements(report, project.codebook, in_doubt=in_doubt)
            if as_json:
                click.echo(json.dumps(to_json(report, found), ensure_ascii=False))
            if report.error is not None:
                code = EXIT_FAILED
                show_problem(report.error, name=report.source.name, given=name)
                continue
            if code == EXIT_OK and any(d.outcome in DISAGREES for d in found):
                code = EXIT_DISAGREES
            if not as_json:
                _print(report, name, project.codebook, found)
    return code


def _print(report: Report, name: str, codebook: Codebook, found: tuple[Disagreement, ...]) -> None:
    from gongkai.presentation.console import make_console
    from gongkai.presentation.findings import print_findings, report_header

    console = make_console()
    console.print(report_header(report, found, codebook, name=name), soft_wrap=True)
    print_findings(console, report, codebook, found)
