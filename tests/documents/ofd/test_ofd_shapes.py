from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.ofd.shapes import Shape, shapes

VALUES = st.sampled_from(["0", "1", "2.5", "-3", ".75", "1e1"])
COUNTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def one(data: str) -> list[tuple[list[tuple[float, float]], list[bool]]]:
    return [(shape.points, shape.straight) for shape in shapes(data, most=1000)]


def test_line() -> None:
    assert one("M 0 0.15 L 6.6 0.15") == [([(0, 0.15), (6.6, 0.15)], [True])]


def test_rectangle_is_closed() -> None:
    square = [(0, 0), (4, 0), (4, 2), (0, 2), (0, 0)]
    assert one("M 0 0 L 4 0 L 4 2 L 0 2 C") == [(square, [True] * 4)]
    assert one("M0 0L4,0L4 2L0 2C") == [(square, [True] * 4)]
    assert one("S 0 0 L 4 0 4 2 0 2 C") == [(square, [True] * 4)]  # one operator for several points


def test_several_parts_in_one_path() -> None:
    assert one("M 0 0 L 1 0 M 0 2 L 1 2") == [([(0, 0), (1, 0)], [True]), ([(0, 2), (1, 2)], [True])]
    assert one("M 0 0 L 1 0 L 1 1 C L 5 0") == [
        ([(0, 0), (1, 0), (1, 1), (0, 0)], [True] * 3),
        ([(0, 0), (5, 0)], [True]),
    ]


def test_curves_are_steps_that_are_not_straight() -> None:
    data = "M 0 0 Q 1 1 2 0 B 3 1 4 1 5 0 A 1 1 0 0 1 7 0 L 9 0"
    assert one(data) == [([(0, 0), (2, 0), (5, 0), (7, 0), (9, 0)], [False, False, False, True])]


def test_reading_stops_where_the_data_are_broken() -> None:
    assert one("M 0 0 L 1 0 Z 5 5 L 2 2") == [([(0, 0), (1, 0)], [True])]
    assert one("M 0 0 L 1 0 L 5") == [([(0, 0), (1, 0)], [True])]
    assert one("M 0 0 L 1 L 3 4") == []
    assert one("1 2 3") == []
    assert one("C C C") == []


def test_no_more_points_than_asked_for() -> None:
    assert sum(len(s.straight) for s in shapes("M 0 0 " + "L 1 1 " * 5000, most=100)) == 99


@given(st.text(alphabet="MLSQBAC 0123.-e,Z", max_size=60))
def test_any_text_gives_shapes_that_fit_together(data: str) -> None:
    for shape in shapes(data, most=50):
        assert len(shape.points) == len(shape.straight) + 1 > 1


@given(st.lists(st.sampled_from("LQBA"), min_size=1, max_size=12), st.data())
def test_every_step_ends_at_its_last_two_numbers(operators: list[str], data: st.DataObject) -> None:
    written, ends = ["M 7 8"], [(7.0, 8.0)]
    for operator in operators:
        values = [data.draw(VALUES) for _ in range(COUNTS[operator])]
        written.append(f"{operator} {' '.join(values)}")
        ends.append((float(values[-2]), float(values[-1])))
    assert shapes(" ".join(written), most=1000) == [
        Shape(points=ends, straight=[operator == "L" for operator in operators])
    ]
