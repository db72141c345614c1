"""PDF drawn by reportlab: tables with spans, torn over pages, in many ways to draw or leave out their rules."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from formats.model import Kind, Sample, Table, Text

if TYPE_CHECKING:
    from formats.renderers.torn import Piece

FONTS: Final = {
    "zenhei": "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "uming": "/usr/share/fonts/truetype/arphic/uming.ttc",
    "STSong-Light": None,  # of Adobe's collections: never embedded
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How a sample is printed.

    ``rules``: full, open (no lines at the left and right edge), double, white (white lines through merged cells),
    rects (thin filled rectangles instead of lines), horizontal, none. ``repeat``: header rows on every page.
    ``split``: rows may be torn within. ``size`` of the text in points, ``cell`` of the text in tables.
    """

    rules: str = "full"
    font: str = "STSong-Light"
    size: float = 14
    cell: float = 9
    repeat: bool = False
    split: bool = False
    height: float = 841.9  # of the page in points
    running: bool = True
    padding: float = 3
    widest: float = 9.0  # of the columns, relative: a narrow one has labels of many lines


LAYOUTS: Final[dict[str, Layout]] = {
    "full": Layout(),
    "full-repeat": Layout(repeat=True, font="zenhei", height=640),
    "full-torn": Layout(split=True, font="uming", height=488, cell=12, padding=4, widest=1.6),
    "torn-repeat": Layout(split=True, repeat=True, height=544, size=16, cell=10.5, widest=2),
    "open": Layout(rules="open", font="uming", size=12, cell=8),
    "double": Layout(rules="double"),
    "white": Layout(rules="white", font="zenhei"),
    "rects": Layout(rules="rects", font="uming", height=700),
    "horizontal": Layout(rules="horizontal", running=False),
    "none": Layout(rules="none", size=16, running=False),
}


def available(layout: Layout) -> bool:
    """Whether the layout's font is on this machine."""
    path = FONTS[layout.font]
    return path is None or Path(path).exists()


def render(sample: Sample, *, layout: Layout) -> bytes:
    """The file's bytes."""
    from reportlab.lib.units import mm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    font = _font(layout.font)
    stream = io.BytesIO()
    width, edge = 595.3, 25 * mm
    document = BaseDocTemplate(stream, pagesize=(width, layout.height), title=sample.title)
    frame = Frame(edge, edge, width - 2 * edge, layout.height - 2 * edge, 0, 0, 0, 0)

    def running(canvas: Any, _: Any) -> None:
        if not layout.running:
            return
        canvas.setFont(font, 9)
        canvas.drawRightString(width - edge, layout.height - 15 * mm, sample.title)
        canvas.line(edge, layout.height - 16 * mm, width - edge, layout.height - 16 * mm)
        canvas.drawCentredString(width / 2, 12 * mm, f"- {canvas.getPageNumber()} -")

    document.addPageTemplates([PageTemplate(frames=[frame], onPage=running)])
    flow: list[Any] = []
    for block in sample.blocks:
        flow += (
            _table(block, layout, font, width - 2 * edge)
            if isinstance(block, Table)
            else [_paragraph(block, layout, font)]
        )
    document.build(flow, canvasmaker=_canvas(rects=layout.rules == "rects"))
    return stream.getvalue()


@cache
def _font(name: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    path = FONTS[name]
    pdfmetrics.registerFont(UnicodeCIDFont(name) if path is None else TTFont(name, path, subfontIndex=0))
    return name


def _canvas(*, rects: bool) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    class Rectangles(Canvas):  # type: ignore[misc]
        """Draws every straight line as a thin filled rectangle, as spreadsheets do."""

        def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
            half = 0.3
            left, right = sorted((x1, x2))
            low, high = sorted((y1, y2))
            self.setFillGray(0)
            self.rect(
                left - half, low - half, right - left + 2 * half, high - low + 2 * half, stroke=0, fill=1
            )

    return Rectangles if rects else Canvas


def _paragraph(block: Text, layout: Layout, font: str) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    size = {Kind.TITLE: layout.size * 1.5, Kind.NOTE: layout.size * 0.8}.get(block.kind, layout.size)
    indented = block.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.NOTE)
    style = ParagraphStyle(
        block.kind.value,
        fontName=font,
        fontSize=size,
        leading=size * 1.7,
        alignment={Kind.TITLE: 1, Kind.RIGHT: 2}.get(block.kind, 0),
        firstLineIndent=2 * size if indented else 0,
        spaceBefore=size if block.kind is Kind.HEADING else 0,
        wordWrap="CJK",
    )
    return Paragraph(escape(block.text), style)


def _table(table: Table, layout: Layout, font: str, width: float) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer

    from formats.renderers.torn import Piece, Torn

    style = ParagraphStyle(
        "cell",
        fontName=font,
        fontSize=layout.cell,
        leading=layout.cell * 1.25,
        alignment=1,
        wordWrap="CJK",
        allowWidows=1,
        allowOrphans=1,
    )
    pieces = [
        Piece(
            row=row,
            column=column,
            rowspan=cell.rowspan,
            colspan=cell.colspan,
            content=Paragraph(escape(cell.text).replace("\n", "<br/>"), style) if cell.text else "",
        )
        for row, column, cell in table.placed()
    ]

    def rules(own: Sequence[Piece]) -> list[tuple[Any, ...]]:
        whites = [line for p in own for line in _white_lines(p)] if layout.rules == "white" else []
        return _rules(layout.rules) + whites

    widths = [min(w, layout.widest) for w in table.widths]
    unit = width / sum(widths)
    flow = Torn(
        pieces,
        rows=len(table.rows),
        widths=[w * unit for w in widths],
        header=table.header_rows,
        repeat=layout.repeat,
        tear=layout.split,
        padding=layout.padding,
        rules=rules,
    )
    return [flow, Spacer(1, 8)]


def _rules(kind: str) -> list[tuple[Any, ...]]:
    from reportlab.lib.colors import black

    every = ((0, 0), (-1, -1), 0.6, black)
    if kind in ("full", "white", "rects"):
        return [("GRID", *every)]
    if kind == "open":
        return [
            ("INNERGRID", *every),
            ("LINEABOVE", (0, 0), (-1, 0), 0.6, black),
            ("LINEBELOW", (0, -1), (-1, -1), 0.6, black),
        ]
    if kind == "double":
        return [("GRID", (0, 0), (-1, -1), 0.4, black, 0, None, None, 2, 1.2)]
    if kind == "horizontal":
        return [("LINEABOVE", *every), ("LINEBELOW", *every)]
    return []


def _white_lines(piece: Piece) -> list[tuple[Any, ...]]:
    """Through a merged cell, where the lines of its parts would be. reportlab itself draws none there."""
    from reportlab.lib.colors import white

    row, column = piece.row, piece.column
    last_row, last_column = row + piece.rowspan - 1, column + piece.colspan - 1
    lines: list[tuple[Any, ...]] = [
        ("LINEBELOW", (column, r), (last_column, r), 0.6, white) for r in range(row, last_row)
    ]
    return lines + [("LINEAFTER", (c, row), (c, last_row), 0.6, white) for c in range(column, last_column)]
