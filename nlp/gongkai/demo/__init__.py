"""Sample reports that ship with the package: fictional bodies, the layouts and wordings of real reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from gongkai.errors import GongkaiError

__all__ = ["copy_samples", "samples"]


@contextmanager
def samples() -> Iterator[tuple[Path, ...]]:
    """The sample reports as files, in order of their names, while the context lasts."""
    with resources.as_file(resources.files("gongkai.demo") / "samples") as folder:
        yield tuple(sorted(folder.glob("*.txt")))


def copy_samples(target: Path) -> tuple[Path, ...]:
    """Write the samples into ``target``, made when it is not there. Raises GongkaiError E012 or E013."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GongkaiError("E012", path=target)
    copied = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        with samples() as paths:
            for path in paths:
                copied.append(target / path.name)
                copied[-1].write_bytes(path.read_bytes())
    except OSError as error:
        raise GongkaiError("E013", path=target, why=error.strerror or str(error)) from error
    return tuple(copied)
