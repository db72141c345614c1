"""All scores of one report together, and those of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gongkai.corpus.model import Gold
from gongkai.corpus.places import find_quotes
from gongkai.errors import Problem
from gongkai.report import Report
from gongkai.training.evaluation.cells import CellCounts, CellScore, score_cells
from gongkai.training.evaluation.counts import Hits, Mistake, Ratio
from gongkai.training.evaluation.figures import FigureScore, score_figures
from gongkai.training.evaluation.findings import FindingScore, score_rules, score_verdicts
from gongkai.training.evaluation.structure import MetaScore, SectionScore, score_meta, score_sections


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportScore:
    """One report against its gold. ``error`` is set when the document failed: then everything is missed.

    ``lost_quotes`` are quotes of the gold that are not in the text that was read: the reader lost them or the
    gold errs. Their figures count as missed.
    """

    source: str
    cells: CellScore
    figures: FigureScore
    sections: SectionScore
    meta: MetaScore
    rules: FindingScore
    verdicts: FindingScore
    error: Problem | None = None
    lost_quotes: tuple[str, ...] = ()

    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything that is not right, in the order of the stages."""
        parts = (self.meta, self.sections, self.cells, self.figures, self.rules, self.verdicts)
        return tuple(m for part in parts for m in part.mistakes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """The scores of several reports added up, every cell and figure with the same weight."""

    cells: dict[str, CellCounts]
    figures: FigureScore
    sections: Ratio
    section_runs: Hits
    meta: dict[str, Ratio]
    rules: Hits
    verdicts: Hits

    @property
    def all_cells(self) -> CellCounts:
        """All tables together."""
        return sum(self.cells.values(), CellCounts())

    @property
    def all_meta(self) -> Ratio:
        """All meta keys together."""
        return sum(self.meta.values(), Ratio())


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A document that was not scored, and why: ``E004 …`` for a format that is not read yet."""

    source: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """Scores of every report that was read, and the documents that were not."""

    reports: tuple[ReportScore, ...] = ()
    unread: tuple[Unread, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def totals(self) -> Totals:
        """All reports added up."""
        return Totals(
            cells=_sum_by_key((r.cells.tables for r in self.reports), CellCounts()),
            figures=sum((r.figures for r in self.reports), FigureScore()),
            sections=Ratio(right=sum(r.sections.equal for r in self.reports), total=len(self.reports)),
            section_runs=sum((r.sections.runs for r in self.reports), Hits()),
            meta=_sum_by_key((r.meta.keys for r in self.reports), Ratio()),
            rules=sum((r.rules.hits for r in self.reports), Hits()),
            verdicts=sum((r.verdicts.hits for r in self.reports), Hits()),
        )

    def measures(self) -> dict[str, float | None]:
        """Every number that a floor may be set on, by name; None where there is nothing to measure."""
        total = self.totals
        numbers: dict[str, float | None] = {
            "reports.read": len(self.reports),
            "reports.failed": sum(r.error is not None for r in self.reports),
            "reports.unread": len(self.unread),
            "cells.accuracy": total.all_cells.accuracy,
            "cells.invented": total.all_cells.invented + total.all_cells.extra,
            "cells.missing": total.all_cells.missing,
            "sections.equal": total.sections.share,
            "meta.accuracy": total.all_meta.share,
            "figures.missed": total.figures.strict.missed,
            "figures.false": total.figures.strict.false,
        }
        numbers |= {f"cells.{table}.accuracy": c.accuracy for table, c in total.cells.items()}
        numbers |= {f"meta.{key}": ratio.share for key, ratio in total.meta.items()}
        numbers |= {f"attributes.{name}": ratio.share for name, ratio in total.figures.attributes.items()}
        numbers |= shares("figures", total.figures.strict)
        for mode, hits in total.figures.modes.items():
            numbers |= shares(f"figures.{mode.value}", hits)
        for metric, hits in total.figures.metrics.items():
            numbers |= shares(f"metrics.{metric}", hits)
        for name, hits in (
            ("other", total.figures.other),
            ("last_year", total.figures.last_year),
            ("rules", total.rules),
            ("verdicts", total.verdicts),
            ("sections.runs", total.section_runs),
        ):
            numbers |= shares(name, hits)
        return numbers

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: the measures first, then every report with its mistakes."""
        plain: dict[str, Any] = {
            "measures": {k: None if v is None else round(v, 6) for k, v in self.measures().items()},
            "versions": self.versions,
            "unread": msgspec.to_builtins(self.unread),
            "reports": [],
        }
        for report in self.reports:
            alone = Evaluation(reports=(report,)).measures()
            plain["reports"].append(
                {
                    "source": report.source,
                    "error": msgspec.to_builtins(report.error),
                    "lost_quotes": list(report.lost_quotes),
                    "measures": {k: None if v is None else round(v, 6) for k, v in alone.items()},
                    "mistakes": msgspec.to_builtins(report.mistakes()),
                }
            )
        return plain


def shares(name: str, hits: Hits) -> dict[str, float | None]:
    """Precision, recall and F1 as measures."""
    return {f"{name}.precision": hits.precision, f"{name}.recall": hits.recall, f"{name}.f1": hits.f1}


def score_report(report: Report, gold: Gold) -> ReportScore:
    """Score one report. Its ``lines`` are needed: the quotes are looked up in them."""
    places = find_quotes(gold, report.lines)
    figures = score_figures(report, gold, places)
    return ReportScore(
        source=gold.source,
        cells=score_cells(report, gold),
        figures=figures,
        sections=score_sections(report, gold),
        meta=score_meta(report, gold),
        rules=score_rules(report, gold),
        verdicts=score_verdicts(report, gold, figures.unscored),
        error=report.error,
        lost_quotes=places.missing if report.error is None else (),
    )


def _sum_by_key(parts: Iterable[dict[str, Any]], zero: Any) -> dict[str, Any]:
    total: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            total[key] = total.get(key, zero) + value
    return total
