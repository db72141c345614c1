"""Reads files that nobody trusts, one after the other, in a process of its own: run as ``python reading.py``.

Each request on standard input is a line of JSON (name, size) and the bytes; each answer a line of JSON. Whatever the
reading opens for writing, connects to or starts is noted by an audit hook and part of the answer, and the memory of
the process is bounded, so that a runaway file ends this process and not the machine.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

from gongkai.documents.pdf import renderer

MEMORY: Final = 2 * 2**30
"""Bytes that one process may hold for any file, code and models included (they take 0.4 GB)."""
ADDRESSES: Final = 24 * 2**30  # of address space; threads and maps reserve much more than they use
PROCESS: Final = Path("/proc/self")  # on Linux
_WATCHED: Final = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "os.system", "os.remove",
                   "os.rename", "os.mkdir", "os.rmdir", "shutil.rmtree", "urllib.Request", "os.symlink", "os.link")  # fmt: skip
_RENDERER: Final = str(
    Path(renderer.__file__)
)  # our own process, which draws pages for character recognition
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

seen: list[str] = []
watching = False


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not watching:
        return
    if event in _WATCHED and not (event == "subprocess.Popen" and _RENDERER in arguments[1]):
        seen.append(f"{event} {arguments!r}"[:300])
    elif event == "open":
        path, mode, flags = arguments
        if isinstance(path, int) or path == os.devnull:  # a pipe to our own process, what it must not say
            return
        writes = isinstance(mode, str) and set(mode) & set("wax+")
        if (writes or (isinstance(flags, int) and flags & _WRITING)) and not str(path).endswith(".pyc"):
            seen.append(f"open for writing {path!r}"[:300])
        elif isinstance(path, str | bytes) and os.fsdecode(path).startswith(("/etc/passwd", "/etc/hostname")):
            seen.append(f"open {path!r}")


def _forget_peak() -> None:
    """Counts the most memory from here on (and not from that of the process that started this one)."""
    if PROCESS.exists():
        (PROCESS / "clear_refs").write_text("5")


def _peak() -> int:
    """The most memory held, in bytes."""
    if not PROCESS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    said = (PROCESS / "status").read_text()
    return int(said.split("VmHWM:")[1].split()[0]) * 1024


def main() -> None:
    """Serve requests until standard input ends."""
    global watching  # noqa: PLW0603  # the hook can never be taken away again
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from gongkai.documents.read import document_from_bytes
    from gongkai.errors import GongkaiError
    from gongkai.pipeline import Pipeline

    pipeline = Pipeline.by_rules()
    sys.addaudithook(_audit)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # nothing that a library prints may come between the answers
    while line := sys.stdin.buffer.readline():
        request = json.loads(line)
        data = sys.stdin.buffer.read(request["size"])
        seen.clear()
        _forget_peak()
        watching, began = True, time.monotonic()
        try:
            pipeline.read(document_from_bytes(data, name=request["name"]))
            end = "read"
        except GongkaiError as error:
            end = error.code
        except BaseException as error:  # anything else is what is looked for
            end = f"{type(error).__name__}: {error}"[:500]
        watching = False
        peak = _peak()
        seconds = round(time.monotonic() - began, 3)
        print(json.dumps({"end": end, "seconds": seconds, "peak": peak, "seen": seen}), file=out, flush=True)


if __name__ == "__main__":
    main()
