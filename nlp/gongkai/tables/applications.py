"""Table 3 (收到和处理政府信息公开申请情况): rows by their labels, seven columns by their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from gongkai.codebook import Codebook, Table
from gongkai.codebook.forms import label_key
from gongkai.documents.model import Document
from gongkai.errors import warning
from gongkai.tables.assign import Block, Reference, assign
from gongkai.tables.blocks import lay_out, named_rows
from gongkai.tables.match import align, row_gains
from gongkai.tables.reading import Reading, cell_of
from gongkai.tables.segments import Segment, cut_segments
from gongkai.tables.stream import Token

TABLE: Final = "applications"
FEWEST_ROWS: Final = 3
"""Rows that must be recognised before the lines count as this table: fewer are prose or another table."""
PRESENT: Final = 75.0
"""partial_ratio from which a header says a column of four or more characters."""


def read_applications(document: Document, tokens: Sequence[Token], codebook: Codebook) -> Reading:
    """Read the table from its tokens. The template is the one whose rows align better."""
    table = codebook.tables[TABLE]
    segments = cut_segments(tokens)
    gains = row_gains(segments, table)
    aligned = {t: align(gains, table.rows_of(t)) for t in codebook.templates}
    template = max(aligned, key=lambda t: aligned[t][0])
    pairs = aligned[template][1]
    reading = Reading(table=TABLE)
    if len(pairs) < FEWEST_ROWS:
        return _read_block(document, reading, segments, table, tuple(codebook.templates))
    reading.template = template
    matched = [segments[i] for i in pairs]
    columns = _columns(segments, min(pairs), matched, table)
    absent = [table.columns[c].zh for c in table.columns if c not in columns]
    if absent:
        reading.warnings.append(warning("W016", table=TABLE, columns="、".join(absent)))
    reference = Reference.learn(matched, len(columns))
    blocks = _blocks(columns)
    for index, row in pairs.items():
        placed = assign(segments[index], reference, blocks)
        if placed is None:
            found = len(segments[index].values)
            reading.warnings.append(warning("W004", table=TABLE, row=row, found=found, expected=len(columns)))
            continue
        for column, token in zip(columns, placed, strict=True):
            name = f"{TABLE}.{row}.{column}"
            reading.cells[name] = cell_of(document, name, token)
    _note_strangers(reading, segments, pairs, len(columns))
    return reading


def _read_block(
    document: Document, reading: Reading, segments: Sequence[Segment], table: Table, templates: Sequence[str]
) -> Reading:
    """Labels in one block and numbers in another: laid out where the sums confirm it, else all missing."""
    named = {t: named_rows(segments, table, table.rows_of(t)) for t in templates}
    template = max(named, key=lambda t: named[t])
    rows, columns = table.rows_of(template), list(table.columns)
    if named[template] < FEWEST_ROWS:
        return reading
    reading.template = template
    for row, tokens in (lay_out(segments, rows, columns, _blocks(columns)) or {}).items():
        for column, token in zip(columns, tokens, strict=True):
            name = f"{TABLE}.{row}.{column}"
            reading.cells[name] = cell_of(document, name, token)
    return reading


def _columns(segments: Sequence[Segment], first: int, matched: Sequence[Segment], table: Table) -> list[str]:
    """The columns that are printed: all, unless the rows are narrower and the header lacks just as many."""
    usual = Counter(len(s.cells) for s in matched if s.values).most_common(1)
    if not usual or usual[0][0] >= len(table.columns):
        return list(table.columns)
    header = "".join(s.key for s in segments[:first]) + segments[first].key
    named = [c for c, column in table.columns.items() if _says(header, column.zh, column.aliases)]
    return named if len(named) == usual[0][0] else list(table.columns)


def _says(header: str, label: str, aliases: Sequence[str]) -> bool:
    for text in (label, *aliases):
        key = label_key(text)
        if key in header or (len(key) >= 4 and fuzz.partial_ratio(key, header) >= PRESENT):
            return True
    return False


def _blocks(columns: Sequence[str]) -> tuple[Block, ...]:
    if "total" not in columns or len(columns) < 3:
        return ()
    total = columns.index("total")
    return (Block(parts=tuple(k for k in range(len(columns)) if k != total), total=total),)


def _note_strangers(
    reading: Reading, segments: Sequence[Segment], pairs: dict[int, str], columns: int
) -> None:
    """Rows of values that no label explains."""
    for i, segment in enumerate(segments):
        if i not in pairs and len(segment.values) >= columns:
            text = "".join(t.text for t in segment.labels)[-30:]
            reading.warnings.append(
                warning("W003", table=TABLE, line=segment.items[0].span.line, text=text or "(none)")
            )
