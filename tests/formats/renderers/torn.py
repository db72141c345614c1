"""A table for reportlab that pages may cut anywhere, as word processors do: through merged cells, and within a row.

reportlab's own Table never breaks inside a merged cell, and a statutory table is one merged cell for most of its
height.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from reportlab.platypus import Flowable
from reportlab.platypus import Table as Flow

Commands = list[tuple[Any, ...]]
_ENDLESS: Final = 1e6  # points: given less, a Table leaves the heights of later rows open
_LEAST_PIECE: Final = 14.0  # points of a row that must fit on a page before the row is torn


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A cell of the part that is left to print; ``content`` is a Paragraph, or "" where nothing is left of it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    content: Any


class Torn(Flowable):  # type: ignore[misc]
    """Rows of pieces. ``rules`` gives the commands that draw the lines of a part, whose merged cells it is told."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        *,
        rows: int,
        widths: Sequence[float],
        header: int,
        repeat: bool,
        tear: bool,
        padding: float,
        rules: Callable[[Sequence[Piece]], Commands],
    ) -> None:
        super().__init__()
        self.pieces, self.rows, self.widths = list(pieces), rows, list(widths)
        self.header, self.repeat, self.tear, self.padding, self.rules = header, repeat, tear, padding, rules
        self.spaceBefore = 4
        self.flow: Any = None

    def _made(self) -> Any:
        grid: list[list[Any]] = [[""] * len(self.widths) for _ in range(self.rows)]
        commands: Commands = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        for side in ("LEFT", "RIGHT", "TOP", "BOTTOM"):
            commands.append((f"{side}PADDING", (0, 0), (-1, -1), self.padding))
        for p in self.pieces:
            grid[p.row][p.column] = p.content
            if p.rowspan > 1 or p.colspan > 1:
                commands.append(
                    ("SPAN", (p.column, p.row), (p.column + p.colspan - 1, p.row + p.rowspan - 1))
                )
        return Flow(grid, colWidths=self.widths, style=commands + self.rules(self.pieces))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Size of the whole part."""
        self.flow = self._made()
        size: tuple[float, float] = self.flow.wrap(width, _ENDLESS)
        return size

    def draw(self) -> None:
        """Draw it."""
        self.flow.drawOn(self.canv, 0, 0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """This page's part and the rest; nothing where not even the header and a row fit."""
        self.wrap(width, height)
        heights = [float(h) for h in self.flow._rowHeights]
        fit, used = 0, 0.0
        while fit < self.rows and used + heights[fit] <= height:
            used += heights[fit]
            fit += 1
        if fit >= self.rows:
            return [self]
        room = height - used
        tear = self.tear and fit >= self.header and room >= _LEAST_PIECE + 2 * self.padding < heights[fit]
        if tear:  # a strip of the row that no text fits in is no part of it
            tear = any(self._cut(p, fit, heights, room)[0] != "" for p in self.pieces if p.row == fit)
        if fit < self.header or (fit == self.header and not tear):
            return []
        return [
            self._part(self._upper(fit, heights, room if tear else 0)),
            *self._lower(fit, heights, room if tear else 0),
        ]

    def _part(self, pieces: list[Piece]) -> Torn:
        return Torn(
            pieces,
            rows=max(p.row + p.rowspan for p in pieces),
            widths=self.widths,
            header=self.header,
            repeat=self.repeat,
            tear=self.tear,
            padding=self.padding,
            rules=self.rules,
        )

    def _cut(self, piece: Piece, fit: int, heights: list[float], room: float) -> tuple[Any, Any]:
        """A piece's content above and below the cut; content that fits above stays there whole."""
        if isinstance(piece.content, str):
            return piece.content, ""
        above = sum(heights[piece.row : fit]) + room - 2 * self.padding
        width = sum(self.widths[piece.column : piece.column + piece.colspan]) - 2 * self.padding
        piece.content.wrap(width, _ENDLESS)
        parts = piece.content.split(width, int(above))
        if len(parts) == 2:
            return parts[0], parts[1]
        return (piece.content, "") if parts else ("", piece.content)

    def _upper(self, fit: int, heights: list[float], room: float) -> list[Piece]:
        last = fit + 1 if room else fit
        found = []
        for p in self.pieces:
            if p.row >= last:
                continue
            over = p.row + p.rowspan > fit
            content = self._cut(p, fit, heights, room)[0] if over else p.content
            found.append(replace(p, rowspan=min(p.rowspan, last - p.row), content=content))
        return found

    def _lower(self, fit: int, heights: list[float], room: float) -> list[Torn]:
        last = fit + 1 if room else fit
        head = self.header if self.repeat else 0
        found = [p for p in self.pieces if p.row < head]
        for p in self.pieces:
            if p.row + p.rowspan <= fit or p.row < head:
                continue
            content = self._cut(p, fit, heights, room)[1] if p.row < last else p.content
            start = max(p.row, fit)
            found.append(
                replace(p, row=head + start - fit, rowspan=p.row + p.rowspan - start, content=content)
            )
        rest = self._part(found)
        rest.header = head
        return [rest]
