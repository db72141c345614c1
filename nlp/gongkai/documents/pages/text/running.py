"""Running heads and feet: what the margins of pages carry and is no part of the report.

Margins are taken off from outside: a line is looked at only while all lines beyond it were running ones. A page number
is known by its look and by counting with the pages, any other line by coming again at the same height.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Final

from gongkai.codebook import read_data
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.text.layout import body_size
from gongkai.documents.pages.text.lines import PrintedLine

# Shares of the page's height. Official papers have 4.4 to 12.5 % above and below the text; a head of two lines
# reaches further in.
_ZONE: Final = 0.15
_MARGIN: Final = 0.10  # a page number that no other page confirms
_EDGE: Final = 0.06  # what browsers print
_DEEPEST: Final = 4  # lines of one head or foot
_SAME_HEIGHT: Final = 0.6  # ems between the heights of one head on two pages
_APART: Final = 1.2  # ems of room between a bare number and the text, where nothing else confirms it
_LEADING: Final = 0.9  # ems between the boxes of two lines at most, in one text
_BODY_SIZE: Final = 0.1  # share of the font size
_FEWEST_LETTERS: Final = 2  # a repeated line without words may be a row of zeros
_NUMBER: Final = re.compile(r"\d+")


class _Side(StrEnum):
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The outermost line of a page that is not taken off yet. ``page`` counts the given pages from 0.

    ``number`` is the page's own.
    """

    page: int
    number: int
    line: int
    text: str
    masked: str
    numbers: tuple[int, ...]
    middle: float
    em: float
    depth: float  # share of the page's height between the line and the edge
    room: float  # ems to what stands next to it on the page, inf where nothing does
    outer: bool  # stands where a page number stands: in the middle, or at the side


def running_lines(
    pages: Sequence[Page],
    lines: Sequence[Sequence[PrintedLine]],
    filled: Sequence[tuple[float, float] | None],
) -> set[tuple[int, int]]:
    """The running lines, as (page, line), both counting from 0.

    Args:
        lines: those of each page, from top to bottom.
        filled: the highest top and lowest bottom of each page's tables, None where it has none.
    """
    found: set[tuple[int, int]] = set()
    em = body_size([line for own in lines for line in own])
    for side in _Side:
        for _ in range(_DEEPEST):
            candidates = [
                c
                for n, page in enumerate(pages)
                if (c := _outermost(n, page, lines[n], filled[n], found, side)) is not None
            ]
            new = (
                _page_numbers(candidates, len(pages), side)
                | _repeated(candidates, em, len(pages))
                | _browser(candidates, side)
            )
            if not new:
                break
            found |= {(c.page, c.line) for c in candidates if c.page in new}
    return found


def _outermost(
    n: int,
    page: Page,
    lines: Sequence[PrintedLine],
    filled: tuple[float, float] | None,
    found: set[tuple[int, int]],
    side: _Side,
) -> _Candidate | None:
    top = side is _Side.TOP
    order = range(len(lines)) if top else reversed(range(len(lines)))
    left = list(islice((i for i in order if not lines[i].askew and (n, i) not in found), 2))
    if not left:
        return None
    line = lines[left[0]]
    depth = (line.middle if top else page.height - line.middle) / page.height
    if depth > _ZONE:
        return None
    edges = [lines[i].top if top else lines[i].bottom for i in left[1:2]]
    if filled is not None:
        edges.append(filled[0] if top else filled[1])
        if (line.middle > filled[0]) if top else (line.middle < filled[1]):
            return None  # a table stands further out
    room = min(((e - line.bottom) if top else (line.top - e) for e in edges), default=float("inf"))
    text = unicodedata.normalize("NFKC", line.plain).strip()
    middle = (line.x0 + line.x1) / 2 / page.width
    return _Candidate(
        page=n,
        number=page.number,
        line=left[0],
        text=text,
        masked=_NUMBER.sub("0", "".join(text.split())),
        numbers=tuple(int(m[-9:]) for m in _NUMBER.findall(text)),
        middle=line.middle if top else page.height - line.middle,
        em=line.em,
        depth=depth,
        room=room / line.em,
        outer=abs(middle - 0.5) < 0.08 or middle > 0.75 or middle < 0.25,
    )


def _page_numbers(candidates: Sequence[_Candidate], pages: int, side: _Side) -> set[int]:
    """The pages whose candidate is their page number."""
    read = {c.page: number for c in candidates if (number := _number_of(c.text)) is not None}
    if not read:
        return set()
    offsets = Counter(read[c.page][0] - c.number for c in candidates if c.page in read)
    offset, agree = offsets.most_common(1)[0]
    found: set[int] = set()
    for c in candidates:
        if c.page not in read:
            continue
        value, decorated = read[c.page]
        counted = agree > 1 and value - c.number == offset
        alone = c.depth < _MARGIN and c.room > _APART and c.outer
        if decorated:
            is_number = counted or c.depth < _MARGIN
        elif agree > 1:
            is_number = counted and c.outer
        else:
            # A lone one on the last of several pages would be the first number to be printed at all.
            is_number = side is _Side.BOTTOM and alone and (pages == 1 or value == c.number) and value > 0
        if is_number:
            found.add(c.page)
    return found


def _number_of(text: str) -> tuple[int, bool] | None:
    """The page number that the line is, and whether it is written as no other number is."""
    close = "".join(text.split())
    for pattern, decorated in _styles():
        match = pattern.fullmatch(close)
        if match is None:
            continue
        groups = match.groupdict()
        page, pages = int(groups["page"]), groups.get("of")
        return (page, decorated) if pages is None or page <= int(pages) else None
    return None


@lru_cache(maxsize=1)
def _styles() -> tuple[tuple[re.Pattern[str], bool], ...]:
    kinds: dict[str, list[str]] = read_data("pages.yaml")["page_numbers"]
    return tuple((re.compile(p), kind == "decorated") for kind, found in kinds.items() for p in found)


def _repeated(candidates: Sequence[_Candidate], em: float, pages: int) -> set[int]:
    """The pages whose candidate comes again on another page: the same words in the same size at the same height.

    Its numbers are the same too, or count with the pages. What could as well be the first or last line of the text
    has to come again on half of the pages.
    """
    groups: dict[tuple[str, int], list[_Candidate]] = defaultdict(list)
    for c in candidates:
        if sum(character.isalpha() for character in c.masked) >= _FEWEST_LETTERS:
            groups[c.masked, round(c.em)].append(c)
    found: set[int] = set()
    for group in groups.values():
        for same in _by_height(group):
            like_text = any(c.room < _LEADING and abs(c.em - em) < _BODY_SIZE * em for c in same)
            fewest = max(3, pages / 2) if like_text else 2
            if len(same) >= fewest and all(_steady(same, i) for i in range(len(same[0].numbers))):
                found |= {c.page for c in same}
    return found


def _by_height(group: Sequence[_Candidate]) -> list[list[_Candidate]]:
    """Those that stand at one height, together."""
    found: list[list[_Candidate]] = []
    for c in sorted(group, key=lambda c: c.middle):
        if found and c.middle - found[-1][0].middle < _SAME_HEIGHT * c.em:
            found[-1].append(c)
        else:
            found.append([c])
    return found


def _steady(group: Sequence[_Candidate], i: int) -> bool:
    return len({c.numbers[i] for c in group}) == 1 or len({c.numbers[i] - c.number for c in group}) == 1


def _browser(candidates: Sequence[_Candidate], side: _Side) -> set[int]:
    pattern = _browser_patterns()[side]
    return {c.page for c in candidates if c.depth < _EDGE and pattern.match(c.text)}


@lru_cache(maxsize=1)
def _browser_patterns() -> dict[str, re.Pattern[str]]:
    patterns: dict[str, str] = read_data("pages.yaml")["browser"]
    return {side: re.compile(pattern) for side, pattern in patterns.items()}
