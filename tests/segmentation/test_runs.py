"""Runs of lines of one section, and what may not be one."""

from __future__ import annotations

import pytest

from gongkai.documents.read import document_from_text
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.segmentation.runs import segmentation_of

P, H, F, B, R = Role.PARAGRAPH, Role.HEADING, Role.FURNITURE, Role.BLANK, Role.TABLE_ROW


def segmented(*labels: tuple[str, Role]) -> Segmentation:
    document = document_from_text("\n".join("" if role is B else "字" for _, role in labels))
    return segmentation_of(document, [LineLabel(section=s, role=r, confidence=0.5) for s, r in labels])


REPORT = (("front", P), ("other", H), ("other", P), ("back", P))


def test_runs_are_adjacent_lines_of_one_section_with_their_heading() -> None:
    runs = segmented(*REPORT).runs
    assert [(r.id, r.start, r.end, r.title) for r in runs] == [
        ("front", 0, 1, None),
        ("other", 1, 3, "字"),
        ("back", 3, 4, None),
    ]


def test_the_foot_of_a_web_page_is_no_section_again() -> None:
    found = segmented(*REPORT, ("furniture", F), ("other", P), ("other", B), ("front", P), ("furniture", F))
    assert [r.id for r in found.runs] == ["front", "other", "back", "furniture"]
    assert [label.role for label in found.labels[4:]] == [F, F, B, F, F]


@pytest.mark.parametrize(
    "foot",
    [
        (("furniture", F), ("back", P)),  # goes on behind a page number
        (("furniture", F), ("front", H), ("front", P)),  # has a heading
        (("furniture", F), ("other", R)),  # a row of a table
        (("other", P),),  # directly behind the report
        (("furniture", F), ("problems", P)),  # was not there before
        (("furniture", F), ("front", P), ("furniture", F), ("back", P)),  # more of the report follows
    ],
)
def test_what_may_belong_to_the_report_stays(foot: tuple[tuple[str, Role], ...]) -> None:
    labels = segmented(*REPORT, *foot).labels
    assert [(label.section, label.role) for label in labels] == [*REPORT, *foot]
