"""Table 4 (行政复议、行政诉讼情况): fifteen numbers in one row, or a row per kind, or a row per outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from gongkai.codebook import Codebook, Table
from gongkai.codebook.forms import label_key
from gongkai.documents.model import Document
from gongkai.errors import warning
from gongkai.tables.assign import Block, Reference, assign
from gongkai.tables.reading import Reading, cell_of
from gongkai.tables.segments import Segment, cut_segments
from gongkai.tables.stream import Token

TABLE: Final = "review_litigation"
TEMPLATE: Final = "2019"
"""Both forms print the same table; it goes by the first of them."""
FEWEST_COLUMNS: Final = 3
"""Columns that the labels must name before the lines count as this table: 总计 and 其他 are another's too."""
SAID: Final = 80.0
"""partial_ratio from which a run of labels says a label (one wrong character in five)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Context:
    """Rows and columns that the labels over some values name, in the form's order."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    repeated: bool  # a column is named more than once: the header spans several rows


def read_review(document: Document, tokens: Sequence[Token], codebook: Codebook) -> Reading:
    """Read the table from its tokens."""
    table = codebook.tables[TABLE]
    reading = Reading(table=TABLE)
    segments = _joined(cut_segments(tokens))
    if not _is_there(segments, table):
        return reading
    reading.template = TEMPLATE
    held: tuple[str, ...] = ()
    for segment in segments:
        context = _context(segment.key, table)
        held = context.rows or held
        fields = _fields(context, held, table, segment)
        if not segment.items or not fields:
            continue
        reference = Reference.learn([segment], len(fields))
        placed = assign(segment, reference, _blocks(fields, table))
        if placed is None:
            if segment.values:
                reading.warnings.append(
                    warning("W004", table=TABLE, row="…", found=len(segment.values), expected=len(fields))
                )
            continue
        for name, token in zip(fields, placed, strict=True):
            full = f"{TABLE}.{name}"
            if full not in reading.cells or token is not None:
                reading.cells[full] = cell_of(document, full, token)
    return reading


def _is_there(segments: Sequence[Segment], table: Table) -> bool:
    """Whether the labels name enough columns, or two of the rows over as many values as the table has."""
    contexts = [_context(s.key, table) for s in segments]
    if len({column for c in contexts for column in c.columns}) >= FEWEST_COLUMNS:
        return True
    size = len(table.rows) * len(table.columns)
    rows = {row for c in contexts for row in c.rows}
    return len(rows) > 1 and any(len(s.values) == size for s in segments)


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Labels of the header put before the values they stand over: blanks between them are its merged cells."""
    joined: list[Segment] = []
    labels: list[Token] = []
    for i, segment in enumerate(segments):
        labels += segment.labels
        last = i == len(segments) - 1
        if (
            segment.values
            or (last and segment.items)
            or len(segment.cells) >= 5
            and not _header_row(segment, segments[i + 1 :])
        ):
            joined.append(Segment(labels=tuple(labels), items=segment.items))
            labels = []
    return joined


def _header_row(segment: Segment, following: Sequence[Segment]) -> bool:
    """Whether blanks behind a label belong to the header: more labels come before the first value."""
    return bool(following) and bool(following[0].labels)


def _context(key: str, table: Table) -> _Context:
    rows = tuple(name for name, row in table.rows.items() if _says(key, label_key(row.label)))
    columns = tuple(
        name
        for name, column in table.columns.items()
        if any(_says(key, label_key(label)) for label in (column.zh, *column.aliases))
    )
    repeated = any(key.count(label_key(column.zh)) > 1 for column in table.columns.values())
    return _Context(rows=rows, columns=columns, repeated=repeated)


def _says(key: str, label: str) -> bool:
    return label in key or (
        len(label) > 4 and len(key) >= len(label) and fuzz.partial_ratio(label, key) >= SAID
    )


def _fields(context: _Context, held: Sequence[str], table: Table, segment: Segment) -> list[str]:
    """The row.column ids that a run of values stands for, in printed order; empty where it cannot be told."""
    every = [f"{row}.{column}" for row in table.rows for column in table.columns]
    if len(every) in (len(segment.values), len(segment.cells)):
        return every
    rows, cells = context.rows or tuple(held), len(segment.cells)
    if len(context.columns) == 1 and not context.repeated:
        column = context.columns[0]
        if cells == len(table.rows):
            return [f"{row}.{column}" for row in table.rows]
        return [f"{rows[-1]}.{column}"] if len(rows) == 1 else []
    if len(context.rows) == 1 and cells <= len(table.columns):
        return [f"{context.rows[0]}.{column}" for column in table.columns]
    if len(context.rows) > 1:
        return [f"{row}.{column}" for row in context.rows for column in table.columns]
    return every if context.columns else []


def _blocks(fields: Sequence[str], table: Table) -> tuple[Block, ...]:
    blocks = []
    for row in table.rows:
        total = f"{row}.total"
        if total in fields:
            parts = tuple(k for k, f in enumerate(fields) if f.startswith(f"{row}.") and f != total)
            blocks.append(Block(parts=parts, total=fields.index(total)))
    return tuple(blocks)
