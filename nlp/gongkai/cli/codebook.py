"""`gongkai codebook`: what is measured, and under which ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_OK
from gongkai.cli.options import project_option
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.project import Project


@click.command(short_help="List what is measured, or everything about one id.")
@click.argument("wanted", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@project_option
def codebook(wanted: str | None, as_json: bool, project: Project) -> int:
    """List what is measured (sections, tables, metrics, rules, correspondences), or one ID."""
    from gongkai.presentation import codebook as shown
    from gongkai.presentation.console import make_console

    if wanted is None:
        if as_json:
            click.echo(json.dumps(shown.as_json(project.codebook), ensure_ascii=False))
        else:
            shown.print_codebook(make_console(), project.codebook)
        return EXIT_OK
    found = shown.find_entries(project.codebook, wanted)
    if not found:
        near = shown.similar_ids(project.codebook, wanted)
        similar = f"similar ids: {', '.join(near)}" if near else "check the spelling"
        raise GongkaiError("E014", id=wanted, similar=similar)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        shown.print_entry(make_console(), wanted, found)
    return EXIT_OK
