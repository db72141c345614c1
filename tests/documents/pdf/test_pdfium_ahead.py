"""A thread parses the next page while one is worked on."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from documents.pdf.pdf_files import pdf_of, text
from gongkai.documents.pdf import pdfium
from gongkai.errors import GongkaiError


def test_pages_come_in_order_whatever_is_read_at_the_same_time() -> None:
    files = {
        name: pdf_of(*(text(50, 700, f"{name}{n}") for n in range(1, 9))) for name in ("A", "B", "C", "D")
    }
    with ThreadPoolExecutor(max_workers=4) as pool:
        found = list(pool.map(lambda item: pdfium.pages_of(item[1], item[0]), list(files.items()) * 5))
    assert [[page.text for page in pages] for pages in found] == [
        [f"{name}{n}" for n in range(1, 9)] for name in files
    ] * 5


def test_a_reader_that_is_left_early_closes_its_pages() -> None:
    with pdfium.opened(pdf_of(*(text(50, 700, str(n)) for n in range(5))), "test.pdf") as document:
        before = threading.active_count()
        with closing(pdfium.read_pages(document, "test.pdf")) as reads:
            assert next(reads).page.text == "0"
        assert threading.active_count() == before
        assert not document._kids


def test_a_damaged_page_is_told_of_when_its_turn_comes() -> None:
    data = pdf_of(text(50, 700, "1"), text(50, 700, "2"))
    second = data.index(b"/Type/Page/", data.index(b"/Type/Page/") + 1)
    damaged = data[:second] + data[second:].replace(b"/Type/Page/", b"/Type/Pics/", 1)
    with (
        pdfium.opened(damaged, "test.pdf") as document,
        closing(pdfium.read_pages(document, "test.pdf")) as reads,
    ):
        assert next(reads).page.text == "1"
        with pytest.raises(GongkaiError, match="page 2") as raised:
            next(reads)
    assert raised.value.code == "E051"
