"""What was recognised on a page, as characters with places: the Page that the readers of PDF and OFD make, too.

Every character remembers the reading that it came with, so that confidence and other readings find back to the blocks
that the pages' own stage makes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from msgspec import structs

from gongkai.documents.blocks import Block, TableBlock, TableCell, TextBlock
from gongkai.documents.model import BBox, Places
from gongkai.documents.pages.model import Direction, Page, Ruling
from gongkai.documents.scan.cells import Box
from gongkai.documents.scan.rulings import Line

_POINTS: Final = 72.0  # per inch
_ADVANCE: Final = {"W": 0.5, "F": 0.5}  # ems to either side of a wide character's middle
_NARROW: Final = 0.28  # of any other
_LOOSE: Final = (
    1.7  # times the usual distance of two characters' middles at which nothing stands between them
)
_LINE_BOX: Final = 1.08  # heights of a line's ink that its characters' boxes have

Key = tuple[int, float, float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """One reading: a line of prose, a line of a label, a value. ``whole``: all that its cell says."""

    confidence: float
    alternatives: tuple[str, ...] = ()
    whole: str | None = None


@dataclass
class Print:
    """A page while it is read; pixels in, points out."""

    number: int
    width: int
    height: int
    dpi: float
    text: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    blanks: list[tuple[BBox, float]] = field(default_factory=list)

    def add_line(
        self,
        text: str,
        centres: Sequence[float],
        box: Box,
        em: float,
        read: Read,
        *,
        in_cell: bool = False,
    ) -> None:
        """A line of text. ``centres``: middles of its characters in pixels; ``em``: size of a wide one in pixels.

        ``in_cell``: no character reaches further than the ink: in a full cell the next number is a ruling away.
        """
        middle, half = (box.top + box.bottom) / 2, _LINE_BOX * max(box.height, em) / 2
        reaches = [em * _ADVANCE.get(unicodedata.east_asian_width(char), _NARROW) for char in text]
        # The first and the last one stand where the ink begins and ends.
        inner = [
            max(box.x0 + 0.7 * r, min(box.x1 - 0.7 * r, c)) for c, r in zip(centres, reaches, strict=True)
        ]
        centres = [max(inner[: k + 1]) for k in range(len(inner))]
        lefts = [centre - reach for centre, reach in zip(centres, reaches, strict=True)]
        rights = [centre + reach for centre, reach in zip(centres, reaches, strict=True)]
        for k in range(1, len(text)):
            # Characters are next to each other unless a blank was read, or would be seen, between them.
            room, need = centres[k] - centres[k - 1], reaches[k] + reaches[k - 1]
            parted = text[k].isspace() or text[k - 1].isspace()
            if room < need or (not parted and room - need <= _LOOSE * em):
                rights[k - 1] = lefts[k] = centres[k - 1] + room * reaches[k - 1] / need
        if in_cell:
            lefts = [max(left, box.x0 - 1) for left in lefts]
            rights = [min(right, box.x1 + 1) for right in rights]
        for k, char in enumerate(text):
            if not char.isspace():
                place = (lefts[k], middle - half, max(rights[k], lefts[k] + 1), middle + half)
                self.add_character(char, place, em, read)

    def add_character(self, char: str, box: tuple[float, float, float, float], em: float, read: Read) -> None:
        """One character in its box (pixels)."""
        scale = _POINTS / self.dpi
        self.text.append(char)
        self.boxes.append((box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale))
        self.sizes.append(em * scale)
        self.reads.append(read)

    def add_blank(self, box: Box, confidence: float) -> None:
        """A cell without ink."""
        scale = _POINTS / self.dpi
        self.blanks.append(
            ((box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale), confidence)
        )

    def add_rulings(self, lines: Sequence[Line]) -> None:
        """The rulings of the page's tables."""
        scale = _POINTS / self.dpi
        for line in lines:
            start, end, at = line.start * scale, line.end * scale, line.at * scale
            ends = (start, at, end, at) if line.across else (at, start, at, end)
            direction = Direction.HORIZONTAL if line.across else Direction.VERTICAL
            self.rulings.append(Ruling(direction, *ends, line.width * scale))

    def page(self) -> Page:
        """The page as all fixed layouts have it."""
        scale = _POINTS / self.dpi
        return Page(
            number=self.number,
            width=self.width * scale,
            height=self.height * scale,
            text="".join(self.text),
            boxes=np.asarray(self.boxes, np.float32).reshape(-1, 4),
            sizes=np.asarray(self.sizes, np.float32),
            rulings=tuple(self.rulings),
        )


def with_confidence(blocks: Sequence[Block], prints: Sequence[Print]) -> tuple[Block, ...]:
    """The blocks with the confidence of what was read where they stand."""
    reads: dict[Key, Read] = {}
    for one in prints:
        for box, read in zip(np.asarray(one.boxes, np.float32).reshape(-1, 4), one.reads, strict=True):
            reads[_key(one.number, box)] = read
    blanks = {one.number: one.blanks for one in prints}
    return tuple(
        _line(block, reads) if isinstance(block, TextBlock) else _table(block, reads, blanks)
        for block in blocks
    )


def _line(block: TextBlock, reads: dict[Key, Read]) -> TextBlock:
    found = _reads_at(block.places, reads)
    return replace(block, confidence=round(min(r.confidence for r in found), 4)) if found else block


def _table(
    block: TableBlock, reads: dict[Key, Read], blanks: dict[int, list[tuple[BBox, float]]]
) -> TableBlock:
    return replace(
        block,
        cells=tuple(_cell(cell, reads, blanks) for cell in block.cells),
        repeated=tuple(_line(line, reads) for line in block.repeated),
    )


def _cell(cell: TableCell, reads: dict[Key, Read], blanks: dict[int, list[tuple[BBox, float]]]) -> TableCell:
    found = _reads_at(cell.places, reads)
    if found:
        only = found[0] if all(read is found[0] for read in found) else None
        alternatives = only.alternatives if only is not None and only.whole == cell.text else ()
        sure = min(read.confidence for read in found)
        return structs.replace(cell, confidence=round(sure, 4), alternatives=alternatives)
    if cell.text.strip() or cell.bbox is None or cell.page is None:
        return cell
    x, y = (cell.bbox[0] + cell.bbox[2]) / 2, (cell.bbox[1] + cell.bbox[3]) / 2
    for box, confidence in blanks.get(cell.page, []):
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return structs.replace(cell, confidence=round(confidence, 4))
    return cell


def _reads_at(places: Places | None, reads: dict[Key, Read]) -> list[Read]:
    if places is None:
        return []
    keys = (_key(int(row[0]), row[1:]) for row in places if not np.isnan(row[0]))
    return [reads[key] for key in keys if key in reads]


def _key(page: int, box: npt.NDArray[np.float32]) -> Key:
    return (page, float(box[0]), float(box[1]), float(box[2]), float(box[3]))
