"""The unit cells of a lattice become cells, merged ones whole; and what is printed in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from gongkai.documents.model import Places
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.rulings import Lattice

SAME_LINE: Final = 0.5
"""Of the font size: characters whose middles are nearer than that stand in one printed line of a cell."""
BLANK: Final = 0.3
"""Of the font size: a wider gap between two Latin characters of a cell is a blank. Kerning stays below 0.1."""
TOUCHING: Final = 0.15
"""Of the font size: digits nearer than that are of one number, whatever line runs between them."""
_NUMBER: Final = frozenset("0123456789.,，%％-+")


class Block(NamedTuple):
    """A cell's place in its lattice: unit rows ``row`` to ``row + rows``, columns likewise."""

    row: int
    column: int
    rows: int
    columns: int


def blocks_of(lattice: Lattice) -> list[Block]:
    """The cells in the order of rows, then columns. What no lines enclose on all sides may be among them.

    Unit cells without a side between them are one cell. Where that is no rectangle (a line is missing in part), it
    is cut into rectangles row by row.
    """
    height, width = len(lattice.ys) - 1, len(lattice.xs) - 1
    group = np.arange(height * width).reshape(height, width)
    changed = True
    while changed:
        before = group.copy()
        for j in range(1, width):
            joined = ~lattice.down[:, j]
            low = np.minimum(group[:, j - 1], group[:, j])
            group[joined, j - 1] = low[joined]
            group[joined, j] = low[joined]
        for i in range(1, height):
            joined = ~lattice.across[i]
            low = np.minimum(group[i - 1], group[i])
            group[i - 1, joined] = low[joined]
            group[i, joined] = low[joined]
        changed = bool((group != before).any())
    blocks: list[Block] = []
    open_: dict[tuple[int, int, int], Block] = {}  # (group, first column, end) -> the block that ends above
    for i in range(height):
        now: dict[tuple[int, int, int], Block] = {}
        j = 0
        while j < width:
            end = j + 1
            while end < width and group[i, end] == group[i, j]:
                end += 1
            key = (int(group[i, j]), j, end)
            above = open_.get(key)
            now[key] = above._replace(rows=above.rows + 1) if above else Block(i, j, 1, end - j)
            j = end
        blocks += [block for key, block in open_.items() if key not in now]
        open_ = now
    return sorted([*blocks, *open_.values()])


def is_outside(lattice: Lattice, block: Block) -> bool:
    """Whether no line closes the block on a side where the lattice ends."""
    return bool(
        (block.row == 0 and not lattice.across[0, block.column : block.column + block.columns].any())
        or (
            block.row + block.rows == len(lattice.ys) - 1
            and not lattice.across[-1, block.column : block.column + block.columns].any()
        )
        or (block.column == 0 and not lattice.down[block.row : block.row + block.rows, 0].any())
        or (
            block.column + block.columns == len(lattice.xs) - 1
            and not lattice.down[block.row : block.row + block.rows, -1].any()
        )
    )


def characters_of(page: Page, lattice: Lattice, blocks: Sequence[Block]) -> list[list[int]]:
    """The characters in each block, as indices into the page's text, in no particular order.

    A character belongs where its middle is; a number that runs over its cell belongs whole where most of it stands.
    """
    xs, ys = np.asarray(lattice.xs), np.asarray(lattice.ys)
    owner = np.full((len(ys) - 1, len(xs) - 1), -1, dtype=np.int64)
    for k, block in enumerate(blocks):
        owner[block.row : block.row + block.rows, block.column : block.column + block.columns] = k
    x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    inside = (x >= xs[0]) & (x < xs[-1]) & (y >= ys[0]) & (y < ys[-1])
    indices = np.nonzero(inside)[0]
    cells = owner[
        np.searchsorted(ys, y[indices], side="right") - 1, np.searchsorted(xs, x[indices], side="right") - 1
    ]
    held: list[list[int]] = [[] for _ in blocks]
    for index, cell in zip(indices.tolist(), _whole_numbers(page, indices, cells).tolist(), strict=True):
        if cell >= 0:
            held[cell].append(index)
    return held


def _whole_numbers(
    page: Page, indices: npt.NDArray[np.int64], cells: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The cells, with those of one number's characters made one."""
    digits = np.array([page.text[i] in _NUMBER for i in indices], dtype=np.bool_)
    if not digits.any():
        return cells
    own = np.nonzero(digits)[0]
    boxes = page.boxes[indices[own]]
    middle = np.round((boxes[:, 1] + boxes[:, 3]) / 2)
    order = np.lexsort((boxes[:, 0], middle))
    own, boxes, middle = own[order], boxes[order], middle[order]
    sizes = page.sizes[indices[own]]
    gap = boxes[1:, 0] - boxes[:-1, 2]
    near = (np.abs(np.diff(middle)) <= 1) & (np.abs(gap) <= TOUCHING * sizes[1:])
    fixed = cells.copy()
    start = 0
    for k in range(1, len(own) + 1):
        if k < len(own) and near[k - 1]:
            continue
        run = own[start:k]
        start = k
        if len(set(cells[run].tolist())) > 1:
            known, counts = np.unique(cells[run], return_counts=True)
            fixed[run] = known[counts.argmax()]
    return fixed


def printed(page: Page, characters: Sequence[int]) -> tuple[str, Places, tuple[int, ...]]:
    """What a cell prints: text, places, and the characters in that order.

    Printed lines from top to bottom, each from left to right, joined without a separator; so is a label of which each
    glyph is a line of its own. Blanks stay between Latin words only.
    """
    ordered = [i for line in _lines(page, characters) for i in line]
    text: list[str] = []
    rows: list[tuple[float, ...]] = []
    kept: list[int] = []
    blank = False
    for i in ordered:
        character = page.text[i]
        if character.isspace():
            blank = True
            continue
        if kept and (blank or _parted(page, kept[-1], i)) and text[-1].isascii() and character.isascii():
            text.append(" ")
            rows.append((np.nan,) * 5)
        blank = False
        text.append(character)
        rows.append((page.number, *page.boxes[i].tolist()))
        kept.append(i)
    return "".join(text), np.array(rows, dtype=np.float32).reshape(-1, 5), tuple(kept)


def _lines(page: Page, characters: Sequence[int]) -> list[list[int]]:
    boxes = page.boxes
    middles = sorted((float(boxes[i, 1] + boxes[i, 3]) / 2, i) for i in characters)
    lines: list[list[int]] = []
    at = 0.0
    for middle, i in middles:
        if lines and middle - at <= SAME_LINE * float(page.sizes[i]):
            lines[-1].append(i)
        else:
            lines.append([i])
            at = middle
    return [sorted(line, key=lambda i: float(boxes[i, 0])) for line in lines]


def _parted(page: Page, one: int, other: int) -> bool:
    """Whether a gap as wide as a blank stands between two characters of one printed line."""
    a, b = page.boxes[one], page.boxes[other]
    same = abs(float(a[1] + a[3] - b[1] - b[3])) / 2 <= SAME_LINE * float(page.sizes[other])
    return same and float(b[0] - a[2]) > BLANK * float(page.sizes[other])
