"""Normalised text: one way of writing for all later stages, every character mapped back to the source.

The rules are in the module's order: signs one for one, what is dropped, what stands for several characters,
stray spaces inside numbers, all other white space, commas and colons, script and vocabulary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from gongkai.documents.model import MappedText
from gongkai.documents.script import is_traditional, reading_data, simplify, vocabulary

__all__ = ["is_traditional", "normal_text", "normalise_line", "normalise_piece"]

_DROPPED: Final = "\0"
# Full-width signs that stay full width (the comma is decided later: it may be a thousands separator).
_KEPT: Final = frozenset("，：；！？。、〔〕")
_SIGNS: Final = {
    **dict.fromkeys("「〝﹁﹃", "“"),
    **dict.fromkeys("」〞〟﹂﹄", "”"),
    **dict.fromkeys("『", "‘"),
    **dict.fromkeys("』", "’"),
    **dict.fromkeys("‐‑−﹣", "-"),
    "﹐": ",",
    "﹕": "：",
    "﹔": "；",
    "＂": '"',
}
_TABS: Final = frozenset("\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\r\n")
# Unicode's decompositions of these kinds keep the meaning of a sign (that of a superscript or ① does not).
_PLAIN_KINDS: Final = ("<wide>", "<narrow>", "<small>")
_IDEOGRAPHS: Final = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
_SEVERAL: Final = re.compile("[\u3220-\u3229\u2474-\u249b]")  # ㈠ ⑴ ⒈

_WHITE: Final = "[ \t]"
_LEFT: Final = r"[^\x00-\x7f]|[()\[\],:;!?\"]"
_RIGHT: Final = r"[^\x00-\x7f]|[()\[\],:;!?\"%]"
_SPACES: Final = re.compile(
    rf"^{_WHITE}+|{_WHITE}+$|(?<={_LEFT}){_WHITE}+|{_WHITE}+(?={_RIGHT})|(?<={_WHITE}){_WHITE}+"
)
_SPACED_NUMBER: Final = re.compile(r"(?<!\d)(?<!\d[.,，])\d[\d.,，]*(?: [\d.,，]+)+(?![\d.,，])")
_MAY_BE_SPACED: Final = re.compile(r"\d [\d.,，]|[.,，] \d")
_TABLE_LIKE: Final = re.compile(r"\t|\||  ")
_SENTENCE: Final = re.compile("[，。；、]|[\u4e00-\u9fff],")
_NUMBER: Final = re.compile(r"[1-9]\d{0,2}(?:[,，]\d{3})+(?:\.\d+)?|\d+\.\d+")
_MAX_DIGITS: Final = 10  # the longest plain count in a report has eight digits
_THOUSANDS: Final = re.compile(r"(?<![\d.,，])[1-9]\d{0,2}(?:[,，]\d{3})+(?![\d,，])")
_PUNCTUATION: Final = re.compile(r"[,:;!?\"]")
_COMMAS: Final = re.compile("(?<=[,，])[,，]+")  # mirror copies double them


def normalise_line(n: int, text: str, *, traditional: bool) -> MappedText:
    """Line ``n`` normalised. ``traditional`` says that the document is; else its characters stay."""
    return normalise_piece(n, text, 0, len(text), traditional=traditional)


def normalise_piece(n: int, text: str, start: int, end: int, *, traditional: bool) -> MappedText:
    """Characters ``start`` to ``end`` of line ``n`` normalised by themselves, as a cell of a row is."""
    plain = text[start:end].translate(_PLAIN)
    at: Sequence[int] = range(start, end)
    if _DROPPED in plain:
        plain, at = _without(plain, at, (m.span() for m in re.finditer("\0+", plain)))
    if _SEVERAL.search(plain):
        plain, at = _spelled_out(plain, at)
    if _MAY_BE_SPACED.search(plain):
        plain, at = _without(plain, at, _spaces_in_numbers(plain))
    if " " in plain or "\t" in plain:
        plain, at = _without(plain, at, (m.span() for m in _SPACES.finditer(plain)))
        plain = plain.replace("\t", " ")
    if "," in plain or "，，" in plain:
        plain, at = _without(plain, at, (m.span() for m in _COMMAS.finditer(plain)))
    plain = _punctuated(plain)
    starts, ends = tuple(at), tuple([i + 1 for i in at])
    if traditional:
        plain, starts, ends = _mainland(plain, starts, ends)
    return MappedText(text=plain, lines=(n,) * len(plain), starts=starts, ends=ends)


@lru_cache(maxsize=8192)  # cells are mostly the same few texts
def normal_text(text: str, *, traditional: bool) -> str:
    """A text normalised by itself, where nobody asks for the places of its characters."""
    return normalise_piece(0, text, 0, len(text), traditional=traditional).text


class _PlainSigns(dict[int, str]):
    """What each character becomes, one for one; found out once per character."""

    def __missing__(self, code: int) -> str:
        new = _plain(chr(code))
        self[code] = new
        return new


_PLAIN: Final = _PlainSigns()


def _plain(char: str) -> str:
    """The plain form of a character, or the mark of one to drop."""
    if char in _KEPT:
        return char
    if char in _SIGNS:
        return _SIGNS[char]
    if char in _TABS:
        return "\t"
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    # Controls, format characters (zero width, soft hyphen, byte order mark), variation selectors say nothing.
    if category in ("Cc", "Cf", "Cs") or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return _DROPPED
    if char in reading_data()["radicals"]:
        return str(reading_data()["radicals"][char])
    kind = unicodedata.decomposition(char).partition(" ")[0]
    if kind in _PLAIN_KINDS or any(low <= ord(char) <= high for low, high in _IDEOGRAPHS):
        new = unicodedata.normalize("NFKC", char)
        if len(new) == 1:
            return new
    return char


def _without(text: str, at: Sequence[int], dropped: Iterable[tuple[int, int]]) -> tuple[str, Sequence[int]]:
    """Text and places without the ranges, which are in order and apart."""
    pieces: list[str] = []
    places: list[int] = []
    last = 0
    for first, end in dropped:
        pieces.append(text[last:first])
        places.extend(at[last:first])
        last = end
    if not last:
        return text, at
    pieces.append(text[last:])
    places.extend(at[last:])
    return "".join(pieces), places


def _spelled_out(text: str, at: Sequence[int]) -> tuple[str, Sequence[int]]:
    """㈠ as (一), ⑴ as (1), ⒈ as 1. — all from the one character printed."""
    forms = [unicodedata.normalize("NFKC", c) if _SEVERAL.match(c) else c for c in text]
    return "".join(forms), [place for form, place in zip(forms, at, strict=True) for _ in form]


def _spaces_in_numbers(text: str) -> list[tuple[int, int]]:
    """The spaces that broken text put inside one number; never those between the cells of a flattened row."""
    table_like = _TABLE_LIKE.search(text.strip()) is not None  # an indent parts no cells
    in_sentence = not table_like and _SENTENCE.search(text) is not None
    dropped: list[tuple[int, int]] = []
    for match in _SPACED_NUMBER.finditer(text):
        unit = text[match.end() : match.end() + 2].lstrip(" ")[:1]
        before = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
        if not table_like and _is_one_number(match.group().split(" "), before, unit, in_sentence=in_sentence):
            dropped += [
                (match.start() + m.start(), match.start() + m.end()) for m in re.finditer(" ", match.group())
            ]
    return dropped


def _is_one_number(parts: list[str], before: str, unit: str, *, in_sentence: bool) -> bool:
    """Whether the parts, which single spaces separate, are one number."""
    joined = "".join(parts)
    if not unit or unit not in _after_number():
        return False
    if not joined.isdigit():
        # "1. 23 条" at the head of a line is a numeral and a count.
        enumerated = parts[0].endswith(".") and not "\u4e00" <= before <= "\u9fff"
        return not enumerated and _NUMBER.fullmatch(joined) is not None
    if joined[0] == "0" or len(joined) > _MAX_DIGITS:
        return False
    if unit in "年月日号":
        return len(joined) <= 2 if unit != "年" else len(joined) == 4 and joined.startswith(("19", "20"))
    return in_sentence or all(len(p) == 1 for p in parts) or any(p[0] == "0" for p in parts[1:])


@lru_cache(maxsize=1)
def _after_number() -> frozenset[str]:
    return frozenset(reading_data()["after_number"])


def _punctuated(text: str) -> str:
    """Commas full width but for those of thousands; colons and semicolons full width in Chinese."""
    if "," in text or "，" in text:
        text = _THOUSANDS.sub(lambda m: re.sub("[,，]", "\0", m.group()), text)
    opened = 0

    def full(match: re.Match[str]) -> str:
        nonlocal opened
        sign, i = match.group(), match.start()
        left, right = text[i - 1 : i], text[i + 1 : i + 2]
        if sign == '"':
            opened += 1
            return "“" if opened % 2 else "”"
        if sign == ",":
            return "，"
        if left.isascii() and left.isalnum() and right.isascii() and (right.isalnum() or right == "/"):
            return sign  # a time, a ratio, an address
        return _FULL[sign]

    if _PUNCTUATION.search(text):
        text = _PUNCTUATION.sub(full, text)
    return text.replace("\0", ",")


_FULL: Final = {":": "：", ";": "；", "!": "！", "?": "？"}


def _mainland(
    text: str, starts: tuple[int, ...], ends: tuple[int, ...]
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Simplified characters and mainland words; a character of an exchanged word stands for the whole."""
    text = simplify(text)
    words, pattern = vocabulary()
    pieces: list[str] = []
    first: list[int] = []
    final: list[int] = []
    last = 0
    for match in pattern.finditer(text):
        i, j = match.span()
        new = words[match.group()]
        if new == match.group():
            continue
        pieces += text[last:i], new
        if len(new) == j - i:
            first += starts[last:j]
            final += ends[last:j]
        else:
            first += starts[last:i] + (starts[i],) * len(new)
            final += ends[last:i] + (ends[j - 1],) * len(new)
        last = j
    pieces.append(text[last:])
    return "".join(pieces), (*first, *starts[last:]), (*final, *ends[last:])
