"""Filled forms typeset over A4 pages, with many fonts, sizes and widths of lines.

``filled_form(seed)`` typesets a title, headings, prose and the three tables of the form of 2021. Everything depends on
the seed and on the fonts of the machine.
"""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from benchmarks.filled_forms import FormCell, FormTable, filled_tables, sentences
from gongkai.codebook.load import load_codebook

# Fonts by family name, as fontconfig knows them; the last two are PDFium's own Times and Helvetica.
TEXT_FONTS: Final = (
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "AR PL UMing CN",
    "AR PL UKai CN",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
)
FIGURE_FONTS: Final = ("Times-Roman", "Helvetica", "DejaVu Serif", "the font of the text")
A4: Final = (595.28, 841.89)  # points
DRAWN_AT: Final = 400  # dpi of the print, twice that of the scan
TABLE_SIZES: Final = (9.0, 10.5)  # points, the least and the largest font size in tables
RULE_WIDTHS: Final = (0.5, 1.0)  # points


@dataclass(frozen=True, kw_only=True)
class Look:
    """How one form is typeset."""

    text_font: str
    figure_font: str
    size: float
    rule: float
    margin: float
    padding: float
    shaded: bool
    upright_label: bool
    figures_left: bool


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """One form: its pages as printed (grey, ``DRAWN_AT`` dpi), its tables and its lines of prose, in reading order."""

    seed: int
    look: Look
    tables: tuple[FormTable, ...]
    prose: tuple[str, ...]
    pages: tuple[Image.Image, ...]


def missing_fonts() -> list[str]:
    """The families that this machine lacks."""
    return [family for family in TEXT_FONTS if _font_file(family) is None]


def filled_form(seed: int, *, fonts: Sequence[str] = TEXT_FONTS) -> FilledForm:
    """The form with that seed. Raises LookupError where a font is missing."""
    rng = random.Random(seed)
    figure_font = rng.choice(FIGURE_FONTS)
    text_font = fonts[seed % len(fonts)]
    look = Look(
        text_font=text_font,
        figure_font=text_font if figure_font == FIGURE_FONTS[-1] else figure_font,
        size=rng.uniform(*TABLE_SIZES),
        rule=rng.uniform(*RULE_WIDTHS),
        margin=rng.uniform(50, 80),
        padding=rng.uniform(1.5, 3.0),
        shaded=rng.random() < 0.3,
        upright_label=rng.random() < 0.5,
        figures_left=rng.random() < 0.15,
    )
    tables = filled_tables(load_codebook().tables, rng, upright_label=look.upright_label)
    sheet = _Sheet(look)
    sheet.prose("某某市青禾区人民政府办公室", size=18, centred=True)
    sheet.prose(f"{rng.randint(2021, 2025)}年政府信息公开工作年度报告", size=18, centred=True)
    sheet.prose(sentences(rng, 4), indent=True)
    sheet.prose("一、总体情况", indent=True)
    sheet.prose(sentences(rng, 6), indent=True)
    sheet.prose(sentences(rng, 5), indent=True)
    sheet.prose("二、主动公开政府信息情况", indent=True)
    sheet.table(tables[0])
    sheet.turn()
    sheet.prose("三、收到和处理政府信息公开申请情况", indent=True)
    sheet.table(tables[1])
    sheet.turn()
    sheet.prose("四、政府信息公开行政复议、行政诉讼情况", indent=True)
    sheet.table(tables[2])
    sheet.prose("五、存在的主要问题及改进情况", indent=True)
    sheet.prose(sentences(rng, 6), indent=True)
    sheet.prose("六、其他需要报告的事项", indent=True)
    sheet.prose(sentences(rng, 2), indent=True)
    return FilledForm(seed=seed, look=look, tables=tables, prose=tuple(sheet.lines), pages=tuple(sheet.pages))


class _Sheet:
    """Pages that fill from top to bottom."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.pages: list[Image.Image] = []
        self.lines: list[str] = []
        self.turn()

    def turn(self) -> None:
        """A new page."""
        self.pages.append(Image.new("L", (_px(A4[0]), _px(A4[1])), 255))
        self.draw = ImageDraw.Draw(self.pages[-1])
        self.y = 70.0

    def prose(self, text: str, *, size: float = 14, indent: bool = False, centred: bool = False) -> None:
        """A paragraph."""
        lines = _wrapped(
            "\u3000\u3000" * indent + text, self.look.text_font, size, A4[0] - 2 * self.look.margin
        )
        for line in lines:
            width = _width(line, self.look.text_font, size)
            x = (A4[0] - width) / 2 if centred else self.look.margin
            _write(self.draw, x, self.y, line, self.look.text_font, size)
            self.lines.append(line.strip("\u3000"))
            self.y += size * 1.6

    def table(self, table: FormTable) -> None:
        """A table, at the place the page is filled to."""
        look = self.look
        whole = A4[0] - 2 * look.margin
        xs = [look.margin + whole * sum(table.widths[:n]) for n in range(len(table.widths) + 1)]
        heights = [look.size + 2 * look.padding + 1] * table.rows
        for cell in sorted(table.cells, key=lambda c: c.rowspan):
            need = len(self._lines(cell, xs)) * look.size * 1.15 + 2 * look.padding
            have = sum(heights[cell.row : cell.row + cell.rowspan])
            if need > have and not cell.upright:
                heights[cell.row + cell.rowspan - 1] += need - have
        ys = [self.y + 6 + sum(heights[:n]) for n in range(table.rows + 1)]
        for cell in table.cells:
            box = (
                xs[cell.column],
                ys[cell.row],
                xs[cell.column + cell.colspan],
                ys[cell.row + cell.rowspan],
            )
            if look.shaded and cell.colspan == 4:
                self.draw.rectangle([_px(v) for v in box], fill=200)
            corners = [
                (box[0], box[1]),
                (box[2], box[1]),
                (box[2], box[3]),
                (box[0], box[3]),
                (box[0], box[1]),
            ]
            outline = [(_px(x), _px(y)) for x, y in corners]
            self.draw.line(outline, fill=0, width=max(1, _px(look.rule)))
        for cell in table.cells:
            self._fill(cell, xs, ys)
        self.y = ys[-1] + 16

    def _lines(self, cell: FormCell, xs: list[float]) -> list[str]:
        width = xs[cell.column + cell.colspan] - xs[cell.column] - 2 * self.look.padding
        if cell.upright:
            return list(cell.text)
        font = self.look.figure_font if cell.value else self.look.text_font
        return [cell.text] if cell.value else _wrapped(cell.text, font, self.look.size, width)

    def _fill(self, cell: FormCell, xs: list[float], ys: list[float]) -> None:
        look = self.look
        lines = self._lines(cell, xs)
        left, right = xs[cell.column], xs[cell.column + cell.colspan]
        top, bottom = ys[cell.row], ys[cell.row + cell.rowspan]
        y = (top + bottom - len(lines) * look.size * 1.15) / 2 + look.size * 0.075
        chinese = not cell.text.isascii()
        font = look.figure_font if cell.value and not chinese else look.text_font
        for line in lines:
            size = look.size
            width = _width(line, font, size)
            while width > right - left - 2 and size > 5:
                size -= 0.5
                width = _width(line, font, size)
            centred = (left + right - width) / 2
            long = not cell.value and len(cell.text) > 7
            x = left + look.padding if long or (cell.value and look.figures_left) else centred
            _write(self.draw, x, y, line, font, size)
            y += look.size * 1.15


def _px(points: float) -> int:
    return round(points * DRAWN_AT / 72)


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """The text broken into lines; no line begins with a closing mark."""
    lines = [""]
    for char in text:
        if _width(lines[-1] + char, font, size) > width and char not in "，。、）：" and lines[-1]:
            lines.append("")
        lines[-1] += char
    return lines


def _width(text: str, font: str, size: float) -> float:
    if font in FIGURE_FONTS[:2]:
        return float(_pdf_width(text, font, size))
    return float(_font(font, size).getlength(text)) * 72 / DRAWN_AT


def _write(draw: ImageDraw.ImageDraw, x: float, y: float, text: str, font: str, size: float) -> None:
    if not text:
        return
    if font in FIGURE_FONTS[:2]:
        draw._image.paste(0, (_px(x - size), _px(y)), _pdf_mask(text, font, size))
        return
    draw.text((_px(x), _px(y + size * 0.88)), text, font=_font(font, size), fill=0, anchor="ls")


@cache
def _font_file(family: str) -> tuple[str, int] | None:
    found = subprocess.run(
        ["fc-match", "-f", "%{family}\t%{file}\t%{index}", family],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\t")
    return (found[1], int(found[2]) & 0xFFFF) if len(found) == 3 and family in found[0].split(",") else None


@cache
def _font(family: str, size: float) -> ImageFont.FreeTypeFont:
    found = _font_file(family)
    if found is None:
        raise LookupError(f"no font {family}")
    return ImageFont.truetype(found[0], round(size * DRAWN_AT / 72), index=found[1])


def _pdf_width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return stringWidth(text.replace("—", "\u2014"), font, size)


@lru_cache(maxsize=4096)
def _pdf_mask(text: str, font: str, size: float) -> Image.Image:
    """The text in one of the fonts that PDFium brings along, white where it is inked, with ``size`` around it."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(_pdf_width(text, font, size) + 2 * size, size * 1.4))
    canvas.setFont(font, size)
    canvas.drawString(size, size * 0.52, text)
    canvas.save()
    page = pypdfium2.PdfDocument(stream.getvalue())[0]
    grey = page.render(scale=DRAWN_AT / 72, grayscale=True).to_pil().convert("L")
    return grey.point(lambda level: 255 - level)
