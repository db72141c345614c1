"""What stands around a number: its unit, the approximators before, between and behind, a sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.quantities.lexicon import Lexicon, Unit
from gongkai.quantities.model import Approx

SIGHT: Final = 12
"""Characters before a number that its context is looked for in."""

SIGNS: Final = {"+": 1, "＋": 1, "-": -1, "－": -1, "−": -1}
_SIGN_BEHIND: Final = frozenset("比长降减增加为")  # 同比-5%: a sign although it touches a word


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The surroundings of one number. ``end`` is where its unit ends, else the number with 余 or 多."""

    end: int
    unit: str | None
    entry: Unit | None
    kind: str  # of the unit; "" without one
    approx: Approx
    approx_start: int
    between: bool


def read_context(text: str, start: int, number_end: int, words: Lexicon, *, bare: bool = False) -> Context:
    """The context of a number. ``bare``: it is 百, 千, 万 or 亿 without a digit (上万, 过百)."""
    approx, approx_start, end = Approx.EXACT, start, number_end
    if start and text[start - 1] in words.before_last:
        pattern = words.before_bare if bare else words.before
        front = pattern.search(text, max(0, start - SIGHT), start)
        if front is not None and front.lastgroup is not None:
            approx, approx_start = Approx(front.lastgroup), front.start()
    pos = number_end + (text[number_end : number_end + 1] in (" ", "\u3000"))
    word = text[pos : pos + 1]
    between = words.between.get(word)
    if word == "+" and text[pos + 1 : pos + 2].isdigit():  # 8+4
        between = None
    found = words.unit_at(text, pos + (between is not None))
    if between is not None:
        # 12多 alone is the start of something else, 30299余 and 5万多 are not
        if found is not None or word == "余" or (word != "来" and text[number_end - 1] in "万亿"):
            approx, end = between, pos + 1
        else:
            between, found = None, words.unit_at(text, pos)
    unit, entry, kind = None, None, ""
    if found is not None:
        unit, entry, end = found
        kind = entry.kind
        if unit in ("个", "项") and words.abstract.match(text, end):
            kind = "ordinal"
    behind = words.behind.match(text, end)
    if behind is not None and behind.lastgroup is not None:
        approx = Approx(behind.lastgroup)
    return Context(
        end=end,
        unit=unit,
        entry=entry,
        kind=kind,
        approx=approx,
        approx_start=approx_start,
        between=between is not None,
    )


def read_sign(text: str, start: int, context: Context) -> int:
    """+1 or -1 where the character in front is a sign and no hyphen, plus, bullet or page mark; else 0."""
    sign = SIGNS.get(text[start - 1 : start], 0)
    if not sign or text[context.end : context.end + 1] in SIGNS:
        return 0
    before = text[start - 2 : start - 1] if start > 1 else ""
    if before and before in _SIGN_BEHIND:
        return sign
    joined = before.isalnum() or (before != "" and before in "-－)）]】”")
    return 0 if joined or (sign < 0 and context.kind == "count") else sign
