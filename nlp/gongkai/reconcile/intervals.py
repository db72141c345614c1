"""Which table values a figure of the prose covers: the one that it says, or those that it rounds to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from gongkai.narrative.model import Figure
from gongkai.quantities.model import Approx
from gongkai.reconcile.operands import Exact, Range, exact

ROUNDING_SHARE: Final = Fraction(1, 10)
"""No rounding goes further than this share of the value: 约100 is 90 to 110, not 0 to 200. By judgement."""

ABOUT_AT_LEAST: Final = 1  # 约5 still allows 4 and 6: counts are whole

MAGNITUDE: Final = 10  # 超过 v ends where a writer would have named the next power of ten

_SCALES: Final = frozenset("万亿萬億")  # a figure printed with one is rounded to its last digit
_REMAINDERS: Final = frozenset("余多餘馀")  # v余: v and a rest below the unit of v's last digit


def covered(figure: Figure) -> Range:
    """The values that the figure allows, both ends included; counts are whole, so an open end is one less.

    With v the value and u the unit of its last digit that is not zero (1.2万: 1000, 30: 10, 44: 1):

    - exact: v; printed in 万 or 亿: from v - u/2 (rounded) to v + u - 1 (cut off);
    - 约, 近, 左右: v - u to v + u;
    - 余, 多 after the number: v to v + u - 1, so 30余 is 30 to 39 and 1800余 is 1800 to 1899;
    - 超过, 突破, 以上: v to below ten times v; 不足, 不到, 以下: a tenth of v to v.

    Rounding never exceeds a tenth of v.
    """
    value = exact(figure.value)
    if value <= 0:
        return Range(low=value, high=value)
    unit = last_unit(value)
    slack = min(unit, value * ROUNDING_SHARE)
    match figure.approx:
        case Approx.ABOUT:
            spread = max(ABOUT_AT_LEAST, slack)
            return Range(low=value - spread, high=value + spread)
        case Approx.AT_LEAST if _REMAINDERS & set(figure.text):
            return Range(low=value, high=_below(value + unit))
        case Approx.AT_LEAST:
            return Range(low=value, high=_below(value * MAGNITUDE))
        case Approx.AT_MOST:
            return Range(low=value / Fraction(MAGNITUDE), high=value)
        case _ if _SCALES & set(figure.text):
            return Range(low=value - min(Fraction(unit) / 2, slack), high=max(value, _below(value + slack)))
        case _:
            return Range(low=value, high=value)


def last_unit(value: Exact) -> Exact:
    """The place value of the last digit that is not zero: 1000 for 12000, 1 for 44, 1/10 for 2.5."""
    plain = Decimal(value.numerator) / Decimal(value.denominator)
    exponent = plain.normalize().as_tuple().exponent
    return Fraction(10 ** int(exponent)) if int(exponent) >= 0 else Fraction(1, 10 ** -int(exponent))


def _below(end: Exact) -> Exact:
    return end - 1
