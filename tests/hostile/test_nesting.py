"""What draws itself a million times is refused in no time; what honest writers nest is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gongkai.documents.recognition import recognition_installed
from hostile.nesting import object_bombs, read_bombs, shown_bombs
from hostile.victim import Victim

SECONDS = 3.0
"""For each; PDFium itself takes longer than can be waited for, and the limit of other bombs would not tell."""
MEMORY = 256 * 2**20  # bytes; the code takes 55 MB, what a bomb spells out 1.6 GB or more
READ = dict(read_bombs())
OBJECTS = dict(object_bombs())
SHOWN = dict(shown_bombs())


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    made = Victim(seconds=SECONDS, memory=MEMORY)
    yield made
    made.end()


@pytest.mark.parametrize("name", READ)
def test_forms_are_refused_before_they_are_spelled_out(victim: Victim, name: str) -> None:
    outcome = victim.read(READ[name](), name)
    assert outcome.fault is None
    assert outcome.end == "E058"


@pytest.mark.parametrize("name", OBJECTS)
def test_objects_are_refused_before_they_are_unpacked(victim: Victim, name: str) -> None:
    outcome = victim.read(OBJECTS[name](), name)
    assert outcome.fault is None
    assert outcome.end == "E057"


@pytest.mark.skipif(not recognition_installed(), reason="pages are rendered for character recognition only")
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_drawn_is_refused_before_it_is_rendered(victim: Victim, name: str) -> None:
    outcome = victim.read(SHOWN[name](), name)
    assert outcome.fault is None
    assert outcome.end == "E058"
