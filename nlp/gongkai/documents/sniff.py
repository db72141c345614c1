"""What kind of file it is, by its content alone: names and suffixes lie."""

from __future__ import annotations

import re
import struct
import zipfile
from functools import lru_cache
from typing import BinaryIO, Final

from gongkai.documents.script import reading_data

HEAD: Final = 65536  # bytes that signatures are looked for in
TEXT: Final = "text"
LOCKED: Final = "locked"  # an Office document that only its password opens
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024  # bytes of something else that PDF viewers accept before the signature
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_CONTENT_TYPES: Final = "[Content_Types].xml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_XML: Final = b'<?mso-application progid="Word.Document"?>'  # Word 2003 XML, which LibreOffice reads
_BMP: Final = re.compile(rb"BM.{4}\0{4}", re.S)
_ODT: Final = "mimetypeapplication/vnd.oasis.opendocument.text"
_MHTML: Final = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,30}content-type:\s*multipart/related", re.I
)
_MARKUP_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG: Final = re.compile(
    r"</?(?:html|head|body|div|p|span|table|tbody|tr|td|th|a|ul|li|br|script|style|meta)\b[^<>]*>", re.I
)
_MARKUP_SHARE: Final = 0.3  # of the characters; text with a few tags left in it is text
_MARKUP_SAMPLE: Final = 50_000
_UTF_16: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def kind_of(head: bytes, stream: BinaryIO) -> str:
    """The id of the file's kind (``kinds`` in documents.yaml); ``TEXT`` for what may be plain text.

    Args:
        head: the first ``HEAD`` bytes.
        stream: the file, seekable, to look for the members of a zip or OLE file.
    """
    for signature, kind in _signatures():
        if head.startswith(signature):
            return kind
    if head.startswith(_ZIP):
        return _zip_kind(head, stream)
    if head.startswith(_OLE):
        return _ole_kind(stream)
    if _PDF in head[:_PDF_WITHIN]:
        return "pdf"
    if _BMP.match(head):
        return "bmp"
    if _WORD_XML in head[:_PDF_WITHIN]:
        return "doc"
    if _MHTML.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()):
        return "mhtml"
    return "html" if is_markup(head.decode(_UTF_16.get(head[:2], "latin-1"), "replace")) else TEXT


def is_markup(text: str) -> bool:
    """Whether the text is mostly HTML markup."""
    sample = text[:_MARKUP_SAMPLE].removeprefix("\u00ef\u00bb\u00bf").lstrip("\ufeff")
    if _MARKUP_START.match(sample):
        return True
    return sum(len(tag) for tag in _TAG.findall(sample)) > _MARKUP_SHARE * len(sample)


def words_for(kind: str) -> str:
    """How a message names the kind."""
    return str(reading_data()["kinds"][kind][0])


def a_kind(kind: str) -> str:
    """The same with its article."""
    words = words_for(kind)
    return f"{'an' if words[0] in 'AEIOaeiox' else 'a'} {words}"


def media_type_of(kind: str) -> str:
    """The media type of the kind."""
    return str(reading_data()["kinds"][kind][1])


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[bytes, str], ...]:
    return tuple((bytes.fromhex(code), kind) for code, kind in reading_data()["signatures"].items())


def _zip_kind(head: bytes, stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "broken_zip"
    if _ODT.encode() in head[:200]:
        return "odt"
    members: dict[str, str] = reading_data()["zip_members"]
    known = next((kind for name, kind in members.items() if name in names), None)
    if known is None and _CONTENT_TYPES in names and any(name.startswith("word/") for name in names):
        return "docx"  # its main part has another name than Word gives it
    return known or "zip"


def _ole_kind(stream: BinaryIO) -> str:
    from olefile import OleFileIO  # few files need it

    streams: dict[str, str] = reading_data()["ole_streams"]
    try:
        with OleFileIO(stream) as file:
            names = {path[0] for path in file.listdir()}
    except (OSError, ValueError, IndexError, struct.error):
        return "ole"
    return next((kind for name, kind in streams.items() if name in names), "ole")
