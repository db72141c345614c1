"""Files that are made to do harm, or are broken in ways that no writer breaks them."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.ofd.reading import (
    code,
    code_of,
    file_of,
    members_of,
    page_of,
    pages_of,
    path_object,
    text_object,
)
from documents.ofd.sheets import Sheet, ofd, zipped
from gongkai.errors import GongkaiError


def _unit(content: str, key: int = 91) -> str:
    return (
        f'<{{p}}CompositeGraphicUnits><{{p}}CompositeGraphicUnit ID="{key}" Width="9" Height="9"><{{p}}Content>{content}'
        "</{p}Content></{p}CompositeGraphicUnit></{p}CompositeGraphicUnits>"
    )


USE = '<{p}CompositeObject ID="{id}" Boundary="0 0 9 9" ResourceID="91"/>'


def test_graphics_that_hold_themselves_end() -> None:
    page = page_of(USE, resources=_unit(text_object(code("套")) + USE))
    assert 1 <= len(page.text) <= 20


def test_graphics_that_multiply_are_refused_soon() -> None:
    start = time.perf_counter()
    assert code_of(file_of(USE, resources=_unit(USE * 10))) == "E058"
    assert code_of(file_of(USE, resources=_unit(USE + text_object(code("字" * 9000))))) == "E058"
    assert time.perf_counter() - start < 5


def test_templates_that_name_themselves_are_drawn_once() -> None:
    head = Sheet(templates=[("7", "Background")])
    head.text(20, 10, "页眉")
    sheet = Sheet()
    sheet.text(20, 20, "正文")
    sheet.templates.append(("7", "Background"))
    assert pages_of(ofd([sheet], templates={"7": head}))[0].text == "页眉正文"


def test_a_huge_count_of_steps_costs_nothing() -> None:
    start = time.perf_counter()
    page = page_of(text_object(code("一二三", DeltaX="g 999999999 4", DeltaY="g 99999999999999999999 0")))
    assert page.text == "一二三"
    assert time.perf_counter() - start < 1


UNIT = (
    '<{p}CompositeGraphicUnits><{p}CompositeGraphicUnit ID="91"><{p}Content>'
    + text_object(code("印"))
    + "</{p}Content></{p}CompositeGraphicUnit></{p}CompositeGraphicUnits>"
    '<{p}DrawParams><{p}DrawParam ID="71" Relative="72" LineWidth="1"><{p}FillColor Value="9 9 9" ColorSpace="3"/>'
    "</{p}DrawParam></{p}DrawParams>"
)
GOOD = members_of(
    file_of(
        text_object(
            code("一二三", DeltaX="g 2 4"),
            inner='<{p}FillColor Value="1 2 3" Alpha="5"/>',
            CTM="1 0 0 1 0 0",
            HScale="1",
            CharDirection="90",
            DrawParam="71",
        ),
        path_object("M 0 0 L 5 5 B 1 1 1 1 1 1 C", LineWidth="1", Fill="true", CTM="1 0 0 1 0 0"),
        '<{p}CompositeObject ID="{id}" Boundary="0 0 9 9" ResourceID="91" CTM="1 0 0 1 0 0"/>',
        resources=UNIT,
    )
)
JUNK = [
    "",
    "nan",
    "1e999",
    "-1e308 1e308 3e300 1 1 1",
    "0",
    "-5",
    "g g g",
    "#ZZ #1 2",
    "#",
    "一",
    "9" * 30,
    "0 0 0 0",
]
JUNK += ["0 0 0 0 0 0", "true", "../..", "/", "1e9 -1e9 1e9 1e9", "65536"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(GOOD)), st.integers(0, 10**6), st.sampled_from(JUNK)),
        min_size=1,
        max_size=4,
    )
)
@pytest.mark.filterwarnings("error")
def test_whatever_stands_in_a_file_it_is_read_or_refused_with_a_code(
    changes: list[tuple[str, int, str]],
) -> None:
    members = dict(GOOD)
    for member, place, junk in changes:
        text = members[member].decode()
        values = list(re.finditer(r'(?<!ofd)="([^"]*)"|(?<=>)([^<]+)(?=<)', text))
        found = values[place % len(values)]
        start, end = found.span(1) if found.group(1) is not None else found.span(2)
        members[member] = (text[:start] + junk + text[end:]).encode()
    try:
        pages = pages_of(zipped(members))
    except GongkaiError as error:
        assert error.code in {"E051", "E052"}  # noqa: PT017 - most files are read
        return
    for page in pages:
        assert len(page.text) == len(page.boxes) == len(page.sizes)
        assert np.isfinite(page.boxes).all()
        assert all(np.isfinite(ruling[1:]).all() for ruling in page.rulings)
