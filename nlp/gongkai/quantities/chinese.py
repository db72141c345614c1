"""Chinese numerals in running text: only those that count something (三场, 二百余件, 逾万条)."""

from __future__ import annotations

import re
from typing import Final

from gongkai.quantities import forms
from gongkai.quantities.context import SIGHT, Context, read_context
from gongkai.quantities.lexicon import Lexicon
from gongkai.quantities.model import Quantity
from gongkai.quantities.numerals import CHINESE_CHARS, SCALES, parse_chinese

_BARE: Final = re.compile("[百千]?[百千万亿]|万亿")
_GREAT: Final = re.compile("[万亿]")
_ZERO_UNITS: Final = frozenset("件宗起条份例元篇次")
_ZERO_BEHIND: Final = frozenset("为是：:均")
CLAUSE_END: Final = frozenset("，。；、,;)）:：！”\n")


def read_chinese(text: str, start: int, end: int, words: Lexicon) -> Quantity | None:
    """The quantity that a run of Chinese numeral characters is, None where it counts nothing."""
    run = text[start:end]
    bare = _BARE.fullmatch(run) is not None
    context = read_context(text, start, end, words, bare=bare)
    value = parse_chinese(run)
    if value is None or text[end : end + 1] == "几":
        return None
    numbered = forms.numbered(text, start)
    if run in ("零", "〇", "○"):
        if not _denies(text, start, context):
            return None
    elif context.kind == "ordinal" or (numbered and context.unit is not None):
        if value == 1 and not numbered:
            return None
        numbered = True
    elif not _counts(text, start, end, run, context, words, bare=bare):
        return None
    return Quantity(
        start=start,
        end=context.end,
        number_end=end,
        approx_start=context.approx_start,
        value=value,
        unit=context.unit,
        approx=context.approx,
        chinese=True,
        ordinal=numbered
        or forms.in_quotes(text, start, context.end, context.unit)
        or forms.in_title(text, start)
        or forms.per_time_or_label(text, start, context.unit, words),
    )


def _denies(text: str, start: int, context: Context) -> bool:
    """零 as a number: 复议零件， or 均为零。"""
    if text[context.end : context.end + 1] not in CLAUSE_END and context.end < len(text):
        return False
    return context.unit in _ZERO_UNITS or (context.unit is None and text[start - 1 : start] in _ZERO_BEHIND)


def _counts(
    text: str, start: int, end: int, run: str, context: Context, words: Lexicon, *, bare: bool
) -> bool:
    low = max(0, start - SIGHT)
    approximated = context.approx_start < start or context.between
    if words.chinese_not_behind.search(text, low, start) or words.chinese_names.match(text, start):
        return False
    if run[0] in SCALES and words.scale_not_behind.search(text, low, start):
        return False
    if bare and len(run) == 1 and not approximated:
        return False
    closed = context.end >= len(text) or text[context.end] in CLAUSE_END
    if context.unit is None:
        # 关注人数超百万 and 粉丝三十二万。 need no unit; 万一 and 十万火急 have none either
        great = _GREAT.search(run) is not None
        return great and (closed or approximated) and (approximated or len(run) > 1)
    if context.entry is None or not context.entry.chinese:
        return False
    if run == "一" and not context.between:
        if context.entry.one == "never" or words.one_not_behind.search(text, low, start):
            return False
        if context.entry.one == "end" and not closed and not words.one_behind.search(text, low, start):
            return False
        if text[context.end : context.end + 1] == context.unit[-1]:  # 一件件, 一次次
            return False
    return not (len(run) == 1 and _paired(text, start, end, context))


def _paired(text: str, start: int, end: int, context: Context) -> bool:
    """Numeral and noun twice: 一件一策, 一企一人. Such a pair is a slogan."""
    second = text[end + 1 : end + 2]
    if second and second in CHINESE_CHARS and context.end == end + 1:
        return True
    first, noun = text[start - 2 : start - 1], text[start - 1 : start]
    return (
        bool(first) and first in CHINESE_CHARS and "\u4e00" <= noun <= "\u9fff" and noun not in CHINESE_CHARS
    )
