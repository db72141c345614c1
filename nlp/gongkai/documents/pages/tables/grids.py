"""The tables of one page: by their ruling lines, or by values that stand in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from gongkai.documents.model import BBox, Places
from gongkai.documents.pages.model import Direction, Page
from gongkai.documents.pages.tables.borderless import may_hold_rows, tables_without_lines
from gongkai.documents.pages.tables.cells import BORDER, Block, blocks_of, characters_of, is_outside
from gongkai.documents.pages.tables.guessed import lattice_in
from gongkai.documents.pages.tables.ladders import ladders_of
from gongkai.documents.pages.tables.missing import Region, with_missing_lines, without_blank_ends
from gongkai.documents.pages.tables.printed import Ink
from gongkai.documents.pages.tables.rulings import Bools, Floats, Lattice, lattices_of, strokes_of
from gongkai.documents.pages.tables.words import words_in

LONG_TEXT: Final = 150
"""Characters from which a cell holds prose; the longest cell of the statutory form with its remark has about 60."""
SENTENCE: Final = 25
"""Characters from which a cell with a full stop holds prose; no label of a table ends a sentence."""
PROSE_SHARE: Final = 0.5
"""Share of a table's characters in such cells from which its lines are a frame around text."""
MOST_UNITS: Final = 10_000
"""Unit cells of a lattice that is still looked at; the largest real table has some 600."""
FULL_STOP: Final = "。"


class PageCell(NamedTuple):
    """One cell. ``text`` and ``places`` say what it prints and where; ``characters`` are the indices of all characters
    in it, blanks too, into the page's text, the visible ones first and in reading order. ``open_top``,
    ``open_bottom``: no ruling closes it there, as where a page ends."""

    row: int
    column: int
    rowspan: int
    colspan: int
    bbox: BBox
    text: str
    places: Places
    characters: tuple[int, ...]
    open_top: bool
    open_bottom: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PageTable:
    """A table, or the part of one, that stands on one page.

    ``page`` counts from 1. ``xs`` and ``ys`` are its lines in points: column k runs from ``xs[k]`` to ``xs[k + 1]``.
    ``cells`` in the order of rows, then columns. ``level``: where no vertical line was drawn and the print tells the
    columns, the horizontal lines between the rows; else None.
    """

    page: int
    bbox: BBox
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[PageCell, ...]
    level: Floats | None = None

    @property
    def guessed(self) -> bool:
        """Whether the columns are those of the print."""
        return self.level is not None

    @property
    def open_top(self) -> bool:
        """Whether no ruling closes its first row."""
        return all(cell.open_top for cell in self.cells if not cell.row)

    @property
    def open_bottom(self) -> bool:
        """Whether no ruling closes its last row."""
        return all(c.open_bottom for c in self.cells if c.row + c.rowspan == len(self.ys) - 1)


def find_tables(page: Page) -> tuple[PageTable, ...]:
    """The tables of a page from top to bottom. A frame around prose, and lines that enclose nothing, are none."""
    level = strokes_of(page.rulings, Direction.HORIZONTAL)
    plumb = strokes_of(page.rulings, Direction.VERTICAL)
    if not len(level) and not may_hold_rows(page, np.arange(len(page.text))):
        return ()
    ink = Ink(page)
    found = list(_innermost(_tables(page, ink, lattices_of(level, plumb))))
    lines, free = _free(ink, level, found)
    if ladders := _tables(page, ink, ladders_of(ink, lines, free)):
        found += ladders
        _, free = _free(ink, level, found)
    found += _tables(page, ink, tables_without_lines(page, ink, free))
    return tuple(sorted(found, key=lambda table: table.bbox[1]))


def taken_by(tables: Sequence[PageTable], characters: int) -> Bools:
    """Which of a page's characters are in one of its tables."""
    taken = np.zeros(characters, dtype=np.bool_)
    taken[[i for table in tables for cell in table.cells for i in cell.characters]] = True
    return taken


def _tables(page: Page, ink: Ink, lattices: Iterable[Lattice]) -> list[PageTable]:
    return [made for lattice in lattices if (made := _table(page, ink, lattice)) is not None]


def with_columns(page: Page, table: PageTable, xs: Sequence[float]) -> PageTable | None:
    """A part of a table whose columns were guessed, read again with those of another part; None where some value
    stands in none of them."""
    if table.level is None:
        return None
    ink = Ink(page)
    words = words_in(ink, [i for cell in table.cells for i in cell.characters], table.bbox)
    if any(word.is_value and word.x0 < x < word.x1 for word in words for x in xs):
        return None
    level = table.level.copy()
    level[level[:, 1] <= table.xs[0] + BORDER, 1] = xs[0]
    level[level[:, 2] >= table.xs[-1] - BORDER, 2] = xs[-1]
    return _table(page, ink, lattice_in(level, xs, words))


def _free(ink: Ink, level: Floats, tables: Sequence[PageTable]) -> tuple[Floats, list[int]]:
    """The horizontal lines and the characters that are in no table."""
    kept = [not any(_holds(t.bbox, (start, y, end, y)) for t in tables) for y, start, end in level.tolist()]
    free = np.flatnonzero(~taken_by(tables, len(ink.text)))
    return level[np.array(kept, dtype=np.bool_)], free.tolist()


def _table(page: Page, ink: Ink, lattice: Lattice) -> PageTable | None:
    xs, ys = lattice.xs, lattice.ys
    if len(xs) < 3 or (len(xs) - 1) * (len(ys) - 1) > MOST_UNITS:
        return None  # one column is a list or a frame
    blocks = blocks_of(lattice)
    regions = [
        Region(block, tuple(held), *_open_sides(lattice, block))
        for block, held in zip(blocks, characters_of(page, lattice, blocks), strict=True)
        if held or not is_outside(lattice, block)
    ]
    lines, regions = without_blank_ends(*with_missing_lines(ink, xs, ys, regions))
    columns, rows = ([round(at, 1) for at in places] for places in (xs, lines))
    cells = [_cell(ink, columns, rows, region) for region in regions]
    if len({cell.column for cell in cells}) < 2 or _is_frame([cell.text for cell in cells]):
        return None
    bbox = (xs[0], lines[0], xs[-1], lines[-1])
    return PageTable(
        page=page.number, bbox=bbox, xs=xs, ys=tuple(lines), cells=tuple(cells), level=lattice.level
    )


def _open_sides(lattice: Lattice, block: Block) -> tuple[bool, bool]:
    """Whether no line closes the block above, and below."""
    columns = slice(block.column, block.column + block.columns)
    top = not block.row and (lattice.open_top or not lattice.across[0, columns].any())
    last = block.row + block.rows == len(lattice.ys) - 1
    return top, last and (lattice.open_bottom or not lattice.across[-1, columns].any())


def _cell(ink: Ink, xs: Sequence[float], ys: Sequence[float], region: Region) -> PageCell:
    block, text = region.block, ink.printed(region.characters)
    visible = text.characters
    characters = visible
    if len(visible) < len(region.characters):
        characters = (*visible, *sorted(set(region.characters) - set(visible)))
    return PageCell(
        row=block.row,
        column=block.column,
        rowspan=block.rows,
        colspan=block.columns,
        bbox=(xs[block.column], ys[block.row], xs[block.column + block.columns], ys[block.row + block.rows]),
        text=text.text,
        places=text.places,
        characters=characters,
        open_top=region.open_top,
        open_bottom=region.open_bottom,
    )


def _is_frame(texts: Sequence[str]) -> bool:
    """Whether the cells hold nothing, or mostly prose."""
    prose = (t for t in texts if len(t) >= LONG_TEXT or (len(t) >= SENTENCE and FULL_STOP in t))
    whole = sum(map(len, texts))
    return not whole or sum(map(len, prose)) > PROSE_SHARE * whole


def _innermost(tables: Sequence[PageTable]) -> Iterator[PageTable]:
    """Without tables that lay out the page: much of them is another table in one of their cells."""
    for table in tables:
        if not any(other is not table and _lays_out(table, other) for other in tables):
            yield table


def _lays_out(table: PageTable, other: PageTable) -> bool:
    return any(_holds(cell.bbox, other.bbox) for cell in table.cells)


def _holds(outer: BBox, inner: BBox) -> bool:
    return (
        outer[0] <= inner[0] + BORDER
        and outer[1] <= inner[1] + BORDER
        and outer[2] >= inner[2] - BORDER
        and outer[3] >= inner[3] - BORDER
    )
