"""The blocks of any reader become one Document: lines, their normalised text, grids, and where each character stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from gongkai.documents.blocks import Content, TableBlock, TableCell, TextBlock
from gongkai.documents.headings import run_in_end
from gongkai.documents.model import Document, Grid, GridCell, Line, MappedText, Places, Source, Span
from gongkai.documents.normalise import normalise_line
from gongkai.documents.oneline import cut_places
from gongkai.documents.places import where
from gongkai.documents.script import is_traditional
from gongkai.errors import GongkaiError, warning

MOST_CHARACTERS: Final = 300_000
"""Of one document. The longest real reports have about 60,000; five times that is still read in seconds."""
MOST_LINES: Final = 30_000

_BREAKS: Final = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")


def assemble(content: Content, *, name: str, sha256: str) -> Document:
    """The Document of a file's blocks. Raises GongkaiError E002 where they hold no character, E058 too many."""
    texts = [text for block in content.blocks for text in _texts(block)]
    if not any(text.strip() for text in texts):
        raise GongkaiError("E002", name=name)
    characters = sum(map(len, texts))
    if characters > MOST_CHARACTERS or len(content.blocks) > MOST_LINES:
        why = f"{characters} characters in {len(content.blocks)} lines, more than any report has"
        raise GongkaiError("E058", name=name, why=why)
    build = _Build(traditional=is_traditional("\n".join(texts)))
    for block in content.blocks:
        if isinstance(block, TextBlock):
            build.add_text(block)
        else:
            build.add_table(block)
    cut = (warning("W013", count=build.cut),) if build.cut else ()
    return Document(
        source=Source(
            name=name, sha256=sha256, media_type=content.media_type, pages=content.pages, ocr=content.ocr
        ),
        lines=tuple(build.lines()),
        normal=tuple(build.normal),
        grids=tuple(build.grids),
        places=build.places,
        traditional=build.traditional,
        published=content.published,
        warnings=(*content.problems, *cut),
    )


def _texts(block: TextBlock | TableBlock) -> list[str]:
    return [block.text] if isinstance(block, TextBlock) else [cell.text for cell in block.cells]


class _Build:
    """The Document's parts while blocks are added."""

    def __init__(self, *, traditional: bool) -> None:
        self.traditional = traditional
        self.normal: list[MappedText] = []
        self.grids: list[Grid] = []
        self.places: dict[int, Places] = {}
        self.cut = 0
        self._written: list[
            tuple[str, bool, bool, float | None]
        ] = []  # Line's text and what follows its bbox
        self._printed = False  # whether anything is printed so far

    def add_text(self, block: TextBlock) -> None:
        """One line, or its segments where it holds more than belongs together; no character is lost at a cut."""
        whole = normalise_line(len(self.normal), block.text, traditional=self.traditional)
        cuts: tuple[int, ...] = ()
        if not block.furniture:
            cuts = cut_places(block.text, whole, first=not self._printed)
            if cuts:
                self.cut += len(cuts) + 1
            elif (end := run_in_end(block.text, whole)) is not None:
                cuts = (end,)
            self._printed = self._printed or bool(block.text.strip())
        for start, end in pairwise((0, *cuts, len(block.text))):
            self._add_line(
                block.text[start:end],
                None if block.places is None else block.places[start:end],
                normal=None if cuts else whole,
                furniture=block.furniture,
                continues=block.continues and not start,
                confidence=block.confidence,
            )

    def add_table(self, block: TableBlock) -> None:
        """One line per row, its cells parted by tabs; a row in which no cell begins has none."""
        cells: list[GridCell] = []
        ordered = sorted(block.cells, key=lambda c: (c.row, c.column))
        for _, own in groupby(ordered, key=lambda c: c.row):
            cells += self._add_row(list(own))
        self.grids.append(Grid(cells=tuple(cells), rows=block.rows, columns=block.columns))
        for header in block.repeated:
            self._add_line(header.text, header.places, furniture=True)

    def _add_row(self, own: list[TableCell]) -> list[GridCell]:
        n, texts = len(self.normal), [_BREAKS.sub(" ", cell.text) for cell in own]
        line = "\t".join(texts)
        placed = any(cell.places is not None or cell.bbox is not None for cell in own)
        places = np.full((len(line), 5), np.nan, dtype=np.float32) if placed else None
        spans: list[Span] = []
        at = 0
        for cell, text in zip(own, texts, strict=True):
            spans.append(_cell_span(n, at, cell, text))
            if places is not None and text and cell.places is not None:
                places[at : at + len(text)] = cell.places
            at += len(text) + 1
        known = [cell.confidence for cell in own if cell.confidence is not None]
        self._add_line(line, places, confidence=min(known) if known else None)
        return [
            GridCell(
                row=cell.row,
                column=cell.column,
                rowspan=cell.rowspan,
                colspan=cell.colspan,
                span=span,
                confidence=cell.confidence,
                alternatives=cell.alternatives,
            )
            for cell, span in zip(own, spans, strict=True)
        ]

    def _add_line(
        self,
        text: str,
        places: Places | None,
        *,
        normal: MappedText | None = None,
        furniture: bool = False,
        continues: bool = False,
        confidence: float | None = None,
    ) -> None:
        n = len(self.normal)
        if places is not None:
            self.places[n] = places
        self._written.append((text, furniture, continues, confidence))
        self.normal.append(normal or normalise_line(n, text, traditional=self.traditional))

    def lines(self) -> Iterator[Line]:
        """All lines so far, each with its place."""
        standing = dict(zip(self.places, where(list(self.places.values())), strict=True))
        for n, (text, furniture, continues, confidence) in enumerate(self._written):
            page, box = standing.get(n, (None, None))
            yield Line(
                n=n,
                text=text,
                page=page,
                bbox=box,
                furniture=furniture,
                continues=continues,
                confidence=confidence,
            )


def _cell_span(n: int, at: int, cell: TableCell, text: str) -> Span:
    """Where a cell's text stands in its row's line, without the blanks around it; a blank cell has its own box."""
    stripped = text.strip()
    start = at + (text.find(stripped) if stripped else 0)
    box = None if stripped else cell.bbox
    return Span(
        line=n, start=start, end=start + len(stripped), page=cell.page if box is not None else None, bbox=box
    )
