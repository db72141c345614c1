"""The title as printed, and what it says of issuer and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.documents.model import Document, MappedText
from gongkai.errors import Problem, warning
from gongkai.metadata.dates import find_year, read_year
from gongkai.metadata.organisations import is_organisation, is_short
from gongkai.metadata.words import Places, alternatives, printed, words

_NOTE: Final = re.compile(r"(?:\([^()]*\)|〔[^〔〕]*〕|【[^【】]*】)+$")
_ONLY_YEAR: Final = re.compile(r"\(?(?:19|20)\d\d年?度?\)?")
_HEADING: Final = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\(|\d+[.、])")
_SENTENCE: Final = re.compile("[，。；：|>]")  # also a breadcrumb and the rows of a page's own table
_MARKUP: Final = re.compile(r"^[#*>\s]+|[*\s]+$")  # Markdown
_ENDS: Final = ("年", "年度", "报告", "公开", "工作")  # of the parts of a title broken into lines
_MAX_LINES: Final = 4  # lines that one title is broken into
_AROUND: Final = '《》“”"：:、，,的 '


@dataclass(frozen=True, kw_only=True)
class Title:
    """A title as printed, without white space, and normalised."""

    text: str
    mapped: MappedText

    @property
    def normal(self) -> str:
        """The normalised text."""
        return self.mapped.text

    @property
    def complete(self) -> bool:
        """Whether it reads as a title to its end."""
        return is_complete(self.normal)

    @property
    def whole(self) -> bool:
        """Whether it is complete and names its issuer in full: no line above can belong to it."""
        return self.complete and self.issuer is not None and not is_short(self.normal[slice(*self.issuer)])

    @property
    def year(self) -> int | None:
        """The year in it."""
        match = find_year(self.normal)
        return read_year(match["year"]) if match else None

    @property
    def issuer(self) -> tuple[int, int] | None:
        """Characters of ``normal`` that name the issuer: before year and topic, or between them."""
        year = find_year(self.normal)
        first = (year.start(), year.end()) if year else (len(self.normal), len(self.normal))
        for start, stop in ((0, first[0]), (first[1], len(self.normal))):
            topic = _topic().search(self.normal, start, stop)
            end = topic.start() if topic else stop if stop == first[0] and year else start
            # 明州市人民|政府信息公开: the name keeps its last word.
            if topic and self.normal[start:end].endswith("人民"):
                end += len("政府")
            found = _stripped(self.normal, start, end)
            if found:
                return found
        return None


def find_title(document: Document, places: Places) -> tuple[Title | None, tuple[Problem, ...]]:
    """The first complete title, with W010 where there are several."""
    marked = list(_joined_titles(document, places.titles))
    complete = [title for title in marked if title.complete]
    if complete:
        return complete[0], (warning("W010"),) if len(complete) > 1 else ()
    unmarked = next(_searched(document, places.head), None)
    if unmarked is not None:
        return unmarked, ()
    named = [title for title in marked if _topic().search(title.normal)]
    return (named[0] if named else None), ()


def is_complete(normal: str) -> bool:
    """Whether the normalised text reads as the title of a report to its end."""
    data = words()["title"]
    core = _NOTE.sub("", normal).rstrip("》”")
    return (
        len(core) <= data["max_length"]
        and core.endswith(tuple(data["kinds"]))
        and (_topic().search(core) is not None or "年度" in core)
        and not _HEADING.match(core)
        and not _SENTENCE.search(core)
        and not any(word in core for word in data["about"])
    )


def _joined_titles(document: Document, lines: tuple[int, ...]) -> Iterator[Title]:
    """Lines that follow each other, joined until they are complete."""
    held: list[int] = []
    for i, n in enumerate(lines):
        apart = held and any(len(document.normal[k]) for k in range(held[-1] + 1, n))
        if held and (apart or _title(document, [n]).whole):
            yield _title(document, held)
            held = []
        held.append(n)
        title = _title(document, held)
        following = document.normal[lines[i + 1]].text if i + 1 < len(lines) else ""
        if title.complete and not _ONLY_YEAR.fullmatch(following):
            yield title
            held = []
    if held:
        yield _title(document, held)


def _searched(document: Document, lines: tuple[int, ...]) -> Iterator[Title]:
    """Complete titles among lines that nothing marks as such, with the lines above that belong to them."""
    strong = tuple(words()["title"]["strong_kinds"])
    for i in range(len(lines)):
        for count in range(1, _MAX_LINES + 1):
            title = _title(document, list(lines[i : i + count]))
            if title.complete and _NOTE.sub("", title.normal).endswith(strong):
                if count == 1 or not _title(document, [lines[i + count - 1]]).whole:
                    yield title
                break
            if not _is_part(title.normal):
                break


def _is_part(normal: str) -> bool:
    """Whether a line can be a part of a title: a name, a year, some of the title's own words."""
    if len(normal) > words()["title"]["max_length"] // 2 or _SENTENCE.search(normal):
        return False
    return normal.endswith(_ENDS) or _topic().search(normal) is not None or is_organisation(normal)


def _title(document: Document, lines: list[int]) -> Title:
    mapped = MappedText.concat(document.normal[n] for n in lines)
    start = match.end() if (match := _MARKUP.match(mapped.text)) else 0
    mapped = mapped.cut(start, len(_MARKUP.sub("", mapped.text[start:])) + start)
    return Title(text=printed(document, mapped), mapped=mapped)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range without what surrounds a name in a title, or None where nothing is left."""
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    for word in ("关于",):
        if text[start:end].endswith(word):
            end -= len(word)
        if text[start:end].startswith(word):
            start += len(word)
    return (start, end) if end > start else None


@lru_cache(maxsize=1)
def _topic() -> re.Pattern[str]:
    return re.compile(alternatives(words()["title"]["topics"]))
