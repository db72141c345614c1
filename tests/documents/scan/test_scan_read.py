import importlib.util

import pytest
from PIL import Image

from documents.scan.drawing import noisy, ruled, saved, sheet, written
from gongkai.documents.read import document_from_bytes
from gongkai.documents.recognition import recognition_installed
from gongkai.documents.scan.read import blocks_of_images
from gongkai.errors import GongkaiError

KINDS = ["png", "jpeg", "tiff", "bmp"]
MEDIA = {"png": "image/png", "jpeg": "image/jpeg", "tiff": "image/tiff", "bmp": "image/bmp"}
TEXTS = [["item", "last", "this"], ["apples", "0", "17"], ["pears", "", "6006"], ["plums", "-", "8"]]


def page() -> Image.Image:
    drawn = ruled(sheet(1000, 800), (100, 350, 600, 850), (300, 360, 420, 480, 540), TEXTS)
    return noisy(written(drawn, 100, 150, "Report of the year 2024"))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "gongkai.documents.recognition.find_spec", lambda name: None if name == "onnxruntime" else real(name)
    )
    for call in (
        lambda: document_from_bytes(saved(sheet(), "PNG"), name="scan.png"),
        lambda: blocks_of_images([(1, sheet(), 200.0)], "scan.pdf"),
    ):
        with pytest.raises(GongkaiError) as refused:
            call()
        assert refused.value.code == "E054"


class TestWithEngine:
    @pytest.fixture(autouse=True)
    def _engine(self) -> None:
        pytest.importorskip("cv2", reason="the extra `ocr` is not installed")
        if not recognition_installed():
            pytest.skip("the model of the extra `ocr` is not installed")

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_table_on_a_picture_is_a_grid(self, kind: str) -> None:
        document = document_from_bytes(saved(page(), kind.upper()), name=f"scan.{kind}")
        assert document.source.media_type == MEDIA[kind]
        assert document.source.pages == 1
        assert document.source.ocr
        [grid] = document.grids
        assert (grid.rows, grid.columns) == (4, 3)
        texts = [["" for _ in range(3)] for _ in range(4)]
        for cell in grid.cells:
            texts[cell.row][cell.column] = document.text_of([cell.span])
            assert (cell.rowspan, cell.colspan) == (1, 1)
            assert cell.confidence is not None
            assert cell.confidence > 0.7
        assert texts == TEXTS
        assert [line.text.replace(" ", "") for line in document.lines if "\t" not in line.text] == [
            "Reportoftheyear2024"
        ]
        blank = next(cell for cell in grid.cells if not document.text_of([cell.span]))
        assert blank.span.bbox == pytest.approx((126, 151.2, 216, 172.8), abs=2)

    def test_pages_of_a_tiff_are_pages(self) -> None:
        first = noisy(written(sheet(1000, 800), 100, 150, "first page"))
        document = document_from_bytes(
            saved(first, "TIFF", save_all=True, append_images=[page()]), name="scan.tif"
        )
        assert document.source.pages == 2
        assert {line.page for line in document.lines} == {1, 2}
        assert len(document.grids) == 1

    def test_a_picture_without_text_is_refused(self) -> None:
        with pytest.raises(GongkaiError) as refused:
            document_from_bytes(saved(noisy(sheet()), "PNG"), name="blank.png")
        assert refused.value.code == "E059"

    def test_a_picture_too_small_for_text_is_refused(self) -> None:
        with pytest.raises(GongkaiError) as refused:
            document_from_bytes(saved(Image.new("L", (8, 8), 255), "PNG"), name="dot.png")
        assert refused.value.code == "E059"

    def test_page_numbers_are_those_given(self) -> None:
        blocks, problems = blocks_of_images([(7, page(), 200.0)], "scan.pdf")
        assert problems == ()
        pages = {int(block.places[0, 0]) for block in blocks if getattr(block, "places", None) is not None}
        assert pages == {7}
