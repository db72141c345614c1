"""Numerals to numbers: Chinese (三百二十), Arabic with separators and scale words (1,234; 26.44万), and back.

Pure functions on one numeral; finding numerals in a text is the lexer's work.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from gongkai.quantities.model import Number

DIGITS: Final = "零一二三四五六七八九"
_DIGIT: Final = {c: n for n, c in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2}
SCALES: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
CHINESE_CHARS: Final = "零〇○一二两三四五六七八九十百千万亿廿卅"
"""Every character a Chinese numeral is written with here (the formal 壹贰叁 are words too often)."""

_LONGEST: Final = 32  # characters of a numeral; more are a code or noise
_POSITIONAL = re.compile(r"[零〇○一二三四五六七八九]{2,}")
_BELOW_TEN_THOUSAND = re.compile(
    r"(?:(?P<k>[一二两三四五六七八九])?千)?(?P<z1>[零〇])?(?:(?P<h>[一二两三四五六七八九])?(?P<hs>百))?"
    r"(?P<z2>[零〇])?(?:(?P<t>[一二三四五六七八九])?(?P<ts>[十廿卅]))?(?P<z3>[零〇])?(?P<u>[一二两三四五六七八九])?"
)
_FOLD = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_PART = re.compile(r"(\d+(?:\.\d+)?)([十百千]?[万亿]|万亿|[百千])?")
_PLAIN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese integer, None where the characters are no well-formed one.

    Reads 三百二十 (320), 两千零五 (2005), 三万五 (35000), 百万 (1000000), 廿三 (23) and, digit by digit,
    二〇二三 (2023).
    两三 and 三五 are guesses, not numbers. A bare 万 is 10000: whether it counts anything is for the caller.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGIT[c]) for c in text)) if len(text) > 2 else None
    for char in "亿万":
        head, found, tail = text.rpartition(char)
        if not found:
            continue
        if char in head or (not head and tail):
            return None
        high = parse_chinese(head) if head else 1
        low = _below(tail, SCALES[char])
        if not high or low is None:
            return None
        return high * SCALES[char] + low
    return _below_ten_thousand(text)


def _below(tail: str, scale: int) -> int | None:
    """What follows a scale word; a lone digit counts the next lower power (三万五)."""
    if not tail:
        return 0
    if tail[0] in "百千万亿":  # left out is only the first digit of a numeral: 百万
        return None
    if len(tail) == 1 and tail in _DIGIT:
        return _DIGIT[tail] * scale // 10 or None
    value = (
        parse_chinese(tail.lstrip("零〇")) if not _POSITIONAL.fullmatch(tail) or tail[0] in "零〇" else None
    )
    if value is None and len(tail) == 2 and tail[0] in "零〇":
        value = _DIGIT.get(tail[1])
    return value if value is not None and value < scale else None


def _below_ten_thousand(text: str) -> int | None:
    match = _BELOW_TEN_THOUSAND.fullmatch(text)
    if match is None:
        return _DIGIT.get(text)
    has_k, tens = "千" in text, match["ts"]
    if (match["hs"] and not match["h"] and has_k) or (
        tens == "十" and not match["t"] and (has_k or match["hs"])
    ):
        return None  # 三千百, 三百十: the inner one is not left out in writing
    if match["t"] and tens in ("廿", "卅"):
        return None
    if match["u"] == "两" and len(text) > 1:
        return None
    if match["u"] and not tens and not match["z2"] and not match["z3"] and not match["z1"] and len(text) > 1:
        # 一百二 is 120, 两千三 is 2300
        scale = 10 if match["hs"] else 100
        unit = _DIGIT[match["u"]] * scale
    else:
        unit = _DIGIT[match["u"]] if match["u"] else 0
    total = unit + (_DIGIT[match["k"]] if match["k"] else int(has_k)) * 1_000
    if match["hs"]:
        total += (_DIGIT[match["h"]] if match["h"] else 1) * 100
    if tens:
        total += {"十": _DIGIT[match["t"]] if match["t"] else 1, "廿": 2, "卅": 3}[tens] * 10
    return total if total or text in ("零", "〇", "○") else None


def to_chinese(value: int) -> str:
    """The usual Chinese writing of a whole number from 0 to below 10**12 (320 is 三百二十)."""
    if not 0 <= value < 10**12:
        raise ValueError(f"{value} is out of range")
    if value == 0:
        return DIGITS[0]
    parts = [(value // 10**8, "亿"), (value // 10**4 % 10**4, "万"), (value % 10**4, "")]
    written = ""
    for part, scale in parts:
        if part:
            gap = written and (part < 1_000 or written[-1] == DIGITS[0])
            written += (DIGITS[0] if gap and written[-1] != DIGITS[0] else "") + _spell(part) + scale
        elif written and scale:
            written += DIGITS[0]
    written = written.rstrip(DIGITS[0])
    return written[1:] if written.startswith("一十") else written


def _spell(part: int) -> str:
    """A number from 1 to 9999."""
    written = ""
    for power, scale in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = part // power % 10
        if digit:
            written += DIGITS[digit] + scale
        elif written and written[-1] != DIGITS[0]:
            written += DIGITS[0]
    return written.rstrip(DIGITS[0])


def as_number(value: Decimal) -> Number:
    """An int where the value is whole, else a float."""
    whole = int(value)
    return whole if whole == value else float(value)


def parse_number(text: str) -> Number | None:
    """The value of one numeral in any writing: 1,234, ７７３０.28, 26.44万, 1亿3000万, 三百二十, 九十八点五.

    None where the text is anything but one numeral.
    """
    if len(text) > _LONGEST:
        return None
    text = text.translate(_FOLD)
    if _PLAIN.fullmatch(text):
        return as_number(Decimal(text.replace(",", "")))
    if text[:1].isdigit():
        return _parse_scaled(text)
    whole, point, fraction = text.partition("点")
    value = parse_chinese(whole)
    if value is None or not point:
        return value
    if not fraction or any(c not in _DIGIT for c in fraction):
        return None
    return as_number(Decimal(f"{value}." + "".join(str(_DIGIT[c]) for c in fraction)))


def _parse_scaled(text: str) -> Number | None:
    """Numbers with scale words that go down: 1亿3000万, 1,200万."""
    if "," in text:
        grouped = _PLAIN.match(text)
        if grouped is None or "," in text[grouped.end() :] or text[grouped.end() :][:1].isdigit():
            return None
        text = text.replace(",", "")
    total, last, pos = Decimal(0), Decimal(10**13), 0
    while pos < len(text):
        part = _PART.match(text, pos)
        if part is None:
            return None
        value, scale = Decimal(part[1]), Decimal(_scale(part[2]))
        if scale >= last or (pos and value * scale >= last):
            return None
        total, last, pos = total + value * scale, scale, part.end()
    return as_number(total)


def _scale(words: str | None) -> int:
    factor = 1
    for char in words or "":
        factor *= SCALES[char]
    return factor
