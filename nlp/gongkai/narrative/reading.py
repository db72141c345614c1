"""One paragraph read: each number against its window, then what hangs on the numbers around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongkai.narrative import attributes
from gongkai.narrative.candidates import Denial, base_unit, find_candidates
from gongkai.narrative.categories import class_words, noun_behind
from gongkai.narrative.channels import Named, Platforms
from gongkai.narrative.cues import Cue, Cues, Frame, family
from gongkai.narrative.scoring import THRESHOLD, Scored, Surroundings, score
from gongkai.narrative.sentences import lay_out
from gongkai.narrative.topics import Topics
from gongkai.narrative.windows import Range, Window, windows
from gongkai.quantities.model import Quantity

OTHER: Final = "other"
CATEGORY: Final = "disclosure.category"
CHANGE: Final = "applications.change"
RECEIVED: Final = "applications.received"
_EXTENDED: Final = 0.4  # what a cue costs that belongs to an earlier number or clause
_CLASS_SCORE: Final = 1.6
_ZERO_SCORE: Final = 2.6
_LIST_ITEM_AT_MOST: Final = 8  # characters of a list item that a stray full stop cut off its list
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
        return round(max(0.3, min(0.99, 0.4 + 0.59 * (self.score - THRESHOLD / 2) / (_SURE - THRESHOLD / 2))), 3)


class Reading:
    """The candidates of one paragraph and what they are."""

    def __init__(self, text: str, section: str, heading: int, year: int | None, lexicon: Cues) -> None:
        self.text = text
        self.layout = lay_out(text)
        self._section, self._year, self._lexicon = section, year, lexicon
        self._cues = lexicon.find(text)
        self._topics = Topics(self.layout, self._cues, section, heading, lexicon)
        self._bit = lexicon.bits
        self._verbs = lexicon.mask(("publish", "publish_proactively", "action", "platform_noun"))

    @property
    def topic_mask(self) -> int:
        """The topics that the paragraph names."""
        return self._topics.mask

    def tags(self) -> list[Tag]:
        """Everything that is a figure, in order."""
        found = find_candidates(self.text, self.layout, self._cues, self._lexicon)
        if not found.quantities and not found.denials:
            return []
        self._quantities = found.quantities
        self._windows = windows(self.text, self.layout, self._quantities)
        self._platforms = Platforms(self.text, self.layout, self._cues, self._lexicon)
        self._tags: list[Tag | None] = []
        self._ranges: list[tuple[Range, ...]] = []
        for n in range(len(self._quantities)):
            self._ranges.append(self._windows[n].left)
            self._tags.append(self._tag(n))
        self._settle()
        zeros = [z for d in found.denials for z in self._zeros(d)]
        return sorted([t for t in self._tags if t is not None] + zeros, key=lambda t: t.start)

    # -- one number

    def _tag(self, n: int) -> Tag | None:
        quantity, window = self._quantities[n], self._windows[n]
        base = Tag(metric=OTHER, start=quantity.start, end=quantity.end, quantity=quantity, window=window)
        last_year = attributes.of_last_year(self.text, self.layout, window, quantity.approx_start, self._year)
        if window.change and not last_year:
            return self._change(n, base)
        if last_year and window.bracket is not None and window.compared:
            whole = self._whole(n)
            return replace(whole or base, start=base.start, end=base.end, quantity=quantity, window=window, last_year=True)
        base = replace(base, last_year=last_year, category=class_words(self.text, window, self._cues, self._verbs))
        best = self._best(n, window.left, base.category is None)
        if best is None and (window.glued or self._only_platform(window)):
            self._ranges[n] = self._extended(n)
            best = self._best(n, self._ranges[n], base.category is None, extended=True)
        if best is not None:
            return replace(base, metric=best.metric, channel=best.channel, score=best.score)
        if base.category is not None:
            metric = self._class_metric(n, base.category)
            if metric is not None:
                return replace(base, metric=metric, score=_CLASS_SCORE)
        return self._other(base)

    def _best(self, n: int, left: Sequence[Range], bare: bool, *, extended: bool = False) -> Scored | None:
        quantity, window = self._quantities[n], self._windows[n]
        ranges = [*left, window.right]
        sentence = self.layout.sentence(quantity.start)[0]
        around = Surroundings(
            cues=[c for c in self._cues if any(a <= c.start and c.end <= b for a, b in ranges)],
            sentence_mask=_mask(c for c in self._cues if sentence <= c.start and c.end <= quantity.start),
            about=lambda frame: self._about(n, frame, left),
            platform=self._platforms.of(left, window.right, quantity.start),
            bare=bare,
        )
        for found in score(quantity, window, around, self._lexicon):
            if window.summing and extended and found.metric in self._lexicon.never_sum:
                continue
            value = found.score - (_EXTENDED if extended else 0.0)
            return replace_score(found, value) if value >= THRESHOLD else None
        return None

    def _about(self, n: int, frame: Frame, left: Sequence[Range]) -> float | None:
        previous = self._windows[n].previous
        sentence = self.layout.sentence(self._quantities[n].start)
        before = self._tags[previous] if previous is not None and previous < len(self._tags) else None
        sibling = before is not None and sentence[0] <= before.start and family(before.metric) == frame.family
        return self._topics.cost(frame.about, min((a for a, _ in left), default=self._windows[n].item), sibling)

    def _only_platform(self, window: Window) -> bool:
        """Whether the item names a platform and nothing else."""
        start, end = window.item, window.right[0]
        inside = [c for c in self._cues if start <= c.start and c.end <= end]
        return bool(inside) and all(c.mask & self._bit["platform_noun"] for c in inside)

    def _extended(self, n: int) -> tuple[Range, ...]:
        """The window with what stands before it: the item of the number before, or the clauses before."""
        window = self._windows[n]
        sentence = self.layout.sentence(self._quantities[n].start)[0]
        if window.bracket is not None and window.previous is None:
            start = max([sentence, *(q.end for q in self._quantities[:n] if q.end <= window.bracket.start)])
            own = (max(start, self.layout.clause_start(window.bracket.start)), window.bracket.start)
            return (*window.left, own)
        previous = window.previous
        if previous is None or self._quantities[previous].start < sentence or window.summing:
            return (*window.left, (sentence, window.item)) if window.item > sentence else window.left
        gap = (self._quantities[previous].end, window.item)
        return (*window.left, *([gap] if gap[1] > gap[0] else []), *self._ranges[previous])

    def _change(self, n: int, base: Tag) -> Tag:
        sign = self._windows[n].change
        application = self._bit["application"] | self._bit["application_plain"]
        quantity = self._quantities[n]
        if quantity.unit == "%":
            item = self._windows[n].item
            inside = _mask(c for c in self._cues if item <= c.start and c.end <= quantity.start)
            whole = self._tags[n - 1] if n else None
            sentence = self.layout.sentence(quantity.start)[0]
            follows = whole is not None and whole.start >= sentence and whole.metric in (RECEIVED, CHANGE)
            if inside & application or follows:
                return replace(base, metric=CHANGE, sign=sign, score=2.5)
        return replace(self._other(base) or base, sign=0)

    # -- what hangs on others

    def _whole(self, n: int) -> Tag | None:
        """The figure that a number inside a bracket or a breakdown belongs to."""
        window = self._windows[n]
        before = window.bracket.start if window.bracket is not None else self._quantities[n].start
        for m in range(n - 1, -1, -1):
            tag = self._tags[m]
            if self._quantities[m].end <= before and tag is not None and tag.metric != OTHER:
                same = self.layout.bracket(self._quantities[m].start) != window.bracket or window.bracket is None
                if same and self.layout.sentence(tag.start) == self.layout.sentence(before - 1):
                    return tag
        return None

    def _class_metric(self, n: int, category: Range) -> str | None:
        """The metric of a number that has class words and no cue of its own."""
        window, quantity = self._windows[n], self._quantities[n]
        parts = self._lexicon.parts
        own = _mask(c for c in self._cues if window.item <= c.start and c.end <= quantity.start)
        if own & self._bit["foreign"]:
            return None
        if window.part:
            whole = self._whole(n)
            return None if whole is None else parts.get(whole.metric)
        previous = window.previous
        before = self._tags[previous] if previous is not None else None
        same_unit = previous is not None and base_unit(self._quantities[previous].unit) == base_unit(quantity.unit)
        if before is not None and same_unit and not own & self._bit["action"]:
            chained = self.layout.segment(before.start) == self.layout.segment(quantity.start)
            cut_off = before.metric == CATEGORY and category[1] - category[0] <= _LIST_ITEM_AT_MOST
            if (chained or cut_off) and before.metric in parts:
                return parts[before.metric]
            if chained and self._listed_before(previous):
                return CATEGORY
        if base_unit(quantity.unit) not in _ITEM_UNITS or own & self._bit["action"]:
            return None
        segment = self.layout.segment(quantity.start)[0]
        said = _mask(c for c in self._cues if segment <= c.start and c.end <= quantity.start)
        published = said & self._bit["publish"] and (said & self._bit["information"] or own & self._bit["publish"])
        if published or said & self._bit["disclosure"]:
            return CATEGORY
        return None

    def _listed_before(self, previous: int | None) -> bool:
        """Whether the list that a number continues has a disclosed total or class in it."""
        seen = 0
        while previous is not None and seen < 12:
            tag = self._tags[previous]
            if tag is not None and tag.metric in self._lexicon.parts and tag.metric != "accounts":
                return True
            previous, seen = self._windows[previous].previous, seen + 1
        return False

    def _other(self, base: Tag) -> Tag | None:
        """A figure that no metric covers, with its own words; nothing without a unit or words."""
        if base.quantity is None or base.window is None or base.quantity.unit is None:
            return None
        category = base.category or noun_behind(self.text, base.window)
        return None if category is None else replace(base, category=category, score=_CLASS_SCORE)

    def _settle(self) -> None:
        """Second look, with all numbers known."""
        for n, tag in enumerate(self._tags):
            if tag is None:
                continue
            if tag.metric in self._lexicon.listed and not self._has_company(n):
                self._tags[n] = replace(tag, metric=self._lexicon.listed[tag.metric], category=None)
            elif tag.metric in self._lexicon.nested and self._is_nested(n):
                self._tags[n] = replace(self._other(tag) or tag, metric=OTHER)
        for n in range(len(self._tags) - 1):
            one, two = self._tags[n], self._tags[n + 1]
            if one and two and one.metric == two.metric and one.channel == two.channel and one.metric != CATEGORY:
                between = self.text[one.end : two.quantity.approx_start if two.quantity else two.start]
                if one.quantity and two.quantity and not between.strip("共计，,、()") and one.quantity.unit != two.quantity.unit:
                    self._tags[n] = None

    def _has_company(self, n: int) -> bool:
        """Whether another number of the sentence is of the same kind, or a whole that it breaks down."""
        tag, window = self._tags[n], self._windows[n]
        if tag is None:
            return False
        sentence = self.layout.sentence(tag.start)
        for m, other in enumerate(self._tags):
            if m != n and other is not None and self.layout.sentence(other.start) == sentence:
                if other.metric == tag.metric or (window.part and family(other.metric) == family(tag.metric)):
                    return True
        return False

    def _is_nested(self, n: int) -> bool:
        window = self._windows[n]
        ranges = (*window.left, window.right)
        own = _mask(c for c in self._cues if any(a <= c.start and c.end <= b for a, b in ranges))
        whole = self._whole(n)
        nested = whole is not None and whole.metric in self._lexicon.nested
        named = bool(own & self._bit["proposal_part"])
        return (nested and (window.part or named)) or (window.part and named)

    # -- denials

    def _zeros(self, denial: Denial) -> Iterator[Tag]:
        inside = [c for c in self._cues if denial.object_start <= c.start and c.end <= denial.object_end]
        said = _mask(inside)
        if not said:
            return
        first = inside[0].start
        for rule in self._lexicon.denied:
            if not rule.any & said or rule.without & said or (rule.local and not rule.local & said):
                continue
            if rule.about and not rule.about & said:
                cost = self._topics.cost(rule.about, min(denial.start, first), sibling=False)
                if cost is None and self._section not in rule.section:
                    continue
            yield Tag(metric=rule.metric, start=denial.start, end=denial.end, score=_ZERO_SCORE)


_ITEM_UNITS: Final = frozenset({"条", "篇", "件", "份", "则", "个", "期", "条次", "篇次", None})


def _mask(cues: Iterator[Cue] | Sequence[Cue]) -> int:
    mask = 0
    for cue in cues:
        mask |= cue.mask
    return mask


def replace_score(found: Scored, value: float) -> Scored:
    """The same metric with another score."""
    return replace(found, score=value)
