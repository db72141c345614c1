"""From what a tagger says to what it means: of figures with confidence 0.9, nine in ten are right.

Beta calibration (Kull, Silva Filho, Flach: Beta calibration, AISTATS 2017): the logit of the calibrated probability is
``a ln p - b ln(1 - p) + c``. ``a = b = 1``, ``c = 0`` changes nothing.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final

import msgspec

from gongkai.errors import GongkaiError

CALIBRATION: Final = "calibration.json"
_LEAST: Final = 1e-4
"""Probabilities are kept this far from 0 and 1, whose logarithms say nothing."""


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A monotone map of probabilities (``a`` and ``b`` are not negative)."""

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def __call__(self, probability: float) -> float:
        """The share of right ones to expect among figures with this probability."""
        low, high = logarithms(probability)
        return 1 / (1 + math.exp(-(self.a * low + self.b * high + self.c)))


def logarithms(probability: float) -> tuple[float, float]:
    """``ln p`` and ``-ln(1 - p)``, the two features of the map."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept), -math.log(1 - kept)


def read_calibration(path: Path) -> Calibration:
    """The map in a version's folder; the one that changes nothing where none was fitted. Raises GongkaiError E043
    for anything else."""
    file = path / CALIBRATION
    if not file.exists():
        return Calibration()
    try:
        return msgspec.json.decode(file.read_bytes(), type=Calibration)
    except (OSError, msgspec.DecodeError) as error:
        raise GongkaiError("E043", path=file, why=str(error)) from error


def write_calibration(path: Path, calibration: Calibration) -> None:
    """Write the map into a version's folder."""
    (path / CALIBRATION).write_bytes(msgspec.json.encode(calibration) + b"\n")
