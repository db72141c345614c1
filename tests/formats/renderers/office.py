"""What LibreOffice makes of a file: PDF, and the older formats of word processors."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

TARGETS: Final = {
    "pdf": "pdf:writer_pdf_Export",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "odt": "odt:writer8",
    "docx": "docx:MS Word 2007 XML",
}
"""By the ending of the files made, the filter that makes them."""
_SECONDS: Final = 240  # for a whole batch of some tens of files


def program() -> str | None:
    """Where LibreOffice is, None where it is not."""
    return shutil.which("soffice")


def convert(files: Mapping[str, bytes], target: str, *, html: bool = False) -> dict[str, bytes]:
    """All files (name with its ending -> bytes) in one run, as stem -> bytes of the target."""
    soffice = program()
    assert soffice is not None
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        for name, data in files.items():
            (source / name).write_bytes(data)
        arguments: Sequence[str] = [
            soffice,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            *(["--infilter=HTML (StarWriter)"] if html else []),
            "--convert-to",
            TARGETS[target],
            "--outdir",
            str(made),
            *(str(source / name) for name in files),
        ]
        _run(arguments)
        found = {path.stem: path.read_bytes() for path in made.iterdir()}
    lost = {Path(name).stem for name in files} - set(found)
    assert not lost, f"LibreOffice made nothing of {sorted(lost)}"
    return found


def _run(arguments: Sequence[str]) -> None:
    """Run it and all it starts; whatever is left of it is ended."""
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        status = process.wait(_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert status == 0, f"LibreOffice ended with {status}"
