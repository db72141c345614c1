"""The rule tagger's knowledge, read once from ``codebook/data/cues.yaml`` and compiled.

Concepts become bits, words become one pattern: a text is read once, and a window's concepts are one number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gongkai.codebook import Codebook
from gongkai.errors import GongkaiError
from gongkai.narrative.cuefile import CueFile, FrameEntry, read_cues
from gongkai.narrative.plans import Plans

NO_UNIT: Final = "-"
"""Stands in a unit class for a number without a unit."""


PLATFORM: Final = "platform_noun"
"""The concept that every word for a platform has."""

YEAR_BEFORE: Final = "year_before"
YEAR_AFTER: Final = "year_after"
"""The concepts of a year's number that is the one before the reporting year, or the one after it."""

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年度?")
_QUOTE_ENDS: Final = frozenset("”’")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One way in which reports state a metric; concepts as bits, see cues.yaml for the fields."""

    metric: str
    family: str
    near: int
    units: frozenset[str]
    weight: float
    local: int
    with_: int
    about: int
    without: int
    within: int | None
    channel: str | None
    default_channel: str | None
    bare: bool
    side: str | None
    reach: int | None
    not_after: int
    part: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Denied:
    """What a denying phrase may be a zero of; concepts as bits."""

    metric: str
    any: int
    local: int
    about: int
    without: int
    section: frozenset[str]
    anywhere: bool
    front: int
    whole: bool
    listed: bool
    channel: str | None
    instead_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the lexicon at ``start``–``end`` of a text, with the bits of its concepts."""

    start: int
    end: int
    mask: int


@dataclass(frozen=True, kw_only=True)
class Cues:
    """Everything compiled."""

    words: Mapping[str, int]
    pattern: re.Pattern[str]
    bits: Mapping[str, int]
    topics: int
    frames_of: Mapping[int, tuple[Frame, ...]]  # single bit -> frames that have it in ``near``
    denied: tuple[Denied, ...]
    denial_before: re.Pattern[str]
    denial_behind: re.Pattern[str]
    emphasis: re.Pattern[str]
    bare_denial: re.Pattern[str]
    subjects: Mapping[str, tuple[str, ...]]
    shortcoming: re.Pattern[str]
    framing: re.Pattern[str]
    plans: Plans
    parts: Mapping[str, str]
    marked_parts: frozenset[str]
    nested: frozenset[str]
    listed: Mapping[str, str]
    never_sum: frozenset[str]
    class_words_win: frozenset[str]
    pairs: Mapping[str, tuple[str, str]]
    rest: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    beside: Mapping[str, Mapping[str, str]]

    def find(self, text: str, year: int | None = None) -> tuple[Cue, ...]:
        """The words of the lexicon in a text: the longest at each place, none that lies inside another.

        With the reporting year, the years beside it are words as well: 转入2021年 says 转入下年 in 2020. The verb at
        the end of a quoted name (“青柳发布”) says nothing.
        """
        found: list[Cue] = []
        reach = 0
        verbs = self.bits["publish"]
        for match in self.pattern.finditer(text):
            start, end = match.span(1)
            if end > reach:
                if not (text[end : end + 1] in _QUOTE_ENDS and self.words[match[1]] & verbs):
                    found.append(Cue(start, end, self.words[match[1]]))
                reach = end
        if year is not None:
            beside = {year - 1: self.bits[YEAR_BEFORE], year + 1: self.bits[YEAR_AFTER]}
            for match in _YEAR.finditer(text):
                if int(match[1]) in beside:
                    found.append(Cue(*match.span(), beside[int(match[1])]))
            found.sort(key=lambda c: c.start)
        return tuple(found)

    def mask(self, names: Iterable[str]) -> int:
        """The bits of some concepts."""
        return sum({self.bits[n] for n in names})


def family(metric: str) -> str:
    """The group that a metric belongs to: what stands before the first point of its id."""
    return metric.partition(".")[0]


def channel_concept(channel: str) -> str:
    """The concept that stands for a channel's words."""
    return f"channel:{channel}"


def compile_cues(codebook: Codebook) -> Cues:
    """The cues for this codebook. Raises GongkaiError E010 for a metric or concept that is not there."""
    data, channels = read_cues(codebook)
    concepts = dict(data.concepts) | {channel_concept(c): tuple(w) for c, w in channels.items()}
    concepts |= {YEAR_BEFORE: (), YEAR_AFTER: ()}
    bits = {name: 1 << n for n, name in enumerate(concepts)}
    words: dict[str, int] = {}
    for name, entries in concepts.items():
        for word in entries:
            words[word] = words.get(word, 0) | bits[name]
    platform = {w: bits[channel_concept(c)] for c, entries in channels.items() for w in entries}
    for word in words:  # a platform inside a longer word still names the platform
        inside = [p for p in platform if p != word and p in word]
        longest = [p for p in inside if not any(p != q and p in q for q in inside)]
        if word not in platform:
            for p in longest:
                words[word] |= platform[p]
        else:
            words[word] |= bits[PLATFORM]

    def mask(names: Iterable[str]) -> int:
        try:
            return sum({bits[n] for n in names})
        except KeyError as error:
            raise GongkaiError("E010", path="cues.yaml", why=f"no concept {error.args[0]!r}") from error

    for name in (n for f in data.frames for n in f.units if n not in data.units):
        raise GongkaiError("E010", path="cues.yaml", why=f"no unit class {name!r}")
    frames = tuple(_frame(f, data, mask) for f in data.frames)
    named = (m for metrics in data.denials.subjects.values() for m in metrics)
    for metric in (
        *(f.metric for f in frames),
        *(d.metric for d in data.denied),
        *data.parts.values(),
        *named,
    ):
        if metric not in codebook.metric_of:
            raise GongkaiError("E010", path="cues.yaml", why=f"no metric {metric!r}")
    return Cues(
        words=words,
        pattern=re.compile(f"(?=({_alternation(words)}))"),
        bits=bits,
        topics=mask(data.topics),
        frames_of={b: tuple(f for f in frames if f.near & b) for b in bits.values()},
        denied=tuple(
            Denied(
                metric=d.metric,
                any=mask(d.any),
                local=mask(d.local),
                about=mask(d.about),
                without=mask(d.without),
                section=frozenset(d.section),
                anywhere=d.anywhere,
                front=mask(d.front),
                whole=d.whole,
                listed=d.listed,
                channel=d.channel,
                instead_of=d.instead_of,
            )  # fmt: skip
            for d in data.denied
        ),
        denial_before=re.compile("|".join(data.denials.before)),
        denial_behind=re.compile(f"(?:{'|'.join(sorted(data.denials.behind, key=len, reverse=True))})$"),
        bare_denial=re.compile(data.denials.bare),
        subjects=data.denials.subjects,
        emphasis=re.compile(f"(?:{data.denials.emphasis})$"),
        shortcoming=re.compile("|".join(data.denials.shortcoming)),
        framing=re.compile(data.framing),
        plans=Plans(
            words=re.compile(data.plans.words),
            future=re.compile(data.plans.future),
            done=re.compile(data.plans.done),
        ),
        parts=data.parts,
        marked_parts=frozenset(data.marked_parts),
        nested=frozenset(data.nested),
        listed=data.listed,
        never_sum=frozenset(data.never_sum),
        class_words_win=frozenset(data.class_words_win),
        pairs=data.pairs,
        rest=data.rest,
        within=data.within,
        beside=data.beside,
    )


def _frame(frame: FrameEntry, data: CueFile, mask: Callable[[Iterable[str]], int]) -> Frame:
    channel, _, default = (frame.channel or "").partition("/")
    return Frame(
        metric=frame.metric,
        family=family(frame.metric),
        near=mask(frame.near),
        units=frozenset(u for name in frame.units for u in data.units[name]),
        weight=frame.weight,
        local=mask(frame.local),
        with_=mask(frame.with_),
        about=mask(frame.about),
        without=mask(frame.without),
        within=frame.within,
        channel=channel or None,
        default_channel=default or None,
        bare=frame.bare,
        side=frame.side,
        reach=frame.reach,
        not_after=mask(frame.not_after),
        part=frame.part,
    )


@dataclass(slots=True)
class _Node:
    """A place in the tree of words."""

    children: dict[str, _Node]
    ends: bool = False

    def pattern(self) -> str:
        """All words from here on, the longest that fits first."""
        branches = [re.escape(c) + child.pattern() for c, child in sorted(self.children.items())]
        if not branches:
            return ""
        body = branches[0] if len(branches) == 1 and not self.ends else f"(?:{'|'.join(branches)})"
        return f"{body}?" if self.ends else body


def _alternation(words: Iterable[str]) -> str:
    """One pattern of all words."""
    root = _Node({})
    for word in words:
        node = root
        for char in word:
            node = node.children.setdefault(char, _Node({}))
        node.ends = True
    return root.pattern()
