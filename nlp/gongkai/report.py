"""Report: the one result. Its JSON is ``gongkai.report/1``; keys may be added within a version."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from gongkai.documents.model import BBox, Source, Span
from gongkai.errors import GongkaiError, Problem
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure
from gongkai.reconcile.model import Check, Proposal, Verdict
from gongkai.segmentation.model import Role, SectionRun
from gongkai.tables.model import Cell
from gongkai.version import __version__

SCHEMA: Final = "gongkai.report/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportLine:
    """A line with its section and role."""

    n: int
    text: str
    section: str
    role: Role
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Versions:
    """What made the report; ``segmenter`` and ``tagger`` name the rule baseline or a model with its version."""

    gongkai: str = __version__
    codebook: int = 1
    segmenter: str | None = None
    tagger: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything read from one document, with the characters that say it.

    Attributes: ``cells`` has one entry per field of each table's template; ``metrics`` one per figure of the
    prose; ``checks`` and ``verdicts`` say what holds together; ``proposals`` what the rules imply, never written
    into the cells. ``error`` is set when the document could not be read; then the lists are empty.
    """

    source: Source
    meta: Meta
    schema: str = SCHEMA
    lines: tuple[ReportLine, ...] = field(default=(), repr=False)
    sections: tuple[SectionRun, ...] = ()
    cells: tuple[Cell, ...] = field(default=(), repr=False)
    metrics: tuple[Figure, ...] = field(default=(), repr=False)
    checks: tuple[Check, ...] = field(default=(), repr=False)
    verdicts: tuple[Verdict, ...] = field(default=(), repr=False)
    proposals: tuple[Proposal, ...] = ()
    warnings: tuple[Problem, ...] = ()
    error: Problem | None = None
    versions: Versions = Versions()

    def text_of(self, spans: tuple[Span, ...]) -> str:
        """The printed characters of the spans. Needs ``lines``."""
        return "".join(self.lines[s.line].text[s.start : s.end] for s in spans)

    def to_dict(self, *, lines: bool = True) -> dict[str, Any]:
        """Plain data in the order of the schema. Evidence without a page or box leaves those keys out."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        ordered = {"schema": plain.pop("schema"), **plain}
        if not lines:
            del ordered["lines"]
        for kind in ("cells", "metrics"):
            for entry in ordered[kind]:
                for key in ("evidence", "category_evidence"):
                    for span in entry.get(key, ()):
                        for place in ("page", "bbox"):
                            if span[place] is None:
                                del span[place]
        return ordered

    def to_json(self, *, lines: bool = True) -> str:
        """One line of JSON, UTF-8 characters as they are."""
        return msgspec.json.encode(self.to_dict(lines=lines)).decode("utf-8")

    @staticmethod
    def from_json(text: str | bytes, *, where: str = "(text)") -> Report:
        """Read a Report back. Raises GongkaiError E021 for anything else."""
        try:
            report = msgspec.json.decode(text, type=Report)
        except msgspec.DecodeError as error:
            raise GongkaiError("E021", path=where, why=str(error)) from error
        if report.schema != SCHEMA:
            raise GongkaiError("E021", path=where, why=f"schema {report.schema!r} is not {SCHEMA!r}")
        return report


def read_reports(path: Path) -> list[Report]:
    """All reports of a JSONL file. Raises GongkaiError E021 with the line that is none."""
    with path.open("rb") as stream:
        rows = [(n, row) for n, row in enumerate(stream, 1) if row.strip()]
    return [Report.from_json(row, where=f"{path.name}:{n}") for n, row in rows]
