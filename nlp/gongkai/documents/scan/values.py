"""The value of a table's cell: read several times, with few signs allowed, and believed as far as the readings agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.scan.cells import Box
from gongkai.documents.scan.deskew import Mask
from gongkai.documents.scan.engine import Probabilities
from gongkai.documents.scan.images import Grey
from gongkai.documents.scan.signs import is_number

MARGINS: Final = ((0.4, 0.2), (0.25, 0.2), (0.1, 0.2))
"""Paper left above and below, and to either side, in heights of a figure: the pictures that each value is read from.
Each of them alone reads 1 to 2 % of lone figures wrongly, but not the same ones. More at the sides makes O of 0."""
SLANT: Final = (
    0.14  # columns per row that a slash leans to the right; those of five fonts lean by 0.29 or more
)
STRAIGHT: Final = 0.075  # of its height: standard deviation of a slash's ink from a straight line; 0.064 seen
FLAT: Final = 1.7  # times as wide as high is a dash
LOW: Final = 0.45  # heights of a figure that a dash's ink has at most
UNLIKE: Final = (
    0.6  # of the confidence that is left where the ink is too wide or too narrow for the figures read
)
TOUCHING: Final = 0.9  # where their width is right: figures of small print touch
ADVANCE: Final = 0.8  # heights of a figure from one to the next; 0.7 to 0.9 in the usual fonts
POINT: Final = 0.4  # the same for a decimal point or a comma
THIN: Final = 0.3  # heights by which a 1 at the end of a number is thinner than another figure
WIDTHS: Final = (0.75, 1.35)  # of the width so computed that the ink has
SHAPED: Final = 0.9  # confidence in what the shape alone says against the network
MALFORMED: Final = (
    0.5  # of a reading's weight that counts where it is no number and no word for none (0. or 1,2)
)
ALTERNATIVES: Final = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueCell:
    """A cell to be read. ``inner``: the cell within its rulings; ``marks``: its ink; ``height``: of a figure."""

    inner: Box
    marks: tuple[Box, ...]
    height: float

    @property
    def around(self) -> Box:
        """The box around the ink."""
        return Box(
            min(m.x0 for m in self.marks),
            min(m.top for m in self.marks),
            max(m.x1 for m in self.marks),
            max(m.bottom for m in self.marks),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """What a cell says: ``text`` of the signs of values alone, ``confidence`` 0 to 1, other readings."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    text: str
    sure: float
    other: str  # the same with the runner-up for its least certain sign


def picture_of(page: Grey, cell: ValueCell, margins: tuple[float, float]) -> Grey:
    """The ink of a cell on paper of its own: nothing of the rulings or of its neighbours."""
    inner, ink = cell.inner, cell.around
    part = page[inner.top : inner.bottom, inner.x0 : inner.x1]
    above, aside = round(margins[0] * cell.height), round(margins[1] * cell.height)
    middle, half = (ink.top + ink.bottom) / 2, max(ink.height, cell.height) / 2
    top, bottom = round(middle - half) - above, round(middle + half) + above
    x0, x1 = ink.x0 - aside, ink.x1 + aside
    paper = int(np.median(part))
    out = np.full((bottom - top, x1 - x0), paper, np.uint8)
    rows = slice(max(top, inner.top), min(bottom, inner.bottom))
    columns = slice(max(x0, inner.x0), min(x1, inner.x1))
    out[rows.start - top : rows.stop - top, columns.start - x0 : columns.stop - x0] = page[rows, columns]
    return out


def read_value(said: Sequence[Probabilities], cell: ValueCell, ink: Mask, names: Sequence[str]) -> Value:
    """The value of a cell, from what the network says of its pictures (one for each of ``MARGINS``).

    Args:
        said: steps x signs (``SignTable.fold``), the first one "no sign".
        names: of the signs.
    """
    return _agreed([_decode(one, names) for one in said], cell, ink)


def _decode(folded: Probabilities, names: Sequence[str]) -> _Reading:
    """The likeliest signs. ``folded``: steps x signs, the first one "no sign"."""
    best = folded.argmax(axis=1)
    peaks: list[npt.NDArray[np.float32]] = []
    at = 0
    while at < len(best):
        end = at + 1
        while end < len(best) and best[end] == best[at]:
            end += 1
        if best[at]:
            peaks.append(folded[at + int(folded[at:end, best[at]].argmax())])
        at = end
    texts = [names[int(peak.argmax())] for peak in peaks]
    if not texts:
        return _Reading(text="", sure=0.0, other="")
    weakest = min(range(len(peaks)), key=lambda k: float(peaks[k].max()))
    second = int(np.argsort(peaks[weakest])[-2])
    other = [*texts[:weakest], names[second], *texts[weakest + 1 :]]
    return _Reading(text="".join(texts), sure=float(peaks[weakest].max()), other="".join(other))


def _agreed(readings: Sequence[_Reading], cell: ValueCell, ink: Mask) -> Value:
    votes: dict[str, float] = {}
    for reading in readings:
        votes[reading.text] = votes.get(reading.text, 0.0) + reading.sure / len(readings)
    for reading in readings:
        votes.setdefault(reading.other, 0.0)
    votes.pop("", None)
    ranked = sorted(votes, key=lambda text: -votes[text] * (1.0 if is_number(text) else MALFORMED))
    shape = shape_of(cell, ink)
    if shape is not None:
        sure = SHAPED if not ranked or ranked[0] != shape else max(SHAPED, votes[shape])
        return Value(text=shape, confidence=sure, alternatives=_others(ranked, shape))
    if not ranked:
        return Value(text="", confidence=0.0)
    text = ranked[0]
    sure = min(1.0, votes[text]) * (1.0 if is_number(text) else MALFORMED)
    if text[:1].isdigit():
        sure *= _likeness(text, cell)
    return Value(text=text, confidence=sure, alternatives=_others(ranked, text))


def _others(ranked: Sequence[str], text: str) -> tuple[str, ...]:
    return tuple(other for other in ranked if other and other != text)[:ALTERNATIVES]


def _likeness(text: str, cell: ValueCell) -> float:
    """How far the ink can be that of so many figures. The network drops one of two equal figures now and then."""
    around, figures = cell.around, sum(char.isdigit() for char in text)
    marks = sum(mark.height >= 0.6 * around.height for mark in cell.marks)
    ones = text.startswith("1") + (text.endswith("1") and len(text) > 1)
    width = around.height * (ADVANCE * figures + POINT * (len(text) - figures) - THIN * ones)
    if around.width > WIDTHS[1] * width or (len(text) > 1 and around.width < WIDTHS[0] * width):
        return UNLIKE
    return 1.0 if marks == figures else TOUCHING


def shape_of(cell: ValueCell, ink: Mask) -> str | None:
    """A dash or a slash, where the ink is one straight stroke that lies or leans; None for any other shape.

    The network takes a lone slash for a 1 more often than not, and a dash for whatever it was stretched to.
    """
    around = cell.around
    if around.width >= FLAT * around.height and around.height <= LOW * cell.height:
        return "-"
    if around.height < LOW * cell.height or len([m for m in cell.marks if m.height > 3]) != 1:
        return None
    ys, xs = np.nonzero(ink[around.top : around.bottom, around.x0 : around.x1])
    if len(ys) < 10:
        return None
    lean, _ = np.polyfit(ys, xs, 1)
    stray = float(np.std(xs - lean * ys))
    return "/" if lean <= -SLANT and stray <= STRAIGHT * around.height else None
