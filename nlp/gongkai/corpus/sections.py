"""The sections of a report the way gold lists them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from gongkai.report import Report

# Fewest printed lines that are a block of furniture of its own; fewer are a page number or a share bar, which
# a reader may or may not hand on. Set by the meaning of "block", not by measuring.
_BLOCK_LINES: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionEntry:
    """A section in the order it occurs. ``block`` is False for furniture too short to be listed in gold."""

    id: str
    block: bool = True


def section_entries(report: Report) -> tuple[SectionEntry, ...]:
    """The report's runs; a short furniture run inside a section does not break it in two."""
    entries: list[SectionEntry] = []
    for run in report.sections:
        printed = sum(bool(line.text.strip()) for line in report.lines[run.start : run.end])
        entry = SectionEntry(id=run.id, block=run.id != "furniture" or printed >= _BLOCK_LINES)
        if len(entries) >= 2 and not entries[-1].block and entries[-2].id == entry.id:
            entries.pop()
        elif entries and entries[-1].id == entry.id:
            entries[-1] = replace(entries[-1], block=entries[-1].block or entry.block)
        else:
            entries.append(entry)
    return tuple(entries)
