"""Signs of symbol fonts (``w:sym``), which have codes of their own, as characters."""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = range(0xF000, 0xF100)
# Boxes to tick, bullets and operators: what forms and figures use. All others are ornaments.
_WINGDINGS: Final = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA1: "○", 0xA8: "□",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + i: chr(0x2460 + i) for i in range(10)}, **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}  # fmt: skip
_WINGDINGS_2: Final = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"}
_SYMBOL: Final = {
    0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·",
}  # fmt: skip
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: str) -> str:
    """The character for a code (hexadecimal) of a font; "" for an ornament, and for what is no code."""
    try:
        n = int(code, 16)
    except ValueError:
        return ""
    if n in _PRIVATE:
        n -= _PRIVATE.start
    known = _FONTS.get(font.lower())
    if known is not None:
        # Symbol has ASCII's digits and signs at their places; its letters are Greek, the others' pictures.
        plain = font.lower() == "symbol" and 0x20 <= n < 0x40
        return known.get(n, chr(n) if plain else "")
    return chr(n) if 0x20 <= n < 0xD800 or 0xE000 <= n < 0x110000 else ""
