"""What in a gold the codebook does not know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from gongkai.codebook.model import Codebook
from gongkai.corpus.model import Gold, GoldFigure

_OPEN_CLASS: Final = "other"  # may stand without class words: 同比增长12% has none of its own


def gold_problems(gold: Gold, codebook: Codebook) -> tuple[str, ...]:
    """Everything in the gold that the codebook does not know, each with its place."""
    return (
        *_section_problems(gold, codebook),
        *_table_problems(gold, codebook),
        *(p for i, f in enumerate(gold.metrics) for p in _figure_problems(f, f"metrics[{i}]", codebook)),
        *_check_problems(gold, codebook),
    )


def _section_problems(gold: Gold, codebook: Codebook) -> Iterable[str]:
    for i, name in enumerate(gold.sections):
        if name not in codebook.sections:
            yield f"sections[{i}]: no section {name!r}"
        elif i and gold.sections[i - 1] == name:
            yield f"sections[{i}]: {name} stands twice in a row"


def _table_problems(gold: Gold, codebook: Codebook) -> Iterable[str]:
    allowed: set[str] = set()
    for table, template in gold.meta.templates.items():
        if table not in codebook.tables:
            yield f"meta.templates: no table {table!r}"
        elif template is not None and template not in codebook.templates:
            yield f"meta.templates.{table}: no template {template!r}"
        elif template is not None:
            allowed.update(codebook.fields(table, template))
    for table in codebook.tables.keys() - gold.meta.templates.keys():
        forms = {codebook.fields(table, template) for template in codebook.templates}
        given = any(f.startswith(table + ".") for f in gold.tables)
        if given and len(forms) > 1:
            yield f"meta.templates: {table} has cells but no template"
        elif given:
            allowed.update(*forms)
    for field in gold.tables:
        if field not in codebook.all_fields:
            yield f"tables: no field {field!r}"
        elif field not in allowed:
            yield f"tables.{field}: not in the template of its table"
        else:
            try:
                gold.cell(field)
            except ValueError:
                yield f"tables.{field}: {gold.tables[field]!r} is neither a number nor a state"
    absent = sorted(allowed - gold.tables.keys())
    if absent:
        yield f"tables: {len(absent)} fields of the form are not given ({', '.join(absent[:3])}…)"


def _figure_problems(figure: GoldFigure, place: str, codebook: Codebook) -> Iterable[str]:
    try:
        alternatives = figure.alternatives()
    except msgspec.ValidationError as error:
        yield f"{place}.accept: {error}"
        return
    for i, one in enumerate(alternatives):
        where = place if i == 0 else f"{place}.accept[{i - 1}]"
        metric = codebook.metric_of.get(one.metric)
        if metric is None:
            yield f"{where}: no metric {one.metric!r}"
            continue
        if one.channel is not None and one.channel not in codebook.attributes["channel"]:
            yield f"{where}: no channel {one.channel!r}"
        if (metric.attr == "channel") != (one.channel is not None):
            yield f"{where}: {one.metric} {'needs a' if one.channel is None else 'has no'} channel"
        needs_category = metric.attr == "category" and metric.id != _OPEN_CLASS
        if needs_category and one is figure and one.category is None:
            yield f"{where}: {one.metric} needs a category"
        if metric.attr != "category" and one.category is not None:
            yield f"{where}: {one.metric} has no category"
        if not one.quote.strip():
            yield f"{where}: the quote is empty"


def _check_problems(gold: Gold, codebook: Codebook) -> Iterable[str]:
    rules = {rule.id: rule for rule in codebook.rules if not rule.across_years}
    for i, failure in enumerate(gold.rules_failing):
        rule = rules.get(failure.rule)
        if rule is None:
            yield f"rules_failing[{i}]: no rule {failure.rule!r} inside one report"
        elif failure.where not in _places(rule.table, rule.for_each, gold, codebook):
            yield f"rules_failing[{i}]: {failure.rule} does not run on {failure.where!r}"
        elif failure in gold.rules_failing[:i]:
            yield f"rules_failing[{i}]: {failure.rule} on {failure.where} stands twice"
    for i, verdict in enumerate(gold.verdicts):
        for metric in sorted({metric for metric, _ in verdict.options()} - codebook.correspondences.keys()):
            yield f"verdicts[{i}]: {metric!r} corresponds to no cell"
    for i, ignored in enumerate(gold.ignore):
        if ignored.metric is not None and ignored.metric not in codebook.metric_of:
            yield f"ignore[{i}]: no metric {ignored.metric!r}"


def _places(table: str | None, for_each: str | None, gold: Gold, codebook: Codebook) -> Iterable[str]:
    if table is None or for_each == "cell":
        return gold.tables
    return codebook.tables[table].columns if for_each == "column" else codebook.tables[table].rows
