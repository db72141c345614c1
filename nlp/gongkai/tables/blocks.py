"""A table whose labels and numbers were printed as two separate blocks, as raw text of a PDF has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.codebook import Table
from gongkai.codebook.forms import label_key
from gongkai.quantities.cells import read_cell
from gongkai.tables.assign import Block
from gongkai.tables.segments import Segment
from gongkai.tables.stream import Token

HOLDING: Final = 0.9
"""Share of rows whose sum must hold before a block of numbers is laid on the form: one error of the source is
allowed among ten rows, a block shifted by one number breaks nearly all that are not zero."""


def named_rows(segments: Sequence[Segment], table: Table, rows: Sequence[str]) -> int:
    """How many of the rows the labels name, wherever their values are."""
    key = "".join(segment.key for segment in segments)
    return sum(label_key(table.rows[row].label) in key for row in rows)


def lay_out(
    segments: Sequence[Segment], rows: Sequence[str], columns: Sequence[str], blocks: Sequence[Block]
) -> dict[str, list[Token]] | None:
    """Row id -> its tokens, from a run of exactly as many values as the form has cells, printed row by row or
    column by column, whichever makes the sums hold; None where there is no such run."""
    size = len(rows) * len(columns)
    for segment in segments:
        values = segment.values
        if len(values) != size:
            continue
        by_row = [list(values[k * len(columns) : (k + 1) * len(columns)]) for k in range(len(rows))]
        by_column = [list(values[k :: len(rows)]) for k in range(len(rows))]
        for laid in (by_row, by_column):
            if sum(_holds(row, blocks) for row in laid) >= HOLDING * len(rows):
                return dict(zip(rows, laid, strict=True))
    return None


def _holds(row: Sequence[Token], blocks: Sequence[Block]) -> bool:
    numbers = [read_cell(token.text).value or 0 for token in row]
    return all(sum(numbers[k] for k in block.parts) == numbers[block.total] for block in blocks)
