"""Plain text: rows by tabs (merged cells padded), or a cell a line."""

from __future__ import annotations

from typing import Final, Literal

from formats.model import Kind, Sample, Table, Text

Layout = Literal["tabs", "cells"]
_INDENT: Final = "\u3000\u3000"


def render(sample: Sample, *, layout: Layout = "tabs", encoding: str = "utf-8") -> bytes:
    """The text file's bytes."""
    return plain(sample, layout=layout).encode(encoding)


def plain(sample: Sample, *, layout: Layout = "tabs") -> str:
    """The sample as a text, an empty line between blocks."""
    parts = [_table(b, layout) if isinstance(b, Table) else _text(b) for b in sample.blocks]
    return "\n\n".join(parts) + "\n"


def _text(block: Text) -> str:
    indented = block.kind in (Kind.PARAGRAPH, Kind.NOTE)
    return f"{_INDENT}{block.text}" if indented else block.text


def _table(table: Table, layout: Layout) -> str:
    if layout == "cells":
        return "\n".join(cell.line for _, _, cell in table.placed())
    grid = [[""] * table.columns for _ in table.rows]
    for row, column, cell in table.placed():
        grid[row][column] = cell.line
    return "\n".join("\t".join(row) for row in grid)
