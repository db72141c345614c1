"""The card of a trained version, made of its facts: nothing in it is written by hand but what the part does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from gongkai.registry import Meta
from gongkai.training.config import card_words
from gongkai.training.facts import Ablation, Facts, Gold, Numbers, Row, Scores
from gongkai.training.folds.facts import Folds, read_folds
from gongkai.training.folds.tables import fold_tables

CARD: Final = "card.md"
CardTable = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
"""Title, header, rows."""
COUNTS: Final = frozenset({"support", "reports", "lines"})
"""Measures that are counts of gold: the same for every column."""


def write_card(folder: Path, meta: Meta, facts: Facts) -> None:
    """Write ``card.md`` beside the weights, with the folds that are kept there."""
    (folder / CARD).write_text(render_card(meta, facts, read_folds(folder)), encoding="utf-8")


def render_card(meta: Meta, facts: Facts, folds: Folds | None = None) -> str:
    """The card as Markdown."""
    words = card_words(meta.name)
    with_rules = meta.config.get("rule_features") is True
    combined = (
        "It is combined with the rules: what the rule baseline says is one of its features."
        if with_rules
        else "It stands alone: what the rule baseline says is none of its features."
    )
    parts = [
        f"# {meta.name} {meta.version}",
        f"{words['what']} {combined}",
        "## Trained on",
        _gold(facts.trained_on),
        f"Held out, never trained on: {_gold(facts.held_out)}" if facts.held_out.reports else _NOTHING_HELD,
        f"## Scores on the hands held out\n\n{_WHAT_COUNTS[meta.name]}",
        *(_scores(facts, meta.name) if facts.held_out.reports else []),
        "## Does it earn its place?",
        *(_ablation(facts.ablation, meta) if facts.ablation is not None else [_NOT_COMPARED]),
        "## On hands, layouts and forms left out",
        *(_folds(folds, facts) if folds is not None else [_NO_FOLDS.format(name=meta.name)]),
        "## Configuration",
        _table(
            ("key", "value"), [("seed", str(meta.seed)), *((k, _plain(v)) for k, v in meta.config.items())]
        ),
        "## Limits",
        "\n".join(f"- {limit}" for limit in words["limits"]),
        "## How to make it again",
        f"```sh\ngongkai train {meta.name} --config models/{meta.name}/{meta.version}/config.toml\n```",
        f"in the folder that holds `models/` and `annotations/`, with gongkai {meta.gongkai} and codebook version "
        f"{meta.codebook}. The same gold (digest `{meta.digest}`) gives the same bytes of weights.",
    ]
    return "\n\n".join(parts) + "\n"


_WHAT_COUNTS: Final = {
    "segmenter": "Line by line, blank lines left out. `role_macro_f1` gives every role the same weight; `boundary_f1`: "
    "the same section begins on the same line; `whole`: share of reports whose every line has the right section.",
    "tagger": "Strict, on gold segmentation: metric, channel and value equal, the characters overlap. The open class "
    "`other` and figures of last year count neither way.",
}
COMBINED: Final = "combined"
"""The row of the ablation in which both models read with the rules."""
_NOTHING_HELD: Final = "No hand is held out: there is nothing to score on."
_NOT_COMPARED: Final = (
    "Not compared yet: `gongkai evaluate --ablation --keep` compares, and writes the table here."
)


_NO_FOLDS: Final = (
    "Not measured yet: `gongkai evaluate --part {name} --folds hand --folds layout --keep` does."
)


def _folds(folds: Folds, facts: Facts) -> Iterable[str]:
    yield (
        f"Trained anew for every fold with these settings, on all annotated reports: {_gold(folds.gold)} Code and data "
        f"that decide the outcome: digest `{folds.inputs}`."
    )
    if folds.figures and facts.ablation is not None:
        yield from _gap(folds, facts)
    for title, header, rows in fold_tables(folds):
        yield f"### {title}"
        yield _table(header, rows)


def _gap(folds: Folds, facts: Facts) -> Iterable[str]:
    """How far folds are from the hands held out and from whole reports: all of them strict F1."""
    by_fold = {by: found.methods[0].scores.get("strict_f1") for by, found in folds.figures.items()}
    told = [f"folds by {by} {number(score)}" for by, score in by_fold.items()]
    told.append(f"the hands held out of this version {number(facts.model.total.get('f1'))}")
    combined = next((r for r in facts.ablation.rows if r.name == COMBINED), None) if facts.ablation else None
    told += [f"{name} {number(own['f1'])}" for name, own in (combined.gold if combined else {}).items()]
    yield (
        f"From folds to other reports, strict F1: {'; '.join(told)}. The rules, whose answer is a feature, were "
        "developed with the annotated hands in view, the held-out ones aside: folds say what training adds to them "
        "on a new hand, the hands held out and real reports what both together are worth."
    )


def ablation_tables(ablation: Ablation) -> list[CardTable]:
    """Title, header and rows of each table, as card and terminal show them: the hands held out, then each folder."""
    tables: list[CardTable] = [
        ("hands held out of training", _HELD_OUT, [_held_out(row) for row in ablation.rows])
    ]
    for folder in dict.fromkeys(name for row in ablation.rows for name in row.gold):
        own = [(row.name, row.gold[folder]) for row in ablation.rows if folder in row.gold]
        tables.append((folder, _ON_GOLD, [_on_gold(name, numbers) for name, numbers in own]))
    return tables


_HELD_OUT: Final = (
    "parts",
    "figures F1 on gold segmentation",
    "figures F1 from lines to figures",
    "line roles macro-F1",
    "line sections",
)
_ON_GOLD: Final = ("parts", "cells (+invented)", "P", "R", "F1", "sections", "verdicts (+false)")


def _held_out(row: Row) -> tuple[str, ...]:
    keys = ("figures_gold_f1", "figures_f1", "role_macro_f1", "sections")
    return (row.name, *(number(row.held_out.get(key)) for key in keys))


def _on_gold(name: str, own: Numbers) -> tuple[str, ...]:
    return (
        name,
        f"{own['cells_right']}/{own['cells']}"
        + (f" +{own['cells_invented']}" if own["cells_invented"] else ""),
        *(number(own[key]) for key in ("precision", "recall", "f1")),
        f"{own['sections_equal']}/{own['reports']}",
        f"{own['verdicts_found']}/{own['verdicts']}"
        + (f" +{own['verdicts_false']}" if own["verdicts_false"] else ""),
    )


def number(value: float | int | None) -> str:
    """A measure for people."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _ablation(ablation: Ablation, meta: Meta) -> Iterable[str]:
    yield (
        "Every combination of parts on the same gold. Figures are counted strictly; parts without a version were "
        "fitted for this table, with the settings and the seed of the current version, and not stored."
    )
    for title, header, rows in ablation_tables(ablation):
        yield f"On {title}:"
        yield _table(header, rows)
    if ablation.best:
        name = f"{meta.name}-{meta.version}"
        among = any(name in (row.segmenter, row.tagger) for row in ablation.rows if row.name in ablation.best)
        yield (
            f"Best figures from lines to figures on the hands held out: {' and '.join(ablation.best)}. "
            f"This version is {'a' if among else 'no'} part of that."
        )
    yield "\n".join(f"- {row.name}: segmenter {row.segmenter}, tagger {row.tagger}" for row in ablation.rows)


def _gold(gold: Gold) -> str:
    return (
        f"{gold.reports} reports in {len(gold.hands)} hands ({', '.join(gold.hands)}): {gold.lines} lines, "
        f"{gold.figures} figures; digest `{gold.digest}`."
    )


def _scores(facts: Facts, name: str) -> Iterable[str]:
    rules, model = facts.rules, facts.model
    yield _table(
        ("hand", *_headings(model.total)),
        [
            *((hand, *_both(rules.by_hand[hand], own)) for hand, own in model.by_hand.items()),
            ("**all**", *_both(rules.total, model.total)),
        ],
    )
    label = "role" if name == "segmenter" else "metric"
    yield _table((label, *_headings(next(iter(model.by_label.values()), {}))), _by_label(rules, model))


def _by_label(rules: Scores, model: Scores) -> list[tuple[str, ...]]:
    labels = list(dict.fromkeys([*model.by_label, *rules.by_label]))
    empty: Numbers = {"support": 0, "precision": None, "recall": None, "f1": None}
    return [(f"`{x}`", *_both(rules.by_label.get(x, empty), model.by_label.get(x, empty))) for x in labels]


def _headings(numbers: Numbers) -> list[str]:
    counts = [key for key in numbers if key in COUNTS]
    return counts + [f"{key}, {who}" for key in numbers if key not in COUNTS for who in ("rules", "model")]


def _both(rules: Numbers, model: Numbers) -> list[str]:
    shares = [number(who[key]) for key in model if key not in COUNTS for who in (rules, model)]
    return [number(model[key]) for key in model if key in COUNTS] + shares


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
