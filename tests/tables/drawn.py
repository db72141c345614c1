"""Grids drawn as text: cells parted by ``|``, ``<`` goes on from the left, ``^`` from above."""

from __future__ import annotations

from gongkai.documents.assemble import assemble
from gongkai.documents.blocks import Block, Content, TableBlock, TableCell, TextBlock
from gongkai.documents.model import Document


def table(drawing: str) -> TableBlock:
    rows = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                continue
            colspan = 1
            while c + colspan < len(row) and row[c + colspan] == "<":
                colspan += 1
            rowspan = 1
            while r + rowspan < len(rows) and rows[r + rowspan][c] == "^":
                rowspan += 1
            cells.append(TableCell(row=r, column=c, rowspan=rowspan, colspan=colspan, text=text))
    return TableBlock(cells=tuple(cells), rows=len(rows), columns=len(rows[0]))


def document(*blocks: Block | str) -> Document:
    made = tuple(TextBlock(text=b) if isinstance(b, str) else b for b in blocks)
    return assemble(Content(blocks=made, media_type="text/html"), name="drawn.html", sha256="")
