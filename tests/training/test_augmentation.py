from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.codebook import load_codebook, read_data
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.segmentation.model import Role
from gongkai.training.augmentation import augmented
from segmentation.marked import CELLS, MARKDOWN, TABS, labelled

Report = Callable[[str, str], AnnotatedReport]


def annotated(marked: str, name: str) -> AnnotatedReport:
    document, labels = labelled(marked)
    lines = tuple(line.text for line in document.lines)
    return AnnotatedReport(
        id=name, hand="an", body=name, year=2022, layout="tabs", lines=lines, labels=tuple(labels), figures=()
    )


REPORTS = [annotated(text, name) for text, name in ((TABS, "a"), (CELLS, "b"), (MARKDOWN, "c"))]
MANY = augmented(REPORTS, 60, 0)


def test_augmentation_same_seed_same_copies() -> None:
    assert augmented(REPORTS, 3, 5) == augmented(REPORTS, 3, 5)
    assert augmented(REPORTS, 3, 5) != augmented(REPORTS, 3, 6)
    assert (
        augmented(REPORTS[1:], 3, 5) == augmented(REPORTS, 3, 5)[3:]
    )  # a copy does not depend on the others


def test_augmentation_one_label_for_every_line() -> None:
    codebook = load_codebook()
    for report in MANY:
        assert len(report.lines) == len(report.labels) > 0
        assert all(label.section in codebook.sections for label in report.labels)
        assert not any("\n" in line for line in report.lines)


def test_augmentation_blank_lines_and_only_those_are_blank() -> None:
    for report in MANY:
        for line, label in zip(report.lines, report.labels, strict=True):
            assert (label.role is Role.BLANK) == (not line.strip(" \t|-")), (report.id, line)


@pytest.mark.parametrize("kind", ["before", "behind"])
def test_augmentation_adds_furniture_that_is_invented(kind: str) -> None:
    """Every block is used in some copy, as furniture."""
    first = {block[0] for block in read_data("augmentation.yaml")[kind]}
    used = {line for r in MANY for line, x in zip(r.lines, r.labels, strict=True) if x.section == "furniture"}
    assert first <= used


def test_augmentation_changes_are_all_made() -> None:
    """Over many copies: wrapped, joined, renumbered, broken titles, lost headings and tables, traditional."""
    lines = {line for report in MANY for line in report.lines}
    assert "青塘区水务局" in lines
    assert "2022年政府信息公开工作年度报告" in lines
    assert {"1. 总体情况", "（一）总体情况", "第一部分 总体情况", "总体情况"} & lines
    assert "二、主動公開政府信息情況" in lines
    assert any(line.startswith("根据《条例》要求编制本报告") and "31日" not in line for line in lines)
    assert any("disclosure" not in {x.section for x in report.labels} for report in MANY) or any(
        not any(x.section == "disclosure" and x.role is Role.HEADING for x in report.labels)
        for report in MANY
    )
    tabled = [sum(x.role in (Role.TABLE_ROW, Role.TABLE_VALUE) for x in report.labels) for report in MANY]
    assert min(tabled) == 0 < max(tabled)
    assert any("- 1 -" in report.lines for report in MANY) or any("第1页" in report.lines for report in MANY)


def test_augmentation_notes_stand_under_a_table() -> None:
    notes = set(read_data("augmentation.yaml")["notes"])
    seen: set[str] = set()
    for report in MANY:
        for n, (line, label) in enumerate(zip(report.lines, report.labels, strict=True)):
            if label.role is not Role.TABLE_NOTE or line not in notes:
                continue
            seen.add(line)
            above = [
                x.role for x in report.labels[:n] if x.section == label.section and x.role is not Role.BLANK
            ]
            assert above[-1] in (Role.TABLE_ROW, Role.TABLE_VALUE, Role.FURNITURE)
    assert len(seen) > len(notes) / 2


def test_augmentation_a_part_may_stand_before_the_tables_and_is_whole() -> None:
    moved = 0
    for report in MANY:
        order = [x.section for x in report.labels if x.section not in ("furniture", "front", "back")]
        runs = [section for n, section in enumerate(order) if n == 0 or order[n - 1] != section]
        assert len(runs) == len(set(runs)), report.id
        if {"problems", "disclosure"} <= set(runs):
            moved += runs.index("problems") < runs.index("disclosure")
    assert moved > 0


def test_augmentation_the_title_may_stand_above_the_pages_own_lines() -> None:
    firsts = [
        [x.section for x in report.labels if x.role is not Role.BLANK][:2]
        for report in MANY
        if report.labels[0].role is Role.TITLE
    ]
    assert ["front", "furniture"] in firsts


def test_augmentation_makes_no_copy_in_a_layout_held_out() -> None:
    every = ("tabs", "pipes", "markdown", "cell_lines", "bare_lines", "spaced_lines", "columns", "words")
    with_pipes = augmented(REPORTS[:1], 40, 1)
    without = augmented(REPORTS[:1], 40, 1, without=("pipes", "markdown"))
    assert any(line.count("|") > 2 for report in with_pipes for line in report.lines)
    assert not any(line.count("|") > 2 for report in without for line in report.lines if "信息" in line)
    kept = augmented(REPORTS[:1], 40, 1, without=every)
    own = {
        line for line, x in zip(REPORTS[0].lines, REPORTS[0].labels, strict=True) if x.role is Role.TABLE_ROW
    }
    assert any(own <= set(report.lines) for report in kept)
