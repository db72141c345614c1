"""A whole report laid out on pages: paragraphs wrapped at a width, tables with spans that go over pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.ofd.sheets import A4, Manner, Sheet, em, ofd, width

LEFT, RIGHT, TOP, BOTTOM = 28.0, 182.0, 37.0, 262.0  # mm, of the text on the page
BODY, TITLE, CELL = 5.64, 7.76, 3.35  # mm: sizes 三号, 二号 and about 9.5 points
LEADING = {BODY: 9.9, TITLE: 12.0, CELL: 4.4}  # mm from line to line
PAD = 0.9  # mm between a cell's border and its text
CLOSERS = "，。、；：？！）》”’〕】%"

Cell = tuple[str, int, int]
"""Text, rowspan, colspan, the way HTML has them."""


@dataclass
class _Placed:
    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    lines: list[str] = field(default_factory=list)


def ofd_of(
    items: Iterable[Sequence[Any]],
    *,
    manner: Manner | None = None,
    running: str | None = None,
    numbers: bool = False,
    repeat_header: int = 0,
) -> bytes:
    """The report as an OFD file.

    Args:
        items: ("title" | "heading" | "paragraph" | "right", text), or ("table", rows) or ("table", rows, widths);
            rows are lists of (text, rowspan, colspan), widths shares of the columns.
        manner: how the file writes its objects.
        running: a running head, by way of a template.
        numbers: page numbers at the foot, ``— 3 —``.
        repeat_header: rows that stand again at the top of each further page of a table.
    """
    pages = _Pages(manner or Manner())
    for kind, content, *more in items:
        if kind == "table":
            pages.table(content, more[0] if more else None, repeat_header)
        else:
            pages.prose(kind, content)
    templates = {}
    if running is not None:
        head = Sheet(manner=pages.manner)
        head.text(LEFT, 20.0, running, CELL)
        templates["7"] = head
        for sheet in pages.sheets:
            sheet.templates.append(("7", "Background"))
    if numbers:
        for n, sheet in enumerate(pages.sheets, start=1):
            label = f"— {n} —"
            sheet.text(A4[0] / 2 - width(label, 4.94) / 2, 280.0, label, 4.94)
    return ofd(pages.sheets, templates=templates)


def wrapped(text: str, room: float, size: float, indent: float = 0.0) -> list[str]:
    """Lines of at most ``room`` mm; a closing mark hangs over rather than begin a line."""
    lines, line, used = [], "", indent
    for c in text:
        if line and used + em(c) * size > room + 1e-6 and c not in CLOSERS:
            lines.append(line)
            line, used = "", 0.0
        line += c
        used += em(c) * size
    return [*lines, line] if line else lines


class _Pages:
    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.sheets = [Sheet(manner=manner)]
        self.y = TOP

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def turn(self) -> None:
        self.sheets.append(Sheet(manner=self.manner))
        self.y = TOP

    def prose(self, kind: str, text: str) -> None:
        size = TITLE if kind == "title" else BODY
        indent = 2 * size if kind in ("paragraph", "heading") else 0.0
        for i, line in enumerate(wrapped(text, RIGHT - LEFT, size, indent)):
            if self.y + LEADING[size] > BOTTOM:
                self.turn()
            x = LEFT + (0.0 if i else indent)
            if kind == "title":
                x = (LEFT + RIGHT) / 2 - width(line, size) / 2
            elif kind == "right":
                x = RIGHT - width(line, size)
            self.sheet.text(x, self.y + size, line, size)
            self.y += LEADING[size]

    def table(self, rows: Sequence[Sequence[Cell]], widths: Sequence[float] | None, repeat: int) -> None:
        cells, count = placed(rows)
        columns = max(c.column + c.colspan for c in cells)
        shares = list(widths or [1.0] * columns)
        lefts = [LEFT]
        for share in shares:
            lefts.append(lefts[-1] + (RIGHT - LEFT) * share / sum(shares))
        for cell in cells:
            room = lefts[cell.column + cell.colspan] - lefts[cell.column] - 2 * PAD
            cell.lines = wrapped(cell.text, room, CELL)
        heights = [LEADING[CELL] + 2 * PAD] * count
        for cell in sorted(cells, key=lambda c: c.rowspan):
            needed = len(cell.lines) * LEADING[CELL] + 2 * PAD
            last = cell.row + cell.rowspan - 1
            missing = needed - sum(heights[cell.row : last + 1])
            heights[last] += max(0.0, missing)
        start = 0
        while start < count:
            again = list(range(repeat)) if start else []
            room = BOTTOM - self.y - sum(heights[r] for r in again)
            end = start
            while end < count and sum(heights[start : end + 1]) <= room:
                end += 1
            if end == start and self.y > TOP:
                self.turn()
                continue
            end = max(end, start + 1)
            self._rows(cells, again, lefts, heights)
            self._rows(cells, list(range(start, end)), lefts, heights)
            start = end
            if start < count:
                self.turn()
        self.y += 3.0

    def _rows(self, cells: list[_Placed], rows: list[int], lefts: list[float], heights: list[float]) -> None:
        """Some rows of a table on this page; of a cell that goes over pages the part that lies in them."""
        if not rows:
            return
        tops = {rows[0]: self.y}
        for row in rows:
            tops[row + 1] = tops[row] + heights[row]
        first, last = rows[0], rows[-1]
        for cell in cells:
            top, bottom = max(cell.row, first), min(cell.row + cell.rowspan, last + 1)
            if top >= bottom:
                continue
            x0, x1 = lefts[cell.column], lefts[cell.column + cell.colspan]
            y0, y1 = tops[top], tops[bottom]
            self.sheet.rectangle(x0, y0, x1, y1)
            fitting = max(1, int((y1 - y0 - 2 * PAD + 1e-6) / LEADING[CELL]))
            now, later = cell.lines[:fitting], cell.lines[fitting:]
            if bottom < cell.row + cell.rowspan:
                cell.lines = later
            y = (y0 + y1) / 2 - len(now) * LEADING[CELL] / 2
            for line in now:
                self.sheet.text((x0 + x1) / 2 - width(line, CELL) / 2, y + CELL, line, CELL)
                y += LEADING[CELL]
        self.y = tops[last + 1]


def placed(rows: Sequence[Sequence[Cell]]) -> tuple[list[_Placed], int]:
    """Cells with their rows and columns, and the number of rows: spans push later cells aside, as in HTML."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        column = 0
        for text, rowspan, colspan in row:
            while (r, column) in taken:
                column += 1
            cells.append(_Placed(text, r, column, rowspan, colspan))
            taken |= {(r + i, column + k) for i in range(rowspan) for k in range(colspan)}
    return cells, max(len(rows), max(r for r, _ in taken) + 1)
