"""The characters of a page as PDFium's text page gives them.

What PDFium makes up (blanks between words, line ends) has no text object behind it and is left out; blanks that are
printed stay, of several in a row PDFium keeps one. A hyphen at a line's end, which it gives as U+0002, is a hyphen
again. A glyph that stands for several characters (a ligature) has its cell shared out among them.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from ctypes import c_void_p
from dataclasses import dataclass
from math import hypot
from sys import maxunicode
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.raw import LOST, Flags, Floats
from gongkai.documents.pdf import calls
from gongkai.errors import GongkaiError

MAX_ON_PAGE: Final = 50_000  # characters; the densest real page, a statistical table, has under 5,000

_INVISIBLE_MODES: Final = (3, 7)  # neither filled nor stroked; clip only
_STROKE_ONLY: Final = (1, 5)
_HYPHENS: Final = (0x02, 0xFFFE)
_WHITE: Final = (0x09, 0x0A, 0x0D)
PALE: Final = 245  # of 255 in red, green and blue: no reader tells it from white paper
NO_COLOR: Final = 256
_TOO_LARGE: Final = 1.6  # of the font size, both sides of a cell; one that stands askew has at most 1.42
_DESCENT: Final = 0.12  # of the font size, below the baseline of Chinese characters
_ASKEW: Final = 0.2  # of the baseline's length that may run across its direction: 11 degrees


@dataclass(frozen=True, kw_only=True, slots=True)
class Characters:
    """The parts of a RawPage that belong to characters; ``objects``: the text objects that they are printed by."""

    objects: Set[int]
    text: str
    boxes: Floats
    sizes: Floats
    turns: npt.NDArray[np.int8]
    hidden: Flags
    pale: Flags


def characters_of(text_page: int, *, name: str, number: int) -> Characters:
    """All printed characters. Raises GongkaiError E058 for more than ``MAX_ON_PAGE``."""
    count = calls.count_characters(text_page)
    if count > MAX_ON_PAGE:
        raise GongkaiError("E058", name=name, why=f"page {number} has {count} characters")
    # Calls by map: a loop in Python would take as long again as PDFium's answers.
    page = c_void_p(text_page)
    everywhere = list(map(calls.text_object, [page] * count, range(count)))
    places = [i for i, owner in enumerate(everywhere) if owner]
    owners = [owner for owner in everywhere if owner]
    own = [page] * len(places)
    cells = _FOUR.answers(calls.cell_of, own, places).view(np.float32)
    codes = _codes(page, count)[places]
    text = list(np.minimum(codes, maxunicode).tobytes().decode("utf-32-le", "surrogatepass"))
    for k in np.flatnonzero((codes < 0x20) | (codes >= 0xD800)).tolist():
        text[k] = _unusual(text_page, places[k], int(codes[k]))
    # Without a code PDFium gives the number of the glyph, which is another character's code.
    without = list(map(calls.has_no_code, own, places))
    if 1 in without:
        text = [LOST if no_code == 1 else said for no_code, said in zip(without, text, strict=True)]
    # All characters of a text object look alike; its first one stands for them.
    firsts = dict(zip(reversed(owners), reversed(places), strict=True))
    slots = dict(zip(firsts, range(len(firsts)), strict=True))
    looks = _looks(page, list(firsts), list(firsts.values()))
    look = np.fromiter(map(slots.__getitem__, owners), dtype=np.intp, count=len(owners))
    cells = cells[:, [0, 3, 2, 1]]
    _mend_upright_cells(text_page, places, cells, looks, look)
    if ((codes >= 0xD800) & (codes <= 0xDFFF)).any():
        kept = _joined(text)
        text, cells, look = [text[i] for i in kept], cells[kept], look[kept]
    return Characters(
        objects=firsts.keys(),
        text="".join(text),
        boxes=shared_out(cells),
        sizes=looks.sizes[look],
        turns=looks.turns[look],
        hidden=looks.hidden[look],
        pale=looks.pale[look],
    )


def shared_out(boxes: Floats) -> Floats:
    """The boxes with every run of equal ones cut into equal parts, from left to right."""
    if len(boxes) < 2:
        return boxes
    same = (boxes[1:] == boxes[:-1]).all(axis=1) & (boxes[1:, 2] > boxes[1:, 0])
    if not same.any():
        return boxes
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    lengths = np.diff(np.append(starts, len(boxes)))
    count = np.repeat(lengths, lengths)
    place = np.arange(len(boxes)) - np.repeat(starts, lengths)
    parts = boxes.copy()
    width = (boxes[:, 2] - boxes[:, 0]) / count
    parts[:, 0] = boxes[:, 0] + width * place
    parts[:, 2] = parts[:, 0] + width
    return parts


def is_pale(red: float, green: float, blue: float) -> bool:
    """Whether a colour (each part 0 to 255) is white to a reader."""
    return min(red, green, blue) >= PALE


def colors_of(call: calls.Call, objects: Sequence[int]) -> npt.NDArray[np.uint32]:
    """Red, green, blue, alpha (0 to 255) of each object, ``NO_COLOR`` where it has a pattern. Shape: (objects, 4)."""
    return _FOUR.answers(call, objects, each=True, nothing=NO_COLOR)


def are_pale(colors: npt.NDArray[np.uint32]) -> Flags:
    """Which colours are white to a reader; a pattern is no white."""
    pale: Flags = (colors[:, :3].min(axis=1, initial=NO_COLOR) >= PALE) & (colors[:, 3] != NO_COLOR)
    return pale


def turns_of(a: Floats, b: Floats) -> npt.NDArray[np.int8]:
    """Counter-clockwise quarter turns of baselines with the directions (a, b), -1 where they stand askew."""
    wide, high = np.abs(a), np.abs(b)
    turns = np.where(wide >= high, np.where(a >= 0, 0, 2), np.where(b > 0, 1, 3))
    turns[np.minimum(wide, high) > _ASKEW * np.maximum(wide, high)] = -1
    return turns.astype(np.int8)


def _codes(page: c_void_p, count: int) -> npt.NDArray[np.uint32]:
    """The code of every character, those that PDFium makes up too; rare ones in two halves."""
    room = np.zeros(count + 1, dtype=np.uint16)
    if calls.all_codes(page, 0, count, room.ctypes.data) == len(room):
        return room[:-1].astype(np.uint32)
    # Control characters are left out of the text, and the others cannot be told by their number in it.
    return np.fromiter(map(calls.code_of, [page] * count, range(count)), dtype=np.uint32, count=count)


def _unusual(text_page: int, i: int, code: int) -> str:
    """The character of a code below the blank or above the Chinese planes' first."""
    if code in _HYPHENS and calls.is_hyphen(text_page, i):
        return "-"
    if code in _WHITE:
        return " "
    if code < 0x20 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
        return LOST
    return chr(code)


def _joined(text: list[str]) -> list[int]:
    """Makes one character of the two halves in which PDFium gives a rare one; what stays of the characters."""
    kept: list[int] = []
    for i, character in enumerate(text):
        if "\udc00" <= character <= "\udfff" and kept and "\ud800" <= text[kept[-1]] <= "\udbff":
            high, low = ord(text[kept[-1]]) - 0xD800, ord(character) - 0xDC00
            text[kept[-1]] = chr(0x10000 + (high << 10) + low)
        else:
            kept.append(i)
    for i in kept:
        text[i] = LOST if "\ud800" <= text[i] <= "\udfff" else text[i]
    return kept


def _mend_upright_cells(
    text_page: int, places: list[int], cells: Floats, looks: _Looks, look: npt.NDArray[np.intp]
) -> None:
    """Sets the cells of characters that are written from top to bottom where the file scales them down.

    PDFium forgets the scale there: a label of 10 points gets cells of 200. The cell of such a
    character is a square on its baseline.
    """
    sides = (cells[:, 2:] - cells[:, :2]).min(axis=1, initial=np.inf)
    for k in np.flatnonzero(sides > _TOO_LARGE * looks.sizes[look]).tolist():
        calls.origin_of(text_page, places[k], _ORIGIN_AT, _ORIGIN_AT + 8)
        a, b, c, d = looks.matrices[look[k], :4].tolist()
        size, along, up = float(looks.sizes[look[k]]), hypot(a, b) or 1.0, hypot(c, d) or 1.0
        corners = [
            (across, above) for across in (0.0, size) for above in (-_DESCENT * size, (1 - _DESCENT) * size)
        ]
        x, y = _origin.tolist()
        xs = [x + a / along * across + c / up * above for across, above in corners]
        ys = [y + b / along * across + d / up * above for across, above in corners]
        cells[k] = (min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looks:
    """One row per text object: what all of its characters share. ``matrices``: shape (objects, 6)."""

    matrices: Floats
    sizes: Floats
    turns: npt.NDArray[np.int8]
    hidden: Flags
    pale: Flags


def _looks(page: c_void_p, objects: Sequence[int], places: Sequence[int]) -> _Looks:
    """Size as printed, direction and visibility of each text object; ``places``: its first character."""
    own = [page] * len(places)
    matrices = _SIX.answers(calls.character_matrix, own, places).view(np.float32)
    sizes = list(map(calls.font_size, own, places))
    modes = list(map(calls.render_mode, objects))
    colors = colors_of(calls.fill_color, objects)
    hollow = [k for k, mode in enumerate(modes) if mode in _STROKE_ONLY]
    if hollow:
        colors[hollow] = colors_of(calls.stroke_color, [objects[k] for k in hollow])
    return _Looks(
        matrices=matrices,
        sizes=np.array(sizes, dtype=np.float32) * np.hypot(matrices[:, 2], matrices[:, 3]),
        turns=turns_of(matrices[:, 0], matrices[:, 1]),
        hidden=np.isin(modes, _INVISIBLE_MODES) | (colors[:, 3] == 0),
        pale=are_pale(colors),
    )


# Where PDFium writes its answers.
_FOUR: Final = calls.Room(4)
_SIX: Final = calls.Room(6)
_origin: Final = np.zeros(2, dtype=np.float64)
_ORIGIN_AT: Final = _origin.ctypes.data
