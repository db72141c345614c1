"""Pages as images, for character recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from gongkai.documents.pages.raw import PageRead
from gongkai.documents.pdf.expansion import check_shown

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

DPI: Final = 200.0  # Chinese body text has then characters of 40 pixels, the smallest print of tables 20
MAX_PIXELS: Final = 20_000_000  # of one page: five times A4 at 200 dpi; a larger page gets fewer dots
_POINTS: Final = 72.0  # per inch


def images_of(
    document: pypdfium2.PdfDocument, reads: Sequence[PageRead], name: str
) -> Iterator[tuple[int, Image, float]]:
    """Page number, image and dots per inch of each page, upright as the Page is; rendered when it is asked for.

    Raises GongkaiError E058 where what they draw comes to too much.
    """
    from gongkai.documents.pdf.pdfium import LOCK

    with LOCK:
        check_shown(document, name)
    for read in reads:
        page = read.page
        dpi = min(DPI, _POINTS * (MAX_PIXELS / max(1.0, page.width * page.height)) ** 0.5)
        with LOCK:
            source = document[page.number - 1]
            try:
                turn = (read.quarters * 90 - source.get_rotation()) % 360
                bitmap = source.render(scale=dpi / _POINTS, rotation=turn)
                image = bitmap.to_pil().convert("RGB")
                bitmap.close()
            finally:
                source.close()
        yield page.number, image, dpi
