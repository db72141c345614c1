"""Characters of a page to printed lines, by position: files print their characters in any order.

Characters that follow each other in the file and on the paper make pieces (one pass over arrays); pieces that stand in
one row make lines. A wide gap cuts a line into segments, a narrower one becomes a blank (``gaps.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from gongkai.documents.model import Places
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.text.askew import Askew, find_askew
from gongkai.documents.pages.text.gaps import Gap, are_blank, gaps_of, spurious_blanks
from gongkai.documents.places import SAME_ROW

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

# A piece goes on while the next character is no further up or down, to the left, to the right (in ems).
_DRIFT: Final = 0.45
_BACK: Final = 0.5
_AHEAD: Final = 2.0
# Height of boxes in font sizes, half of them at least: where they are out of these the sizes are not as printed (some
# matrix scaled them), and the boxes count instead. Single boxes say little: some backends give the ink's height.
_LOWEST, _HIGHEST = 0.5, 2.0
_USUAL_HEIGHT: Final = 1.15
_OVERLAID: Final = 0.3  # share of a piece's characters that stand on those of a line: it is another layer
# Share of a character's width at either side that another's middle may lie in: browsers set ）。 half upon each other.
_EDGE: Final = 0.1
# What a piece is compared with at most: rows at its height, pieces of a row. Only files made to be slow have more.
_MOST_ROWS, _NEIGHBOURS = 64, 16
_BLANK, _WIDE = int(Gap.BLANK), int(Gap.WIDE)  # to arrays
_IS_INVISIBLE: Final = np.zeros(0x10000, dtype=np.bool_)  # by code point; the last one stands for all above
_IS_INVISIBLE[[*range(0x09), *range(0x0B, 0x20), 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]] = True


class Segment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Characters of one line without a wide gap. ``text`` has a blank where one is printed or stands to be seen."""

    text: str
    places: Places
    x0: float
    x1: float


class PrintedLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A printed line: its segments from left to right, the box around them, in points.

    ``middle``: height of the line's middle, the same for all fonts of a line but for a tenth of an em; ``em``: font
    size of most of its characters. ``askew``: print at an angle over the page, a watermark. ``side``: 1 or 2 for a line of the
    left or right one of two columns.
    """

    page: int
    segments: tuple[Segment, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    middle: float
    em: float
    askew: bool = False
    side: int = 0

    @property
    def plain(self) -> str:
        """The line's text, segments parted by one blank."""
        return " ".join(s.text for s in self.segments)


def lines_of(page: Page, taken: Bools | None = None) -> list[PrintedLine]:
    """The page's lines from top to bottom.

    Args:
        taken: shape (characters,), True for those that belong to tables. None: there are none.
    """
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    boxes = page.boxes
    use = np.isfinite(boxes).all(axis=1) & ~_IS_INVISIBLE[np.minimum(codes, 0xFFFF)]
    if taken is not None:
        use &= ~taken
    at = np.flatnonzero(use)
    blank = are_blank(codes[at])
    if blank.all():
        return []
    chars = _Characters.of(page, codes, at)
    askew = find_askew(chars.codes, chars.boxes, chars.ems)
    odd = np.zeros(len(chars.codes), dtype=np.bool_)
    for run in askew:
        odd[run.characters] = True
    level = chars.pick(np.flatnonzero(~odd)) if askew else chars
    lines = _level_lines(page.number, level) + [_askew_line(page.number, chars, run) for run in askew]
    # What stands askew is of no row: it comes last.
    return sorted(lines, key=lambda line: (line.askew, line.middle, line.x0))


@dataclass(frozen=True, slots=True)
class _Characters:
    """Characters as arrays: code points, boxes, middles (x, y) and font sizes that agree with the boxes."""

    codes: Ints
    boxes: Floats
    middles: Floats
    ems: Floats

    @staticmethod
    def of(page: Page, codes: Ints, at: Ints) -> _Characters:
        boxes = page.boxes[at]
        height = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
        ems = page.sizes[at]
        usual = float(np.median(height / np.maximum(ems, 0.01)))
        if not _LOWEST < usual < _HIGHEST:
            ems = height / _USUAL_HEIGHT
        ems = np.maximum(ems, 0.1)
        return _Characters(codes[at], boxes, (boxes[:, :2] + boxes[:, 2:]) / 2, ems)

    def pick(self, at: Ints) -> _Characters:
        return _Characters(self.codes[at], self.boxes[at], self.middles[at], self.ems[at])


def _level_lines(page: int, chars: _Characters) -> list[PrintedLine]:
    if not len(chars.codes):
        return []
    rows = _rows(chars)
    order = np.lexsort((chars.boxes[:, 0], rows))
    sorted_chars, rows = chars.pick(order), rows[order]
    sound = ~spurious_blanks(sorted_chars.codes, sorted_chars.boxes, rows)
    if not sound.all():
        sorted_chars, rows = sorted_chars.pick(np.flatnonzero(sound)), rows[sound]
    return _typed(page, sorted_chars, rows)


def _rows(chars: _Characters) -> Ints:
    """For each character the number of its row, in no order."""
    x0, x1, y, em = chars.boxes[:, 0], chars.boxes[:, 2], chars.middles[:, 1], chars.ems
    less = np.minimum(em[1:], em[:-1])
    gap = x0[1:] - x1[:-1]
    goes_on = (
        (np.abs(y[1:] - y[:-1]) < _DRIFT * less)
        & (gap > -_BACK * less)
        & (gap < _AHEAD * less)
        & (x0[1:] > x0[:-1])
    )
    starts = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    ends = np.append(starts[1:], len(y))
    pieces = _Pieces(
        starts=starts.tolist(),
        ends=ends.tolist(),
        middles=(np.add.reduceat(y, starts) / (ends - starts)).tolist(),
        ems=np.maximum.reduceat(em, starts).tolist(),
        lefts=np.minimum.reduceat(x0, starts).tolist(),
        rights=np.maximum.reduceat(x1, starts).tolist(),
    )
    row_of_piece = _gather(pieces, chars)
    return np.repeat(np.array(row_of_piece, dtype=np.int64), ends - starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pieces:
    starts: list[int]
    ends: list[int]
    middles: list[float]
    ems: list[float]
    lefts: list[float]
    rights: list[float]


@dataclass(slots=True)
class _Row:
    """A row while it is gathered: its longest piece says where it stands."""

    number: int
    middle: float
    em: float
    pieces: list[int]  # from left to right
    lefts: list[float]


def _gather(pieces: _Pieces, chars: _Characters) -> list[int]:
    """The row of each piece: the one it overlaps most, if that has room for it; the longest pieces go first."""
    rows: list[_Row] = []  # in the order of their middles
    keys: list[float] = []
    found = [0] * len(pieces.starts)
    reach = max(pieces.ems)
    for p in sorted(range(len(found)), key=lambda i: pieces.lefts[i] - pieces.rights[i]):
        middle, em = pieces.middles[p], pieces.ems[p]
        best, most = None, SAME_ROW
        nearest = bisect_left(keys, middle - reach)
        for i in range(nearest, min(nearest + _MOST_ROWS, len(rows))):
            if keys[i] > middle + reach:
                break
            row = rows[i]
            low = min(em, row.em)
            share = (
                min(((em + row.em) / 2 - abs(middle - row.middle)) / low, 1.0)
                - abs(middle - row.middle) / 1e3
            )
            if share >= most and _has_room(row, p, pieces, chars):
                best, most = row, share
        if best is None:
            best = _Row(len(rows), middle, em, [], [])
            i = bisect_left(keys, middle)
            keys.insert(i, middle)
            rows.insert(i, best)
        i = bisect_left(best.lefts, pieces.lefts[p])
        best.pieces.insert(i, p)
        best.lefts.insert(i, pieces.lefts[p])
        found[p] = best.number
    return found


def _has_room(row: _Row, p: int, pieces: _Pieces, chars: _Characters) -> bool:
    """Whether the characters of piece p stand beside those of the row, or between them, and not on them."""
    covered = 0
    own = chars.boxes[pieces.starts[p] : pieces.ends[p]]
    behind = bisect_left(row.lefts, pieces.rights[p])
    for q in row.pieces[max(behind - _NEIGHBOURS, 0) : behind]:
        if pieces.rights[q] <= pieces.lefts[p]:
            continue
        other = chars.boxes[pieces.starts[q] : pieces.ends[q]]
        middle = (own[:, 0] + own[:, 2]) / 2
        # A piece goes from left to right: its characters are in order.
        i = np.clip(np.searchsorted(other[:, 0], middle, side="right") - 1, 0, len(other) - 1)
        edge = _EDGE * (other[i, 2] - other[i, 0])
        covered += int(((other[i, 0] + edge < middle) & (middle < other[i, 2] - edge)).sum())
    return covered <= _OVERLAID * len(own)


def _typed(page: int, chars: _Characters, rows: Ints) -> list[PrintedLine]:
    """Lines of characters that are sorted by row and from left to right."""
    blank = are_blank(chars.codes)
    gap = gaps_of(chars.codes, chars.boxes, chars.ems, rows)
    first = np.concatenate(([True], rows[1:] != rows[:-1]))
    lead = np.concatenate(([False], gap == _BLANK)) & ~first
    codes = chars.codes.astype(np.uint32)
    places = np.empty((len(chars.codes), 5), dtype=np.float32)
    places[:, 0], places[:, 1:] = page, chars.boxes
    if lead.any():
        at = np.flatnonzero(lead)
        codes, places = np.insert(codes, at, 0x20), np.insert(places, at, np.nan, axis=0)
    text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    shifted = np.arange(len(chars.codes)) + np.cumsum(lead)  # where each character stands in the text
    wide = np.concatenate(([False], gap == _WIDE))
    visible = np.flatnonzero(~blank)
    if not len(visible):
        return []
    # Segments begin at a visible character that begins a line, or has a wide gap since the one before it.
    new_line = np.concatenate(([True], rows[visible][1:] != rows[visible][:-1]))
    parted = np.cumsum(wide)[visible]
    new_segment = new_line | np.concatenate(([True], parted[1:] != parted[:-1]))
    heads = np.flatnonzero(new_segment)
    tails = np.append(heads[1:], len(visible)) - 1
    a, b = visible[heads], visible[tails]
    segments = [
        Segment(text=text[i : j + 1], places=places[i : j + 1], x0=x0, x1=x1)
        for i, j, x0, x1 in zip(
            shifted[a].tolist(),
            shifted[b].tolist(),
            chars.boxes[a, 0].tolist(),
            chars.boxes[b, 2].tolist(),
            strict=True,
        )
    ]
    line_heads = np.flatnonzero(new_line)
    top = np.minimum.reduceat(chars.boxes[visible, 1], line_heads).tolist()
    bottom = np.maximum.reduceat(chars.boxes[visible, 3], line_heads).tolist()
    right = np.maximum.reduceat(chars.boxes[visible, 2], line_heads).tolist()
    ends = np.append(line_heads[1:], len(visible))
    ems = medians(chars.ems[visible], line_heads, ends).tolist()
    middles = medians(chars.middles[visible, 1], line_heads, ends).tolist()
    first_segment = np.append(np.flatnonzero(new_line[heads]), len(heads)).tolist()
    return [
        PrintedLine(
            page=page,
            segments=tuple(segments[first_segment[n] : first_segment[n + 1]]),
            x0=segments[first_segment[n]].x0,
            top=top[n],
            x1=right[n],
            bottom=bottom[n],
            middle=middles[n],
            em=ems[n],
        )
        for n in range(len(line_heads))
    ]


def medians(values: Floats, starts: Ints, ends: Ints) -> Floats:
    """The (upper) median of each run ``starts[i]:ends[i]``; the runs cover the values."""
    run = np.repeat(np.arange(len(starts)), ends - starts)
    order = np.lexsort((values, run))
    return values[order][starts + (ends - starts) // 2]


def _askew_line(page: int, chars: _Characters, run: Askew) -> PrintedLine:
    own = chars.pick(run.characters)
    text = own.codes.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    places = np.concatenate((np.full((len(text), 1), page, dtype=np.float32), own.boxes), axis=1)
    x0, top = own.boxes[:, :2].min(axis=0).tolist()
    x1, bottom = own.boxes[:, 2:].max(axis=0).tolist()
    return PrintedLine(
        page=page,
        segments=(Segment(text=text, places=places, x0=x0, x1=x1),),
        x0=x0,
        top=top,
        x1=x1,
        bottom=bottom,
        # A vertical line of text stands where it begins.
        middle=float(own.middles[0, 1]),
        em=float(np.median(own.ems)),
        askew=run.slanted,
    )
