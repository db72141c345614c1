import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402

from documents.scan.drawing import DPI, noisy, sheet, written  # noqa: E402
from gongkai.documents.recognition import recognition_installed  # noqa: E402
from gongkai.documents.scan.cells import Box, marks_in  # noqa: E402
from gongkai.documents.scan.deskew import ink_of  # noqa: E402
from gongkai.documents.scan.engine import recogniser  # noqa: E402
from gongkai.documents.scan.signs import as_value, is_number, is_plain_value, signs  # noqa: E402
from gongkai.documents.scan.values import (  # noqa: E402
    MARGINS,
    UNLIKE,
    Value,
    ValueCell,
    picture_of,
    read_value,
    shape_of,
)

CELL = Box(50, 50, 350, 110)
needs_model = pytest.mark.skipif(
    not recognition_installed(), reason="the model of the extra `ocr` is not installed"
)


def printed(text: str, size: int = 28) -> tuple[np.ndarray, np.ndarray, ValueCell]:
    page = np.asarray(noisy(written(sheet(400, 160), 120, 80, text, size=size)))
    ink = ink_of(page)
    return page, ink, ValueCell(inner=CELL, marks=tuple(marks_in(ink, CELL, DPI)), height=20)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("-", "-"), ("/", "/"), ("1", None), ("0", None), ("7", None), ("4", None)],
)
def test_a_stroke_that_lies_or_leans_is_known_by_its_shape(text: str, shape: str | None) -> None:
    _, ink, cell = printed(text)
    assert shape_of(cell, ink) == shape


def read(text: str) -> Value:
    page, ink, cell = printed(text)
    engine = recogniser()
    said = engine.run([picture_of(page, cell, margins) for margins in MARGINS], signs(engine).fold)
    return read_value(said, cell, ink, signs(engine).names)


@needs_model
@pytest.mark.parametrize("text", [*"0123456789", "10", "100", "6006", "712.187895", "-", "/", "90718"])
def test_values_are_read(text: str) -> None:
    value = read(text)
    assert value.text == text
    assert value.confidence > 0.85
    assert text not in value.alternatives


@needs_model
def test_more_ink_than_the_figures_need_is_doubtful() -> None:
    page, ink, cell = printed("100")
    engine = recogniser()
    narrow = ValueCell(inner=cell.inner, marks=cell.marks[:1], height=cell.height)
    said = engine.run([picture_of(page, narrow, margins) for margins in MARGINS], signs(engine).fold)
    assert read_value(said, narrow, ink, signs(engine).names).text == "1"
    doubted = read_value(said, cell, ink, signs(engine).names)
    assert doubted.confidence <= UNLIKE or doubted.text != "1"


def test_a_picture_of_a_value_holds_nothing_of_its_neighbours() -> None:
    page, _, cell = printed("8")
    dark = page.copy()
    dark[: CELL.top] = dark[CELL.bottom :] = 0
    dark[:, : CELL.x0] = dark[:, CELL.x1 :] = 0
    for margins in MARGINS:
        assert np.array_equal(picture_of(dark, cell, margins), picture_of(page, cell, margins))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("O", "0"),
        ("l2", "12"),
        ("１２", "12"),
        ("一", "-"),
        ("无", "无"),
        ("3.5", "3.5"),
        ("其他", None),
        ("", None),
    ],
)
def test_look_alikes_count_for_signs(text: str, value: str | None) -> None:
    assert as_value(text) == value


@pytest.mark.parametrize("text", ["0", "12", "1,234", "0.5", "-3", "无", "/", "--", "99.5%"])
def test_numbers_and_words_for_none_are_well_formed(text: str) -> None:
    assert is_number(text)
    assert is_plain_value(text)


@pytest.mark.parametrize("text", ["0.", "007", "1,2", "1.2.3", "/0", ""])
def test_others_are_not(text: str) -> None:
    assert not is_number(text)


def test_look_alikes_are_no_plain_values() -> None:
    assert not is_plain_value("O")
    assert not is_plain_value("一")
    assert not is_plain_value("3.其他")
