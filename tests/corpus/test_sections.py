from __future__ import annotations

import pytest

from gongkai.corpus.sections import section_entries
from gongkai.documents.model import Source
from gongkai.metadata.model import Meta
from gongkai.report import Report, ReportLine
from gongkai.segmentation.model import Role, SectionRun


@pytest.mark.parametrize(
    ("runs", "listed"),
    [
        ("front:1 overview:3 back:1", "front overview back"),
        ("overview:2 furniture:1 overview:2", "overview"),  # a page number inside a section
        ("overview:2 furniture:2 overview:2", "overview furniture overview"),
        ("overview:2 furniture:1 other:1", "overview (furniture) other"),
        ("furniture:5 front:1", "furniture front"),
        ("furniture:0 front:1", "(furniture) front"),  # blank lines only
    ],
)
def test_sections_list_furniture_only_as_a_block(runs: str, listed: str) -> None:
    lines: list[ReportLine] = []
    made: list[SectionRun] = []
    for run in runs.split():
        name, _, printed = run.partition(":")
        start = len(lines)
        for text in ["字"] * int(printed) + [" "]:
            lines.append(ReportLine(n=len(lines), text=text, section=name, role=Role.PARAGRAPH))
        made.append(SectionRun(id=name, title=None, start=start, end=len(lines)))
    report = Report(
        source=Source(name="a.txt", sha256="", media_type="text/plain"),
        meta=Meta(),
        lines=tuple(lines),
        sections=tuple(made),
    )
    entries = section_entries(report)
    assert " ".join(e.id if e.block else f"({e.id})" for e in entries) == listed
