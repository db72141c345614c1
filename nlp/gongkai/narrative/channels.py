"""Which platform a number is about: the nearest one that governs its clause, inherited in lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.codebook import read_data
from gongkai.narrative.cues import Cue, Cues, channel_concept
from gongkai.narrative.sentences import Layout
from gongkai.narrative.windows import Range

NEW_MEDIA: Final = "new_media"
OWN, GOVERNING, CHAINED, CARRIED, FAR = 0.0, 0.15, 0.1, 0.6, 1.0
"""What it costs a frame that its platform stands in the window, governs the clause before, is that of the figure
before, was named before in the sentence, or before the sentence. Set so that a carried platform loses against 主动公开 of its own."""


_OWNER: Final = re.compile("的(?:“[^”]{1,16}”)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelWords:
    """attribute_cues.yaml, the part on platforms."""

    social: frozenset[str]
    several: re.Pattern[str]
    list_gap: re.Pattern[str]
    governing: re.Pattern[str]
    weak: frozenset[str]
    weak_in_clause: frozenset[str]
    video: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A platform and what its distance costs. ``channel`` None with ``several``: more than one, no common name."""

    channel: str | None
    cost: float
    several: bool = False


@lru_cache(maxsize=1)
def channel_words() -> ChannelWords:
    """The shipped words."""
    data = read_data("attribute_cues.yaml")
    return ChannelWords(
        social=frozenset(data["social"]),
        several=re.compile(data["several"]),
        list_gap=re.compile(data["list_gap"]),
        governing=re.compile(data["governing"]),
        weak=frozenset(data["weak"]["sentence"]),
        weak_in_clause=frozenset(data["weak"]["clause"]),
        video=frozenset(data["video"]),
    )


class Platforms:
    """The platforms of one text, asked for number by number."""

    def __init__(self, text: str, layout: Layout, cues: Sequence[Cue], lexicon: Cues) -> None:
        self._text, self._layout = text, layout
        self._bits = _channel_bits(lexicon)
        every = sum(self._bits)
        self._cues: list[Cue] = []
        self._words = channel_words()
        for cue in (c for c in cues if c.mask & every):
            # 抖音号发布短视频: the named platform is meant
            word = text[cue.start : cue.end]
            since = len(text)
            if word in self._words.weak:
                since = layout.sentence(cue.start)[0]
            elif word in self._words.weak_in_clause:
                video = bool(self._cues) and self._channel(self._cues[-1]) in self._words.video
                within = layout.segment(cue.start)[0]
                since = within if video else layout.clause_start(cue.start)
            if self._cues and self._cues[-1].start >= since:
                continue
            self._cues.append(cue)

    def of(self, left: Sequence[Range], right: Range, at: int) -> Named:
        """The platform for the number at ``at`` whose window is ``left`` and ``right``."""
        for start, end in left:
            inside = [n for n, c in enumerate(self._cues) if start <= c.start and c.end <= end]
            if inside:
                return self._group(inside[-1], OWN, start)
        behind = [n for n, c in enumerate(self._cues) if right[0] <= c.start and c.end <= right[1]]
        if behind:
            return self._group(behind[0], OWN)
        owner = _OWNER.match(self._text, right[0])
        owned = [n for n, c in enumerate(self._cues) if owner is not None and c.start == owner.end()]
        if owned:
            return self._group(owned[0], OWN)  # 粉丝3万人的“X”公众号
        before = [n for n, c in enumerate(self._cues) if c.end <= at]
        if not before:
            return Named(None, FAR)
        last = before[-1]
        cue = self._cues[last]
        if self._layout.bracket(cue.start) not in (None, self._layout.bracket(at)):
            outside = [n for n in before if self._layout.bracket(self._cues[n].start) is None]
            if not outside:
                return Named(None, FAR)
            last = outside[-1]
            cue = self._cues[last]
        sentence = self._layout.sentence(at)[0]
        if cue.start < sentence:
            return self._group(last, FAR)
        clause = self._layout.clause(cue.start)
        if clause[1] >= self._layout.clause_start(at) - 1 and self._words.governing.search(
            self._text, clause[0], cue.start
        ):
            return self._group(last, GOVERNING)
        return self._group(last, CARRIED)

    def social_sum(self, at: int) -> bool:
        """Whether the sentence names several social platforms one by one before ``at``: what a sum is over."""
        start = self._layout.sentence(at)[0]
        names = {self._channel(c) for c in self._cues if start <= c.start and c.end <= at}
        return len(names) > 1 and names <= self._words.social

    def _channel(self, cue: Cue) -> str:
        return next(self._bits[b] for b in self._bits if cue.mask & b)

    def _group(self, last: int, cost: float, floor: int = 0) -> Named:
        """The platform, or the common name of the list that ends with it."""
        names = [self._channel(self._cues[last])]
        for n in range(last, 0, -1):
            if self._cues[n - 1].start < floor:
                break
            gap = self._text[self._cues[n - 1].end : self._cues[n].start]
            if self._cues[n - 1].end < self._cues[n].start and not self._words.list_gap.match(gap):
                break
            if not re.search("[、和及与/或等]", gap) and gap:
                # “X”微信公众号: an account's name between two words for one platform
                names.append(self._channel(self._cues[n - 1]))
                continue
            names.append(self._channel(self._cues[n - 1]))
        kinds = set(names)
        tail = self._words.several.match(self._text, self._cues[last].end)
        social = self._words.social
        if len(kinds) == 1 and not tail:
            return Named(names[0], cost)
        if len(kinds) > 1 and NEW_MEDIA in kinds and kinds <= social:
            # 政务新媒体(微信): the named one is meant where there is only one
            named = kinds - {NEW_MEDIA}
            return Named(NEW_MEDIA if len(named) > 1 or names[0] == NEW_MEDIA else next(iter(named)), cost)
        if kinds <= social and (len(kinds) > 1 or names[0] == NEW_MEDIA):
            return Named(NEW_MEDIA, cost)
        return Named(None, cost, several=True)


@lru_cache(maxsize=4)
def channel_names() -> tuple[str, ...]:
    """The ids of the channels that have words."""
    return tuple(read_data("attribute_cues.yaml")["channels"])


def _channel_bits(lexicon: Cues) -> dict[int, str]:
    return {lexicon.bits[channel_concept(name)]: name for name in channel_names()}
