import numpy as np

from gongkai.documents.model import Places, Span
from gongkai.documents.places import first_page, located, where


def row(page: int, x: float, top: float, count: int) -> list[tuple[float, ...]]:
    return [(page, x + 10 * k, top, x + 10 * k + 10, top + 12) for k in range(count)]


NOWHERE = (float("nan"),) * 5


def made(*rows: list[tuple[float, ...]]) -> Places:
    return np.array([r for part in rows for r in part], dtype=np.float32)


def test_places_one_row_is_one_span() -> None:
    places = {3: made(row(2, 100, 50, 6))}
    (span,) = located([Span(line=3, start=1, end=4)], places)
    assert span == Span(line=3, start=1, end=4, page=2, bbox=(110.0, 50.0, 140.0, 62.0))


def test_places_a_value_over_two_printed_rows_has_two_spans() -> None:
    places = {0: made(row(1, 500, 50, 2), row(1, 72, 70, 3))}
    first, second = located([Span(line=0, start=0, end=4)], places)
    assert first == Span(line=0, start=0, end=2, page=1, bbox=(500.0, 50.0, 520.0, 62.0))
    assert second == Span(line=0, start=2, end=4, page=1, bbox=(72.0, 70.0, 92.0, 82.0))


def test_places_a_value_over_two_pages_has_two_spans() -> None:
    places = {0: made(row(1, 100, 700, 1), row(2, 110, 700, 1))}
    assert [s.page for s in located([Span(line=0, start=0, end=2)], places)] == [1, 2]


def test_places_a_raised_character_stays_in_its_row() -> None:
    places = {0: made(row(1, 100, 50, 2), row(1, 120, 46, 1), row(1, 130, 50, 1))}
    assert len(located([Span(line=0, start=0, end=4)], places)) == 1


def test_places_made_up_characters_break_nothing() -> None:
    places = {0: made(row(1, 100, 50, 1), [NOWHERE, NOWHERE], row(1, 130, 50, 1))}
    (span,) = located([Span(line=0, start=0, end=4)], places)
    assert span.bbox == (100.0, 50.0, 140.0, 62.0)


def test_places_nothing_is_known_where_the_format_has_none() -> None:
    span = Span(line=0, start=0, end=2)
    assert located([span], {}) == (span,)
    blank = Span(line=0, start=1, end=1, page=1, bbox=(1.0, 2.0, 3.0, 4.0))
    assert located([blank], {0: made(row(1, 0, 0, 3))}) == (blank,)
    assert first_page(made([NOWHERE])) is None
    assert where([made([NOWHERE])]) == [(None, None)]
    assert where([]) == []


def test_places_of_an_empty_span_is_where_the_print_beside_it_ends_or_begins() -> None:
    places = {0: made([NOWHERE], row(1, 100, 50, 2), [NOWHERE]), 1: made([NOWHERE])}
    spans = [Span(line=0, start=4, end=4), Span(line=0, start=0, end=0), Span(line=1, start=1, end=1)]
    assert [(s.page, s.bbox) for s in located(spans, places)] == [
        (1, (120.0, 50.0, 120.0, 62.0)),
        (1, (100.0, 50.0, 100.0, 62.0)),
        (None, None),
    ]


def test_places_box_is_that_on_the_first_page() -> None:
    first, second = row(1, 100, 50, 2), row(2, 10, 20, 2)
    box = (100.0, 50.0, 120.0, 62.0)
    assert where([made([NOWHERE], first, second), made(), made([NOWHERE], first), made(second)]) == [
        (1, box),
        (None, None),
        (1, box),
        (2, (10.0, 20.0, 30.0, 32.0)),
    ]
