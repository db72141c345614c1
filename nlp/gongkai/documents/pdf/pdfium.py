"""Pages by PDFium, the fast backend: a five-page report takes some hundredths of a second.

PDFium is not made for threads. The lock here keeps threads of one process apart; to read faster, use processes.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from ctypes import c_void_p, cast
from threading import Lock
from typing import Final

import numpy as np
import pypdfium2

from gongkai.documents.pages.finish import finished
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.raw import MAX_CHARACTERS, MAX_PAGES, PageRead, RawPage
from gongkai.documents.pdf import calls
from gongkai.documents.pdf.characters import characters_of
from gongkai.documents.pdf.expansion import check_read
from gongkai.documents.pdf.paths import drawn_on
from gongkai.documents.pdf.unpacking import check_unpacked
from gongkai.errors import GongkaiError

LOCK: Final = Lock()

_FORMAT, _PASSWORD, _SECURITY = 3, 4, 5  # PDFium's error codes
# PDFium calls a file damaged that is whole and has no pages.
_NO_PAGES: Final = re.compile(rb"/Count\s+0\b")
_A_PAGE: Final = re.compile(rb"/Type\s*/(?:Page|ObjStm)\b")
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)  # what PDFium shows of a page without a usable box


def pages_of(data: bytes, name: str) -> list[Page]:
    """All pages of a PDF file. Raises GongkaiError as ``read_pages`` does."""
    with opened(data, name) as document, closing(read_pages(document, name)) as reads:
        return [read.page for read in reads]


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """The open document. Its pages are read and rendered under ``LOCK``.

    Raises GongkaiError: E050 it needs a password (an empty one is tried), E051 damaged, E052 no pages, E053 more
    than ``MAX_PAGES``, E057 its streams unpack to too much, E058 it comes to too much with its forms.
    """
    check_unpacked(data, name)
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in (_PASSWORD, _SECURITY):
                raise GongkaiError("E050", name=name) from error
            if error.err_code == _FORMAT and _NO_PAGES.search(data) and not _A_PAGE.search(data):
                raise GongkaiError("E052", name=name) from error
            raise GongkaiError("E051", name=name, kind="PDF file", why=_reason(error)) from error
    try:
        pages = len(document)
        if not pages:
            raise GongkaiError("E052", name=name)
        if pages > MAX_PAGES:
            raise GongkaiError("E053", name=name, pages=pages, limit=MAX_PAGES)
        with LOCK:
            check_read(document, data, name)
        yield document
    finally:
        with LOCK:
            document.close()


def read_pages(document: pypdfium2.PdfDocument, name: str) -> Generator[PageRead, None, None]:
    """The pages in order. Raises GongkaiError: E051 a page is damaged, E058 too much on it or in all.

    While the caller works on one page, a thread has PDFium parse the next: a quarter of the time of a document. Close
    the generator before the document.
    """
    total = 0
    with ThreadPoolExecutor(max_workers=1) as ahead:
        parsing = ahead.submit(_parsed, document, 0, name)
        try:
            for n in range(len(document)):
                page, text_page = parsing.result()
                with LOCK, closing(page):
                    raw = _raw_page(page, text_page, name=name, number=n + 1)
                if n + 1 < len(document):
                    parsing = ahead.submit(_parsed, document, n + 1, name)
                total += len(raw.characters)
                if total > MAX_CHARACTERS:
                    raise GongkaiError("E058", name=name, why=f"it has over {MAX_CHARACTERS} characters")
                yield finished(raw, number=n + 1)
        finally:
            if parsing.exception() is None:
                with LOCK:
                    parsing.result()[0].close()  # does nothing the second time


def _parsed(
    document: pypdfium2.PdfDocument, n: int, name: str
) -> tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]:
    """A page with its text; the document closes what nobody else does."""
    with LOCK:
        try:
            page = document[n]
            return page, page.get_textpage()
        except pypdfium2.PdfiumError as error:
            why = f"page {n + 1}: {_reason(error)}"
            raise GongkaiError("E051", name=name, kind="PDF file", why=why) from error


def _raw_page(
    opened_page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, *, name: str, number: int
) -> RawPage:
    page = _address(opened_page)
    characters = characters_of(_address(text_page), name=name, number=number)
    drawn = drawn_on(page, characters.objects, name=name, number=number)
    return RawPage(
        box=_box_of(page),
        quarters=calls.page_quarters(page) % 4,
        characters=characters.text,
        boxes=characters.boxes,
        sizes=characters.sizes,
        turns=characters.turns,
        hidden=characters.hidden,
        pale=characters.pale,
        strokes=np.array(drawn.strokes, dtype=np.float32).reshape(-1, 5),
        pale_strokes=np.array(drawn.pale_strokes, dtype=np.bool_),
        fills=np.array(drawn.fills, dtype=np.float32).reshape(-1, 4),
        pale_fills=np.array(drawn.pale_fills, dtype=np.bool_),
        pictures=np.array(drawn.pictures, dtype=np.float32).reshape(-1, 4),
        drawn=drawn.count,
    )


def _address(handle: pypdfium2.PdfPage | pypdfium2.PdfTextPage) -> int:
    return cast(handle.raw, c_void_p).value or 0


def _box_of(page: int) -> tuple[float, float, float, float]:
    corners = np.zeros(4, dtype=np.float32)
    if not calls.page_box(page, corners.ctypes.data):
        return _LETTER
    left, top, right, bottom = corners.tolist()
    return (left, bottom, right, top)


def _reason(error: pypdfium2.PdfiumError) -> str:
    """What PDFium says, without the words around it."""
    text = str(error)
    return text[text.find("PDFium: ") + len("PDFium: ") :].rstrip(").") if "PDFium: " in text else text
