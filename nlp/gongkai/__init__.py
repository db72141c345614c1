"""gongkai (公开): open-government annual reports as a reconciled, evidence-linked dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.version import __version__

if TYPE_CHECKING:
    from gongkai.pipeline import Pipeline
    from gongkai.report import Report

__all__ = ["__version__", "extract", "pipe"]


def extract(path: Path | str) -> Report:
    """The Report of one file. What cannot be read gives a Report with ``error`` set, never an exception."""
    return _pipeline()(path)


def pipe(paths: Iterable[Path | str]) -> Iterator[Report]:
    """The Reports of many files, one by one, in order."""
    return _pipeline().pipe(paths)


@lru_cache(maxsize=1)
def _pipeline() -> Pipeline:
    from gongkai.pipeline import Pipeline  # imported on first use: `gongkai --help` must not wait for it

    return Pipeline()
