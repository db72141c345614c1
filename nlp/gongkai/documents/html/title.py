"""Which line of a page is the title of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from gongkai.documents.html.content import Place, ancestors, names
from gongkai.documents.html.flow import Item, Row
from gongkai.documents.html.tree import Page
from gongkai.documents.html.words import bare, name_pieces, words

_LONGEST: Final = 80  # characters; the longest real title has 60
_WINDOW: Final = 500  # characters of the window's title that are looked at
_LEVELS: Final = 4  # around a line that may make it a headline
_PARTS: Final = 4  # lines that a title in the article is broken into
_SEPARATOR: Final = re.compile(r"\s*[_|｜–—>»-]+\s*")
_TITLE_NAMES: Final = frozenset(("title", "ucaptitle", "tit", "bt", "biaoti", "headline", "titles"))


def stated_title(page: Page) -> str | None:
    """The title of a report as the page's meta tags or its window state it; None where they state another thing."""
    stated = [
        content for wanted in words().title_meta for name, content in page.meta if name == wanted and content
    ]
    for text in (*stated, *_SEPARATOR.split(" ".join(page.title[:_WINDOW].split()))):
        if len(text) <= _LONGEST and words().title.search(bare(text)):
            return text.strip()
    return None


def find_title(items: Sequence[Item], place: Place, stated: str | None) -> tuple[int | None, bool]:
    """(index of the row that is the page's title, whether the article itself repeats it above its text).

    The index is None where no row reads as a title; rows that are links, and all behind the first line of the
    report's text, are none.
    """
    end = place.first if place.container is not None else len(items)
    best: tuple[int, int] | None = None
    for i in range(end):
        item = items[i]
        if not isinstance(item, Row) or item.linked or not (score := _score(item, stated)):
            continue
        if place.container is not None and place.holds(item.node):
            continue  # it is part of the article, where nothing takes it for furniture
        if best is None or score >= best[0]:
            best = (score, i)
    head = _head(items, place)
    if best is None:
        return None, any(len(text) <= _LONGEST and words().title.search(text) for text in head)
    title = items[best[1]]
    return best[1], isinstance(title, Row) and title.plain in head


def _head(items: Sequence[Item], place: Place) -> set[str]:
    """What the first lines of the article say, alone and joined."""
    if place.container is None:
        return set()
    texts = [
        item.plain for item in items[: place.first + 1] if isinstance(item, Row) and place.holds(item.node)
    ]
    return {
        "".join(texts[i : i + n])
        for i in range(len(texts))
        for n in range(1, _PARTS + 1)
        if i + n <= len(texts)
    }


def _score(item: Row, stated: str | None) -> int:
    """How sure it is that the row is a title: 0 not at all."""
    text = item.plain
    if len(text) > _LONGEST:
        return 0
    if stated and text == bare(stated):
        return 4
    if not words().title.search(text) or "：" in text[:-1] or ">" in text:
        return 0
    if any(
        node.tag in ("h1", "ucaptitle", "founder-title") for node in islice(ancestors(item.node), _LEVELS)
    ):
        return 3
    near = [item.node, *([item.node.parent] if item.node.parent else [])]
    if any(_TITLE_NAMES & name_pieces(name) for node in near for name in names(node)):
        return 2
    return 1 if re.search(r"\d{4}", text) else 0
