"""Finished pages become Content: their own text, and by character recognition that of pages which are images.

A page counts as an image when nobody can select what it shows: a scan, text drawn as shapes, text whose codes are
mostly missing. The invisible text that scanning programs lay behind a scan is somebody else's recognition, without
the table around it: it is read only where character recognition is not installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from gongkai.documents.blocks import Block, Content, TextBlock
from gongkai.documents.pages.raw import PageRead
from gongkai.documents.pages.read import PageParts, blocks_of_parts, parts_of
from gongkai.documents.places import first_page
from gongkai.documents.recognition import recognition_installed
from gongkai.errors import GongkaiError, Problem, warning

if TYPE_CHECKING:
    from PIL.Image import Image

Render = Callable[[Sequence[PageRead]], "Iterator[tuple[int, Image, float]]"]
"""Page number, image and dots per inch of each page, upright as its Page is; called for image pages only."""

_SCAN_SHARE: Final = 0.7  # of the page under pictures: a scan, whatever little is printed over it
_STAMP: Final = 30  # characters that scanning programs and archives print over a scan
_PICTURE_SHARE: Final = 0.05  # of the page under pictures: without any text they may show some
_DRAWN: Final = 50  # shapes on a page without text: it may be drawn text; frames and rules are fewer
_LOST_SHARE: Final = 0.5  # of the characters without a code: the rest says nothing
_LARGE_PICTURE: Final = (0.12, 0.95)  # of the page: less holds no table, more is a background


@dataclass(frozen=True, kw_only=True, slots=True)
class _SortedOut:
    """Which pages are read how: by their text, as images, by the text behind their image; the rest not at all.

    ``texts`` have those behind an image among them; ``parts`` are the parts of each.
    """

    texts: tuple[PageRead, ...]
    parts: tuple[PageParts, ...]
    images: tuple[PageRead, ...]
    behind: tuple[int, ...]
    not_read: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.texts) + len(self.images)


def content_of(reads: Iterable[PageRead], render: Render, *, name: str, media_type: str) -> Content:
    """The blocks of all pages in reading order, with what there is to say about them.

    Each page is worked on before the next one is taken, so that a backend can load that one meanwhile; ``render`` is
    called when all were taken. Raises GongkaiError: E054 images only and character recognition is not installed, and
    what taking and rendering them raises.
    """
    pages = _sorted_out(reads, name)
    recognised, problems = _recognised(pages, render, name)
    return Content(
        blocks=_in_order(blocks_of_parts(pages.parts), recognised),
        media_type=media_type,
        pages=pages.count,
        ocr=bool(recognised),
        problems=(*_problems(pages), *problems),
    )


def _sorted_out(reads: Iterable[PageRead], name: str) -> _SortedOut:
    """Raises GongkaiError E054 where only character recognition, which is not installed, could read anything."""
    recognition = recognition_installed()
    texts: list[PageRead] = []
    parts: list[PageParts] = []
    images: list[PageRead] = []
    behind: list[int] = []
    not_read: list[int] = []
    for read in reads:
        if _is_image(read):
            if recognition:
                images.append(read)
                continue
            (behind if read.behind else not_read).append(read.page.number)
            read = replace(read, page=read.behind or read.page)
        texts.append(read)
        parts.append(parts_of(read.page))
    if (behind or not_read) and not any(read.page.text.strip() for read in texts):
        raise GongkaiError("E054", name=name)
    return _SortedOut(
        texts=tuple(texts),
        parts=tuple(parts),
        images=tuple(images),
        behind=tuple(behind),
        not_read=tuple(not_read),
    )


def _is_image(read: PageRead) -> bool:
    """Whether what the page shows is no text that can be taken from the file."""
    visible = len(read.page.text) - sum(map(str.isspace, read.page.text))
    if visible and read.lost <= _LOST_SHARE * visible:
        return visible <= _STAMP and read.picture_share >= _SCAN_SHARE
    return read.picture_share >= _PICTURE_SHARE or read.drawn >= _DRAWN or read.lost > 0


def _recognised(
    pages: _SortedOut, render: Render, name: str
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    if not pages.images:
        return (), ()
    from gongkai.documents.scan.read import blocks_of_images

    try:
        return blocks_of_images(render(pages.images), name)
    except GongkaiError as error:
        # A photograph between pages of text shows no text, and that is no fault.
        if error.code != "E059" or not any(read.page.text.strip() for read in pages.texts):
            raise
        return (), ()


def _in_order(blocks: Sequence[Block], recognised: Sequence[Block]) -> tuple[Block, ...]:
    """Both in the order of pages. A page's text goes on with the text block before it, and not with an image's."""
    if not recognised:
        return tuple(blocks)
    merged: list[Block] = []
    queue = list(_with_pages(recognised))[::-1]
    for page, block in _with_pages(blocks):
        came = False
        while queue and queue[-1][0] < page:
            merged.append(queue.pop()[1])
            came = True
        merged.append(replace(block, continues=False) if came and isinstance(block, TextBlock) else block)
    return (*merged, *(block for _, block in reversed(queue)))


def _with_pages(blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    """Each block with its page; one without a place stands where the one before it does."""
    page = 0
    for block in blocks:
        own = None
        if isinstance(block, TextBlock):
            own = first_page(block.places) if block.places is not None else None
        elif block.cells:
            own = block.cells[0].page
        page = own or page
        yield page, block


def _problems(pages: _SortedOut) -> Iterator[Problem]:
    if pages.images:
        yield warning("W019", pages=_listed(read.page.number for read in pages.images))
    if pages.not_read:
        yield warning("W020", pages=_listed(pages.not_read))
    if pages.behind:
        yield warning("W027", pages=_listed(pages.behind))
    if lost := [read for read in pages.texts if read.lost]:
        count = sum(read.lost for read in lost)
        yield warning("W022", count=count, pages=_listed(read.page.number for read in lost))
    hidden = [read for read in pages.texts if read.invisible and read.page.number not in pages.behind]
    if hidden:
        count = sum(read.invisible for read in hidden)
        yield warning("W023", count=count, pages=_listed(read.page.number for read in hidden))
    if large := [read.page.number for read in pages.texts for _ in range(_large_pictures(read))]:
        yield warning("W017", count=len(large), where="page " + _listed(dict.fromkeys(large)))


def _large_pictures(read: PageRead) -> int:
    whole = read.page.width * read.page.height
    areas = [(x1 - x0) * (bottom - top) / whole for x0, top, x1, bottom in read.page.pictures]
    return sum(1 for area in areas if _LARGE_PICTURE[0] <= area < _LARGE_PICTURE[1])


def _listed(numbers: Iterable[int]) -> str:
    """Page numbers as people write them: 1, 3-5."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
