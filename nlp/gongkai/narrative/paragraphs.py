"""Lines to paragraphs: printed lines of prose are joined again where a sentence runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.documents.model import Document, MappedText, Paragraph, Span
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
    section, lines, open_ = "", [], False
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
        normal=MappedText.concat(document.normal[n] for n in lines),
    )
