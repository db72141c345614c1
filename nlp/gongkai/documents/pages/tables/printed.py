"""What a cell prints: its characters in reading order, as text with their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from gongkai.documents.model import Places
from gongkai.documents.pages.model import Page

SAME_LINE: Final = 0.5
"""Of the font size: characters whose middles are nearer than that stand in one printed line of a cell."""
BLANK: Final = 0.3
"""Of the font size: a wider gap between two Latin characters of a cell is a blank. Kerning stays below 0.1."""
WORD: Final = 0.8
"""Of the font size: a wider gap parts two words or values that stand side by side."""
_LATIN_OR_BLANK: Final = re.compile(r"[\x00-\x7f\s]")
_NO_PLACE: Final = -1  # of a blank that is only seen as a gap

Line = tuple[int, ...]
"""Indices of visible characters, from left to right."""


class Printed(NamedTuple):
    """``text`` with its ``places``; ``lines`` are the printed lines from top to bottom, each the indices of its
    visible characters from left to right."""

    text: str
    places: Places
    lines: tuple[Line, ...]

    @property
    def characters(self) -> Line:
        """The visible characters in reading order."""
        return self.lines[0] if len(self.lines) == 1 else tuple(i for line in self.lines for i in line)


class Ink:
    """The characters of a page, at hand one by one: its cells hold a few each, and are looked at several times."""

    def __init__(self, page: Page) -> None:
        self.text = page.text
        self.boxes: list[list[float]] = page.boxes.tolist()
        self.sizes: list[float] = page.sizes.tolist()
        # A row per character, and a last one for what has no place: rows are taken by index.
        self._places = np.full((len(page.text) + 1, 5), np.nan, dtype=np.float32)
        self._places[:-1, 0] = page.number
        self._places[:-1, 1:] = page.boxes
        self._said: dict[tuple[int, ...], Printed] = {}

    def printed(self, characters: tuple[int, ...]) -> Printed:
        """What these characters say.

        Printed lines are joined without a separator, so is a label of which each glyph is a line of its own. Blanks
        stay between Latin words only, and between the lines only where a letter ends the one and begins the other: a
        number that is broken is one.
        """
        said = self._said.get(characters)
        if said is None:
            said = self._said[characters] = self._read(characters)
        return said

    def lines(self, characters: tuple[int, ...]) -> list[Line]:
        """The printed lines from top to bottom, each its visible characters from left to right."""
        found = (tuple(i for i in line if not self.text[i].isspace()) for line in self._lines(characters))
        return [line for line in found if line]

    def words(self, line: Line, gap: float = WORD) -> list[Line]:
        """The parts of a printed line that stand further apart than the gap, in ems."""
        words: list[list[int]] = []
        for i in line:
            if words and self.boxes[i][0] - self.boxes[words[-1][-1]][2] <= gap * self.sizes[i]:
                words[-1].append(i)
            else:
                words.append([i])
        return [tuple(word) for word in words]

    def says(self, line: Sequence[int]) -> str:
        """The characters of a line."""
        return "".join([self.text[i] for i in line])

    def middle(self, i: int) -> float:
        """The height of the middle of a character, in points from the page's top."""
        return (self.boxes[i][1] + self.boxes[i][3]) / 2

    def _read(self, characters: tuple[int, ...]) -> Printed:
        if len(characters) == 1 and not self.text[characters[0]].isspace():  # most cells
            i = characters[0]
            return Printed(text=self.text[i], places=self._places[i : i + 1], lines=(characters,))
        text: list[str] = []
        rows: list[int] = []
        lines: list[Line] = []
        for line in self._lines(characters):
            said = self.says(line)
            if not _LATIN_OR_BLANK.search(said):  # most labels
                text += said
                rows += line
                lines.append(tuple(line))
                continue
            visible: list[int] = []
            blank = False
            for i in line:
                character = self.text[i]
                if character.isspace():
                    blank = True
                    continue
                # Only between two Latin characters there may be a blank.
                latin = character.isascii() and text and text[-1].isascii()
                if latin and self._is_parted(text[-1], visible[-1] if visible else None, i, blank):
                    text.append(" ")
                    rows.append(_NO_PLACE)
                blank = False
                text.append(character)
                rows.append(i)
                visible.append(i)
            if visible:
                lines.append(tuple(visible))
        return Printed(text="".join(text), places=self._places[rows], lines=tuple(lines))

    def _lines(self, characters: tuple[int, ...]) -> list[list[int]]:
        if len(characters) < 2:
            return [list(characters)]
        lines: list[list[tuple[float, int]]] = []
        at = 0.0
        for middle, left, i in sorted((self.middle(i), self.boxes[i][0], i) for i in characters):
            if lines and middle - at <= SAME_LINE * self.sizes[i]:
                lines[-1].append((left, i))
            else:
                lines.append([(left, i)])
                at = middle
        return [[i for _, i in sorted(line)] for line in lines]

    def _is_parted(self, before: str, last: int | None, i: int, blank: bool) -> bool:
        """Whether a blank stands between a Latin text and its next character; ``last`` is None where a line ends
        there."""
        if last is None:
            return before.isalpha() and self.text[i].isalpha()
        return blank or self.boxes[i][0] - self.boxes[last][2] > BLANK * self.sizes[i]
