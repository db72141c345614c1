import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from gongkai.documents.scan import images
from gongkai.documents.scan.images import grey_of, pictures, true_dpi
from gongkai.errors import GongkaiError


def saved(picture: Image.Image, kind: str, **settings: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **settings)
    return stream.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("width", "height", "stated", "expected"),
    [
        (1654, 2339, 200.0, 200.0),
        (3508, 2480, 300.0, 300.0),
        (1654, 2339, 0.0, 200.0),  # nothing stated: A4
        (2339, 1654, 0.0, 200.0),  # A4 on its side
        (2480, 3508, 72.0, 300.0),  # 34 inches wide: 72 is what programs write that know nothing
        (1240, 1754, 96.0, 96.0),  # 13 inches wide: A3
        (1654, 2339, 2000.0, 200.0),
    ],
)
def test_a_resolution_that_gives_no_page_is_not_believed(
    width: int, height: int, stated: float, expected: float
) -> None:
    assert true_dpi(width, height, stated) == pytest.approx(expected, rel=0.002)


def test_every_mode_becomes_grey_on_white() -> None:
    clear = Image.new("RGBA", (4, 3), (0, 0, 0, 0))
    palette = Image.new("P", (4, 3), 1)
    palette.putpalette([0, 0, 0, 255, 255, 255])
    deep = Image.fromarray(np.full((3, 4), 60000, np.uint16))
    for picture in (
        clear,
        palette,
        Image.new("1", (4, 3), 1),
        Image.new("CMYK", (4, 3), (0, 0, 0, 0)),
        Image.new("LA", (4, 3), (0, 0)),
        deep,
    ):
        grey = grey_of(picture)
        assert grey.shape == (3, 4), picture.mode
        assert grey.dtype == np.uint8
        assert grey.min() >= 230, picture.mode
    black = grey_of(Image.fromarray(np.zeros((3, 4), np.uint16)))
    assert black.max() == 0


def test_a_picture_is_turned_as_its_camera_says() -> None:
    picture = Image.new("L", (40, 20), 255)
    picture.putpixel((0, 0), 0)
    exif = Image.Exif()
    exif[0x0112] = 6  # the first row is the right side
    [(number, turned, _)] = pictures(saved(picture, "PNG", exif=exif), "png", "x.png")
    assert number == 1
    assert turned.size == (20, 40)
    assert turned.getpixel((19, 0)) == 0


def test_pages_of_a_tiff_come_in_order_with_their_resolution() -> None:
    pages = [Image.new("L", (30, 20 + n), 255) for n in range(3)]
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(150, 150))
    found = [(number, picture.height, dpi) for number, picture, dpi in pictures(data, "tiff", "x.tif")]
    assert found == [(1, 20, 150.0), (2, 21, 150.0), (3, 22, 150.0)]


@pytest.mark.parametrize("size", [(30_000, 30_000), (9_000, 9_000), (2_000_000, 60)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(GongkaiError) as refused:
        list(pictures(png_that_claims(*size), "png", "bomb.png"))
    assert refused.value.code == "E058"


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PAGES", 2)
    page = Image.new("L", (30, 20), 255)
    data = saved(page, "TIFF", save_all=True, append_images=[page, page])
    with pytest.raises(GongkaiError) as refused:
        list(pictures(data, "tiff", "x.tif"))
    assert refused.value.code == "E053"


@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "bmp"])
def test_a_damaged_picture_is_refused(kind: str) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 200), np.uint8))
    data = saved(noise, kind.upper())
    for part in (data[: len(data) // 2], data[:20], b"nothing of the kind"):
        with pytest.raises(GongkaiError) as refused:
            list(pictures(part, kind, f"x.{kind}"))
        assert refused.value.code == "E051", part[:20]
