import sys
from types import SimpleNamespace

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402

from documents.scan.drawing import noisy, sheet, written  # noqa: E402
from gongkai.documents.recognition import recognition_installed  # noqa: E402
from gongkai.documents.scan import engine  # noqa: E402
from gongkai.documents.scan.engine import HEIGHT, Recogniser, recogniser  # noqa: E402


class Echo:
    """A network that says of each step which eighth of grey it is, and remembers its batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name="x")]

    def get_modelmeta(self) -> SimpleNamespace:
        return SimpleNamespace(custom_metadata_map={"character": "a\nb\nc"})

    def run(self, _outputs: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        tensor = inputs["x"]
        self.shapes.append(tensor.shape)
        steps = tensor[:, 0, HEIGHT // 2, 4::8]
        signs = np.clip(np.round((1 - steps) * 2).astype(int), 0, 4)
        return [np.eye(5, dtype=np.float32)[signs] * 0.9 + 0.02]


def strip(*levels: int) -> np.ndarray:
    """A line of steps of these grey levels."""
    return np.repeat(np.array(levels, np.uint8), 8)[None, :].repeat(HEIGHT, axis=0)


def test_repeated_signs_are_one_unless_a_gap_parts_them() -> None:
    [reading] = Recogniser(Echo()).read([strip(255, 191, 191, 255, 191, 128, 255)])
    assert reading.text == "aab"
    assert reading.probabilities == pytest.approx((0.92,) * 3, abs=0.001)
    assert reading.worst == pytest.approx(0.92, abs=0.001)
    assert reading.centres == pytest.approx((2 / 7, 4.5 / 7, 5.5 / 7))


def test_a_line_without_signs_is_empty() -> None:
    [reading] = Recogniser(Echo()).read([strip(255, 255)])
    assert (reading.text, reading.probabilities, reading.worst) == ("", (), 0.0)


def test_lines_come_back_in_their_order_whatever_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BATCH_WIDTH", 64)
    echo = Echo()
    lines = [strip(255, 191, 255, 128), strip(128), strip(*[255, 64] * 6), strip(191, 255)]
    assert [r.text for r in Recogniser(echo).read(lines)] == ["ab", "b", "cccccc", "a"]
    assert len(echo.shapes) > 1
    assert all(shape[0] * shape[3] <= 64 or shape[0] == 1 for shape in echo.shapes)


def test_a_line_of_any_height_is_brought_to_the_networks() -> None:
    echo = Echo()
    Recogniser(echo).read([np.full((7, 90), 255, np.uint8), np.full((300, 2), 255, np.uint8)])
    assert all(shape[2] == HEIGHT and shape[3] % 8 == 0 and shape[3] > 0 for shape in echo.shapes)


@pytest.mark.skipif(not recognition_installed(), reason="the model of the extra `ocr` is not installed")
def test_the_model_of_the_wheel_reads_without_rapidocr_itself() -> None:
    """rapidocr, once imported, may fetch models from the network."""
    line = np.asarray(noisy(written(sheet(500, 60), 10, 30, "No. 1234 of 2024")))
    [reading] = recogniser().read([line])
    assert reading.text.replace(" ", "") == "No.1234of2024"
    assert reading.worst > 0.5
    assert list(reading.centres) == sorted(reading.centres)
    assert "rapidocr" not in sys.modules
