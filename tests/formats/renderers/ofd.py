"""OFD, written by the writer that the tests of its reader use."""

from __future__ import annotations

from typing import Any, Final

from documents.ofd.sheets import MANNERS
from documents.ofd.writing import ofd_of
from formats.model import Kind, Sample, Table

LAYOUTS: Final[dict[str, dict[str, Any]]] = {
    **{f"manner{n}": {"manner": manner} for n, manner in enumerate(MANNERS)},
    "running": {"numbers": True, "repeat_header": 3},
}


def render(sample: Sample, *, layout: str = "manner0") -> bytes:
    """The file's bytes."""
    options = dict(LAYOUTS[layout])
    if layout == "running":
        options["running"] = sample.title
    items: list[tuple[Any, ...]] = []
    for block in sample.blocks:
        if isinstance(block, Table):
            rows = [[(c.line, c.rowspan, c.colspan) for c in row] for row in block.rows]
            items.append(("table", rows, block.widths))
        else:
            kind = "paragraph" if block.kind is Kind.NOTE else block.kind.value
            items.append((kind, block.text))
    made: bytes = ofd_of(items, **options)
    return made
