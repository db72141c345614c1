"""Which reports are left out together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.codebook import load_codebook
from gongkai.segmentation.model import TABLE_ROLES
from gongkai.training.folds.groups import Grouping, group_of, grouped_folds
from segmentation.marked import TABS, labelled
from training.tiny import REPORTS

CODEBOOK = load_codebook()
MANY = [
    replace(REPORTS[0], id=f"{hand}{n}", hand=hand, layout=layout)
    for hand, layout, count in (("a", "tabs", 5), ("b", "pipes", 3), ("c", "tabs", 3), ("d", "words", 1))
    for n in range(count)
]


@pytest.mark.parametrize("by", [Grouping.HAND, Grouping.LAYOUT])
def test_folds_part_the_reports_and_keep_groups_whole(by: Grouping) -> None:
    folds = grouped_folds(MANY, by, CODEBOOK, folds=3)
    assert sorted(r.id for fold in folds for r in fold.test) == sorted(r.id for r in MANY)
    for fold in folds:
        assert {r.id for r in fold.test} | {r.id for r in fold.train} == {r.id for r in MANY}
        own = {group_of(r, by, CODEBOOK) for r in fold.test}
        assert own == set(fold.groups)
        assert own.isdisjoint(group_of(r, by, CODEBOOK) for r in fold.train)


def test_folds_are_of_about_one_size() -> None:
    folds = grouped_folds(MANY, Grouping.HAND, CODEBOOK, folds=3)
    assert [(f.groups, len(f.test)) for f in folds] == [(("a",), 5), (("b", "d"), 4), (("c",), 3)]


def test_folds_are_no_more_than_there_are_groups() -> None:
    assert len(grouped_folds(MANY, Grouping.LAYOUT, CODEBOOK, folds=5)) == 3


def test_template_is_read_from_the_tables() -> None:
    document, labels = labelled(TABS)
    lines = tuple(line.text for line in document.lines)
    whole = replace(REPORTS[0], lines=lines, labels=tuple(labels), figures=())
    assert group_of(whole, Grouping.TEMPLATE, CODEBOOK) == "2021"
    kept = [n for n, label in enumerate(labels) if label.role not in TABLE_ROLES]
    bare = replace(whole, lines=tuple(lines[n] for n in kept), labels=tuple(labels[n] for n in kept))
    assert group_of(bare, Grouping.TEMPLATE, CODEBOOK) == "no tables"
