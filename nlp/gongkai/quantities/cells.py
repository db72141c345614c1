"""What a printed table cell says: a number, a word for zero, a dash, nothing, or something else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from gongkai.quantities.lexicon import lexicon
from gongkai.quantities.model import Approx, CellState, CellValue
from gongkai.quantities.numerals import CHINESE_CHARS, parse_number

_LONGEST_VALUE: Final = 40  # characters; a longer line is a label or prose
_LONGEST_CELL: Final = 200  # characters of a number with its note
_FOLD: Final = str.maketrans("０１２３４５６７８９．，（）％＋－−／＼＊", "0123456789.,()%+--/\\*")
_DROPPED: Final = dict.fromkeys(map(ord, "\u200b\ufeff\u00ad"))  # characters without width
_DASH: Final = re.compile(r"[-/\\—–―─‐‑‒~～]+")
_SPACED_THOUSANDS: Final = re.compile(r"(?<=\d) (?=0\d\d(?!\d))")  # 1 086; 1 234 may as well be two cells
_NUMBER: Final = (
    r"(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?(?:[余多]?[百千]?[万亿]|[百千])?(?:\d+[万千百])*"
    rf"|[{CHINESE_CHARS}]+"
)
_ONE_SCALE: Final = re.compile(r"([\d.,]+)([百千]?[万亿])")
_BARE_SCALE: Final = re.compile("[百千万亿]+")
_MAY_BE_VALUE: Final = re.compile(
    rf"[\s\d０-９+＋\-－−—–―─/／\\＼~～增新净减下上降约近超逾无無零没暂{CHINESE_CHARS}]"
)


_NO_NUMBER: Final = CellValue(state=CellState.NOT_A_NUMBER)


@lru_cache(maxsize=1)
def _cell() -> re.Pattern[str]:
    words = lexicon()
    rise, fall = "|".join(words.rise), "|".join(words.fall)
    return re.compile(
        rf"(?:(?P<up>\+|{rise})|(?P<down>[-—–]|{fall}))? ?(?P<about>约|近)?(?P<over>超过?|逾)?"
        rf"(?P<number>{_NUMBER})(?P<more>余|多|\+)? ?(?P<unit>[^\d\s()\[\]+\-*/=.。,;:]{{1,5}}?)?"
        rf" ?(?P<note>[(\[][^()\[\]]*[)\]])?[。;]?"
    )


@lru_cache(maxsize=8192)  # a table is mostly the same few texts
def read_cell(text: str) -> CellValue:
    """The reading of one printed cell, raw or normalised. A note in brackets is passed over.

    A scale word belongs to the value (12万 is 120000, 1.2万件 is 12000 件), but of money it belongs to the
    unit: 712.187895万元 is 712.187895 万元, as printed, because the header of such a column often says 万元.
    增加5 is 5 and 减3 is -3. What merely looks like several numbers (0/0, 3+2, 0 0) is not one.
    """
    folded = " ".join(text.translate(_FOLD).translate(_DROPPED).split())
    if not folded:
        return CellValue(state=CellState.BLANK)
    if len(folded) > _LONGEST_CELL:
        return _NO_NUMBER
    words = lexicon()
    if _DASH.fullmatch(folded.replace(" ", "")):
        return CellValue(state=CellState.DASH)
    if folded.replace(" ", "").rstrip("。") in words.zero_words:
        return CellValue(state=CellState.ZERO_WORD, value=0)
    match = _cell().fullmatch(_SPACED_THOUSANDS.sub("", folded))
    return _NO_NUMBER if match is None else _read_number(match)


def _read_number(match: re.Match[str]) -> CellValue:
    number, unit = match["number"], match["unit"]
    note = (match["note"] or "")[1:-1].strip()
    value = (
        None if _BARE_SCALE.fullmatch(number) else parse_number(number.replace("余", "").replace("多", ""))
    )
    if value is None or (unit is not None and not _is_unit(unit)):
        return _NO_NUMBER
    if unit is None and _is_unit(note):
        unit = note
    scaled = _ONE_SCALE.fullmatch(number)
    entry = lexicon().units.get(unit or "")
    if entry is not None and entry.kind == "money" and scaled is not None:
        value, unit = parse_number(scaled[1]) or 0, f"{scaled[2]}{unit}"
    approx = Approx.ABOUT if match["about"] else Approx.EXACT
    if match["over"] or match["more"] or "余" in number or "多" in number:
        approx = Approx.AT_LEAST
    return CellValue(
        state=CellState.NUMBER, value=-value if match["down"] else value, unit=unit, approx=approx
    )


def _is_unit(word: str) -> bool:
    """Whether the word is a unit that counts, with 万 or 亿 before it or without."""
    units = lexicon().units
    entry = units.get(word) or units.get(word[1:] if word[:1] in ("万", "亿") else "")
    return entry is not None and entry.kind != "ordinal"


def looks_like_value(text: str) -> bool:
    """Whether a short printed text is a value and no label: a number, a word for zero or a dash.

    A lone Chinese numeral (三) is none: on a line of its own it is the number of a heading printed downwards.
    """
    if len(text) > _LONGEST_VALUE or _MAY_BE_VALUE.match(text) is None:
        return False
    reading = read_cell(text)
    if reading.state is CellState.NUMBER:
        return reading.unit is not None or text.strip()[0] not in CHINESE_CHARS
    return reading.state in (CellState.ZERO_WORD, CellState.DASH)
