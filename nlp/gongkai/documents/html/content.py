"""Where the report stands on its page: the least part of the page that holds nearly all of its prose and tables."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.documents.headings import find_headings
from gongkai.documents.html.flow import Item, Row, Table
from gongkai.documents.html.tables import Judged, Kind
from gongkai.documents.html.tree import Node, Page
from gongkai.documents.html.words import name_pieces, words
from gongkai.documents.normalise import normalise_line

_PROSE: Final = 25  # characters; shorter lines with a full stop stand in notices of the page too
# Share of the weight that the container holds, beside all tables and headings; the rest is a hint about browsers or
# the abstracts of other pages. Where several tables and headings show the place, prose need not.
_MOSTLY: Final = 0.95
_HALF: Final = 0.5
_SHOWN: Final = 3
_LINKED: Final = 0.5  # share of linked characters of a line that is no prose of the report
_PARAGRAPHS: Final = frozenset(
    ("p", "pre", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "tbody")
)
_NUMERAL: Final = re.compile("[一二三四五六七八九十]、")
_LABEL: Final = re.compile("[\u4e00-\u9fff]{4}")  # some label of a table has this; no cell of a calendar does
_TABLE_ROWS: Final = 2
_TABLE_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where the report is.

    ``container`` is None where nothing on the page looks like one; ``first`` and ``last`` are then 0 and -1, else the
    indexes of its first and last item of weight. ``parts``: ``id`` of every element that such an item stands in;
    ``inner``: of the container and every element in it.
    """

    container: Node | None
    first: int
    last: int
    parts: Container[int]
    inner: frozenset[int]

    def is_part(self, node: Node) -> bool:
        """Whether some of the report stands in the element, so that it is no furniture whatever it is called."""
        return id(node) in self.parts

    def holds(self, node: Node) -> bool:
        """Whether the element is the container or stands in it."""
        return id(node) in self.inner


def find_place(page: Page, items: Sequence[Item], judged: dict[int, Judged]) -> Place:
    """The place of the report among the items of the page."""
    own: dict[int, int] = {}
    firm: dict[int, int] = {}
    heavy: list[int] = []
    for i, item in enumerate(items):
        weight, is_firm = _weight(item, judged)
        if not weight:
            continue
        heavy.append(i)
        at = id(item.node)
        own[at] = own.get(at, 0) + weight
        if is_firm:
            firm[at] = firm.get(at, 0) + 1
    if not heavy:
        return Place(None, 0, -1, frozenset(), frozenset())
    container = _named(_least(page.root, page.sums(own), page.sums(firm)))
    inner = page.within((id(container),))
    inside = [i for i in heavy if id(items[i].node) in inner]
    parts = page.sums({id(items[i].node): 1 for i in inside})
    return Place(container, inside[0], inside[-1], parts, inner)


def ancestors(node: Node | None) -> Iterator[Node]:
    """The element and all that it stands in, from inside out."""
    while node is not None:
        yield node
        node = node.parent


def _weight(item: Item, judged: dict[int, Judged]) -> tuple[int, bool]:
    """Characters of the report in the item, 0 where it may as well be furniture; whether it is surely the report's."""
    if isinstance(item, Table):
        table = judged[id(item.node)]
        if (
            table.kind is not Kind.DATA
            or table.layout.columns < _TABLE_COLUMNS
            or table.layout.rows < _TABLE_ROWS
            or not any(_LABEL.search(text) for text in table.texts)
        ):
            return 0, False
        return sum(map(len, table.texts)), True
    if not isinstance(item, Row) or item.linked > _LINKED * len(item.text):
        return 0, False
    if is_heading(item.plain):
        return len(item.text), True
    return (len(item.text) if is_prose(item) else 0), False


def is_prose(row: Row) -> bool:
    """Whether the line is running text and not a link to some."""
    return "。" in row.text and len(row.text) >= _PROSE and row.linked <= _LINKED * len(row.text)


def is_heading(plain: str) -> bool:
    """Whether the line, without white space, begins with a statutory heading and its numeral."""
    if not _NUMERAL.match(plain):
        return False
    normal = normalise_line(0, plain[:100], traditional=False)
    return next(find_headings(normal), (1, 1))[0] == 0


def _least(root: Node, weights: dict[int, int], firm: dict[int, int]) -> Node:
    """The innermost element with nearly all of the weight and every table and heading."""
    node = root
    fixed = firm.get(id(root), 0)
    least = (_HALF if fixed >= _SHOWN else _MOSTLY) * weights[id(root)]
    while True:
        inner = next(
            (
                child
                for child in node.children
                if isinstance(child, Node)
                and weights.get(id(child), 0) >= least
                and firm.get(id(child), 0) == fixed
            ),
            None,
        )
        if inner is None:
            break
        node = inner
    # A single paragraph of prose is no container: what belongs to it stands beside it.
    while (node.tag in _PARAGRAPHS or node.tag == "table") and node.parent is not None:
        node = node.parent
    return node


def _named(node: Node) -> Node:
    """The outermost element around it that is called what templates call the article's own container."""
    named = node
    for outer in ancestors(node):
        if any(name.lower() in words().content_names for name in names(outer)):
            named = outer
    return named


def names(node: Node) -> list[str]:
    """The element's id and classes, and its own name."""
    return [node.tag, node.get("id"), *node.get("class").split()]


def is_named_furniture(node: Node) -> bool:
    """Whether the element is called what templates call parts of the page that are not the article."""
    if node.tag in words().furniture_tags:
        return True
    return any(
        not words().furniture_names.isdisjoint(name_pieces(name))
        for name in (node.get("id"), *node.get("class").split())
        if name
    )
