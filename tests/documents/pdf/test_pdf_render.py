"""Pages are drawn by a process that ends: with its image, or when it takes too long or too much."""

from __future__ import annotations

import subprocess
import time
from typing import Any

import pytest

pytest.importorskip("PIL.Image", reason="pages are rendered for character recognition only")

from documents.pdf.pdf_files import pdf_of, stream, text  # noqa: E402
from gongkai.documents.pdf import pdfium, render  # noqa: E402
from gongkai.errors import GongkaiError  # noqa: E402

TILES = (
    "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 2 2]/XStep 0.01/YStep 0.01/Resources<<>>"
)
HOURS = pdf_of(
    "/Pattern cs /P1 scn 0 0 595 842 re f",
    objects=[stream("0 0 1 1 re f", TILES)],
    resources="/Pattern<</P1 3 0 R>>",
)


def sizes_of(data: bytes) -> list[tuple[int, tuple[int, int], float]]:
    with pdfium.opened(data, "test.pdf") as document:
        reads = list(pdfium.read_pages(document, "test.pdf"))
        images = render.images_of(document, data, reads, "test.pdf")
        return [(number, image.size, dpi) for number, image, dpi in images]


def test_pages_come_as_their_text_stands_upright_with_their_resolution() -> None:
    data = pdf_of(text(50, 700, "A"), text(50, 700, "B"), page="/Rotate 90")
    assert sizes_of(data) == [(1, (1653, 2339), 200), (2, (1653, 2339), 200)]


def test_a_large_page_has_fewer_dots() -> None:
    ((_, (width, height), dpi),) = sizes_of(pdf_of(text(50, 700, "A"), media="0 0 5950 8420"))
    assert dpi < 200
    assert width * height <= render.MAX_PIXELS * 1.01


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "FIRST_SECONDS", 1.0)
    monkeypatch.setattr(render, "PAGE_SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(GongkaiError, match="too long to draw") as raised:
        sizes_of(HOURS)
    assert raised.value.code == "E058"
    assert time.monotonic() - began < 20  # it would be hours


def test_what_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "MEMORY", 30_000_000)
    with pytest.raises(GongkaiError, match="cannot be drawn") as raised:
        sizes_of(pdf_of(text(50, 700, "A")))
    assert raised.value.code == "E058"


def test_the_process_is_gone_when_nobody_wants_more(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: Any, **more: Any) -> None:
            super().__init__(*arguments, **more)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    data = pdf_of(*(text(50, 700, "A") for _ in range(5)))
    with pdfium.opened(data, "test.pdf") as document:
        reads = list(pdfium.read_pages(document, "test.pdf"))
        images = render.images_of(document, data, reads, "test.pdf")
        next(images)
        images.close()  # type: ignore[attr-defined]
    assert [process.poll() is not None for process in started] == [True]
