"""Which lines of a page are no part of the report. In doubt they are left: later stages know furniture by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gongkai.documents.html.content import Place, ancestors, is_named_furniture, is_prose
from gongkai.documents.html.flow import Item, Row
from gongkai.documents.html.published import starts_with_date
from gongkai.documents.html.tree import Page
from gongkai.documents.html.words import label_of, words

_LINKED: Final = 0.5  # share of linked characters from which a line outside of the article is a menu
_LINKED_INSIDE: Final = 0.8  # inside, beside the report: a list of files, the next article
_SHORT: Final = 120  # characters of a line that words of furniture stand in; longer ones are prose
_REGION: Final = 600  # characters of the largest block of metadata
_LEVELS: Final = 2  # how far around a label its value may stand
_DATE: Final = re.compile(r"[12〇二一][\d〇○零一二三四五六七八九十]{3}年.{1,3}月.{1,3}日")
_SIGNATURE: Final = 40  # characters of the longest name of a body


def mark(page: Page, items: Sequence[Item], place: Place, *, title: int | None) -> list[bool]:
    """For each item, whether it is furniture. Between the first and the last line of prose nothing is, but for what
    stands in a part of the page that is furniture by its name.

    Args:
        title: index of the row that holds the title, which is none wherever it stands.
    """
    return _Marking(page, items, place, title).marks


class _Marking:
    """The marks while they are made."""

    def __init__(self, page: Page, items: Sequence[Item], place: Place, title: int | None) -> None:
        self._items = items
        self._place = place
        self._known: dict[int, bool] = {}
        lengths = _lengths(page, items)
        labelled = page.within(self._labelled(lengths))
        self._labels = labelled
        self._title = title
        self._ended = False
        self.marks = [i != title and self._is_furniture(i, item) for i, item in enumerate(items)]

    def _is_furniture(self, i: int, item: Item) -> bool:
        """Whether item i is none of the report's; asked in the order of the items."""
        place = self._place
        inside = place.holds(item.node)
        if place.first <= i <= place.last and inside:
            return self._in_furniture(item)
        if not inside and self._stands_above_title(i, item):
            return True
        if not isinstance(item, Row):
            return self._in_furniture(item)
        text = item.plain
        if i > place.last and place.container is not None:
            self._ended = self._ended or (len(text) <= _SHORT and words().footer.search(text) is not None)
            if self._ended:
                return True
            if item.linked == 0 and _may_sign(text) and not self._in_furniture(item):
                return False
        elif is_prose(item) and not _says_so(item, inside=inside):
            return False  # a preamble may stand in a part of its own, whatever that is called
        return (
            self._in_furniture(item)
            or item.linked >= (_LINKED_INSIDE if inside else _LINKED) * len(text)
            or _says_so(item, inside=inside or place.container is None)
            or id(item.node) in self._labels
        )

    def _stands_above_title(self, i: int, item: Item) -> bool:
        """Whether the item stands above the title of the page, and not in the same block as that."""
        return self._title is not None and i < self._title and item.node is not self._items[self._title].node

    def _in_furniture(self, item: Item) -> bool:
        """Whether the item stands in a part of the page that is furniture by its name and holds none of the report."""
        passed = []
        answer = False
        for node in ancestors(item.node):
            if id(node) in self._known:
                answer = self._known[id(node)]
                break
            if self._place.is_part(node):
                break
            passed.append(node)
        for node in reversed(passed):
            answer = answer or is_named_furniture(node)
            self._known[id(node)] = answer
        return answer

    def _labelled(self, lengths: dict[int, int]) -> set[int]:
        """The blocks around labels of metadata: what stands in them is metadata too."""
        found: set[int] = set()
        for i, item in enumerate(self._items):
            if (
                not isinstance(item, Row)
                or self._place.first <= i <= self._place.last
                or len(item.text) > _SHORT
            ):
                continue
            if label_of(item.plain) is None:
                continue
            for level, node in enumerate(ancestors(item.node)):
                if level > _LEVELS or self._place.is_part(node) or node.parent is None:
                    break
                if lengths.get(id(node), 0) > _REGION:
                    break
                found.add(id(node))
        return found


def _lengths(page: Page, items: Sequence[Item]) -> dict[int, int]:
    """Characters of the rows in each element, by ``id``."""
    own: dict[int, int] = {}
    for item in items:
        if isinstance(item, Row):
            own[id(item.node)] = own.get(id(item.node), 0) + len(item.text)
    return page.sums(own)


def _says_so(row: Row, *, inside: bool) -> bool:
    """Whether the words of the line say so; what stands inside the article has no full stop then."""
    text = row.plain
    if len(text) > _SHORT or (inside and "。" in text):
        return False
    return (
        words().anywhere.search(text) is not None
        or words().alone.fullmatch(text) is not None
        or words().labelled.match(text) is not None
        or (starts_with_date(row.text) and words().labelled.search(text) is not None)
    )


def _may_sign(text: str) -> bool:
    """Whether the line may be the signature or the date below a report."""
    if _DATE.fullmatch(text):
        return True
    plain = _DATE.sub("", text).rstrip("（）()盖章")
    return (
        len(plain) <= _SIGNATURE
        and plain.endswith(words().bodies)
        and label_of(text) is None
        and words().alone.fullmatch(text) is None
        and words().anywhere.search(text) is None
    )
