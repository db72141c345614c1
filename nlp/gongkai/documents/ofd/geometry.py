"""Numbers, boxes and affine maps as OFD writes them. Lengths are millimetres until a page is finished."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from gongkai.documents.model import BBox

POINTS: Final = 72 / 25.4  # per millimetre
_LARGEST: Final = 1e9  # of any number: larger ones mean nothing, and their products overflow
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class Matrix(NamedTuple):
    """``x' = a x + c y + e``, ``y' = b x + d y + f``: the order in which OFD writes a CTM."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """The point mapped."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: Matrix) -> Matrix:
        """This map first, ``outer`` after it."""
        e, f = outer.apply(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )

    def box(self, x0: float, y0: float, x1: float, y1: float) -> BBox:
        """The upright box around the mapped rectangle: x0, top, x1, bottom."""
        corners = [self.apply(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def scale(self) -> float:
        """By how much a length grows on the average of both directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def height_scale(self) -> float:
        """By how much upright lengths grow."""
        return math.hypot(self.c, self.d)


def number(text: str | None, default: float) -> float:
    """The one number of an attribute, ``default`` where it has none."""
    found = _NUMBER.match(text.strip()) if text else None
    return _bounded(found.group()) if found else default


def numbers(text: str | None) -> tuple[float, ...]:
    """Every number of an attribute, whatever stands between them."""
    return tuple(_bounded(found) for found in _NUMBER.findall(text)) if text else ()


def box_attribute(text: str | None) -> tuple[float, float, float, float] | None:
    """An ST_Box: x, y, width, height; None where it is not four numbers."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def matrix_attribute(text: str | None) -> Matrix:
    """A CTM; the identity where it is not six numbers."""
    found = numbers(text)
    return Matrix(*found) if len(found) == 6 else Matrix()


def deltas(text: str | None, wanted: int) -> list[float]:
    """The first ``wanted`` values of a DeltaX or DeltaY, fewer where it has fewer.

    ``g n v`` stands for n times v, and is never spelled out further than wanted: n may be any number.
    """
    return list(islice(_deltas((text or "").replace(",", " ").split()), max(wanted, 0)))


def _deltas(tokens: list[str]) -> Iterator[float]:
    at = 0
    while at < len(tokens):
        if tokens[at] in ("g", "G"):
            if at + 2 >= len(tokens):
                return
            count, value = number(tokens[at + 1], 0.0), number(tokens[at + 2], 0.0)
            at += 3
            while count >= 1:
                yield value
                count -= 1
        else:
            found = _NUMBER.fullmatch(tokens[at])
            at += 1
            if found:
                yield _bounded(found.group())


def _bounded(digits: str) -> float:
    return min(max(float(digits), -_LARGEST), _LARGEST)
