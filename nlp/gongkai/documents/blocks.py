"""What every reader makes of a file: blocks of text and tables in reading order, before they become a Document.

A reader knows its format; ``assemble.py`` makes lines, normalised text and grids of any reader's blocks alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from gongkai.documents.model import BBox, Places
from gongkai.errors import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class TextBlock:
    """One printed line (PDF, OFD, scans, text), or one paragraph where the format knows no lines (HTML, Word).

    Attributes: ``text`` without line ends, blank for an empty line that a text file prints. ``places``: one row per
    character, None in formats without pages. ``furniture``: no part of the report, by its place (running head, page
    number, navigation). ``continues``: goes on with the paragraph of the block before it. ``confidence``: of
    character recognition, 0 to 1, None where nothing was recognised.
    """

    text: str
    places: Places | None = None
    furniture: bool = False
    continues: bool = False
    confidence: float | None = None


class TableCell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One cell: ``row`` and ``column`` count from 0; a merged cell stands where its upper left corner is.

    ``text`` is all that is printed in it, its lines and paragraphs joined without a separator ("" for a blank cell).
    ``bbox`` and ``page`` are those of the cell itself, None in formats without pages (also those of a blank cell:
    its evidence is its empty place).
    """

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    places: Places | None = None
    page: int | None = None
    bbox: BBox | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TableBlock:
    """A table of data. A layout table, a box around text and the like are no tables: their text comes as TextBlocks.

    ``cells`` in the order of rows, then columns, blank ones too; no two overlap, and together they may leave places
    free (a ragged row). A table that pages cut is one block; ``repeated`` holds the header rows that the printer
    repeated on later pages, and which are therefore no rows of the grid, each as its cells' texts.
    """

    cells: tuple[TableCell, ...]
    rows: int
    columns: int
    repeated: tuple[TextBlock, ...] = ()


Block = TextBlock | TableBlock


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A whole file as its reader understands it.

    ``pages`` is None where the format has none; ``ocr``: whether characters were recognised from images;
    ``published``: the date of publication that the file's own metadata state (YYYY-MM-DD), None where they do not.
    """

    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None
    ocr: bool = False
    published: str | None = None
    problems: tuple[Problem, ...] = field(default=())
