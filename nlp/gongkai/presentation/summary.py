"""A report for people: who, which year, the tables as the form has them, the figures, what disagrees."""

from __future__ import annotations

from collections import Counter
from typing import Final

from rich.console import Console
from rich.text import Text

from gongkai.codebook.model import Codebook
from gongkai.presentation.console import heading
from gongkai.presentation.disagreement import (
    DISAGREES,
    Disagreement,
    count_in_doubt,
    find_disagreements,
    has_tables,
)
from gongkai.presentation.figures import LEGEND as FIGURES_LEGEND
from gongkai.presentation.figures import figure_table
from gongkai.presentation.findings import print_findings, proposal_lines
from gongkai.presentation.labels import form_label
from gongkai.presentation.tables import LEGEND, statutory_table
from gongkai.reconcile.model import Agreement, Status
from gongkai.report import Report

LEVELS: Final = {
    "state": "国家 state",
    "province": "省级 province",
    "prefecture": "地市级 prefecture",
    "county": "县级 county",
    "township": "乡镇街道 township",
    "zone": "功能区 zone",
}
TABLE_SCOPES: Final = {
    "body": "the tables count this body only",
    "jurisdiction": "the tables count the whole jurisdiction",
    "unstated": "",
}


def print_report(console: Console, report: Report, codebook: Codebook, *, full: bool = False) -> None:
    """Print the whole summary of one report that could be read."""
    found = find_disagreements(report, codebook, in_doubt=True)
    _print_head(console, report, codebook)
    _print_tables(console, report, codebook, found, full=full)
    if report.metrics:
        console.print(heading(f"figures in the prose ({len(report.metrics)})"))
        console.print(figure_table(report, codebook))
        if any(figure.doubtful for figure in report.metrics):
            console.print()
            console.print(Text(FIGURES_LEGEND, style="dim"))
        console.print()
    console.print(heading(f"what disagrees: {_tally(report)}"))
    print_findings(console, report, codebook, found, suspects=False, full=full)
    console.print()
    if report.proposals:
        console.print(heading("what the rules imply (proposals; nothing printed was changed)"))
        for proposal in proposal_lines(report, codebook, full=full):
            console.print(proposal)
        console.print()
    if report.warnings:
        console.print(heading("warnings"))
        for problem in report.warnings:
            console.print(Text.assemble("  ", (problem.code, "yellow"), f" {problem.message}"))
        console.print()


def summary_line(report: Report, codebook: Codebook, *, name: str | None = None) -> str:
    """One plain line: file (or ``name``), who, year, how much was read and how much disagrees."""
    name = name or report.source.name
    if report.error is not None:
        return f"{name}: {report.error.code} {report.error.message}"
    wrong = len(find_disagreements(report, codebook))
    said = f"{wrong or 'nothing'} disagree{'' if wrong > 1 else 's'}"
    if not wrong and not has_tables(report):
        said = "nothing to compare"
    who = report.meta.issuer or "issuer not stated"
    return (
        f"{name}: {who}, {report.meta.year or 'year not stated'}, {known_cells(report)} cells, "
        f"{len(report.metrics)} figures, {said}"
        + (
            f", {len(report.warnings)} warning{'s' if len(report.warnings) > 1 else ''}"
            if report.warnings
            else ""
        )
    )


def known_cells(report: Report) -> int:
    """How many cells say a number."""
    return sum(c.value is not None for c in report.cells)


def _print_head(console: Console, report: Report, codebook: Codebook) -> None:
    meta, source = report.meta, report.source
    console.print(Text(meta.title or source.name, style="bold underline"))
    region = " ".join(w for w in (meta.region, meta.region_code) if w)
    level = LEVELS.get(meta.level or "", meta.level)
    forms = [
        f"{table} {form_label(codebook, table, template) or 'present'}" if template else f"{table} absent"
        for table, template in meta.templates.items()
    ]
    scope = TABLE_SCOPES.get(meta.table_scope, meta.table_scope)
    facts = (
        ("issuer", " · ".join(w for w in (meta.issuer or "not stated", region, level) if w)),
        ("year", str(meta.year or "not stated")),
        ("signed", " · published ".join(w for w in (meta.signed or "not stated", meta.published) if w)),
        ("forms", ", ".join(forms)),
        ("scope", scope),
        ("source", f"{source.name} ({source.media_type}{f', {source.pages} pages' if source.pages else ''})"),
    )
    for name, words in facts:
        if words:
            console.print(Text.assemble((f"  {name:<7}", "dim"), words))
    console.print()


def _print_tables(
    console: Console, report: Report, codebook: Codebook, found: tuple[Disagreement, ...], *, full: bool
) -> None:
    present = {c.field.partition(".")[0] for c in report.cells}
    failing = {
        q.field
        for d in found
        if d.outcome == Status.FAIL
        for q in (*d.left.quotes, *d.right.quotes)
        if q.field
    }
    for table, form in codebook.tables.items():
        form_of = form_label(codebook, table, report.meta.templates.get(table))
        if table not in present:
            console.print(heading(f"{form.zh}: no such table in the document"))
            console.print()
            continue
        console.print(heading(f"{form.zh}" + (f" (form of {form_of})" if form_of else "")))
        for block in statutory_table(report, codebook, table, width=console.width, full=full, marked=failing):
            console.print(block)
        console.print()
    if present:
        console.print(Text(LEGEND, style="dim"))
        console.print()


def _tally(report: Report) -> str:
    checks = Counter(c.status for c in report.checks)
    verdicts = Counter(v.verdict for v in report.verdicts)
    wrong = sum(n for outcome, n in (*checks.items(), *verdicts.items()) if outcome.value in DISAGREES)
    if not wrong and not has_tables(report):
        return "nothing to compare: no table in the document"
    doubt = count_in_doubt(report)
    holding = f"{checks[Status.PASS]} checks hold, {verdicts[Agreement.AGREE]} figures agree with the tables"
    return f"{wrong or 'nothing'}{f', {doubt} in doubt' if doubt else ''}; {holding}"
