"""What kind of file it is, by its content alone: names and suffixes lie."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from typing import BinaryIO, Final

from gongkai.documents.script import reading_data

HEAD: Final = 65536  # bytes that signatures are looked for in; an OLE directory mostly stands there
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG: Final = re.compile(
    r"</?(?:html|head|body|div|p|span|table|tbody|tr|td|th|a|ul|li|br|script|style|meta)\b[^<>]*>", re.I
)
_MARKUP_SHARE: Final = 0.3  # of the characters; text with a few tags left in it is text
_MARKUP_SAMPLE: Final = 50_000


def kind_of(head: bytes, stream: BinaryIO) -> str | None:
    """The kind of a file that is no plain text, in words for a user, or None.

    Args:
        head: the first ``HEAD`` bytes.
        stream: the file, seekable, to look for the members of a zip file.
    """
    for signature, kind in _signatures():
        if head.startswith(signature):
            return kind
    if head.startswith(_ZIP):
        return _zip_kind(stream)
    if head.startswith(_OLE):
        return next(
            (
                kind
                for name, kind in reading_data()["ole_streams"].items()
                if name.encode("utf-16-le") in head
            ),
            "an old Office document (.doc, .wps or .xls)",
        )
    return None


def markup_kind(text: str) -> str | None:
    """``a web page (HTML)`` when the text is mostly markup, or None."""
    sample = text[:_MARKUP_SAMPLE].lstrip("\ufeff")
    if _MARKUP_START.match(sample):
        return "a web page (HTML)"
    if sum(len(tag) for tag in _TAG.findall(sample)) > _MARKUP_SHARE * len(sample):
        return "a web page (HTML)"
    return None


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(code), kind) for code, kind in reading_data()["signatures"].items())


def _zip_kind(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "a damaged zip archive or Office document"
    return next(
        (kind for name, kind in reading_data()["zip_members"].items() if name in names), "a zip archive"
    )
