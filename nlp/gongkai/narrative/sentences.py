"""Sentences and clauses of a paragraph, with offsets; brackets and quotes keep together what they enclose."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_OPEN: Final = {"(": ")", "[": "]", "【": "】", "《": "》", "“": "”", "‘": "’", "〔": "〕"}
_CLOSE: Final = frozenset(_OPEN.values())
_FULL_STOPS: Final = frozenset("。！？!?\n")
_STOPS: Final = _FULL_STOPS | {"；", ";"}
_PAUSES: Final = _STOPS | {"，", "：", ","}
_LONGEST_BRACKET: Final = 120  # characters; a bracket that stays open longer was never closed


@dataclass(frozen=True, kw_only=True, slots=True)
class Bracket:
    """A pair of round brackets: ``start`` is the opening one, ``end`` stands behind the closing one."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where a text breaks. All offsets are sorted; a break is the place behind the mark that makes it.

    ``sentences`` break at 。！？, ``segments`` at ； too, ``clauses`` at ，： as well. Marks inside brackets or
    quotes break only the clauses there: ``brackets`` are the round ones, innermost last.
    """

    text: str
    sentences: tuple[int, ...]
    segments: tuple[int, ...]
    clauses: tuple[int, ...]
    brackets: tuple[Bracket, ...]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around an offset."""
        return _around(self.sentences, at, len(self.text))

    def segment(self, at: int) -> tuple[int, int]:
        """The part between semicolons or full stops around an offset."""
        return _around(self.segments, at, len(self.text))

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around an offset."""
        return _around(self.clauses, at, len(self.text))

    def clause_start(self, at: int) -> int:
        """Where the clause of an offset begins, marks inside brackets that it does not share left out."""
        own = self.bracket(at)
        for n in range(bisect_right(self.clauses, at) - 1, -1, -1):
            if self.bracket(self.clauses[n] - 1) == own:
                return self.clauses[n]
        return 0

    def bracket(self, at: int) -> Bracket | None:
        """The innermost pair of round brackets around an offset."""
        return next((b for b in reversed(self.brackets) if b.start < at < b.end), None)


def _around(breaks: tuple[int, ...], at: int, length: int) -> tuple[int, int]:
    n = bisect_right(breaks, at)
    return (breaks[n - 1] if n else 0, breaks[n] if n < len(breaks) else length)


def lay_out(text: str) -> Layout:
    """Find the breaks of a text."""
    pairs = _pairs(text)
    inside = [0] * (len(text) + 1)
    for start, end in pairs:
        inside[start] += 1
        inside[end - 1] -= 1
    sentences, segments, clauses = [], [], []
    depth = 0
    for i, char in enumerate(text):
        depth += inside[i]
        if char not in _PAUSES or (
            char == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()
        ):
            continue
        clauses.append(i + 1)
        # a quotation that ends a sentence with its own full stop ends ours as well
        if char in _STOPS and not depth:
            segments.append(i + 1)
            if char in _FULL_STOPS:
                sentences.append(i + 1)
    brackets = tuple(Bracket(start=s, end=e) for s, e in sorted(pairs) if text[s] == "(")
    return Layout(
        text=text,
        sentences=tuple(sentences),
        segments=tuple(segments),
        clauses=tuple(clauses),
        brackets=brackets,
    )


def _pairs(text: str) -> list[tuple[int, int]]:
    """Matching brackets and quotes; one without a partner is an ordinary character."""
    open_at: list[int] = []
    pairs = []
    for i, char in enumerate(text):
        if char in _OPEN:
            open_at.append(i)
        elif char in _CLOSE:
            for n in range(len(open_at) - 1, -1, -1):
                start = open_at[n]
                if i - start > _LONGEST_BRACKET:
                    break
                if _OPEN[text[start]] == char:
                    pairs.append((start, i + 1))
                    del open_at[n:]
                    break
    return pairs
