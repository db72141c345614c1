"""The tables of one page, by their ruling lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.documents.model import BBox, Places
from gongkai.documents.pages.cells import Block, blocks_of, characters_of, is_outside, printed
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.rulings import Lattice, lattices_of

LONG_TEXT: Final = 150
"""Characters from which a cell holds prose; the longest cell of the statutory form with its remark has about 60."""
PROSE_SHARE: Final = 0.5
"""Share of a table's characters in such cells from which its lines are a frame around text."""
MOST_UNITS: Final = 40_000
"""Unit cells of a lattice that is still looked at; the largest real table has some 600."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageCell:
    """One cell. ``characters`` are indices into the page's text in reading order, ``text`` and ``places`` what they
    say and where."""

    row: int
    column: int
    rowspan: int
    colspan: int
    bbox: BBox
    text: str
    places: Places = field(repr=False)
    characters: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTable:
    """A table, or the part of one, that stands on one page.

    ``page`` counts from 1. ``xs`` and ``ys`` are its lines in points: column k runs from ``xs[k]`` to ``xs[k + 1]``.
    ``open_top``, ``open_bottom``: no ruling closes its first or last row, as at the end of a page.
    """

    page: int
    bbox: BBox
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PageCell, ...]
    open_top: bool = False
    open_bottom: bool = False


def find_tables(page: Page) -> tuple[PageTable, ...]:
    """The tables of a page from top to bottom. A frame around prose, and lines that enclose nothing, are none."""
    found = [made for lattice in lattices_of(page.rulings) if (made := _table(page, lattice)) is not None]
    return tuple(sorted(_innermost(found), key=lambda table: table.bbox[1]))


def _table(page: Page, lattice: Lattice) -> PageTable | None:
    xs, ys = lattice.xs, lattice.ys
    if len(xs) < 3 or (len(xs) - 1) * (len(ys) - 1) > MOST_UNITS:
        return None  # one column is a list or a frame
    blocks = blocks_of(lattice)
    cells = []
    for block, characters in zip(blocks, characters_of(page, lattice, blocks), strict=True):
        text, places, ordered = printed(page, characters)
        if not text and is_outside(lattice, block):
            continue
        box = (xs[block.column], ys[block.row], xs[block.column + block.columns], ys[block.row + block.rows])
        cells.append(_cell(block, box, text, places, ordered))
    if len({cell.column for cell in cells}) < 2 or _is_frame([cell.text for cell in cells]):
        return None
    return PageTable(
        page=page.number,
        bbox=(xs[0], ys[0], xs[-1], ys[-1]),
        xs=xs,
        ys=ys,
        cells=tuple(cells),
        open_top=lattice.open_top,
        open_bottom=lattice.open_bottom,
    )


def _cell(block: Block, box: BBox, text: str, places: Places, characters: tuple[int, ...]) -> PageCell:
    return PageCell(
        row=block.row,
        column=block.column,
        rowspan=block.rows,
        colspan=block.columns,
        bbox=(round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)),
        text=text,
        places=places,
        characters=characters,
    )


def _is_frame(texts: Sequence[str]) -> bool:
    """Whether the cells hold nothing, or mostly prose."""
    whole = sum(map(len, texts))
    return not whole or sum(len(text) for text in texts if len(text) >= LONG_TEXT) > PROSE_SHARE * whole


def _innermost(tables: Sequence[PageTable]) -> Iterator[PageTable]:
    """Without tables whose cells hold another table: those lay the page out."""
    for table in tables:
        if not any(other is not table and _holds(table.bbox, other.bbox) for other in tables):
            yield table


def _holds(outer: BBox, inner: BBox) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
