"""The words around numbers, read once from ``codebook/data/units.yaml`` and compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from gongkai.codebook import read_data
from gongkai.quantities.model import Approx


class _Approximators(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    before: Mapping[str, str]
    before_bare: Mapping[str, str]
    between: Mapping[str, str]
    behind: Mapping[str, str]
    fillers: str
    part_of_word: Mapping[str, str]
    behind_not: Mapping[str, str]


class _Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    hotlines: tuple[int, ...]
    call_labels: str
    labels: str


class _Cells(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    zero_words: tuple[str, ...]
    rise: tuple[str, ...]
    fall: tuple[str, ...]


class _Data(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    units: Mapping[str, Mapping[str, str | None]]
    chinese: str
    one_at_clause_end: str
    one_never: str
    one_behind: str
    one_not_behind: str
    chinese_not_behind: str
    scale_not_behind: str
    chinese_names: str
    names_behind: str
    abstract: str
    approximators: _Approximators
    names: _Names
    connectors: str
    cells: _Cells


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit word. ``kind`` is count, rate, money, measure, time or ordinal."""

    kind: str
    barred: re.Pattern[str] | None  # what may not follow it
    chinese: bool  # whether it makes a Chinese numeral a count
    one: str  # what 一 needs with it: "" nothing more, "end" the end of a clause, "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Everything the lexer looks up, compiled."""

    units: Mapping[str, Unit]
    longest: int
    before: re.Pattern[str]  # an approximator at the end of a slice, in a group named after its Approx
    before_bare: re.Pattern[str]
    before_last: frozenset[str]  # the characters an approximator in front can end with
    between: Mapping[str, Approx]
    behind: re.Pattern[str]
    one_behind: re.Pattern[str]
    one_not_behind: re.Pattern[str]
    chinese_not_behind: re.Pattern[str]
    scale_not_behind: re.Pattern[str]
    chinese_names: re.Pattern[str]
    names_behind: re.Pattern[str]
    abstract: re.Pattern[str]
    hotlines: frozenset[int]
    call_label: re.Pattern[str]
    label: re.Pattern[str]
    connectors: frozenset[str]
    zero_words: frozenset[str]
    rise: tuple[str, ...]
    fall: tuple[str, ...]

    def unit_at(self, text: str, pos: int) -> tuple[str, Unit, int] | None:
        """The longest unit that starts at ``pos``: its text, its entry and where it ends.

        A second unit in brackets or behind a stroke belongs to it: 条(次), 人/次.
        """
        for size in range(self.longest, 0, -1):
            word = text[pos : pos + size]
            unit = self.units.get(word)
            if unit is None or len(word) < size:
                continue
            end = pos + size
            if unit.barred is not None and unit.barred.match(text, end):
                continue
            if text[end : end + 1] in ("(", "/", "（"):
                return self._paired(text, pos, end, unit)
            return ("%" if word == "％" else word), unit, end
        return None

    def _paired(self, text: str, start: int, end: int, unit: Unit) -> tuple[str, Unit, int]:
        close = {"(": ")", "（": "）", "/": ""}[text[end]]
        for size in (2, 1):
            stop = end + 1 + size
            if stop <= len(text) and text[end + 1 : stop] in self.units and text.startswith(close, stop):
                return text[start : stop + len(close)], unit, stop + len(close)
        return text[start:end], unit, end


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    data = msgspec.convert(read_data("units.yaml"), _Data)
    chinese, at_end, never = data.chinese.split(), data.one_at_clause_end.split(), data.one_never.split()
    units = {
        word: Unit(
            kind=kind,
            barred=re.compile(barred) if barred else None,
            chinese=word in chinese,
            one="never" if word in never else "end" if word in at_end else "",
        )
        for kind, words in data.units.items()
        for word, barred in words.items()
    }
    approx = data.approximators
    fillers = approx.fillers.split()
    words = [w for group in (approx.before, approx.before_bare) for v in group.values() for w in v.split()]
    return Lexicon(
        units=units,
        longest=max(map(len, units)),
        before=_ending(approx.before, approx.part_of_word, fillers),
        before_bare=_ending(_merged(approx.before, approx.before_bare), approx.part_of_word, fillers),
        before_last=frozenset(w[-1] for w in (*words, *fillers)),
        between={w: Approx(a) for a, v in approx.between.items() for w in v.split()},
        behind=_starting(approx.behind, approx.behind_not),
        one_behind=re.compile(f"(?:{data.one_behind})了?\\Z"),
        one_not_behind=re.compile(f"(?:{data.one_not_behind})\\Z"),
        chinese_not_behind=re.compile(f"(?:{data.chinese_not_behind})\\Z"),
        scale_not_behind=re.compile(f"(?:{data.scale_not_behind})\\Z"),
        chinese_names=re.compile(data.chinese_names.replace(" ", "")),
        names_behind=re.compile(f"{data.names_behind}\\Z"),
        abstract=re.compile(data.abstract),
        hotlines=frozenset(data.names.hotlines),
        call_label=re.compile(rf"(?:{data.names.call_labels})(?:号码?)?(?:\([^)]{{0,6}}\))?[:：]? ?\Z"),
        label=re.compile(rf"(?:{data.names.labels})[:：] ?\Z"),
        connectors=frozenset(data.connectors),
        zero_words=frozenset(data.cells.zero_words),
        rise=data.cells.rise,
        fall=data.cells.fall,
    )


def _merged(one: Mapping[str, str], other: Mapping[str, str]) -> Mapping[str, str]:
    return {a: f"{one.get(a, '')} {other.get(a, '')}" for a in (*one, *(k for k in other if k not in one))}


def _ending(
    groups: Mapping[str, str], part_of_word: Mapping[str, str], fillers: list[str]
) -> re.Pattern[str]:
    """A pattern for one of the words at the end of a slice; a search finds the leftmost, so the longest."""

    def guarded(word: str) -> str:
        return (f"(?<![{part_of_word[word]}])" if word in part_of_word else "") + word

    alternatives = "|".join(f"(?P<{a}>{'|'.join(map(guarded, v.split()))})" for a, v in groups.items())
    return re.compile(f"(?:{alternatives})(?:{'|'.join(fillers)})?[ “]?\\Z")


def _starting(groups: Mapping[str, str], barred: Mapping[str, str]) -> re.Pattern[str]:
    def guarded(word: str) -> str:
        return word + (f"(?!{barred[word]})" if word in barred else "")

    return re.compile("|".join(f"(?P<{a}>{'|'.join(map(guarded, v.split()))})" for a, v in groups.items()))
