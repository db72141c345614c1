"""The console that everything for people is printed on."""

from __future__ import annotations

import os
import re
import sys
from io import TextIOBase
from typing import IO, Final, cast

from rich.console import Console
from rich.text import Text

PLAIN_WIDTH: Final = 100
"""Columns assumed where there is no terminal to ask: the applications table fits."""

_LINE_END_BLANKS: Final = re.compile(r"[ \t]+\n")


class PipeConsole(Console):
    """A console that leaves a broken pipe to whoever runs the command."""

    def on_broken_pipe(self) -> None:
        """Hand the error on instead of exiting with 1, which means that something disagrees."""
        raise BrokenPipeError


class TrimmingStream(TextIOBase):
    """A stream that leaves out the blanks with which tables fill up their lines."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text without blanks at the ends of its lines."""
        self._stream.write(_LINE_END_BLANKS.sub("\n", text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream behind."""
        self._stream.flush()


def make_console(stream: IO[str] | None = None) -> Console:
    """A console on stdout (or ``stream``): colours only on a terminal, text taken as it is."""
    stream = stream if stream is not None else sys.stdout
    if stream.isatty():
        return PipeConsole(file=stream, markup=False, emoji=False, highlight=False)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdigit() and int(columns) > 0 else PLAIN_WIDTH
    trimmed = cast("IO[str]", TrimmingStream(stream))
    return PipeConsole(file=trimmed, width=width, markup=False, emoji=False, highlight=False)


def heading(words: str) -> Text:
    """A heading between the parts of a summary."""
    return Text(f"── {words}", style="bold")
