"""A stream of tokens cut into segments: a run of labels, then the values and blanks that follow it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai.codebook.forms import label_key, split_numeral
from gongkai.tables.stream import Kind, Token

_LAST_NUMERAL = re.compile(
    r".*(?:[(（]([一二三四五六七八九十]{1,2})[)）]|(?<!\d)(\d{1,2})[.、．,，](?!\d)|([一二三四五六七])、)",
    re.DOTALL,
)


@dataclass(frozen=True, kw_only=True)
class Segment:
    """``labels`` then ``items`` (values, blanks and gaps), in reading order."""

    labels: tuple[Token, ...]
    items: tuple[Token, ...]

    @cached_property
    def key(self) -> str:
        """All labels as one text without numerals, punctuation and spaces."""
        return "".join(label_key(t.text) for t in self.labels)

    @cached_property
    def number(self) -> int | None:
        """The last numeral among the labels, None where there is none."""
        found = _LAST_NUMERAL.match("".join(t.text for t in self.labels))
        if found is None:
            return None
        inner, arabic, plain = found.groups()
        return split_numeral(f"{inner or arabic or plain}、")[0]

    @cached_property
    def values(self) -> tuple[Token, ...]:
        """The items that say something."""
        return tuple(t for t in self.items if t.kind is Kind.VALUE)

    @cached_property
    def cells(self) -> tuple[Token, ...]:
        """The items that are certainly cells: values and blanks, not gaps."""
        return tuple(t for t in self.items if t.kind is not Kind.GAP)


def cut_segments(tokens: Sequence[Token]) -> list[Segment]:
    """The stream as segments. A label behind values or blanks begins a new one."""
    segments: list[Segment] = []
    labels: list[Token] = []
    items: list[Token] = []
    labelled_rows = {t.row for t in tokens if t.kind is Kind.LABEL}
    for token in tokens:
        if token.kind is Kind.LABEL:
            if items:
                segments.append(Segment(labels=tuple(labels), items=tuple(items)))
                labels, items = [], []
            labels.append(token)
            continue
        unlabelled = token.row not in labelled_rows
        if (
            unlabelled
            and items
            and items[-1].row != token.row
            and all(t.kind is not Kind.VALUE for t in items)
        ):
            items = []  # padding at the end of a header row, before a row of values without a label
        items.append(token)
    if labels or items:
        segments.append(Segment(labels=tuple(labels), items=tuple(items)))
    return segments
