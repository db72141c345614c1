"""PDF as Chromium prints it: one browser for a batch, spoken to over its debugging pipe."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

LAYOUTS: Final[dict[str, dict[str, Any]]] = {
    "a4": {"paperWidth": 8.27, "paperHeight": 11.69, "marginTop": 0.9, "marginBottom": 0.9},
    "a4-running": {
        "paperWidth": 8.27,
        "paperHeight": 11.69,
        "marginTop": 1.0,
        "marginBottom": 1.0,
        "displayHeaderFooter": True,
        "headerTemplate": '<div style="font-size:8px;width:100%;padding:0 40px"><span class="date"></span> '
        '<span class="title"></span></div>',
        "footerTemplate": '<div style="font-size:8px;width:100%;text-align:center">— <span class="pageNumber"></span>'
        ' / <span class="totalPages"></span> —</div>',
    },
    "a5": {"paperWidth": 5.83, "paperHeight": 8.27},
    "landscape": {"paperWidth": 8.27, "paperHeight": 11.69, "landscape": True, "scale": 0.9},
    "css": {"preferCSSPageSize": True, "printBackground": True},
    "bare": {"paperWidth": 8.27, "paperHeight": 11.69},
    "bare-centred": {"paperWidth": 8.27, "paperHeight": 11.69},
    "bare-tight": {"paperWidth": 8.27, "paperHeight": 11.69, "scale": 0.8},
}
"""Parameters of Page.printToPDF, lengths in inches. ``css``: the page's own @page rule decides."""
_BARE: Final = "table,tr,td{border:none!important;background:none!important}"
_SHEETS: Final[dict[str, str]] = {
    "css": "@page{size:210mm 297mm;margin:18mm 22mm} table,tr,td{page-break-inside:auto}"
    " thead{display:table-header-group}",
    "bare": _BARE,
    "bare-centred": _BARE + " td{text-align:center;padding:4px 6px!important;font-size:12px}",
    "bare-tight": _BARE + " td{padding:0 8px!important;line-height:1.25;vertical-align:top}",
}
"""Rules that are added to the page's own. ``bare``: no table has any line."""
_SECONDS: Final = 120
Key = TypeVar("Key")


def program() -> str | None:
    """Where Chromium is, None where it is not."""
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )


def print_pages(pages: Mapping[Key, tuple[bytes, str]]) -> dict[Key, bytes]:
    """Every page (key -> (HTML, layout)) as the bytes of a PDF."""
    with tempfile.TemporaryDirectory() as folder, _browser(folder) as browser:
        made: dict[Key, bytes] = {}
        for n, (key, (html, layout)) in enumerate(pages.items()):
            path = Path(folder, f"{n}.html")
            if layout in _SHEETS:
                sheet = f"<style>{_SHEETS[layout]}</style></head>".encode("ascii")
                html = html.replace(b"</head>", sheet, 1)
            path.write_bytes(html)
            made[key] = browser.printed(path.as_uri(), LAYOUTS[layout])
        return made


class _Browser:
    def __init__(self, write: int, read: int) -> None:
        self._write = os.fdopen(write, "wb", buffering=0)
        self._read = os.fdopen(read, "rb", buffering=0)
        self._messages = self._receive()
        self._last = 0
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self._session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        self.call("Page.enable", {}, session=True)

    def close(self) -> None:
        self._write.close()
        self._read.close()

    def printed(self, url: str, layout: Mapping[str, Any]) -> bytes:
        self.call("Page.navigate", {"url": url}, session=True)
        for message in self._messages:
            if message.get("method") == "Page.loadEventFired":
                break
        data = self.call("Page.printToPDF", {**layout}, session=True)["data"]
        return base64.b64decode(data)

    def call(self, method: str, parameters: Mapping[str, Any], *, session: bool = False) -> dict[str, Any]:
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": dict(parameters)}
        if session:
            message["sessionId"] = self._session
        self._write.write(json.dumps(message).encode() + b"\0")
        for answer in self._messages:
            if answer.get("id") == self._last:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
        raise RuntimeError("the browser has gone")

    def _receive(self) -> Iterator[dict[str, Any]]:
        held = b""
        while piece := self._read.read(1 << 16):
            *whole, held = (held + piece).split(b"\0")
            yield from map(json.loads, whole)


@contextmanager
def _browser(folder: str) -> Iterator[_Browser]:
    """The browser reads commands from descriptor 3 and answers on 4."""
    chromium = program()
    assert chromium is not None
    ends = (*os.pipe(), *os.pipe())
    # Away from 3 and 4, so that the one does not close the other.
    their_read, our_write, our_read, their_write = (
        fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends
    )
    for end in ends:
        os.close(end)

    def place() -> None:
        os.dup2(their_read, 3)
        os.dup2(their_write, 4)

    process = subprocess.Popen(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--remote-debugging-pipe",
            f"--user-data-dir={folder}/profile",
        ],
        preexec_fn=place,  # noqa: PLW1509  # two calls of the system, and nothing here has threads
        pass_fds=(3, 4),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(their_read)
    os.close(their_write)
    browser = _Browser(our_write, our_read)
    try:
        yield browser
    finally:
        browser.close()
        process.terminate()
        process.wait(_SECONDS)
