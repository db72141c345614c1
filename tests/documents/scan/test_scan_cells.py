import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from PIL import ImageDraw  # noqa: E402

from documents.scan.drawing import DPI, noisy, sheet, written  # noqa: E402
from gongkai.documents.scan.cells import Box, faint_marks_in, inside, marks_in, text_lines  # noqa: E402
from gongkai.documents.scan.deskew import ink_of  # noqa: E402

CELL = Box(100, 100, 200, 150)


def test_dust_is_no_ink() -> None:
    page = sheet(300, 300)
    draw = ImageDraw.Draw(page)
    draw.point((120, 120), fill=0)
    draw.rectangle((150, 130, 151, 131), fill=40)
    page = noisy(page)
    grey = np.asarray(page)
    assert marks_in(ink_of(grey), CELL, DPI) == []
    assert faint_marks_in(grey, CELL, DPI) == []


@pytest.mark.parametrize("text", ["0", "1", "-", "/", "7.5"])
def test_the_smallest_print_is_ink(text: str) -> None:
    page = np.asarray(noisy(written(sheet(300, 300), 130, 125, text, size=24)))
    assert marks_in(ink_of(page), CELL, DPI)


def test_a_faint_dash_is_found_where_nothing_else_is() -> None:
    page = sheet(300, 300)
    ImageDraw.Draw(page).line([(130, 125), (150, 125)], fill=215, width=1)
    grey = np.asarray(noisy(page, sigma=4))
    [mark] = faint_marks_in(grey, CELL, DPI)
    assert mark.width >= 15
    assert mark.top <= 125 < mark.bottom


def test_a_decimal_point_stays_with_its_number() -> None:
    ink = ink_of(np.asarray(written(sheet(300, 300), 110, 125, "12.5", size=28)))
    assert len(marks_in(ink, CELL, DPI)) == 4


def test_dust_beside_a_number_is_no_point() -> None:
    page = written(sheet(300, 300), 140, 125, "0", size=28)
    for x, y in ((132, 133), (165, 133), (148, 145), (148, 108)):
        ImageDraw.Draw(page).rectangle((x, y, x + 1, y + 1), fill=40)
    assert len(marks_in(ink_of(np.asarray(page)), CELL, DPI)) == 1


def test_what_a_ruling_leaves_is_cut_off() -> None:
    page = sheet(300, 300)
    ImageDraw.Draw(page).rectangle((98, 98, 202, 152), outline=20, width=5)
    ink = ink_of(np.asarray(written(page, 140, 125, "0", size=28)))
    inner = inside(ink, CELL)
    [mark] = marks_in(ink, inner, DPI)
    assert inner.x0 > 102
    assert inner.bottom < 148
    assert 10 < mark.height < 25


def test_strokes_of_one_character_are_one_line() -> None:
    two = [Box(12, 4, 28, 7), Box(10, 24, 30, 27)]
    assert text_lines(two, em=26) == [Box(10, 4, 30, 27)]
    assert len(text_lines(two, em=0)) == 2
    assert len(text_lines([Box(0, 0, 90, 26), Box(0, 32, 60, 58)], em=26)) == 2


def test_dust_between_two_lines_does_not_join_them() -> None:
    lines = [Box(0, 0, 90, 26), Box(0, 32, 60, 58)]
    assert len(text_lines([*lines, Box(30, 27, 33, 31)], em=26)) == 2


@given(
    st.lists(
        st.builds(
            lambda x, y, w, h: Box(x, y, x + w, y + h),
            st.integers(0, 90),
            st.integers(0, 90),
            st.integers(1, 20),
            st.integers(1, 20),
        ),
        max_size=12,
    ),
    st.floats(0, 40),
)
def test_every_mark_is_in_a_line(marks: list[Box], em: float) -> None:
    lines = text_lines(marks, em)
    assert len(lines) <= len(marks)
    for mark in marks:
        assert any(
            x.x0 <= mark.x0 and x.top <= mark.top and mark.x1 <= x.x1 and mark.bottom <= x.bottom
            for x in lines
        )
