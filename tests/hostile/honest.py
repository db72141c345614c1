"""Small honest files of every kind, from which hostile ones are made."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from formats.renderers import docx, html, ofd, reportlab_pdf, text
from formats.samples import load_sample, sample_names
from hostile.bombs import pdf
from hostile.nesting import nested_by_reportlab


@cache
def honest_files() -> dict[str, bytes]:
    """Name -> bytes."""
    sample = load_sample(sample_names()[0])
    layout = next(each for each in reportlab_pdf.LAYOUTS.values() if reportlab_pdf.available(each))
    return {
        "gov.html": html.render(sample, style="gov"),
        "word.html": html.render(sample, style="word"),
        "plain.docx": docx.render(sample),
        "tracked.docx": docx.render(sample, variant="tracked"),
        "sheet.ofd": ofd.render(sample),
        "report.pdf": reportlab_pdf.render(sample, layout=layout),
        "open.pdf": _open_pdf(),
        "forms.pdf": nested_by_reportlab(3, 3, encrypted=False),
        "tabs.txt": text.render(sample),
        "page.png": _picture("PNG"),
        "page.jpg": _picture("JPEG"),
        "page.tif": _picture("TIFF"),
    }


def _open_pdf() -> bytes:
    """A PDF whose streams are not packed: a change reaches what is drawn."""
    rows = "".join(f"40 {700 - 20 * n} m 500 {700 - 20 * n} l S " for n in range(12))
    columns = "".join(f"{40 + 46 * n} 700 m {40 + 46 * n} 480 l S " for n in range(11))
    words = "".join(
        f"BT /F 9 Tf {44 + 46 * (n % 10)} {686 - 20 * (n // 10)} Td ({n}) Tj ET " for n in range(110)
    )
    font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return pdf(content=f"0.5 w {rows}{columns}{words}".encode(), resources=font)


def _picture(kind: str) -> bytes:
    image = Image.new("L", (300, 200), 255)
    draw = ImageDraw.Draw(image)
    for n in range(4):
        draw.line([(20, 20 + 40 * n), (280, 20 + 40 * n)], fill=0, width=2)
        draw.line([(20 + 80 * n, 20), (20 + 80 * n, 140)], fill=0, width=2)
        draw.text((50 + 60 * (n % 3), 30), str(n), fill=0)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
