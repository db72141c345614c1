"""From the tree to lines: blocks end a line, inline tags do not, white space as browsers print it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gongkai.documents.html.lists import numerals
from gongkai.documents.html.tree import Node

# Format characters that print nothing; a cell that holds only these is blank.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WIDE: Final = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK_IN_CHINESE: Final = re.compile(rf"(?<={_WIDE})[ \t\r\f]*\n[ \t\r\n\f]*(?={_WIDE})")
_WHITE: Final = re.compile("[ \t\r\n\f]+")
_KEPT: Final = {0x20: "\ufdd0", 0x09: "\ufdd1"}  # white space of <pre>, while the rest is collapsed
_GIVEN_BACK: Final = {0xFDD0: " ", 0xFDD1: "\t"}


@dataclass(slots=True, eq=False)
class Row:
    """One line of text. ``node``: the block it stands in. ``linked``: how many of its characters are links. ``plain``:
    the text without white space and in simplified characters, for comparing; made when the whole page is known."""

    text: str
    node: Node
    linked: int = 0
    plain: str = ""


@dataclass(slots=True, eq=False)
class Table:
    """A table that is not taken apart here."""

    node: Node


@dataclass(slots=True, eq=False)
class Picture:
    """An image in its place."""

    node: Node


@dataclass(slots=True, eq=False)
class Link:
    """A link to something else, where it begins; its text is part of the rows too."""

    node: Node
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is printed of the link."""
        return "".join(self.pieces)


Item = Row | Table | Picture | Link


class _End:
    """Stands on the stack where an element ends: what goes on behind it."""

    __slots__ = ("block", "node", "pre")

    def __init__(self, node: Node, block: Node, *, pre: bool) -> None:
        self.node = node
        self.block = block
        self.pre = pre


def flow(root: Node, *, whole: Callable[[Node], bool]) -> list[Item]:
    """What stands in the element, in reading order.

    Args:
        whole: whether a ``table`` stays whole; of the others each cell is a block.
    """
    return _Flow(root, whole).items


class _Flow:
    """The walk and what it has at hand: the line that is being filled, the block it stands in, the link."""

    def __init__(self, root: Node, whole: Callable[[Node], bool]) -> None:
        self.items: list[Item] = []
        self._whole = whole
        self._pieces: list[str] = []
        self._linked = 0
        self._link: Link | None = None
        self._block = root
        self._numerals: dict[int, str] = {}
        self._numeral = ""
        stack: list[Node | str | _End] = [*reversed(root.children)]
        pre = root.pre
        while stack:
            entry = stack.pop()
            if isinstance(entry, str):
                self._text(entry, pre=pre)
            elif isinstance(entry, _End):
                pre = entry.pre
                self._left(entry)
            else:
                end = _End(entry, self._block, pre=pre)
                if self._entered(entry):
                    pre = entry.pre
                    stack.append(end)
                    stack += reversed(entry.children)
        self._end_line()

    def _text(self, text: str, *, pre: bool) -> None:
        if not pre:
            self._add(text)
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").translate(_KEPT).split("\n")
        self._add(first)
        for line in others:
            self._end_line()
            self._add(line)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self._link is not None:
            self._link.pieces.append(text)
            self._linked += len(text) - sum(map(text.count, " \t\r\n"))

    def _entered(self, node: Node) -> bool:
        """Whether to go on into the element."""
        tag = node.tag
        if tag == "br":
            self._end_line()
            return False
        if tag == "img":
            self.items.append(Picture(node))
            return False
        if tag == "a":
            address = node.get("href").strip()
            if address and not address.startswith("#"):  # what has no address is a bookmark of Word's
                self._link = Link(node)
                self.items.append(self._link)
            return True
        if tag == "span":
            return True
        self._end_line()
        if tag == "table" and self._whole(node):
            self.items.append(Table(node))
            return False
        if tag == "ol":
            self._numerals |= numerals(node)
        elif tag == "li":
            self._numeral = self._numerals.get(id(node), "")
        self._block = node
        return True

    def _left(self, end: _End) -> None:
        if end.node.tag == "a":
            self._link = None
        elif end.node.tag != "span":
            self._end_line()
            self._block = end.block

    def _end_line(self) -> None:
        if not self._pieces:
            return
        text = shown("".join(self._pieces))
        if text.strip():
            self.items.append(Row(self._numeral + text, self._block, self._linked))
            self._numeral = ""
        self._pieces.clear()
        self._linked = 0


def shown(text: str) -> str:
    """The text of one line as a browser prints it: white space collapsed, what is invisible gone.

    An indent of no-break or wide blanks stays. A line end of the markup between two Chinese characters is no blank.
    """
    if text.isalnum():
        return text
    text = _INVISIBLE.sub("", text)
    if "\n" in text:
        text = _BREAK_IN_CHINESE.sub("", text)
    return _WHITE.sub(" ", text).lstrip(" ").translate(_GIVEN_BACK).rstrip()
