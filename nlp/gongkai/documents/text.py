"""Text to lines: line ends of every kind, headings that run into their text, documents on one line."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from gongkai.documents.headings import run_in_end
from gongkai.documents.model import Line, MappedText
from gongkai.documents.normalise import normalise_line
from gongkai.documents.oneline import cut_places
from gongkai.errors import Problem, warning

_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


class ReadLines(NamedTuple):
    """The lines of a text, each with its normalised form, and what was odd."""

    lines: tuple[Line, ...]
    normal: tuple[MappedText, ...]
    warnings: tuple[Problem, ...]


def split_lines(text: str) -> list[str]:
    """The printed lines, blank ones too, without their line ends and without a byte order mark."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return lines


def read_lines(text: str, *, traditional: bool) -> ReadLines:
    """The lines of a document, its segments where one printed line holds more than belongs together.

    The segments of a printed line, one after the other, are that line: no character is lost at a cut.
    """
    lines: list[Line] = []
    normal: list[MappedText] = []
    cut = 0
    for printed in split_lines(text):
        whole = normalise_line(len(lines), printed, traditional=traditional)
        places = cut_places(printed, whole, first=not any(line.text.strip() for line in lines))
        if places:
            cut += len(places) + 1
        else:
            end = run_in_end(printed, whole)
            places = () if end is None else (end,)
        if not places:
            lines.append(Line(n=len(lines), text=printed))
            normal.append(whole)
            continue
        for start, end in pairwise((0, *places, len(printed))):
            segment = Line(n=len(lines), text=printed[start:end])
            lines.append(segment)
            normal.append(normalise_line(segment.n, segment.text, traditional=traditional))
    return ReadLines(tuple(lines), tuple(normal), (warning("W013", count=cut),) if cut else ())
