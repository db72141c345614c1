from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from PIL.Image import Image

from documents.pdf.pdf_files import pdf_of, text
from gongkai.documents import paged
from gongkai.documents.blocks import Block, TableBlock, TextBlock
from gongkai.documents.pages.raw import Backend
from gongkai.documents.pdf.read import read_pdf
from gongkai.documents.scan import read as scan_read
from gongkai.errors import GongkaiError, Problem

IMAGE = (
    "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>stream\n"
    "0000\nendstream"
)
SCAN = "q 595 0 0 842 0 0 cm /I Do Q "
BEHIND = text(50, 700, "BEHIND THE SCAN", before="3 Tr")

TABLE = "".join(
    f"50 {600 - 30 * n} m 350 {600 - 30 * n} l S {50 + 100 * n} 600 m {50 + 100 * n} 510 l S "
    for n in range(4)
) + "".join(text(60 + 100 * x, 580 - 30 * y, f"{y}{x}") for x in range(3) for y in range(3))


def scanned(*contents: str) -> bytes:
    return pdf_of(*contents, resources="/XObject<</I 3 0 R>>", objects=[IMAGE])


def texts(blocks: Iterable[Block]) -> list[str]:
    return [block.text.strip() for block in blocks if isinstance(block, TextBlock)]


def codes(problems: Iterable[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.fixture
def recognition(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int], float]]:
    """Character recognition that reads its page number from every image; what it was given."""
    given: list[tuple[int, tuple[int, int], float]] = []

    def blocks_of_images(
        images: Iterable[tuple[int, Image, float]], name: str
    ) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
        blocks: list[Block] = []
        for number, image, dpi in images:
            given.append((number, image.size, dpi))
            said = f"read from {number}"
            places = np.full((len(said), 5), number, dtype=np.float32)
            blocks.append(TextBlock(text=said, places=places, confidence=0.9))
        return tuple(blocks), (Problem(code="W021", message="doubtful"),)

    monkeypatch.setattr(paged, "recognition_installed", lambda: True)
    monkeypatch.setattr(scan_read, "blocks_of_images", blocks_of_images)
    return given


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "recognition_installed", lambda: False)


@pytest.mark.parametrize("backend", list(Backend))
def test_text_and_table_of_a_page(backend: Backend) -> None:
    content = read_pdf(pdf_of(text(50, 700, "ANNUAL REPORT", 20) + TABLE), "test.pdf", backend=backend)
    assert (content.media_type, content.pages, content.ocr, content.published) == (
        "application/pdf",
        1,
        False,
        None,
    )
    assert content.problems == ()
    assert texts(content.blocks) == ["ANNUAL REPORT"]
    (table,) = [block for block in content.blocks if isinstance(block, TableBlock)]
    assert (table.rows, table.columns) == (3, 3)
    assert [cell.text for cell in table.cells] == ["00", "01", "02", "10", "11", "12", "20", "21", "22"]
    assert {cell.page for cell in table.cells} == {1}


def test_pages_that_are_images_stand_in_their_places(
    recognition: list[tuple[int, tuple[int, int], float]],
) -> None:
    data = scanned(
        SCAN, text(50, 700, "second page of words"), SCAN + BEHIND, text(50, 700, "fourth page of words")
    )
    content = read_pdf(data, "test.pdf")
    assert texts(content.blocks) == [
        "read from 1",
        "second page of words",
        "read from 3",
        "fourth page of words",
    ]
    assert not any(block.continues for block in content.blocks if isinstance(block, TextBlock))
    assert content.ocr
    assert codes(content.problems) == ["W019", "W021"]
    assert "1, 3" in content.problems[0].message
    assert recognition == [(1, (1653, 2339), 200.0), (3, (1653, 2339), 200.0)]


def test_large_images_are_rendered_with_fewer_dots(
    recognition: list[tuple[int, tuple[int, int], float]],
) -> None:
    big = pdf_of(
        "q 4000 0 0 5000 0 0 cm /I Do Q",
        media="0 0 4000 5000",
        resources="/XObject<</I 3 0 R>>",
        objects=[IMAGE],
    )
    read_pdf(big, "test.pdf")
    ((_, (width, height), dpi),) = recognition
    assert 19_000_000 < width * height < 20_100_000
    assert width / 4000 == pytest.approx(dpi / 72, rel=0.01)


def test_turned_scan_is_rendered_upright(recognition: list[tuple[int, tuple[int, int], float]]) -> None:
    data = pdf_of(SCAN, page="/Rotate 90", resources="/XObject<</I 3 0 R>>", objects=[IMAGE])
    read_pdf(data, "test.pdf")
    assert recognition == [(1, (2339, 1653), 200.0)]


@pytest.mark.usefixtures("no_recognition")
def test_images_alone_without_recognition() -> None:
    with pytest.raises(GongkaiError) as caught:
        read_pdf(scanned(SCAN, SCAN), "test.pdf")
    assert caught.value.code == "E054"


@pytest.mark.usefixtures("no_recognition")
def test_some_images_without_recognition() -> None:
    content = read_pdf(scanned(SCAN, text(50, 700, "words of the second page"), SCAN), "test.pdf")
    assert texts(content.blocks) == ["words of the second page"]
    assert codes(content.problems) == ["W020"]
    assert "1, 3" in content.problems[0].message
    assert not content.ocr


@pytest.mark.usefixtures("no_recognition")
def test_text_behind_a_scan_is_read_where_nothing_else_can_read_it() -> None:
    content = read_pdf(scanned(SCAN + BEHIND), "test.pdf")
    assert texts(content.blocks) == ["BEHIND THE SCAN"]
    assert codes(content.problems) == ["W027"]


def test_stamp_on_a_scan_leaves_it_a_scan(recognition: list[tuple[int, tuple[int, int], float]]) -> None:
    content = read_pdf(scanned(SCAN + text(400, 20, "scanned by X")), "test.pdf")
    assert texts(content.blocks) == ["read from 1"]
    assert len(recognition) == 1


def test_text_drawn_as_shapes_is_an_image(recognition: list[tuple[int, tuple[int, int], float]]) -> None:
    shapes = "".join(
        f"{50 + 10 * i} 700 m {55 + 10 * i} 710 {58 + 10 * i} 705 {50 + 10 * i} 702 c f " for i in range(60)
    )
    assert texts(read_pdf(pdf_of(shapes), "test.pdf").blocks) == ["read from 1"]
    assert len(recognition) == 1


def test_text_without_codes_is_an_image(recognition: list[tuple[int, tuple[int, int], float]]) -> None:
    lost = "1 begincodespacerange <00><FF> endcodespacerange 1 beginbfrange <41> <5A> <E000> endbfrange"
    assert texts(read_pdf(pdf_of(text(50, 700, "ABCDE"), codes=lost), "test.pdf").blocks) == ["read from 1"]
    assert len(recognition) == 1


def test_what_is_left_out_or_lost_is_told(recognition: list[tuple[int, tuple[int, int], float]]) -> None:
    one = "1 begincodespacerange <00><FF> endcodespacerange 1 beginbfchar <5A> <E000> endbfchar\n1 beginbfrange <41> <59> <0041> endbfrange"
    pictures = "q 300 0 0 300 100 100 cm /I Do Q "
    data = pdf_of(
        text(50, 700, "ABCDEFGHZZ") + text(50, 650, "HID", before="3 Tr") + pictures,
        text(50, 700, "ABC"),
        resources="/XObject<</I 3 0 R>>",
        objects=[IMAGE],
        codes=one,
    )
    content = read_pdf(data, "test.pdf")
    assert not recognition
    messages = {problem.code: problem.message for problem in content.problems}
    assert sorted(messages) == ["W017", "W022", "W023"]
    assert "2 character(s)" in messages["W022"]
    assert "(page(s) 1)" in messages["W022"]
    assert "3 character(s)" in messages["W023"]


def test_dates_of_the_file_are_no_date_of_publication() -> None:
    data = pdf_of(text(50, 700, "words")).replace(
        b"/Root 1 0 R", b"/Root 1 0 R/Info<</CreationDate(D:20240115)>>"
    )
    assert read_pdf(data, "test.pdf").published is None
