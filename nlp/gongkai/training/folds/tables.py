"""Folds as tables, for the card and the terminal alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from gongkai.training.facts import Numbers
from gongkai.training.folds.facts import OTHERS, FigureFolds, Folds, LineFolds, Method

FoldTable = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
"""Title, header, rows."""


def fold_tables(folds: Folds) -> Iterator[FoldTable]:
    """Every table: first what was measured by hand, then the other groupings."""
    for lines in folds.lines.values():
        yield from _line_tables(lines)
    for figures in folds.figures.values():
        yield from _figure_tables(figures)
    if folds.curve:
        rows = [
            (
                f"{p.share:.0%}",
                f"{p.reports:.0f}",
                f"{p.figures:.0f}",
                *_shares(p.scores, "precision", "recall", "f1"),
            )
            for p in folds.curve
        ]
        yield (
            "Learning curve, folds by hand",
            ("training reports", "reports", "figures", "P", "R", "F1"),
            rows,
        )


def _figure_tables(found: FigureFolds) -> Iterator[FoldTable]:
    yield (
        f"Folds by {found.by}: every way to decide, strict unless said",
        (
            "tagger",
            "P",
            "R",
            "F1",
            "F1 value only",
            "F1 overlap",
            "lowest fold",
            "fit (s)",
            "characters/s",
            "failures",
        ),
        [_method_row(m) for m in found.methods],
    )
    yield _fold_by_fold(found, "F1", "figures")
    if found.by != "hand":
        return
    rest = [m.name for m in found.methods[1:]]
    yield (
        "Folds by hand: metrics (* frequent)",
        ("metric", "figures", "P", "R", "F1", *(f"F1, {name}" for name in rest)),
        [
            (
                f"`{metric}`" + (" *" if numbers["frequent"] else ""),
                str(numbers["support"]),
                *_shares(numbers, "precision", "recall", "f1", *(f"{OTHERS}{name}" for name in rest)),
            )
            for metric, numbers in found.by_metric.items()
        ],
    )
    yield (
        "Folds by hand: attributes of figures whose metric, value and place are right",
        ("attribute", "right", "of", "share"),
        [
            (name, str(n["right"]), str(n["total"]), _number(n["share"]))
            for name, n in found.attributes.items()
        ],
    )
    zeros = found.zeros
    yield (
        "Folds by hand: zero statements and numbers 0",
        ("figures", "P", "R", "F1"),
        [(str(zeros["support"]), *_shares(zeros, "precision", "recall", "f1"))],
    )
    yield (
        f"Folds by hand: how sure and how often right (expected calibration error {_number(found.calibration_error)}; "
        "each fold under the map that the others give)",
        ("confidence", "figures", "mean confidence", "right"),
        [
            (f"{b.low:g} to {b.high:g}", str(b.figures), _number(b.confidence), _number(b.right / b.figures))
            for b in found.reliability
        ],
    )
    doubt = found.doubt
    yield (
        "Folds by hand: doubtful figures",
        ("below", "doubtful", "of them wrong", "all figures", "all wrong ones"),
        [
            tuple(
                str(n)
                for n in (doubt.threshold, doubt.doubtful, doubt.doubtful_wrong, doubt.figures, doubt.wrong)
            )
        ],
    )


def _line_tables(found: LineFolds) -> Iterator[FoldTable]:
    keys = ("role_macro_f1", "section_accuracy", "boundary_f1", "boundaries_exact")
    yield (
        f"Folds by {found.by}: lines",
        (
            "segmenter",
            "role macro-F1",
            "sections",
            "boundary F1",
            "boundaries found",
            "cells right",
            "with gold lines",
            "cells",
            "lowest fold",
            "fit (s)",
            "lines/s",
        ),
        [
            (
                m.name,
                *_shares(m.scores, *keys),
                *(str(m.scores[k]) for k in ("cells_right", "cells_right_with_gold_lines", "cells")),
                _lowest(m),
                f"{m.seconds:.0f}",
                f"{m.speed:.0f}",
            )
            for m in found.methods
        ],
    )
    yield _fold_by_fold(found, "role macro-F1", "lines")
    yield (
        f"Folds by {found.by}: roles",
        ("role", "lines", "P", "R", "F1"),
        [
            (f"`{role}`", str(n["support"]), *_shares(n, "precision", "recall", "f1"))
            for role, n in found.by_role.items()
        ],
    )


def _fold_by_fold(
    found: FigureFolds | LineFolds, measure: str, counted: Literal["figures", "lines"]
) -> FoldTable:
    """The main measure of every method on each fold; ``counted``: what says how large a fold is."""
    rows: list[tuple[str, ...]] = [
        (
            part.name,
            str(part.reports),
            str(part.figures if counted == "figures" else part.lines),
            *(_number(m.by_fold.get(part.name)) for m in found.methods),
        )
        for part in found.folds
    ]
    header = ("left out", "reports", counted, *(m.name for m in found.methods))
    return f"Folds by {found.by}: {measure} of each", header, rows


def _method_row(method: Method) -> tuple[str, ...]:
    keys = ("strict_precision", "strict_recall", "strict_f1", "value_f1", "overlap_f1")
    return (
        method.name,
        *_shares(method.scores, *keys),
        _lowest(method),
        f"{method.seconds:.0f}",
        f"{method.speed:.0f}",
        str(method.failures),
    )


def _lowest(method: Method) -> str:
    return _number(min((f for f in method.by_fold.values() if f is not None), default=None))


def _shares(numbers: Numbers, *keys: str) -> tuple[str, ...]:
    return tuple(_number(numbers.get(key)) for key in keys)


def _number(value: float | int | None) -> str:
    return "–" if value is None else f"{value:.3f}"
