"""Whether a PDF file needs a closer look before PDFium opens its pages: asked of its bytes, in a fraction of their time.

What is unusual in how a file is written is reason enough: the closer look takes some milliseconds and decides.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.documents.pdf.objects import plain_name

FEW: Final = 16  # streams that one page's description may be in without a look at them; editors add one or two each time

_GAP: Final = rb"[\0\t\n\f\r ]"
# A form says what it is by a name that stands in the file, unless it is in an object stream, or spelled oddly.
_TELLING: Final = re.compile(
    rb"/(?=[CFOST#])(?:(?:Form|ObjStm)(?![A-Za-z0-9])"
    rb"|(?:Subt|T)ype(?![A-Za-z0-9])" + _GAP + rb"*[^/\0\t\n\f\r ]"
    rb"|(?P<escaped>[A-Za-z]{0,7}#[2-7][0-9A-Fa-f][A-Za-z#0-9]{0,24}))"
)
_NAMES: Final = frozenset((b"Form", b"ObjStm", b"Subtype", b"Type", b"Contents"))
_REFERENCE: Final = rb"\d{1,10}" + _GAP + rb"+\d{1,5}" + _GAP + rb"+R"
_CONTENTS: Final = re.compile(
    rb"/Contents(?![A-Za-z0-9])" + _GAP + rb"*(?:(?P<one>" + _REFERENCE + rb")"
    rb"|\[" + _GAP + rb"*(?P<several>(?:" + _REFERENCE + _GAP + rb"*)*+)\](?=" + _GAP + rb"*[/>])"
    rb"|(?P<text>[(<])|)"
)
_ARRAY: Final = re.compile(rb"obj" + _GAP + rb"*[\[%]")
_NUMBER: Final = re.compile(rb"(\d+)" + _GAP + rb"+\d+" + _GAP + rb"+\Z")
_HEAD: Final = 60  # bytes before `obj` that its number stands in


def may_hold_forms(data: bytes) -> bool:
    """Whether a form may be in the file. One without forms says no, unless it has object streams."""
    return any(
        match["escaped"] is None or plain_name(match["escaped"]) in _NAMES
        for match in _TELLING.finditer(data)
    )


def may_repeat(data: bytes) -> bool:
    """Whether a page's description may be put together of more than ``FEW`` streams, or of one many times."""
    single: set[int] = set()
    for match in _CONTENTS.finditer(data):
        if match["one"]:
            single.add(int(match["one"].split(maxsplit=1)[0].split(b"\0")[0]))
        elif match["several"] is not None:
            if match["several"].count(b"R") > FEW:
                return True
        elif match["text"] is None:
            return True
    for match in _ARRAY.finditer(data):
        before = data[max(0, match.start() - _HEAD) : match.start()]
        if before.endswith(b"end"):
            continue
        number = _NUMBER.search(before)
        if number is None or int(number[1]) in single:
            return True
    return False
