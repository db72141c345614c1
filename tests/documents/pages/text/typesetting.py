"""A small typesetter: paragraphs on pages as a word processor sets them, with the place of every character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gongkai.documents.pages.model import Page

_OPENERS, _CLOSERS = "“《（", "”》）。，、；：％%"


@dataclass(frozen=True, kw_only=True)
class Par:
    """A paragraph. ``align``: both (justified), left, center, right. ``indent`` in ems; ``room`` before it, in points."""

    text: str
    align: str = "both"
    indent: float = 2.0
    size: float = 16.0
    room: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The paper and the column of text on it, in points; margins left and right are equal."""

    width: float = 448.0
    left: float = 74.0
    top: float = 80.0
    pitch: float = 28.0
    lines: int = 24
    head: str = ""
    foot: str = ""
    jitter: float = 0.0
    seed: int = 0

    @property
    def page_width(self) -> float:
        return self.width + 2 * self.left

    @property
    def page_height(self) -> float:
        return max(842.0, self.top * 2 + self.pitch * self.lines)


@dataclass
class Ink:
    """The characters of one page while it is set."""

    text: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)

    def put(self, text: str, x: float, middle: float, size: float, stretch: float = 0.0) -> float:
        """The text with its middle line at ``middle``; a blank moves on and prints nothing. Where it ends."""
        for i, character in enumerate(text):
            if i:
                x += stretch + _auto_space(text[i - 1], character) * size
            wide = _advance(character) * size
            if character != " ":
                # Latin letters have a taller cell than Chinese ones, and stand a little higher.
                high, up = (1.3, 0.02) if character.isascii() else (1.12, 0.0)
                top = middle - (high / 2 + up) * size
                self.text.append(character)
                self.boxes.append((x, top, x + wide, top + high * size))
                self.sizes.append(size)
            x += wide
        return x

    def page(self, number: int, width: float, height: float, **rest: object) -> Page:
        """The page, its characters in the order in which they were put."""
        return Page(
            number=number,
            width=width,
            height=height,
            text="".join(self.text),
            boxes=np.array(self.boxes, dtype=np.float32).reshape(-1, 4),
            sizes=np.array(self.sizes, dtype=np.float32),
            **rest,  # type: ignore[arg-type]
        )


def width_of(text: str, size: float) -> float:
    """Of the text set without any stretch, in points."""
    gaps = sum(_auto_space(a, b) for a, b in zip(text, text[1:], strict=False))
    return (sum(map(_advance, text)) + gaps) * size


def typeset(pars: Sequence[Par], sheet: Sheet) -> tuple[list[Page], list[list[str]]]:
    """The pages, and the printed lines of each paragraph."""
    random = np.random.default_rng(sheet.seed)
    inks: list[Ink] = []
    printed: list[list[str]] = []
    at = float("inf")
    bottom = sheet.top + sheet.pitch * (sheet.lines - 0.5)
    for par in pars:
        lines = broken(par, sheet.width)
        printed.append(lines)
        for n, line in enumerate(lines):
            at += par.room if not n else 0
            if at > bottom:
                inks.append(Ink())
                at = sheet.top + sheet.pitch / 2
            natural = width_of(line, par.size)
            x, stretch = sheet.left + (0 if n else par.indent * par.size), 0.0
            spare = sheet.left + sheet.width - x - natural
            if par.align == "center":
                x += spare / 2
            elif par.align == "right":
                x += spare
            elif par.align == "both" and n < len(lines) - 1 and len(line) > 1:
                stretch = spare / (len(line) - 1)
            inks[-1].put(line, x, at, par.size, stretch)
            at += sheet.pitch
    for n, ink in enumerate(inks, start=1):
        for text, middle in ((sheet.head, sheet.top / 2), (sheet.foot, sheet.page_height - sheet.top / 2)):
            line = text.format(page=n, pages=len(inks))
            ink.put(line, (sheet.page_width - width_of(line, 10)) / 2, middle, 10)
        if sheet.jitter:
            ink.boxes = [
                (a + dx, b + dy, c + dx, d + dy)
                for (a, b, c, d), (dx, dy) in zip(
                    ink.boxes,
                    random.uniform(-sheet.jitter, sheet.jitter, (len(ink.boxes), 2)).tolist(),
                    strict=True,
                )
            ]
    return [ink.page(n, sheet.page_width, sheet.page_height) for n, ink in enumerate(inks, start=1)], printed


def broken(par: Par, width: float) -> list[str]:
    """The lines of a paragraph: words are kept whole, signs do not begin or end a line where they may not."""
    lines, line = [], ""
    for unit in _units(par.text):
        room = width - (0 if lines else par.indent * par.size)
        if line and width_of((line + unit).rstrip(), par.size) > room + 0.001:
            lines.append(line.rstrip())
            line = ""
        line += unit
    return [*lines, line.rstrip()]


def _units(text: str) -> list[str]:
    units: list[str] = []
    for character in text:
        last = units[-1][-1] if units else ""
        word = character.isascii() and character.isalnum() and last.isascii() and last.isalnum()
        if units and (word or character in _CLOSERS or character == " " or last in _OPENERS):
            units[-1] += character
        else:
            units.append(character)
    return units


def _advance(character: str) -> float:
    return 0.5 if character.isascii() and character not in "." else 0.25 if character == "." else 1.0


def _auto_space(a: str, b: str) -> float:
    """Word processors leave a quarter of an em between Chinese characters and digits or letters."""
    pair = a + b
    latin = [c.isascii() and c.isalnum() for c in pair]
    chinese = ["\u4e00" <= c <= "\u9fff" for c in pair]
    return 0.25 if (latin[0] and chinese[1]) or (chinese[0] and latin[1]) else 0.0
