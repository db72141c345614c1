"""LibreOffice as a converter: one process per file, with a profile of its own, no macros, no network, and an end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from gongkai.documents.sniff import a_kind
from gongkai.errors import GongkaiError

VARIABLE: Final = "GONGKAI_SOFFICE"
"""Environment variable: the path of LibreOffice's ``soffice``, where it is not on the PATH."""
TIME_LIMIT: Final = 120.0  # seconds; a report takes 3 to 10 with the start of the program
OUTPUT_LIMIT: Final = 200_000_000  # bytes in the folder it works in, its profile included (about 1 MB)
_POLL: Final = 0.1  # seconds
_PROGRAMS: Final = ("soffice", "libreoffice")
_OPTIONS: Final = (
    "--headless",
    "--norestore",
    "--nodefault",
    "--nologo",
    "--nolockcheck",
    "--nofirststartwizard",
)
_FILTER: Final = "docx:MS Word 2007 XML"
_NOWHERE: Final = "127.0.0.1"  # with port 9 (discard): a proxy that answers nothing
# Settings of the profile: no macros, links are never followed, whatever goes out goes to a proxy that is not there.
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> str | None:
    """The path of LibreOffice: ``GONGKAI_SOFFICE`` where it is set, else from the PATH; None where there is none."""
    stated = os.environ.get(VARIABLE)
    if stated:
        return shutil.which(stated)
    return next((path for program in _PROGRAMS if (path := shutil.which(program))), None)


def to_docx(data: bytes, *, name: str, kind: str) -> bytes:
    """The file as a Word document (.docx).

    Raises GongkaiError: E055 LibreOffice is not there, E056 it gave nothing, took too long or gave too much.
    """
    office = find_office()
    if office is None:
        raise GongkaiError("E055", name=name, kind=a_kind(kind))
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"report.{kind}"
        source.write_bytes(data)
        _write_profile(home / "profile" / "user")
        arguments = [
            office,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            *_OPTIONS,
            "--convert-to",
            _FILTER,
            "--outdir",
            str(home / "out"),
            str(source),
        ]
        why = _run(arguments, home)
        result = home / "out" / "report.docx"
        if why is None and not result.is_file():
            why = "it gave no document; the file may be damaged or protected by a password"
        if why is not None:
            raise GongkaiError("E056", name=name, why=why)
        return result.read_bytes()


def _run(arguments: list[str], home: Path) -> str | None:
    """Run it to its end or to a limit; what went wrong, None where nothing did."""
    environment = {
        key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    }
    proxy = f"http://{_NOWHERE}:9"
    environment |= {"HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), proxy)
    try:
        process = subprocess.Popen(
            arguments,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return error.strerror or type(error).__name__
    deadline = time.monotonic() + TIME_LIMIT
    try:
        while process.poll() is None:
            if time.monotonic() > deadline:
                return f"no result after {TIME_LIMIT:.0f} seconds"
            if _size(home) > OUTPUT_LIMIT:
                return f"it wrote more than {OUTPUT_LIMIT} bytes"
            with suppress(subprocess.TimeoutExpired):
                process.wait(_POLL)
    finally:
        _end(process)
    if _size(home) > OUTPUT_LIMIT:
        return f"it wrote more than {OUTPUT_LIMIT} bytes"
    return f"it ended with code {process.returncode}" if process.returncode else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started: ``soffice`` is a script, the work is done by its children."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it is working there: files come and go
                total += os.lstat(os.path.join(parent, name)).st_size
    return total


def _write_profile(user: Path) -> None:
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )
