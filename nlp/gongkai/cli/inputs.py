"""What PATH... means: files, folders with all they hold, globs (quoted too), ``-`` for standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from gongkai.errors import GongkaiError

STDIN: Final = "-"


@contextmanager
def input_paths(given: Sequence[str]) -> Iterator[dict[Path, str]]:
    """The files to read, each once, with the names that people know them by.

    Standard input stands in a file named ``stdin`` while the context lasts.

    A path that is not there stays in the list: reading it gives its own error. Raises GongkaiError E030 when
    nothing at all is left.
    """
    with TemporaryDirectory(prefix="gongkai-") as folder:
        found: dict[str, Path] = {}
        for path in (p for each in given for p in _expand(each, Path(folder))):
            found.setdefault(os.path.abspath(path), path)
        if not found:
            raise GongkaiError("E030", paths=" ".join(given))
        yield {p: p.name if p.parent == Path(folder) else str(p) for p in found.values()}


def _expand(given: str, folder: Path) -> Iterator[Path]:
    path = Path(given)
    if given == STDIN:
        yield _keep_stdin(folder)
    elif path.is_dir():
        yield from _walk(path)
    elif not os.path.lexists(path) and glob.has_magic(given):
        for match in sorted(glob.glob(given, recursive=True)):
            if os.path.isfile(match):
                yield Path(match)
            elif os.path.isdir(match) and "**" not in given:  # ** matches what is in the folders, too
                yield from _walk(Path(match))
    else:
        yield path


def _walk(root: Path) -> Iterator[Path]:
    """Every regular file below ``root`` that is not hidden, nor in a hidden folder; no links to folders."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (
            Path(folder, n) for n in sorted(names) if not n.startswith(".") and Path(folder, n).is_file()
        )


def _keep_stdin(folder: Path) -> Path:
    path = folder / "stdin"
    if not path.exists():
        try:
            data = b"" if sys.stdin is None else sys.stdin.buffer.read()  # None: closed by who started us
        except OSError as error:
            raise GongkaiError("E008", path="standard input", why=error.strerror or str(error)) from error
        path.write_bytes(data)
    return path
