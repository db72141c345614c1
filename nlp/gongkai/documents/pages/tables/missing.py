"""Lines that were not drawn inside a table, where the values printed in a cell show that it is several.

Only values tell: two labels in one cell may be one label over two lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from gongkai.codebook.forms import split_numeral
from gongkai.documents.pages.tables.cells import Block
from gongkai.documents.pages.tables.printed import Ink, Line
from gongkai.quantities.cells import looks_like_value

MOST_CHARACTERS: Final = 60
"""Of the values in a cell that may be several; more is prose."""
CENTRED: Final = 0.25
"""Share of a row's height by which a value may stand off its middle. A number broken over two lines of a merged cell
stands further off."""
LEVEL: Final = 0.4
"""Of the font size: values of one row stand at the same height, nearer than that."""
FEWEST: Final = 3
"""Cells of a row that must hold the same number of values, one below the other, to be several rows."""


class Region(NamedTuple):
    """A cell in the making: its block, the characters in it, whether no line closes it above or below."""

    block: Block
    characters: tuple[int, ...]
    open_top: bool = False
    open_bottom: bool = False


def with_missing_lines(
    ink: Ink, xs: Sequence[float], ys: Sequence[float], regions: Sequence[Region]
) -> tuple[list[float], list[Region]]:
    """The horizontal lines and the cells, with those that were not drawn."""
    found: list[Region] = []
    for region in regions:
        several = region.block.rows > 1 or region.block.columns > 1
        found += _several(ink, xs, ys, region) if several else [region]
    lines = list(ys)
    rows: dict[int, list[Region]] = {}
    for region in found:
        if region.block.rows == 1:
            rows.setdefault(region.block.row, []).append(region)
    for row in range(len(ys) - 2, -1, -1):  # from below: a row that is cut moves those behind it
        levels = _levels(ink, rows.get(row, []))
        if levels:
            found = _cut(ink, found, row, levels)
            lines[row + 1 : row + 1] = [(a + b) / 2 for a, b in pairwise(levels)]
    return lines, sorted(found, key=lambda region: region.block)


def _several(ink: Ink, xs: Sequence[float], ys: Sequence[float], region: Region) -> list[Region]:
    """The unit cells of a merged cell in which each of several values stands in one of its own."""
    block = region.block
    if not 2 <= len(region.characters) <= MOST_CHARACTERS:
        return [region]
    values = [word for line in ink.printed(region.characters).lines for word in ink.words(line)]
    if len(values) < 2 or not all(looks_like_value(ink.says(value)) for value in values):
        return [region]
    at: dict[tuple[int, int], Line] = {}
    for value in values:
        place = _unit_of(ink, xs, ys, block, value)
        if place is None or place in at:
            return [region]
        at[place] = value
    over_rows, over_columns = len({i for i, _ in at}) > 1, len({j for _, j in at}) > 1
    if over_rows and not all(_is_centred(ink, ys, i, value) for (i, _), value in at.items()):
        return [region]
    high, wide = (1 if over_rows else block.rows), (1 if over_columns else block.columns)
    units = [
        Block(i, j, high, wide)
        for i in range(block.row, block.row + block.rows, high)
        for j in range(block.column, block.column + block.columns, wide)
    ]
    end = block.row + block.rows
    return [
        Region(
            block=unit,
            characters=tuple(
                c
                for (i, j), value in at.items()
                if unit.row <= i < unit.row + high and unit.column <= j < unit.column + wide
                for c in value
            ),
            open_top=region.open_top and unit.row == block.row,
            open_bottom=region.open_bottom and unit.row + high == end,
        )
        for unit in units
    ]


def _unit_of(
    ink: Ink, xs: Sequence[float], ys: Sequence[float], block: Block, value: Line
) -> tuple[int, int] | None:
    """The unit cell that a value stands in, None where it runs over the line between two."""
    x0, x1, middle = ink.boxes[value[0]][0], ink.boxes[value[-1]][2], ink.middle(value[0])
    for i in range(block.row, block.row + block.rows):
        for j in range(block.column, block.column + block.columns):
            if ys[i] <= middle < ys[i + 1] and xs[j] <= x0 and x1 <= xs[j + 1]:
                return i, j
    return None


def _is_centred(ink: Ink, ys: Sequence[float], row: int, value: Line) -> bool:
    height = ys[row + 1] - ys[row]
    return abs(ink.middle(value[0]) - (ys[row] + ys[row + 1]) / 2) <= CENTRED * height


def _levels(ink: Ink, own: Sequence[Region]) -> list[float]:
    """The heights at which the rows of one drawn row print their values; nothing where it is one row.

    All cells with values print as many, at the same heights, and the labels are as many.
    """
    levels: list[float] = []
    count = 0
    for region in own:
        lines = ink.printed(region.characters).lines
        if not lines or not all(looks_like_value(ink.says(line)) for line in lines):
            continue
        here = [ink.middle(line[0]) for line in lines]
        if len(here) < 2 or (levels and len(here) != len(levels)):
            return []
        em = ink.sizes[lines[0][0]]
        if any(abs(a - b) > LEVEL * em for a, b in zip(here, levels or here, strict=True)):
            return []
        levels = here
        count += 1
    if count < FEWEST or any(_parts(ink, region, levels) is None for region in own):
        return []
    return levels


def _parts(ink: Ink, region: Region, levels: Sequence[float]) -> list[tuple[int, ...]] | None:
    """The characters of a cell in each of several rows, None where they cannot be told apart."""
    lines = ink.printed(region.characters).lines
    if not lines:
        return [()] * len(levels)
    if len(lines) == len(levels):
        return [tuple(line) for line in lines]
    heads = [k for k, line in enumerate(lines) if split_numeral(ink.says(line))[0] is not None]
    if len(heads) != len(levels) or heads[0]:
        return None
    return [tuple(c for line in lines[a:b] for c in line) for a, b in pairwise([*heads, len(lines)])]


def _cut(ink: Ink, regions: Sequence[Region], row: int, levels: Sequence[float]) -> list[Region]:
    """One drawn row becomes as many as there are levels."""
    more = len(levels) - 1
    found: list[Region] = []
    for region in regions:
        block = region.block
        if block.row > row:
            found.append(region._replace(block=block._replace(row=block.row + more)))
        elif block.row + block.rows <= row:
            found.append(region)
        elif block.rows > 1:
            found.append(region._replace(block=block._replace(rows=block.rows + more)))
        else:
            for k, characters in enumerate(_parts(ink, region, levels) or ()):
                found.append(
                    Region(
                        block=block._replace(row=row + k),
                        characters=characters,
                        open_top=region.open_top and not k,
                        open_bottom=region.open_bottom and k == more,
                    )
                )
    return found


def without_blank_ends(ys: Sequence[float], regions: Sequence[Region]) -> tuple[list[float], list[Region]]:
    """Without a first or last row that no line closes and in which nothing is printed: lines drawn too long."""
    lines, kept = list(ys), list(regions)
    for end in (True, False):
        rows = len(lines) - 1
        own = [r for r in kept if (r.block.row == 0 if end is False else r.block.row + r.block.rows == rows)]
        if rows < 2 or not all((r.open_bottom if end else r.open_top) and r.block.rows == 1 for r in own):
            continue
        if any(r.characters for r in own):
            continue
        kept = [r for r in kept if r not in own]
        if end:
            lines.pop()
        else:
            lines.pop(0)
            kept = [r._replace(block=r.block._replace(row=r.block.row - 1)) for r in kept]
    return lines, kept
