"""Pages of OFD files as the reader finishes them, before tables and lines are looked for."""

from __future__ import annotations

import io
import zipfile

from documents.ofd.sheets import Manner, Sheet, ofd
from gongkai.documents.ofd.document import frame_of
from gongkai.documents.ofd.page import OfdPage, read_page
from gongkai.documents.ofd.read import read_ofd
from gongkai.documents.package import Package
from gongkai.documents.pages.model import Page
from gongkai.errors import GongkaiError

MM = 72 / 25.4


def ofd_pages(data: bytes) -> list[OfdPage]:
    with Package(data, "test.ofd", "OFD document") as package:
        frame = frame_of(package)
        return [read_page(package, frame, n) for n in range(1, len(frame.pages) + 1)]


def pages_of(data: bytes) -> list[Page]:
    return [page.read.page for page in ofd_pages(data)]


def page_of(*xml: str, resources: str = "", **templates: Sheet) -> Page:
    """The one page of a file with these objects."""
    (page,) = pages_of(file_of(*xml, resources=resources, **templates))
    return page


def file_of(*xml: str, resources: str = "", **templates: Sheet) -> bytes:
    sheet = Sheet(manner=Manner())
    for each in xml:
        sheet.raw(each)
    sheet.templates += [(key, "Background") for key in templates]
    return ofd([sheet], resources=resources, templates=templates)


def text_object(
    code: str, boundary: str = "20 20 100 10", size: float = 4, inner: str = "", **more: object
) -> str:
    """A TextObject; ``code``: its TextCode elements."""
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<{{p}}TextObject ID="{{id}}" Boundary="{boundary}" Font="3" Size="{size}"{attributes}>{inner}{code}</{{p}}TextObject>'


def code(text: str, x: float | None = 0, y: float | None = 4, **more: object) -> str:
    """A TextCode."""
    places = {"X": x, "Y": y, **more}
    attributes = "".join(f' {key}="{value}"' for key, value in places.items() if value is not None)
    return f"<{{p}}TextCode{attributes}>{text}</{{p}}TextCode>"


def path_object(data: str, boundary: str = "20 20 100 100", inner: str = "", **more: object) -> str:
    """A PathObject."""
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        f'<{{p}}PathObject ID="{{id}}" Boundary="{boundary}"{attributes}>{inner}'
        f"<{{p}}AbbreviatedData>{data}</{{p}}AbbreviatedData></{{p}}PathObject>"
    )


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def boxes_mm(page: Page) -> list[list[float]]:
    """The characters' boxes in millimetres."""
    return [[round(float(v) / MM, 2) for v in box] for box in page.boxes]


def rulings_mm(page: Page) -> list[tuple[str, float, float, float, float, float]]:
    return [(str(r[0]), *(round(float(v) / MM, 2) for v in r[1:])) for r in page.rulings]


def code_of(data: bytes) -> str:
    """The code of the error that reading the file raises."""
    try:
        read_ofd(data, "test.ofd")
    except GongkaiError as error:
        return error.code
    return "none"
