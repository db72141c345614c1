"""The objects of a PDF file as PDFium sees them: it writes them anew, one by one, and its own way of writing is read.

However a file is damaged, encrypted, packed or spelled, there is then one plain spelling: a table of places, names in
their shortest form, no comments, no object streams, and what was not packed is packed with Flate.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    import pypdfium2

MAX_COPY: Final = 256_000_000  # bytes of all objects; those of a report of scanned pages have some 30 MB
_PLAIN: Final = 3  # PDFium: without encryption, not as an appendix to the old file

_TABLE: Final = re.compile(rb"startxref\r\n(\d+)\r\n%%EOF\s*\Z")
_RUN: Final = re.compile(rb"(\d+) (\d+)\r\n")
_PLACE: Final = 20  # bytes of a line of the table
_HEAD: Final = re.compile(rb"\d+ \d+ obj\r\n")
_TOKEN: Final = re.compile(
    rb"[\0\t\n\f\r ]*(?:"
    rb"(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<reference>-?\d+) \d+ R(?![A-Za-z])"
    rb"|(?P<number>[+-]?[\d.]+(?:e[+-]?\d+)?)"
    rb"|\((?P<string>(?:[^\\()]++|\\.)*+)\)|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|(?P<word>stream\r\n|[a-z]+))",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")

Value: TypeAlias = "None | bool | float | bytes | str | Reference | list[Value] | dict[bytes, Value]"
"""A name or a string is its bytes, and nothing asks which; a word that is no value (only damage has one) a str."""


NOTHING: Final[dict[bytes, Value]] = {}


@dataclass(frozen=True, slots=True)
class Reference:
    """Stands for the object with this number."""

    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A dictionary with data, packed as the dictionary says."""

    number: int
    entries: dict[bytes, Value]
    packed: memoryview


class Objects:
    """All objects of an open document by number, read when they are asked for.

    Raises GongkaiError: E057 they are more than ``MAX_COPY`` bytes, E051 what PDFium writes cannot be read.
    """

    def __init__(self, document: pypdfium2.PdfDocument, name: str) -> None:
        """``document`` is used under the lock of PDFium, which the caller holds."""
        import pypdfium2

        copy = _Copy()
        self._name = name
        try:
            document.save(copy, flags=_PLAIN)
        except pypdfium2.PdfiumError as error:
            raise self._odd() from error
        if copy.size > MAX_COPY:
            raise GongkaiError("E057", name=name, limit=MAX_COPY)
        self.written = bytes(copy.held)
        self._places = self._table()
        self._read: dict[int, Value | Stream] = {}

    def resolve(self, value: Value | Stream) -> Value | Stream:
        """The value itself, or the object that it refers to; None where there is none."""
        if not isinstance(value, Reference):
            return value
        if value.number not in self._read:
            place = self._places.get(value.number)
            self._read[value.number] = None if place is None else self._object(value.number, place)
        return self._read[value.number]

    def dictionary(self, value: Value) -> dict[bytes, Value]:
        """The dictionary that a value is or refers to (of a stream, its entries), the same object each time; for all
        else ``NOTHING``."""
        found = self.resolve(value)
        if isinstance(found, Stream):
            return found.entries
        return found if isinstance(found, dict) else NOTHING

    def holding(self, key: bytes) -> Iterator[int]:
        """Numbers of all objects whose text holds the name ``key``, and of some that do not."""
        starts = sorted((place, number) for number, place in self._places.items())
        at = self.written.find(b"/" + key)
        while at >= 0:
            n = bisect_right(starts, (at, 0))
            if n:
                yield starts[n - 1][1]
            at = self.written.find(b"/" + key, starts[n][0]) if n < len(starts) else -1

    def _table(self) -> dict[int, int]:
        places: dict[int, int] = {}
        last = _TABLE.search(self.written, max(0, len(self.written) - 100))
        at = int(last[1]) + len(b"xref\r\n") if last else len(self.written)
        while run := _RUN.match(self.written, at):
            at = run.end()
            for number in range(int(run[1]), int(run[1]) + int(run[2])):
                line = self.written[at : at + _PLACE]
                if len(line) < _PLACE:
                    raise self._odd()
                if line[17:18] == b"n":
                    places[number] = int(line[:10])
                at += _PLACE
        if not places:
            raise self._odd()
        return places

    def _object(self, number: int, place: int) -> Value | Stream:
        value, at = self._plain(place)
        following = _TOKEN.match(self.written, at)
        if following is None or following["word"] != b"stream\r\n" or not isinstance(value, dict):
            return value
        length = value.get(b"Length")
        if isinstance(length, Reference):
            place = self._places.get(length.number, -1)
            length = self._plain(place)[0] if place >= 0 else None
        size = int(length) if isinstance(length, float) else 0
        return Stream(number, value, memoryview(self.written)[following.end() : following.end() + size])

    def _plain(self, place: int) -> tuple[Value, int]:
        """The object at that place without the data that may follow, and where it ends."""
        head = _HEAD.match(self.written, place)
        if head is None:
            raise self._odd()
        return self._value(head.end())

    def _value(self, at: int) -> tuple[Value, int]:
        """The value that begins there, and where it ends."""
        holders: list[list[Value]] = [[]]
        while True:
            token = _TOKEN.match(self.written, at)
            if token is None:
                raise self._odd()
            at = token.end()
            kind, text = cast(str, token.lastgroup), token[0].lstrip(b"\0\t\n\f\r ")
            if kind == "open":
                holders.append([])
                continue
            if kind == "close":
                done = holders.pop()
                if not holders:
                    raise self._odd()
                holders[-1].append(done if text == b"]" else _paired(done))
            else:
                holders[-1].append(_simple(kind, token))
            if len(holders) == 1:
                return holders[0][0], at

    def _odd(self) -> GongkaiError:
        return GongkaiError("E051", name=self._name, kind="PDF file", why="its objects do not fit together")


class _Copy:
    """What PDFium writes, up to a limit."""

    def __init__(self) -> None:
        self.held = bytearray()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Takes the next piece."""
        self.size += len(data)
        if self.size <= MAX_COPY:
            self.held += data


def plain_name(name: bytes) -> bytes:
    """A name without its escapes."""
    return _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), name) if b"#" in name else name


def _paired(items: list[Value]) -> dict[bytes, Value]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, bytes)}


def _simple(kind: str, token: re.Match[bytes]) -> Value:
    match kind:
        case "name":
            return plain_name(token["name"])
        case "reference":
            return Reference(int(token["reference"]))
        case "number":
            try:
                return float(token["number"])
            except ValueError:
                return 0.0
        case "string":
            return token["string"]
        case "hex":
            digits = b"".join(token["hex"].split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        case _:
            return {b"true": True, b"false": False, b"null": None}.get(token["word"], token["word"].decode())
