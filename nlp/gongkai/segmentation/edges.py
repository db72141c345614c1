"""Where a report begins and ends inside its file: title, signature, and the page's furniture around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.codebook import read_data
from gongkai.segmentation.shapes import LineShape, Shape

SIGNATURE_REACH: Final = 3
"""Filled lines that may stand from the first line of a signature to its date (a body's name over two lines)."""
LONGEST_NAME: Final = 40
"""Characters of a body's name in a signature; real ones have at most about 30."""

FOOT: Final = 2
"""Lines of page furniture, one right behind the other, with which the foot of a web page begins."""

LONGEST_LOWER: Final = 20
"""Characters of the lower line of a title that is broken in two; the subject stands in the upper one."""

_SPACE = re.compile(r"\s+")
_YEAR_END = re.compile(r"(?:\d{4}|[二〇○零一三四五六七八九]{4})年度?$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]$")
_INNER = re.compile(r"[，。；：！？,;:|>]")
_NAME_AND_DATE = re.compile(r"^(.{3,40}?)[\s，,]*((?:19|20)\d\d|二[〇○零]..)年.{1,3}月(?:.{1,3}日)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edges:
    """Line numbers, half-open: the content is ``start:end``, the signature ``end:back_end``; furniture is outside.

    ``titles`` are the lines of the title.
    """

    titles: frozenset[int]
    start: int
    end: int
    back_end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    subjects: tuple[str, ...]
    kinds: tuple[str, ...]
    longest_title: int
    suffixes: tuple[str, ...]
    attachments: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_data("segmentation.yaml")
    return _Words(
        subjects=tuple(data["title"]["subjects"]),
        kinds=tuple(data["title"]["kinds"]),
        longest_title=data["title"]["max_length"],
        suffixes=tuple(data["body_suffixes"]),
        attachments=tuple(data["attachment_starts"]),
    )


def find_edges(shapes: Sequence[LineShape], first_heading: int | None, last_heading: int | None) -> Edges:
    """The edges of the report, given its first and last section heading (None where it has none)."""
    titles = _titles(shapes, first_heading)
    start = min(titles) if titles else _after_furniture(shapes)
    end, back_end = _back(shapes, last_heading if last_heading is not None else max(titles, default=0))
    return Edges(titles=titles, start=start, end=max(end, start), back_end=max(back_end, end, start))


def _titles(shapes: Sequence[LineShape], first_heading: int | None) -> frozenset[int]:
    """The last block of title lines before the content begins."""
    limit = len(shapes) if first_heading is None else first_heading
    found: list[int] = []
    for n in range(limit):
        if is_title(shapes, n):
            found.append(n)
        elif shapes[n].shape is Shape.PROSE and found:
            break
    if not found:
        return frozenset()
    lines = {found[-1]} if (upper := _upper_part(shapes, found[-1])) is None else {found[-1], upper}
    for n in reversed(found[:-1]):  # a doubled title
        if all(shapes[m].shape is Shape.BLANK or m in lines for m in range(n + 1, min(lines))):
            lines.add(n)
    first = _filled_before(shapes, min(lines))
    if first is not None and _begins_title(shapes[first], shapes[min(lines)]):
        lines |= {n for n in range(first + 1) if n == first or _same_print(shapes[n], shapes[first])}
    return frozenset(lines)


def is_title(shapes: Sequence[LineShape], n: int) -> bool:
    """Whether line ``n`` reads like a title, or like the lower part of one: it names the subject and the kind."""
    shape, words = shapes[n], _words()
    if shape.shape not in (Shape.SHORT, Shape.PROSE, Shape.HEADING, Shape.LABEL, Shape.ROW):
        return False
    text = _SPACE.sub("", shape.whole)
    if len(text) > words.longest_title or _INNER.search(text) or (shape.heading and shape.heading.number):
        return False
    if not any(k in text for k in words.kinds):
        return False
    return any(s in text for s in words.subjects) or _upper_part(shapes, n) is not None


def _upper_part(shapes: Sequence[LineShape], n: int) -> int | None:
    """The line above that names the subject of a title broken in two, of which line ``n`` names the kind; None where
    line ``n`` names both, or where no such line is."""
    words, text = _words(), _SPACE.sub("", shapes[n].whole)
    before = _filled_before(shapes, n)
    if (
        before is None
        or n - before > 2
        or len(text) > LONGEST_LOWER
        or any(s in text for s in words.subjects)
    ):
        return None
    whole = _SPACE.sub("", shapes[before].text) + text
    named = len(whole) <= words.longest_title and any(s in whole for s in words.subjects)
    return before if named and not _INNER.search(whole) else None


def _begins_title(first: LineShape, title: LineShape) -> bool:
    """Whether a line is the upper part of a title broken in two: a body's name or a year right above it."""
    text = _SPACE.sub("", first.whole)
    if (
        first.shape is not Shape.SHORT
        or _INNER.search(text)
        or title.n - first.n > 2
        or len(text) > LONGEST_NAME
    ):
        return False
    whole = _SPACE.sub("", title.whole)
    text = _BRACKETED.sub("", text)  # a second name: 外事办公室（港澳事务办公室）
    own = re.match(r"^(\d{4}年|政府信息公开|信息公开|政务公开|年度|工作)", whole) is not None
    return own and (text.endswith(_words().suffixes) or _YEAR_END.search(text) is not None)


def _same_print(one: LineShape, other: LineShape) -> bool:
    """Whether two lines are parts of one that is printed over several."""
    return one.whole == other.whole and one.whole != one.text


def _filled_before(shapes: Sequence[LineShape], n: int) -> int | None:
    return next((m for m in range(n - 1, -1, -1) if shapes[m].shape is not Shape.BLANK), None)


def _after_furniture(shapes: Sequence[LineShape]) -> int:
    for shape in shapes:
        if shape.shape not in (Shape.BLANK, Shape.FURNITURE, Shape.PAGE_NUMBER, Shape.EMPTY_CELL):
            return shape.n
    return 0


def _back(shapes: Sequence[LineShape], after: int) -> tuple[int, int]:
    """(first line of the signature or of the furniture behind the content, line behind the signature)."""
    shapes = shapes[: _page_foot(shapes, after)]
    for n in range(after + 1, len(shapes)):
        if _NAME_AND_DATE.match(shapes[n].text) and not _INNER.search(shapes[n].text):
            return n, _attachments(shapes, n + 1)
        if shapes[n].shape is Shape.DATE:
            first = n
            for m in _filled_back(shapes, n, after):
                if not _is_name(shapes[m]):
                    break
                first = m
            return first, _attachments(shapes, n + 1)
    if not shapes:
        return 0, 0
    last = max((s.n for s in shapes if s.n >= after and _is_content(s)), default=after)
    tail = [s for s in shapes[last + 1 :] if s.shape is not Shape.BLANK]
    if (
        shapes[last].shape is Shape.HEADING
        and tail
        and not _is_name(tail[0])
        and tail[0].shape is not Shape.FURNITURE
    ):
        tail = tail[1:]  # 无 under the last heading
    for shape in tail:
        if _is_name(shape):
            behind = [s for s in tail if s.n > shape.n]
            return shape.n, _attachments(shapes, shape.n + 1) if behind else len(shapes)
        if shape.shape is Shape.FURNITURE or shape.text.startswith(_words().attachments):
            return shape.n, _attachments(shapes, shape.n)
    return len(shapes), len(shapes)


def _page_foot(shapes: Sequence[LineShape], after: int) -> int:
    """Where the foot of the web page begins that a report was printed or copied from, the number of lines where none
    does: ``FOOT`` lines of furniture behind the last heading, and not one sentence from there on."""
    foot, run = len(shapes), 0
    for shape in reversed(shapes[after + 1 :]):
        if "。" in shape.text:
            break
        if shape.shape is Shape.FURNITURE:
            run += 1
        elif shape.shape is not Shape.BLANK:
            run = 0
        if run >= FOOT:
            foot = shape.n
    return foot


def _filled_back(shapes: Sequence[LineShape], n: int, after: int) -> list[int]:
    filled = [m for m in range(n - 1, after, -1) if shapes[m].shape is not Shape.BLANK]
    return filled[: SIGNATURE_REACH - 1]


def _attachments(shapes: Sequence[LineShape], start: int) -> int:
    """The line behind the attachments and page numbers that follow from ``start`` on, blank lines between."""
    end = start
    for shape in shapes[start:]:
        if shape.text.startswith(_words().attachments) or shape.shape is Shape.PAGE_NUMBER:
            end = shape.n + 1
        elif shape.shape is not Shape.BLANK:
            break
    return end


def _is_name(shape: LineShape) -> bool:
    text = _SPACE.sub("", shape.text)
    return (
        shape.shape in (Shape.SHORT, Shape.ROW)
        and 3 <= len(text) <= LONGEST_NAME
        and not _INNER.search(text)
        and not any(c.isdigit() for c in text)
        and text.endswith(_words().suffixes)
    )


def _is_content(shape: LineShape) -> bool:
    return shape.shape in (Shape.PROSE, Shape.HEADING, Shape.ROW, Shape.LABEL, Shape.VALUE)
