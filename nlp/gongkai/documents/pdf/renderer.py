"""Renders pages of a PDF file as a program of its own: what takes too long or too much can be ended from outside.

PDFium draws a pattern of tiny tiles, or thousands of blended fills, for hours and cannot be told to stop. The program
reads one line of JSON from standard input (``memory``: bytes that it may take; ``pages``: number, scale and quarter turns
of each) and the file behind it, and writes ``HEAD`` (width, height) and the RGB bytes of each page.
"""

from __future__ import annotations

import json
import struct
import sys
from typing import Final

HEAD: Final = struct.Struct("<II")


def main() -> None:
    """Render what standard input asks for."""
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _limit(asked["memory"])
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    for number, scale, turn in asked["pages"]:
        page = document[number - 1]
        quarters = turn - page.get_rotation() // 90
        image = page.render(scale=scale, rotation=quarters * 90 % 360).to_pil().convert("RGB")
        sys.stdout.buffer.write(HEAD.pack(*image.size) + image.tobytes())
        sys.stdout.buffer.flush()
        page.close()


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
