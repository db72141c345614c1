"""``metadata.yaml``, and the lines of a document by where they stand, whether or not a segmenter knew them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from gongkai.codebook import read_data
from gongkai.documents.model import Document, MappedText
from gongkai.segmentation.model import Role, Segmentation

_INVISIBLE: Final = re.compile("[\\s\u200b-\u200f\u2060\ufeff\xad]+")
_OPENING: Final = 4000  # characters of text in which the preamble, an address and the first figures stand


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """``metadata.yaml``, read once."""
    data: dict[str, Any] = read_data("metadata.yaml")
    return data


def alternatives(entries: Iterable[str]) -> str:
    """A regular expression for one of the words, longer ones first."""
    return "|".join(map(re.escape, sorted(entries, key=len, reverse=True)))


def printed(document: Document, normal: MappedText, start: int = 0, end: int | None = None) -> str:
    """What is printed for characters ``start`` to ``end`` of a normalised text, without white space."""
    return _INVISIBLE.sub("", document.text_of(normal.spans(start, len(normal) if end is None else end)))


@dataclass(frozen=True, kw_only=True)
class Places:
    """Numbers of lines with text, in reading order.

    ``titles`` have the role, ``front`` precedes the first section, ``text`` is all that is no furniture, ``back`` is
    the section of that name and ``tail`` the last lines of the document.
    """

    titles: tuple[int, ...]
    front: tuple[int, ...]
    overview: tuple[int, ...]
    text: tuple[int, ...]
    notes: tuple[int, ...]
    furniture: tuple[int, ...]
    back: tuple[int, ...]
    head: tuple[int, ...]
    tail: tuple[int, ...]


def find_places(document: Document, segmentation: Segmentation | None) -> Places:
    """The places of a document. Without labels, or with labels of another document, all lines count as text."""
    filled = [n for n, normal in enumerate(document.normal) if len(normal)]
    labels = segmentation.labels if segmentation else ()
    known = len(labels) == len(document.lines)

    def of(section: str) -> tuple[int, ...]:
        return tuple(n for n in filled if known and labels[n].section == section)

    furniture = of("furniture")
    text = tuple(n for n in filled if not known or labels[n].section != "furniture")
    head = tuple(filled[: words()["title"]["first_lines"]])
    return Places(
        titles=tuple(n for n in text if known and labels[n].role is Role.TITLE),
        front=of("front") or (() if known else head[:10]),
        overview=of("overview"),
        text=text,
        notes=tuple(n for n in text if known and labels[n].role is Role.TABLE_NOTE),
        furniture=furniture,
        back=of("back"),
        head=head,
        tail=tuple((text or filled)[-words()["dates"]["tail_lines"] :]),
    )


def opening(document: Document, places: Places) -> str:
    """The first text of the report, one line a line."""
    return joined(document, places.text)[:_OPENING]


def joined(document: Document, lines: Sequence[int]) -> str:
    """The normalised lines, one a line."""
    return "\n".join(document.normal[n].text for n in lines)
