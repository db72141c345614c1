"""Small pages drawn by hand, 200 dots to the inch, with the font that Pillow brings along."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 200
PAPER = 245
INK = 30


def sheet(width: int = 900, height: int = 600) -> Image.Image:
    """A blank page."""
    return Image.new("L", (width, height), PAPER)


def ruled(
    page: Image.Image, xs: Sequence[int], ys: Sequence[int], texts: Sequence[Sequence[str]], *, size: int = 30
) -> Image.Image:
    """A table with all its rulings, each text in the middle of its cell."""
    draw = ImageDraw.Draw(page)
    for x in xs:
        draw.line([(x, ys[0]), (x, ys[-1])], fill=INK, width=2)
    for y in ys:
        draw.line([(xs[0], y), (xs[-1], y)], fill=INK, width=2)
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            middle = ((xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2)
            draw.text(middle, text, fill=INK, font=ImageFont.load_default(size), anchor="mm")
    return page


def written(page: Image.Image, x: int, y: int, text: str, *, size: int = 40) -> Image.Image:
    """A line of text whose left end and middle height are given."""
    ImageDraw.Draw(page).text((x, y), text, fill=INK, font=ImageFont.load_default(size), anchor="lm")
    return page


def noisy(page: Image.Image, *, sigma: float = 6, seed: int = 1) -> Image.Image:
    """The page with a scanner's noise."""
    grey = np.asarray(page, np.float32)
    grey = grey + np.random.default_rng(seed).normal(0, sigma, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def saved(page: Image.Image, kind: str, **settings: object) -> bytes:
    """The bytes of a picture file."""
    stream = io.BytesIO()
    page.save(stream, kind, dpi=(DPI, DPI), **settings)
    return stream.getvalue()
