"""The cells of a table on a scan, read one by one along the ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gongkai.documents.scan.cells import Box, TableArea, faint_marks_in, inside, marks_in, text_lines
from gongkai.documents.scan.deskew import Mask
from gongkai.documents.scan.engine import Probabilities, Reading, Recogniser
from gongkai.documents.scan.images import Grey
from gongkai.documents.scan.printing import Print, Read
from gongkai.documents.scan.prose import (
    centres_of,
    is_upright,
    laid_level,
    line_picture,
    upright_characters,
    usual_height,
)
from gongkai.documents.scan.signs import as_value, is_plain_value, signs
from gongkai.documents.scan.values import MARGINS, Value, ValueCell, picture_of, read_value, shape_of

_BLANK: Final = 0.995  # confidence in a cell without ink
_FAINT: Final = 0.6  # of the confidence in what a faint stroke was read as
_MOST_VALUE_CHARACTERS: Final = 16
_SAME_SIDE: Final = 6  # pixels between the sides of cells in one column or row
_DUST: Final = 0.3  # of a line's height: a line no higher and no longer is none beside others
_NUMERALS: Final = frozenset("二三四五六七八九十")
_NUMBERS: Final = (2, 0.6)  # cells of a column or row, and their share, that make it one of numbers


@dataclass
class _Cell:
    """A cell on its way: where it is, its ink, its lines, what was read."""

    box: Box
    inner: Box
    marks: list[Box]
    faint: bool = False
    upright: bool = False
    lines: list[Box] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    value: Value | None = None

    @property
    def text(self) -> str:
        return "".join(reading.text for reading in self.readings)


def read_table(engine: Recogniser, page: Grey, ink: Mask, table: TableArea, found: Print) -> None:
    """Reads the cells of one table of a straightened page into ``found``."""
    cells = [_cell(page, ink, box, found.dpi) for box in table.cells]
    em = usual_height([line for cell in cells for line in text_lines(cell.marks, 0.0)])
    for cell in cells:
        found_lines = text_lines(cell.marks, em)
        # Dust above or below the text makes a line of its own.
        cell.lines = [x for x in found_lines if max(x.width, x.height) > _DUST * em] or found_lines
        if is_upright(cell.lines, em):
            cell.lines = upright_characters(ink, cell.lines)
            cell.upright = len(cell.lines) > 1
    figure = _figure_height(cells, em)
    single = [cell for cell in cells if len(cell.lines) == 1]
    pictures = [picture_of(page, _value_cell(cell, figure), MARGINS[0]) for cell in single]
    several = [cell for cell in cells if len(cell.lines) > 1]
    lines, ends = _line_pictures(page, several, em)
    table_of_signs = signs(engine)
    said = engine.run(pictures, lambda one: (engine.decode(one), table_of_signs.fold(one)))
    for cell, (reading, _) in zip(single, said, strict=True):
        cell.readings = [reading]
    rest = iter(engine.read(lines))
    for cell, upright in zip(several, ends, strict=True):
        cell.readings = [next(rest) for _ in range(1 if upright else len(cell.lines))]
    _read_values(engine, page, ink, single, [folded for _, folded in said], figure)
    for cell in cells:
        _add_cell(cell, em, found)
    for cell, upright in zip(several, ends, strict=True):
        _add_lines(cell, upright, em, found)


def _cell(page: Grey, ink: Mask, box: Box, dpi: float) -> _Cell:
    inner = inside(ink, box)
    marks = marks_in(ink, inner, dpi)
    if marks:
        return _Cell(box=box, inner=inner, marks=marks)
    faint = faint_marks_in(page, inner, dpi)
    return _Cell(box=box, inner=inner, marks=faint, faint=bool(faint))


def _figure_height(cells: Sequence[_Cell], em: float) -> float:
    """Ink height of a figure in pixels: that of the middle one of the cells with few marks."""
    heights = [
        cell.lines[0].height
        for cell in cells
        if len(cell.lines) == 1 and len(cell.marks) <= 3 and cell.lines[0].height >= 0.4 * em
    ]
    return float(np.median(heights)) if heights else max(8.0, 0.75 * em)


def _value_cell(cell: _Cell, figure: float) -> ValueCell:
    return ValueCell(inner=cell.inner, marks=tuple(cell.marks), height=figure)


def _line_pictures(page: Grey, cells: Sequence[_Cell], em: float) -> tuple[list[Grey], list[list[float]]]:
    """Pictures of the lines of cells that have several; for an upright label one picture and where its characters end."""
    pictures: list[Grey] = []
    ends: list[list[float]] = []
    for cell in cells:
        if cell.upright:
            picture, at = laid_level(page, cell.lines, em)
            pictures.append(picture)
            ends.append(at)
        else:
            pictures += [line_picture(page, line, cell.inner) for line in cell.lines]
            ends.append([])
    return pictures, ends


def _read_values(
    engine: Recogniser,
    page: Grey,
    ink: Mask,
    single: Sequence[_Cell],
    said: Sequence[Probabilities],
    figure: float,
) -> None:
    """Reads the cells that hold values again, with few signs allowed."""
    numbers, numerals = _in_numbers(single), _in_numerals(single)
    chosen = [
        n
        for n, cell in enumerate(single)
        if cell.faint
        or is_plain_value(cell.text)
        or (numbers[n] and _may_be_value(cell.text))
        or (not numerals[n] and shape_of(_value_cell(cell, figure), ink) is not None)
    ]
    cells = [_value_cell(single[n], figure) for n in chosen]
    table = signs(engine)
    more = engine.run(
        [picture_of(page, cell, margins) for margins in MARGINS[1:] for cell in cells], table.fold
    )
    for k, n in enumerate(chosen):
        own = [said[n], *more[k :: len(cells)]]
        value = read_value(own, cells[k], ink, table.names)
        single[n].value = value


def _in_numbers(cells: Sequence[_Cell]) -> list[bool]:
    """Of each cell: whether those of its column, or of its row, are mostly numbers."""
    plain = np.array([is_plain_value(cell.text) for cell in cells], dtype=np.bool_)
    sides = np.array([(c.box.x0, c.box.x1, c.box.top, c.box.bottom) for c in cells]).reshape(-1, 4)
    found = []
    for n in range(len(cells)):
        near = np.abs(sides - sides[n]) <= _SAME_SIDE
        mates = (near[:, 0] & near[:, 1], near[:, 2] & near[:, 3])
        found.append(
            any(plain[own].sum() >= _NUMBERS[0] and plain[own].mean() >= _NUMBERS[1] for own in mates)
        )
    return found


def _in_numerals(cells: Sequence[_Cell]) -> list[bool]:
    """Of each cell: whether its column counts in Chinese numerals: a lone flat stroke is 一 there, and no dash."""
    found = [cell.text.strip("（）()、.") in _NUMERALS for cell in cells]
    return [
        any(
            found[k] and abs(other.box.x0 - cell.box.x0) <= _SAME_SIDE and other is not cell
            for k, other in enumerate(cells)
        )
        for cell in cells
    ]


def _may_be_value(text: str) -> bool:
    """Whether a text in a column of numbers may be a misread value: look-alikes, or a single sign."""
    return len(text) <= 1 or (len(text) <= _MOST_VALUE_CHARACTERS and as_value(text) is not None)


def _add_cell(cell: _Cell, em: float, found: Print) -> None:
    """A blank cell, or one of a single line."""
    if not cell.lines:
        found.add_blank(cell.box, _BLANK)
        return
    if len(cell.lines) > 1:
        return
    line = cell.lines[0]
    value = cell.value
    if value is not None:
        sure = value.confidence * (_FAINT if cell.faint else 1.0)
        if not value.text:
            found.add_blank(cell.box, 0.5)
            return
        read = Read(confidence=sure, alternatives=value.alternatives, whole=value.text)
        step = line.width / len(value.text)
        centres = [line.x0 + (k + 0.5) * step for k in range(len(value.text))]
        found.add_line(value.text, centres, line, em, read, in_cell=True)
        return
    reading = cell.readings[0]
    if reading.text.strip():
        found.add_line(
            reading.text,
            centres_of(line, reading),
            line,
            em,
            Read(confidence=reading.worst, whole=reading.text),
            in_cell=True,
        )


def _add_lines(cell: _Cell, upright: list[float], em: float, found: Print) -> None:
    """A cell of several lines, or an upright label."""
    if upright:
        reading = cell.readings[0]
        read = Read(confidence=reading.worst, whole=reading.text)
        for char, centre in zip(reading.text, reading.centres, strict=True):
            glyph = cell.lines[min(len(upright) - 1, sum(end < centre for end in upright))]
            middle = (glyph.x0 + glyph.x1) / 2
            found.add_line(char, [middle], glyph, em, read)
        return
    for line, reading in zip(cell.lines, cell.readings, strict=True):
        if reading.text.strip():
            read = Read(confidence=reading.worst, whole=cell.text)
            found.add_line(reading.text, centres_of(line, reading), line, em, read, in_cell=True)
