"""Web pages saved with their pictures in one file (.mht, .mhtml): the page itself; nothing is fetched."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from typing import Final

from gongkai.documents.blocks import Content
from gongkai.documents.html.charset import page_text
from gongkai.documents.html.read import content_of_page
from gongkai.errors import GongkaiError

_MAX_PARTS: Final = 5000  # pictures and styles of one page
_ID: Final = re.compile(r"\s*<?([^<>]*)>?\s*")


def read_mhtml(data: bytes, name: str) -> Content:
    """The report on a page saved as MHTML.

    Raises GongkaiError: E051 no page in it, else as ``read_html``.
    """
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    part = _page(message, name)
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        raise GongkaiError("E051", name=name, kind="MHTML page", why="the page in it is empty")
    text, problems = page_text(payload, name=name, declared=part.get_content_charset())
    return content_of_page(text, name=name, media_type="multipart/related", problems=problems)


def _page(message: Message, name: str) -> Message:
    """The part that the file opens with: named as its start, at its own address, or the first page."""
    pages: list[Message] = []
    for count, part in enumerate(message.walk()):
        if count > _MAX_PARTS:
            raise GongkaiError("E058", name=name, why=f"it has more than {_MAX_PARTS} parts")
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and not part.is_multipart():
            pages.append(part)
    if not pages:
        raise GongkaiError("E051", name=name, kind="MHTML page", why="it holds no page")
    start = message.get_param("start")
    wanted = _ID.fullmatch(start) if isinstance(start, str) else None
    if wanted:
        for part in pages:
            if _ID.fullmatch(part.get("Content-ID", "")) == wanted or wanted[1] in part.get("Content-ID", ""):
                return part
    address = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    return next((part for part in pages if address and part.get("Content-Location") == address), pages[0])
