"""`gongkai extract`: reports in, readable summaries or Report JSON out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_FAILED, EXIT_OK, show_problem
from gongkai.cli.inputs import input_paths
from gongkai.cli.options import make_pipeline, paths_argument, project_option, rules_option
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.project import Project
    from gongkai.report import Report


@click.command(short_help="Read reports: tables, figures, what disagrees.")
@paths_argument
@click.option("--json", "as_json", is_flag=True, help="One Report JSON per line instead of the summary.")
@click.option("--no-lines", is_flag=True, help="Leave the long `lines` out of the JSON.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the JSON lines there, and print one line per report.",
)
@click.option(
    "--full",
    is_flag=True,
    help="List everything one by one: rows that are 0 everywhere, undecided checks, implied values.",
)
@rules_option
@project_option
def extract(
    paths: tuple[str, ...],
    as_json: bool,
    no_lines: bool,
    output: Path | None,
    full: bool,
    by_rules: bool,
    project: Project,
) -> int:
    """Read reports: their tables, the figures of their prose, and what disagrees.

    PATH is a file, a folder (with all it holds), a glob, or - for standard input. Line numbers count
    from 1 on the screen, as in editors, and from 0 in the JSON. A report that cannot be read is named on stderr and the others go on; the
    exit code is 2 then.
    """
    pipeline, failed = make_pipeline(project, by_rules=by_rules), False
    with input_paths(paths) as files, _writer(output) as out:
        for name, report in zip(files.values(), pipeline.pipe(files), strict=True):
            if report.error is not None:
                failed = True
                show_problem(report.error, name=report.source.name, given=name)
            if out is not None:
                out.write(report.to_json(lines=not no_lines) + "\n")
            elif as_json:
                click.echo(report.to_json(lines=not no_lines))
            if report.error is None and (out is not None or not as_json):
                _print(report, name, project, line=out is not None, full=full)
    return EXIT_FAILED if failed else EXIT_OK


def _print(report: Report, name: str, project: Project, *, line: bool, full: bool) -> None:
    from gongkai.presentation.console import make_console
    from gongkai.presentation.summary import print_report, summary_line

    if line:
        click.echo(summary_line(report, project.codebook, name=name))
    else:
        print_report(make_console(), report, project.codebook, full=full)


@contextmanager
def _writer(output: Path | None) -> Iterator[IO[str] | None]:
    """The output file, or None. Raises GongkaiError E013 when it cannot be written."""
    if output is None:
        yield None
        return
    try:
        stream = output.open("w", encoding="utf-8")
    except OSError as error:
        raise GongkaiError("E013", path=output, why=error.strerror or str(error)) from error
    with stream:
        yield stream
