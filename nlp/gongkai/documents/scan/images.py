"""Picture files into upright grey pages: what a file may hold, how large it may be, its resolution."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.documents.sniff import words_for
from gongkai.errors import GongkaiError

_T = TypeVar("_T")

Grey = npt.NDArray[np.uint8]
"""A grey picture, 0 black to 255 white. Shape: (height, width)."""

MAX_PIXELS: Final = 80_000_000
"""Of one page. A4 at 600 dpi has 35 million, A3 at 600 dpi 70 million."""
MAX_PAGES: Final = 200  # of one TIFF file; the longest real reports have about 60
MIN_SIDE: Final = 16  # pixels; a smaller picture holds no line of text
A4_SHORT: Final = 8.27  # inches
A4_LONG: Final = 11.69  # inches
PLAUSIBLE_SHORT: Final = (4.0, 17.0)
"""Inches that the short side of a printed page has (A6 to A2). Pictures outside state a resolution that is not
theirs (72 and 96 dpi are what programs write when they know nothing): they count as A4."""

_FORMATS: Final = {"png": "PNG", "jpeg": "JPEG", "tiff": "TIFF", "bmp": "BMP"}
# What Pillow's decoders raise on damaged files, beside their own error.
_BROKEN: Final = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
)


def pictures(data: bytes, kind: str, name: str) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages of a picture file, one after the other: page number from 1, picture, dpi (0 where it states none).

    Raises GongkaiError: E051 damaged, E053 too many pages, E058 a page of too many pixels.
    """
    picture, count = _guarded(lambda: _opened(data, kind), kind, name)
    if count > MAX_PAGES:
        raise GongkaiError("E053", name=name, pages=count, limit=MAX_PAGES)
    for n in range(count):
        yield n + 1, *_guarded(lambda n=n: _page(picture, n, name), kind, name)  # type: ignore[misc]


def _opened(data: bytes, kind: str) -> tuple[Image.Image, int]:
    picture = Image.open(io.BytesIO(data), formats=(_FORMATS[kind],))
    return picture, int(getattr(picture, "n_frames", 1))


def _page(picture: Image.Image, n: int, name: str) -> tuple[Image.Image, float]:
    picture.seek(n)
    check_size(picture, name)
    picture.load()
    return ImageOps.exif_transpose(picture), stated_dpi(picture)


def _guarded(work: Callable[[], _T], kind: str, name: str) -> _T:
    """What the work gives; what Pillow raises on bad files becomes a coded error, what it warns of is passed over."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work()
    except Image.DecompressionBombError as error:
        raise GongkaiError("E058", name=name, why=f"a page has more than {MAX_PIXELS} pixels") from error
    except _BROKEN as error:
        raise GongkaiError("E051", name=name, kind=words_for(kind), why=str(error)) from error


def check_size(picture: Image.Image, name: str) -> None:
    """Raises GongkaiError E058 for a picture of more pixels than a page has; nothing is decoded before."""
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise GongkaiError(
            "E058", name=name, why=f"a page has {pixels} pixels, more than the {MAX_PIXELS} that are read"
        )


def stated_dpi(picture: Image.Image) -> float:
    """The resolution that a file states, 0 where it states none."""
    stated = picture.info.get("dpi")
    try:
        return float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0


def true_dpi(width: int, height: int, stated: float) -> float:
    """The resolution of a page of so many pixels: the stated one where it gives a page, else that of an A4 page."""
    short, long = sorted((width, height))
    if stated > 0 and PLAUSIBLE_SHORT[0] <= short / stated <= PLAUSIBLE_SHORT[1]:
        return stated
    return max(short / A4_SHORT, long / A4_LONG)


def grey_of(picture: Image.Image) -> Grey:
    """The picture in grey; what is transparent is paper."""
    if picture.mode.startswith("I") or picture.mode == "F":
        values = np.asarray(picture, dtype=np.float32)
        return (values * (255 / max(255.0, float(values.max(initial=0))))).clip(0, 255).astype(np.uint8)
    if "A" in picture.mode or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    return np.asarray(picture.convert("L"), dtype=np.uint8)
