"""A file or a text becomes a Document: its kind from its content, its reader, its blocks, its lines."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Final

from gongkai.documents.assemble import assemble
from gongkai.documents.model import Document
from gongkai.documents.readers import READERS
from gongkai.documents.sniff import HEAD, LOCKED, TEXT, a_kind, is_markup, kind_of
from gongkai.documents.text import content_of_text
from gongkai.errors import GongkaiError

_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def read_document(path: Path) -> Document:
    """The report in a file of any kind that is read.

    Raises GongkaiError: E001 no such file, E002 empty, E003 unknown binary data, E004 a kind that is not read,
    E005 unknown encoding, E006 too large, E008 not readable, and E05n of the readers.
    """
    return document_from_bytes(load(path), name=path.name)


def load(path: Path) -> bytes:
    """The bytes of a file that may be a report. Raises GongkaiError E001, E004, E006 or E008."""
    try:
        if not path.exists():
            raise GongkaiError("E001", path=path)
        if path.is_dir():
            raise GongkaiError("E008", path=path, why="it is a folder")
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            limit = _limit(kind_of(head, stream), path.name)
            if size > limit:
                raise GongkaiError("E006", name=path.name, size=size, limit=limit)
            # A device or a growing file has more than its size says. (Looking into a zip file moves the stream.)
            if stream.seekable():
                stream.seek(len(head))
            data = head + stream.read(limit + 1 - len(head))
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or type(error).__name__) from error
    if len(data) > limit:
        raise GongkaiError("E006", name=path.name, size=f"over {limit}", limit=limit)
    return data


def document_from_bytes(data: bytes, *, name: str = "text") -> Document:
    """The report in the bytes of a file. Raises as ``read_document`` does."""
    kind = kind_of(data[:HEAD], io.BytesIO(data))
    limit = _limit(kind, name)
    if len(data) > limit:
        raise GongkaiError("E006", name=name, size=len(data), limit=limit)
    if not data.strip():
        raise GongkaiError("E002", name=name)
    content = READERS[kind].load()(data, name)
    return assemble(content, name=name, sha256=hashlib.sha256(data).hexdigest())


def document_from_text(text: str, *, name: str = "text") -> Document:
    """The report in a text, or in the markup of a web page. Raises GongkaiError E002 for one without a character."""
    clean = _SURROGATES.sub("\ufffd", text)
    if is_markup(clean):
        return document_from_bytes(b"\xef\xbb\xbf" + clean.encode(), name=name)
    sha256 = hashlib.sha256(clean.encode()).hexdigest()
    return assemble(content_of_text(clean, name=name), name=name, sha256=sha256)


def _limit(kind: str, name: str) -> int:
    """The most bytes that a file of the kind may have. Raises GongkaiError E004 for a kind that is not read, E050
    for a locked one."""
    if kind == TEXT:
        return READERS[TEXT].limit
    if kind == LOCKED:
        raise GongkaiError("E050", name=name)
    if kind not in READERS:
        raise GongkaiError("E004", name=name, kind=a_kind(kind))
    return READERS[kind].limit
