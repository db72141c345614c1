"""Table 2 (主动公开政府信息情况): small blocks, each with its own header; the template is told row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from gongkai.codebook import Codebook, Table
from gongkai.codebook.forms import label_key
from gongkai.documents.model import Document
from gongkai.errors import warning
from gongkai.tables.assign import Reference, assign
from gongkai.tables.match import align, row_gains
from gongkai.tables.reading import Reading, cell_of
from gongkai.tables.segments import Segment, cut_segments
from gongkai.tables.stream import Token

TABLE: Final = "disclosure"
FEWEST_ROWS: Final = 2
"""Rows that must be recognised before the lines count as this table."""
SAME_LABEL: Final = 72.0
"""rapidfuzz ratio from which a printed header is a column: 本年度止件数 against 本年废止件数 is 83,
本年废止件数 against 本年制发件数 67."""
RIGHT_NUMBER: Final = 50.0
"""What the right number of cells adds to a form's fit: as much as half of the header."""
_UNIT = re.compile(r"(?:单位\s*[:：]?|[(（])\s*(亿元|万元|千元|元|件|项|个)\s*[)）]?")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Header:
    """The column labels above a row: printed tokens in order, and all of them as one key."""

    tokens: tuple[str, ...]
    key: str


def read_disclosure(document: Document, tokens: Sequence[Token], codebook: Codebook) -> Reading:
    """Read the table from its tokens."""
    table = codebook.tables[TABLE]
    segments = cut_segments(tokens)
    pairs = align(row_gains(segments, table), list(table.rows))[1]
    reading = Reading(table=TABLE)
    if len(pairs) < FEWEST_ROWS:
        return reading
    headers = _headers(segments, pairs, table)
    templates, votes = _templates(segments, pairs, headers, table, tuple(codebook.templates))
    reading.template = votes.most_common(1)[0][0]
    if len(votes) > 1:
        reading.warnings.append(warning("W014", table=TABLE))
    for index, row in pairs.items():
        columns = table.columns_of(row, templates[index])
        _read_row(document, reading, table, row, columns, headers[index], segments[index], segments)
    return reading


def _templates(
    segments: Sequence[Segment],
    pairs: Mapping[int, str],
    headers: Mapping[int, _Header],
    table: Table,
    known: Sequence[str],
) -> tuple[dict[int, str], Counter[str]]:
    """The form of each matched row, and how many rows each form has. A row that fits two alike goes with the most."""
    fits = {
        index: {
            t: _fit(headers[index], table, table.columns_of(row, t), segments[index])
            for t in known
            if table.columns_of(row, t)
        }
        for index, row in pairs.items()
    }
    votes = Counter(
        max(fit, key=lambda t: fit[t]) for fit in fits.values() if len(set(fit.values())) == len(fit)
    )
    templates = {index: max(fit, key=lambda t: (fit[t], votes[t])) for index, fit in fits.items()}
    return templates, Counter(templates.values())


def _headers(segments: Sequence[Segment], pairs: Mapping[int, str], table: Table) -> dict[int, _Header]:
    """The header over each matched segment: the labels above it that name columns, else the last ones that did."""
    current = _Header(tokens=(), key="")
    headers: dict[int, _Header] = {}
    pending: list[str] = []
    for i, segment in enumerate(segments):
        words = [w for t in segment.labels for w in t.text.split()]
        pending += words
        if i not in pairs:
            continue
        key = "".join(label_key(w) for w in pending)
        if any(_presence(key, table, c) for c in table.columns):
            current = _Header(tokens=tuple(pending), key=key)
        headers[i] = current
        pending = []
    return headers


def _presence(key: str, table: Table, column: str) -> float:
    """How well a header says a column, 0 where it does not."""
    best = 0.0
    for text in _keys(table, column):
        if text in key:
            return 100.0 + len(text)
        best = max(best, fuzz.partial_ratio(text, key))
    return best if best >= SAME_LABEL else 0.0


def _fit(header: _Header, table: Table, columns: Sequence[str], segment: Segment) -> float:
    """How well a form's columns explain the header (F1 of the labels, 0 to 100), and the number of cells."""
    said = {c for c in table.columns if _presence(header.key, table, c)}
    explained = len(said & set(columns))
    score = 200.0 * explained / (len(said) + len(columns)) if said else 0.0
    fitting = len(columns) in (len(segment.values), len(segment.cells))
    return score + (RIGHT_NUMBER if fitting else 0.0)


def _read_row(
    document: Document,
    reading: Reading,
    table: Table,
    row: str,
    columns: Sequence[str],
    header: _Header,
    segment: Segment,
    segments: Sequence[Segment],
) -> None:
    printed = _printed_order(header, table, columns)
    found = len(segment.values)
    cells = len(segment.cells)
    # Where there is a cell for every column of the form, blank ones are places and not columns that are absent.
    if printed and (len(printed) == cells or (len(printed) == found and cells != len(columns))):
        columns = printed
    reference = Reference.learn([s for s in segments if len(s.values) == len(columns)], len(columns))
    placed = assign(segment, reference)
    if placed is None:
        reading.warnings.append(warning("W004", table=TABLE, row=row, found=found, expected=len(columns)))
        return
    for column, token in zip(columns, placed, strict=True):
        name = f"{TABLE}.{row}.{column}"
        reading.cells[name] = cell_of(document, name, token, _unit(header, table, column))


def _printed_order(header: _Header, table: Table, columns: Sequence[str]) -> list[str]:
    """The columns in the order in which the header names them; empty where it cannot be told."""
    order: list[str] = []
    for word in header.tokens:
        key = label_key(_UNIT.sub("", word)) or label_key(word)
        named = _run_together(key, table, columns)
        if len(named) < 2:
            scores = {c: _likeness(key, table, c) for c in columns}
            best = max(scores, key=lambda c: scores[c])
            named = [best] if scores[best] >= SAME_LABEL else named
        if not set(order).isdisjoint(named):
            return []
        order += named
    return order


def _run_together(key: str, table: Table, columns: Sequence[str]) -> list[str]:
    """The columns whose labels stand in a text beside each other, in their order: cells printed without room."""
    found: list[tuple[int, int, str]] = []
    for column in columns:
        longest = max((label for label in _keys(table, column) if label in key), key=len, default="")
        if longest:
            found.append((key.index(longest), key.index(longest) + len(longest), column))
    kept: list[tuple[int, int, str]] = []
    for start, end, column in sorted(found, key=lambda f: f[0] - f[1]):
        if all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, column))
    return [column for _, _, column in sorted(kept)]


def _likeness(key: str, table: Table, column: str) -> float:
    return max(fuzz.ratio(label, key) for label in _keys(table, column))


def _keys(table: Table, column: str) -> list[str]:
    """What the labels of a column are compared by, that of the form first."""
    entry = table.columns[column]
    return [label_key(label) for label in (entry.zh, *entry.aliases)]


def _unit(header: _Header, table: Table, column: str) -> str | None:
    """The unit that the header prints for a column (采购总金额（万元）), None where it prints none."""
    entry = table.columns[column]
    text = "".join(header.tokens)
    for label in (entry.zh.split("（")[0], *entry.aliases):
        at = text.find(label)
        if at >= 0:
            unit = _UNIT.match(text[at + len(label) :].lstrip("（(，, "))
            unit = unit or _UNIT.match(text[at + len(label) :])
            return unit[1] if unit else None
    return None
