"""Numbers of what is still to come: a plan, a goal or a rule states no figure of the year reported on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# A year as the time of something; not the month that a document is dated with, nor the end of a span.
_YEAR: Final = re.compile(r"(?<![\d\-—~至到入转])(20\d\d)年度?(?!\d{1,2}月|[末底]|以?前|结转)")
_TITLE: Final = re.compile("《[^《》]*$|“[^“”]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plans:
    """What tells plans: ``words`` alone, ``future`` beside a later year; ``done`` ends a plan within its sentence."""

    words: re.Pattern[str]
    future: re.Pattern[str]
    done: re.Pattern[str]

    def govern(self, text: str, start: int, at: int, year: int | None) -> bool:
        """Whether a number at ``at``, in the sentence that begins at ``start``, is planned and not reported."""
        for match in self.done.finditer(text, start, at):
            start = match.end()
        return self.words.search(text, start, at) is not None or self._later(text, start, at, year)

    def _later(self, text: str, start: int, at: int, year: int | None) -> bool:
        """Whether a year behind the reporting year is named with a word of intent (2024年将…, 计划2024年…)."""
        if year is None or not self.future.search(text, start, at):
            return False
        return any(
            int(m[1]) > year and not _TITLE.search(text, start, m.start())
            for m in _YEAR.finditer(text, start, at)
        )
