"""`gongkai evaluate`: scores against gold reports or a bench of sentences, and the gate of floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from gongkai.cli.exits import EXIT_DISAGREES, EXIT_OK
from gongkai.cli.options import make_pipeline, project_option, rules_option

if TYPE_CHECKING:
    from gongkai.project import Project
    from gongkai.training.evaluate import FloorOutcome

RIVALS: Final = ("linear", "linear with rules", "crf", "crf with rules", "spancat", "ner")
"""The names in training/rivals, which is not loaded for --help."""
_PARTS_NAMED: Final = 3
"""Folders of a path that name it in a comparison: shared/reports/gold."""


@click.command(short_help="Score against gold.")
@click.option(
    "--gold",
    "folders",
    type=click.Path(path_type=Path),
    metavar="DIR",
    multiple=True,
    help="Folder of gold reports (*.json); several with --ablation.",
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
@click.option(
    "--ablation", is_flag=True, help="Compare rules, models alone and both combined; fits what is not stored."
)
@click.option("--keep", is_flag=True, help="Write the comparison into the cards of the current models.")
@click.option(
    "--folds",
    "groupings",
    type=click.Choice(["hand", "layout", "template"]),
    multiple=True,
    help="Train and score on folds that leave out whole hands, layouts or forms; may be repeated.",
)
@click.option(
    "--part", type=click.Choice(["segmenter", "tagger"]), default="tagger", help="What --folds trains."
)
@click.option(
    "--rival",
    "rivals",
    type=click.Choice(RIVALS),
    multiple=True,
    help="With --folds: this other kind of tagger, on the same folds; may be repeated.",
)
@click.option("--curve", is_flag=True, help="With --folds: the learning curve too.")
@rules_option
@project_option
def evaluate(
    folders: tuple[Path, ...],
    sentences: Path | None,
    floors: Path | None,
    as_json: bool,
    mistakes: bool,
    ablation: bool,
    keep: bool,
    groupings: tuple[str, ...],
    part: str,
    rivals: tuple[str, ...],
    curve: bool,
    by_rules: bool,
    project: Project,
) -> int:
    """Score what is read against gold: reports, sentences, or both.

    Each gold file's document is looked for in DIR and in the folder above. With --floors, the exit code is 1
    when a score is worse than its floor. With --ablation, every combination of rules and trained models is
    scored on the hands held out of training and on each DIR. With --folds, the part is trained anew for every
    fold: minutes for each.
    """
    if groupings:
        if folders or sentences is not None or floors is not None or ablation or by_rules:
            raise click.UsageError("--folds goes with --part, --rival, --curve, --keep and --json only")
        from gongkai.cli.folds import run_folds

        return run_folds(
            project, groupings, part=part, rivals=rivals, curve=curve, keep=keep, as_json=as_json
        )
    if rivals or curve:
        raise click.UsageError("--rival and --curve go with --folds")
    if ablation:
        if sentences is not None or floors is not None or by_rules:
            raise click.UsageError("--ablation goes with --gold DIR, --keep and --json only")
        return _compare(folders, project, keep=keep, as_json=as_json)
    if keep:
        raise click.UsageError("--keep goes with --ablation or --folds")
    if len(folders) > 1:
        raise click.UsageError("one --gold DIR at a time, unless with --ablation")
    gold = folders[0] if folders else None
    if gold is None and sentences is None:
        raise click.UsageError("give --gold DIR, --sentences FILE, or both")
    from gongkai.presentation.console import make_console
    from gongkai.training import evaluate as scoring

    pipeline, console = make_pipeline(project, by_rules=by_rules), make_console()
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


def _compare(folders: tuple[Path, ...], project: Project, *, keep: bool, as_json: bool) -> int:
    import msgspec

    from gongkai.presentation.console import make_console
    from gongkai.presentation.models import print_ablation
    from gongkai.registry import Registry
    from gongkai.training.ablation import compare_parts, keep_ablation
    from gongkai.training.train import gold_folder

    def say(words: str) -> None:
        click.echo(words, err=True)

    registry = Registry.of(project.root)
    # what is kept in a card must not say where a machine has its folders
    named = {"/".join(folder.resolve().parts[-_PARTS_NAMED:]): folder for folder in folders}
    found = compare_parts(
        gold_folder(project.root), named, registry=registry, codebook=project.codebook, say=say
    )
    for artefact in keep_ablation(found, registry) if keep else ():
        say(f"kept in {artefact.path}")
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False))
    else:
        print_ablation(make_console(), found)
    return EXIT_OK
