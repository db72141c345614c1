"""Saved web pages: the report that stands on one, and what the page puts around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.documents.blocks import Block, Content, TextBlock
from gongkai.documents.html.charset import page_text
from gongkai.documents.html.content import find_place
from gongkai.documents.html.flow import Item, Row, Table, flow
from gongkai.documents.html.furniture import mark
from gongkai.documents.html.grid import captions
from gongkai.documents.html.markup import prepared
from gongkai.documents.html.pictures import attachment_problems, picture_problems
from gongkai.documents.html.published import published
from gongkai.documents.html.tables import Judged, Kind, judge
from gongkai.documents.html.title import find_title, stated_title
from gongkai.documents.html.tree import Node, Page, page_of
from gongkai.documents.html.words import bare
from gongkai.documents.normalise import is_traditional, normalise_line
from gongkai.errors import Problem

_SAMPLE: Final = 5000  # characters that tell simplified from traditional
_SCANT: Final = 200  # characters that are visible on a page without its report
_HIDDEN_TIMES: Final = 5  # as much text is hidden: a script was to show it


def read_html(data: bytes, name: str) -> Content:
    """The report on a saved web page.

    Raises GongkaiError: E003, E005 no text, E058 nested too deep or too large. A page without visible text has no
    blocks.
    """
    text, problems = page_text(data, name=name)
    return content_of_page(text, name=name, media_type="text/html", problems=problems)


def content_of_page(text: str, *, name: str, media_type: str, problems: tuple[Problem, ...] = ()) -> Content:
    """The report on the page whose markup is given. Raises GongkaiError E058."""
    markup = prepared(text, name=name)
    page = page_of(markup, name=name)
    items, judged = _items(page, name)
    visible = sum(len(item.text) for item in items if isinstance(item, Row))
    visible += sum(len(t) for table in judged.values() if table.kind is not Kind.LAYOUT for t in table.texts)
    if visible < _SCANT and page.hidden > _HIDDEN_TIMES * visible:
        page = page_of(markup, name=name, show_hidden=True)
        items, judged = _items(page, name)
    place = find_place(page, items, judged)
    stated = stated_title(page)
    title, repeated = find_title(items, place, stated)
    furniture = mark(page, items, place, title=title)
    if repeated and title is not None:
        furniture[title] = True
    blocks = list(_blocks(items, furniture, judged))
    if title is None and not repeated and stated and place.container is not None:
        # The page prints it by a script, or only in the list of its metadata.
        blocks.insert(
            next((i for i, b in enumerate(blocks) if not _is_furniture(b)), 0), TextBlock(text=stated)
        )
    beside = [b.text for b in blocks if isinstance(b, TextBlock) and b.furniture]
    if is_traditional("".join(beside)):
        beside = [_simplified(text) for text in beside]
    return Content(
        blocks=tuple(blocks),
        media_type=media_type,
        published=published(page, beside),
        problems=(
            *problems,
            *picture_problems(items, furniture, place),
            *attachment_problems(items, page.frames),
        ),
    )


def _items(page: Page, name: str) -> tuple[list[Item], dict[int, Judged]]:
    judged = judge(page, name=name)

    def whole(table: Node) -> bool:
        return judged[id(table)].kind is not Kind.LAYOUT

    items = flow(page.root, whole=whole)
    rows = [item for item in items if isinstance(item, Row)]
    traditional = is_traditional("".join(row.text for row in rows)[:_SAMPLE])
    for row in rows:
        row.plain = bare(_simplified(row.text) if traditional else row.text)
    return items, judged


def _simplified(text: str) -> str:
    return normalise_line(0, text, traditional=True).text


def _blocks(items: Sequence[Item], furniture: Sequence[bool], judged: dict[int, Judged]) -> Iterator[Block]:
    for item, is_furniture in zip(items, furniture, strict=True):
        if isinstance(item, Row):
            yield TextBlock(text=item.text, furniture=is_furniture)
        elif isinstance(item, Table):
            table = judged[id(item.node)]
            for caption in captions(item.node):
                for row in flow(caption, whole=lambda _: False):
                    if isinstance(row, Row):
                        yield TextBlock(text=row.text, furniture=is_furniture)
            if table.kind is Kind.METADATA:
                yield from (TextBlock(text=text, furniture=True) for text in table.pairs())
            elif is_furniture:
                yield from (TextBlock(text=text, furniture=True) for text in table.texts if text)
            else:
                yield table.block()


def _is_furniture(block: Block) -> bool:
    return isinstance(block, TextBlock) and block.furniture
