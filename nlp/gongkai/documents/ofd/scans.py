"""Pages that are images, put together of the images on them, for character recognition."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gongkai.documents.model import BBox
from gongkai.documents.ofd.page import OfdPage
from gongkai.documents.package import Package
from gongkai.documents.pages.raw import PageRead
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from PIL.Image import Image

    from gongkai.documents.ofd.drawing import Picture

MAX_PIXELS: Final = 80_000_000  # of one image: A4 at 600 dpi has 35 million
ALL_PIXELS: Final = 2 * MAX_PIXELS  # of all images on a page, one that stands there twice counted twice
PAGE_PIXELS: Final = 20_000_000  # of a page that is put together: five times A4 at 200 dpi
MAX_IMAGES: Final = 2_000  # on one page; a scan cut into strips has some hundred
_PLAUSIBLE: Final = (100.0, 300.0)  # dpi; more dots show nothing more, fewer are made more
# What Pillow's decoders raise on damaged files and unknown kinds.
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error)
_FARTHEST: Final = 1e5  # mm; a picture that is larger or further away is nowhere (not finite values neither)
_INCH: Final = 25.4  # mm


def images_of(
    package: Package, pages: Mapping[int, OfdPage], reads: Sequence[PageRead], *, unknown: list[int]
) -> Iterator[tuple[int, Image, float]]:
    """Page number, image and dots per inch of each page, upright as its Page is; made when it is asked for.

    A page with an image that cannot be opened is left out, and its number added to ``unknown``.
    Raises GongkaiError E058 for an image that is too large, or too many of them.
    """
    for read in reads:
        number = read.page.number
        try:
            image, dpi = _put_together(package, pages[number], number)
        except _BROKEN:
            unknown.append(number)
            continue
        # Counter-clockwise in Pillow, clockwise in the page.
        yield number, image.rotate(-90 * read.quarters, expand=True), dpi


def _put_together(package: Package, page: OfdPage, number: int) -> tuple[Image, float]:
    from PIL import Image

    if len(page.pictures) > MAX_IMAGES:
        raise GongkaiError("E058", name=package.name, why=f"page {number} has over {MAX_IMAGES} images")
    x, y, width, height = page.area
    placed = [
        (picture, picture.matrix.box(0.0, 0.0, 1.0, 1.0), member)
        for picture in page.pictures
        if (member := page.resources.images.get(picture.resource)) is not None
        and max(abs(value) for value in picture.matrix) < _FARTHEST
    ]
    opened = {member: _opened(package, member) for *_, member in placed}
    if sum(opened[member].width * opened[member].height for *_, member in placed) > ALL_PIXELS:
        raise GongkaiError(
            "E058", name=package.name, why=f"page {number} has images of over {ALL_PIXELS} pixels"
        )
    # As fine as the largest image is: a seal or a logo may have many more dots.
    dots, _ = max(
        ((max(opened[member].size) / _longer(box), _longer(box)) for _, box, member in placed),
        key=lambda one: one[1],
        default=(0.0, 0.0),
    )
    dpi = min(max(dots * _INCH, _PLAUSIBLE[0]), _PLAUSIBLE[1])
    dpi = min(dpi, _INCH * (PAGE_PIXELS / max(1.0, width * height)) ** 0.5)
    scale = dpi / _INCH
    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    for picture, (x0, top, x1, bottom), member in placed:
        size = (
            min(round((x1 - x0) * scale), 2 * sheet.width),
            min(round((bottom - top) * scale), 2 * sheet.height),
        )
        if min(size) >= 1:
            image = _upright(_on_white(opened[member]), picture).resize(size)
            sheet.paste(image, (round((x0 - x) * scale), round((top - y) * scale)))
    return sheet, dpi


def _longer(box: BBox) -> float:
    return max(box[2] - box[0], box[3] - box[1], 1e-6)


def _opened(package: Package, member: str) -> Image:
    """The image, not yet decoded. Raises GongkaiError E058, and what Pillow raises."""
    from PIL import Image

    data = package.read(member)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise GongkaiError("E058", name=package.name, why=f"{member} has too many pixels") from error
    if image.width * image.height > MAX_PIXELS:
        raise GongkaiError("E058", name=package.name, why=f"{member} has over {MAX_PIXELS} pixels")
    return image


def _on_white(image: Image) -> Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    from PIL.Image import alpha_composite, new

    whole = image.convert("RGBA")
    return alpha_composite(new("RGBA", whole.size, "white"), whole).convert("RGB")


def _upright(image: Image, picture: Picture) -> Image:
    """The image as its matrix shows it, to quarter turns and mirroring."""
    from PIL.Image import Transpose

    a, b, c, d, *_ = picture.matrix
    on_side = abs(b) + abs(c) > abs(a) + abs(d)
    if on_side:
        image = image.transpose(Transpose.TRANSPOSE)
    if (c if on_side else a) < 0:
        image = image.transpose(Transpose.FLIP_LEFT_RIGHT)
    if (b if on_side else d) < 0:
        image = image.transpose(Transpose.FLIP_TOP_BOTTOM)
    return image
