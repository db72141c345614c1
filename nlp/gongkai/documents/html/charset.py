"""The characters of a web page: the encoding that it declares, when that gives Chinese; else the one that does."""

from __future__ import annotations

import re
from typing import Final

from gongkai.documents.encoding import decode, plausibility
from gongkai.errors import Problem, warning

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33")
_HEAD: Final = (
    8192  # bytes; browsers look at 1024, but old templates declare it behind long scripts and comments
)
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.I,
)
# Labels that pages use -> the larger set that the text is really written in. Others are not believed: what else
# Chinese pages declare (iso-8859-1, windows-1252, utf-16 in an ASCII tag) is a template's mistake.
_KNOWN: Final = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8"), "utf-8"),
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "gb_2312-80", "gb_2312", "x-gbk", "cp936", "hz-gb-2312"), "gb18030"
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "x-big5", "cn-big5", "big-5"), "big5hkscs"),
}
_SHOWN: Final = {"big5hkscs": "big5"}
_BEYOND: Final = re.compile("[^\x00-\x7f]+")
_SAMPLE: Final = 2000  # characters beyond ASCII that are looked at
_PLAUSIBLE: Final = (
    0.25  # as in documents/encoding.py: right decodings have 0.55 and more, wrong ones below 0.1
)
_MAX_REPLACED: Final = 0.02  # share of the characters beyond ASCII


def page_text(data: bytes, *, name: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The page as text, with W025 where the declared encoding was not used and W011 where characters were lost.

    Args:
        declared: the encoding that the page was sent with (a part of MHTML); it goes before the page's own.

    Raises GongkaiError E003 or E005 where no encoding gives text.
    """
    if data.startswith(_MARKS):
        text, encoding, replaced = decode(data, name=name)
        return text, _lost(encoding, replaced)
    wanted = [label for label in (declared, _declared(data)) if label]
    for label in wanted:
        found = _as_declared(data, _KNOWN.get(label.lower(), ""))
        if found is not None:
            text, encoding, replaced = found
            return text, _lost(_SHOWN.get(encoding, encoding), replaced)
    text, encoding, replaced = _likeliest(data) or decode(data, name=name)
    encoding = _SHOWN.get(encoding, encoding)
    problems = _lost(encoding, replaced)
    if wanted and _KNOWN.get(wanted[0].lower(), wanted[0].lower()) != encoding and not text.isascii():
        problems = (warning("W025", declared=wanted[0], encoding=encoding), *problems)
    return text, problems


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _as_declared(data: bytes, encoding: str) -> tuple[str, str, int] | None:
    """The page in the encoding and how many characters it loses; None where that is no plausible text."""
    if not encoding:
        return None
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd")
    if encoding == "utf-8" and not replaced:
        return text, encoding, 0
    if replaced > 1 + _MAX_REPLACED * (len(text) - len(text.encode("ascii", "ignore"))):
        return None
    beyond = _sample(text)
    score = plausibility(beyond)
    if score < _PLAUSIBLE and beyond:
        return None
    # Two or three lucky characters make another encoding plausible, but valid UTF-8 is never a coincidence for long.
    if encoding != "utf-8" and beyond:
        try:
            if plausibility(_sample(data.decode("utf-8"))) > score:
                return None
        except UnicodeDecodeError:
            pass  # then it is not UTF-8, and the declaration stands
    return text, encoding, replaced


def _likeliest(data: bytes) -> tuple[str, str, int] | None:
    """The page in the encoding of its kind that gives the most plausible Chinese; None where none does."""
    found = [(_as_declared(data, encoding)) for encoding in dict.fromkeys(_KNOWN.values())]
    likely = [each for each in found if each is not None and _sample(each[0])]
    return max(likely, key=lambda each: plausibility(_sample(each[0])), default=None)


def _sample(text: str) -> str:
    """The first characters beyond ASCII: markup says nothing about the encoding."""
    found: list[str] = []
    length = 0
    for match in _BEYOND.finditer(text):
        found.append(match[0])
        length += match.end() - match.start()
        if length >= _SAMPLE:
            break
    return "".join(found)


def _lost(encoding: str, replaced: int) -> tuple[Problem, ...]:
    return (warning("W011", encoding=encoding, count=replaced),) if replaced else ()
