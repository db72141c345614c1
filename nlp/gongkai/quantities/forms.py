"""Which numbers count nothing by their form: dates, document and phone numbers, headings, names like 8+4.

Each rule looks at one number in Arabic digits and the characters around it. What the number is about is no
business of this module.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.quantities.lexicon import Lexicon

_JOINERS: Final = "-—–－~～/.:：@_+＋×*=&?#·"
_TOKEN_CHAR: Final = re.compile(r"[0-9A-Za-z０-９\-—–－~～/.:：@_+＋×*=&?#·]")
_CLOCK: Final = re.compile(r"[:：]\d{1,2}(?!\d)")
_CLOCK_BEHIND: Final = re.compile(r"(?<!\d)\d{1,2}[:：]\Z")
_COLON: Final = re.compile("[:：]")
_TOKEN_SIGHT: Final = 40  # characters each side that a token (a URL, a phone number) is looked for
_RANGE: Final = re.compile(r"\d+(?:\.\d+)?(?:[-—–－~～]{1,2}|/)\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)*")
_YEARS: Final = re.compile(r"(?:19|20)\d\d[-—–－~～]{1,2}(?:(?:19|20)?\d\d)")
_DATE: Final = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}(?:\1\d{1,2})?")
_AREA_CODE: Final = re.compile(r"[(（]0\d{2,3}[)）] ?\Z")
_CALL: Final = re.compile(r"(?:0\d{2,3}|400|800)[-—–－]{1,2}\d{3,8}(?:[-—–－]\d{1,6})*")
_CLAUSE_START: Final = frozenset("。；;：:！？”)） \u3000\n\t(（|")  # what an item's number stands behind
_QUOTE_SIGHT: Final = 12  # characters between quotes that still are a name and no speech
_TITLE_SIGHT: Final = 60  # characters a title in 《》 may have before the number
_LONGEST_COUNT: Final = 10  # digits; more of them without separator or unit are an account or a code
_CAPTIONS: Final = frozenset({"图", "表"})
_LEAD: Final = frozenset("第前")
_ARTICLE: Final = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}[条款][(（]\Z")
_PRE_OK: Final = re.compile(r"(?:此|目|日|先|以|之|当|年|从|提|空)前\Z")
_MARK: Final = re.compile(r"[.．、)）](?![0-9])")
_YEAR_BEHIND: Final = re.compile(r"[自从至到于在截《“(（〔\[]\Z")
_STATED: Final = re.compile(r"(?:[达共计数量为有：:]|粉丝|用户|关注)\Z")


def in_title(text: str, pos: int) -> bool:
    """Whether ``pos`` is inside 《》: a number there belongs to the name of a document."""
    low = max(0, pos - _TITLE_SIGHT)
    opened = text.rfind("《", low, pos)
    return opened >= 0 and text.rfind("》", opened, pos) < 0 and text.find("》", pos, pos + _TITLE_SIGHT) >= 0


def in_quotes(text: str, start: int, end: int, unit: str | None) -> bool:
    """Whether the number begins or ends a short quoted name (“8+4”, “0”跑动). “100%” is stress."""
    if text[end : end + 1] in ("”", "’", "」"):
        opened = max(text.rfind(q, max(0, start - _QUOTE_SIGHT), start) for q in "“‘「")
        return opened >= 0 and not (unit == "%" and opened == start - 1)
    if start and text[start - 1] in "“‘「":
        return any(text.find(q, end, end + _QUOTE_SIGHT) >= 0 for q in "”’」")
    return False


def glued(text: str, start: int, end: int, *, counted: bool, lexicon: Lexicon) -> bool:
    """Whether the digits are part of a longer token: G20, 0755-1234567, 2024-01-02, 8+4, 9:30, a URL.

    ``counted`` says that a unit or a scale word follows: 10-20件 and 3/4万宗 are counts.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()):
        return True
    if not (before and before in _JOINERS) and not (after and after in _JOINERS):
        return False
    if end - start <= 2 and (_CLOCK_BEHIND.search(text, max(0, start - 3), start) or _CLOCK.match(text, end)):
        return True
    left, right = start, end
    while left > 0 and start - left < _TOKEN_SIGHT and _TOKEN_CHAR.match(text[left - 1]):
        left -= 1
    while right < len(text) and right - end < _TOKEN_SIGHT and _TOKEN_CHAR.match(text[right]):
        right += 1
    left = max(left, *(text.rfind(c, left, start) + 1 for c in ":："))
    colon = _COLON.search(text, end, right)
    right = colon.start() if colon else right
    ahead, behind = text[left:start], text[end:right]
    core = (ahead + text[start:end] + behind).strip("-—–－~～.+＋·")
    if core == text[start:end]:
        # -3- is a page; 5+ and 5. are a number with its punctuation
        return bool(ahead and behind and ahead[-1] in "-—–－·" and behind[0] in "-—–－·")
    if any(c.isascii() and c.isalpha() for c in core):
        return True
    if _YEARS.fullmatch(core) or _DATE.fullmatch(core) or _CALL.fullmatch(core):
        return True
    core = core.rstrip("万亿")
    followed = text[right : right + 1] in ("万", "亿") or lexicon.unit_at(text, right) is not None
    return not (_RANGE.fullmatch(core) and (counted or followed))


def names_something(text: str, start: int, end: int, digits: str, *, lexicon: Lexicon) -> bool:
    """Whether a number without unit and scale word is a name: 12345热线, 2023, 邮编 412000, 3审3校, 1."""
    before, after = text[start - 1 : start], text[end : end + 1]
    behind = text[max(0, start - 12) : start]
    size = len(digits)
    if after == "+":
        after = text[end + 1 : end + 2]
    han = "\u4e00" <= after <= "\u9fff"
    if not digits.isdigit():  # 3.15活动, and 3.1 at the head of a line
        return (han and after not in lexicon.connectors) or (start == 0 and size <= 4 and after in ("", " "))
    if size > _LONGEST_COUNT or (size >= 5 and lexicon.call_label.search(behind)):
        return True
    if size >= 7 and _AREA_CODE.search(behind):
        return True
    stated = _STATED.search(behind) is not None and not han
    if int(digits) in lexicon.hotlines and (
        not stated if size > 3 else han and after not in lexicon.connectors
    ):
        return True
    if size == 4 and digits[:2] in ("19", "20"):
        return not stated and (not before or han or _YEAR_BEHIND.search(behind) is not None)
    if size > 2:
        return False
    if before and before in _CAPTIONS and not han:
        return True  # 图3 政府信息公开…
    if (not before or before in _CLAUSE_START) and _MARK.match(text, end):
        return True
    return han and after not in lexicon.connectors


def numbered(text: str, start: int) -> bool:
    """Whether 第 or 前 stands directly in front: 第六期, 前三名; or an article's number does: 第二十条(八)."""
    before = text[start - 1 : start]
    if before in ("(", "（"):
        return (
            text[start - 2 : start - 1] in _LEAD
            or _ARTICLE.search(text, max(0, start - 8), start) is not None
        )
    if before not in _LEAD or not before:
        return False
    return before == "第" or _PRE_OK.search(text[max(0, start - 2) : start]) is None


def per_time_or_label(text: str, start: int, unit: str | None, lexicon: Lexicon) -> bool:
    """Whether the number is a rate (每月2期), a slogan (最多跑1次) or the value of a label (索引号：12)."""
    low = max(0, start - _QUOTE_SIGHT)
    if unit is not None and lexicon.names_behind.search(text, low, start):
        return True
    return lexicon.label.search(text, low, start) is not None
