"""Dates, the year that a report is about, when it was signed and when it was put on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from gongkai.documents.model import Document
from gongkai.metadata.organisations import is_organisation
from gongkai.metadata.words import Places, alternatives, joined, words

_DIGITS: Final = {
    **{str(i): i for i in range(10)},
    **{c: i for i, c in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("○◯零ＯOo", 0),
}
_YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇○◯零ＯOo0九][〇○◯零ＯOo一二三四五六七八九\d]{2})"
_SMALL: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE: Final = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})年(?P<m>{_SMALL})月(?P<d>{_SMALL})[日号]"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<sep>[-./])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?!\d)"
)
# 自2023年1月1日起至12月31日; pages that lost characters have 自20231月1日 and 202311日至1231日.
_PERIOD: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年?1月?1日?起?(?:至|到|—+|–|-|~)")
_CUT_OFF: Final = re.compile(r"截[至止]到?((?:19|20)\d\d)年(?:12月31日|底|末|年底|年末)")
_MENTION: Final = re.compile(r"(?<![\d〔\[(])((?:19|20)\d\d)年(?!第|\d{1,2}号)")
_BESIDE: Final = re.compile(r"[()\s:：。,，\[\]]|日期|时间|印发|编制")


class FoundDate(NamedTuple):
    """Characters ``start`` to ``end`` of a text that say a date, and the date in ISO form."""

    start: int
    end: int
    iso: str


def find_dates(text: str) -> Iterator[FoundDate]:
    """The full dates of a normalised text, in order: 2025年1月22日, 二〇二五年一月二十二日, 2025-01-22, 2025.1.22."""
    for match in _DATE.finditer(text):
        year, month, day = (match[n] or match[n + "2"] for n in ("y", "m", "d"))
        try:
            found = date(read_year(year), _small(month), _small(day))
        except ValueError:
            continue
        yield FoundDate(*match.span(), found.isoformat())


def read_year(text: str) -> int:
    """The year that four digits say, Arabic or Chinese."""
    return int("".join(str(_DIGITS[c]) for c in text))


def find_year(text: str) -> re.Match[str] | None:
    """The first year in a title, with what belongs to it: 2023年度, 二〇二三年, 2023年年度."""
    return _title_year().search(text)


def period_year(document: Document, places: Places) -> int | None:
    """The year whose first of January begins the period of the figures, as the report's own text says."""
    match = _PERIOD.search(joined(document, places.text))
    return int(match[1]) if match else None


def cut_off_year(document: Document, places: Places) -> int | None:
    """The year at whose end the report's opening sections say that they stop counting."""
    match = _CUT_OFF.search(joined(document, (*places.front, *places.overview)))
    return int(match[1]) if match else None


def mentioned_year(document: Document, places: Places) -> int | None:
    """The year most often named in the overview, or in the whole text where there is none; the later of two."""
    text = joined(document, places.overview or places.text)
    years = Counter(int(y) for y in _MENTION.findall(text))
    return max(years, key=lambda y: (years[y], y)) if years else None


def signed_date(document: Document, places: Places) -> str | None:
    """The date at the end: in the section for it, else alone on a line near the end."""
    for lines in (places.back, tuple(reversed(places.tail))):
        for n in lines:
            found = standing_date(document.normal[n].text)
            if found is not None and not _published_label().search(_text_above(document, n)):
                return found.iso
    return None


def _text_above(document: Document, n: int) -> str:
    """The nearest line above with text: a page's own table may have the label there."""
    return next((m.text for m in reversed(document.normal[:n]) if len(m)), "")


def standing_date(text: str) -> FoundDate | None:
    """The date of a line that holds nothing else but a name before it, or None."""
    dates = list(find_dates(text))
    if len(dates) != 1 or _published_label().search(text[: dates[0].start].rstrip()):
        return None
    before, after = _BESIDE.sub("", text[: dates[0].start]), _BESIDE.sub("", text[dates[0].end :])
    return dates[0] if not after and (not before or is_organisation(before)) else None


def published_date(document: Document, places: Places) -> str | None:
    """The date that the page names as that of publication; of being written where it names no other."""
    lines = (*places.furniture, *(n for n in (*places.head, *places.tail) if n not in places.furniture))
    for labels in words()["dates"]["published"]:
        generic = "^" if max(map(len, labels)) <= 2 else ""
        label = re.compile(rf"{generic}(?:{alternatives(labels)})[:：|\s\]】]*")
        for n in sorted({*lines}):
            iso = _labelled(document, n, label)
            if iso is not None:
                return iso
    return None


def _labelled(document: Document, n: int, label: re.Pattern[str]) -> str | None:
    """The date right behind the label on line n, or on the next line with text when the label ends the line."""
    text = document.normal[n].text
    for match in label.finditer(text):
        rest = text[match.end() :]
        if not rest:
            rest = next((m.text for m in document.normal[n + 1 : n + 4] if len(m)), "").lstrip("|：: ")
        found = next(find_dates(rest), None)
        if found is not None and found.start == 0:
            return found.iso
    return None


def _small(text: str) -> int:
    """Month or day, up to 三十一."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0) if ten else _DIGITS[ones]


@lru_cache(maxsize=1)
def _title_year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(?P<year>{_YEAR})(?:-(?:19|20)\d\d)?(?:年年度|年度|年|度)?(?!\d)")


@lru_cache(maxsize=1)
def _published_label() -> re.Pattern[str]:
    every: Sequence[str] = [w for group in words()["dates"]["published"][:-1] for w in group]
    return re.compile(rf"(?:{alternatives(every)})[:：|]*$")
