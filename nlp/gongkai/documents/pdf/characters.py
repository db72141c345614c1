"""The characters of a page as PDFium's text page gives them.

What PDFium makes up (blanks between words, line ends) has no text object behind it and is left out; blanks that are
printed stay, of several in a row PDFium keeps one. A hyphen at a line's end, which it gives as U+0002, is a hyphen
again. A glyph that stands for several characters (a ligature) has its cell shared out among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pdf import calls
from gongkai.documents.pdf.raw import LOST, Flags, Floats
from gongkai.errors import GongkaiError

MAX_ON_PAGE: Final = 50_000  # characters; the densest real page, a statistical table, has under 5,000

_INVISIBLE_MODES: Final = (3, 7)  # neither filled nor stroked; clip only
_STROKE_ONLY: Final = (1, 5)
_HYPHENS: Final = (0x02, 0xFFFE)
_WHITE: Final = (0x09, 0x0A, 0x0D)
_PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
PALE: Final = 245  # of 255 in red, green and blue: no reader tells it from white paper
_ASKEW: Final = 0.2  # of the baseline's length that may run across its direction: 11 degrees


@dataclass(frozen=True, kw_only=True, slots=True)
class Characters:
    """The parts of a RawPage that belong to characters."""

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
    text_object, code_of, cell_of = calls.text_object, calls.code_of, calls.cell_of
    has_no_code = calls.has_no_code
    pairs = [(i, owner) for i in range(count) if (owner := text_object(text_page, i))]
    firsts: dict[int, int] = {}  # text object -> its first character; all of its characters look alike
    for i, owner in pairs:
        firsts.setdefault(owner, i)
    cells = np.zeros((len(pairs), 4), dtype=np.float32)
    address, stride = cells.ctypes.data, cells.strides[0]
    text: list[str] = []
    for i, _ in pairs:
        cell_of(text_page, i, address)
        address += stride
        code = code_of(text_page, i)
        # Without a code PDFium gives the number of the glyph, which is another character's code.
        if has_no_code(text_page, i) == 1:
            text.append(LOST)
        else:
            text.append(chr(code) if 0x20 <= code < 0xD800 else _unusual(text_page, i, code))
    looks = _looks(text_page, firsts)
    slots = {owner: slot for slot, owner in enumerate(firsts)}
    look = np.fromiter((slots[owner] for _, owner in pairs), dtype=np.intp, count=len(pairs))
    cells = cells[:, [0, 3, 2, 1]]
    if any("\ud800" <= character <= "\udfff" for character in text):
        kept = _joined(text)
        text, cells, look = [text[i] for i in kept], cells[kept], look[kept]
    return Characters(
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


def is_lost(character: str) -> bool:
    """Whether the file does not say which character it is, or only by a code of its own."""
    code = ord(character)
    return character == LOST or any(first <= code <= last for first, last in _PRIVATE)


def is_pale(red: float, green: float, blue: float) -> bool:
    """Whether a colour (each part 0 to 255) is white to a reader."""
    return min(red, green, blue) >= PALE


def turns_of(a: Floats, b: Floats) -> npt.NDArray[np.int8]:
    """Counter-clockwise quarter turns of baselines with the directions (a, b), -1 where they stand askew."""
    wide, high = np.abs(a), np.abs(b)
    turns = np.where(wide >= high, np.where(a >= 0, 0, 2), np.where(b > 0, 1, 3))
    turns[np.minimum(wide, high) > _ASKEW * np.maximum(wide, high)] = -1
    return turns.astype(np.int8)


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Looks:
    """One row per text object: what all of its characters share."""

    sizes: Floats
    turns: npt.NDArray[np.int8]
    hidden: Flags
    pale: Flags


def _looks(text_page: int, firsts: dict[int, int]) -> _Looks:
    """Size as printed, direction and visibility of each text object (object -> its first character)."""
    matrices = np.zeros((len(firsts), 6), dtype=np.float32)
    colors = np.zeros((len(firsts), 4), dtype=np.uint32)
    matrix_at, color_at = matrices.ctypes.data, colors.ctypes.data
    modes: list[int] = []
    sizes: list[float] = []
    known: list[int] = []
    for owner, i in firsts.items():
        calls.character_matrix(text_page, i, matrix_at)
        sizes.append(calls.font_size(text_page, i))
        mode = calls.render_mode(owner)
        color = calls.stroke_color if mode in _STROKE_ONLY else calls.fill_color
        known.append(color(owner, color_at, color_at + 4, color_at + 8, color_at + 12))
        modes.append(mode)
        matrix_at += matrices.strides[0]
        color_at += colors.strides[0]
    in_color = np.array(known, dtype=np.bool_)
    return _Looks(
        sizes=np.array(sizes, dtype=np.float32) * np.hypot(matrices[:, 2], matrices[:, 3]),
        turns=turns_of(matrices[:, 0], matrices[:, 1]),
        hidden=np.isin(modes, _INVISIBLE_MODES) | (in_color & (colors[:, 3] == 0)),
        pale=in_color & (colors[:, :3].min(axis=1, initial=255) >= PALE),
    )
