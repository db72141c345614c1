"""The sentences of checks and verdicts. All wording is data (``codebook/data/messages.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from gongkai.codebook import Codebook, read_data
from gongkai.narrative.model import Figure
from gongkai.quantities.model import CellState
from gongkai.reconcile.model import Message
from gongkai.reconcile.operands import Range, Term, add, number
from gongkai.tables.model import Cell


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    return dict(read_data("messages.yaml"))


def sentence(kind: str, key: str, *, zh: Mapping[str, str], en: Mapping[str, str]) -> Message:
    """The sentence ``key`` of a ``kind``, its braces filled in each language."""
    form = _data()[kind][key]
    return Message(zh=form["zh"].format_map(zh), en=form["en"].format_map(en))


def row_name(codebook: Codebook, table: str, row: str) -> Message:
    """A row or group by its short name, else by its printed label under its parent's."""
    own = _short(table, "rows", row)
    if own is not None:
        return own
    form = codebook.tables[table]
    english = row.replace("_", " ").replace(".", "/")
    if row in form.rows:
        entry = form.rows[row]
        return Message(zh=f"{entry.parent}·{entry.label}" if entry.parent else entry.label, en=english)
    members = [entry for name, entry in form.rows.items() if name.startswith(row + ".")]
    return Message(zh=next((m.parent for m in members if m.parent), row), en=english)


def column_name(codebook: Codebook, table: str, column: str) -> Message:
    """A column by its short name, else by its printed label."""
    own = _short(table, "columns", column)
    return own or Message(zh=codebook.tables[table].columns[column].zh, en=column.replace("_", " "))


def field_name(codebook: Codebook, table: str, row: str, column: str) -> Message:
    """A cell, or a group's cells, by row and column."""
    down, across = row_name(codebook, table, row), column_name(codebook, table, column)
    return Message(zh=f"{down.zh}·{across.zh}", en=f"{down.en}/{across.en}")


def _short(table: str, kind: str, name: str) -> Message | None:
    entry = _data()["names"].get(table, {}).get(kind, {}).get(name)
    return Message(zh=entry["zh"], en=entry["en"]) if entry else None


def side(terms: tuple[Term, ...], ranges: Mapping[str, Range], cells: Mapping[str, Cell]) -> Message:
    """One side of a rule with its numbers: ``新收154 + 结转3 = 157``; with unknown cells, its floor."""
    zh = en = ""
    for term in terms:
        said = _term(term, ranges, cells)
        joint = (" + ", " - ")[term.sign < 0] if zh else ("", "-")[term.sign < 0]
        zh, en = zh + joint + said.zh, en + joint + said.en
    if len(terms) == 1 and terms[0].sign > 0:
        return Message(zh=zh, en=en)
    total = add(terms, ranges)
    end = "" if total.low is None else f" {'=' if total.value is not None else '≥'} {number(total.low)}"
    return Message(zh=zh + end, en=en + end)


def _term(term: Term, ranges: Mapping[str, Range], cells: Mapping[str, Cell]) -> Message:
    """An operand with its number, without its sign; an unknown one with the reason and its floor."""
    total = add((term,) if term.sign > 0 else (replace(term, sign=1),), ranges)
    if total.value is not None:
        value = number(total.value)
        return Message(zh=f"{term.zh}{value}", en=f"{term.en} {value}")
    states = _data()["states"]
    said = dict.fromkeys(state_of(cells, f).value for f in term.fields if ranges[f].value is None)
    floor = f" ≥ {number(total.low)}" if total.low else ""
    return Message(
        zh=f"{term.zh}（{'、'.join(states[s]['zh'] for s in said)}）{floor}",
        en=f"{term.en} ({', '.join(states[s]['en'] for s in said)}){floor}",
    )


def state_of(cells: Mapping[str, Cell], field: str) -> CellState:
    """The state of a field, missing where the tables have no such cell."""
    cell = cells.get(field)
    return CellState.MISSING if cell is None else cell.state


def prose_side(figure: Figure) -> Message:
    """The figure's number with how exact it is, and the printed words where they are more than the number."""
    approx, value = _data()["approx"][figure.approx.value], str(figure.value)
    words = "".join(figure.text.split())
    quote = words not in ("", value)
    return Message(
        zh=approx["zh"].format(value=value) + (f"（“{words}”）" if quote else ""),
        en=approx["en"].format(value=value) + (f" (“{words}”)" if quote else ""),
    )


def summed_note(codebook: Codebook, field: str, total: Range) -> Message:
    """Says that an unknown total counts as the sum of its row."""
    table, _, rest = field.partition(".")
    row, _, column = rest.rpartition(".")
    named, value = field_name(codebook, table, row, column), str(number(total.low or 0))
    return sentence(
        "verdicts", "summed", zh={"field": named.zh, "value": value}, en={"field": named.en, "value": value}
    )
