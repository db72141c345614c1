"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from gongkai.pipeline import Pipeline
    from gongkai.project import Project

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """``--project DIR`` behind the verb, too; the command gets the resolved Project."""
    return click.option(
        "--project",
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=_resolve,
        help="Project directory whose codebook and models to use.",
    )(command)


def paths_argument(command: Command) -> Command:
    """``PATH...``: files, folders, globs, ``-``."""
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


rules_option = click.option(
    "--rules", "by_rules", is_flag=True, help="Read by the rule baselines, not by the trained models."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON, one object per line.")


def make_pipeline(project: Project, *, by_rules: bool) -> Pipeline:
    """The project's pipeline: its current models, else those that ship; or the rule baselines."""
    from gongkai.pipeline import Pipeline
    from gongkai.registry import Registry

    if by_rules:
        return Pipeline.by_rules(project.codebook)
    return Pipeline(project.codebook, registry=Registry.of(project.root))


def _resolve(ctx: click.Context, _: click.Parameter, given: Path | None) -> Project:
    from gongkai.project import find_project

    outer = ctx.find_root().obj
    return find_project(given if given is not None else (outer if isinstance(outer, Path) else None))
