"""How much a PDF file's streams hold once unpacked, found out before PDFium unpacks them without asking.

A thousandth of the space is enough for a page description that takes all memory and minutes to read.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from gongkai.errors import GongkaiError

MAX_PAGE: Final = 16_000_000  # bytes of one page description; that of a page full of drawn maps has some 5 MB
MAX_OTHER: Final = 128_000_000  # bytes of any other stream but images; the largest Chinese fonts have 30 MB
MAX_OBJECTS: Final = 8_000_000
"""Bytes of all object streams together, those of a long report have 1 MB; PDFium makes a hundred times as much of a list
of numbers."""

_STREAM: Final = re.compile(rb"stream\r?\n")
_END: Final = b"endstream"
_DICTIONARY: Final = 1000  # bytes before a stream that its entries stand in
_FLATE: Final = re.compile(rb"/Fl(?:ateDecode)?\b")
# Images are unpacked only where they are shown, into as many bytes as they have pixels.
_IMAGE: Final = re.compile(rb"/Subtype\s*/Image")
_NO_PAGE: Final = re.compile(rb"/Length[123]|/Type\s*/(?:ObjStm|XRef|Metadata)|/Subtype\s*/(?!Form)|/N\s")
_OBJECTS: Final = re.compile(rb"/(?:ObjStm|First)\b|#")  # an escape may spell either
_CHUNK: Final = 65_536
_DENSEST: Final = 1032  # bytes that Flate can pack into one


def check_unpacked(data: bytes, name: str) -> None:
    """Raises GongkaiError E057 for a file that unpacks to more than a report can hold.

    Only what is packed once with Flate counts: nothing else in use shrinks data that much. What cannot be unpacked
    (encrypted, damaged) does not count.
    """
    last = objects = 0
    for match in _STREAM.finditer(data):
        if match.start() < last:
            continue
        entries = data[max(last, match.start() - _DICTIONARY) : match.start()]
        entries = entries[entries.rfind(b" obj") + 1 :]
        if not _FLATE.search(entries) or _IMAGE.search(entries):
            continue
        end = data.find(_END, match.end())
        last = len(data) if end < 0 else end
        if _OBJECTS.search(entries):
            objects += _unpacked(memoryview(data)[match.end() : last], MAX_OBJECTS)
            if objects > MAX_OBJECTS:
                raise GongkaiError("E057", name=name, limit=MAX_OBJECTS)
            continue
        limit = MAX_OTHER if _NO_PAGE.search(entries) else MAX_PAGE
        if (last - match.end()) * _DENSEST <= limit:
            continue
        if _unpacked(memoryview(data)[match.end() : last], limit) > limit:
            raise GongkaiError("E057", name=name, limit=limit)


def _unpacked(packed: memoryview, limit: int) -> int:
    """Bytes of a stream once unpacked; a little over ``limit`` where there are more."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for start in range(0, len(packed), _CHUNK):
            part: bytes | memoryview = packed[start : start + _CHUNK]
            while part and size <= limit and not unpacker.eof:
                size += len(unpacker.decompress(part, _CHUNK * 16))
                part = unpacker.unconsumed_tail
            if size > limit or unpacker.eof:
                break
    except zlib.error:
        pass
    return size
