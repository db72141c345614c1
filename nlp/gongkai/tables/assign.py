"""Values and blanks of one row put on its columns, by place; never by counting off past a blank that is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from statistics import median
from typing import Final

from gongkai.quantities.cells import read_cell
from gongkai.segmentation.cells import Layout
from gongkai.tables.segments import Segment
from gongkai.tables.stream import SPACED, Kind, Token

Placed = list[Token | None]
"""One entry per column: a value, a blank cell, or None where the cell itself is not there."""

NEAR: Final = 0.6
"""How far a value may stand from its column's centre, as a share of the distance to the next column."""
_GRID = frozenset({Layout.GRID, Layout.TABS, Layout.PIPES, Layout.COMMAS})


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Columns whose sum is another column: what placing by sums goes by."""

    parts: tuple[int, ...]
    total: int


@dataclass(kw_only=True)
class Reference:
    """Where the full rows of the same table print their columns.

    ``starts``: cells of the line -> place of the first value, counted; ``centres``: display columns; ``grid``: the
    columns of the grid in which they begin.
    """

    columns: int
    starts: dict[int, Counter[int]] = field(default_factory=dict)
    centres: list[float] = field(default_factory=list)
    grid: list[int] = field(default_factory=list)
    usual_cells: int | None = None

    @classmethod
    def learn(cls, segments: Sequence[Segment], columns: int) -> Reference:
        """From the segments that have exactly one value per column."""
        reference = cls(columns=columns)
        full = [s for s in segments if len(s.values) == columns]
        for segment in full:
            first = segment.values[0]
            if first.layout in _GRID:
                reference.starts.setdefault(first.width, Counter())[first.column] += 1
        spaced = [
            s.values for s in full if s.values[0].layout in SPACED and s.values[0].row == s.values[-1].row
        ]
        if spaced:
            reference.centres = [median((v[k].x + v[k].right) / 2 for v in spaced) for k in range(columns)]
        ruled = [s for s in segments if len(s.cells) == columns and s.cells[0].layout is Layout.GRID]
        ruled = [s for s in ruled if len(s.values) == columns] or ruled
        if ruled:
            reference.grid = [round(median(s.cells[k].x for s in ruled)) for k in range(columns)]
        cells = Counter(len(s.cells) for s in segments if s.cells)
        reference.usual_cells = cells.most_common(1)[0][0] if cells else None
        return reference


def assign(segment: Segment, reference: Reference, blocks: Sequence[Block] = ()) -> Placed | None:
    """The segment's items on ``reference.columns`` columns; None where nothing says which columns are absent."""
    columns, values, cells = reference.columns, segment.values, segment.cells
    if len(values) == columns:
        return list(values)
    if reference.grid and cells and cells[0].layout is Layout.GRID:
        in_grid = _by_column(cells, reference.grid)
        if in_grid is not None:
            return in_grid
    if len(values) > columns:
        return _repeated(values, columns)
    if len(cells) == columns:
        return list(cells)
    if len(cells) > columns:
        return _window(cells, reference)
    if len(segment.items) == columns:
        return list(segment.items)
    if reference.centres and values and values[0].layout in SPACED:
        by_place = _by_place(values, reference.centres)
        if by_place is not None:
            return by_place
    if cells and not values and cells[0].layout not in _GRID:
        return [cells[0]] * columns  # a label with nothing beside it
    if (
        cells
        and cells[0].layout in _GRID
        and len(cells) == reference.usual_cells
        and not _ends_with_sum(cells)
    ):
        return [*cells, *[None] * (columns - len(cells))]  # the last columns are cut off, in every row alike
    return _by_sums(values, columns, blocks) if values else None


def _by_column(cells: Sequence[Token], columns: Sequence[int]) -> Placed | None:
    """Each column's cell of the grid, a blank one that spans several in each of them; None where a value does, or
    where a value stands in no column."""
    placed: Placed = [next((c for c in cells if c.x <= x < c.right), None) for x in columns]
    values = [c for c in cells if c.kind is Kind.VALUE]
    return placed if all(sum(c is value for c in placed) == 1 for value in values) else None


def _repeated(values: Sequence[Token], columns: int) -> Placed | None:
    """A merged cell whose text was printed once per column that it spans."""
    return [values[0]] if columns == 1 and len({v.text for v in values}) == 1 else None


def _window(cells: Sequence[Token], reference: Reference) -> Placed | None:
    """The stretch of cells that holds all values; among several the one that full rows of this width have."""
    columns = reference.columns
    filled = [i for i, c in enumerate(cells) if c.kind is Kind.VALUE]
    last = len(cells) - columns
    if not filled:
        return list(cells[:columns])
    options = [o for o in range(last + 1) if o <= filled[0] and filled[-1] < o + columns]
    if not options:
        return None
    known = reference.starts.get(cells[0].width)
    if known is None and reference.starts:
        known = max(reference.starts.values(), key=lambda counter: counter.total())
    if len(options) > 1 and known is not None:
        wanted = known.most_common(1)[0][0]
        options = [o for o in options if cells[o].column == wanted] or options
    start = options[0]
    return list(cells[start : start + columns])


def _by_place(values: Sequence[Token], centres: Sequence[float]) -> Placed | None:
    """Each value on the column whose centre is nearest; the columns between them are blank."""
    spacing = min((b - a for a, b in zip(centres, centres[1:], strict=False)), default=1.0)
    placed: Placed = [None] * len(centres)
    for value in values:
        centre = (value.x + value.right) / 2
        nearest = min(range(len(centres)), key=lambda k: abs(centres[k] - centre))
        if placed[nearest] is not None or abs(centres[nearest] - centre) > NEAR * spacing:
            return None
        placed[nearest] = value
    return [value if value is not None else _blank_near(placed, values, k) for k, value in enumerate(placed)]


def _blank_near(placed: Placed, values: Sequence[Token], column: int) -> Token:
    """An empty cell at the place of a column: right behind the value before it, or before the first value."""
    before = next((v for v in reversed(placed[:column]) if v is not None), None)
    near = before or values[0]
    at = near.span.end if before else near.span.start
    span = type(near.span)(line=near.span.line, start=at, end=at)
    return Token(
        kind=Kind.BLANK,
        text="",
        span=span,
        row=near.row,
        column=near.column,
        x=near.right,
        right=near.right,
        width=near.width,
        layout=near.layout,
    )


def _ends_with_sum(cells: Sequence[Token]) -> bool:
    numbers = [read_cell(c.text).value or 0 for c in cells]
    return numbers[-1] != 0 and numbers[-1] == sum(numbers[:-1])


def _by_sums(values: Sequence[Token], columns: int, blocks: Sequence[Block]) -> Placed | None:
    """What all placings agree on that keep the order and make the sums hold (a lost cell counting nothing)."""
    if not blocks:
        return None
    numbers = [read_cell(v.text).value or 0 for v in values]
    agreed: list[set[int | None]] = [set() for _ in range(columns)]
    found = False
    for places in combinations(range(columns), len(values)):
        at = dict(zip(places, range(len(values)), strict=True))
        if all(_holds(block, at, numbers) for block in blocks):
            found = True
            for k in range(columns):
                agreed[k].add(at.get(k))
    if not found:
        return None
    placed: Placed = []
    for options in agreed:
        chosen = next(iter(options)) if len(options) == 1 else None
        placed.append(values[chosen] if chosen is not None else None)
    return placed


def _holds(block: Block, at: dict[int, int], numbers: Sequence[float]) -> bool:
    parts = [numbers[at[k]] for k in block.parts if k in at]
    if block.total not in at:
        return not parts
    return sum(parts) == numbers[at[block.total]]
