"""Finding the numbers of a text: value, unit, how exact, and whether they count anything."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from gongkai.quantities import forms
from gongkai.quantities.chinese import read_chinese
from gongkai.quantities.context import read_context, read_sign
from gongkai.quantities.lexicon import Lexicon, lexicon
from gongkai.quantities.model import Approx, Number, Quantity
from gongkai.quantities.numerals import CHINESE_CHARS, SCALES, as_number, parse_number

_D: Final = "[0-9０-９]"
_FULL: Final = "[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])"  # in text that was not normalised
_ARABIC: Final = rf"(?:{_FULL}|{_D}{{1,3}}(?:,{_D}{{3}})+(?!{_D})|{_D}+)(?:[.．]{_D}+)?"
_SCALE: Final = "(?:[十百千]?[万亿]|万亿|百(?!分)|千(?![克米瓦卡伏]))"
# What makes 成 another word behind a numeral: 一成不变, 三成员单位.
_NO_TENTH: Final = "果立员为效本功品人交都型长熟分绩就片像套语规制形不了"
_NUMBER: Final = re.compile(
    rf"(?<![{CHINESE_CHARS}0-9.几第])(?P<tenths>[一两二三四五六七八九1-9])成(?P<half>半)?(?P<more>多|余)?(?![{_NO_TENTH}])"
    rf"|(?P<share>[百千]分之)(?P<of>{_ARABIC}|[{CHINESE_CHARS}]+(?:点[{CHINESE_CHARS}]+)?)"
    rf"|(?P<arabic>{_ARABIC})(?P<scaled>(?P<inner>[余多])?{_SCALE}(?:{_D}+(?:\.{_D}+)?{_SCALE})*)?"
    rf"|(?P<chinese>[{CHINESE_CHARS}]+)"
)
_RUN_IN: Final = re.compile(rf"({_D}{{1,2}})[.．]((?:19|20){_D}{{2}})年")
_RANGE_WORD: Final = re.compile("[-—–－~～至到]{1,2}")
_LIST_WORD: Final = re.compile("[、和及与至到]|[-—–－~～]{1,2}")
_TRAILING_SCALE: Final = re.compile("[万亿]+")
_NUMBERING_UNITS: Final = frozenset(("月", "日", "年", "号", "届", "季度", "月份", "条", "款", "项", "期"))
_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of a normalised text, in order, not overlapping.

    ``end`` is where the unit ends, without a unit where the number ends (30余 included). An approximator
    behind the unit (以上, 左右) sets ``approx`` and is not covered. Money is in yuan: 万 is a scale word, so
    0.12万元 is 1200 元. A sign belongs to the value. Of a range (3至5件) the first number is at least, the
    second at most.
    """
    words = lexicon()
    found: list[Quantity] = []
    done = 0
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        quantity: Quantity | None
        if match["tenths"]:
            quantity = _tenths(text, match, words)
        elif match["arabic"]:
            run_in = _RUN_IN.match(text, start)
            if run_in is not None:  # 1.2020年: a heading's number before a year
                found.append(_name(start, run_in.end(1), int(run_in[1]), None))
                quantity = _name(run_in.start(2), run_in.end(), int(run_in[2]), "年")
            else:
                quantity = _arabic(text, match, words)
        elif match["share"]:
            quantity = _share(text, match, words)
        else:
            quantity = read_chinese(text, start, end, words)
        if quantity is not None:
            found.append(quantity)
            done = quantity.end
    return tuple(_linked(text, found))


def _name(start: int, end: int, value: int, unit: str | None) -> Quantity:
    return Quantity(
        start=start,
        end=end,
        number_end=end - len(unit or ""),
        approx_start=start,
        value=value,
        unit=unit,
        approx=Approx.EXACT,
        ordinal=True,
    )


def _arabic(text: str, match: re.Match[str], words: Lexicon) -> Quantity | None:
    start, number_end = match.span()
    inner = match["inner"]
    value: Number | None = parse_number(match.group().replace(inner, "") if inner else match.group())
    if value is None:  # 3万5万: scale words that do not go down
        number_end = match.end("arabic") + 1
        value = parse_number(text[start:number_end])
        if value is None:
            return None
    context = read_context(text, start, number_end, words)
    sign = read_sign(text, start, context)
    digits = match["arabic"].translate(_HALF_WIDTH).replace(",", "")
    whole = digits.partition(".")[0]
    counted = match["scaled"] is not None or context.unit is not None
    ordinal = (
        context.kind == "ordinal"
        or (len(whole) > 1 and whole[0] == "0")
        or forms.numbered(text, start)
        or (not sign and forms.glued(text, start, number_end, counted=counted, lexicon=words))
        or (not counted and forms.names_something(text, start, number_end, digits, lexicon=words))
        or forms.in_quotes(text, start, context.end, context.unit)
        or forms.in_title(text, start)
        or forms.per_time_or_label(text, start, context.unit, words)
    )
    return Quantity(
        start=start - abs(sign),
        end=context.end,
        number_end=number_end,
        approx_start=min(context.approx_start, start - abs(sign)),
        value=value * sign if sign else value,
        unit=context.unit,
        approx=words.between[inner] if inner else context.approx,
        sign=sign,
        ordinal=ordinal,
    )


def _tenths(text: str, match: re.Match[str], words: Lexicon) -> Quantity | None:
    """六成 is 60 %, 三成半 is 35 %, 七成多 more than 70 %."""
    tens = parse_number(match["tenths"])
    if tens is None:
        return None
    context = read_context(text, match.start(), match.end(), words)
    return Quantity(
        start=match.start(),
        end=match.end(),
        number_end=match.end(),
        approx_start=context.approx_start,
        value=tens * 10 + (5 if match["half"] else 0),
        unit="%",
        approx=words.between[match["more"]] if match["more"] else context.approx,
        chinese=not match["tenths"].isdigit(),
        ordinal=forms.in_title(text, match.start()) or forms.numbered(text, match.start()),
    )


def _share(text: str, match: re.Match[str], words: Lexicon) -> Quantity | None:
    """百分之九十八, 千分之5."""
    value = parse_number(match["of"])
    if value is None:
        return None
    context = read_context(text, match.start(), match.end(), words)
    return Quantity(
        start=match.start(),
        end=match.end(),
        number_end=match.end(),
        approx_start=context.approx_start,
        value=value,
        unit="%" if match["share"][0] == "百" else "‰",
        approx=context.approx,
        chinese=not match["of"][0].isdigit(),
        ordinal=forms.in_title(text, match.start()),
    )


def _linked(text: str, found: list[Quantity]) -> list[Quantity]:
    """Let numbers that stand together share what they are: ranges, 第1、2项, 5、6月, 9时30分."""
    listed = False  # whether the number at hand is in a list that began with 第
    for i in range(1, len(found)):
        first, second = found[i - 1], found[i]
        gap = text[first.end : second.start]
        named = first.ordinal and first.unit is None
        listed = named and (listed or text[first.start - 1 : first.start] == "第")
        if named and not second.ordinal and _LIST_WORD.fullmatch(gap):
            if second.unit is None or (listed and second.unit in _NUMBERING_UNITS):
                found[i] = replace(second, ordinal=True)
        elif first.ordinal and first.unit == "时" and not gap and second.unit == "分":
            found[i] = replace(second, ordinal=True)
    scale, shared = "", False
    for i in range(len(found) - 1, 0, -1):
        first, second = found[i - 1], found[i]
        if not shared:  # else it goes on to the left: 1/2/3万宗
            tail = _TRAILING_SCALE.search(text, second.start, second.number_end)
            scale = tail.group() if tail else ""
        shared = False
        if first.unit is not None or first.sign or second.sign:
            continue
        gap = text[first.end : second.start]
        if second.ordinal:
            same_kind = second.unit in _NUMBERING_UNITS and (second.unit != "年" or first.value >= 1900)
            if _RANGE_WORD.fullmatch(gap) or (_LIST_WORD.fullmatch(gap) and same_kind):
                found[i - 1] = replace(first, ordinal=True)
        elif not first.ordinal and (gap == "/" or _RANGE_WORD.fullmatch(gap)):
            if not _TRAILING_SCALE.search(text, first.start, first.number_end):
                shared = True
                factor = math.prod(SCALES[c] for c in scale)
                first = replace(first, value=as_number(Decimal(str(first.value)) * factor))
            found[i - 1] = first = replace(first, unit=second.unit)
            if gap != "/" and first.value < second.value:
                found[i - 1] = replace(first, approx=Approx.AT_LEAST)
                found[i] = replace(second, approx=Approx.AT_MOST)
    return found
