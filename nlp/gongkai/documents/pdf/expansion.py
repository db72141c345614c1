"""How much a page comes to with all that it draws again and again, counted before PDFium spells it out.

A form (and so a glyph or a pattern, which are drawn alike) that draws the next one ten times, and that again, takes all
memory at seven levels and two thousand bytes; so does one stream that a page names a thousand times. Here each is
looked at once: what it costs is its own length and, for each time that it draws another one, what that costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from gongkai.documents.pdf.drawing import Content, Drawings
from gongkai.documents.pdf.objects import NOTHING, Objects, Reference, Stream, Value
from gongkai.documents.pdf.suspicion import may_hold_forms, may_repeat
from gongkai.documents.pdf.unpacking import MAX_PAGE
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    import pypdfium2

MAX_SPELLED_OUT: Final = MAX_PAGE
"""Bytes of one page with all forms in place: no more than a page without any may have. PDFium takes under two seconds
and 1.2 GB for the worst of them."""
MAX_IN_ALL: Final = 8 * MAX_SPELLED_OUT  # bytes of all pages of a file that is looked into

_OF_PAGES: Final = (b"Contents", b"Annots")


def check_read(document: pypdfium2.PdfDocument, data: bytes, name: str) -> None:
    """Whether the pages can be read; ``data`` is the file. The caller holds the lock of PDFium.

    Raises GongkaiError: E058 a page or the whole comes to more than the limits here, E057 a form unpacks to too much,
    E051 the file's objects do not fit together.
    """
    if may_repeat(data) or may_hold_forms(data):
        objects = Objects(document, name)
        _check(objects, Drawings(objects, name, shown=False), name)


def check_shown(document: pypdfium2.PdfDocument, name: str) -> None:
    """Whether the pages can be rendered: patterns, masks, glyphs and annotations count too, which nothing but
    rendering looks at. Lock and errors as in ``check_read``."""
    objects = Objects(document, name)
    _check(objects, Drawings(objects, name, shown=True), name)


def _check(objects: Objects, drawings: Drawings, name: str) -> None:
    roots = []
    for page in _pages(objects):
        drawings.work(1)
        roots.append(drawings.page(page, _inherited(objects, page), _contents(objects, page)))
    costs = drawings.costs(MAX_SPELLED_OUT)
    total = sum(costs[n] for n in (*roots, *drawings.once))
    if any(cost > MAX_SPELLED_OUT for cost in costs) or total > MAX_IN_ALL:
        why = f"its pages come to over {MAX_SPELLED_OUT} bytes with all that is drawn again and again"
        raise GongkaiError("E058", name=name, why=why)


def _pages(objects: Objects) -> Iterator[dict[bytes, Value]]:
    """Every dictionary that has what pages have. (How PDFium finds its pages is not asked: more do no harm.)"""
    for number in sorted({number for key in _OF_PAGES for number in objects.holding(key)}):
        found = objects.resolve(Reference(number))
        waiting: list[Value] = [found.entries if isinstance(found, Stream) else found]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if any(key in value for key in _OF_PAGES):
                    yield value
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value


def _inherited(objects: Objects, page: dict[bytes, Value]) -> dict[bytes, Value]:
    """The resources of a page, its own or those of the nearest node above it; an empty dictionary for none."""
    seen: set[int] = set()
    node = page
    while id(node) not in seen:
        seen.add(id(node))
        if b"Resources" in node:
            return objects.dictionary(node[b"Resources"])
        node = objects.dictionary(node.get(b"Parent"))
    return NOTHING


def _contents(objects: Objects, page: dict[bytes, Value]) -> Content:
    """The streams of a page, each with how often it stands there."""
    found = objects.resolve(page.get(b"Contents"))
    streams: dict[Stream, int] = {}
    for each in found if isinstance(found, list) else [found]:
        part = objects.resolve(each)
        if isinstance(part, Stream):
            streams[part] = streams.get(part, 0) + 1
    return streams
