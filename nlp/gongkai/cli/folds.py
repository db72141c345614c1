"""The folds behind `gongkai evaluate --folds`: what a way to train is worth on groups left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gongkai.cli.exits import EXIT_OK
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.project import Project


def run_folds(
    project: Project,
    groupings: Sequence[str],
    *,
    part: str,
    rivals: Sequence[str],
    curve: bool,
    keep: bool,
    as_json: bool,
) -> int:
    """Measure, show, and keep beside the current version where asked to. Raises GongkaiError E041 where no version is
    current to keep it beside."""
    import msgspec

    from gongkai.corpus.load import load_corpus
    from gongkai.presentation.console import make_console
    from gongkai.presentation.models import print_folds
    from gongkai.registry import Registry
    from gongkai.training.config import SEED, default_config
    from gongkai.training.folds.groups import Grouping
    from gongkai.training.folds.measure import keep_folds, measure_folds
    from gongkai.training.train import gold_folder

    registry = Registry.of(project.root)
    current = registry.current(part)
    if keep and current is None:
        raise GongkaiError("E041", name=part)
    settings = default_config(part)
    if current is not None:
        settings = {**settings, **current.meta.config, SEED: current.meta.seed}
    corpus = load_corpus(gold_folder(project.root), codebook=project.codebook)
    found = measure_folds(
        part,
        corpus.reports,
        settings,
        project.codebook,
        groupings=[Grouping(name) for name in groupings],
        rivals=rivals,
        curve=curve,
        say=lambda words: click.echo(words, err=True),
    )
    if keep and current is not None:
        registry.own()
        keep_folds(found, current)
        click.echo(f"kept in {current.path}", err=True)
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False))
    else:
        print_folds(make_console(), found)
    return EXIT_OK
