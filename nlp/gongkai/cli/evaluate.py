"""`gongkai evaluate`: scores against gold reports or a bench of sentences, and the gate of floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gongkai.cli.exits import EXIT_DISAGREES, EXIT_OK
from gongkai.cli.options import project_option

if TYPE_CHECKING:
    from gongkai.project import Project
    from gongkai.training.evaluate import FloorOutcome


@click.command(short_help="Score against gold.")
@click.option(
    "--gold", type=click.Path(path_type=Path), metavar="DIR", help="Folder of gold reports (*.json)."
)
@click.option(
    "--sentences", type=click.Path(path_type=Path), metavar="FILE", help="Bench of sentences (YAML)."
)
@click.option(
    "--floors", type=click.Path(path_type=Path), metavar="FILE", help="Floors that the scores must keep."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option(
    "--mistakes/--no-mistakes", default=True, help="List every mistake with its words (default), or not."
)
@project_option
def evaluate(
    gold: Path | None,
    sentences: Path | None,
    floors: Path | None,
    as_json: bool,
    mistakes: bool,
    project: Project,
) -> int:
    """Score what is read against gold: reports, sentences, or both.

    Each gold file's document is looked for in DIR and in the folder above. With --floors, the exit code is 1
    when a score is worse than its floor.
    """
    if gold is None and sentences is None:
        raise click.UsageError("give --gold DIR, --sentences FILE, or both")
    from gongkai.pipeline import Pipeline
    from gongkai.presentation.console import make_console
    from gongkai.training import evaluate as scoring

    pipeline, console = Pipeline(project.codebook), make_console()
    limits = scoring.load_floors(floors) if floors is not None else None
    plain: dict[str, Any] = {}
    outcomes: list[FloorOutcome] = []
    if gold is not None:
        result = scoring.evaluate_gold(gold, pipeline, codebook=project.codebook)
        plain["gold"] = result.to_dict()
        if limits is not None:
            outcomes += scoring.check_floors(limits.gold, result.measures())
        if not as_json:
            scoring.render_evaluation(result, console, mistakes=mistakes)
    if sentences is not None:
        bench = scoring.evaluate_sentences(sentences, pipeline.tagger, codebook=project.codebook)
        plain["sentences"] = bench.to_dict()
        if limits is not None:
            outcomes += scoring.check_floors(limits.sentences, bench.measures(), kind="sentences")
        if not as_json:
            scoring.render_bench(bench, console, mistakes=mistakes)
    broken = [o for o in outcomes if not o.holds]
    if as_json:
        plain["broken_floors"] = [o.measure for o in broken]
        click.echo(json.dumps(plain, ensure_ascii=False))
    elif limits is not None:
        scoring.render_floors(outcomes, console)
    return EXIT_DISAGREES if broken else EXIT_OK
