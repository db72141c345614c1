"""`gongkai train`: a new version of the segmenter or the tagger from annotated reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_OK
from gongkai.cli.options import project_option

if TYPE_CHECKING:
    from gongkai.project import Project


@click.command(short_help="Train the segmenter or the tagger on annotated reports.")
@click.argument("name", type=click.Choice(["segmenter", "tagger"]))
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.toml",
    help="Settings laid over the defaults.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Seed, in place of the configuration's.")
@click.option("--promote", is_flag=True, help="Make the new version the one that reads.")
@project_option
def train(name: str, config: Path | None, seed: int | None, promote: bool, project: Project) -> int:
    """Train on the project's annotations (else on those that ship), and score on the hands held out.

    Writes models/NAME/VERSION with the weights, the configuration, the metrics and a card that says what the
    version is worth. Nothing reads with it before it is promoted.
    """
    from gongkai.presentation.console import make_console
    from gongkai.presentation.models import print_scores
    from gongkai.registry import Registry
    from gongkai.training.config import as_toml, read_config
    from gongkai.training.train import gold_folder
    from gongkai.training.train import train as fit

    settings = read_config(name, config, over={} if seed is None else {"seed": seed})
    registry = Registry.of(project.root)
    gold = gold_folder(project.root)
    click.echo(f"gold: {gold}\n{as_toml(settings)}")
    done = fit(name, settings, gold=gold, registry=registry, codebook=project.codebook, say=click.echo)
    click.echo()
    print_scores(make_console(), done.facts, "role" if name == "segmenter" else "metric")
    meta, path = done.artefact.meta, done.artefact.path
    click.echo(f"\nwrote {name} {meta.version} to {path} (fitted in {done.seconds:.0f} s)")
    if promote:
        registry.promote(name, meta.version)
        click.echo(f"{name} {meta.version} reads from now on; back with `gongkai models rollback {name}`")
    else:
        click.echo(f"not in use yet: `gongkai models promote {name} {meta.version}`")
    return EXIT_OK
