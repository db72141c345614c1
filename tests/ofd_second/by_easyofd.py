"""What easyofd makes of OFD files, for the test beside this one. Runs in easyofd's own environment.

``texts FILE`` prints the runs of text of each page as JSON; ``pdf FILE OUT`` draws the file; ``make OUT`` writes an OFD
file of a PDF with the lines of standard input, a blank one between pages; ``scan OUT IMAGE...`` one of images.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from easyofd.ofd import OFD
from loguru import logger
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

logger.remove()
FONT = "STSong-Light"


def opened(path: str) -> OFD:
    document = OFD()
    document.read(Path(path).read_bytes(), fmt="binary")
    return document


def texts(path: str) -> str:
    (document,) = opened(path).data
    pages = document["page_info"]
    return json.dumps(
        [[run["text"] for run in pages[n]["text_list"]] for n in sorted(pages)], ensure_ascii=False
    )


def pdf(path: str, out: str) -> None:
    # It draws every character in a font that only Windows has: this one needs no file.
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    set_font = Canvas.setFont
    Canvas.setFont = lambda self, name, size, leading=None: set_font(self, FONT, size, leading)
    Path(out).write_bytes(opened(path).to_pdf())


def make(out: str) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842))
    for page in sys.stdin.read().strip().split("\n\n"):
        canvas.setFont(FONT, 16)
        for n, line in enumerate(page.split("\n")):
            canvas.drawString(90, 740 - 30 * n, line)
        canvas.showPage()
    canvas.save()
    Path(out).write_bytes(OFD().pdf2ofd(held.getvalue(), optional_text=True))


def scan(out: str, *images: str) -> None:
    from PIL import Image

    Path(out).write_bytes(OFD().jpg2ofd([Image.open(path) for path in images]))


if __name__ == "__main__":
    verb, *rest = sys.argv[1:]
    if verb == "texts":
        sys.stdout.buffer.write(texts(*rest).encode())
    else:
        {"pdf": pdf, "make": make, "scan": scan}[verb](*rest)
