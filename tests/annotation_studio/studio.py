"""A real Label Studio for a test: started from its own environment, spoken to over plain HTTP."""

from __future__ import annotations

import http.cookiejar
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

VARIABLE = "GONGKAI_LABEL_STUDIO_VENV"
_USER, _PASSWORD = "annotator@example.org", "gongkai-annotates"
_STARTS_WITHIN = 180  # seconds; 20 to 40 are usual


def program() -> Path:
    """Where Label Studio's command is, if it is installed; `.ci/label-studio` puts it there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get(VARIABLE) or cache / "gongkai" / "label-studio") / "bin" / "label-studio"


class Studio:
    """A running Label Studio, logged in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self._bearer: str | None = None

    def log_in(self) -> None:
        """A session, from it a personal access token, from that the bearer token of all further calls."""
        self._open("/user/login/")
        form = {"email": _USER, "password": _PASSWORD, "csrfmiddlewaretoken": self._csrf()}
        self._open("/user/login/", urllib.parse.urlencode(form).encode(), {"Referer": self.address})
        personal = json.loads(
            self._open("/api/token/", b"", {"X-CSRFToken": self._csrf(), "Referer": self.address})
        )
        self._bearer = self.call("/api/token/refresh", {"refresh": personal["token"]})["access"]

    def project(self, title: str, config: str) -> int:
        """A new project with a label config; Label Studio validates it."""
        made: dict[str, Any] = self.call("/api/projects", {"title": title, "label_config": config})
        return int(made["id"])

    def import_tasks(self, project: int, tasks: list[Any]) -> dict[str, Any]:
        counted: dict[str, Any] = self.call(f"/api/projects/{project}/import", tasks)
        return counted

    def export(self, project: int) -> list[Any]:
        exported: list[Any] = self.call(
            f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true"
        )
        return exported

    def version(self) -> str:
        return str(self.call("/api/version")["release"])

    def call(self, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self._open(path, data, {"Content-Type": "application/json"}))

    def _open(self, path: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> bytes:
        request = urllib.request.Request(self.address + path, data, headers or {})
        if self._bearer is not None:
            request.add_header("Authorization", f"Bearer {self._bearer}")
        try:
            with self._opener.open(request, timeout=120) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as error:
            raise AssertionError(
                f"{path}: {error.code} {error.read()[:2000].decode(errors='replace')}"
            ) from error

    def _csrf(self) -> str:
        return next((c.value or "" for c in self._cookies if c.name == "csrftoken"), "")


@contextmanager
def running(command: Path, data: Path) -> Iterator[Studio]:
    """Label Studio on a free port, with SQLite and all its files in ``data``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "LABEL_STUDIO", "PYTHON"))},
        "LABEL_STUDIO_BASE_DATA_DIR": str(data),
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
    }
    arguments = [
        *(str(command), "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)),
        *("--username", _USER, "--password", _PASSWORD),
    ]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(
            arguments, cwd=data, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        studio = Studio(f"http://127.0.0.1:{port}")
        _wait(studio, server, data / "server.log")
        studio.log_in()
        yield studio
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(20)


def _wait(studio: Studio, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        with suppress(OSError, AssertionError, ValueError):
            if studio.call("/health")["status"] == "UP":
                return
        time.sleep(0.5)
    raise AssertionError(f"Label Studio did not start: {log.read_text('utf-8', errors='replace')[-2000:]}")
