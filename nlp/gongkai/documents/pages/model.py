"""One page of a fixed layout: characters and ruling lines, each with its place. Made by the readers of PDF and OFD."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from gongkai.documents.model import BBox


class Direction(StrEnum):
    """Of a ruling line."""

    HORIZONTAL = "h"
    VERTICAL = "v"


class Ruling(NamedTuple):
    """A straight visible ruling line, or the side of a visible rectangle, in points from the page's upper left.

    A horizontal one has ``top == bottom``, a vertical one ``x0 == x1`` (the middle of the stroke).
    """

    direction: Direction
    x0: float
    top: float
    x1: float
    bottom: float
    width: float  # of the stroke


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page as the reader should see it (rotated upright, cut to its crop box).

    ``text`` has one code point per printed character, in the file's order; blanks and line ends that a backend makes
    up are left out. ``boxes``: shape (characters, 4): x0, top, x1, bottom in points, of the character's cell (its
    advance and the font's ascent and descent) and not its ink. ``sizes``: shape (characters,): font size in points
    as printed. ``pictures``: boxes of the images on the page.
    """

    number: int
    width: float
    height: float
    text: str
    boxes: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.float32]
    rulings: tuple[Ruling, ...] = field(default=(), repr=False)
    pictures: tuple[BBox, ...] = ()
