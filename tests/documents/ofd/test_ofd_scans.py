from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from types import ModuleType

import pytest
from PIL import Image

from documents.ofd.reading import MM, code, ofd_pages, page_of, text_object
from documents.ofd.sheets import Sheet, ofd
from gongkai.documents.blocks import Block, TextBlock
from gongkai.documents.ofd.read import read_ofd
from gongkai.documents.ofd.scans import images_of
from gongkai.documents.package import Package
from gongkai.errors import GongkaiError, Problem

RED, GREEN, BLUE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (0, 0, 0)


def quarters(width: int = 420, height: int = 594) -> bytes:
    """An image of four colours: red, green / blue, black."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    image.paste(BLACK, (width // 2, height // 2, width, height))
    return png(image)


def png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def scanned(data: bytes | None = None, ctm: str | None = None) -> Sheet:
    sheet = Sheet()
    sheet.image(0, 0, 210, 297, quarters() if data is None else data, ctm=ctm)
    return sheet


def images(data: bytes) -> list[tuple[int, Image.Image, float]]:
    pages = {page.read.page.number: page for page in ofd_pages(data)}
    with Package(data, "scan.ofd", "OFD document") as package:
        return list(images_of(package, pages, [page.read for page in pages.values()], unknown=[]))


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    w, h = image.size
    return [image.getpixel((int(w * x), int(h * y))) for y in (0.1, 0.9) for x in (0.1, 0.9)]


def test_pictures_of_a_page() -> None:
    sheet = Sheet()
    sheet.image(20, 30, 100, 50, quarters())
    sheet.text(20, 20, "图一")
    (page,) = ofd_pages(ofd([sheet]))
    assert [tuple(round(v / MM, 2) for v in box) for box in page.read.page.pictures] == [(20, 30, 120, 80)]
    assert round(page.read.picture_share, 3) == round(100 * 50 / 210 / 297, 3)


@pytest.mark.parametrize(
    ("ctm", "expected"),
    [
        (None, [RED, GREEN, BLUE, BLACK]),
        ("-210 0 0 297 210 0", [GREEN, RED, BLACK, BLUE]),
        ("210 0 0 -297 0 297", [BLUE, BLACK, RED, GREEN]),
        ("0 297 -210 0 210 0", [BLUE, RED, BLACK, GREEN]),  # a quarter turn clockwise
        ("0 -297 210 0 0 297", [GREEN, BLACK, RED, BLUE]),
    ],
)
def test_a_scan_is_put_upright(ctm: str | None, expected: list[tuple[int, ...]]) -> None:
    ((number, image, dpi),) = images(ofd([scanned(ctm=ctm)]))
    assert number == 1
    assert (round(image.width / dpi * 25.4), round(image.height / dpi * 25.4)) == (210, 297)
    assert corners(image) == expected


def test_a_scan_whose_page_is_turned_is_turned_with_it() -> None:
    sheet = scanned()
    # A stamp of the archive along the side: by it the page counts as printed on its side.
    sheet.text(100, 100, "档案馆藏", way="g", CTM="0 1 -1 0 0 0")
    data = ofd([sheet])
    (page,) = ofd_pages(data)
    assert page.read.page.width > page.read.page.height
    ((_, image, dpi),) = images(data)
    assert image.width / dpi * 72 == pytest.approx(page.read.page.width, abs=1)
    x0, top, *_ = page.read.page.boxes[0] * dpi / 72
    assert (x0 > 0, top > 0) == (True, True)
    assert corners(image) == [GREEN, BLACK, RED, BLUE]  # a quarter turn counter-clockwise


def test_dots_per_inch_are_those_of_the_largest_image() -> None:
    sheet = scanned(quarters(1654, 2339))
    sheet.image(10, 10, 20, 20, quarters(1000, 1000))
    ((_, image, dpi),) = images(ofd([sheet]))
    assert dpi == pytest.approx(200, abs=0.5)
    assert abs(image.width - 1654) <= 1


def test_strips_are_put_together() -> None:
    sheet = Sheet()
    sheet.image(0, 0, 210, 148.5, png(Image.new("RGB", (827, 585), RED)))
    sheet.image(0, 148.5, 210, 148.5, png(Image.new("RGBA", (827, 585), (*BLUE, 255))))
    ((_, image, _),) = images(ofd([sheet]))
    assert corners(image) == [RED, RED, BLUE, BLUE]


def test_too_many_pixels_on_a_page() -> None:
    image = png(Image.new("1", (8000, 8000)))
    sheet = scanned(image)
    assert len(images(ofd([sheet]))) == 1
    sheet.objects *= 3
    with pytest.raises(GongkaiError) as caught:
        images(ofd([sheet]))
    assert caught.value.code == "E058"


def test_a_picture_that_is_nowhere_is_left_out() -> None:
    ((_, image, _),) = images(ofd([scanned(ctm="1e300 0 0 1e300 0 0")]))
    assert corners(image) == [(255, 255, 255)] * 4


# What becomes of a file with scans.


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int], float]]:
    """Character recognition replaced: what it was given."""
    given: list[tuple[int, tuple[int, int], float]] = []

    def blocks_of_images(
        pages: Iterable[tuple[int, Image.Image, float]], name: str
    ) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
        given.extend((number, image.size, dpi) for number, image, dpi in pages)
        if not given:
            raise GongkaiError("E059", name=name)
        return tuple(TextBlock(text=f"第{number}页的图") for number, *_ in given), ()

    module = ModuleType("gongkai.documents.scan.read")
    module.blocks_of_images = blocks_of_images  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gongkai.documents.scan.read", module)
    monkeypatch.setattr("gongkai.documents.paged.recognition_installed", lambda: True)
    return given


def written(text: str) -> Sheet:
    sheet = Sheet()
    sheet.text(20, 20, text)
    return sheet


def test_a_scan_is_recognised(recognised: list[tuple[int, tuple[int, int], float]]) -> None:
    content = read_ofd(ofd([scanned(quarters(1654, 2339))]), "scan.ofd")
    assert content.ocr
    assert [block.text for block in content.blocks if isinstance(block, TextBlock)] == ["第1页的图"]
    assert [problem.code for problem in content.problems] == ["W019"]
    ((number, _, dpi),) = recognised
    assert (number, round(dpi)) == (1, 200)


def test_without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.paged.recognition_installed", lambda: False)
    with pytest.raises(GongkaiError) as caught:
        read_ofd(ofd([scanned()]), "scan.ofd")
    assert caught.value.code == "E054"
    content = read_ofd(ofd([written("有字的一页"), scanned()]), "scan.ofd")
    assert [problem.code for problem in content.problems] == ["W020"]
    assert not content.ocr


def test_an_image_of_an_unknown_kind(recognised: list[tuple[int, tuple[int, int], float]]) -> None:
    jbig2 = b"\x97JB2\r\n\x1a\n" + bytes(100)
    with pytest.raises(GongkaiError, match="of a kind that is not known") as caught:
        read_ofd(ofd([scanned(jbig2)]), "scan.ofd")
    assert caught.value.code == "E051"
    content = read_ofd(ofd([written("有字的一页"), scanned(jbig2)]), "scan.ofd")
    assert "W017" in [problem.code for problem in content.problems]
    assert recognised == []


@pytest.mark.parametrize("resource", ["9999", "../../etc/passwd", ""])
def test_an_image_without_its_resource_is_blank(resource: str) -> None:
    page = page_of(
        f'<{{p}}ImageObject ID="{{id}}" Boundary="0 0 210 297" ResourceID="{resource}"/>',
        text_object(code("字")),
    )
    assert (page.text, len(page.pictures)) == ("字", 1)
