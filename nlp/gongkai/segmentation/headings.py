"""Section headings: a numeral, then one of the titles that the codebook knows, typos and variants tolerated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rapidfuzz import fuzz, process

from gongkai.codebook import Codebook
from gongkai.codebook.forms import label_key, split_numeral

FUZZY_TITLE: Final = 78.0
"""rapidfuzz ratio from which a numbered line is a section's heading; unnumbered lines need EXACT_TITLE.
存在的主要问题及改进情况 against 存在的问题及改进措施 is 78; two different statutory titles stay below 65."""
EXACT_TITLE: Final = 90.0
LONGEST_TITLE: Final = 40
"""Characters; the longest statutory heading has 27 with its numeral."""

_PREFIX = re.compile(r"^[#*\s]+|[*\s]+$")
_PART = re.compile(r"^第([一二三四五六七八九十])部分[、：:\s]*")
_BREAK = re.compile(r"[。：:；]")


class NumeralStyle(IntEnum):
    """How a heading is numbered, from the outermost style inwards."""

    CHINESE = 0  # 一、
    ARABIC = 1  # 1.
    BRACKETED = 2  # （一）
    NONE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A line that begins like a heading.

    ``section`` is None for a numbered line with no title that is known; ``number`` None where unnumbered;
    ``rest`` is what runs on behind the title.
    """

    section: str | None
    number: int | None
    style: NumeralStyle
    score: float
    rest: str = ""


class HeadingMatcher:
    """Matches a normalised line with the titles of the codebook's sections."""

    def __init__(self, codebook: Codebook) -> None:
        self._section_of: dict[str, str] = {}
        for name, section in codebook.sections.items():
            for title in section.titles:
                self._section_of[label_key(title)] = name
        self._titles = list(self._section_of)

    def match(self, text: str) -> Heading | None:
        """The heading that the line is or begins with; None for any other line."""
        plain = _PREFIX.sub("", text)
        number, style, rest = _numbered(plain)
        if number is None and len(rest) > LONGEST_TITLE:
            return None
        head = _BREAK.split(rest, maxsplit=1)[0]
        if len(head) > LONGEST_TITLE:
            return Heading(section=None, number=number, style=style, score=0.0)
        key = label_key(head)
        best = (
            process.extractOne(key, self._titles, scorer=fuzz.ratio, score_cutoff=FUZZY_TITLE)
            if key
            else None
        )
        if best is None:
            return Heading(section=None, number=number, style=style, score=0.0) if number else None
        title, score, _ = best
        if number is None and score < EXACT_TITLE:
            return None
        tail = rest[len(head) :].strip("。：:； ")
        return Heading(section=self._section_of[title], number=number, style=style, score=score, rest=tail)


def _numbered(text: str) -> tuple[int | None, NumeralStyle, str]:
    part = _PART.match(text)
    if part is not None:
        return split_numeral(part.group(1) + "、")[0], NumeralStyle.CHINESE, text[part.end() :]
    number, bracketed, rest = split_numeral(text)
    if number is None:
        return None, NumeralStyle.NONE, rest
    if bracketed:
        return number, NumeralStyle.BRACKETED, rest
    return number, NumeralStyle.ARABIC if text.lstrip()[0].isdigit() else NumeralStyle.CHINESE, rest
