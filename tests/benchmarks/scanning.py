"""Printed forms scanned in simulation: what character recognition is measured on.

``scanned(form)`` makes of each page of a form what a flatbed scanner makes of a print; all of it depends on the form's
seed.
"""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from benchmarks.printing import DRAWN_AT, FIGURE_FONTS, TABLE_SIZES, TEXT_FONTS, FilledForm

SCANNED_AT: Final = 200  # dpi
ROTATION: Final = 1.0  # degrees, to either side
BLUR: Final = (0.3, 0.9)  # pixels of the scan, standard deviation
NOISE: Final = (4.0, 12.0)  # grey levels of 255, standard deviation
GRADIENT: Final = 18.0  # grey levels that the lamp's brightness changes over the page, at most
PAPER: Final = (232, 252)  # grey level of the paper
INK: Final = (15, 70)  # grey level of the ink
SPECKLE: Final = (0.0, 0.00004)  # share of pixels that are dust, each of one to four pixels
QUALITY: Final = (60, 90)  # of the JPEG that the scanner makes

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
