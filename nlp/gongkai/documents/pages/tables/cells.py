"""The unit cells of a lattice become cells, merged ones whole, and each knows the characters in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Page
from gongkai.documents.pages.tables.rulings import Bools, Lattice

BORDER: Final = 2.0
"""Points outside the outermost lines in which a character's middle may stand and still be in the table."""
TOUCHING: Final = 0.15
"""Of the font size: characters nearer than that are of one number, whatever line runs between them."""
APART: Final = 0.05
"""Of the font size: at a line, a gap from which two numbers end and begin there, each filling its cell."""
_NUMBER: Final = frozenset("0123456789.,，%％-+")

Ints = npt.NDArray[np.int64]


class Block(NamedTuple):
    """A cell's place in its lattice: unit rows ``row`` to ``row + rows``, columns likewise."""

    row: int
    column: int
    rows: int
    columns: int


def blocks_of(lattice: Lattice) -> list[Block]:
    """The cells in the order of rows, then columns. What no lines enclose on all sides may be among them.

    Unit cells without a side between them are one cell. Where that is no rectangle, a line is missing in part: it is
    drawn on, the one that is drawn more of going first; what is still none is cut row by row.
    """
    across, down = lattice.across, lattice.down
    closed = across[:-1] & across[1:] & down[:, :-1] & down[:, 1:]  # most cells are one unit
    found = [Block(i, j, 1, 1) for i, j in np.argwhere(closed).tolist()]
    for units in _groups(across, down, [(i, j) for i, j in np.argwhere(~closed).tolist()]):
        block = _rectangle(units)
        found += [block] if block else _mended(lattice, units)
    return sorted(found)


def is_outside(lattice: Lattice, block: Block) -> bool:
    """Whether lines close the block on less than three sides, and it lies at a corner of the lattice."""
    last_row, last_column = len(lattice.ys) - 2, len(lattice.xs) - 2
    end_row, end_column = block.row + block.rows - 1, block.column + block.columns - 1
    if not (block.row == 0 or end_row == last_row) or not (block.column == 0 or end_column == last_column):
        return False
    rows, columns = slice(block.row, end_row + 1), slice(block.column, end_column + 1)
    level = (block.row == 0 and not lattice.across[0, columns].any()) or (
        end_row == last_row and not lattice.across[-1, columns].any()
    )
    plumb = (block.column == 0 and not lattice.down[rows, 0].any()) or (
        end_column == last_column and not lattice.down[rows, -1].any()
    )
    return bool(level and plumb)


def _groups(across: Bools, down: Bools, units: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Units that no side parts, each group in order."""
    level, plumb = across.tolist(), down.tolist()
    free = dict.fromkeys(units)
    while free:
        first = next(iter(free))
        del free[first]
        group, queue = [first], [first]
        while queue:
            i, j = queue.pop()
            for side, other in (
                (plumb[i][j], (i, j - 1)),
                (plumb[i][j + 1], (i, j + 1)),
                (level[i][j], (i - 1, j)),
                (level[i + 1][j], (i + 1, j)),
            ):
                if not side and other in free:
                    del free[other]
                    group.append(other)
                    queue.append(other)
        yield sorted(group)


def _rectangle(units: Sequence[tuple[int, int]]) -> Block | None:
    """The block of the units, None where they fill no rectangle."""
    if len(units) == 1:
        return Block(*units[0], 1, 1)
    row, column = units[0][0], min(j for _, j in units)
    rows, columns = units[-1][0] + 1 - row, max(j for _, j in units) + 1 - column
    return Block(row, column, rows, columns) if rows * columns == len(units) else None


def _mended(lattice: Lattice, units: Sequence[tuple[int, int]]) -> list[Block]:
    """The rectangles of a group that is none."""
    top, bottom = units[0][0], units[-1][0] + 1
    left, right = min(j for _, j in units), max(j for _, j in units) + 1
    across, down = lattice.across[top : bottom + 1, left:right], lattice.down[top:bottom, left : right + 1]
    own = [(i - top, j - left) for i, j in units]
    plumb = [k for k in range(1, right - left) if down[:, k].any()]
    level = [k for k in range(1, bottom - top) if across[k].any()]
    share_plumb = max((float(lattice.down[:, left + k].mean()) for k in plumb), default=0.0)
    share_level = max((float(lattice.across[top + k].mean()) for k in level), default=0.0)
    tries = [(plumb, list[int]()), (list[int](), level)]
    if share_level > share_plumb:
        tries.reverse()
    for xs, ys in (*tries, (plumb, level)):
        whole_down, whole_across = down.copy(), across.copy()
        whole_down[:, xs] = True
        whole_across[ys] = True
        blocks = [_rectangle(group) for group in _groups(whole_across, whole_down, own)]
        if all(blocks):
            return [b._replace(row=b.row + top, column=b.column + left) for b in blocks if b]
    return _row_by_row(units)


def _row_by_row(units: Sequence[tuple[int, int]]) -> list[Block]:
    """Rectangles of the stretches that each row has in common with the one above."""
    blocks: list[Block] = []
    open_: dict[tuple[int, int], Block] = {}
    own: dict[int, list[int]] = {}
    for i, j in units:
        own.setdefault(i, []).append(j)
    for i, columns in own.items():
        now: dict[tuple[int, int], Block] = {}
        start = 0
        for k in range(1, len(columns) + 1):
            if k == len(columns) or columns[k] != columns[k - 1] + 1:
                key = (columns[start], k - start)
                above = open_.get(key)
                now[key] = above._replace(rows=above.rows + 1) if above else Block(i, *_swapped(key))
                start = k
        blocks += [block for key, block in open_.items() if key not in now]
        open_ = now
    return [*blocks, *open_.values()]


def _swapped(key: tuple[int, int]) -> tuple[int, int, int]:
    return key[0], 1, key[1]


def characters_of(page: Page, lattice: Lattice, blocks: Sequence[Block]) -> list[list[int]]:
    """The characters in each block, as indices into the page's text, in the file's order.

    A character belongs where its middle is; a number that runs over its cell belongs whole where most of it stands,
    and where its first digit stands when two cells have as much of it.
    """
    xs, ys = np.asarray(lattice.xs), np.asarray(lattice.ys)
    owner = np.full((len(ys) - 1, len(xs) - 1), -1, dtype=np.int64)
    for k, block in enumerate(blocks):
        owner[block.row : block.row + block.rows, block.column : block.column + block.columns] = k
    x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    inside = (x >= xs[0] - BORDER) & (x <= xs[-1] + BORDER) & (y >= ys[0] - BORDER) & (y <= ys[-1] + BORDER)
    indices = np.flatnonzero(inside)
    row = np.clip(np.searchsorted(ys, y[indices], side="right") - 1, 0, len(ys) - 2)
    column = np.clip(np.searchsorted(xs, x[indices], side="right") - 1, 0, len(xs) - 2)
    cells = _whole_numbers(page, indices, owner[row, column])
    order = np.argsort(cells, kind="stable")
    own = indices[order].tolist()
    stops = np.searchsorted(cells[order], np.arange(len(blocks) + 1)).tolist()
    return [own[start:end] for start, end in pairwise(stops)]


def _whole_numbers(page: Page, indices: Ints, cells: Ints) -> Ints:
    """The cells, with those of one number's characters made one."""
    characters = map(page.text.__getitem__, indices.tolist())
    own = np.flatnonzero(np.fromiter(map(_NUMBER.__contains__, characters), np.bool_, len(indices)))
    if len(own) < 2:
        return cells
    boxes = page.boxes[indices[own]]
    middle = np.round((boxes[:, 1] + boxes[:, 3]) / 2)
    order = np.lexsort((boxes[:, 0], middle))
    own, boxes, middle = own[order], boxes[order], middle[order]
    sizes = page.sizes[indices[own]]
    gap = boxes[1:, 0] - boxes[:-1, 2]
    limit = np.where(cells[own[1:]] == cells[own[:-1]], TOUCHING, APART) * sizes[1:]
    joined = (np.abs(np.diff(middle)) <= 1) & (gap <= limit) & (gap >= -TOUCHING * sizes[1:])
    fixed = cells.copy()
    ends = [*(np.flatnonzero(~joined) + 1).tolist(), len(own)]
    for start, end in pairwise((0, *ends)):
        if end - start < 2:
            continue
        run = own[start:end]
        here = cells[run].tolist()
        if len(set(here)) > 1:
            fixed[run] = max(dict.fromkeys(here), key=here.count)
    return fixed
