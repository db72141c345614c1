"""Numbers of lists as they are printed: 一、 (三) ① iv."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
_ROMAN_LIMIT: Final = 4000
_LETTER_ROUNDS: Final = 30  # Word prints aa after z, aaa after zz and so on, up to 30 letters
_COUNTED_LIMIT: Final = 10_000  # no list of a report comes near; beyond, plain digits do


def numeral(n: int, form: str) -> str:
    """The number ``n`` in the form that a list's level names (``w:numFmt``).

    Plain digits where the form is unknown or has no sign for so large a number; "" for the form ``none``.
    """
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return (write(n) if write is not None and n >= 0 else None) or str(n)


def _signs(signs: str) -> Callable[[int], str | None]:
    return lambda n: signs[n - 1] if 1 <= n <= len(signs) else None


def _run(first: str, count: int) -> Callable[[int], str | None]:
    return _signs("".join(chr(ord(first) + i) for i in range(count)))


def _digit_by_digit(digits: str) -> Callable[[int], str | None]:
    return lambda n: "".join(digits[int(digit)] for digit in str(n))


def _counted(digits: str, units: str, *, one_ten: bool) -> Callable[[int], str | None]:
    """Counting words, such as 一百零二; ``one_ten``: whether ten is 壹拾 and not 十."""
    zero = digits[0] if digits[0] != "〇" else "零"

    def write(n: int) -> str | None:
        if not 0 < n < _COUNTED_LIMIT:
            return digits[0] if n == 0 else None
        text, gap = "", False
        for power in (3, 2, 1, 0):
            digit = n // 10**power % 10
            if not digit:
                gap = gap or bool(text)
                continue
            text += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        return text if one_ten or not 10 <= n < 20 else text[1:]

    return write


def _chinese_counting(n: int) -> str | None:
    """Counting words up to 99, digit by digit from there."""
    return _PLAIN(n) if n < 100 else _digit_by_digit(_DIGITS)(n)


def _letters(first: str) -> Callable[[int], str | None]:
    def write(n: int) -> str | None:
        rounds, letter = divmod(n - 1, 26)
        return chr(ord(first) + letter) * (rounds + 1) if n > 0 and rounds < _LETTER_ROUNDS else None

    return write


def _roman(n: int) -> str | None:
    if not 0 < n < _ROMAN_LIMIT:
        return None
    text = ""
    for value, sign in _ROMAN:
        text += sign * (n // value)
        n %= value
    return text


def _lower_roman(n: int) -> str | None:
    text = _roman(n)
    return None if text is None else text.lower()


def _cycle(n: int) -> str | None:
    """The cycle of sixty: 甲子, 乙丑 and on."""
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else None


def _full_width(n: int) -> str:
    return str(n).translate({ord("0") + i: chr(ord("０") + i) for i in range(10)})


_PLAIN: Final = _counted(_DIGITS, "十百千", one_ten=False)
_CIRCLED: Final = _signs(
    "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
)
_FORMS: Final[dict[str, Callable[[int], str | None]]] = {
    "chineseCounting": _chinese_counting,
    "taiwaneseCounting": _chinese_counting,
    "chineseCountingThousand": _PLAIN,
    "taiwaneseCountingThousand": _PLAIN,
    "japaneseCounting": _PLAIN,
    "ideographDigital": _digit_by_digit(_DIGITS),
    "japaneseDigitalTenThousand": _digit_by_digit(_DIGITS),
    "taiwaneseDigital": _digit_by_digit(_DIGITS),
    "chineseLegalSimplified": _counted(_FORMAL, "拾佰仟", one_ten=True),
    "ideographLegalTraditional": _counted(_FORMAL_TRADITIONAL, "拾佰仟", one_ten=True),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": _run("㊀", 10),
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedFullstop": _run("⒈", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda n: f"{n:02d}",
    "numberInDash": lambda n: f"- {n} -",
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": _lower_roman,
}
