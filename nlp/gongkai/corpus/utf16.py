"""Offsets as a browser counts them: in UTF-16 units, two for a character beyond U+FFFF."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

_LAST_SINGLE: Final = "\uffff"


class Utf16:
    """Both ways between code points and UTF-16 units of one text."""

    def __init__(self, text: str) -> None:
        wide = bool(text) and max(text) > _LAST_SINGLE
        self._units = [0, *accumulate(2 if c > _LAST_SINGLE else 1 for c in text)] if wide else None
        self._points = {unit: point for point, unit in enumerate(self._units)} if self._units else None

    def units(self, point: int) -> int:
        """The offset in units of a code point."""
        return point if self._units is None else self._units[point]

    def point(self, unit: int) -> int:
        """The code point at a unit; -1 for a unit that is no character's first."""
        return unit if self._points is None else self._points.get(unit, -1)
