"""What a sum of cells is worth: a known value, or a range where some of its cells are unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from gongkai.quantities.model import Number
from gongkai.tables.model import Cell

Exact = int | Fraction
"""A number free of binary rounding: 0.1 + 0.2 is 0.3 here."""


def exact(value: Number) -> Exact:
    """The decimal that was printed; a float's shortest form is that decimal."""
    return value if isinstance(value, int) else Fraction(repr(value))


def number(value: Exact) -> Number:
    """Back to int where whole, else float."""
    return int(value) if value.denominator == 1 else float(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Range:
    """All values from ``low`` to ``high``, both included; None is unbounded."""

    low: Exact | None
    high: Exact | None

    @property
    def value(self) -> Exact | None:
        """The value if there is only one, else None: unknown, never zero."""
        return self.low if self.low is not None and self.low == self.high else None

    def apart(self, other: Range) -> bool:
        """Whether no value lies in both."""
        return _below(self.high, other.low) or _below(other.high, self.low)

    def within(self, other: Range) -> bool:
        """Whether every value lies in ``other`` too."""
        return (other.low is None or (self.low is not None and self.low >= other.low)) and (
            other.high is None or (self.high is not None and self.high <= other.high)
        )


ANYTHING = Range(low=None, high=None)
COUNT = Range(low=0, high=None)


def _below(high: Exact | None, low: Exact | None) -> bool:
    return high is not None and low is not None and high < low


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A signed operand of a rule or reading: one cell, or the cells of a group. Labels are for messages."""

    sign: int
    fields: tuple[str, ...]
    zh: str
    en: str


def cell_range(cell: Cell | None, *, count: bool) -> Range:
    """The value of a read cell; an unknown one is at least zero where it is a ``count``, else anything."""
    if cell is not None and cell.value is not None:
        value = exact(cell.value)
        return Range(low=value, high=value)
    return COUNT if count else ANYTHING


def add(terms: Iterable[Term], ranges: Mapping[str, Range]) -> Range:
    """The signed sum of the terms over the ranges of their cells."""
    low: Exact | None = 0
    high: Exact | None = 0
    for term in terms:
        for field in term.fields:
            part = ranges[field]
            least, most = part.low, part.high
            if term.sign < 0:
                least, most = None if most is None else -most, None if least is None else -least
            low = None if low is None or least is None else low + least
            high = None if high is None or most is None else high + most
    return Range(low=low, high=high)
