"""Lines to paragraphs: printed lines of prose are joined again where a sentence runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from gongkai.documents.model import Document, MappedText, Paragraph, Span
from gongkai.documents.normalise import normalise_line
from gongkai.segmentation.model import Role, Segmentation

_ENDS: Final = frozenset("。！？!?")
_CLOSERS: Final = "”’」』)）】"
# What begins a new item of its own: （一） 一、 1. ① 一是 第一，
_ITEM: Final = re.compile(
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|[①-⑳]"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十][，、,]"
)
_HEADING: Final = re.compile(
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．](?!\d)"
)
_MARKS: Final = re.compile("[，。；]")
_PROSE: Final = frozenset({Role.PARAGRAPH, Role.TABLE_NOTE})
LONGEST: Final = 4000
"""Characters of a paragraph. The longest real ones have about 2,000; reading takes time with the square of it."""
_HEADING_AT_MOST: Final = 30  # characters of a line that is only a heading
# A line of page data that was taken for prose: 来源：本站 时间：2023-01-09 浏览：35次
_PAGE_DATA: Final = re.compile(
    r"(?:(?:信息|文章|稿件)?来源：(?!.*(?:申请|[0-9](?:件|条|宗)))|(?:发布|更新|成文|发文|生成)?(?:时间|日期)：\d)[^，。；]{0,80}"
)
_FURNITURE: Final = "furniture"
_NUMBER_ENDS: Final = re.compile(r"\d[,.，．]?$")
_SPACED_NUMBER: Final = re.compile(r"\d [\d ,.，．]*$")
_NUMBER_BEGINS: Final = re.compile(r"[,.，．]?\d")


def assemble_paragraphs(document: Document, segmentation: Segmentation) -> tuple[Paragraph, ...]:
    """The prose of a document, in order.

    Lines of role paragraph and table_note are taken, and headings: one inside a section stays a paragraph of its
    own (it says what the following ones are about). A line that does not end a sentence is joined with the next
    line of the same section, maybe over blank lines and page furniture, unless that begins an item of its own; one
    that the reader saw to continue a paragraph is joined with it in any case.
    """
    return tuple(
        piece
        for section, lines in _groups(document, segmentation)
        for piece in _pieces(_paragraph(document, section, lines))
    )


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph, or several of its sentences at a time where it is longer than any that is written."""
    normal, start = paragraph.normal, 0
    if len(normal) <= LONGEST:
        yield paragraph
        return
    while start < len(normal):
        end = start + LONGEST
        if end < len(normal):
            end = max((normal.text.rfind(mark, start, end) for mark in _ENDS), default=-1) + 1
            end = end if end > start else start + LONGEST
        part = normal.cut(start, end)
        yield Paragraph(section=paragraph.section, spans=part.spans(0, len(part)), normal=part)
        start = end


def _groups(document: Document, segmentation: Segmentation) -> Iterator[tuple[str, list[int]]]:
    section, open_ = "", False
    lines: list[int] = []
    before = -1  # the last line of any role that is no blank and no furniture
    for n, label in enumerate(segmentation.labels):
        text = document.normal[n].text
        if label.section == _FURNITURE or label.role in (Role.BLANK, Role.FURNITURE) or not text.strip():
            continue
        if _PAGE_DATA.fullmatch(text.strip()):
            continue
        prose = label.role in _PROSE
        follows, before = bool(lines) and lines[-1] == before, n
        if not prose and label.role is not Role.HEADING:
            open_ = False
            continue
        joined = (document.lines[n].continues and follows) or (open_ and not _ITEM.match(text))
        if lines and joined and prose and label.section == section:
            lines.append(n)
        else:
            if lines:
                yield section, lines
            section, lines = label.section, [n]
        open_ = _runs_on(text, label.role)
    if lines:
        yield section, lines


def _runs_on(text: str, role: Role) -> bool:
    """Whether the line's sentence goes on behind it."""
    stripped = text.rstrip()
    last = stripped.rstrip(_CLOSERS)[-1:] or stripped[-1:]
    if last in _ENDS:
        return False
    return not (role is Role.HEADING or _is_heading(stripped))


def _is_heading(text: str) -> bool:
    """Whether a line is a numbered heading and nothing more."""
    return len(text) <= _HEADING_AT_MOST and not _MARKS.search(text) and _HEADING.match(text) is not None


def _paragraph(document: Document, section: str, lines: list[int]) -> Paragraph:
    return Paragraph(
        section=section,
        spans=tuple(
            Span(line=n, start=0, end=len(line.text), page=line.page, bbox=line.bbox)
            for n, line in ((n, document.lines[n]) for n in lines)
        ),
        normal=_normal(document, lines),
    )


def _normal(document: Document, lines: list[int]) -> MappedText:
    """The lines' normalised texts as one. Where a number is cut by a line's end, what its signs are can only be told
    with both parts: 1,1 and 20条 make 1,120条. So with the vocabulary of traditional texts: 檔 and 案."""
    if len(lines) == 1:
        return document.normal[lines[0]]
    if not document.traditional and not any(
        _cut_number(document.lines[a].text, document.lines[b].text) for a, b in pairwise(lines)
    ):
        return MappedText.concat(document.normal[n] for n in lines)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for n in lines:
        text = document.lines[n].text
        start = len(text) - len(text.lstrip())
        pieces.append(text.strip())
        places += [(n, at) for at in range(start, start + len(pieces[-1]))]
    whole = normalise_line(0, "".join(pieces), traditional=document.traditional)
    first = [places[start] for start in whole.starts]
    last = [places[end - 1] for end in whole.ends]
    return MappedText(
        text=whole.text,
        lines=tuple(n for n, _ in first),
        starts=tuple(at for _, at in first),
        # A word that was exchanged as a whole may end on the next line: its character stands for the part before.
        ends=tuple(b + 1 if m == n else a + 1 for (n, a), (m, b) in zip(first, last, strict=True)),
    )


def _cut_number(before: str, after: str) -> bool:
    before = before.rstrip()
    if _SPACED_NUMBER.search(before):  # whether its blanks belong to it, the unit behind it says
        return True
    return _NUMBER_ENDS.search(before) is not None and _NUMBER_BEGINS.match(after.lstrip()) is not None
