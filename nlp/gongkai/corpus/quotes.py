"""Where a quote stands: lookup in whitespace-free text, with the way back to lines and offsets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai.documents.model import Span

_SCALES = frozenset("万亿萬億")
_CHINESE_NUMERALS = frozenset("零〇一二三四五六七八九十百千两兩") | _SCALES
_GROUP = 3  # digits between two thousands separators


class HasText(Protocol):
    """A line of a Document or of a Report."""

    @property
    def text(self) -> str:
        """The line as printed."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Flat:
    """The text of all lines without any whitespace. ``places[i]`` is (line, offset) of character i."""

    text: str
    places: tuple[tuple[int, int], ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The source spans of ``text[start:end]``, one per line, whitespace in between included."""
        found: list[Span] = []
        for line, offset in self.places[start:end]:
            if found and found[-1].line == line:
                found[-1] = Span(line=line, start=found[-1].start, end=offset + 1)
            else:
                found.append(Span(line=line, start=offset, end=offset + 1))
        return tuple(found)

    def range_of(self, spans: Iterable[Span]) -> tuple[int, int] | None:
        """From the first to the last character of the spans in ``text``; None where they hold none."""
        wanted = positions(spans)
        hits = [i for i, place in enumerate(self.places) if place in wanted]
        return (hits[0], hits[-1] + 1) if hits else None

    def around(self, start: int, end: int, *, width: int = 14) -> str:
        """The characters at a place with some on both sides, for people: ``…共收到[3件]，均为…``."""
        before, after = self.text[max(0, start - width) : start], self.text[end : end + width]
        return f"…{before}[{self.text[start:end]}]{after}…"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A quote to look up. ``owner`` is what is claimed there: one denying phrase may carry several owners."""

    quote: str
    before: str | None = None
    owner: object = None


def flatten(lines: Iterable[HasText]) -> Flat:
    """The whitespace-free text of the lines, one after the other."""
    kept = [
        (char, (n, offset))
        for n, line in enumerate(lines)
        for offset, char in enumerate(line.text)
        if not char.isspace()
    ]
    return Flat(text="".join(c for c, _ in kept), places=tuple(p for _, p in kept))


def positions(spans: Iterable[Span]) -> frozenset[tuple[int, int]]:
    """(line, offset) of every character of the spans."""
    return frozenset((s.line, i) for s in spans for i in range(s.start, s.end))


def occurrences(flat: Flat, quote: str, before: str | None = None) -> tuple[int, ...]:
    """Where the quote begins in ``flat.text``, in text order.

    Whitespace in quote and ``before`` counts for nothing. A quote that begins or ends with a digit must not
    touch another digit of the same number (``15条``, ``2.5条`` and ``1,005条`` hold no ``5条``). Only where
    this leaves nothing may the touching digit stand on another line: a heading's end is no part of a number.
    """
    wanted, lead = _squeeze(quote), _squeeze(before or "")
    if not wanted:
        return ()
    starts: list[int] = []
    at = flat.text.find(lead + wanted)
    while at >= 0:
        starts.append(at + len(lead))
        at = flat.text.find(lead + wanted, at + 1)
    free = tuple(s for s in starts if not _touches(flat, s, s + len(wanted), over_lines=True))
    return free or tuple(s for s in starts if not _touches(flat, s, s + len(wanted), over_lines=False))


def locate(flat: Flat, wanted: Sequence[Wanted]) -> tuple[tuple[int, int] | None, ...]:
    """The range of every quote in ``flat.text``; None where it is not found.

    The quotes are in text order: where one occurs several times, it takes the first place from the previous
    quote's place on that no equal quote has taken. A quote without a digit (the phrase that denies) may be
    taken once by every owner.

    In ``复议 5 件，诉讼 5 件`` two quotes ``5件`` stand at (2, 4) and (7, 9).
    """
    found: list[tuple[int, int] | None] = []
    taken: set[tuple[str, object, int]] = set()
    cursor = 0
    for entry in wanted:
        quote = _squeeze(entry.quote)
        owner = None if any(_is_digit(c) for c in quote) else entry.owner
        places = occurrences(flat, entry.quote, entry.before)
        if not places:
            found.append(None)
            continue
        free = [p for p in places if (quote, owner, p) not in taken]
        start = next((p for p in free if p >= cursor), free[0] if free else places[-1])
        taken.add((quote, owner, start))
        cursor = start
        found.append((start, start + len(quote)))
    return tuple(found)


def shortest_before(flat: Flat, start: int, end: int, *, longest: int = 30) -> str | None:
    """The fewest characters in front that make the quote's place the only one; None where it is already.

    With the same ``longest`` characters in front of several places, those: the text order then decides.
    """
    quote = flat.text[start:end]
    if occurrences(flat, quote) == (start,):
        return None
    for length in range(2, longest):
        if length > start:
            break
        before = flat.text[start - length : start]
        if occurrences(flat, quote, before) == (start,):
            return before
    return flat.text[max(0, start - longest) : start] or None


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _is_digit(char: str) -> bool:
    return unicodedata.digit(char, None) is not None


def _touches(flat: Flat, start: int, end: int, *, over_lines: bool) -> bool:
    """Whether a number runs over the edge of ``start:end``."""
    return any(
        _runs_over(flat.text, edge) and (over_lines or flat.places[edge - 1][0] == flat.places[edge][0])
        for edge in (start, end)
        if 0 < edge < len(flat.text)
    )


def _runs_over(text: str, edge: int) -> bool:
    """Whether the characters ``edge - 1`` and ``edge`` belong to one number."""
    left, right = text[edge - 1], text[edge]
    if _is_digit(left):
        if _is_digit(right) or right in _SCALES:
            return True
        return edge + 1 < len(text) and _is_digit(text[edge + 1]) and _inside_number(text, edge)
    if _is_digit(right):
        return edge >= 2 and _is_digit(text[edge - 2]) and _inside_number(text, edge - 1)
    return left in _CHINESE_NUMERALS and right in _CHINESE_NUMERALS


def _inside_number(text: str, at: int) -> bool:
    """Whether the sign at ``at``, between two digits, is a decimal point or sets off exactly three digits."""
    if text[at] == ".":
        return True
    following = 0
    while at + 1 + following < len(text) and _is_digit(text[at + 1 + following]):
        following += 1
    return text[at] in ",，" and following == _GROUP
