"""Floors as data: the numbers below which a change must not bring the scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import yaml

from gongkai.errors import GongkaiError

# What a score may lose to rounding in the file (floors are written with four digits).
_ROUNDING: Final = 0.00005


class Bounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lowest and highest allowed numbers by measure."""

    at_least: dict[str, float] = {}
    at_most: dict[str, float] = {}


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Floors for the reports and for the bench of sentences; ``about`` says how they were set."""

    about: str = ""
    gold: Bounds = Bounds()
    sentences: Bounds = Bounds()


@dataclass(frozen=True, kw_only=True, slots=True)
class FloorOutcome:
    """One floor: the measure, its bound, and what was measured (None: there was nothing to measure)."""

    measure: str
    bound: float
    at_least: bool
    measured: float | None

    @property
    def holds(self) -> bool:
        """A measure with nothing to measure does not hold: a gate must not pass on an empty set."""
        if self.measured is None:
            return False
        if self.at_least:
            return self.measured >= self.bound - _ROUNDING
        return self.measured <= self.bound + _ROUNDING


def load_floors(path: Path) -> Floors:
    """Read a floors file. Raises GongkaiError E023 for anything that is not in the format."""
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Floors)
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise GongkaiError("E023", path=path.name, why=str(error).replace("\n", " ")) from error


def check_floors(
    bounds: Bounds, measures: Mapping[str, float | None], *, kind: str = "gold"
) -> tuple[FloorOutcome, ...]:
    """Hold the measures against the bounds; a measure that does not exist counts as nothing measured.

    Example: ``at_least: {figures.f1: 0.9}`` with a measured 0.88 does not hold.
    """
    sides: Iterable[tuple[dict[str, float], bool]] = ((bounds.at_least, True), (bounds.at_most, False))
    return tuple(
        FloorOutcome(measure=f"{kind}: {name}", bound=bound, at_least=at_least, measured=measures.get(name))
        for side, at_least in sides
        for name, bound in side.items()
    )
