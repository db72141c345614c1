import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

from documents.scan.drawing import DPI, noisy, ruled, sheet, written  # noqa: E402
from gongkai.documents.recognition import recognition_installed  # noqa: E402
from gongkai.documents.scan.engine import recogniser  # noqa: E402
from gongkai.documents.scan.pages import read_page  # noqa: E402
from gongkai.documents.scan.printing import Print  # noqa: E402

pytestmark = pytest.mark.skipif(
    not recognition_installed(), reason="the model of the extra `ocr` is not installed"
)

TEXTS = [["item", "last", "this"], ["apples", "0", "17"], ["pears", "", "6006"], ["plums", "-", "8"]]


def page() -> Image.Image:
    drawn = ruled(sheet(1000, 800), (100, 350, 600, 850), (300, 360, 420, 480, 540), TEXTS)
    return written(drawn, 100, 150, "Report of the year 2024")


def read(drawn: Image.Image, dpi: float = DPI) -> Print:
    return read_page(recogniser(), np.asarray(noisy(drawn)), 1, dpi)


def by_read(found: Print) -> list[str]:
    """The text of each reading, in the order of reading."""
    texts: dict[int, str] = {}
    for char, one in zip(found.text, found.reads, strict=True):
        texts[id(one)] = texts.get(id(one), "") + char
    return list(texts.values())


EXPECTED = ["Reportoftheyear2024", *(text for row in TEXTS for text in row if text)]


def test_every_cell_and_line_is_read() -> None:
    found = read(page())
    assert sorted(by_read(found)) == sorted(EXPECTED)
    assert len(found.blanks) == 1
    assert len(found.rulings) == 9
    assert min(one.confidence for one in found.reads) > 0.7


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(angle: int) -> None:
    found = read(page().rotate(angle, expand=True))
    assert sorted(by_read(found)) == sorted(EXPECTED)
    assert found.width == 1000


@pytest.mark.parametrize("factor", [0.75, 1.5, 2.0])
def test_other_resolutions_give_the_same_places(factor: float) -> None:
    drawn = page()
    other = drawn.resize((round(1000 * factor), round(800 * factor)), Image.Resampling.LANCZOS)
    found = read(other, DPI * factor)
    assert sorted(by_read(found)) == sorted(EXPECTED)
    made = found.page()
    assert made.width == pytest.approx(360, abs=1)
    assert made.boxes[made.text.index("7")] == pytest.approx(
        read(drawn).page().boxes[made.text.index("7")], abs=2
    )


@pytest.mark.parametrize(
    "odd",
    [
        np.zeros((300, 300), np.uint8),
        np.full((300, 300), 255, np.uint8),
        np.random.default_rng(3).integers(0, 255, (400, 300), np.uint8),
        np.full((20, 3000), 128, np.uint8),
        np.indices((500, 500)).sum(axis=0).astype(np.uint8),
    ],
    ids=["black", "white", "noise", "strip", "stripes"],
)
def test_pictures_of_anything_do_no_harm(odd: np.ndarray) -> None:
    found = read_page(recogniser(), odd, 1, DPI)
    assert len(found.text) == len(found.boxes) == len(found.reads)
    assert np.isfinite(found.page().boxes).all()


def test_a_stamp_over_the_text_leaves_the_table() -> None:
    drawn = page()
    ImageDraw.Draw(drawn).ellipse((700, 560, 940, 780), outline=90, width=6)
    assert sorted(by_read(read(drawn))) == sorted(EXPECTED)


def test_a_cell_of_several_lines_is_read_line_by_line() -> None:
    drawn = ruled(sheet(700, 400), (50, 350, 650), (50, 200, 350), [["", "12"], ["", "0"]])
    font = ImageFont.load_default(30)
    draw = ImageDraw.Draw(drawn)
    for n, text in enumerate(("first line here", "second line", "third line")):
        draw.text((70, 75 + n * 45), text, fill=30, font=font, anchor="lm")
    assert by_read(read(drawn)) == ["12", "0", "firstlinehere", "secondline", "thirdline"]
