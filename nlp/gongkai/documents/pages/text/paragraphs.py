"""Which printed lines go on with the paragraph of the line before them, by the setting of the page alone.

A paragraph goes on where the line before is full (the first word of the next would not have fitted), and the next line
begins at the left edge of the text, in the same size, without extra room between the two. Where paragraphs of the same
document begin at that edge too, setting tells nothing, and what the lines say decides; in doubt nothing is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gongkai.documents.pages.text.layout import Column, body_size
from gongkai.documents.pages.text.lines import PrintedLine

# In ems of the text.
_AT_EDGE: Final = 0.6  # a line begins at the left edge; a justified line ends at the right one
_HANGING: Final = 1.2  # signs that begin or end a line may stand outside the text
_DEEPEST_INDENT: Final = (
    4.5  # of a paragraph's first line; what begins further in is centred or set to the right
)
_SAME_SIZE: Final = 0.12  # share of the font size
_LARGER: Final = 1.08  # of the size of most text: a title, or a heading set like one
_LOOSE: Final = 1.25  # of the usual distance between lines: more is room between paragraphs
_FURTHEST: Final = 2.6  # ems between lines where no usual distance is known
_STEP: Final = 0.05  # ems: distances between lines are counted in such steps
_LONG: Final = 0.6  # of the column: what reaches that far is prose
_OPENERS: Final = frozenset("“‘《〈（(【［「『〔")  # may not end a line
_CLOSERS: Final = frozenset("”’》〉）)】］」』〕，。、；：！？,.;:!?%％℃")  # may not begin one
_SENTENCE_END: Final = re.compile(r"[。！？!?；;：:][”’」』)）】]*$")
_ITEM: Final = re.compile(
    r"[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．)）](?!\d)|[①-⑳⑴-⒛●•◆■▪\-—*]"
    r"|[一二三四五六七八九十]是|第[一二三四五六七八九十\d]{1,3}[章节条，、,]|[附注][：:]|附件"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Habits:
    """How paragraphs of a document begin at the left edge, seen where the line before them is short."""

    plainly: bool  # without anything
    with_item: bool  # with the mark of an item or a heading
    after_room: bool  # with room before them
    indented: bool  # not there: their first lines have an indent
    wrapped: bool  # lines in the middle of a sentence begin there as well
    pitch: dict[float, float]  # font size -> usual distance between lines


def goes_on(lines: Sequence[PrintedLine], columns: Sequence[Column], adjacent: Sequence[bool]) -> list[bool]:
    """For each line whether it goes on with the paragraph of the one before it.

    Args:
        lines: those of the report in reading order, no running ones.
        columns: the column of text that each line stands in.
        adjacent: whether nothing but running lines stands between the line and the one before it.
    """
    pairs = [
        _Pair(before, after, a, b) if near else None
        for (before, after), (a, b), near in zip(
            pairwise(lines), pairwise(columns), adjacent[1:], strict=True
        )
    ]
    habits = _habits([pair for pair in pairs if pair is not None])
    body = body_size(lines)
    found = [False] * len(lines)
    hangs: float | None = None  # where the lines of an item with a hanging indent begin, relative to the edge
    for i, pair in enumerate(pairs, start=1):
        if pair is not None and pair.is_title(body):
            found[i], hangs = True, None
            continue
        if pair is None or not pair.may_be_one or not pair.full or pair.is_loose(habits.pitch):
            hangs = None
            continue
        if pair.after_indent <= _AT_EDGE * pair.em:
            found[i] = not _in_doubt(pair, habits)
            hangs = None
        elif hangs is not None and found[i - 1]:
            found[i] = abs(pair.after_indent - hangs) < _AT_EDGE * pair.em / 2
        elif not found[i - 1] and not habits.indented and pair.hangs:
            found[i], hangs = True, pair.after_indent
    return found


def _in_doubt(pair: _Pair, habits: _Habits) -> bool:
    """Whether a new paragraph may begin here just as well.

    Where paragraphs begin at the edge with nothing to show it, a sentence that ends with a full line is one of a
    paragraph three times out of four: most lines are no last lines. Over the end of a page nothing is joined then.
    """
    item = _ITEM.match(pair.after.segments[0].text) is not None
    turned = pair.distance is None  # room between paragraphs is not seen there
    if item and (habits.with_item or (turned and habits.after_room)):
        return True
    fresh = (turned and (habits.plainly or habits.after_room)) or (habits.plainly and not habits.wrapped)
    return fresh and pair.ends_sentence


class _Pair:
    """A line and the next one, in the terms of typesetting."""

    __slots__ = (
        "after", "after_indent", "before", "before_indent", "em", "full", "column", "long", "may_be_one"
    )  # fmt: skip

    def __init__(self, before: PrintedLine, after: PrintedLine, column: Column, next_column: Column) -> None:
        self.before, self.after = before, after
        self.em = max(before.em, after.em)
        self.before_indent = before.x0 - column.left
        self.after_indent = after.x0 - next_column.left
        self.may_be_one = (
            len(before.segments) == len(after.segments) == 1
            and abs(before.em - after.em) <= _SAME_SIZE * self.em
            and -_HANGING * self.em <= self.before_indent <= _DEEPEST_INDENT * self.em
            and _follows(before, after)
        )
        self.long = after.x1 - next_column.left > _LONG * (next_column.right - next_column.left)
        self.column = column
        word = _first_word(after)
        self.full = self.may_be_one and before.x1 + word > column.right - _AT_EDGE / 4 * self.em

    def is_title(self, body: float) -> bool:
        """Whether both are lines of one title: larger than the text, close to each other, and the first is full or
        both are centred."""
        if self.distance is None or len(self.before.segments) != 1 or len(self.after.segments) != 1:
            return False
        if abs(self.before.em - self.after.em) > _SAME_SIZE * self.em or self.em < _LARGER * body:
            return False
        near = 0 < self.distance <= _FURTHEST * self.em
        axes = abs(self.before.x0 + self.before.x1 - self.after.x0 - self.after.x1) / 2
        centred = axes <= _AT_EDGE * self.em and abs(self.before.x0 - self.after.x0) > _AT_EDGE * self.em
        # A centred line leaves room on both sides, and is full all the same.
        room = self.column.right - self.column.left - (self.before.x1 - self.before.x0)
        full = _first_word(self.after) > room - _AT_EDGE / 4 * self.em
        numbered = _ITEM.match(self.after.segments[0].text) is not None
        return near and (centred or full) and not numbered

    @property
    def after_is_prose(self) -> bool:
        """Whether the next line is one of a text, and not of a list or table that nobody found."""
        return self.long or self.ends_sentence

    @property
    def ends_sentence(self) -> bool:
        """Whether the line before ends with the end of a sentence."""
        return _SENTENCE_END.search(self.before.segments[-1].text.rstrip()) is not None

    @property
    def distance(self) -> float | None:
        """Between the middles of the lines, in points; None over the break of a page or column."""
        turned = (self.before.page, self.before.side) != (self.after.page, self.after.side)
        return None if turned else self.after.middle - self.before.middle

    def is_loose(self, pitch: dict[float, float]) -> bool:
        """Whether there is more room between the lines than between those of a paragraph."""
        if self.distance is None:
            return False
        usual = pitch.get(_size(self.before.em))
        return self.distance > (_FURTHEST * self.em if usual is None else _LOOSE * usual)

    @property
    def hangs(self) -> bool:
        """Whether the next line begins below the words that follow the mark of an item."""
        text, places = self.before.segments[0].text, self.before.segments[0].places
        mark = _ITEM.match(text)
        if mark is None or self.after_indent - self.before_indent < _AT_EDGE * self.em:
            return False
        rest = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip())
        return rest < len(text) and abs(float(places[rest, 1]) - self.after.x0) < _AT_EDGE / 2 * self.em


def _follows(before: PrintedLine, after: PrintedLine) -> bool:
    """Whether text runs from the one line's column to the other's."""
    if before.page == after.page:
        return before.side == after.side or (before.side, after.side) == (1, 2)
    return after.page - before.page == 1 and (before.side, after.side) in ((0, 0), (2, 1))


def _first_word(line: PrintedLine) -> float:
    """Width of what would have had to fit at the end of the line before, in points."""
    text, places = line.segments[0].text, line.segments[0].places
    end = 0
    while end < len(text) - 1 and text[end] in _OPENERS:
        end += 1
    if text[end].isascii() and text[end].isalnum():
        while end + 1 < len(text) and text[end + 1].isascii() and not text[end + 1].isspace():
            end += 1
    while end + 1 < len(text) and text[end + 1] in _CLOSERS:
        end += 1
    return float(places[end, 3] - places[0, 1])


def _size(em: float) -> float:
    return round(em * 2) / 2


def _habits(pairs: Sequence[_Pair]) -> _Habits:
    pitch = _pitches(pairs)
    plainly = with_item = after_room = indented = wrapped = False
    for pair in pairs:
        at_edge = abs(pair.after_indent) <= _AT_EDGE * pair.em
        if not at_edge or not pair.may_be_one:
            continue
        indented = indented or (pair.full and pair.before_indent > _AT_EDGE * pair.em)
        wrapped = wrapped or (pair.full and not pair.ends_sentence)
        if pair.distance is None:
            continue
        if pair.is_loose(pitch):
            after_room = True
        elif not pair.full:
            if _ITEM.match(pair.after.segments[0].text):
                with_item = True
            elif pair.after_is_prose:
                plainly = True
    told = indented or after_room  # else paragraphs that begin at the edge would look the same
    return _Habits(
        plainly=plainly or not told,
        with_item=with_item or not told,
        after_room=after_room,
        indented=indented,
        wrapped=wrapped,
        pitch=pitch,
    )


def _pitches(pairs: Sequence[_Pair]) -> dict[float, float]:
    """The most frequent distance between lines of each font size that look like one paragraph, in points: where there
    are any, those in the middle of a sentence alone."""
    certain: dict[float, Counter[int]] = {}
    likely: dict[float, Counter[int]] = {}
    for pair in pairs:
        if pair.distance is None or not pair.full or pair.after_indent > _AT_EDGE * pair.em:
            continue
        size = _size(pair.before.em)
        seen = likely if pair.ends_sentence else certain
        seen.setdefault(size, Counter())[round(pair.distance / (_STEP * size))] += 1
    return {
        size: min(n for n, often in found.items() if often == max(found.values())) * _STEP * size
        for size, found in (likely | certain).items()
    }
