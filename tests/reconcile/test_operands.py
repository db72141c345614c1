from __future__ import annotations

from fractions import Fraction

import pytest

from gongkai.reconcile.operands import ANYTHING, COUNT, Range, Term, add, cell_range, exact, number
from reconcile.forms import cell


def exactly(value: int) -> Range:
    return Range(low=value, high=value)


def test_operands_exact_is_the_printed_decimal() -> None:
    assert exact(0.1) + exact(0.2) == exact(0.3)
    assert [number(exact(v)) for v in (3, 7730.28, 2.0)] == [3, 7730.28, 2]


@pytest.mark.parametrize(
    ("word", "count", "expected"),
    [
        ("12", True, exactly(12)),
        ("无", True, exactly(0)),
        ("-4", False, exactly(-4)),
        ("2.5", True, Range(low=Fraction(5, 2), high=Fraction(5, 2))),
        ("_", True, COUNT),
        ("/", True, COUNT),
        ("x", True, COUNT),
        ("?", False, ANYTHING),
    ],
)
def test_operands_cell_range_never_reads_unknown_as_zero(word: str, count: bool, expected: Range) -> None:
    assert cell_range(cell("f", word), count=count) == expected


def test_operands_cell_range_of_no_cell_is_unknown() -> None:
    assert cell_range(None, count=True) == COUNT


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([(1, "a"), (1, "b")], exactly(12)),
        ([(1, "a"), (-1, "b")], exactly(8)),
        ([(1, "a"), (1, "unknown")], Range(low=10, high=None)),
        ([(1, "a"), (-1, "unknown")], Range(low=None, high=10)),
        ([(1, "a"), (1, "signed")], ANYTHING),
        ([(1, "unknown"), (-1, "unknown")], ANYTHING),
        ([], exactly(0)),
    ],
)
def test_operands_add_carries_the_range(terms: list[tuple[int, str]], expected: Range) -> None:
    ranges = {"a": exactly(10), "b": exactly(2), "unknown": COUNT, "signed": ANYTHING}
    assert add((Term(sign=s, fields=(f,), zh="", en="") for s, f in terms), ranges) == expected


@pytest.mark.parametrize(
    ("one", "other", "apart", "within"),
    [
        (exactly(3), exactly(3), False, True),
        (exactly(3), exactly(4), True, False),
        (exactly(3), COUNT, False, True),
        (COUNT, exactly(3), False, False),
        (exactly(-1), COUNT, True, False),
        (Range(low=4, high=None), exactly(3), True, False),
        (ANYTHING, COUNT, False, False),
    ],
)
def test_operands_range_compares(one: Range, other: Range, apart: bool, within: bool) -> None:
    assert (one.apart(other), other.apart(one), one.within(other)) == (apart, apart, within)
