"""Gaps between the characters of a printed line: which are blanks, and which part the line.

A gap is measured against the line's own usual one, since justified lines are stretched.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_IS_BLANK: Final = np.zeros(0x3002, dtype=np.bool_)  # by code point; the last one stands for all above
_IS_BLANK[[0x09, 0x0A, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]] = True

# All in ems beyond the line's usual gap. Between letters and digits of the Latin kind: a blank of their fonts has
# 0.25 (0.2 when a line is squeezed), kerning stays below 0.1.
_LATIN_BLANK: Final = 0.15
# Next to a Chinese character: word processors set 0.25 between Chinese and digits without any blank; one of
# the Chinese fonts has 0.5.
_CHINESE_BLANK: Final = 0.4
# From here a gap parts the line: more than the widest blank and its stretch, which is an ideographic space in Chinese.
_LATIN_WIDE: Final = 0.9
_CHINESE_WIDE: Final = 1.5
# A usual gap above these is no stretch: the line is a row of single values.
_LATIN_STRETCH: Final = 0.6
_CHINESE_STRETCH: Final = 1.5
_FEWEST: Final = 4  # gaps of a line that tell the usual one
_CHINESE: Final = 0x2E80  # the first of the radicals; below stand Latin, Greek, Cyrillic and signs
_SIGNS: Final = (
    0x2010,
    0x2030,
)  # dashes, quotation marks, dots: as wide as a Chinese character in Chinese text
_NEVER_FIRST: Final = np.array(
    [ord(c) for c in "，。、；）》”"]
)  # signs that no cell and no line begins with
_NOTHING: Final = 0.05  # ems: a blank narrower than that is none
_COVERED: Final = 0.5  # share of a blank that lies on a character: it was printed for some other reason


class Gap(IntEnum):
    """What stands between a character and the next one of its line."""

    NONE = 0
    BLANK = 1
    WIDE = 2


def are_blank(codes: Ints) -> Bools:
    """Which characters print nothing and take room."""
    return _IS_BLANK[np.minimum(codes, len(_IS_BLANK) - 1)]


def gaps_of(codes: Ints, boxes: Floats, ems: Floats, rows: Ints) -> npt.NDArray[np.int64]:
    """The gap behind each character but the last; characters are sorted by row and from left to right.

    A gap beside a blank that the file itself prints is no further blank. Shape: (characters - 1,).
    """
    em = np.maximum(ems[1:], ems[:-1])
    gap = (boxes[1:, 0] - boxes[:-1, 2]) / em
    within = rows[1:] == rows[:-1]
    blank = are_blank(codes)
    beside_blank = blank[1:] | blank[:-1]
    usual = _usual(gap, within & ~beside_blank, rows)
    latin = (codes < _CHINESE) & ~((codes >= _SIGNS[0]) & (codes < _SIGNS[1]))
    both_latin = latin[1:] & latin[:-1]
    stretch = np.where(both_latin, _LATIN_STRETCH, _CHINESE_STRETCH)
    stretched = (usual > 0) & (usual <= stretch) & ~_repeating(codes, within, rows)
    excess = gap - np.where(stretched, usual, 0)
    is_blank = (excess > np.where(both_latin, _LATIN_BLANK, _CHINESE_BLANK)) & ~beside_blank
    is_wide = excess > np.where(both_latin & ~beside_blank, _LATIN_WIDE, _CHINESE_WIDE)
    is_wide &= within
    found = np.where(is_wide, int(Gap.WIDE), np.where(is_blank & within, int(Gap.BLANK), int(Gap.NONE)))
    if is_wide.any():
        # A line that was pulled apart to the right edge, since the next word was long: no cell begins with these.
        pulled = np.isin(rows[1:], rows[1:][is_wide & np.isin(codes[1:], _NEVER_FIRST)])
        most = np.where(both_latin, int(Gap.BLANK), int(Gap.NONE))
        found = np.where(pulled, np.minimum(found, most), found)
    return found.astype(np.int64)


def _usual(gap: Floats, counted: Bools, rows: Ints) -> Floats:
    """The lower median of the counted gaps of each row, for every gap of the row; 0 where there are few."""
    first = np.concatenate(([True], rows[1:] != rows[:-1]))
    number = np.cumsum(first) - 1
    usual = np.zeros(number[-1] + 1, dtype=np.float32)
    of_row = number[:-1][counted]
    values = gap[counted]
    order = np.lexsort((values, of_row))
    count = np.bincount(of_row, minlength=len(usual))
    start = np.cumsum(count) - count
    enough = np.flatnonzero(count >= _FEWEST)
    usual[enough] = values[order][start[enough] + (count[enough] - 1) // 2]
    of_gap: Floats = usual[number[:-1]]
    return of_gap


def _repeating(codes: Ints, within: Bools, rows: Ints) -> Bools:
    """Whether the row of each gap is mostly one Chinese character again and again: cells, and no stretched words."""
    number = np.cumsum(np.concatenate(([0], rows[1:] != rows[:-1])))
    same = within & (codes[1:] == codes[:-1]) & (codes[1:] >= _CHINESE)
    often: Bools = 2 * np.bincount(number[1:][same], minlength=number[-1] + 1) > np.bincount(number)
    of_gap: Bools = often[number[1:]]
    return of_gap


def spurious_blanks(codes: Ints, boxes: Floats, rows: Ints) -> Bools:
    """Which characters are blanks without width, or lie upon a character of their line."""
    blank = are_blank(codes)
    if not blank.any():
        return blank
    width = boxes[:, 2] - boxes[:, 0]
    height = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    covered = np.zeros(len(codes), dtype=np.float32)
    overlap = np.minimum(boxes[:-1, 2], boxes[1:, 2]) - np.maximum(boxes[:-1, 0], boxes[1:, 0])
    overlap = np.where((rows[1:] == rows[:-1]) & ~(blank[1:] & blank[:-1]), overlap, 0)
    covered[1:] = np.maximum(covered[1:], overlap)
    covered[:-1] = np.maximum(covered[:-1], overlap)
    spurious: Bools = blank & ((width < _NOTHING * height) | (covered > _COVERED * width))
    return spurious
