"""Text objects: every character with its cell, from its origin, the way to the next one and its size."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import cos, radians, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from gongkai.documents.model import BBox
from gongkai.documents.ofd.geometry import Matrix, box_attribute, deltas, number
from gongkai.documents.ofd.markup import child, children, text_of
from gongkai.documents.pages.raw import LOST

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Shares of the font size, of the usual Chinese fonts (SimSun, FangSong: 0.86 and 0.14; Noto: 0.88 and 0.12).
ASCENT: Final = 0.88
DESCENT: Final = 0.12
_WIDE: Final = 1.0
_NARROW: Final = 0.5
_ESCAPED: Final = re.compile(r"\\([0-9A-Fa-f]{4})")
_PLACEHOLDER: Final = "\u00a4"  # stands for a glyph that has no code, says the standard
_UNPRINTED: Final = re.compile("[\x00-\x1f\x7f\u200b\ufeff]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Glyph(NamedTuple):
    """A character as printed. ``cell`` and ``size`` in millimetres; ``along``: the direction of its baseline."""

    character: str
    cell: BBox
    size: float
    along: tuple[float, float]


@dataclass(kw_only=True, slots=True)
class _Face:
    """What all characters of a text object share."""

    matrix: Matrix
    size: float  # in the object's own space
    stretch: float  # of widths
    turn: tuple[float, float]  # cosine and sine by which each glyph is turned clockwise
    onward: tuple[float, float]  # direction in which characters follow when nothing says where they stand
    cells: dict[float, BBox] = field(default_factory=dict)  # around the origin, by width

    def natural(self, character: str) -> float:
        """The width of a character when nothing says where the next one stands."""
        return self.size * width_of(character) * self.stretch

    def cell(self, character: str, x: float, y: float, step: float) -> BBox:
        """The character's cell at an origin; ``step``: the way to the next origin, 0 where there is none."""
        fits = 0 < step <= self.size * max(self.stretch, 1.0)
        width = step if fits else self.natural(character)
        cell = self.cells.get(width)
        if cell is None:
            cell = self.cells[width] = self.linear().box(0.0, -ASCENT * self.size, width, DESCENT * self.size)
        left, top = self.matrix.apply(x, y)
        return left + cell[0], top + cell[1], left + cell[2], top + cell[3]

    def linear(self) -> Matrix:
        """From a glyph's own space to the page, but for its place."""
        cosine, sine = self.turn
        return Matrix(cosine, sine, -sine, cosine).then(self.matrix._replace(e=0.0, f=0.0))


def glyphs(text_object: Element, matrix: Matrix, *, most: int) -> Iterator[Glyph]:
    """The characters of a TextObject in their order, those of a pretty-printed file's line ends left out.

    Args:
        text_object: the element.
        matrix: from the object's own space to the page.
        most: characters of one TextCode that are looked at; the caller refuses a page with more.
    """
    face = _face(text_object, matrix)
    placeholders = child(text_object, "CGTransform") is not None
    size, linear = face.size * matrix.height_scale, face.linear()
    along, (cosine, sine) = (linear.a, linear.b), face.turn
    x = y = 0.0
    for code in children(text_object, "TextCode"):
        # A TextCode without a place of its own begins where the one before it began.
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = _characters(code)[: most + 1]
        if placeholders:
            text = text.replace(_PLACEHOLDER, LOST)
        origins = list(_origins(code, text, face, x, y))
        for i, (character, (left, top)) in enumerate(zip(text, origins, strict=True)):
            if _UNPRINTED.match(character):
                continue
            after = origins[i + 1] if i + 1 < len(origins) else (left, top)
            step = (after[0] - left) * cosine + (after[1] - top) * sine
            yield Glyph(character, face.cell(character, left, top, step), size, along)


@lru_cache(maxsize=4096)
def width_of(character: str) -> float:
    """The character's usual width as a share of the font size."""
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def _face(text_object: Element, matrix: Matrix) -> _Face:
    boundary = box_attribute(text_object.get("Boundary"))
    # Some writers leave the size out, or misspell it: the box around the text is as high as a line then.
    size = number(text_object.get("Size"), 0.0) or (boundary[3] if boundary else 0.0)
    turn = radians(number(text_object.get("CharDirection"), 0.0))
    onward = radians(number(text_object.get("ReadDirection"), 0.0))
    return _Face(
        matrix=matrix,
        size=abs(size),
        stretch=abs(number(text_object.get("HScale"), 1.0)) or 1.0,
        turn=(cos(turn), sin(turn)),
        onward=(cos(onward), sin(onward)),
    )


def _characters(code: Element) -> str:
    text = text_of(code)
    if "\n" in text or "\r" in text:  # the line ends of a file that somebody indented, not of the text
        text = re.sub(r"\s*[\r\n]\s*", "", text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _SURROGATE.sub(LOST, text)


def _origins(code: Element, text: str, face: _Face, x: float, y: float) -> Iterator[tuple[float, float]]:
    """Where each character stands. A list that is too short goes on with its last step."""
    if not text:
        return
    gaps = len(text) - 1
    across, down = deltas(code.get("DeltaX"), gaps), deltas(code.get("DeltaY"), gaps)
    yield x, y
    for i, (character, _) in enumerate(pairwise(text)):
        if across or down:
            x += across[min(i, len(across) - 1)] if across else 0.0
            y += down[min(i, len(down) - 1)] if down else 0.0
        else:
            natural = face.natural(character)
            x, y = x + natural * face.onward[0], y + natural * face.onward[1]
        yield x, y
