"""A printed line as cells: cut at tabs, pipes or wide spaces, and before values that single spaces part."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

import msgspec

from gongkai.documents.widths import columns_of
from gongkai.quantities.cells import looks_like_value


class Layout(StrEnum):
    """How a line parts its cells. GRID: by the geometry that the reader saw; WORDS: single spaces before values;
    COMMAS: a spreadsheet's text; SINGLE: one."""

    GRID = "grid"
    TABS = "tabs"
    PIPES = "pipes"
    COMMAS = "commas"
    WIDE = "wide"
    WORDS = "words"
    SINGLE = "single"


class PrintedCell(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Characters ``start`` to ``end`` of a line (white space around them left out); ``column`` is its place in the
    row, ``x`` the display column where it begins and ``right`` where it ends (a Chinese character is two wide). In a
    grid ``column``, ``x`` and ``right`` count the grid's own columns."""

    start: int
    end: int
    text: str
    column: int
    x: int
    right: int


FEWEST_COMMAS: Final = 3
"""Commas from which a line may be one of comma-separated values; the smallest row of the form has four cells."""

_WIDE = re.compile(r"[ \u00a0\u2000-\u200a]{2,}|[ \u00a0]*\u3000[\u3000 \u00a0]*")
_RULE_LINE = re.compile(r"^[\s|:+=\-—–_─━┼├┤┬┴┌┐└┘]*$")
_BOX = re.compile(r"[│┃║｜]")
_SENTENCE = re.compile(r"[。；！？，：]")
_SENTENCE_END = re.compile(r"[。；！？]")
_CJK = re.compile(r"[\u3400-\u9fff]")


def split_line(text: str) -> tuple[Layout, tuple[PrintedCell, ...]]:
    """The line's layout and its cells; blank cells are kept where tabs or pipes show them, with start == end.

    A ruling line of dashes and pipes (markdown, box drawing) has no cells.
    """
    unboxed = _BOX.sub("|", text)
    if "|" in unboxed:
        if _RULE_LINE.match(unboxed) and re.search(r"[-─━=]{2}", unboxed):
            return Layout.PIPES, ()
        return Layout.PIPES, _cells(text, _outer(unboxed, _bounds(unboxed, "|")))
    if "\t" in text:
        return Layout.TABS, _cells(text, _bounds(text, "\t"))
    if not text.strip():
        return Layout.SINGLE, ()
    if text.count(",") >= FEWEST_COMMAS and (bounds := _comma_bounds(text)):
        return Layout.COMMAS, _cells(text, bounds)
    pieces = _wide_pieces(text)
    layout = Layout.WIDE if len(pieces) > 1 else Layout.SINGLE
    worded: list[tuple[int, int]] = []
    for start, end in pieces:
        worded += _words(text, start, end)
    if layout is Layout.SINGLE and len(worded) > 1:
        layout = Layout.WORDS
    return layout, _cells(text, worded)


def _comma_bounds(text: str) -> list[tuple[int, int]]:
    """The cells of a row of comma-separated values: half of them or more are values or empty, none is a sentence."""
    bounds = _bounds(text, ",")
    said = [text[a:b].strip() for a, b in bounds]
    cells = sum(not piece or looks_like_value(piece) for piece in said)
    return bounds if 2 * cells >= len(said) and not _SENTENCE_END.search(text) else []


def _bounds(text: str, separator: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for i, character in enumerate(text):
        if character == separator:
            bounds.append((start, i))
            start = i + 1
    return [*bounds, (start, len(text))]


def _outer(text: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without what stands before the first and after the last pipe when that is nothing."""
    if bounds and not text[slice(*bounds[0])].strip():
        bounds = bounds[1:]
    if bounds and not text[slice(*bounds[-1])].strip():
        bounds = bounds[:-1]
    return bounds


def _wide_pieces(text: str) -> list[tuple[int, int]]:
    pieces, start = [], len(text) - len(text.lstrip())
    for gap in _WIDE.finditer(text, start):
        pieces.append((start, gap.start()))
        start = gap.end()
    pieces.append((start, len(text.rstrip())))
    return [(a, b) for a, b in pieces if text[a:b].strip()]


def _words(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The piece cut before each value when values are parted by single spaces, else the piece whole.

    Prose is left alone: a piece with sentence punctuation before its last word is no row of values.
    """
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    if len(words) < 2 or not any(looks_like_value(text[a:b]) for a, b in words):
        return [(start, end)]
    values = [looks_like_value(text[a:b]) for a, b in words]
    if all(values):
        return words
    label = "".join(text[a:b] for (a, b), value in zip(words, values, strict=True) if not value)
    if sum(values) < 2 and (not values[-1] or _SENTENCE.search(label) or len(_CJK.findall(label)) < 2):
        return [(start, end)]
    if "。" in label:
        return [(start, end)]
    cut: list[tuple[int, int]] = []
    for word, value in zip(words, values, strict=True):
        if value or not cut or looks_like_value(text[slice(*cut[-1])]):
            cut.append(word)
        else:
            cut[-1] = (cut[-1][0], word[1])
    return cut


def _cells(text: str, bounds: list[tuple[int, int]]) -> tuple[PrintedCell, ...]:
    columns = columns_of(text)
    cells = []
    for column, (start, end) in enumerate(bounds):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        cells.append(
            PrintedCell(
                start=start,
                end=end,
                text=text[start:end],
                column=column,
                x=columns[start],
                right=columns[end],
            )
        )
    return tuple(cells)
