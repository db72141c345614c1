"""The Chinese names that the form and the codebook have for ids, with fallbacks to the id itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gongkai.codebook.model import Codebook, Row
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, Number

PERIODS: Final = {
    Period.YEAR: "本年",
    Period.STOCK: "时点",
    Period.CUMULATIVE: "历年累计",
    Period.LAST_YEAR: "上年",
}
SCOPES: Final = {
    Scope.BODY: "本机关",
    Scope.JURISDICTION: "全辖区",
    Scope.UNIT: "单个单位",
    Scope.UNSTATED: "",
}
CHANNELS: Final = {"short_video": "短视频", "new_media": "新媒体合计", "other": "其他"}
"""Channels that the codebook describes in words instead of naming a platform."""

APPROXIMATIONS: Final = {Approx.EXACT: "", Approx.AT_LEAST: "≥", Approx.ABOUT: "≈", Approx.AT_MOST: "≤"}


def row_label(row: Row) -> str:
    """A row's label behind its printed numeral: 一、本年新收… （一）予以公开, 1.属于国家秘密."""
    number = row.number or ""
    if number.isdigit():
        return f"{number}.{row.label}"
    return f"{number}、{row.label}" if number and number[-1] != "）" else f"{number}{row.label}"


def split_field(codebook: Codebook, field: str) -> tuple[str, str, str] | None:
    """Table, row (or group) and column of a field id; None when the codebook has no such table or column."""
    table, _, rest = field.lstrip("+-").partition(".")
    row, _, column = rest.rpartition(".")
    form = codebook.tables.get(table)
    return (table, row, column) if form is not None and row and column in form.columns else None


def field_label(codebook: Codebook, field: str) -> str:
    """What the form calls a field: ``不予公开 1.属于国家秘密 / 自然人``."""
    parts = split_field(codebook, field)
    if parts is None:
        return field
    form = codebook.tables[parts[0]]
    row, column = form.rows.get(parts[1]), form.columns[parts[2]].zh
    if row is None:
        members = [r for name, r in form.rows.items() if name.startswith(parts[1] + ".")]
        return f"{next((r.parent for r in members if r.parent), parts[1])} / {column}"
    return f"{row.parent + ' ' if row.parent else ''}{row_label(row)} / {column}"


def where_label(codebook: Codebook, table: str | None, where: str) -> str:
    """What the form calls the row or column that a rule ran on."""
    form = codebook.tables.get(table or "")
    if form is None:
        return where
    if where in form.columns:
        return form.columns[where].zh
    if where in form.rows:
        row = form.rows[where]
        return f"{row.parent} {row.label}" if row.parent else row.label
    return field_label(codebook, where)


def expand_operands(codebook: Codebook, operands: Iterable[str], fields: Iterable[str]) -> tuple[str, ...]:
    """The field ids among ``fields`` that the signed operands, groups resolved, stand for; in their order."""
    names = [o.lstrip("+-") for o in operands]
    return tuple(f for f in fields if any(_stands_for(codebook, name, f) for name in names))


def _stands_for(codebook: Codebook, operand: str, field: str) -> bool:
    if operand == field:
        return True
    wanted, own = split_field(codebook, operand), split_field(codebook, field)
    if wanted is None or own is None or (wanted[0], wanted[2]) != (own[0], own[2]):
        return False
    form = codebook.tables[own[0]]
    groups = form.outcomes if wanted[1] == "outcomes" else (wanted[1],)
    return any(own[1] == g or (g in form.groups and own[1].startswith(g + ".")) for g in groups)


def form_label(codebook: Codebook, table: str, template: str | None) -> str:
    """The generation of a table's form; empty where all generations have the same table."""
    differ = len({codebook.fields(table, form) for form in codebook.templates}) > 1
    return template if template and differ else ""


def metric_label(codebook: Codebook, metric: str) -> str:
    """The metric's Chinese name."""
    known = codebook.metric_of.get(metric)
    return known.zh if known else metric


def attribute_label(codebook: Codebook, figure: Figure) -> str:
    """The figure's channel in Chinese, or its category words."""
    if figure.channel is not None:
        name = codebook.attributes.get("channel", {}).get(figure.channel, "").partition("/")[0]
        described = not name or any(c.isascii() and c.isalpha() for c in name)
        return CHANNELS.get(figure.channel, figure.channel) if described else name
    return figure.category or ""


def number_text(value: Number | None) -> str:
    """A number for people: thousands separated, no float noise, ``?`` for an unknown one."""
    if value is None:
        return "?"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def value_text(figure: Figure) -> str:
    """The figure's value with its unit and how exact it is: ``≥ 1,200 条``."""
    unit = figure.unit or ""
    joint = "" if unit in {"", "%"} else " "
    return f"{APPROXIMATIONS[figure.approx]}{number_text(figure.value)}{joint}{unit}"
