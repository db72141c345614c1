"""Every format and layout says the same, to the last cell and figure.

Two samples for each rendering here, each sample somewhere; the full product is ``benchmarks/bench_formats.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

import pytest

from formats.comparison import Expected, differences, expectation
from formats.evidence import evidence_differences
from formats.renderings import RENDERINGS, Key, Rendering, programs, render_all
from formats.samples import load_sample, sample_names
from gongkai.documents.model import Document
from gongkai.documents.read import document_from_bytes
from gongkai.pipeline import Pipeline

PER_RENDERING: Final = 2
STEP: Final = 5  # from one sample to the next: prime to their number, so that all get their turn
NAMES: Final = sample_names()
BLANK: Final = ("linfeng-emergency-2023", "xianghu-labour-2020")
"""Whole columns and most cells of these are blank."""
ALWAYS: Final = {
    "pdf-reportlab-full-torn": ("baiyan-county-2023",),
    "pdf-reportlab-none": BLANK,
    "pdf-reportlab-horizontal": BLANK,
}


def _chosen() -> Iterator[tuple[Rendering, str]]:
    turn = 0
    for rendering in (r for r in RENDERINGS.values() if r.often):
        taken = [name for name in ALWAYS.get(rendering.name, ()) if rendering.fits(load_sample(name))]
        for _ in NAMES:
            if len(taken) >= PER_RENDERING:
                break
            name = NAMES[turn * STEP % len(NAMES)]
            turn += 1
            if name not in taken and rendering.fits(load_sample(name)):
                taken.append(name)
        for name in taken:
            yield rendering, name


CHOSEN: Final = tuple(_chosen())


@lru_cache(maxsize=2)
def _pipeline(rules: bool) -> Pipeline:
    return Pipeline.by_rules() if rules else Pipeline()


@cache
def _expected(name: str, rules: bool) -> Expected:
    return expectation(load_sample(name), _pipeline(rules))


@cache
def _files(program: str | None) -> dict[Key, bytes]:
    """All chosen files of a program, made in one go."""
    return render_all((load_sample(name), r) for r, name in CHOSEN if r.program == program)


def _cases() -> Iterator[object]:
    for rendering, name in CHOSEN:
        marks = [pytest.mark.system] if rendering.system else []
        yield pytest.param(rendering, name, id=f"{rendering.name}-{name}", marks=marks)


@pytest.mark.parametrize(("rendering", "name"), [*_cases()])
def test_rendering_says_what_was_written(rendering: Rendering, name: str) -> None:
    if rendering.program is not None and rendering.program not in programs():
        pytest.skip(f"{rendering.program} is not on this machine")
    data = _files(rendering.program)[name, rendering.name]
    document: Document = document_from_bytes(data, name=rendering.name)
    for rules in (False, True):
        report = _pipeline(rules).read(document)
        assert differences(_expected(name, rules), report) == []
        assert evidence_differences(report, data) == []


def test_every_sample_has_its_turn() -> None:
    assert {name for _, name in CHOSEN} == set(NAMES)
    assert {r.name for r, _ in CHOSEN} == {r.name for r in RENDERINGS.values() if r.often}
