"""What the codebook's files say, as types. Unknown keys are errors: a typo must not be read as silence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section of the report. ``number`` and ``table`` are None where the form gives none."""

    zh: str
    about: str = ""
    number: int | None = None
    titles: tuple[str, ...] = ()
    table: str | None = None


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A generation of the form, with the notice that set it and the report years it was made for."""

    source: str
    reports_of_years: tuple[int, int | None]


class Column(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a statutory table."""

    zh: str
    aliases: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a statutory table. ``templates`` None: in every form. ``columns`` None: the table's own."""

    label: str
    number: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    templates: tuple[str, ...] | None = None
    columns: Mapping[str, tuple[str, ...]] | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A statutory table: its columns and rows in printed order, and the labels that are neither."""

    zh: str
    columns: Mapping[str, Column]
    rows: Mapping[str, Row]
    groups: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()

    def rows_of(self, template: str) -> tuple[str, ...]:
        """Row ids of one form, in printed order."""
        return tuple(
            name
            for name, row in self.rows.items()
            if (row.templates is None or template in row.templates)
            and (row.columns is None or template in row.columns)
        )

    def columns_of(self, row: str, template: str) -> tuple[str, ...]:
        """Column ids of a row in one form, in printed order; empty where the form has no such row."""
        own = self.rows[row].columns
        return tuple(self.columns) if own is None else tuple(own.get(template, ()))

    def members(self, name: str, template: str) -> tuple[str, ...]:
        """The rows that a row id, a group or ``outcomes`` stands for in one form."""
        if name == "outcomes":
            return tuple(m for part in self.outcomes for m in self.members(part, template))
        rows = self.rows_of(template)
        return tuple(r for r in rows if r == name or (name in self.groups and r.startswith(name + ".")))


class Metric(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A narrative metric. ``attr`` names the attribute it requires (channel or category), or None."""

    id: str
    zh: str
    unit: str | None = None
    note: str = ""
    attr: Literal["channel", "category"] | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An edit rule. Operands are relative to ``table``; see rules.yaml."""

    id: str
    for_each: Literal["column", "row", "cell"] | None = None
    table: str | None = None
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    check: str | None = None
    excepted: tuple[str, ...] = msgspec.field(default=(), name="except")
    across_years: bool = False
    severity: Literal["error", "warning"] = "error"
    source: str = ""


class Codebook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Everything the system measures. Ids are public API.

    ``cues`` is what a project adds to the rule tagger's cues.yaml, in that file's own layout.
    """

    version: int
    sections: Mapping[str, Section]
    line_roles: tuple[str, ...]
    levels: tuple[str, ...]
    templates: Mapping[str, Template]
    tables: Mapping[str, Table]
    attributes: Mapping[str, Mapping[str, str]]
    metrics: tuple[Metric, ...]
    frequent: tuple[str, ...]
    rules: tuple[Rule, ...]
    correspondences: Mapping[str, tuple[tuple[str, ...], ...]]
    cues: Mapping[str, Any] = {}

    @cached_property
    def metric_of(self) -> Mapping[str, Metric]:
        """Metrics by id."""
        return {m.id: m for m in self.metrics}

    def fields(self, table: str, template: str) -> tuple[str, ...]:
        """Field ids of one table in one form, row by row in printed order."""
        form = self.tables[table]
        return tuple(f"{table}.{r}.{c}" for r in form.rows_of(template) for c in form.columns_of(r, template))

    @cached_property
    def all_fields(self) -> frozenset[str]:
        """Field ids of every table in every form."""
        return frozenset(f for t in self.tables for form in self.templates for f in self.fields(t, form))
