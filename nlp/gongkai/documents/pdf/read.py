"""A PDF file becomes blocks, by PDFium or by pdfplumber's own parse."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Final

from gongkai.documents.blocks import Content
from gongkai.documents.paged import content_of
from gongkai.documents.pages.raw import Backend, PageRead
from gongkai.documents.pdf.pdfium import opened, read_pages
from gongkai.documents.pdf.render import images_of

if TYPE_CHECKING:
    import pypdfium2

MEDIA_TYPE: Final = "application/pdf"


def read_pdf(data: bytes, name: str, *, backend: Backend = Backend.PDFIUM) -> Content:
    """The blocks of a PDF file in reading order. Dates in the file's metadata are no date of publication.

    Raises GongkaiError: E050 it needs a password, E051 damaged, E052 no pages, E053 too many, E054 it holds only
    images and character recognition is not installed, E057 it unpacks to too much, E058 too much on a page
    or in all.
    """
    with opened(data, name) as document, closing(_reader(document, data, name, backend)) as reads:
        return content_of(
            reads, lambda pages: images_of(document, data, pages, name), name=name, media_type=MEDIA_TYPE
        )


def _reader(
    document: pypdfium2.PdfDocument, data: bytes, name: str, backend: Backend
) -> Generator[PageRead, None, None]:
    if backend is Backend.PDFIUM:
        return read_pages(document, name)
    from gongkai.documents.pdf.plumber import read_pages as by_pdfplumber

    return by_pdfplumber(data, name)
