"""The written samples: prose of ``prose/*.txt`` around the true grids of the statutory form.

Most take their prose and their values from the gold reports of this folder's neighbour ``reports``; a cell that the
text of a gold report has lost is printed blank here. Those without gold carry their values in the prose file.

A prose file has one paragraph a line: ``# `` title, ``## `` heading, ``> `` right-aligned, ``! `` note, and
``[table]`` for the table itself; ``**`` marks bold. Below ``[table template]`` may stand its rows:
``| row | 3 0 22（其中修订16件）=22 无 / .``, where ``.`` is a blank cell and ``=`` says what a cell with words means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from formats.forms import Label, form_table
from formats.model import Kind, Sample, Table, Text, Value
from gongkai.codebook import load_codebook
from gongkai.corpus.gold import load_gold
from gongkai.corpus.model import Gold, GoldCell
from gongkai.quantities.model import CellState, Number

HERE: Final = Path(__file__).parent
PROSE: Final = HERE / "prose"
GOLD: Final = HERE.parent / "reports" / "gold"
TRADITIONAL: Final = {"dongling-culture-2020": "s2twp", "luzhou-market-2022": "s2twp"}
"""Samples in traditional characters, and the OpenCC table that turns the form's labels into theirs."""

_CODEBOOK: Final = load_codebook()
_KINDS: Final = {"# ": Kind.TITLE, "## ": Kind.HEADING, "> ": Kind.RIGHT, "! ": Kind.NOTE}
_TABLE: Final = re.compile(r"\[(\w+)(?: (\d{4}))?\]")
_DASHES: Final = frozenset("/-—－")


def sample_names() -> tuple[str, ...]:
    """All samples."""
    return tuple(sorted(path.stem for path in PROSE.glob("*.txt")))


@cache
def load_sample(name: str) -> Sample:
    """One sample, by the name of its prose file."""
    path = GOLD / f"{name}.json"
    gold = load_gold(path) if path.exists() else None
    lines = (PROSE / f"{name}.txt").read_text("utf-8").splitlines()
    read = _Reading(name=name, gold=gold, label=_labels(name))
    read.add(lines)
    return Sample(
        name=name, blocks=tuple(read.blocks), cells=read.cells, templates=dict(read.templates), gold=gold
    )


def _labels(name: str) -> Label:
    if name not in TRADITIONAL:
        return str
    from opencc import OpenCC

    convert: Label = OpenCC(TRADITIONAL[name]).convert
    return convert


@dataclass(kw_only=True)
class _Reading:
    name: str
    gold: Gold | None
    label: Label
    blocks: list[Text | Table] = field(default_factory=list)
    cells: dict[str, Value] = field(default_factory=dict)
    templates: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(_CODEBOOK.tables))

    def add(self, lines: list[str]) -> None:
        """All lines of a prose file."""
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            found = _TABLE.fullmatch(line)
            if found is None:
                self.blocks.append(_text(line))
                continue
            rows: dict[str, list[str]] = {}
            while at < len(lines) and lines[at].startswith("| "):
                name, _, values = lines[at].removeprefix("| ").partition(" | ")
                rows[name.strip()] = values.split()
                at += 1
            self._add_table(found[1], found[2], rows)

    def _add_table(self, name: str, template: str | None, rows: Mapping[str, list[str]]) -> None:
        if self.gold is not None:
            printed = "2019" if name == "review_litigation" else self.gold.meta.templates[name]
            assert printed is not None, f"{self.name}: no {name} in gold"
            fields = [f for f in self.gold.tables if f.startswith(f"{name}.")]
            values = {f: _gold_value(f, self.gold.cell(f)) for f in fields}
        else:
            printed = template or "2019"
            values = dict(_written(name, printed, rows))
        self.templates[name] = printed
        self.cells.update(values)
        self.blocks.append(form_table(name, printed, values, self.label))


def _text(line: str) -> Text:
    mark = next((m for m in _KINDS if line.startswith(m)), "")
    parts = line.removeprefix(mark).split("**")
    runs = tuple((part, i % 2 == 1) for i, part in enumerate(parts) if part)
    return Text(kind=_KINDS.get(mark, Kind.PARAGRAPH), runs=runs)


def _gold_value(name: str, cell: GoldCell) -> Value:
    if cell.state is CellState.NUMBER:
        assert cell.value is not None
        signed = name.endswith(".change") and cell.value > 0
        return Value(
            printed=f"{cell.value:+}" if signed else str(cell.value), state=cell.state, value=cell.value
        )
    if cell.state is CellState.NOT_A_NUMBER:
        return Value(printed=cell.text or "", state=cell.state)
    if cell.state is CellState.ZERO_WORD:
        return Value(printed="无", state=cell.state, value=0)
    if cell.state is CellState.DASH:
        return Value(printed="/", state=cell.state)
    return Value(printed="", state=CellState.BLANK)


def _written(name: str, template: str, rows: Mapping[str, list[str]]) -> Iterator[tuple[str, Value]]:
    table = _CODEBOOK.tables[name]
    for row in table.rows_of(template) if name == "applications" else table.rows:
        columns = table.columns_of(row, template) if name == "disclosure" else tuple(table.columns)
        if not columns:
            continue
        said = rows.get(row, ["0"] * len(columns))
        assert len(said) == len(columns), f"{name}.{row}: {len(said)} values for {len(columns)} columns"
        for column, text in zip(columns, said, strict=True):
            yield f"{name}.{row}.{column}", _written_value(text)


def _written_value(text: str) -> Value:
    printed, _, meaning = text.partition("=")
    if text == ".":
        return Value(printed="", state=CellState.BLANK)
    if text == "无":
        return Value(printed=text, state=CellState.ZERO_WORD, value=0)
    if text in _DASHES:
        return Value(printed=text, state=CellState.DASH)
    if meaning == "?":
        return Value(printed=printed, state=CellState.NOT_A_NUMBER)
    return Value(printed=printed, state=CellState.NUMBER, value=_number(meaning or printed.replace(",", "")))


def _number(text: str) -> Number:
    return float(text) if "." in text else int(text)
