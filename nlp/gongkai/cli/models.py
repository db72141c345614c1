"""`gongkai models`: trained versions, and which of them reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_OK
from gongkai.cli.options import project_option

if TYPE_CHECKING:
    from gongkai.project import Project

name_argument = click.argument("name", type=click.Choice(["segmenter", "tagger"]))


@click.group(short_help="List trained models, and say which of them reads.")
def models() -> None:
    """Trained models: every version, and which one is current. Where none is, the rules read."""


@models.command("list", short_help="Every version with what it was trained on and its main score.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@project_option
def list_(as_json: bool, project: Project) -> int:
    """List every version: the project's own, then those that ship."""
    from gongkai.registry import Registry

    registry = Registry.of(project.root)
    if as_json:
        from gongkai.presentation.models import list_models

        click.echo(json.dumps(list_models(registry), ensure_ascii=False))
    else:
        from gongkai.presentation.console import make_console
        from gongkai.presentation.models import print_models

        print_models(make_console(), registry)
    return EXIT_OK


@models.command(short_help="Make a version the one that reads.")
@name_argument
@click.argument("version")
@project_option
def promote(name: str, version: str, project: Project) -> int:
    """Make VERSION of NAME the one that reads. It must fit the codebook."""
    from gongkai.parts import check_artefact
    from gongkai.registry import Registry

    registry = Registry.of(project.root)
    check_artefact(registry.find(name, version), project.codebook)
    registry.promote(name, version)
    click.echo(f"{name} {version} reads from now on; back with `gongkai models rollback {name}`")
    return EXIT_OK


@models.command(short_help="Go back to what was current before the last promotion.")
@name_argument
@project_option
def rollback(name: str, project: Project) -> int:
    """Go back to the version of NAME that was current before the last promotion, or to the rules."""
    from gongkai.registry import Registry

    now = Registry.of(project.root).rollback(name)
    click.echo(f"{name}: the rules read again" if now is None else f"{name} {now.meta.version} reads again")
    return EXIT_OK
