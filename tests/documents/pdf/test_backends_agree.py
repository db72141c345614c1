"""PDFium and pdfplumber read the same pages: two parsers that share no line of code."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from documents.pdf.pdf_files import pdf_of, stream, text
from gongkai.documents.pages.model import Page
from gongkai.documents.pdf import pdfium, plumber

FONTS = [
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
    Path("/usr/share/fonts/truetype/arphic/uming.ttc"),
]
REAL = Path(__file__).parents[4] / "shared" / "reports" / "hongze-2023.pdf"

SIDE = 0.12  # of the font size, by which left and right may differ: PDFium widens a cell to its ink
MIDDLE = (
    0.25  # of the font size, by which the middles of cells may: fonts state their ascent in several places
)
LINE = 1.0  # points by which rulings may differ


def agree(data: bytes) -> list[Page]:
    """Asserts that both backends give the same pages; these pages."""
    ours, theirs = pdfium.pages_of(data, "test.pdf"), plumber.pages_of(data, "test.pdf")
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert (one.width, one.height) == pytest.approx((other.width, other.height), abs=0.01)
        assert_same_characters(one, other)
        assert [r.direction for r in one.rulings] == [r.direction for r in other.rulings]
        ends_1 = np.array([r[1:5] for r in one.rulings]).reshape(-1, 4)
        ends_2 = np.array([r[1:5] for r in other.rulings]).reshape(-1, 4)
        assert np.abs(ends_1 - ends_2).max(initial=0) <= LINE
        assert np.array(one.pictures) == pytest.approx(np.array(other.pictures), abs=0.1)
    return ours


def assert_same_characters(one: Page, other: Page) -> None:
    """One to one, each in its place, and in the same order within a line. Blanks are told by place, not by sign."""
    mine = [i for i, character in enumerate(one.text) if not character.isspace()]
    free = [k for k, character in enumerate(other.text) if not character.isspace()]
    assert len(mine) == len(free)
    partners: list[int] = []
    for i in mine:
        partner = next((k for k in free if same(one, i, other, k)), None)
        assert partner is not None, (one.text[i], one.boxes[i])
        free.remove(partner)
        partners.append(partner)
    for i, k, partner_i, partner_k in zip(mine, mine[1:], partners, partners[1:], strict=False):
        if abs(middle(one, i) - middle(one, k)) < MIDDLE * one.sizes[i] and one.boxes[i, 0] < one.boxes[k, 0]:
            assert partner_i < partner_k


def same(one: Page, i: int, other: Page, k: int) -> bool:
    size = one.sizes[i]
    return bool(
        one.text[i] == other.text[k]
        and abs(size - other.sizes[k]) <= 0.05
        and np.abs(one.boxes[i, [0, 2]] - other.boxes[k, [0, 2]]).max() <= SIDE * size
        and abs(middle(one, i) - middle(other, k)) <= MIDDLE * size
    )


def middle(page: Page, i: int) -> float:
    return float(page.boxes[i, 1] + page.boxes[i, 3]) / 2


def sheet(font: Callable[[], str]) -> bytes:
    """Two pages as an office prints them: title, prose, a ruled table, one column of it shaded."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    name = font()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(name, 22)
    canvas.drawCentredString(297, 760, "青川市体育局2023年工作年度报告")
    canvas.setFont(name, 12)
    for n in range(12):
        canvas.drawString(
            72, 700 - 22 * n, f"第{n}行：公开信息 {n * 7} 条，收到申请（含上年结转）{n}件，占 3.5%。"
        )
    canvas.setFillGray(0.9)
    canvas.rect(72, 280, 100, 120, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont(name, 9)
    for row in range(5):
        canvas.line(72, 280 + 30 * row, 472, 280 + 30 * row)
        for column in range(4):
            if row < 4:
                canvas.drawString(76 + 100 * column, 290 + 30 * row, f"{row}行{column}列")
    for column in range(5):
        canvas.rect(72 + 100 * column, 280, 0.5, 120, stroke=0, fill=1)
    canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.setFont(name, 12)
    canvas.drawString(72, 500, "横页：1,234.50 元")
    canvas.grid([72, 172, 372], [300, 340, 420])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def system_font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = next((path for path in FONTS if path.exists()), None)
    if path is None:
        pytest.skip("none of the Chinese fonts that this test knows is installed")
    pdfmetrics.registerFont(TTFont("system", str(path), subfontIndex=0))
    return "system"


def built_in_font() -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


def test_backends_agree_on_an_embedded_font() -> None:
    first, second = agree(sheet(system_font))
    assert "青川市体育局2023年工作年度报告" in first.text
    assert len(first.rulings) == 10
    assert (second.width > second.height, len(second.rulings)) == (True, 6)


def test_backends_agree_on_a_font_that_is_not_embedded() -> None:
    first, second = agree(sheet(built_in_font))
    assert "青川市体育局2023年工作年度报告" in first.text
    assert (len(first.rulings), len(second.rulings)) == (10, 6)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_backends_agree_on_a_file_written_by_hand(rotate: int) -> None:
    form = stream(
        "0.5 w 0 0 100 40 re S 10 10 80 0.4 re f",
        "/Type/XObject/Subtype/Form/BBox[-1 -1 200 200]/Matrix[1 0 0 1 3 0]",
    )
    content = (
        text(60, 700, "REPORT 2023", 18)
        + text(60, 650, "a-b, 12.5", 10)
        + text(60, 640, "ticks", 10)
        + text(60.3, 640, "ticks", 10)
        + "q 1.5 0 0 2 60 400 cm /X1 Do Q 1 G 60 300 m 300 300 l S 0 G 60 280 m 300 280 l S"
    )
    data = pdf_of(
        content,
        page=f"/Rotate {rotate}/CropBox[20 30 500 800]",
        resources="/XObject<</X1 3 0 R>>",
        objects=[form],
    )
    (page,) = agree(data)
    assert len(page.rulings) == 6


@pytest.mark.skipif(not REAL.exists(), reason=f"no {REAL.name} beside the repository")
def test_backends_agree_on_a_real_report() -> None:
    assert len(agree(REAL.read_bytes())) == 5
