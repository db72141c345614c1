"""Pages as images, for character recognition: drawn by a process of its own, which ends when it takes too long."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, Final, cast

from gongkai.documents.pages.raw import PageRead
from gongkai.documents.pdf import renderer
from gongkai.documents.pdf.expansion import check_shown
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

DPI: Final = 200.0  # Chinese body text has then characters of 40 pixels, the smallest print of tables 20
MAX_PIXELS: Final = 20_000_000  # of one page: five times A4 at 200 dpi; a larger page gets fewer dots
FIRST_SECONDS: Final = 10.0  # for a file; the process takes a third of a second to start
PAGE_SECONDS: Final = 2.0  # more for each of its pages; a scan takes a fifth of a second
MEMORY: Final = 2_000_000_000  # bytes of address space; a page of ``MAX_PIXELS`` needs a fifth of that
_POINTS: Final = 72.0  # per inch


def images_of(
    document: pypdfium2.PdfDocument, data: bytes, reads: Sequence[PageRead], name: str
) -> Iterator[tuple[int, Image, float]]:
    """Page number, image and dots per inch of each page, upright as the Page is, when it is asked for.

    Raises GongkaiError E058 where what they draw comes to too much, or takes too long.
    """
    from gongkai.documents.pdf.pdfium import LOCK

    with LOCK:
        check_shown(document, name)
    sizes = [max(1.0, read.page.width * read.page.height) for read in reads]
    dots = [min(DPI, _POINTS * (MAX_PIXELS / size) ** 0.5) for size in sizes]
    pages = [(read.page.number, dpi / _POINTS, read.quarters) for read, dpi in zip(reads, dots, strict=True)]
    seconds = FIRST_SECONDS + PAGE_SECONDS * len(pages)
    with _process({"memory": MEMORY, "pages": pages}, data) as process:
        for read, dpi in zip(reads, dots, strict=True):
            began = monotonic()
            image = _image(process, seconds)
            if image is None:
                late = monotonic() - began >= seconds
                why = "its pages take too long to draw" if late else "its pages cannot be drawn"
                raise GongkaiError("E058", name=name, why=why)
            seconds -= monotonic() - began
            yield read.page.number, image, dpi


@contextmanager
def _process(asked: dict[str, Any], data: bytes) -> Iterator[subprocess.Popen[bytes]]:
    """The process that draws, asked already; it is gone at the end."""
    command = [sys.executable, "-P", str(Path(renderer.__file__))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            with suppress(BrokenPipeError):  # it is gone: there will be no image
                stdin = cast(IO[bytes], process.stdin)
                stdin.write(json.dumps(asked).encode() + b"\n" + data)
                stdin.close()
            yield process
        finally:
            process.kill()


def _image(process: subprocess.Popen[bytes], seconds: float) -> Image | None:
    """The next page; None where the process ends before it is there, or is ended since it takes longer."""
    from PIL import Image

    stdout = cast(IO[bytes], process.stdout)
    timer = Timer(max(0.0, seconds), process.kill)
    timer.start()
    try:
        head = stdout.read(renderer.HEAD.size)
        if len(head) < renderer.HEAD.size:
            return None
        size = renderer.HEAD.unpack(head)
        colors = stdout.read(3 * size[0] * size[1])
        return Image.frombytes("RGB", size, colors) if len(colors) == 3 * size[0] * size[1] else None
    finally:
        timer.cancel()
