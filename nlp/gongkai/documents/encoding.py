"""Bytes to text: declared by a byte order mark, or the encoding in which the text is plausible Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from gongkai.documents.script import characters, reading_data
from gongkai.errors import GongkaiError

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE: Final = ("utf-16-le", "utf-16-be")
# cp950 and the Hong Kong set are the two larger sets that files called Big5 are written in.
_LEGACY: Final = {"gb18030": "gb18030", "cp950": "big5", "big5hkscs": "big5"}
_SAMPLE: Final = 100_000  # characters or bytes that are looked at: more says nothing new
# Share of frequent characters among all beyond ASCII. Reports have 0.55 to 0.75; the same bytes in another
# encoding, and random bytes, stay below 0.1.
_PLAUSIBLE: Final = 0.25
_WORD_BONUS: Final = 0.05  # per kind of word that stands in every report
_MAX_REPLACED: Final = (
    0.02  # share of characters; a broken download loses one or two, a wrong encoding tens of percent
)
_MAX_CONTROLS: Final = 0.01  # share of bytes; text has none but tabs, line and page ends
_CONTROLS: Final = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b"})


class Decoded(NamedTuple):
    """Text, the name of its encoding, and how many of its characters are U+FFFD: could not be read."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes, *, name: str) -> Decoded:
    """The bytes as text.

    Raises GongkaiError E003 for bytes that are no text at all, E005 where no encoding gives plausible text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    wide = _best(data, _wide_encodings(data))
    if wide is not None:
        return wide
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _MAX_CONTROLS * len(sample):
        raise GongkaiError("E003", name=name)
    try:
        return _decoded(data, "utf-8", errors="strict")
    except UnicodeDecodeError:
        pass  # damaged UTF-8 competes with the others below
    found = _best(data, ("utf-8", *_LEGACY)) or _best(data, _guessed(data))
    if found is None:
        raise GongkaiError("E005", name=name)
    return found._replace(encoding=_LEGACY.get(found.encoding, found.encoding))


def plausibility(text: str) -> float:
    """How much the text is like a Chinese report, from 0 to about 1.5; pure ASCII text is 0.5."""
    sample = text[:_SAMPLE]
    beyond = [c for c in sample if c > "\x7f"]
    if not beyond:
        return 0.5 if sample.isascii() and not re.search(r"[\0-\x08\x0e-\x19]", sample) else 0.0
    known = characters()
    frequent = sum(c in known.shared or c in known.simplified or c in known.traditional for c in beyond)
    signs = sum("\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uff5e" for c in beyond)
    words = sum(word in sample for word in reading_data()["report_words"])
    if not frequent:
        return 0.0
    return frequent / max(1, len(beyond) - signs) + words * _WORD_BONUS


def _decoded(data: bytes, encoding: str, *, errors: str = "replace") -> Decoded:
    text = data.decode(encoding, errors)
    return Decoded(text, encoding, text.count("\ufffd"))


def _best(data: bytes, encodings: Iterator[str] | tuple[str, ...]) -> Decoded | None:
    """The most plausible of the encodings, or None when none is."""
    best, best_score = None, _PLAUSIBLE
    for encoding in encodings:
        sample = _decoded(data[: 2 * _SAMPLE], encoding)
        # The sample may end inside a character, and so may a broken download.
        if sample.replaced > 1 + _MAX_REPLACED * len(sample.text):
            continue
        score = plausibility(sample.text) - sample.replaced / max(1, len(sample.text))
        if score > best_score:
            best, best_score = encoding, score
    return None if best is None else _decoded(data, best)


def _wide_encodings(data: bytes) -> Iterator[str]:
    """UTF-16 without a mark, where the bytes can be that: zero bytes, or no valid UTF-8 of even length."""
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        yield from _WIDE
        return
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        if len(data) % 2 == 0:
            yield from _WIDE


def _guessed(data: bytes) -> Iterator[str]:
    """What charset-normalizer takes it for; the guess still has to be plausible Chinese."""
    from charset_normalizer import from_bytes  # last resort, and slow

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None:
        yield guess.encoding
