"""Automatic numbering: the numerals that Word prints and no paragraph holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from gongkai.documents.word.numerals import numeral
from gongkai.documents.word.parts import W, number, switch, value
from gongkai.documents.word.styles import NumberedBy, Styles

LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
# What stands between numeral and text. A tab there is a gap like the blank, and no border between cells.
_GAPS: Final = {"tab": " ", "space": " ", "nothing": ""}


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One level of a list. ``restart``: the levels from 0 below which one resets the count, None for all above."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "
    legal: bool = False
    hidden: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(kw_only=True, slots=True)
class _List:
    """A list: its levels, and the count of each, None for one that has not begun (again)."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Use:
    """A use of a list (``w:num``): its own levels, and where they start anew."""

    of: _List
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document with their counts; ``next`` is called for its paragraphs in their order."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        """Read the numbering part; None for a document without one."""
        self._uses: dict[str, _Use] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        abstract = {e.get(W + "abstractNumId"): e for e in root.iterchildren(W + "abstractNum")}
        uses = {e.get(W + "numId"): e for e in root.iterchildren(W + "num")}
        lists: dict[str, _List] = {}
        for list_id, use in uses.items():
            found = _abstract_of(list_id, uses, abstract, styles)
            if found is None:
                continue
            if found not in lists:
                lists[found] = _List(levels=_levels(abstract[found]))
            overrides = {_index(e): e for e in use.iterchildren(W + "lvlOverride")}
            own = {i: level for e in overrides.values() for i, level in _levels(e).items()}
            starts = {
                i: number(stated, 1)
                for i, e in overrides.items()
                if (stated := value(e, "startOverride")) is not None
            }
            self._uses[list_id] = _Use(of=lists[found], levels=lists[found].levels | own, starts=starts)

    def next(self, by: NumberedBy) -> str:
        """What is printed before the text of the next paragraph of the list: numeral and gap, "" for a bullet."""
        use = self._uses.get(by.list_id)
        if use is None:
            return ""
        at = self._level(use, by)
        level = use.levels.get(at)
        if level is None:
            return ""
        self._count(use, by.list_id, at, level)
        if level.hidden or (level.form == "bullet" and not any(c.isalnum() for c in level.text)):
            return ""  # a bullet is an ornament, unless its sign is a letter or a numeral
        text = _PLACE.sub(lambda m: _printed(use, int(m.group(1)) - 1, legal=level.legal), level.text)
        return text + level.gap if text else ""

    def _level(self, use: _Use, by: NumberedBy) -> int:
        if by.style is not None:
            for i, level in use.levels.items():
                if level.style == by.style:
                    return i
        return min(max(by.level or 0, 0), LEVELS - 1)

    def _count(self, use: _Use, list_id: str, at: int, level: Level) -> None:
        counts = use.of.counts
        before = counts[at]
        if (list_id, at) not in self._begun and at in use.starts:
            counts[at] = use.starts[at]
        else:
            counts[at] = use.starts.get(at, level.start) if before is None else before + 1
        self._begun.add((list_id, at))
        for deeper in range(at + 1, LEVELS):
            restart = use.levels[deeper].restart if deeper in use.levels else None
            if restart is None or at < restart:
                counts[deeper] = None


def _printed(use: _Use, at: int, *, legal: bool) -> str:
    """The count of a level in its form; a level that has not begun shows where it will."""
    level = use.levels.get(at)
    if level is None:
        return ""
    count = use.of.counts[at]
    form = "decimal" if legal and level.form != "none" else level.form
    return numeral(use.starts.get(at, level.start) if count is None else count, form)


def _abstract_of(list_id: str, uses: dict[str, Any], abstract: dict[str, Any], styles: Styles) -> str | None:
    """The definition behind a list, by way of list styles where it names one; None where that leads nowhere."""
    seen: set[str] = set()
    at: str | None = list_id
    while at is not None and at in uses and at not in seen:
        seen.add(at)
        found = value(uses[at], "abstractNumId")
        if found is None or found not in abstract:
            return None
        link = value(abstract[found], "numStyleLink")
        if link is None:
            return found
        at = styles.list_of(link)
    return None


def _levels(parent: Any) -> dict[int, Level]:
    return {i: _level(e) for e in parent.iterchildren(W + "lvl") if 0 <= (i := _index(e)) < LEVELS}


def _level(element: Any) -> Level:
    # A form of newer programs stands in an alternative, beside a plain one for all others.
    forms = [f for e in element.iter(W + "numFmt") if (f := e.get(W + "val")) not in (None, "custom")]
    restart = value(element, "lvlRestart")
    return Level(
        start=number(value(element, "start"), 1 if element.find(W + "start") is not None else 0),
        form=forms[0] if forms else "decimal",
        text=value(element, "lvlText") or "",
        gap=_GAPS.get(value(element, "suff") or "tab", " "),
        legal=bool(switch(element, "isLgl")),
        hidden=bool(switch(element, "rPr", "vanish")),
        restart=None if restart is None else number(restart, 0),
        style=value(element, "pStyle"),
    )


def _index(element: Any) -> int:
    return number(element.get(W + "ilvl"), 0)
