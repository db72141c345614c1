"""One page of a scan: set straight, its rulings found, its cells and lines read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from gongkai.documents.scan.cells import Box, tables_of
from gongkai.documents.scan.deskew import Mask, even_paper, ink_of, skew_of, straightened
from gongkai.documents.scan.engine import Recogniser
from gongkai.documents.scan.images import Grey
from gongkai.documents.scan.printing import Print, Read
from gongkai.documents.scan.prose import centres_of, line_picture, prose_lines
from gongkai.documents.scan.rulings import rulings_of
from gongkai.documents.scan.tables import read_table

WORK_DPI: Final = 200.0
"""Dots per inch that pages are read at. Finer ones are reduced, coarser ones enlarged: sizes in pixels then mean the
same everywhere, and characters of 9 points are 25 pixels high, half of what the recogniser works on."""
_SAME_DPI: Final = 0.1  # share by which a page's resolution may differ from that before it is scaled
_WORD: Final = 3  # characters of a reading that tells how the page lies; a lone 0 is one either way
_SURE: Final = 0.8  # mean probability of such a reading on an upright page; on others it is mostly below 0.6
_READABLE: Final = 0.4  # share of a page's characters in sure readings from which it is upright beyond doubt
_FEW: Final = 8  # characters of a page that say nothing about how it lies


def read_page(engine: Recogniser, grey: Grey, number: int, dpi: float) -> Print:
    """A page's characters. One that lies on its side or on its head is turned first."""
    scale = WORK_DPI / dpi
    if abs(scale - 1) > _SAME_DPI:
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), np.uint8)
        dpi = WORK_DPI
    found = _read_upright(engine, grey, number, dpi)
    if len(found.text) < _FEW or _readable(found) >= _READABLE * len(found.text):
        return found
    for turns in (2, 1, 3):
        other = _read_upright(engine, np.ascontiguousarray(np.rot90(grey, turns)), number, dpi)
        if _readable(other) > _readable(found):
            found = other
            if _readable(found) >= _READABLE * len(found.text):
                break
    return found


def _readable(found: Print) -> int:
    """How many characters stand in readings that are long enough and sure enough to tell how the page lies."""
    lengths: dict[int, int] = {}
    for read in found.reads:
        lengths[id(read)] = lengths.get(id(read), 0) + 1
    return sum(lengths[id(read)] >= _WORD and read.confidence >= _SURE for read in found.reads)


def _read_upright(engine: Recogniser, grey: Grey, number: int, dpi: float) -> Print:
    paper = even_paper(grey)
    page = straightened(paper, skew_of(ink_of(paper)))
    ink = ink_of(page)
    rulings = rulings_of(ink, dpi)
    tables = tables_of(rulings, dpi)
    found = Print(number=number, width=page.shape[1], height=page.shape[0], dpi=dpi)
    found.add_rulings(rulings)
    _read_prose(engine, page, ink, [table.box for table in tables], found)
    for table in tables:
        read_table(engine, page, ink, table, found)
    return found


def _read_prose(engine: Recogniser, page: Grey, ink: Mask, tables: Sequence[Box], found: Print) -> None:
    whole = Box(0, 0, page.shape[1], page.shape[0])
    lines = prose_lines(ink, tables, found.dpi)
    readings = engine.read([line_picture(page, line, whole) for line in lines])
    for line, reading in zip(lines, readings, strict=True):
        if reading.text.strip():
            sure = float(np.mean(reading.probabilities))
            found.add_line(reading.text, centres_of(line, reading), line, line.height, Read(confidence=sure))
