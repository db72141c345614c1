"""Formats that LibreOffice reads for us: .doc, .wps, .rtf and .odt become .docx first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.documents.blocks import Content
from gongkai.documents.sniff import media_type_of
from gongkai.documents.word.docx import read_docx
from gongkai.documents.word.office import to_docx
from gongkai.errors import warning

_BLANK_PARAGRAPH: Final = rb"\pard\par "


def read_doc(data: bytes, name: str) -> Content:
    """A Word document of before 2007. Raises GongkaiError E055 or E056, and as ``read_docx`` does."""
    return _read(data, name, "doc")


def read_wps(data: bytes, name: str) -> Content:
    """A document of WPS or Works. Raises GongkaiError E055 or E056, and as ``read_docx`` does."""
    return _read(data, name, "wps")


def read_rtf(data: bytes, name: str) -> Content:
    """A Rich Text document. Raises GongkaiError E055 or E056, and as ``read_docx`` does."""
    # LibreOffice (7.4) forgets the list level of the very last paragraph: a blank one takes the loss.
    end = data.rfind(b"}")
    return _read(data[:end] + _BLANK_PARAGRAPH + data[end:] if end > 0 else data, name, "rtf")


def read_odt(data: bytes, name: str) -> Content:
    """An OpenDocument text. Raises GongkaiError E055 or E056, and as ``read_docx`` does."""
    return _read(data, name, "odt")


def _read(data: bytes, name: str, kind: str) -> Content:
    content = read_docx(to_docx(data, name=name, kind=kind), name)
    return replace(content, media_type=media_type_of(kind), problems=(*content.problems, warning("W026")))
