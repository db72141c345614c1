"""A document, or several of its parts, that came on one line: where to cut it.

Text copied out of some viewers, and what most page scrapers give, has lost its line ends. What belongs on
lines of its own is known from the form: statutory headings, sub-headings, row labels of the tables, and the
gaps around prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from gongkai.codebook import load_codebook
from gongkai.documents.headings import find_headings
from gongkai.documents.model import MappedText
from gongkai.documents.normalise import normalise_line

_MIN_LENGTH: Final = (
    200  # normalised characters; a contents line has less, the shortest report on one line 600
)
_MIN_HEADINGS: Final = 2
_MIN_LABELS: Final = 4  # row labels of the form; a row of a table that came out right has at most three
_PROSE: Final = (
    25  # characters without a gap; the longest label of the form without a stop has 27, and a numeral
)
_SUB_HEADING: Final = re.compile(r"(?:(?<=[。；：！？\s])|^)[（(][一二三四五六七八九十]{1,2}[)）](?![项款])")
_NOTE: Final = re.compile(r"(?<=\s)(?:注|备注|備註|說明|说明)[：:]")
_AFTER_SENTENCE: Final = re.compile(r"(?<=[。！？])\s+")
_TITLE_END: Final = re.compile(r"(?:报告|報告|年报|年報)(?:[（(][^（）()]{1,10}[)）])?\s+")
_TITLE_WITHIN: Final = 200  # characters of the first line
# Values without a label before each row: the review table, whose labels are all in its header.
_VALUES: Final = re.compile(r"(?<=\s)(?<![\d/无無-]\s)(?:(?:\d+|[/无無-])(?:\s+|$)){8,}")
_WIDE: Final = re.compile(r"[\s\u3000]{2,}|\t")
_GAP: Final = frozenset("|｜")


def cut_places(printed: str, normal: MappedText, *, first: bool) -> tuple[int, ...]:
    """Offsets into the line to cut at, in order; empty for a line that is one.

    Args:
        first: whether nothing is printed before this line; then it holds the title.
    """
    if len(normal) < _MIN_LENGTH or not _suspicious(printed):
        return ()
    headings = list(find_headings(normal))
    labels = list(_label_starts(printed, normal))
    if len(headings) < _MIN_HEADINGS and len(labels) < _MIN_LABELS:
        return ()
    places = (
        {normal.starts[i] for i, _ in headings}
        | {_past_gap(printed, normal.ends[j - 1]) for _, j in headings}
        | {*labels}
    )
    places |= {m.start() for m in _SUB_HEADING.finditer(printed)} | {
        m.start() for m in _NOTE.finditer(printed)
    }
    places |= {m.end() for m in _AFTER_SENTENCE.finditer(printed)}
    places |= {m.end() for m in _WIDE.finditer(printed) if _beside_prose(printed, m.start(), m.end())}
    if first:
        places |= {m.end() for m in _TITLE_END.finditer(printed, 0, _TITLE_WITHIN)}
    places |= {m.start() for m in _VALUES.finditer(printed)}
    first_character = _past_gap(printed, 0)
    kept: list[int] = []
    for place in sorted(places, reverse=True):
        # White space alone is no segment: it stays with what it follows.
        if printed[place : kept[-1] if kept else None].strip() and place > first_character:
            kept.append(place)
    return tuple(reversed(kept))


def _suspicious(printed: str) -> bool:
    """A cheap look: several numerals of headings, or as many gaps as a table has."""
    return (
        len(re.findall("[一二三四五六]、", printed)) >= _MIN_HEADINGS
        or len(re.findall(r"[\s|｜]+", printed)) > 30
    )


def _past_gap(printed: str, at: int) -> int:
    """The offset of the first character from ``at`` that is no white space."""
    while at < len(printed) and printed[at].isspace():
        at += 1
    return at


def _beside_prose(printed: str, start: int, end: int) -> bool:
    """Whether a wide gap has running text on one side; between two cells of a table it has not."""
    before = re.split(r"\s", printed[max(0, start - _PROSE) : start])[-1]
    after = re.split(r"\s", printed[end : end + _PROSE])[0]
    return len(before) >= _PROSE or len(after) >= _PROSE or printed[start - 1 : start] in "。；："


def _label_starts(printed: str, normal: MappedText) -> Iterator[int]:
    """Where row labels of the form begin that stand apart on both sides, as cells do."""
    for match in _labels().finditer(normal.text):
        start, end = normal.starts[match.start()], normal.ends[match.end() - 1]
        before, after = printed[start - 1 : start] if start else " ", printed[end : end + 1] or " "
        if (before.isspace() or before in _GAP) and (after.isspace() or after in _GAP):
            yield start


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    """Row labels, group labels and the headers that begin a block, as normalised text has them."""
    words: set[str] = set()
    for table in load_codebook().tables.values():
        # Rows without numerals that all have the table's own columns are printed as groups of columns (the
        # review table): their labels begin no line.
        if all(
            row.number is None and row.columns is None and not row.templates for row in table.rows.values()
        ):
            continue
        for row in table.rows.values():
            words |= {row.label, *row.aliases, *([row.parent] if row.parent else [])}
        words |= {*table.headers}
    words -= {"其他", "总计", "合计"}  # rows and columns share these: only with a numeral
    plain = sorted((normalise_line(0, w, traditional=False).text for w in words), key=len, reverse=True)
    numeral = r"(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d[.、])"
    return re.compile(rf"{numeral}?(?:{'|'.join(map(re.escape, plain))})|{numeral}(?:其他|总计|合计)")
