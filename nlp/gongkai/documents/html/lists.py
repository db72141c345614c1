"""The numerals that browsers print before the items of an ordered list, where the page itself says so."""

from __future__ import annotations

import re
from typing import Final

from gongkai.documents.html.tree import Node

_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.I)
_TYPES: Final = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_IDEOGRAPHIC: Final = frozenset(
    ("cjk-ideographic", "trad-chinese-informal", "simp-chinese-informal", "cjk-decimal", "japanese-informal")
)
_SAME: Final = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_DIGITS: Final = "〇一二三四五六七八九"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST: Final = 99  # Chinese numerals and letters; lists of reports have a dozen items


def numerals(items: Node) -> dict[int, str]:
    """For each item of an ``ol`` that prints a numeral: ``id`` of its Node -> the numeral with its sign.

    Most style sheets of sites take the numerals away from plain lists: a list has them when its own attributes or
    its own style ask for them.
    """
    kind = _kind(items, None)
    if kind is None and not ("start" in items.attributes or "reversed" in items.attributes):
        return {}
    own = [child for child in items.children if isinstance(child, Node) and child.tag == "li"]
    backwards = "reversed" in items.attributes
    number = _number(items.get("start"), len(own) if backwards else 1)
    found: dict[int, str] = {}
    for item in own:
        number = _number(item.get("value"), number)
        printed = _printed(_kind(item, kind or "decimal") or "", number)
        if printed:
            found[id(item)] = printed
        number += -1 if backwards else 1
    return found


def _kind(node: Node, inherited: str | None) -> str | None:
    match = _STYLE.search(node.get("style"))
    if match:
        words = match[1].lower().split()
        if "none" in words:
            return "none"
        kind = next(
            (w for w in words if w not in ("inside", "outside") and not w.startswith("url")), "decimal"
        )
        return _SAME.get(kind, kind)
    return _TYPES.get(node.get("type"), inherited)


def _number(value: str, otherwise: int) -> int:
    return int(value) if re.fullmatch(r"-?\d{1,6}", value.strip()) else otherwise


def _printed(kind: str, number: int) -> str:
    if kind == "decimal":
        return f"{number}. "
    if kind == "decimal-leading-zero":
        return f"{number:02d}. "
    if not 1 <= number <= _LARGEST:
        return ""
    if kind in _IDEOGRAPHIC:
        return f"{_chinese(number)}、"
    if kind.endswith("-alpha"):
        letters = (
            chr(96 + number) if number <= 26 else chr(96 + (number - 1) // 26) + chr(97 + (number - 1) % 26)
        )
        return f"{letters.upper() if kind.startswith('upper') else letters}. "
    if kind.endswith("-roman"):
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return f"{text.upper() if kind.startswith('upper') else text}. "
    return ""  # bullets, and what is not known here


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
