"""A process that reads hostile files for a test, watched from outside: it may crash, hang or grow."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from hostile.reading import MEMORY

SECONDS: Final = 30.0
"""Longer than any file may take on a slow machine; the largest honest report of a digital format takes two."""
CODED: Final = re.compile(r"read|E0\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How reading ended: ``end`` is ``read``, an error's code, or what went wrong; memory in bytes. ``limits``: the
    seconds and bytes that it might take."""

    end: str
    seconds: float
    peak: int
    seen: tuple[str, ...]
    limits: tuple[float, int] = (SECONDS, MEMORY)

    @property
    def fault(self) -> str | None:
        """What must not happen, None where all is well."""
        if not CODED.fullmatch(self.end):
            return self.end
        if self.seen:
            return f"touched the outside: {'; '.join(self.seen)}"
        seconds, memory = self.limits
        if self.peak > memory:
            return f"took {self.peak / 2**20:.0f} MB"
        return f"took {self.seconds:.0f} s" if self.seconds > seconds else None


class Victim:
    """The reading process; a new one is started after each that had to be ended. ``seconds`` for each file and bytes
    of ``memory`` for the process are the limits."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._limits = (seconds, memory)
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, name: str) -> Outcome:
        """How reading the bytes ends."""
        process = self._running()
        stdin, stdout = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)
        request = json.dumps({"name": name, "size": len(data)}).encode() + b"\n" + data
        sending = threading.Thread(target=_send, args=(stdin, request), daemon=True)
        began = time.monotonic()
        sending.start()
        ready, _, _ = select.select([stdout], [], [], 2 * SECONDS)
        answer = stdout.readline() if ready else b""
        seconds = time.monotonic() - began
        if answer:
            said = json.loads(answer)
            return Outcome(
                end=said["end"],
                seconds=said["seconds"],
                peak=said["peak"],
                seen=tuple(said["seen"]),
                limits=self._limits,
            )
        self.end()
        end = f"crashed with status {process.returncode}" if ready else f"hangs (over {2 * SECONDS:.0f} s)"
        return Outcome(end=end, seconds=seconds, peak=0, seen=())

    def end(self) -> None:
        """End the process, if one runs."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            tests = Path(__file__).parents[1]
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("reading.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(tests)},
            )
        return self._process


def _send(stream: IO[bytes], request: bytes) -> None:
    try:
        stream.write(request)
        stream.flush()
    except BrokenPipeError:
        pass  # the process died on the way; its end says why
