from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.documents.ofd.geometry import (
    Matrix,
    box_attribute,
    deltas,
    matrix_attribute,
    number,
    numbers,
)

STEPS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([0.0, 1.5, 3.175, 12.0, -2.25])), max_size=8)


@given(STEPS, st.integers(0, 60), st.lists(st.booleans(), min_size=8, max_size=8))
def test_shorthand_and_list_say_the_same(
    runs: list[tuple[int, float]], wanted: int, short: list[bool]
) -> None:
    plain = [value for count, value in runs for _ in range(count)]
    written = [
        f"g {count} {value}" if use else " ".join([str(value)] * count)
        for (count, value), use in zip(runs, short, strict=False)
    ]
    assert deltas(" ".join(written), wanted) == plain[:wanted]


@given(st.text(alphabet="g 0123456789.-,e", max_size=30))
@example("g 1 e")
def test_any_delta_gives_numbers_and_no_more_than_wanted(text: str) -> None:
    found = deltas(text, 5)
    assert len(found) <= 5
    assert all(isinstance(value, float) for value in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("g 3 2.5 1", [2.5, 2.5, 2.5, 1.0]),
        ("1 g 2 3 4", [1.0, 3.0, 3.0, 4.0]),
        ("G 2 3", [3.0, 3.0]),
        ("1,2,3", [1.0, 2.0, 3.0]),
        ("g 2", []),
        ("g", []),
        ("g -3 1 7", [7.0]),
        ("g 0 1 7", [7.0]),
        ("x 1", [1.0]),
        ("", []),
        (None, []),
    ],
)
def test_deltas(text: str | None, expected: list[float]) -> None:
    assert deltas(text, 10) == expected


def test_a_huge_count_is_not_spelled_out() -> None:
    start = time.perf_counter()
    assert deltas("g 999999999 1", 4) == [1.0] * 4
    assert deltas("g 999999999999999999999999 0.5 g 999999999 2", 3) == [0.5] * 3
    assert time.perf_counter() - start < 0.5


@given(
    st.tuples(*[st.floats(-50, 50) for _ in range(6)]),
    st.tuples(*[st.floats(-50, 50) for _ in range(6)]),
    st.floats(-50, 50),
    st.floats(-50, 50),
)
def test_then_is_one_map_after_the_other(first: tuple, second: tuple, x: float, y: float) -> None:  # type: ignore[type-arg]
    inner, outer = Matrix(*first), Matrix(*second)
    assert inner.then(outer).apply(x, y) == pytest.approx(outer.apply(*inner.apply(x, y)), abs=1e-6)


def test_box_of_a_turned_rectangle_is_upright() -> None:
    quarter = Matrix(0, 1, -1, 0, 10, 0)
    assert quarter.box(0, 0, 4, 2) == (8, 0, 10, 4)


def test_attributes() -> None:
    assert numbers("0 0 210 297.5") == (0.0, 0.0, 210.0, 297.5)
    assert numbers("1.e1,-.5") == (10.0, -0.5)
    assert box_attribute("1 2 3") is None
    assert box_attribute(" 1  2 3\n4 ") == (1, 2, 3, 4)
    assert matrix_attribute("1 0 0") == Matrix()
    assert matrix_attribute("2 0 0 3 4 5") == Matrix(2, 0, 0, 3, 4, 5)
    assert number("0.353mm", 1) == 0.353
    assert number("nan", 7) == 7
    assert number(None, 7) == 7
    assert number("1e999", 0) == 1e9
