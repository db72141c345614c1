"""What a printed number says: value, unit, how exact it is; and what a printed table cell says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Number = int | float
"""A value: int where it is whole, else float (from a decimal, so 26.44万 is exactly 264400)."""


class Approx(StrEnum):
    """How exact a printed figure claims to be (codebook ``attributes.approx``)."""

    EXACT = "exact"
    AT_LEAST = "at_least"  # 余 多 超 逾 突破 以上
    ABOUT = "about"  # 约 近 左右
    AT_MOST = "at_most"  # 不足 不到 以下


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """One number with its unit, found in a text. Offsets are half-open, into the text that was lexed.

    ``start``–``end`` covers the number, its scale word (万, 亿), an approximator between or after them
    (余, 多) and the unit; an approximator in front (约, 超过) is not covered: ``approx_start`` points at it
    (equal to ``start`` where there is none). ``number_end`` is where the number with its scale ends.
    ``unit`` is the unit as printed in simplified characters, None where none follows; ``%`` for percentages.
    ``ordinal`` marks 第六期, 三审三校-like and other numbers that count nothing.
    """

    start: int
    end: int
    number_end: int
    approx_start: int
    value: Number
    unit: str | None
    approx: Approx
    chinese: bool = False
    sign: int = 0  # +1 or -1 where a sign or 增加/减少 is part of the number, else 0
    ordinal: bool = False


class CellState(StrEnum):
    """What a printed cell says (codebook ``cell_states``). Only NUMBER and ZERO_WORD have a value."""

    NUMBER = "number"
    ZERO_WORD = "zero_word"  # 无 零
    BLANK = "blank"
    DASH = "dash"  # / - —
    NOT_A_NUMBER = "not_a_number"
    MISSING = "missing"  # the cell itself is not there


@dataclass(frozen=True, kw_only=True, slots=True)
class CellValue:
    """A cell's reading. ``value`` is None for every state that says no number: unknown, never zero."""

    state: CellState
    value: Number | None = None
    unit: str | None = None
    approx: Approx = Approx.EXACT
