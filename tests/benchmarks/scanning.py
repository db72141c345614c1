"""Filled statutory forms, typeset and then scanned in simulation: what character recognition is measured on.

``filled_form(seed)`` typesets the three tables of the form of 2021 with made-up values, a title, headings and prose
over several A4 pages; ``scanned(form)`` makes of each page what a flatbed scanner makes of a print. Everything depends
on the seed alone (and on the fonts of the machine). The labels are the codebook's, the values and the prose invented.
"""

from __future__ import annotations

import io
import random
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Table

# Typesetting. Fonts by family name, as fontconfig knows them; the last two are PDFium's own Times and Helvetica.
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

# The scanner.
SCANNED_AT: Final = 200  # dpi
ROTATION: Final = 1.0  # degrees, to either side
BLUR: Final = (0.3, 0.9)  # pixels of the scan, standard deviation
NOISE: Final = (4.0, 12.0)  # grey levels of 255, standard deviation
GRADIENT: Final = 18.0  # grey levels that the lamp's brightness changes over the page, at most
PAPER: Final = (232, 252)  # grey level of the paper
INK: Final = (15, 70)  # grey level of the ink
SPECKLE: Final = (0.0, 0.00004)  # share of pixels that are dust, each of one to four pixels
QUALITY: Final = (60, 90)  # of the JPEG that the scanner makes

# Values: share of the cells that say something else than a plain 0.
SHARES: Final = (
    ("zero", 0.58),
    ("digit", 0.13),
    ("tens", 0.09),
    ("hundreds", 0.05),
    ("thousands", 0.03),
    ("tens of thousands", 0.02),
    ("decimal", 0.01),
    ("none", 0.02),
    ("slash", 0.015),
    ("dash", 0.015),
    ("blank", 0.04),
)
PARAMETERS: Final = {
    "fonts of the text": ", ".join(TEXT_FONTS),
    "fonts of the figures": ", ".join(FIGURE_FONTS),
    "font size in tables": f"{TABLE_SIZES[0]} to {TABLE_SIZES[1]} pt",
    "scanned at": f"{SCANNED_AT} dpi",
    "rotation": f"-{ROTATION} to {ROTATION} degrees",
    "blur": f"sigma {BLUR[0]} to {BLUR[1]} px",
    "noise": f"sigma {NOISE[0]} to {NOISE[1]} of 255",
    "brightness": f"paper {PAPER[0]} to {PAPER[1]}, ink {INK[0]} to {INK[1]}, gradient up to {GRADIENT}",
    "speckle": f"up to {SPECKLE[1]} of the pixels",
    "JPEG quality": f"{QUALITY[0]} to {QUALITY[1]}",
}


@dataclass(frozen=True, kw_only=True)
class FormCell:
    """A cell as it was printed. ``field``: the codebook's id of a value, None for a label; ``upright``: one character
    below the other."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    field: str | None = None
    upright: bool = False

    @property
    def value(self) -> bool:
        """Whether it is a value (a blank one too), and no label."""
        return self.field is not None


@dataclass(frozen=True, kw_only=True)
class FormTable:
    """A printed table, its column widths as shares of the table's, and the page it stands on (from 1)."""

    name: str
    cells: tuple[FormCell, ...]
    widths: tuple[float, ...]
    page: int

    @property
    def rows(self) -> int:
        """Rows of the table."""
        return max(cell.row + cell.rowspan for cell in self.cells)


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
    codebook = load_codebook()
    tables = (
        _disclosure(codebook.tables["disclosure"], rng),
        _applications(codebook.tables["applications"], rng, look),
        _review(codebook.tables["review_litigation"], rng),
    )
    sheet = _Sheet(look)
    sheet.prose("某某市青禾区人民政府办公室", size=18, centred=True)
    sheet.prose(f"{rng.randint(2021, 2025)}年政府信息公开工作年度报告", size=18, centred=True)
    sheet.prose(_sentences(rng, 4), indent=True)
    sheet.prose("一、总体情况", indent=True)
    sheet.prose(_sentences(rng, 6), indent=True)
    sheet.prose(_sentences(rng, 5), indent=True)
    sheet.prose("二、主动公开政府信息情况", indent=True)
    sheet.table(tables[0])
    sheet.turn()
    sheet.prose("三、收到和处理政府信息公开申请情况", indent=True)
    sheet.table(tables[1])
    sheet.turn()
    sheet.prose("四、政府信息公开行政复议、行政诉讼情况", indent=True)
    sheet.table(tables[2])
    sheet.prose("五、存在的主要问题及改进情况", indent=True)
    sheet.prose(_sentences(rng, 6), indent=True)
    sheet.prose("六、其他需要报告的事项", indent=True)
    sheet.prose(_sentences(rng, 2), indent=True)
    return FilledForm(seed=seed, look=look, tables=tables, prose=tuple(sheet.lines), pages=tuple(sheet.pages))


def scanned(form: FilledForm) -> list[Image.Image]:
    """The form's pages as a scanner gives them: grey, ``SCANNED_AT`` dpi, each as it came out of its JPEG."""
    return [_scan(page, random.Random(form.seed * 1000 + n)) for n, page in enumerate(form.pages)]


def tiff_of(pages: Sequence[Image.Image]) -> bytes:
    """The pages as one TIFF file."""
    stream = io.BytesIO()
    fresh = [
        Image.fromarray(np.asarray(page)) for page in pages
    ]  # without the settings of an earlier encoder
    fresh[0].save(
        stream,
        "TIFF",
        save_all=True,
        append_images=fresh[1:],
        compression="tiff_lzw",
        dpi=(SCANNED_AT,) * 2,
    )
    return stream.getvalue()


def pdf_of(pages: Sequence[Image.Image]) -> bytes:
    """The pages as a PDF file that holds images and no text."""
    stream = io.BytesIO()
    pages[0].save(
        stream, "PDF", save_all=True, append_images=list(pages[1:]), resolution=SCANNED_AT, quality=95
    )
    return stream.getvalue()


def _scan(page: Image.Image, rng: random.Random) -> Image.Image:
    noise = np.random.default_rng(rng.getrandbits(32))
    scale = SCANNED_AT / DRAWN_AT
    turned = page.rotate(rng.uniform(-ROTATION, ROTATION), Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(rng.uniform(*BLUR) / scale))
    small = blurred.resize((round(page.width * scale), round(page.height * scale)), Image.Resampling.BOX)
    paper, ink = rng.uniform(*PAPER), rng.uniform(*INK)
    grey = ink + (paper - ink) * np.asarray(small, dtype=np.float32) / 255
    height, width = grey.shape
    slope_x, slope_y = rng.uniform(-GRADIENT, GRADIENT) / 2, rng.uniform(-GRADIENT, GRADIENT) / 2
    grey += slope_x * np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    grey += slope_y * np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    for _ in range(round(rng.uniform(*SPECKLE) * grey.size)):
        y, x, size = rng.randrange(height), rng.randrange(width), rng.choice((1, 1, 2))
        grey[y : y + size, x : x + size] = rng.uniform(30, 160)
    grey += noise.normal(0, rng.uniform(*NOISE), grey.shape).astype(np.float32)
    stream = io.BytesIO()
    Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(
        stream, "JPEG", quality=rng.randint(*QUALITY), dpi=(SCANNED_AT,) * 2
    )
    return Image.open(io.BytesIO(stream.getvalue())).convert("L")


# --- what stands in the tables


def _value(rng: random.Random) -> str:
    kind = rng.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
    match kind:
        case "digit":
            return str(rng.randint(1, 9))
        case "tens":
            return str(rng.randint(10, 99))
        case "hundreds":
            return str(rng.randint(100, 999))
        case "thousands":
            return str(rng.randint(1000, 9999))
        case "tens of thousands":
            return str(rng.randint(10000, 99999))
        case "decimal":
            return f"{rng.randint(0, 999)}.{rng.randint(1, 99)}"
    return {"zero": "0", "none": "无", "slash": "/", "dash": rng.choice("-—"), "blank": ""}[kind]


def _money(rng: random.Random) -> str:
    places = rng.choice((0, 2, 4, 6))
    return f"{rng.uniform(0, 9999):.{places}f}" if rng.random() < 0.8 else _value(rng)


def _disclosure(table: Table, rng: random.Random) -> FormTable:
    cells: list[FormCell] = []
    row = 0
    groups = (("一", ("regulations", "normative_documents")), ("五", ("licensing",)))
    groups += (("六", ("penalties", "coercion")), ("八", ("charges",)))
    for numeral, names in groups:
        columns = table.columns_of(names[0], "2021")
        span = 3 // len(columns)
        cells.append(FormCell(row=row, column=0, colspan=4, text=f"第二十条第（{numeral}）项"))
        cells.append(FormCell(row=row + 1, column=0, text="信息内容"))
        for n, column in enumerate(columns):
            label = table.columns[column].zh
            cells.append(FormCell(row=row + 1, column=1 + n * span, colspan=span, text=label))
        for k, name in enumerate(names):
            cells.append(FormCell(row=row + 2 + k, column=0, text=table.rows[name].label))
            for n, column in enumerate(columns):
                text = _money(rng) if column.startswith("amount") else _value(rng)
                field = f"disclosure.{name}.{column}"
                cells.append(
                    FormCell(row=row + 2 + k, column=1 + n * span, colspan=span, text=text, field=field)
                )
        row += 2 + len(names)
    return FormTable(name="disclosure", cells=tuple(cells), widths=(0.25, 0.25, 0.25, 0.25), page=1)


def _applications(table: Table, rng: random.Random, look: Look) -> FormTable:
    cells = [
        FormCell(row=0, column=0, rowspan=3, colspan=3, text=f"（{table.headers[0]}）"),
        FormCell(row=0, column=3, colspan=7, text="申请人情况"),
        FormCell(row=1, column=3, rowspan=2, text=table.columns["natural_person"].zh),
        FormCell(row=1, column=4, colspan=5, text="法人或其他组织"),
        *(
            FormCell(row=2, column=4 + n, text=table.columns[name].zh)
            for n, name in enumerate(("business", "research", "social", "legal", "other"))
        ),
        FormCell(row=1, column=9, rowspan=2, text=table.columns["total"].zh),
    ]
    rows = table.rows_of("2021")
    first = 3
    groups = [rows.index(name) for name in ("granted", "processed")]
    cells.append(
        FormCell(
            row=first + groups[0],
            column=0,
            rowspan=groups[1] - groups[0] + 1,
            text="三、本年度办理结果",
            upright=look.upright_label,
        )
    )
    for n, name in enumerate(rows):
        entry, row = table.rows[name], first + n
        label = f"{entry.number}{'、' if entry.number in tuple('一二三四') else ''}{entry.label}"
        if name in ("new", "carried_over", "carried_forward"):
            cells.append(FormCell(row=row, column=0, colspan=3, text=label))
        elif entry.parent is None:
            if name == "partially_granted":
                label = f"{entry.number}{entry.aliases[0]}"
            cells.append(FormCell(row=row, column=1, colspan=2, text=label))
        else:
            members = [other for other in rows if table.rows[other].parent == entry.parent]
            if name == members[0]:
                numeral = "一二三四五六"[table.outcomes.index(name.split(".")[0])]
                cells.append(
                    FormCell(row=row, column=1, rowspan=len(members), text=f"（{numeral}）{entry.parent}")
                )
            cells.append(FormCell(row=row, column=2, text=f"{entry.number}.{entry.label}"))
        cells += [
            FormCell(row=row, column=3 + k, text=_value(rng), field=f"applications.{name}.{column}")
            for k, column in enumerate(table.columns)
        ]
    widths = (0.07, 0.10, 0.33, *(0.5 / 7,) * 7)
    return FormTable(name="applications", cells=tuple(cells), widths=widths, page=2)


def _review(table: Table, rng: random.Random) -> FormTable:
    labels = [column.zh for column in table.columns.values()]
    cells = [
        FormCell(row=0, column=0, colspan=5, text=table.rows["review"].label),
        FormCell(row=0, column=5, colspan=10, text=table.headers[0]),
        FormCell(row=1, column=5, colspan=5, text=table.rows["litigation_direct"].label),
        FormCell(row=1, column=10, colspan=5, text=table.rows["litigation_after_review"].label),
        *(FormCell(row=1, column=n, rowspan=2, text=label) for n, label in enumerate(labels)),
        *(FormCell(row=2, column=5 + n, text=label) for n, label in enumerate(labels * 2)),
        *(
            FormCell(row=3, column=n, text=_value(rng), field=f"review_litigation.{field}")
            for n, field in enumerate(f"{row}.{column}" for row in table.rows for column in table.columns)
        ),
    ]
    return FormTable(name="review_litigation", cells=tuple(cells), widths=(1 / 15,) * 15, page=3)


_SENTENCES: Final = (
    "全年通过门户网站发布各类信息{n}条。",
    "本机关制作的文件均在规定时限内公开。",
    "办公室安排{n}名工作人员负责受理和答复。",
    "专栏按季度更新，栏目结构较上年更清楚。",
    "共举办业务培训{n}期，参加人员{n}人次。",
    "收到的申请全部在法定期限内办结。",
    "政务新媒体推送图文{n}篇，阅读量约{n}万次。",
    "公众可在青禾路{n}号查阅纸质文本，电话0000-{n}。",
    "来年将完善审查流程，补充解读材料。",
)


def _sentences(rng: random.Random, count: int) -> str:
    return "".join(s.format(n=rng.randint(1, 4000)) for s in rng.sample(_SENTENCES, count))


# --- typesetting


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
