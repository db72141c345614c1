"""Honest files with random damage. Seeds are fixed: what fails here fails again; the long run is
``python tests/benchmarks/fuzz_readers.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hostile.honest import honest_files
from hostile.mutation import mutated
from hostile.victim import Victim

SEEDS = range(25)


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    made = Victim()
    yield made
    made.end()


@pytest.mark.parametrize("name", honest_files())
def test_damaged_files_end_in_a_document_or_a_code(victim: Victim, name: str) -> None:
    data = honest_files()[name]
    faults = {seed: victim.read(mutated(data, seed), name).fault for seed in SEEDS}
    assert {seed: fault for seed, fault in faults.items() if fault} == {}


def test_the_watch_sees_what_it_looks_for(victim: Victim) -> None:
    """A reader that writes, connects or starts a program would be seen: Word files of old go to LibreOffice."""
    outcome = victim.read(b"{\\rtf1 x}", "a.rtf")
    assert outcome.end in ("E055", "E056", "E007", "E002")
    assert outcome.seen or outcome.end == "E055"
