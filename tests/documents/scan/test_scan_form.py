"""One filled form, typeset and scanned in simulation, read from end to end. tests/benchmarks/bench_scan.py reads twenty."""

import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")
pytest.importorskip("reportlab", reason="reportlab, which typesets the form, is not installed")
pytest.importorskip("pypdfium2", reason="pypdfium2, which typesets the form, is not installed")

from PIL import Image  # noqa: E402

from benchmarks.bench_scan import Tally, compare, plain, ranked  # noqa: E402
from benchmarks.printing import TEXT_FONTS, FilledForm, filled_form, missing_fonts  # noqa: E402
from benchmarks.scanning import pdf_of, scanned, tiff_of  # noqa: E402
from gongkai.documents.model import Document  # noqa: E402
from gongkai.documents.read import document_from_bytes  # noqa: E402
from gongkai.documents.recognition import recognition_installed  # noqa: E402

SEED = 40  # neither among those that the benchmark reads nor among those that the reader was made with
THERE = [family for family in TEXT_FONTS if family not in missing_fonts()]
pytestmark = [
    pytest.mark.skipif(not recognition_installed(), reason="the model of the extra `ocr` is not installed"),
    pytest.mark.skipif(not THERE, reason=f"none of the fonts {', '.join(TEXT_FONTS)} is installed"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def form() -> FilledForm:
    return filled_form(SEED, fonts=THERE)


@pytest.fixture(scope="module")
def pages(form: FilledForm) -> list[Image.Image]:
    return scanned(form)


@pytest.fixture(scope="module")
def document(pages: list[Image.Image]) -> Document:
    return document_from_bytes(tiff_of(pages), name="form.tif")


def test_the_values_are_right_and_wrong_ones_doubted(form: FilledForm, document: Document) -> None:
    tally = Tally()
    compare(form, document, tally)
    assert tally.grids_wrong == []
    assert len(tally.values) == 200
    wrong = [(rank, outcome) for rank, outcome in ranked(tally.values) if not outcome.right]
    assert len(wrong) <= 1, wrong  # 99.5 %
    assert all(rank <= 0.02 for rank, _ in wrong), wrong
    assert tally.labels_right >= tally.labels - 2


def test_the_prose_is_read_line_by_line(form: FilledForm, document: Document) -> None:
    printed = [plain(line) for line in form.prose]
    read = [plain(line.text) for line in document.lines if "\t" not in line.text]
    lost = [line for line in printed if line not in read]
    assert len(lost) <= 2, lost
    assert all(line.confidence is not None for line in document.lines)


def test_the_order_is_that_of_the_pages(document: Document) -> None:
    pages = [line.page for line in document.lines]
    assert pages == sorted(pages)  # type: ignore[type-var]
    assert document.source.pages == 3
    assert len(document.grids) == 3


def test_a_pdf_of_images_gives_the_same_grid(pages: list[Image.Image], document: Document) -> None:
    read = document_from_bytes(pdf_of(pages[:1]), name="form.pdf")
    assert read.source.ocr
    [grid] = read.grids
    assert [(c.row, c.column, plain(read.text_of([c.span]))) for c in grid.cells] == [
        (c.row, c.column, plain(document.text_of([c.span]))) for c in document.grids[0].cells
    ]
