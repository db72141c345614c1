"""Pages by pdfplumber's own parse, the reference backend: ten times slower, written by other people in other ways.

It does not know what PDFium knows of visibility: text that no ink prints (render mode 3) and full transparency. All
else goes through the same code as PDFium's pages do.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Generator, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.finish import finished, turned
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.raw import LOST, Floats, PageRead, RawPage
from gongkai.documents.pdf.characters import MAX_ON_PAGE, is_pale, turns_of
from gongkai.errors import GongkaiError

_SPOT: Final = (
    "Separation",
    "DeviceN",
    "Indexed",
    "Pattern",
    "Lab",
)  # colour spaces whose numbers are no light
_SHAPES: Final = ("lines", "rects", "curves")


def pages_of(data: bytes, name: str) -> list[Page]:
    """All pages of a PDF file. Raises GongkaiError as ``read_pages`` does."""
    return [read.page for read in read_pages(data, name)]


def read_pages(data: bytes, name: str) -> Generator[PageRead, None, None]:
    """The pages in order. Raises GongkaiError: E050, E051, E058 as the other backend does."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, page in enumerate(document.pages, 1):
                yield finished(_raw_page(page, name=name, number=number), number=number)
                page.close()
    except (MalformedPDFException, PdfminerException) as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise GongkaiError("E050", name=name) from error
        raise GongkaiError(
            "E051", name=name, kind="PDF file", why=str(error) or "its parts do not fit"
        ) from error


def _raw_page(page: Any, *, name: str, number: int) -> RawPage:
    """pdfplumber has turned the page already and counts from above: it is mirrored back, and not turned again."""
    chars = page.chars
    if len(chars) > MAX_ON_PAGE:
        raise GongkaiError("E058", name=name, why=f"page {number} has {len(chars)} characters")
    text, boxes, own = _spelled_out(chars)
    matrices = np.array([c["matrix"] for c in chars], dtype=np.float32).reshape(-1, 6)
    turns = turns_of(matrices[:, 0], matrices[:, 1])
    strokes: list[tuple[float, float, float, float, float]] = []
    pale_strokes: list[bool] = []
    fills: list[tuple[float, float, float, float]] = []
    pale_fills: list[bool] = []
    shapes = [shape for kind in _SHAPES for shape in getattr(page, kind)]
    for shape in shapes:
        if shape["stroke"]:
            lines = _straight(shape)
            strokes += lines
            pale_strokes += [_is_pale(shape["stroking_color"])] * len(lines)
        if shape["fill"]:
            fills.append(_box(shape))
            pale_fills.append(_is_pale(shape["non_stroking_color"]))
    pale = [_is_pale(c["non_stroking_color"], c["ncs"]) for c in chars]
    return RawPage(
        box=_shown(page),
        quarters=0,
        characters=text,
        boxes=np.array(boxes, dtype=np.float32).reshape(-1, 4),
        sizes=_sizes(chars, turns)[own],
        turns=turns[own],
        hidden=np.zeros(len(text), dtype=np.bool_),
        pale=np.array(pale, dtype=np.bool_)[own],
        strokes=np.array(strokes, dtype=np.float32).reshape(-1, 5),
        pale_strokes=np.array(pale_strokes, dtype=np.bool_),
        fills=np.array(fills, dtype=np.float32).reshape(-1, 4),
        pale_fills=np.array(pale_fills, dtype=np.bool_),
        pictures=np.array([_box(image) for image in page.images], dtype=np.float32).reshape(-1, 4),
        drawn=len(shapes) + len(page.images),
    )


def _shown(page: Any) -> tuple[float, float, float, float]:
    """What a viewer shows, in pdfplumber's coordinates mirrored. (Its own crop boxes are not turned with the page.)"""
    media = page.page_obj.mediabox
    crop = page.page_obj.cropbox
    within = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    if within[0] >= within[2] or within[1] >= within[3]:
        within = media
    x0, top, x1, bottom = turned(np.array([within], dtype=np.float32), media, page.rotation // 90)[0].tolist()
    dx, dy = page.mediabox[:2]
    return (x0 + dx, -(bottom + dy), x1 + dx, -(top + dy))


def _sizes(chars: list[dict[str, Any]], turns: npt.NDArray[np.int8]) -> Floats:
    """Font sizes as printed. (pdfplumber takes the wrong side of a character that stands on its side.)"""
    sides = [
        char["width"] if turn in (1, 3) else char["size"] for char, turn in zip(chars, turns, strict=True)
    ]
    return np.array(sides, dtype=np.float32)


def _spelled_out(
    chars: list[dict[str, Any]],
) -> tuple[str, list[tuple[float, float, float, float]], list[int]]:
    """One code point each: text, boxes, and which glyph each belongs to; a ligature's box is shared out."""
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    own: list[int] = []
    for n, char in enumerate(chars):
        said = char["text"]
        if said.startswith("(cid:") or not said:
            said = LOST
        if len(said) == 1 and "\ufb00" <= said <= "\ufb06":
            said = unicodedata.normalize("NFKC", said)  # as PDFium gives these ligatures
        left, bottom, right, top = _box(char)
        width = (right - left) / len(said)
        for i, character in enumerate(said):
            text.append(
                character if character.isprintable() or character == "\xad" else _unprintable(character)
            )
            boxes.append((left + i * width, bottom, left + (i + 1) * width, top))
            own.append(n)
    return "".join(text), boxes, own


def _unprintable(character: str) -> str:
    if character.isspace():
        return " " if character in "\t\n\r" else character
    return (
        LOST if character < " " or "\ud800" <= character <= "\udfff" or character == "\ufffe" else character
    )


def _box(thing: Mapping[str, Any]) -> tuple[float, float, float, float]:
    return (thing["x0"], -thing["bottom"], thing["x1"], -thing["top"])


def _straight(shape: Mapping[str, Any]) -> list[tuple[float, float, float, float, float]]:
    """The straight steps of a stroked path. Its line width is given before the file's own scaling."""
    steps: list[tuple[float, float, float, float, float]] = []
    width = float(shape["linewidth"] or 0)
    start = here = (0.0, 0.0)
    for kind, *points in shape["path"]:
        there = points[-1] if points else start
        if kind == "m":
            start = there
        elif kind in ("l", "h") and here != there:
            steps.append((here[0], -here[1], there[0], -there[1], width))
        here = there
    return steps


def _is_pale(color: Any, space: str | None = None) -> bool:
    """Whether a colour of one (grey), three (RGB) or four (CMYK) parts is white."""
    color = (color,) if isinstance(color, int | float) else color
    if (
        not isinstance(color, tuple | list)
        or space in _SPOT
        or not all(isinstance(c, int | float) for c in color)
    ):
        return False
    if len(color) == 4:
        return is_pale(*(255 * (1 - min(1.0, c + color[3])) for c in color[:3]))
    return len(color) in (1, 3) and is_pale(255 * color[0], 255 * color[len(color) // 2], 255 * color[-1])
