"""Sections and meta against gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gongkai.corpus.model import Gold
from gongkai.corpus.sections import section_entries
from gongkai.report import Report
from gongkai.training.evaluation.counts import Hits, Mistake, Ratio

_SPACELESS: Final = ("title", "issuer")  # compared without whitespace: readers differ in how they join lines


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionScore:
    """``equal``: the whole list is; ``runs``: entries aligned in order."""

    equal: bool
    runs: Hits
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MetaScore:
    """Per key of the gold: right or not. Templates count one by one (``templates.disclosure``)."""

    keys: dict[str, Ratio]
    mistakes: tuple[Mistake, ...] = ()

    @property
    def overall(self) -> Ratio:
        """All keys together."""
        return sum(self.keys.values(), Ratio())


def score_sections(report: Report, gold: Gold) -> SectionScore:
    """Align both lists; a furniture run too short to be listed in gold is no error where it is not.

    | gold                | report                         | equal | found | false | missed |
    |---------------------|--------------------------------|-------|-------|-------|--------|
    | front overview back | front overview back            | yes   | 3     | 0     | 0      |
    | front overview back | front overview problems        | no    | 2     | 1     | 1      |
    | front overview      | front overview front overview  | no    | 2     | 2     | 0      |
    """
    from rapidfuzz.distance import LCSseq

    entries = section_entries(report)
    came = [entry.id for entry in entries]
    found = 0
    missed: list[str] = []
    false: list[str] = []
    for step in LCSseq.opcodes(list(gold.sections), came):
        wanted, got = gold.sections[step.src_start : step.src_end], entries[step.dest_start : step.dest_end]
        if step.tag == "equal":
            found += len(wanted)
        else:
            missed.extend(wanted)
            false.extend(entry.id for entry in got if entry.block)
    return SectionScore(
        equal=not missed and not false,
        runs=Hits(found=found, false=len(false), missed=len(missed)),
        mistakes=tuple(_section_mistakes(missed, false, gold, came)),
    )


def _section_mistakes(
    missed: Sequence[str], false: Sequence[str], gold: Gold, came: Sequence[str]
) -> Iterable[Mistake]:
    if missed or false:
        lost = [f"no {name}" for name in missed] + [f"one {name} too many" for name in false]
        yield Mistake(
            kind="sections differ",
            what=", ".join(lost),
            expected=" ".join(gold.sections),
            came=" ".join(came),
        )


def score_meta(report: Report, gold: Gold) -> MetaScore:
    """Compare every key that the gold has, under its ``accept``.

    | gold                                 | report | right |
    |--------------------------------------|--------|-------|
    | year 2023                            | 2023   | yes   |
    | issuer 某区政府, accept [某市某区政府] | 某市某区政府 | yes |
    | signed null                          | 2024-01-05   | no  |
    """
    expected: dict[str, tuple[Any, ...]] = {
        key: (value, *gold.meta.accept.get(key, ())) for key, value in gold.meta.stated().items()
    }
    came: dict[str, Any] = {key: getattr(report.meta, key) for key in expected}
    for table, template in gold.meta.templates.items():
        expected[f"templates.{table}"] = (template,)
        came[f"templates.{table}"] = report.meta.templates.get(table)
    right = {
        key: _plain(key, came[key]) in [_plain(key, option) for option in options]
        for key, options in expected.items()
    }
    return MetaScore(
        keys={key: Ratio(right=int(ok), total=1) for key, ok in right.items()},
        mistakes=tuple(
            Mistake(kind="meta wrong", what=key, expected=str(expected[key][0]), came=str(came[key]))
            for key, ok in right.items()
            if not ok
        ),
    )


def _plain(key: str, value: Any) -> Any:
    return "".join(value.split()) if key in _SPACELESS and isinstance(value, str) else value
