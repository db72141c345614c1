"""What is known of a trained version, as ``metrics.json`` keeps it. The card is made of this and of ``meta.json``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from gongkai.corpus.annotated import AnnotatedReport
from gongkai.errors import GongkaiError

METRICS: Final = "metrics.json"
Numbers = dict[str, float | int | None]
"""Measures by name, shares rounded to four places; None: nothing to measure."""


class Gold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some annotated reports. ``digest`` changes with any character, label or figure of theirs."""

    hands: tuple[str, ...]
    reports: int
    lines: int
    figures: int
    digest: str


class Scores(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Scores on the held-out hands: together, hand by hand, and by label (metric or role) with its support."""

    total: Numbers
    by_hand: dict[str, Numbers]
    by_label: dict[str, Numbers]


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One combination of the ablation. ``gold`` has the measures of each folder of gold by its name; none where
    the combination cannot be measured there."""

    name: str
    segmenter: str
    tagger: str
    held_out: Numbers
    gold: dict[str, Numbers] = {}


class Ablation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every combination on the same gold. ``best``: names of the rows with the best figures from lines to figures on
    the hands held out, gold segmentation aside."""

    trained_on: str
    held_out: str
    rows: tuple[Row, ...]
    best: tuple[str, ...]


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that was counted and measured. ``main`` names the measure that stands for the version in lists."""

    main: str
    trained_on: Gold
    held_out: Gold
    rules: Scores
    model: Scores
    ablation: Ablation | None = None


def describe_gold(reports: Iterable[AnnotatedReport]) -> Gold:
    """Count reports and take their digest."""
    kept = list(reports)
    digest = hashlib.sha256()
    for report in kept:
        digest.update(msgspec.json.encode(report))
    return Gold(
        hands=tuple(sorted({r.hand for r in kept})),
        reports=len(kept),
        lines=sum(len(r.lines) for r in kept),
        figures=sum(len(r.figures) for r in kept),
        digest=digest.hexdigest()[:16],
    )


def read_facts(path: Path) -> Facts | None:
    """The facts in a version's folder; None where there are none. Raises GongkaiError E043 for anything else."""
    file = path / METRICS
    if not file.exists():
        return None
    try:
        return msgspec.json.decode(file.read_bytes(), type=Facts)
    except (OSError, msgspec.DecodeError) as error:
        raise GongkaiError("E043", path=file, why=str(error)) from error


def write_facts(path: Path, facts: Facts) -> None:
    """Write the facts into a version's folder."""
    (path / METRICS).write_bytes(msgspec.json.format(msgspec.json.encode(facts), indent=1) + b"\n")


def rounded(value: float | int | None) -> float | int | None:
    """As it is kept: shares to four places."""
    return round(value, 4) if isinstance(value, float) else value
