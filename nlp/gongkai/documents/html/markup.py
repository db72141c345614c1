"""Markup made safe and plain for the parser: what would take quadratic time or memory is turned down or rewritten.

The parser builds the tree as browsers do. Two rules of the standard are costly on hostile pages: each block looks
through all open elements, and unclosed formatting (<b>, <font>) is opened again in every block that follows, so that
a page of 30 kB becomes a million nodes.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.errors import GongkaiError

DEPTH: Final = 3000
"""Deepest nesting of elements that is read. Browsers stop at 512; pages with unclosed spans go on to some hundreds."""

_MAX_TAGS: Final = 600_000  # tags, closing ones too; a report of 60 pages saved from Word has about 60,000
_CHEAP: Final = (
    20_000  # tags up to which the worst nesting costs less than a second, so that nobody needs to look
)
_MAX_TAG: Final = 20_000  # characters; a tag with more than this has thousands of attributes

# Formatting elements of the standard, <a> excepted (of those only one can be open). As unknown elements they are
# closed by the same tags, hold the same text, and are not opened again.
_FORMATTING: Final = re.compile(
    r"<(/?)(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.I
)
_DATA_URI: Final = re.compile(r"(data:[\w/+.;-]{0,80};base64,)([\w+/=\s%-]{100,})")
_SELF_CLOSED: Final = re.compile(
    r"<(script|style|title|textarea|iframe|noscript|td|th|div|span|p|a|ul|ol|li)\b([^<>]*)/>", re.I
)
_LONG_TAG: Final = re.compile(rf"<[a-zA-Z][^<>]{{{_MAX_TAG},}}")
_TAG: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1|\Z)|<(/?)([a-zA-Z][^\s/>]*)[^>]*",
    re.I | re.S,
)
_EMPTY: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "frame", "keygen", "basefont", "bgsound",
))  # fmt: skip
# Closed by the next one of their kind, or by the end of what they stand in.
_IMPLIED: Final = frozenset((
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot", "caption",
    "colgroup", "rt", "rp",
))  # fmt: skip
_WALLS: Final = frozenset(
    ("table", "template", "object", "marquee", "applet")
)  # closing tags do not reach past these


def prepared(text: str, *, name: str) -> str:
    """The markup for the parser. Raises GongkaiError E058 where parsing it would take too long."""
    text = text.replace("\0", "")
    if "base64," in text:
        text = _DATA_URI.sub(
            lambda m: f"{m[1]}{len(m[2])}", text
        )  # the size of a picture is all that is asked for
    if "<![CDATA[" in text:
        text = text.replace("<![CDATA[", "").replace("]]>", "")
    if "<?xml" in text[:100] or "xhtml" in text[:600].lower():
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    _check(text, name=name)
    return _FORMATTING.sub(r"<\1x-\2", text)


def _check(text: str, *, name: str) -> None:
    tags = text.count("<")
    if tags > _MAX_TAGS:
        raise GongkaiError("E058", name=name, why=f"it has more than {_MAX_TAGS} tags")
    if len(text) > _MAX_TAG and _LONG_TAG.search(text):
        raise GongkaiError("E058", name=name, why=f"it has a tag of more than {_MAX_TAG} characters")
    if tags > _CHEAP and _too_deep(text):
        raise GongkaiError("E058", name=name, why=f"its elements are nested more than {DEPTH} deep")


def _too_deep(text: str) -> bool:
    """Whether more than ``DEPTH`` elements are open at once, as near as the tags alone tell."""
    opened: list[str] = []
    for match in _TAG.finditer(text):
        tag = match[3]
        if tag is None:
            continue
        tag = tag.lower()
        if not match[2]:
            if tag not in _EMPTY and tag not in _IMPLIED:
                opened.append(tag)
                if len(opened) > DEPTH:
                    return True
        elif opened and opened[-1] == tag:
            opened.pop()
        elif tag not in _IMPLIED:
            _close(opened, tag)
    return False


def _close(opened: list[str], tag: str) -> None:
    for i in range(len(opened) - 1, -1, -1):
        if opened[i] == tag:
            del opened[i:]
            return
        if opened[i] in _WALLS:
            return
