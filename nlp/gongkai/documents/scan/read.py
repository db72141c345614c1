"""Scans become blocks: each page is read by itself, and tables and paragraphs are made as those of any fixed layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gongkai.documents.blocks import Block, Content
from gongkai.documents.recognition import recognition_installed
from gongkai.documents.sniff import media_type_of
from gongkai.errors import GongkaiError, Problem

if TYPE_CHECKING:
    from PIL import Image


def read_png(data: bytes, name: str) -> Content:
    """The page in a PNG picture. Raises GongkaiError as ``read_picture`` does."""
    return read_picture(data, "png", name)


def read_jpeg(data: bytes, name: str) -> Content:
    """The page in a JPEG picture. Raises GongkaiError as ``read_picture`` does."""
    return read_picture(data, "jpeg", name)


def read_tiff(data: bytes, name: str) -> Content:
    """The pages in a TIFF picture. Raises GongkaiError as ``read_picture`` does."""
    return read_picture(data, "tiff", name)


def read_bmp(data: bytes, name: str) -> Content:
    """The page in a BMP picture. Raises GongkaiError as ``read_picture`` does."""
    return read_picture(data, "bmp", name)


def read_picture(data: bytes, kind: str, name: str) -> Content:
    """The pages of a picture file.

    Raises GongkaiError: E051 damaged, E053 too many pages, E054 character recognition is not installed, E058 a page
    of too many pixels, E059 no page shows text.
    """
    _need_engine(name)
    from gongkai.documents.scan.images import pictures

    pages = 0

    def counted() -> Iterable[tuple[int, Image.Image, float]]:
        nonlocal pages
        for page in pictures(data, kind, name):
            pages += 1
            yield page

    blocks, problems = blocks_of_images(counted(), name)
    return Content(blocks=blocks, media_type=media_type_of(kind), pages=pages, ocr=True, problems=problems)


def blocks_of_images(
    images: Iterable[tuple[int, Image.Image, float]], name: str
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """What page images say, with the confidence of each line and cell.

    Args:
        images: page number (from 1), upright picture, dots per inch (0 where it is not known: the page is A4 then).
        name: of the file, for messages.

    Raises GongkaiError: E054 character recognition is not installed, E058 a page of too many pixels, E059 no page
    shows text.
    """
    _need_engine(name)
    from gongkai.documents.pages.read import blocks_of_pages
    from gongkai.documents.scan.engine import recogniser
    from gongkai.documents.scan.images import MIN_SIDE, check_size, grey_of, true_dpi
    from gongkai.documents.scan.pages import read_page
    from gongkai.documents.scan.printing import with_confidence

    prints = []
    for number, image, dpi in images:
        check_size(image, name)
        if min(image.size) < MIN_SIDE:
            continue
        prints.append(
            read_page(recogniser(), grey_of(image), number, true_dpi(image.width, image.height, dpi))
        )
    if not any(page.text for page in prints):
        raise GongkaiError("E059", name=name)
    blocks = blocks_of_pages([page.page() for page in prints])
    return with_confidence(blocks, prints), ()


def _need_engine(name: str) -> None:
    """Raises GongkaiError E054 where character recognition is not installed."""
    if not recognition_installed():
        raise GongkaiError("E054", name=name)
