"""Trained versions, their scores and the comparison of parts, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table as RichTable

from gongkai.presentation.console import heading
from gongkai.registry import NAMES, Artefact, Registry
from gongkai.training.card import COUNTS, CardTable, ablation_tables, number
from gongkai.training.facts import Ablation, Facts, Numbers, Scores, read_facts
from gongkai.training.folds.facts import Folds
from gongkai.training.folds.tables import fold_tables

LABELS_SHOWN: Final = 12
"""Metrics or roles listed after a training run; the card has them all."""


def list_models(registry: Registry) -> list[dict[str, Any]]:
    """Every version as plain data, in the order of parts and versions."""
    used = {name: registry.current(name) for name in NAMES}
    return [_entry(artefact, used[artefact.meta.name]) for artefact in registry.artefacts()]


def _entry(artefact: Artefact, used: Artefact | None) -> dict[str, Any]:
    facts, meta = read_facts(artefact.path), artefact.meta
    return {
        "name": meta.name,
        "version": meta.version,
        "current": used is not None and used.path == artefact.path,
        "trained_on": None
        if facts is None
        else {"reports": facts.trained_on.reports, "hands": list(facts.trained_on.hands)},
        "digest": meta.digest,
        "seed": meta.seed,
        "measure": None if facts is None else facts.main,
        "rules": None if facts is None else facts.rules.total.get(facts.main),
        "score": None if facts is None else facts.model.total.get(facts.main),
        "path": str(artefact.path),
    }


def print_models(console: Console, registry: Registry) -> None:
    """One row per version; then what reads where nothing was promoted."""
    entries = list_models(registry)
    if entries:
        grid = _grid("part", "version", "current", "trained on", "main score on hands held out")
        for entry in entries:
            gold = entry["trained_on"]
            trained = "–" if gold is None else f"{gold['reports']} reports in {len(gold['hands'])} hands"
            score = "–"
            if entry["measure"] is not None:
                score = f"{entry['measure']} {number(entry['score'])} (rules {number(entry['rules'])})"
            current = "yes" if entry["current"] else ""
            grid.add_row(entry["name"], entry["version"], current, trained, score)
        console.print(grid)
    for name in NAMES:
        if registry.current(name) is None:
            console.print(f"{name}: the rules read; no version was promoted")


def print_scores(console: Console, facts: Facts, label: str) -> None:
    """Rules and model side by side on the hands held out; ``label`` is what the parts of the scores are called."""
    if not facts.held_out.reports:
        console.print("no hand is held out: nothing to score on")
        return
    rules, model = facts.rules, facts.model
    hands = [*((hand, rules.by_hand[hand], own) for hand, own in model.by_hand.items())]
    console.print(heading(f"scores on the hands held out ({facts.held_out.reports} reports)"))
    console.print(_side_by_side("hand", [*hands, ("all", rules.total, model.total)]))
    console.print()
    console.print(heading(f"by {label}"))
    console.print(_side_by_side(label, list(_labels(rules, model))[:LABELS_SHOWN]))
    more = len(model.by_label) - LABELS_SHOWN
    if more > 0:
        console.print(f"and {more} more in the card")


def print_ablation(console: Console, ablation: Ablation) -> None:
    """The comparison of parts: the hands held out, then each folder of gold."""
    _print_tables(console, ablation_tables(ablation))
    best = " and ".join(ablation.best) or "no hand is held out"
    console.print(f"best figures from lines to figures on the hands held out: {best}")


def print_folds(console: Console, folds: Folds) -> None:
    """Every table of the folds."""
    _print_tables(console, fold_tables(folds))


def _print_tables(console: Console, tables: Iterable[CardTable]) -> None:
    for title, header, rows in tables:
        console.print(heading(title))
        grid = _grid(*header)
        for row in rows:
            grid.add_row(*row)
        console.print(grid)
        console.print()


def _labels(rules: Scores, model: Scores) -> Iterable[tuple[str, Numbers, Numbers]]:
    for label, own in model.by_label.items():
        yield label, rules.by_label.get(label, {}), own


def _side_by_side(first: str, rows: Iterable[tuple[str, Mapping[str, Any], Mapping[str, Any]]]) -> RichTable:
    kept = list(rows)
    measures = list(kept[-1][2]) if kept else []
    grid = _grid(first, *(m if m in COUNTS else f"{m.replace('_', ' ')} rules|model" for m in measures))
    for name, rules, model in kept:
        cells = [
            number(model[m]) if m in COUNTS else f"{number(rules.get(m))} | {number(model[m])}"
            for m in measures
        ]
        grid.add_row(name, *cells)
    return grid


def _grid(first: str, *columns: str) -> RichTable:
    grid = RichTable(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    grid.add_column(first, overflow="fold")
    for column in columns:
        grid.add_column(column, justify="right", overflow="fold")
    return grid
