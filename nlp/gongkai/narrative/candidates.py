"""What may be a figure: quantities that count something, and denying phrases (未收到…, 依申请公开：无)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gongkai.narrative.cues import Cue, Cues
from gongkai.narrative.sentences import Layout
from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Quantity

# Units of time and of measure say how long or how far, and are no counts of the work.
_NOT_COUNTED: Final = frozenset(
    [
        "年",
        "月",
        "日",
        "天",
        "号",
        "时",
        "小时",
        "分钟",
        "分",
        "秒",
        "周",
        "个月",
        "个工作日",
        "工作日",
        "季度",
        "周年",
        "岁",
        "届",
        "楼",
        "室",
        "层",
        "栋",
        "路",
        "米",
        "公里",
        "千米",
        "平方米",
        "亩",
        "公顷",
        "吨",
        "公斤",
        "度",
        "倍",
        "级",
        "位数",
        "年度",
        "点",
        "世纪",
        "旬",
        "星期",
        "个小时",
        "平方公里",
        "立方米",
        "千瓦时",
        "页",
        "行",
        "列",
        "款",
        "章",
        "节",
        "目",
        "章节",
        "卷",
        "编",
        "号令",
    ]
)
_BEHIND_AT_MOST: Final = 40  # characters between an object and the denial behind it
_TO_NUMBER_AT_MOST: Final = 4  # characters between a denying word and a number that it denies
_SHARED: Final = frozenset({"条", "件", "篇", "份", "则", "期"})  # units that a list names once, at its end
_LIST_WORDS: Final = 8  # characters in front of a number that name a class
_LIST_GAP: Final = re.compile(r"[、，][\u4e00-\u9fff]{2,14}")
_EMPHASIS_AT_MOST: Final = 8  # characters of what makes a denial stronger
_HEAD_BREAKS: Final = frozenset("，。；！？\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Denial:
    """A denying phrase. ``start``–``end`` is the evidence, ``object_start``–``object_end`` what it denies.
    ``shortcoming``: by its words it rather tells what is lacking (没有专门的培训), and the rules make no zero of it."""

    start: int
    end: int
    object_start: int
    object_end: int
    shortcoming: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """Quantities and denials of one text, each in order. Quantities inside a denial are none."""

    quantities: tuple[Quantity, ...]
    denials: tuple[Denial, ...]


def find_candidates(text: str, layout: Layout, cues: Sequence[Cue], lexicon: Cues) -> Candidates:
    """The candidates of a normalised text."""
    counted = (q for q in find_quantities(text) if counts(q))
    quantities = tuple(q for q in counted if not _frames(text, q, lexicon))
    denials = _denials(text, layout, cues, lexicon, quantities)
    kept = tuple(q for q in quantities if not any(_denied(text, q, d) for d in denials if not d.shortcoming))
    return Candidates(quantities=kept, denials=denials)


def counts(quantity: Quantity) -> bool:
    """Whether a quantity may be a figure by its own form."""
    return not quantity.ordinal and base_unit(quantity.unit) not in _NOT_COUNTED


def with_shared_units(
    text: str, quantities: Sequence[Quantity], cues: Sequence[Cue], lexicon: Cues
) -> tuple[Quantity, ...]:
    """The quantities, those of a list that leaves the unit to its last member with that unit (人事12、财务8条).

    What platforms count (粉丝5180，发博1904条) is no list of classes.
    """
    found = list(quantities)
    platforms = lexicon.mask(
        ("follower", "view", "like", "platform_noun", "platform_post", "executive_meeting")
    )
    for n in range(len(found) - 2, -1, -1):
        one, two = found[n], found[n + 1]
        shares = one.unit is None and base_unit(two.unit) in _SHARED
        if not shares or not _LIST_GAP.fullmatch(text, one.end, two.approx_start):
            continue
        near = range(one.approx_start - _LIST_WORDS, two.approx_start)
        if not any(c.mask & platforms and c.start in near for c in cues):
            found[n] = replace(one, unit=two.unit)
    return tuple(found)


def _frames(text: str, quantity: Quantity, lexicon: Cues) -> bool:
    """三个平台, 四个方面: how something is divided, and no count of work."""
    return (
        quantity.unit in ("个", "种", "大", "项", "者")
        and lexicon.framing.match(text, quantity.end) is not None
    )


def base_unit(unit: str | None) -> str | None:
    """The unit without a second one in brackets or behind a stroke: 条(次), 人/次."""
    return unit if unit is None else re.split("[(/]", unit, maxsplit=1)[0]


def _denied(text: str, quantity: Quantity, denial: Denial) -> bool:
    """未发生1起复议: the number belongs to the denial; in 没有补正的1件 it stands for itself."""
    if not denial.start <= quantity.start < denial.end:
        return False
    if quantity.start >= denial.object_end:
        return True  # 复议：零; 复议、诉讼两项皆无
    if quantity.value not in (0, 1):
        return False
    between = text[denial.object_start : quantity.start]
    return len(between) <= _TO_NUMBER_AT_MOST and not between.endswith("的")


def _longer(cue: Cue, match: re.Match[str]) -> bool:
    return cue.end - cue.start > match.end() - match.start()


def _stressed(text: str, at: int, lexicon: Cues) -> int:
    """Where a denying word at ``at`` begins with what makes it stronger (一件也没有, 两项皆无)."""
    stress = lexicon.emphasis.search(text, max(0, at - _EMPHASIS_AT_MOST), at)
    return stress.start() if stress else at


def _describes(text: str, end: int, quantities: Sequence[Quantity]) -> bool:
    """Whether a number follows right behind the phrase, which says what it counts (信息不存在等无法提供的10件)."""
    return text[end - 1 : end] == "的" and any(q.approx_start == end for q in quantities)


def _denials(
    text: str, layout: Layout, cues: Sequence[Cue], lexicon: Cues, quantities: Sequence[Quantity]
) -> tuple[Denial, ...]:
    found: list[Denial] = []
    for match in lexicon.denial_before.finditer(text):
        if found and match.start() < found[-1].end:
            continue
        if any(c.start <= match.start() and match.end() <= c.end and _longer(c, match) for c in cues):
            continue  # 尚未审结 names a state, and denies nothing
        end = _phrase_end(text, layout, match.end(), quantities)
        if _describes(text, end, quantities):
            continue
        lacking = lexicon.shortcoming.search(text, match.end(), end) is not None
        found.append(
            Denial(
                start=match.start(), end=end, object_start=match.end(), object_end=end, shortcoming=lacking
            )
        )
    for n, denial in enumerate(found):
        behind = lexicon.denial_behind.search(text, denial.start, denial.end)
        if behind is not None and behind.start() == denial.start:
            at = _stressed(text, denial.start, lexicon)
            start = _object_start(layout, at, quantities)
            if at - start > 1:  # else what it denies stands behind it, or over the sentence
                found[n] = replace(denial, start=start, object_start=start, object_end=at)
    taken = [(d.start, d.end) for d in found]
    for start, end in _clauses(layout):
        behind = lexicon.denial_behind.search(text, start, end)
        if behind is None or any(s < behind.end() and behind.start() < e for s, e in taken):
            continue
        at = _stressed(text, behind.start(), lexicon)
        first = _object_start(layout, at, quantities)
        if at - first > 1 or start == 0:
            found.append(Denial(start=first, end=behind.end(), object_start=first, object_end=at))
    return tuple(sorted(found, key=lambda d: d.start))


def _phrase_end(text: str, layout: Layout, at: int, quantities: Sequence[Quantity]) -> int:
    """The end of the clause, without its mark; a counted thing of its own ends it earlier."""
    start, end = layout.clause(at - 1)
    bracket = layout.bracket(at)
    if bracket is not None:
        end = min(end, bracket.end - 1)
    while end > at and text[end - 1] in "，。；：！？,;!?\n)":
        end -= 1
    for q in quantities:
        if at <= q.start < end and q.value not in (0, 1):
            end = q.start
    return max(end, at)


def _object_start(layout: Layout, at: int, quantities: Sequence[Quantity]) -> int:
    """Where the object in front of a denial begins: its clause, over a colon too."""
    text = layout.text
    start = max(at - _BEHIND_AT_MOST, 0)
    for i in range(at - 1, start, -1):
        if text[i] in _HEAD_BREAKS:
            start = i + 1
            break
    bracket = layout.bracket(at)
    if bracket is not None and not text[bracket.start + 1 : at].strip("，、："):
        return max(bracket.start - _BEHIND_AT_MOST, 0)
    if bracket is not None:
        start = max(start, bracket.start + 1)
    return max([start, *(q.end for q in quantities if q.end <= at)])


def _clauses(layout: Layout) -> list[tuple[int, int]]:
    """Clauses without their marks; a closing bracket ends one as well."""
    text = layout.text
    ends = sorted({*layout.clauses, *(b.end for b in layout.brackets), len(text)})
    spans, start = [], 0
    for end in ends:
        stop = end
        while stop > start and text[stop - 1] in "，。；：！？,;!?\n)":
            stop -= 1
        if stop > start:
            spans.append((start, stop))
        start = end
    return spans
