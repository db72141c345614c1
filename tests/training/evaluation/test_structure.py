from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongkai.metadata.model import Meta
from gongkai.segmentation.model import SectionRun
from gongkai.training.evaluation.counts import Hits, Ratio
from gongkai.training.evaluation.structure import score_meta, score_sections

Make = Callable[..., Any]


def runs(names: str) -> tuple[SectionRun, ...]:
    """One printed line per run; ``furniture*3`` has three."""
    made: list[SectionRun] = []
    for name in names.split():
        kind, _, length = name.partition("*")
        start = made[-1].end if made else 0
        made.append(SectionRun(id=kind, title=None, start=start, end=start + int(length or 1)))
    return tuple(made)


@pytest.mark.parametrize(
    ("gold", "came", "equal", "hits"),
    [
        ("front overview back", "front overview back", True, Hits(found=3)),
        ("front overview back", "front overview problems", False, Hits(found=2, false=1, missed=1)),
        ("front overview", "front overview front overview", False, Hits(found=2, false=2)),
        ("front overview other", "front other", False, Hits(found=2, missed=1)),
        # a page number inside a section, between two, and at the end is no block of its own
        ("overview back", "overview furniture overview furniture back furniture", True, Hits(found=2)),
        ("overview furniture", "overview furniture*2", True, Hits(found=2)),
        ("furniture overview", "furniture overview", True, Hits(found=2)),
        ("overview back", "overview furniture*2 back", False, Hits(found=2, false=1)),
        ("overview furniture", "overview", False, Hits(found=1, missed=1)),
    ],
)
def test_structure_sections_align_in_order(
    gold: str, came: str, equal: bool, hits: Hits, make_report: Make, make_gold: Make
) -> None:
    report = make_report("字\n" * 12, sections=runs(came))
    score = score_sections(report, make_gold(sections=gold.split()))
    assert (score.equal, score.runs) == (equal, hits)
    assert bool(score.mistakes) is not equal


def test_structure_meta_counts_each_key_that_gold_has(make_report: Make, make_gold: Make) -> None:
    meta = Meta(
        title="石鼓区 2023年\n年度报告",
        issuer="衡川市石鼓区人民政府",
        year=2022,
        signed="2024-01-05",
        templates={"disclosure": "2021", "applications": "2021"},
    )
    gold = make_gold(
        meta={
            "title": "石鼓区2023年年度报告",
            "issuer": "石鼓区人民政府",
            "year": 2023,
            "signed": None,
            "templates": {"disclosure": "2021", "applications": "2019"},
            "accept": {"issuer": ["衡川市石鼓区人民政府"]},
        }
    )
    score = score_meta(make_report("无", meta=meta), gold)
    right = {key: bool(ratio.right) for key, ratio in score.keys.items()}
    assert right == {
        "title": True,
        "issuer": True,
        "year": False,
        "signed": False,
        "templates.disclosure": True,
        "templates.applications": False,
    }
    assert score.overall == Ratio(right=3, total=6)
    assert [(m.what, m.expected, m.came) for m in score.mistakes] == [
        ("year", "2023", "2022"),
        ("signed", "None", "2024-01-05"),
        ("templates.applications", "2019", "2021"),
    ]
