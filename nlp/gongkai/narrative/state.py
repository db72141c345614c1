"""What is known about a paragraph while it is read, shared by the steps of reading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.narrative.channels import channel_names
from gongkai.narrative.cues import Cue, Cues, channel_concept
from gongkai.narrative.scoring import THRESHOLD
from gongkai.narrative.sentences import Layout
from gongkai.narrative.topics import Topics
from gongkai.narrative.windows import Range, Window
from gongkai.quantities.model import Quantity

OTHER: Final = "other"
CATEGORY: Final = "disclosure.category"
CHANGE: Final = "applications.change"
CARRIED_OVER: Final = "applications.carried_over"
RECEIVED: Final = "applications.received"
POSTS: Final = "posts"
REST_CHANNEL: Final = "other"
CLASS_SCORE: Final = 1.6
"""The score of a number that only its class words and its place in a list speak for."""
_SURE: Final = 3.2  # the score from which a figure is as sure as rules can be


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A number or a denial with its metric. ``sign`` is set for a change, ``category`` is a range of the text."""

    metric: str
    start: int
    end: int
    quantity: Quantity | None = None
    window: Window | None = None
    channel: str | None = None
    category: Range | None = None
    last_year: bool = False
    sign: int = 0
    score: float = 0.0

    @property
    def confidence(self) -> float:
        """How sure the rules are, between 0.3 and 0.99."""
        share = (self.score - THRESHOLD / 2) / (_SURE - THRESHOLD / 2)
        return round(max(0.3, min(0.99, 0.4 + 0.59 * share)), 3)


@dataclass(kw_only=True, slots=True)
class State:
    """One paragraph: its text and cues, its numbers, and the tags given so far (one per number, in order)."""

    text: str
    section: str
    year: int | None
    lexicon: Cues
    layout: Layout
    cues: Sequence[Cue]
    topics: Topics
    quantities: Sequence[Quantity] = ()
    windows: Sequence[Window] = ()
    tags: list[Tag | None] = field(default_factory=list)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Cues are looked up by place: they stand in order."""
        self._starts = [cue.start for cue in self.cues]

    def bit(self, *concepts: str) -> int:
        """The bits of some concepts."""
        return self.lexicon.mask(concepts)

    def between(self, start: int, end: int) -> int:
        """The concepts of the words between two offsets."""
        return mask_of(self.cues[n] for n in self._within(start, end))

    def platforms(self, cues: Iterable[Cue]) -> tuple[str, ...]:
        """The channels that some words name, in order, each once."""
        named = {self.lexicon.bits[channel_concept(c)]: c for c in channel_names()}
        found = (channel for cue in cues for bit, channel in named.items() if cue.mask & bit)
        return tuple(dict.fromkeys(found))

    def inside(self, ranges: Iterable[Range]) -> list[Cue]:
        """The words inside some ranges."""
        return [self.cues[n] for n in sorted({n for a, b in ranges for n in self._within(a, b)})]

    def _within(self, start: int, end: int) -> Iterator[int]:
        """The numbers of the words between two offsets."""
        for n in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self.cues[n].end <= end:
                yield n

    def own(self, n: int) -> int:
        """The concepts of the words that stand in front of a number in its own item."""
        return mask_of(self.inside(self.windows[n].left))

    def by_class(self, n: int) -> bool:
        """Whether the sentence says before a number that it counts class by class (按栏目统计…)."""
        start = self.quantities[n].start
        return bool(self.between(self.layout.sentence(start)[0], start) & self.bit("by_class"))

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two offsets are of one sentence."""
        return self.layout.sentence(one) == self.layout.sentence(other)


def mask_of(cues: Iterable[Cue]) -> int:
    """The concepts of some words."""
    mask = 0
    for cue in cues:
        mask |= cue.mask
    return mask
