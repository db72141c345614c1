"""The words that belong to one number: its list item in front, the noun behind it, and how it hangs on others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.narrative.cues import Cue
from gongkai.narrative.sentences import Bracket, Layout
from gongkai.quantities.model import Quantity

Range = tuple[int, int]

RIGHT_AT_MOST: Final = 24  # characters behind a number that may name what it counts
_RIGHT_END: Final = re.compile(
    r"[，。；：！？、,;()“”《\n]|其中|以及|并|和|及|与|较|比|同比|占|均|已|分别|，"
)
# A verb ends the noun behind a number: of 32条做好解读 nothing is counted in 解读.
_VERB: Final = re.compile(
    "做好|进行|开展|参加|提供|加强|实现|完成|得到|获得|纳入|按照|予以|可以|应当|能够|将于|需要|用于|组织|推进|落实|被"
)
_GLUE: Final = re.compile(
    r"(?:其中|共计|合计|总计|累计|总共|共有|共|总数|总量|达到|达|为|是|有|分别|全年|今年|本年度?|年内|数量|各|另外?|另有|还有?|此外"
    r"|同时|分别为|数|量|约|近|超过?|逾|突破|增至|加密到|爬升[至到]|攀升[至到]|跃升[至到]|扩[大充展]?[至到]|上扬[至到]|增加至|涨到|涨至|升到|20\d\d年|增加到|增长到|升至|上升到|提高到|降至|减少到|下降到|(?:整合|合并|精简|压减|压缩|优化|调整)(?:为|至|到)|年末|年底|年初|至|到|已|了|的|则|而|也|均|对|[、，：:和及与“”()\s])*"
)
_SUM: Final = re.compile(r"(?:共计|合计|总计|总共|总数|共)[^，。；、]{0,3}$")
_PART: Final = re.compile("其中|当中|包括|包含|含(?!有量)")
_COMPARED: Final = re.compile(r"(?:较|比(?!例)|同比|环比|同期|增幅|降幅|增速)[^，。；]{0,24}$")
_MOVED: Final = re.compile(
    r"(?P<up>增加|增长|上升|提高|提升|多出|多收|多办|多|增|升|净增)(?:了|约|近|达|至少|超过?|逾|幅度?|率)*$|(?P<down>减少|下降|降低|少收|少|减|降|回落)(?:了|约|近|达|超过?|逾|幅度?|率)*$"
)
_RESPECTIVELY: Final = re.compile(r"分别|依次|依序|逐一|(?<=[数量])为(?=[0-9])")
_IN_WORD: Final = re.compile(r"[\u4e00-\u9fff]\([\u4e00-\u9fff]\)[\u4e00-\u9fff]")
_ADDED: Final = re.compile(r"\((?:含|包括|包含|及|和|或)[^()0-9，。；]{2,12}\)")
_QUOTED: Final = re.compile("“[^”]{1,16}”")
_NAME_SPLIT: Final = re.compile("、|和|及|以及|与")


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """What stands around one number.

    ``left`` are the ranges that name it, nearest first; ``right`` what follows it,
    of which ``noun_end`` ends the noun. ``item`` is the place where
    its own words begin, ``front`` where they end: before an account's name in quotes (微信“X”12条). ``glued``: nothing but connecting words in front. ``summing``: 合计, 共. ``part``: behind
    其中 or in a bracket. ``change``: +1, -1 for 增加, 减少 against another time, else 0. ``last_compared``: the
    number of another time that this one is compared with. ``previous`` is the number before it at the same level.
    """

    left: tuple[Range, ...]
    right: Range
    noun_end: int
    item: int
    front: int
    glued: bool
    summing: bool
    part: bool
    bracket: Bracket | None
    change: int
    compared: bool
    previous: int | None


def windows(
    text: str, layout: Layout, quantities: Sequence[Quantity], cues: Sequence[Cue]
) -> tuple[Window, ...]:
    """One window per quantity."""
    found = [_window(text, layout, quantities, n) for n in range(len(quantities))]
    seen: set[tuple[Range, ...]] = set()
    for names, shared, members in _respectively(text, layout, quantities):
        start, end = names[-1]
        head = next((c.end for c in cues if start <= c.start and c.end < end), None)
        if head is not None:  # 微信和微博的粉丝分别为…: what is behind the last name is said of all
            again = names in seen
            seen.add(names)
            names = (*names[:-1], (start, head))
            shared = shared if again else ((head, end), *shared)
        for name, n in zip(names, members, strict=True):
            old = found[n]
            found[n] = Window(
                left=(name, *shared), right=old.right, noun_end=old.noun_end, item=name[0], front=old.front, glued=False, summing=False, part=old.part,
                bracket=old.bracket, change=old.change, compared=old.compared, previous=old.previous,
            )  # fmt: skip
    return tuple(found)


def _window(text: str, layout: Layout, quantities: Sequence[Quantity], n: int) -> Window:
    quantity = quantities[n]
    start = quantity.approx_start
    bracket = layout.bracket(quantity.start)
    previous = _previous(layout, quantities, n, bracket)
    clause = layout.clause_start(quantity.start)
    item = max(
        clause, bracket.start + 1 if bracket else 0, quantities[previous].end if previous is not None else 0
    )
    if previous is not None and start and text[start - 1] == "、":
        item = max(item, start - 1)  # 9件予以公开、3件…: the words belong to the number before
    left = _without_brackets(layout, item, start, bracket)
    words = "".join(text[a:b] for a, b in reversed(left))
    glued = _GLUE.fullmatch(words) is not None
    before = text[layout.sentence(quantity.start)[0] if bracket is None else bracket.start : start]
    tail = text[max(clause, start - 30) : start]
    moved = _MOVED.search(tail)
    compared = _COMPARED.search(tail) is not None
    right = (quantity.end, _right_end(text, quantities, n))
    if not glued and n + 1 < len(quantities) and right[1] == quantities[n + 1].approx_start:
        right = (quantity.end, quantity.end)  # what runs into the next number belongs to that one
    verb = _VERB.search(text, *right)
    change = 0
    if quantity.sign or (moved and (compared or quantity.unit in ("%", "‰", "个百分点"))):
        change = quantity.sign or (1 if moved and moved["up"] else -1)
    return Window(
        left=left,
        right=right,
        noun_end=verb.start() if verb else right[1],
        item=item,
        front=_front(text, item, start),
        glued=glued,
        summing=_SUM.search(words) is not None,
        part=bracket is not None or _is_part(before, quantities, previous, layout, quantity),
        bracket=bracket,
        change=change,
        compared=compared
        or (
            bracket is not None
            and _COMPARED.search(text[max(0, bracket.start - 20) : bracket.start]) is not None
        ),
        previous=previous,
    )


def _front(text: str, item: int, start: int) -> int:
    """Where a number's own words end, the name in quotes that stands right before it left out."""
    opened = text.rfind("“", item, start)
    named = opened > item and _QUOTED.fullmatch(text, opened, start) is not None
    return opened if named else start


def _previous(layout: Layout, quantities: Sequence[Quantity], n: int, bracket: Bracket | None) -> int | None:
    """The number before at the same bracket level: what brackets in between hold is passed over."""
    for m in range(n - 1, -1, -1):
        other = layout.bracket(quantities[m].start)
        if other == bracket:
            return m
        if bracket is not None and quantities[m].start < bracket.start:
            return None
    return None


def _without_brackets(layout: Layout, start: int, end: int, own: Bracket | None) -> tuple[Range, ...]:
    """The range without the round brackets that it holds, nearest part first."""
    ranges, at = [], start
    for b in layout.brackets:
        if b != own and at <= b.start and b.end <= end and not _is_text(layout.text, b):
            ranges.append((at, b.start))
            at = b.end
    ranges.append((at, end))
    return tuple(r for r in reversed(ranges) if r[1] > r[0])


def _is_text(text: str, bracket: Bracket) -> bool:
    """Whether a bracket belongs to the words around it: 专(兼)职, 县(市)区, 公开(含部分公开)."""
    return _ADDED.match(text, bracket.start, bracket.end) is not None or (
        _IN_WORD.fullmatch(text, bracket.start - 1, bracket.end + 1) is not None if bracket.start else False
    )


def _right_end(text: str, quantities: Sequence[Quantity], n: int) -> int:
    end = quantities[n].end
    limit = min(end + RIGHT_AT_MOST, len(text))
    if n + 1 < len(quantities):
        limit = min(limit, quantities[n + 1].approx_start)
    stop = _RIGHT_END.search(text, end, limit)
    return stop.start() if stop else limit


def _is_part(
    before: str, quantities: Sequence[Quantity], previous: int | None, layout: Layout, quantity: Quantity
) -> bool:
    """Behind 其中 in the same sentence, with a whole in front of it."""
    start = quantity.approx_start - len(before)
    own = layout.bracket(quantity.start)
    found = [
        m.end() for m in _PART.finditer(before) if layout.bracket(start + m.start()) in (None, own)
    ]  # what a bracket in between divides is over with it
    if not found:
        return False
    marker = quantity.approx_start - len(before) + found[-1]
    if previous is None:
        return marker >= layout.clause_start(quantity.start)
    # a semicolon ends the breakdown
    return layout.segment(marker)[0] == layout.segment(quantity.start)[0]


def _respectively(
    text: str, layout: Layout, quantities: Sequence[Quantity]
) -> list[tuple[tuple[Range, ...], tuple[Range, ...], range]]:
    """A、B分别发布3条、5条: names, the words they share, and the numbers, as many as names."""
    found: list[tuple[tuple[Range, ...], tuple[Range, ...], range]] = []
    starts = [q.start for q in quantities]
    names: tuple[Range, ...] = ()
    where = -1
    for match in _RESPECTIVELY.finditer(text):
        first = bisect_left(starts, match.end())
        members = _run(text, layout, quantities, first, match.end())
        if len(members) < 2:
            continue
        clause = layout.clause(match.start())[0]
        own = _names(text, clause, match.start(), len(members))
        counted = clause > 0 and any(layout.clause(clause - 2)[0] <= s < clause for s in starts)
        if (
            own is None
            and clause > 0
            and not counted
            and layout.sentence(clause - 1) == layout.sentence(match.start())
        ):
            own = _names(text, layout.clause(clause - 2)[0], clause - 1, len(members))
        if own is None and where != layout.sentence(match.start())[0]:
            own = _counted_names(text, layout, quantities, members)
            if own is not None:
                found.append((own, ((clause, match.start()),), members))
            continue
        shared = [(match.end(), quantities[first].approx_start)]
        if own is not None:
            names, where = own, layout.sentence(match.start())[0]
        elif where == layout.sentence(match.start())[0] and len(names) == len(members):
            shared.append((clause, match.start()))
        else:
            continue
        found.append((names, tuple(r for r in shared if r[1] > r[0]), members))
    return found


def _counted_names(
    text: str, layout: Layout, quantities: Sequence[Quantity], members: range
) -> tuple[Range, ...] | None:
    """What as many numbers before in the sentence count, one each (微信12条，微博30条；粉丝分别为8000人、3万人)."""
    first = members[0] - len(members)
    start = layout.sentence(quantities[members[0]].start)[0]
    if first < 0 or quantities[first].start < start:
        return None
    edges = [quantities[first - 1].end if first else start]
    edges += [quantities[n].end for n in range(first, members[0])]
    spans = [(max(a, start), quantities[first + n].approx_start) for n, a in enumerate(edges[:-1])]
    return tuple(spans) if all(b - a > 1 for a, b in spans) else None


def _run(text: str, layout: Layout, quantities: Sequence[Quantity], first: int, at: int) -> range:
    """The numbers of a list without words of its own, from ``first`` on."""
    if first >= len(quantities) or layout.clause(quantities[first].start)[0] > at:
        return range(0)
    last = first
    while last + 1 < len(quantities):
        between = text[quantities[last].end : quantities[last + 1].approx_start]
        if not re.fullmatch("[、，和及与]|以及", between):
            break
        last += 1
    return range(first, last + 1)


def _names(text: str, start: int, end: int, count: int) -> tuple[Range, ...] | None:
    """The last ``count`` members of the list that ends at ``end``; None where there are fewer."""
    cuts = [m.span() for m in _NAME_SPLIT.finditer(text, start, end)]
    if len(cuts) < count - 1:
        return None
    cuts = cuts[len(cuts) - count + 1 :]
    edges = [start, *(p for cut in cuts for p in cut), end]
    return tuple((edges[i], edges[i + 1]) for i in range(0, len(edges), 2))
