"""The codebook for people: what is measured, by kind, and single entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from gongkai.codebook.model import Codebook, Rule, Table
from gongkai.presentation.console import heading
from gongkai.presentation.labels import field_label, row_label

Entry = tuple[str, str, Mapping[str, Any]]
"""Kind, id, content."""


def entries(codebook: Codebook) -> Iterator[Entry]:
    """Every entry that has an id of its own, fields of the tables among them."""
    for name, section in codebook.sections.items():
        yield "section", name, msgspec.to_builtins(section)
    for name, table in codebook.tables.items():
        yield "table", name, {"zh": table.zh, "columns": list(table.columns), "rows": list(table.rows)}
        for template in codebook.templates:
            for field in codebook.fields(name, template):
                yield "field", field, _field(codebook, field)
    for metric in codebook.metrics:
        yield "metric", metric.id, _metric(codebook, metric.id)
    for rule in codebook.rules:
        yield "rule", rule.id, msgspec.to_builtins(rule)
    for name, values in codebook.attributes.items():
        yield "attribute", name, dict(values)


def find_entries(codebook: Codebook, wanted: str) -> dict[str, Mapping[str, Any]]:
    """The entries of that id, by kind: an id may name a section and a table at once."""
    return {kind: content for kind, name, content in entries(codebook) if name == wanted}


def similar_ids(codebook: Codebook, wanted: str, *, at_most: int = 5) -> list[str]:
    """Known ids that look like the one wanted, nearest first."""
    from rapidfuzz import process

    names = list(dict.fromkeys(name for _, name, _ in entries(codebook)))
    return [name for name, _, _ in process.extract(wanted, names, limit=at_most, score_cutoff=60)]


def as_json(codebook: Codebook) -> dict[str, Any]:
    """The whole codebook as plain data."""
    plain: dict[str, Any] = msgspec.to_builtins(codebook)
    return plain


def print_codebook(console: Console, codebook: Codebook) -> None:
    """Every kind of entry, one line each."""
    console.print(heading("sections"))
    _print_pairs(console, [(name, section.zh, section.about) for name, section in codebook.sections.items()])
    for name, table in codebook.tables.items():
        console.print(heading(f"table {name} {table.zh}"))
        for template in codebook.templates:
            _print_pairs(
                console,
                [
                    (
                        f"{name}.{row}",
                        _row_text(table, row),
                        " ".join(table.columns_of(row, template)),
                    )
                    for row in table.rows_of(template)
                ],
                title=f"form of {template}",
            )
        _print_pairs(console, [(c, column.zh, "") for c, column in table.columns.items()], title="columns")
    console.print(heading("metrics"))
    _print_pairs(
        console, [(m.id, f"{m.zh}{f' ({m.unit})' if m.unit else ''}", m.note) for m in codebook.metrics]
    )
    console.print(heading("rules"))
    _print_pairs(console, [(rule.id, _rule_text(rule), rule.source) for rule in codebook.rules])
    console.print(heading("correspondences: a metric agrees with the tables when one of its readings does"))
    _print_pairs(
        console,
        [
            (name, " | ".join(_sum(r) for r in readings), "")
            for name, readings in codebook.correspondences.items()
        ],
    )
    console.print(heading("attributes"))
    _print_pairs(console, [(name, ", ".join(values), "") for name, values in codebook.attributes.items()])


def print_entry(console: Console, wanted: str, found: Mapping[str, Mapping[str, Any]]) -> None:
    """One id with everything that the codebook says about it."""
    for kind, content in found.items():
        console.print(heading(f"{kind} {wanted}"))
        rows = [(key, _plain(value), "") for key, value in content.items() if value not in (None, "", [], ())]
        _print_pairs(console, rows)


def _print_pairs(console: Console, rows: list[tuple[str, str, str]], *, title: str | None = None) -> None:
    if title:
        console.print(Text(f"  {title}", style="italic"))
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold", style="dim")
    for name, words, more in rows:
        grid.add_row(Text(f"  {name}", style="cyan"), Text(words), Text(more))
    console.print(grid)
    console.print()


def _field(codebook: Codebook, field: str) -> dict[str, Any]:
    forms = [t for t in codebook.templates if field in codebook.fields(field.partition(".")[0], t)]
    used = [m for m, readings in codebook.correspondences.items() if any(field in r for r in readings)]
    return {"zh": field_label(codebook, field), "forms": forms, "compared with": used}


def _metric(codebook: Codebook, name: str) -> dict[str, Any]:
    readings = codebook.correspondences.get(name, ())
    return {**msgspec.to_builtins(codebook.metric_of[name]), "readings": [_sum(r) for r in readings]}


def _row_text(table: Table, name: str) -> str:
    form = table.rows[name]
    return f"{form.parent} {row_label(form)}" if form.parent else row_label(form)


def _rule_text(rule: Rule) -> str:
    if rule.check:
        return f"{rule.check}, for each {rule.for_each}"
    over = f" for each {rule.for_each}" if rule.for_each else ""
    years = ", from one year to the next" if rule.across_years else ""
    return f"{_sum(rule.left)} = {_sum(rule.right)}{over}{f' of {rule.table}' if rule.table else ''}{years}"


def _sum(operands: tuple[str, ...]) -> str:
    joined = " ".join(o if o[0] in "+-" else f"+{o}" for o in operands)
    return joined.removeprefix("+").replace(" +", " + ").replace(" -", " - ")


def _plain(value: object) -> str:
    if isinstance(value, list | tuple):
        return " · ".join(map(_plain, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {_plain(v)}" for k, v in value.items())
    return str(value)
