"""Every bomb ends in a document or a coded error: no crash, no hang, no memory over the limit, nothing touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hostile.bombs import bombs
from hostile.victim import Victim

BOMBS = {name: (make, ends) for name, make, ends in bombs()}


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    made = Victim()
    yield made
    made.end()


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_or_read(victim: Victim, name: str) -> None:
    make, ends = BOMBS[name]
    outcome = victim.read(make(), name)
    assert outcome.fault is None
    assert outcome.end in ends
