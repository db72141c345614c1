"""Which reader reads which kind of file. Each is imported when the first file of its kind comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from gongkai.documents.blocks import Content

Read = Callable[[bytes, str], Content]
"""``read(data, name)``: the blocks of a file. ``name`` is for messages only, the content decides everything.

Raises GongkaiError: E002 nothing in it, E05n what its kind can be refused for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Where a reader stands, and how large its files may be (bytes)."""

    module: str
    function: str
    limit: int

    def load(self) -> Read:
        """The function itself."""
        return cast(Read, getattr(import_module(self.module), self.function))


# Bytes. The largest real report has less than 1 MB of text; twenty times that is a dump of something else, and
# reading it would take longer than anyone waits. Office and PDF files carry fonts and pictures, scans little else.
_TEXT: Final = 20_000_000
_OFFICE: Final = 50_000_000
_IMAGES: Final = 200_000_000

_HERE: Final = "gongkai.documents"
READERS: Final[dict[str, Reader]] = {
    "text": Reader(module=f"{_HERE}.text", function="read_text", limit=_TEXT),
    "html": Reader(module=f"{_HERE}.html.read", function="read_html", limit=_TEXT),
    "mhtml": Reader(module=f"{_HERE}.html.mhtml", function="read_mhtml", limit=_OFFICE),
    "pdf": Reader(module=f"{_HERE}.pdf.read", function="read_pdf", limit=_IMAGES),
    "ofd": Reader(module=f"{_HERE}.ofd.read", function="read_ofd", limit=_OFFICE),
    "docx": Reader(module=f"{_HERE}.word.docx", function="read_docx", limit=_OFFICE),
    **{
        kind: Reader(module=f"{_HERE}.word.convert", function=f"read_{kind}", limit=_OFFICE)
        for kind in ("doc", "wps", "rtf", "odt")
    },
    **{
        kind: Reader(module=f"{_HERE}.scan.read", function=f"read_{kind}", limit=_IMAGES)
        for kind in ("png", "jpeg", "tiff", "bmp")
    },
}
