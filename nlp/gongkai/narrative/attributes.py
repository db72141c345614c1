"""What else a figure says: about which time it speaks and whom it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongkai.codebook import read_data
from gongkai.narrative.model import Period, Scope
from gongkai.narrative.sentences import Layout
from gongkai.narrative.windows import Window

_YEAR = re.compile(
    r"(?<!\d)(?<!留待)(?<!留到)(?<!转入)(?<!转至)(?<!转到)(?<!延期至)(?<!顺延至)(20\d\d)年(?!(?:度?末?)?(?:结转|转入|遗留|未办结)|以来|起)"
)
_INTO = re.compile(
    "(?:清理|优化|逐步)?(?:涨|增|升|提|减|降|精简|压缩|压减|整合|合并|扩大|上涨|缩|加密|爬升|攀升|跃升|扩充|扩展|扩容|上扬|下探|回落|翻|拓展|归并)"
    "[^，。；、]{0,3}(?:至|到|为)"
)
_AGAINST = re.compile(r"[比较](?:20\d\d年|去年|上年|上一年)度?(?:同期)?的?$")
_TO_YEAR = re.compile(r"截[至止]|自|从|至|到|起")
_ISSUER_PLACE = re.compile("^.{2,12}?(?:自治区|自治州|省|市|州|盟|区|县|旗)(?=.{2,})")
_OFFICES = frozenset("局厅委署")
_OFFICE_AT_LEAST = 3  # characters of an office's name: 水务局 names the issuer only behind its place


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoped:
    """Whom a figure counts, with the words that say so."""

    scope: Scope
    words: str = ""
    narrower: bool = False


UNSTATED = Scoped(scope=Scope.UNSTATED)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    stock: frozenset[str]
    cumulative: frozenset[str]
    since: re.Pattern[str]
    ends_since: re.Pattern[str]
    last_year: re.Pattern[str]
    start_of_year: re.Pattern[str]
    still: re.Pattern[str]
    scope: re.Pattern[str]
    narrower: re.Pattern[str]
    outcome_before: re.Pattern[str]
    outcome_behind: re.Pattern[str]
    unit: re.Pattern[str]
    not_unit: re.Pattern[str]
    organ: re.Pattern[str]
    not_organ: re.Pattern[str]
    subject: re.Pattern[str]
    title: re.Pattern[str]
    short_names: dict[str, list[str]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = read_data("attribute_cues.yaml")
    periods, scope = data["periods"], data["scope"]
    return _Words(
        stock=frozenset(periods["stock"]),
        cumulative=frozenset(periods["cumulative"]),
        since=re.compile("|".join(periods["cumulative_words"])),
        ends_since=re.compile(periods["clause_since"]),
        last_year=re.compile(periods["last_year_words"]),
        start_of_year=re.compile(periods["start_of_year"]),
        still=re.compile(periods["still"]),
        scope=re.compile(f"(?P<body>{scope['body']})|(?P<jurisdiction>{scope['jurisdiction']})"),
        narrower=re.compile(scope["narrower"]),
        outcome_before=re.compile(scope["outcome_before"]),
        outcome_behind=re.compile(scope["outcome_behind"]),
        unit=re.compile(scope["unit"]),
        not_unit=re.compile(scope["not_unit"]),
        organ=re.compile(scope["organ"]),
        not_organ=re.compile(scope["not_organ"]),
        subject=re.compile(scope["subject"]),
        title=re.compile(scope["title"]),
        short_names=scope["short_names"],
    )


def report_year(texts: list[str]) -> int | None:
    """The year that the prose names most often, the later of two."""
    counts: dict[int, int] = {}
    for text in texts:
        for match in _YEAR.finditer(text):
            year = int(match[1])
            counts[year] = counts.get(year, 0) + 1
    return max(counts, key=lambda y: (counts[y], y)) if counts else None


def of_last_year(text: str, layout: Layout, window: Window, at: int, end: int, year: int | None) -> bool:
    """Whether the number at ``at``–``end`` is one of an earlier year, given for comparison."""
    words = _words()
    if _INTO.match(text, end):
        return True  # 由9400人增至1.15万人
    if not window.change and _AGAINST.search(text, max(0, at - 12), at):
        return True  # 比2022年的61.2万次增长38.2%
    if window.bracket is not None and window.compared:
        before = text[max(0, window.bracket.start - 12) : window.bracket.start]
        inside = text[window.bracket.start : at]  # 同比增长14.8%(2019年为27件)
        return any(pattern.search(t) for pattern in (words.last_year, _YEAR) for t in (before, inside))
    if window.change:
        return False
    start = max(window.item, layout.clause_start(at))
    own = text[start:at]
    if words.last_year.search(own) or _earlier(own, year):
        return True
    # 2022年，我局收到…: the year alone in the clause before
    if start > 1 and window.item == start:
        before = text[layout.clause_start(start - 2) : start - 1]
        if words.start_of_year.fullmatch(before) and words.still.search(own):
            return True  # 年初，粉丝还不到9000人
        bare = re.fullmatch(rf"(?:{words.last_year.pattern}|20\d\d年度?)", before)
        return bare is not None and (words.last_year.search(before) is not None or _earlier(before, year))
    return False


def _earlier(text: str, year: int | None) -> bool:
    years = [m for m in _YEAR.finditer(text) if not _TO_YEAR.search(text[max(0, m.start() - 2) : m.start()])]
    return bool(years) and year is not None and int(years[-1][1]) < year


def period(metric: str, text: str, layout: Layout, window: Window, at: int) -> Period:
    """The stretch of time of a figure of this year."""
    start = max(window.item, layout.clause_start(at))
    own = text[start:at]
    before = text[layout.clause_start(start - 2) : start - 1] if start > 1 and window.item == start else ""
    usual = usual_period(metric)
    # 自开通以来，访问量…
    since = _words().since.search(own) is not None or _words().ends_since.search(before) is not None
    return Period.CUMULATIVE if usual is Period.YEAR and since else usual


def usual_period(metric: str) -> Period:
    """The stretch of time that a metric is about by its nature: of a zero statement too (没有专职人员)."""
    words = _words()
    if metric in words.stock:
        return Period.STOCK
    return Period.CUMULATIVE if metric in words.cumulative else Period.YEAR


def is_unit(words: str) -> bool:
    """Whether some words are the name of an organ or of a part of one (城区分局, 局机关, 其余各单位)."""
    known = _words()
    return known.organ.fullmatch(words) is not None and not known.not_organ.search(words)


def scope(text: str, layout: Layout, at: int, issuer: str | None, part: str | None) -> Scoped:
    """Whom a number at ``at`` counts. ``part`` are the class words of a number inside a breakdown."""
    words = _words()
    if part is not None and words.unit.fullmatch(part) and not words.not_unit.search(part):
        return Scoped(scope=Scope.UNIT, words=part, narrower=True)
    start = layout.sentence(at)[0]
    before = text[start:at]
    last: tuple[int, Scoped] | None = None
    for match in words.scope.finditer(before):
        kind = Scope.BODY if match["body"] else Scope.JURISDICTION
        if kind is Scope.BODY and _is_outcome(before, match):
            continue
        narrower = (
            kind is Scope.BODY
            and words.narrower.search(match[0]) is not None
            and not _is_issuer(match[0], issuer)
        )
        last = (match.start(), Scoped(scope=kind, words=match[0], narrower=narrower))
    for name in issuer_names(issuer):
        found = before.rfind(name)
        named = (
            found >= 0
            and not words.title.match(before, found + len(name))
            and before[found - 1 : found] not in ("《", "向", "报", "请")
        )
        # 市局机关 is narrower than the issuer that 市局 names: of two at one place the longer words count
        if named and (last is None or (found, len(name)) > (last[0], len(last[1].words))):
            last = (found, Scoped(scope=Scope.BODY, words=name))
            break
    clause = layout.clause_start(at) - start
    for match in words.subject.finditer(before, max(clause, 0)):
        if not words.not_unit.search(match[0]) and (issuer is None or match[0] not in issuer):
            last = (match.start(), Scoped(scope=Scope.UNIT, words=match[0], narrower=True))
    return last[1] if last else UNSTATED


def _is_outcome(text: str, body: re.Match[str]) -> bool:
    """Whether the words for the body stand in the label of an outcome (不属于本机关公开范围)."""
    words = _words()
    return (
        words.outcome_before.search(text[: body.start()]) is not None
        or words.outcome_behind.match(text[body.end() :]) is not None
    )


def _is_issuer(words: str, issuer: str | None) -> bool:
    """Whether the words for an office name the issuer itself (政府办 in the report of a 政府办公室)."""
    return issuer is not None and "办公" in issuer and "办" in words


@lru_cache(maxsize=64)
def issuer_names(issuer: str | None) -> tuple[str, ...]:
    """The issuer's name, in full, without its place, and in short: 深圳市建筑工务署, 市建筑工务署, 建筑工务署, 市署."""
    if not issuer:
        return ()
    names, own = [issuer], issuer
    short: list[str] = []
    place = _ISSUER_PLACE.match(issuer)
    while place is not None:
        rest = issuer[place.end() :]
        if len(rest) >= _OFFICE_AT_LEAST:
            names.append(place[0][-1] + rest)
        if len(rest) > _OFFICE_AT_LEAST:
            names.append(rest)
        if rest[-1] in _OFFICES:
            short = [place[0][-1] + rest[-1]]  # 省局, 市局: of the last place, which is the office's own
        issuer = rest
        place = _ISSUER_PLACE.match(issuer)
    short += [n for end, known in _words().short_names.items() if own.endswith(end) for n in known]
    return tuple(dict.fromkeys([*names, *short]))
