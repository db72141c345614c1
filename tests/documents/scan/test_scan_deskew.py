import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from documents.scan.drawing import noisy, ruled, sheet, written  # noqa: E402
from gongkai.documents.scan.deskew import even_paper, ink_of, skew_of, straightened  # noqa: E402


def table() -> Image.Image:
    texts = [["12", "0", "7"], ["0", "345", "0"], ["8", "0", "90"]]
    return ruled(sheet(1200, 900), (150, 450, 750, 1050), (200, 350, 500, 650), texts)


def prose() -> Image.Image:
    page = sheet(1200, 900)
    for n in range(10):
        written(page, 100, 120 + 60 * n, f"line {n} of a page that has no table on it, 1234567", size=34)
    return page


def turned(page: Image.Image, angle: float) -> np.ndarray:
    return np.asarray(noisy(page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=245)))


@pytest.mark.parametrize("angle", [-3.3, -1.0, -0.2, 0.0, 0.12, 0.52, 2.1])
def test_a_page_with_a_table_is_straight_to_a_twentieth_of_a_degree(angle: float) -> None:
    assert skew_of(ink_of(even_paper(turned(table(), angle)))) == pytest.approx(-angle, abs=0.05)


@pytest.mark.parametrize("angle", [-2.0, 0.0, 0.8])
def test_a_page_of_prose_is_straight_to_a_sixth(angle: float) -> None:
    assert skew_of(ink_of(even_paper(turned(prose(), angle)))) == pytest.approx(-angle, abs=0.17)


def test_straightening_undoes_the_angle() -> None:
    page = even_paper(turned(table(), 1.4))
    straight = straightened(page, skew_of(ink_of(page)))
    assert straight.shape == page.shape
    assert skew_of(ink_of(straight)) == pytest.approx(0, abs=0.05)


def test_a_blank_page_has_no_angle() -> None:
    page = np.asarray(noisy(sheet()))
    assert skew_of(ink_of(even_paper(page))) == 0
    assert straightened(page, 0.0) is page


def test_a_shadow_is_no_ink() -> None:
    light = np.linspace(90, 250, 900, dtype=np.float32)[None, :].repeat(600, axis=0)
    paper = even_paper(light.astype(np.uint8))
    assert paper.min() > 200
    assert not ink_of(paper).any()
