"""Which place the issuer speaks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from gongkai.metadata.areas import Area, find_areas, gazetteer, leading_areas
from gongkai.metadata.words import alternatives, words

_ADDRESS: Final = re.compile(r"(?:地址|地点|办公地点)[:：为在]*([\u4e00-\u9fff]{4,40})")
# A name that begins with a place; one that the gazetteer knows has been found before.
_PLACE: Final = re.compile(r"(?!城[市镇乡])[\u4e00-\u9fff]{1,6}?(?:省|市(?![场政容民])|州|盟|县|区|旗)")
_SHORTEST_SHORT: Final = 2
_LONG_NAME: Final = 3  # characters, the word for the kind of area among them


def find_region(issuer: str | None, title: str | None, opening: str) -> Area | None:
    """The area of the issuer, or None where the report does not say it beyond doubt.

    Args:
        issuer, title: normalised.
        opening: the report's first text, normalised, with the contact address where one is given.
    """
    contexts = [text for text in (issuer, title, *_addresses(opening), opening) if text]
    for name in (issuer, title):
        if name is None or is_national(name):
            continue
        found, unknown = _named_in(name)
        if found:
            return resolve(found, contexts)
        if unknown:
            return None
    if issuer is not None and is_national(issuer):
        return None
    return _from_context(issuer or title or "", opening)


def is_national(name: str) -> bool:
    """Whether a body stands above the provinces: its name says so, and no area is in it."""
    state = next(pattern for level, pattern in words()["levels"]["without_area"] if level == "state")
    return re.search(state, name) is not None and not list(find_areas(name)) and _short_in(name) is None


def after_area(name: str) -> str:
    """What follows the place in a name: 洪泽区岔河镇人民政府 -> 岔河镇人民政府."""
    leading = leading_areas(name)
    return name[leading.end :] if leading else name


def resolve(areas: Sequence[Area], contexts: Sequence[str]) -> Area | None:
    """The one of several areas of the same name whose city or province the nearest text names."""
    if len(areas) == 1:
        return areas[0]
    for text in contexts:
        scores = {a: sum(p.name in text or _stands_in(p.short_name, text) for p in a.parents) for a in areas}
        best = [a for a in areas if scores[a] == max(scores.values()) > 0]
        if len(best) == 1:
            return best[0]
    return None


def _named_in(name: str) -> tuple[tuple[Area, ...], bool]:
    """The areas that a name can mean, and whether it names a place that the gazetteer does not know."""
    leading = leading_areas(name)
    if leading is not None:
        branch = _branch(name[leading.end :], leading.areas)
        return (branch or leading.areas), False
    for mention in find_areas(name):
        if name[mention.start - 1] not in words()["levels"]["before_area"]:
            return (), True
        chain = leading_areas(name[mention.start :])
        return (chain.areas if chain else mention.areas), False
    short = _short_in(name)
    return short or (), short is None and _PLACE.match(name) is not None


def _branch(rest: str, areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """The county that a branch office is named after: 深圳市公安局|龙岗分局."""
    match = re.search(r"局([\u4e00-\u9fff]{2,4})分局$", rest)
    found = gazetteer().by_short_name.get(match[1], ()) if match else ()
    return tuple(a for a in found if any(p in areas for p in a.parents))


def _short_in(name: str) -> tuple[Area, ...] | None:
    """Provinces and cities that a name calls by their short names: 上海海关, 国家统计局淮安调查队."""
    match = _short_pattern().match(name)
    areas = gazetteer().by_short_name.get(match[1], ()) if match else ()
    return tuple(a for a in areas if a.level in ("province", "prefecture")) or None


@lru_cache(maxsize=1)
def _short_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:国家.+?局|中国\(?)?([\u4e00-\u9fff]{{2,3}})\)?(?={alternatives(words()['areas']['after_short'])})"
    )


def _stands_in(short: str, text: str) -> bool:
    return len(short) >= _SHORTEST_SHORT and short in text


def _addresses(text: str) -> list[str]:
    return [match[1] for match in _ADDRESS.finditer(text)]


def _from_context(name: str, opening: str) -> Area | None:
    """For a name without a place (区教育局, 岔河镇人民政府): the address, then the area most often named."""
    kind = _kind(name)
    for address in _addresses(opening):
        chain = leading_areas(address)
        area = resolve(chain.areas, (address, opening)) if chain else None
        found = _of_kind(area, kind)
        if found is not None:
            return found
    counts: Counter[Area] = Counter()
    last = 0
    for mention in find_areas(opening):
        # 临丰县 is not 丰县: a short name counts behind a sign or another area only.
        apart = mention.start in (0, last) or not "\u4e00" <= opening[mention.start - 1] <= "\u9fff"
        last = mention.end
        if not apart and mention.end - mention.start < _LONG_NAME:
            continue
        found = _of_kind(resolve(mention.areas, (opening,)), kind)
        if found is not None:
            counts[found] += 1
    ranked = counts.most_common(2)
    if not ranked or kind is None or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _kind(name: str) -> str | None:
    """The last character that the area's name must have (区教育局 -> 区), 镇 for townships, None where unknown."""
    first = name[:1]
    if first in words()["levels"]["generic"]:
        return first
    return "镇" if re.search(r"(?:镇|乡|苏木|街道)(?:人民政府|政府|办事处)", name) else None


def _of_kind(area: Area | None, kind: str | None) -> Area | None:
    """The area, or the one above it, that a body of that kind belongs to."""
    if area is None:
        return None
    if kind in ("镇", "乡"):
        return area if area.level == "county" else None
    if kind is None:
        # An office in a city district may be the city's own: only where no district stands between.
        return area if area.level == "county" and not area.name.endswith("区") else None
    return next((a for a in (area, *reversed(area.parents)) if a.name.endswith(kind)), None)
