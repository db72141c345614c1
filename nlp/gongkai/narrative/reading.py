"""One paragraph read: each number against its window, then what hangs on the numbers around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongkai.narrative import attributes
from gongkai.narrative.breakdowns import (
    BY_BODY,
    carried_before,
    class_metric,
    continues_last_year,
    first_of_list,
    head_of_list,
    is_reason,
    named_other,
    rest_of_list,
    whole_of,
)
from gongkai.narrative.candidates import Denial, base_unit, find_candidates, with_shared_units
from gongkai.narrative.categories import class_words
from gongkai.narrative.channels import CARRIED, CHAINED, FAR, NEW_MEDIA, Named, Platforms
from gongkai.narrative.cues import PLATFORM, Cues, Frame, family
from gongkai.narrative.model import Period
from gongkai.narrative.pairs import paired
from gongkai.narrative.scoring import THRESHOLD, Scored, Surroundings, score
from gongkai.narrative.sentences import lay_out
from gongkai.narrative.settling import settle
from gongkai.narrative.state import (
    CARRIED_OVER,
    CATEGORY,
    CHANGE,
    CLASS_SCORE,
    OTHER,
    POSTS,
    RECEIVED,
    State,
    Tag,
)
from gongkai.narrative.topics import Topics
from gongkai.narrative.windows import Range, Window, windows
from gongkai.narrative.zeros import once, shared, zeros
from gongkai.quantities.model import Quantity

_EXTENDED: Final = 0.4  # what a cue costs that belongs to an earlier number or clause
_SAME_LIST: Final = 0.9  # what a list adds for the metric of its earlier members (来信 between 当面 and 网上)
_CHANGE_SCORE: Final = 2.5
# How a clause begins that says what became of the number before it.
_OUTCOME: Final = re.compile("(?:均|已|依法|需|将|故)?(?:按|作|算|归入|列入|转|结转|留|延期|顺延|跨年|待|属)")
TOTAL: Final = "disclosure.total"
CUMULATIVE: Final = "disclosure.cumulative"
KEPT: Final = frozenset({"interpretations", "meetings.disclosed", "normative_documents.issued"})
"""What stays itself in a list of classes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A candidate: ``base`` is it without a metric (with its class words, platform and time), ``tags`` what the
    rules make of it: nothing, one figure, or several on one span."""

    base: Tag
    tags: tuple[Tag, ...]


class Reading:
    """The candidates of one paragraph and what they are."""

    def __init__(self, text: str, section: str, heading: int, year: int | None, lexicon: Cues) -> None:
        self.text = text
        self.layout = lay_out(text)
        cues = lexicon.find(text, year)
        topics = Topics(self.layout, cues, section, heading, lexicon)
        self._state = State(
            text=text,
            section=section,
            year=year,
            lexicon=lexicon,
            layout=self.layout,
            cues=cues,
            topics=topics,
        )
        self._ranges: list[tuple[Range, ...]] = []
        self._bases: dict[int, Tag] = {}
        self._denials: tuple[Denial, ...] = ()
        self._printed: tuple[Quantity, ...] = ()
        self._verbs = lexicon.mask(("publish", "publish_proactively", PLATFORM))

    @property
    def topic_mask(self) -> int:
        """The topics that the paragraph names."""
        return self._state.topics.mask

    def is_plan(self, at: int) -> bool:
        """Whether the number at an offset is one that the sentence plans, asks for or rules."""
        start = self.layout.sentence(at)[0]
        return self._state.lexicon.plans.govern(self.text, start, at, self._state.year)

    def tags(self) -> list[Tag]:
        """Everything that is a figure, in order."""
        state = self._state
        found = find_candidates(self.text, self.layout, state.cues, state.lexicon)
        self._printed, self._denials = found.quantities, found.denials
        state.quantities = with_shared_units(self.text, found.quantities, state.cues, state.lexicon)
        state.windows = windows(self.text, self.layout, found.quantities, state.cues)
        if found.quantities:
            self._platforms = Platforms(self.text, self.layout, state.cues, state.lexicon)
        for n, window in enumerate(state.windows):
            self._ranges.append(window.left)
            state.tags.append(self._tag(n))
        settle(state)
        denied = once([zero for denial in found.denials for zero in zeros(state, denial)], state)
        for n in range(len(state.tags)):
            denied += shared(state, n)
        printed = {id(q): p for q, p in zip(state.quantities, found.quantities, strict=True)}
        given = [*(t for t in state.tags if t is not None), *denied]
        given = [t if t.quantity is None else replace(t, quantity=printed[id(t.quantity)]) for t in given]
        return sorted(given, key=lambda t: t.start)

    def offers(self) -> list[Offer]:
        """Every candidate with what the rules make of it, in order: what a trained tagger decides on.

        Plans are left out: whoever decides, they are no figures of the year.
        """
        tags = self.tags()
        found: list[Offer] = []
        for n, quantity in enumerate(self._printed):
            if self.is_plan(quantity.start):
                continue
            own = tuple(t for t in tags if t.quantity is quantity)
            channel = self._platforms.of(
                self._ranges[n], self._state.windows[n].right, quantity.start
            ).channel
            base = replace(self._bases.get(n) or self._base(n), channel=channel, quantity=quantity)
            found.append(Offer(base=base, tags=own))
        for denial in self._denials:
            own = tuple(t for t in tags if t.quantity is None and t.start == denial.start)
            found.append(Offer(base=Tag(metric=OTHER, start=denial.start, end=denial.end), tags=own))
        return sorted(found, key=lambda offer: (offer.base.start, offer.base.end))

    def _base(self, n: int) -> Tag:
        quantity = self._state.quantities[n]
        return Tag(
            metric=OTHER,
            start=quantity.start,
            end=quantity.end,
            quantity=quantity,
            window=self._state.windows[n],
        )

    def _tag(self, n: int) -> Tag | None:
        state = self._state
        quantity, window = state.quantities[n], state.windows[n]
        if self.is_plan(quantity.start):
            return None
        category = class_words(
            self.text, window, state.cues, self._verbs, state.bit("action"), state.bit(PLATFORM)
        )
        base = Tag(
            metric=OTHER,
            start=quantity.start,
            end=quantity.end,
            quantity=quantity,
            window=window,
            category=category,
        )
        last_year = attributes.of_last_year(
            self.text, self.layout, window, quantity.approx_start, quantity.end, state.year
        )
        last_year = last_year or continues_last_year(state, n)
        self._bases[n] = base
        if window.change and not last_year:
            return self._change(n, base)
        base = self._bases[n] = replace(base, last_year=last_year)
        if last_year and window.bracket is not None and window.compared:
            whole = whole_of(state, n)
            return (
                base
                if whole is None
                else replace(base, metric=whole.metric, channel=whole.channel, score=whole.score)
            )
        metric = None if last_year else paired(state, n)
        if metric is not None:
            return replace(base, metric=metric, score=CLASS_SCORE)
        rest = rest_of_list(state, n)
        if rest is not None:
            last = state.inside(window.left)[-1]
            called = (last.start, last.end) if rest[0] == CATEGORY else base.category
            return replace(base, metric=rest[0], channel=rest[1], category=called, score=CLASS_SCORE)
        own = state.own(n)
        summed = window.summing and not own & ~state.bit("neutral", "due") or own & state.bit("due")
        if summed and carried_before(state, n):
            return named_other(state, base)
        best = self._best(n, window.left, category is None)
        if best is None and (
            window.glued or window.summing or (category is None and self._only_platform(window))
        ):
            for ranges in self._extended(n):
                self._ranges[n] = ranges
                best = self._best(n, ranges, category is None, extended=True)
                if best is not None:
                    break
            if best is not None and is_reason(state, n, best.metric):
                return named_other(state, base)
        like = first_of_list(state, n) if window.summing or last_year else None
        if best is None and last_year and like is not None:
            return replace(base, metric=like.metric, channel=like.channel, score=CLASS_SCORE)
        named = class_metric(state, n, category) if category is not None else None
        if best is not None and not self._class_wins(n, best, named, category):
            metric = self._within(n, best.metric)
            if metric == OTHER:
                return named_other(state, base)
            last_year = (
                last_year and metric != CARRIED_OVER
            )  # 上年结转 is this year's, though it names the last
            if metric == TOTAL and not last_year and self._since(n):
                metric = CUMULATIVE
            return replace(base, metric=metric, channel=best.channel, score=best.score, last_year=last_year)
        if named is not None:
            return replace(base, metric=named, score=CLASS_SCORE)
        if like is not None:
            return replace(base, metric=like.metric, channel=like.channel, score=CLASS_SCORE)
        return named_other(state, base)

    def _since(self, n: int) -> bool:
        """Whether the number counts from the opening of something on (自平台上线以来，…)."""
        state = self._state
        at = state.quantities[n].start
        found = attributes.period(TOTAL, self.text, self.layout, state.windows[n], at)
        return found is Period.CUMULATIVE

    def _within(self, n: int, metric: str) -> str:
        """The metric, or what it is inside the breakdown that the number stands in."""
        state = self._state
        part = state.windows[n].part
        whole = whole_of(state, n) if part else head_of_list(state, n)
        known = state.lexicon.within if part else state.lexicon.beside
        return metric if whole is None else known.get(whole.metric, {}).get(metric, metric)

    def _class_wins(self, n: int, best: Scored, named: str | None, category: Range | None) -> bool:
        """Whether the class words say more than the cue: in a breakdown of disclosed items, or far from a platform."""
        if named is not None and named != CATEGORY and named in BY_BODY:
            return True
        if named != CATEGORY or category is None:
            return False
        if best.metric == POSTS and self._state.between(*category) & self._state.bit(PLATFORM, "site_part"):
            return False  # 县政府网站某镇专页286条: the class words are the platform
        window, quantity = self._state.windows[n], self._state.quantities[n]
        if self._state.by_class(n) and best.metric not in KEPT:
            return True
        listed = (
            base_unit(quantity.unit) in ("条", "篇") and best.metric in self._state.lexicon.class_words_win
        )
        if listed and window.part:
            return True
        return (
            best.metric == POSTS and self._platforms.of(window.left, window.right, quantity.start).cost >= FAR
        )

    def _best(self, n: int, left: Sequence[Range], bare: bool, *, extended: bool = False) -> Scored | None:
        state = self._state
        quantity, window = state.quantities[n], state.windows[n]
        around = Surroundings(
            cues=state.inside([*left, window.right]),
            sentence_mask=state.between(self.layout.sentence(quantity.start)[0], quantity.start),
            about=lambda frame: self._about(n, frame, left),
            platform=self._platform(n, left),
            bare=bare,
        )
        found = score(quantity, window, around, state.lexicon)
        tail = self._tail(n) if not found or found[0].metric == RECEIVED else ()
        if tail:
            seen = [*around.cues, *state.inside(tail)]
            found = score(quantity, window, replace(around, cues=seen), state.lexicon)
        before = state.tags[window.previous] if window.previous is not None else None
        if (
            before is not None
            and before.metric in state.lexicon.listed
            and state.same_sentence(before.start, quantity.start)
        ):
            found = [
                replace(f, score=f.score + _SAME_LIST) if f.metric == before.metric else f for f in found
            ]
            found.sort(key=lambda f: -f.score)
        for one in found:
            if extended and window.summing and one.metric in state.lexicon.never_sum:
                continue
            value = one.score - (_EXTENDED if extended else 0.0)
            return replace(one, score=value) if value >= THRESHOLD else None
        return None

    def _tail(self, n: int) -> tuple[Range, ...]:
        """The clause behind a number's own, where it says what became of the number (…的1件，作其他处理)."""
        state, end = self._state, self._state.quantities[n].end
        own = self.layout.clause(end)[1]
        if n + 1 < len(state.quantities) and state.quantities[n + 1].start < own:
            return ()
        if own >= len(self.text) or self.layout.segment(own - 1)[1] == own:
            return ()
        clause = self.layout.clause(own)
        counted = n + 1 < len(state.quantities) and state.quantities[n + 1].start < clause[1]
        return () if counted or not _OUTCOME.match(self.text, own) else (clause,)

    def _about(self, n: int, frame: Frame, left: Sequence[Range]) -> float | None:
        state = self._state
        previous = state.windows[n].previous
        before = state.tags[previous] if previous is not None else None
        quantity = state.quantities[n]
        sibling = before is not None and state.same_sentence(before.start, quantity.start)
        start = min((a for a, _ in left), default=state.windows[n].item)
        return state.topics.cost(
            frame.about,
            start,
            sibling=sibling and before is not None and family(before.metric) == frame.family,
        )

    def _platform(self, n: int, left: Sequence[Range]) -> Named:
        state, quantity = self._state, self._state.quantities[n]
        named = self._platforms.of(left, state.windows[n].right, quantity.start)
        before = state.tags[n - 1] if n else None
        heard = named.cost >= FAR and before is not None and before.channel is not None
        if heard and before is not None and state.same_sentence(before.start, quantity.start):
            return Named(
                before.channel, CHAINED
            )  # 直播46场，在线观看508万人次: named for the sentence before, if at all
        if state.windows[n].summing and named.cost >= CARRIED and self._platforms.social_sum(quantity.start):
            return Named(NEW_MEDIA, CARRIED)  # 微信…；抖音…，粉丝合计12万人
        if named.cost == CARRIED and before is not None and before.channel == named.channel is not None:
            return Named(named.channel, CHAINED)
        return named

    def _only_platform(self, window: Window) -> bool:
        """Whether the item names a platform and nothing else."""
        inside = self._state.inside([(window.item, window.right[0])])
        return bool(inside) and all(c.mask & self._state.bit(PLATFORM) for c in inside)

    def _extended(self, n: int) -> Iterator[tuple[Range, ...]]:
        """Wider windows, the narrowest first: the clauses before, then the item of the number before."""
        state, window = self._state, self._state.windows[n]
        quantities = state.quantities
        sentence = self.layout.sentence(quantities[n].start)[0]
        if window.bracket is not None and window.previous is None:
            start = max([sentence, *(q.end for q in quantities[:n] if q.end <= window.bracket.start)])
            yield (
                *window.left,
                (max(start, self.layout.clause_start(window.bracket.start)), window.bracket.start),
            )
            return
        previous = window.previous
        if previous is None or quantities[previous].start < sentence or window.summing:
            yield (*window.left, (sentence, window.item)) if window.item > sentence else window.left
            return
        gap = (quantities[previous].end, window.item)
        if gap[1] > gap[0]:
            yield (*window.left, gap)
        yield (*window.left, *([gap] if gap[1] > gap[0] else []), *self._ranges[previous])

    def _change(self, n: int, base: Tag) -> Tag | None:
        """增加5件, 下降41.7%: a change of the applications, or a change that no metric covers."""
        state, window = self._state, self._state.windows[n]
        application = state.bit("application", "application_plain")
        before = state.tags[n - 1] if n else None
        follows = before is not None and state.same_sentence(before.start, base.start)
        listed = before is not None and before.metric in state.lexicon.listed
        if follows and before is not None and (before.metric in (RECEIVED, CHANGE) or listed):
            return replace(base, metric=CHANGE, sign=window.change, score=_CHANGE_SCORE)
        inside = state.between(self.layout.clause_start(base.start), base.start)
        topic = state.topics.cost(application, base.start, sibling=False)
        if inside & application or (topic is not None and not follows):
            return replace(base, metric=CHANGE, sign=window.change, score=_CHANGE_SCORE)
        return named_other(state, base)
