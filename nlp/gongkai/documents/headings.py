"""Statutory headings inside a line, as far as a reader has to know them to cut a line in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from gongkai.codebook import load_codebook
from gongkai.documents.model import MappedText

_NUMERALS: Final = "一二三四五六七八九十"
# What may follow a heading on its own line: a stop, a gap, the year that prose begins with, a sub-heading.
_RUN_IN: Final = re.compile(r"[。：.]|(?=(?:19|20)\d\d年|\([一二三四五六七八九十]\))")
_MIN_REST: Final = 10  # characters of prose after a run-in heading; less is a remark such as （附表）
_LISTED: Final = "；、，和及”》"  # after a heading: it is named in a sentence, and heads nothing
_QUOTED: Final = "“《第"


def find_headings(normal: MappedText) -> Iterator[tuple[int, int]]:
    """Start and end, in the normalised text, of each statutory heading with its numeral."""
    for match in _pattern().finditer(normal.text):
        before, after = normal.text[: match.start()][-1:], normal.text[match.end() :][:1]
        if (not before or before not in _QUOTED) and (not after or after not in _LISTED):
            yield match.span()


def run_in_end(printed: str, normal: MappedText) -> int | None:
    """The offset into the line where text begins that follows a heading on it, or None."""
    match = _pattern().match(normal.text)
    if match is None or len(normal.text) - match.end() < _MIN_REST:
        return None
    stop = _RUN_IN.match(normal.text, match.end())
    if stop is not None:
        return normal.ends[max(match.end(), stop.end()) - 1]
    end = normal.ends[match.end() - 1]
    return end if printed[end : end + 1].isspace() else None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    sections = load_codebook().sections.values()
    titles = sorted({title for section in sections for title in section.titles}, key=len, reverse=True)
    # The codebook writes 行政复议行政诉讼 without the mark that is printed between the two.
    spelled = ("[、，]?".join(map(re.escape, title)) for title in titles)
    return re.compile(rf"[{_NUMERALS}]、(?:{'|'.join(spelled)})")
