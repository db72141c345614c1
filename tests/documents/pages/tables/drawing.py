"""Tables drawn on pages: cells with spans become characters and ruling lines, in the styles that printers have.

Tables are written as in ``tables/drawn.py``: cells parted by ``|``, ``<`` goes on from the left, ``^`` from above.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec import structs

from gongkai.documents.blocks import TableBlock, TableCell
from gongkai.documents.pages.model import Direction, Page, Ruling
from tables.drawn import table

SIZE: Final = 10.0
LEFT: Final = 60.0
TOP: Final = 100.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How lines are drawn, the text too. ``jitter``: points by which each end strays; ``twice``: points between
    doubled lines; ``apart``: points between the boxes of cells; ``broken``: points of a hole in every line; ``sides``,
    ``ends``, ``tops``: whether the outermost lines are drawn at the left and right, at the bottom, at the top;
    ``upright``: whether vertical lines are drawn at all; ``centred``: whether text stands in the middle of its cell."""

    jitter: float = 0.0
    twice: float = 0.0
    apart: float = 0.0
    broken: float = 0.0
    sides: bool = True
    ends: bool = True
    tops: bool = True
    upright: bool = True
    centred: bool = False


PLAIN: Final = Style()


def block(drawing: str) -> TableBlock:
    """The drawing as the block that should be read from it."""
    return table(drawing)


def grid(found: TableBlock | Sequence[TableCell]) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rowspan, colspan and text of each cell, in order."""
    cells = found.cells if isinstance(found, TableBlock) else found
    return sorted((c.row, c.column, c.rowspan, c.colspan, c.text) for c in cells)


class Canvas:
    """A page that is being drawn."""

    def __init__(self, number: int = 1, *, width: float = 595.0, height: float = 842.0) -> None:
        self.number, self.width, self.height = number, width, height
        self._text: list[str] = []
        self._boxes: list[tuple[float, float, float, float]] = []
        self.rulings: list[Ruling] = []

    def write(self, text: str, x: float, top: float, *, step: float = SIZE) -> None:
        """Characters side by side; Latin ones are half as wide."""
        for character in text:
            wide = step / 2 if character.isascii() else step
            self._text.append(character)
            self._boxes.append((x, top, x + wide, top + SIZE))
            x += wide

    def line(self, direction: Direction, x0: float, top: float, x1: float, bottom: float) -> None:
        """One ruling."""
        self.rulings.append(Ruling(direction, x0, top, x1, bottom, 0.5))

    def page(self) -> Page:
        """What was drawn."""
        return Page(
            number=self.number,
            width=self.width,
            height=self.height,
            text="".join(self._text),
            boxes=np.array(self._boxes, dtype=np.float32).reshape(-1, 4),
            sizes=np.full(len(self._text), SIZE, dtype=np.float32),
            rulings=tuple(self.rulings),
        )


def draw(
    canvas: Canvas,
    cells: Sequence[TableCell],
    *,
    rows: int,
    columns: int,
    left: float = LEFT,
    top: float = TOP,
    wide: float = 60.0,
    high: float = 34.0,
    style: Style = PLAIN,
    seed: int = 0,
) -> float:
    """Draws a table of equal columns and rows; its bottom, in points. Text wraps in its cell."""
    chance = random.Random(seed)
    for cell in cells:
        x0, y0 = left + cell.column * wide, top + cell.row * high
        x1, y1 = x0 + cell.colspan * wide, y0 + cell.rowspan * high
        lines = wrapped(cell.text, x1 - x0 - 6)
        y = (y0 + y1 - len(lines) * (SIZE + 1)) / 2 if style.centred else y0 + 2
        for n, line in enumerate(lines):
            x = (x0 + x1 - width_of(line)) / 2 if style.centred else x0 + 3
            canvas.write(line, x, y + n * (SIZE + 1))
        inset = style.apart / 2
        x0, y0, x1, y1 = x0 + inset, y0 + inset, x1 - inset, y1 - inset
        sides = [
            (Direction.HORIZONTAL, x0, y0, x1, y0, style.tops or cell.row > 0),
            (Direction.HORIZONTAL, x0, y1, x1, y1, style.ends or cell.row + cell.rowspan < rows),
            (Direction.VERTICAL, x0, y0, x0, y1, style.sides or cell.column > 0),
            (Direction.VERTICAL, x1, y0, x1, y1, style.sides or cell.column + cell.colspan < columns),
        ]
        for direction, a, b, c, d, drawn in sides:
            if drawn and (style.upright or direction is Direction.HORIZONTAL):
                _side(canvas, direction, (a, b, c, d), style, chance)
    return top + rows * high


def _side(
    canvas: Canvas,
    direction: Direction,
    ends: tuple[float, float, float, float],
    style: Style,
    chance: random.Random,
) -> None:
    x0, top, x1, bottom = ends
    stray = chance.uniform(-style.jitter, style.jitter)
    long, short = (chance.uniform(-style.jitter, style.jitter) for _ in range(2))
    start, end = (x0, x1) if direction is Direction.HORIZONTAL else (top, bottom)
    start, end, middle = start + long, end + short, (start + end) / 2
    pieces = [(start, end)]
    if style.broken:
        pieces = [(start, middle - style.broken / 2), (middle + style.broken / 2, end)]
    for apart in (0.0, style.twice) if style.twice else (0.0,):
        for a, b in pieces:
            if direction is Direction.HORIZONTAL:
                canvas.line(direction, a, top + stray + apart, b, top + stray + apart)
            else:
                canvas.line(direction, x0 + stray + apart, a, x0 + stray + apart, b)


def width_of(text: str) -> float:
    """In points."""
    return sum(SIZE / 2 if c.isascii() else SIZE for c in text)


def wrapped(text: str, room: float) -> list[str]:
    """The printed lines of a cell; a cell too narrow for a number lets it run over."""
    if text.isascii():
        return [text] if text else []
    per_line = max(1, int(room / SIZE))
    return [text[k : k + per_line] for k in range(0, len(text), per_line)]


def moved(cells: Sequence[TableCell], rows: int) -> list[TableCell]:
    """The cells some rows further down."""
    return [structs.replace(c, row=c.row + rows) for c in cells]
