from __future__ import annotations

import pytest

from gongkai.quantities.model import Approx, Number
from gongkai.reconcile.intervals import covered, last_unit
from gongkai.reconcile.operands import Range, exact
from reconcile.forms import figure


@pytest.mark.parametrize(
    ("value", "text", "approx", "inside", "outside"),
    [
        (30, "30件", "exact", (30, 30), (29, 31)),
        (0, "未收到申请", "exact", (0, 0), (-1, 1)),
        (12000, "1.2万件", "exact", (11500, 12999), (11499, 13000)),
        (30000, "3萬件", "exact", (27000, 32999), (26999, 33000)),
        (12345, "1.2345万件", "exact", (12345, 12345), (12344, 12346)),
        (30, "30余件", "at_least", (30, 39), (29, 40)),
        (1800, "1800餘篇", "at_least", (1800, 1899), (1799, 1900)),
        (220, "220多件", "at_least", (220, 229), (219, 230)),
        (30299, "30299余条", "at_least", (30299, 30299), (30298, 30300)),
        (30, "30件", "at_least", (30, 299), (29, 300)),
        (12000, "1.2万件", "about", (11000, 13000), (10999, 13001)),
        (100, "100件", "about", (90, 110), (89, 111)),
        (5, "5件", "about", (4, 6), (3, 7)),
        (30, "30件", "at_most", (3, 30), (2, 31)),
    ],
)
def test_intervals_covered_ends_where_the_wording_ends(
    value: Number, text: str, approx: str, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    allowed = covered(figure("applications.received", value, text, approx=Approx(approx)))
    within = [n for n in (*outside, *inside) if Range(low=n, high=n).within(allowed)]
    assert within == list(inside)


@pytest.mark.parametrize(
    ("value", "unit"), [(12000, 1000), (30, 10), (44, 1), (2.5, 0.1), (1, 1), (264400, 100)]
)
def test_intervals_last_unit(value: Number, unit: Number) -> None:
    assert last_unit(exact(value)) == exact(unit)
