"""Plain text: bytes to characters, and line ends of every kind."""

from __future__ import annotations

import re
from typing import Final

from gongkai.documents.blocks import Content, TextBlock
from gongkai.documents.encoding import decode
from gongkai.errors import GongkaiError, Problem, warning

_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NOTHING: Final = "\ufeff\u200b\0 \t\r\n\f\v\u3000\xa0"


def read_text(data: bytes, name: str) -> Content:
    """The lines of a text file. Raises GongkaiError E002 empty, E003 binary data, E005 unknown encoding."""
    text, encoding, replaced = decode(data, name=name)
    problems = (warning("W011", encoding=encoding, count=replaced),) if replaced else ()
    return content_of_text(text, name=name, problems=problems)


def content_of_text(text: str, *, name: str, problems: tuple[Problem, ...] = ()) -> Content:
    """The lines of a text. Raises GongkaiError E002 for one without any character."""
    if not text.strip(_NOTHING):
        raise GongkaiError("E002", name=name)
    blocks = tuple(TextBlock(text=line) for line in split_lines(text))
    return Content(blocks=blocks, media_type="text/plain", problems=problems)


def split_lines(text: str) -> list[str]:
    """The printed lines, blank ones too, without their line ends and without a byte order mark."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines
