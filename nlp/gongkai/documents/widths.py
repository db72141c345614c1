"""How wide text is in the columns of a terminal: a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import Final


def width_of(text: str) -> int:
    """Columns of the whole text."""
    return sum(map(_WIDTHS.__getitem__, text))


def columns_of(text: str) -> list[int]:
    """The column in which each character begins, and that behind the last one."""
    return list(accumulate(map(_WIDTHS.__getitem__, text), initial=0))


class _Widths(dict[str, int]):
    """The columns of a character; found out once per character."""

    def __missing__(self, character: str) -> int:
        width = self[character] = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        return width


_WIDTHS: Final = _Widths()
