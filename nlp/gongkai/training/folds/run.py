"""Running folds: every method fitted and read on the same divisions of the gold."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.model import Tagger
from gongkai.narrative.rules import RuleTagger
from gongkai.segmentation.model import Segmenter
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.training.calibrating import fit_calibration
from gongkai.training.evaluation.matching import Mode
from gongkai.training.facts import Numbers, rounded
from gongkai.training.folds.facts import (
    OTHERS,
    CurvePoint,
    FigureFolds,
    LineFolds,
    Method,
    Part,
    counted,
    mean,
)
from gongkai.training.folds.figures import MODES, FigureTally, Judged, tally_figures
from gongkai.training.folds.groups import Fold, Grouping
from gongkai.training.folds.lines import LineTally, tally_lines
from gongkai.training.folds.reliability import bins, calibration_error, doubt
from gongkai.training.tagger import paragraphs_of

RULES: Final = "rules"
FitTagger = Callable[[Sequence[AnnotatedReport]], Tagger]
FitSegmenter = Callable[[Fold, Grouping], Segmenter]
Say = Callable[[str], None]


def figure_folds(
    folds: Sequence[Fold],
    by: Grouping,
    fits: Mapping[str, FitTagger],
    codebook: Codebook,
    *,
    threshold: float,
    say: Say = lambda _: None,
) -> FigureFolds:
    """Every tagger on every fold. The first of ``fits`` is the one that the rest of the table is about.

    ``threshold``: confidence below which a figure is doubtful.
    """
    runs = {name: _Run() for name in fits}
    for fold in folds:
        for name, fit in fits.items():
            run, begin = runs[name], time.perf_counter()
            tagger = fit(fold.train)
            run.seconds.append(time.perf_counter() - begin)
            tally, seconds, characters = _read(tagger, fold.test, run)
            run.speeds.append(characters / seconds)
            run.tally.add(tally)
            run.judged.append(tally.judged)
            run.by_fold[fold.name] = rounded(tally.modes[Mode.STRICT].f1)
            say(f"{by} {fold.name}: {name} F1 {run.by_fold[fold.name]}, fitted in {run.seconds[-1]:.0f} s")
    first, *_ = runs.values()
    judged = _calibrated(first.judged)
    table = bins(judged)
    return FigureFolds(
        by=by.value,
        folds=_parts(folds),
        methods=tuple(run.method(name) for name, run in runs.items()),
        by_metric=_by_metric({name: run.tally for name, run in runs.items()}, codebook),
        attributes={
            name: {"right": ratio.right, "total": ratio.total, "share": rounded(ratio.share)}
            for name, ratio in first.tally.attributes.items()
        },
        zeros={"support": first.tally.zeros.support, **counted(first.tally.zeros)},
        reliability=table,
        calibration_error=rounded(calibration_error(table)),
        doubt=doubt(judged, threshold),
    )


def _calibrated(folds: Sequence[Sequence[Judged]]) -> list[Judged]:
    """Every fold's figures under the map that the figures of the other folds give: never under one of their own."""
    found: list[Judged] = []
    for n, own in enumerate(folds):
        others = [j for k, fold in enumerate(folds) if k != n for j in fold]
        calibration = fit_calibration([j.confidence for j in others], [j.right for j in others])
        found += [j.by(calibration) for j in own]
    return found


class _Run:
    """What one tagger did so far."""

    def __init__(self) -> None:
        self.tally = FigureTally()
        self.judged: list[list[Judged]] = []  # fold by fold
        self.by_fold: dict[str, float | None] = {}
        self.seconds: list[float] = []
        self.speeds: list[float] = []
        self.failures = 0

    def method(self, name: str) -> Method:
        """The row of the table."""
        scores: Numbers = {"support": self.tally.modes[Mode.STRICT].support}
        for mode in MODES:
            scores |= counted(self.tally.modes[mode], f"{mode.value}_")
        return Method(
            name=name,
            scores=scores,
            by_fold=self.by_fold,
            seconds=round(mean(self.seconds), 1),
            speed=round(mean(self.speeds)),
            failures=self.failures,
        )


def _read(tagger: Tagger, reports: Sequence[AnnotatedReport], run: _Run) -> tuple[FigureTally, float, int]:
    """Counts, seconds of reading and characters read. A report that raises counts as one with nothing found."""
    prose = {report.id: paragraphs_of(report) for report in reports}
    characters = sum(len(p.normal) for paragraphs in prose.values() for p in paragraphs)
    begin = time.perf_counter()
    found: dict[str, Any] = {}
    for report in reports:
        try:
            found[report.id] = tagger(prose[report.id], issuer=report.body, year=report.year)
        except Exception:  # a rival that fails on a report must not end the others: it is counted
            run.failures += 1
            found[report.id] = ()
    seconds = time.perf_counter() - begin
    return tally_figures(lambda report: found[report.id], reports), seconds, characters


def _by_metric(tallies: Mapping[str, FigureTally], codebook: Codebook) -> dict[str, Numbers]:
    """Metrics by support, each with the first method's counts, and F1 of the others. ``frequent`` 1: has a floor."""
    first, *_ = tallies
    own = tallies[first].by_metric
    table: dict[str, Numbers] = {}
    for metric in sorted(own, key=lambda m: (-own[m].support, m)):
        table[metric] = {
            "support": own[metric].support,
            "frequent": int(metric in codebook.frequent),
            **counted(own[metric]),
        }
        for name, tally in tallies.items():
            if name != first:
                hits = tally.by_metric.get(metric)
                table[metric][f"{OTHERS}{name}"] = rounded(hits.f1) if hits is not None else None
    return table


def line_folds(
    folds: Sequence[Fold],
    by: Grouping,
    fits: Mapping[str, FitSegmenter],
    codebook: Codebook,
    *,
    say: Say = lambda _: None,
) -> LineFolds:
    """Every segmenter on every fold; the first of ``fits`` is the one that ships."""
    tallies = {name: LineTally() for name in fits}
    by_fold: dict[str, dict[str, float | None]] = {name: {} for name in fits}
    seconds: dict[str, list[float]] = {name: [] for name in fits}
    speeds: dict[str, list[float]] = {name: [] for name in fits}
    for fold in folds:
        for name, fit in fits.items():
            begin = time.perf_counter()
            segmenter = fit(fold, by)
            seconds[name].append(time.perf_counter() - begin)
            begin = time.perf_counter()
            tally = tally_lines(segmenter, fold.test, codebook)
            spent = time.perf_counter() - begin
            speeds[name].append(sum(len(r.lines) for r in fold.test) / spent)
            tallies[name].add(tally)
            by_fold[name][fold.name] = rounded(tally.role_macro_f1)
            say(f"{by} {fold.name}: {name} role macro-F1 {by_fold[name][fold.name]}")
    first, *_ = fits
    roles = tallies[first].roles
    return LineFolds(
        by=by.value,
        folds=_parts(folds),
        methods=tuple(
            Method(
                name=name,
                scores=_line_scores(tally),
                by_fold=by_fold[name],
                seconds=round(mean(seconds[name]), 1),
                speed=round(mean(speeds[name])),
            )
            for name, tally in tallies.items()
        ),
        by_role={
            role.value: {"support": roles[role].support, **counted(roles[role])}
            for role in sorted(roles, key=lambda r: -roles[r].support)
        },
    )


def _line_scores(tally: LineTally) -> Numbers:
    return {
        "role_macro_f1": rounded(tally.role_macro_f1),
        "section_accuracy": rounded(tally.sections.share),
        "boundary_f1": rounded(tally.boundaries.f1),
        "boundaries_exact": rounded(tally.boundaries.recall),
        "cells": tally.cells.total,
        "cells_right": tally.cells.right,
        "cells_right_with_gold_lines": tally.cells_of_gold.right,
        "cells_invented": tally.cells.invented + tally.cells.extra,
    }


def learning_curve(
    folds: Sequence[Fold],
    fit: FitTagger,
    shares: Sequence[float],
    *,
    say: Say = lambda _: None,
) -> tuple[CurvePoint, ...]:
    """The tagger trained on growing shares of every fold's training reports, every n-th one so that all hands stay."""
    points = []
    for share in shares:
        tally, reports, figures = FigureTally(), [], []
        for fold in folds:
            kept = [r for n, r in enumerate(fold.train) if int((n + 1) * share) > int(n * share)]
            reports.append(len(kept))
            figures.append(sum(len(r.figures) for r in kept))
            own, _, _ = _read(fit(kept), fold.test, _Run())
            tally.add(own)
        scores = counted(tally.modes[Mode.STRICT])
        say(f"{share:.0%}: F1 {scores['f1']}")
        points.append(CurvePoint(share=share, reports=mean(reports), figures=mean(figures), scores=scores))
    return tuple(points)


def baselines(codebook: Codebook) -> dict[str, FitTagger]:
    """The rules, which learn nothing, and the majority label of each unit."""
    from gongkai.training.rivals import majority

    return {
        RULES: lambda _: RuleTagger(codebook),
        "majority": lambda reports: majority.fit(reports, codebook, seed=0),
    }


def rule_segmenter(codebook: Codebook) -> FitSegmenter:
    """The rules, which learn nothing."""
    return lambda _, __: RuleSegmenter(codebook)


def _parts(folds: Sequence[Fold]) -> tuple[Part, ...]:
    return tuple(
        Part(
            name=fold.name,
            reports=len(fold.test),
            figures=sum(len(r.figures) for r in fold.test),
            lines=sum(len(r.lines) for r in fold.test),
        )
        for fold in folds
    )
