"""The issuer: signature, title, preamble or the page's own metadata, in this order, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.documents.model import Document, MappedText
from gongkai.metadata.dates import find_dates, standing_date
from gongkai.metadata.organisations import bare_name, is_organisation, is_short
from gongkai.metadata.title import Title
from gongkai.metadata.words import Places, alternatives, printed, words

_NEAR: Final = 2  # lines with text between a name and the date below it
_PREAMBLE: Final = re.compile(
    r"(?<!理)由([\u4e00-\u9fff()、]{3,40}?)(?:编制|编写|发布)|(?:^|[，。；])([\u4e00-\u9fff]{4,40}?)(?:现)?编制(?:了)?(?:本|此|并公布)"
)
_BOUNDARY: Final = r"(?:^|[《“，。；：、(]|由|是|与|向)"
_OPENING_LINES: Final = 25  # lines with text: preamble and the first paragraphs
_LONGEST_PREFIX: Final = 15  # characters before the core of a name: 内蒙古自治区呼伦贝尔市鄂温克族自治旗


class Named:
    """A name found in a document: normalised and as printed."""

    def __init__(self, document: Document, mapped: MappedText, start: int, end: int) -> None:
        self.normal = mapped.text[start:end]
        self.text = printed(document, mapped, start, end)
        self.short = is_short(self.normal)


def find_issuer(document: Document, places: Places, title: Title | None) -> Named | None:
    """The body that issued the report, or None where nothing names it."""
    titled = None
    if title is not None and title.issuer is not None:
        titled = Named(document, title.mapped, *title.issuer)
    signed = _signature(document, places)
    for name in (signed, titled):
        if name is not None and not name.short:
            return name
    short = signed or titled
    others = (*_from_preamble(document, places), *_from_page(document, places))
    if short is None:
        return next(iter(others), None)
    return _spelled_out(document, places, short, others) or short


def _signature(document: Document, places: Places) -> Named | None:
    """The name alone on a line at the end; outside the section for it only directly above a date."""
    for n in places.back:
        name = _name_on(document, n)
        if name is not None:
            return name
    for i in range(len(places.tail) - 1, -1, -1):
        date = standing_date(document.normal[places.tail[i]].text)
        if date is None:
            continue
        for n in places.tail[max(0, i - _NEAR) : i + 1][::-1]:
            name = _name_on(document, n)
            if name is not None:
                return name
    return None


def _name_on(document: Document, n: int) -> Named | None:
    """The name that fills a line, a date behind it left aside."""
    normal = document.normal[n]
    date = next(find_dates(normal.text), None)
    start, end = bare_name(normal.text[: date.start] if date else normal.text)
    return Named(document, normal, start, end) if is_organisation(normal.text[start:end]) else None


def _from_preamble(document: Document, places: Places) -> Iterator[Named]:
    """由…编制, …编制本报告."""
    for n in places.text[:_OPENING_LINES]:
        for match in _PREAMBLE.finditer(document.normal[n].text):
            start, end = match.span(match.lastindex or 0)
            if is_organisation(document.normal[n].text[start:end]):
                yield Named(document, document.normal[n], start, end)


def _from_page(document: Document, places: Places) -> Iterator[Named]:
    """发布机构 and the like, with the name behind the label or on the next line."""
    label = re.compile(rf"(?:{alternatives(words()['organisations']['labels'])})[\]】]?[:：|\s]*")
    for n in sorted({*places.furniture, *places.head}):
        for match in label.finditer(document.normal[n].text):
            line, start = n, match.end()
            if start == len(document.normal[n]):
                line = next(
                    (k for k in range(n + 1, min(n + 4, len(document.lines))) if len(document.normal[k])), n
                )
                start = 0
            rest = re.match(r"[\u4e00-\u9fff()、]{3,40}", document.normal[line].text[start:])
            if rest is not None and is_organisation(rest.group()):
                yield Named(document, document.normal[line], start, start + rest.end())


def _spelled_out(document: Document, places: Places, short: Named, others: tuple[Named, ...]) -> Named | None:
    """The longest name of the opening, the preamble or the page that ends as the short one does."""
    core = (
        re.sub(rf"^(?:我|本)?(?:{alternatives(words()['organisations']['generic'][:9])})", "", short.normal)
        or short.normal
    )
    pattern = re.compile(rf"{_BOUNDARY}([\u4e00-\u9fff]{{2,{_LONGEST_PREFIX}}}?{re.escape(core)})")
    found = [name for name in others if name.normal.endswith(core)]
    for n in places.text[:_OPENING_LINES]:
        for match in pattern.finditer(document.normal[n].text):
            found.append(Named(document, document.normal[n], *match.span(1)))
    full = [name for name in found if not name.short and is_organisation(name.normal)]
    return max(full, key=lambda name: len(name.normal), default=None)
