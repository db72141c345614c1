"""A file or a text becomes a Document."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Final

from gongkai.documents.encoding import decode
from gongkai.documents.model import Document, Source
from gongkai.documents.script import is_traditional
from gongkai.documents.sniff import HEAD, kind_of, markup_kind
from gongkai.documents.text import read_lines
from gongkai.errors import GongkaiError, Problem, warning

# Bytes. The largest real report has less than 1 MB of text; twenty times that is a dump of something else,
# and reading it would take longer than anyone waits.
MAX_BYTES: Final = 20_000_000
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def read_document(path: Path) -> Document:
    """The report in a text file.

    Raises GongkaiError: E001 no such file, E002 empty, E003 unknown binary data, E004 a format that is not
    read, E005 unknown encoding, E006 too large, E008 not readable.
    """
    return _document(load(path), path.name)


def load(path: Path) -> bytes:
    """The bytes of a file that may be a text report. Raises as ``read_document`` does."""
    try:
        if not path.exists():
            raise GongkaiError("E001", path=path)
        if path.is_dir():
            raise GongkaiError("E008", path=path, why="it is a folder")
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            kind = kind_of(head, stream)
            if kind is not None:
                raise GongkaiError("E004", name=path.name, kind=kind)
            if size > MAX_BYTES:
                raise GongkaiError("E006", name=path.name, size=size, limit=MAX_BYTES)
            # A device or a growing file has more than its size says.
            data = head + stream.read(MAX_BYTES + 1 - len(head))
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or type(error).__name__) from error
    if len(data) > MAX_BYTES:
        raise GongkaiError("E006", name=path.name, size=f"over {MAX_BYTES}", limit=MAX_BYTES)
    return data


def document_from_bytes(data: bytes, *, name: str = "text") -> Document:
    """The report in the bytes of a text file. Raises as ``read_document`` does."""
    kind = kind_of(data[:HEAD], io.BytesIO(data))
    if kind is not None:
        raise GongkaiError("E004", name=name, kind=kind)
    if len(data) > MAX_BYTES:
        raise GongkaiError("E006", name=name, size=len(data), limit=MAX_BYTES)
    return _document(data, name)


def document_from_text(text: str, *, name: str = "text") -> Document:
    """The report in a text. Raises GongkaiError E002 for one without any character, E004 for markup."""
    clean = _SURROGATES.sub("\ufffd", text)
    return _from_text(clean, name=name, sha256=hashlib.sha256(clean.encode()).hexdigest())


def _document(data: bytes, name: str) -> Document:
    if not data.strip():
        raise GongkaiError("E002", name=name)
    text, encoding, replaced = decode(data, name=name)
    problems = (warning("W011", encoding=encoding, count=replaced),) if replaced else ()
    return _from_text(text, name=name, sha256=hashlib.sha256(data).hexdigest(), problems=problems)


def _from_text(text: str, *, name: str, sha256: str, problems: tuple[Problem, ...] = ()) -> Document:
    if not text.strip("\ufeff\u200b\0 \t\r\n\f\v\u3000\xa0"):
        raise GongkaiError("E002", name=name)
    kind = markup_kind(text)
    if kind is not None:
        raise GongkaiError("E004", name=name, kind=kind)
    traditional = is_traditional(text)
    read = read_lines(text, traditional=traditional)
    return Document(
        source=Source(name=name, sha256=sha256, media_type="text/plain"),
        lines=read.lines,
        normal=read.normal,
        traditional=traditional,
        warnings=(*problems, *read.warnings),
    )
