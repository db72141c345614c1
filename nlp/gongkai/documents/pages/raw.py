"""A page as its file describes it, before it is turned upright: what both backends make, and one code finishes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Page

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

MAX_PAGES: Final = 300  # of one file; the longest real reports have about 60
MAX_CHARACTERS: Final = 1_000_000  # in all pages; the longest real reports have about 60,000
LOST = "\ufffd"
"""Stands in a page's text for a character whose code the file does not give: its place is known, it is not."""


class Backend(StrEnum):
    """What parses the file. Both give the same pages, PDFium in a tenth of the time; pdfplumber is the reference."""

    PDFIUM = "pdfium"
    PDFPLUMBER = "pdfplumber"


@dataclass(frozen=True, kw_only=True, slots=True)
class RawPage:
    """Everything on a page in the file's own coordinates: points, from the lower left, not rotated.

    Attributes:
        box: left, bottom, right, top of what a viewer shows (crop box within media box).
        quarters: clockwise quarter turns by which a viewer shows it.
        characters: one code point each, in the file's order, ``LOST`` where it has no code.
        boxes: shape (characters, 4): left, bottom, right, top of each character's cell.
        sizes: shape (characters,): font size in points as printed.
        turns: shape (characters,): counter-clockwise quarter turns of its baseline, -1 where it stands askew.
        hidden: shape (characters,): printed by no ink (render mode 3 or 7, or fully transparent).
        pale: shape (characters,): printed in white.
        strokes: shape (strokes, 5): x0, y0, x1, y1 of each straight stroke, and its width in points.
        pale_strokes: shape (strokes,): drawn in white.
        fills: shape (fills, 4): left, bottom, right, top of each filled shape.
        pale_fills: shape (fills,): filled with white.
        pictures: shape (pictures, 4): left, bottom, right, top.
        drawn: objects on the page that are drawn and are no text.
    """

    box: tuple[float, float, float, float]
    quarters: int
    characters: str
    boxes: Floats
    sizes: Floats
    turns: npt.NDArray[np.int8]
    hidden: Flags
    pale: Flags
    strokes: Floats
    pale_strokes: Flags
    fills: Floats
    pale_fills: Flags
    pictures: Floats
    drawn: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PageRead:
    """A finished page, and what a reader has to say about it.

    ``lost``: characters without a code. ``invisible``: characters left out since nobody can see them.
    ``behind``: the page that its invisible text alone would make, None where there is none. ``picture_share``: part
    of the page under pictures (what lies under two counts twice, at most 1). ``drawn``: as in RawPage. ``quarters``: clockwise quarter turns from the
    file's coordinates to the page's.
    """

    page: Page
    lost: int
    invisible: int
    behind: Page | None
    picture_share: float
    drawn: int
    quarters: int
