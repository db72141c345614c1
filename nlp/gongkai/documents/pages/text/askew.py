"""Print that does not run from left to right: slanted watermarks, vertical lines. It must not tear up the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.int64]

# Steps from the middle of one character to that of the next, in ems.
_SLANT: Final = 0.25  # both ways at least: less is a superscript or a drifting baseline
_FURTHEST: Final = 3.0  # spaced watermarks; a jump to another line is further, and does not repeat
_SAME_STEP: Final = 0.2  # two steps differ by less: the print goes on in its direction
_FEWEST: Final = 3  # characters
_UPRIGHT: Final = 0.2  # sideways at most in a vertical line
_VERTICAL: Final = (0.8, 1.25)  # down; characters of a column of cells are further apart
_BESIDE: Final = 0.4  # between two characters of one level line
_LEVEL: Final = 0.1
_LOOKED_AT: Final = 100  # characters of a line that tell whether it is level
_IDEOGRAPHS: Final = (0x3400, 0x9FFF)


@dataclass(frozen=True, slots=True)
class Askew:
    """Characters (indices, in the file's order) of one slanted or vertical line."""

    characters: Ints
    slanted: bool


def find_askew(codes: Ints, boxes: Floats, ems: Floats) -> list[Askew]:
    """Lines that are not level, in the file's order.

    A vertical one is a run of ideographs, each right below the last one; digits below one another are a column.
    """
    if len(codes) < _FEWEST:
        return []
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    step = (middles[1:] - middles[:-1]) / np.minimum(ems[1:], ems[:-1])[:, None]
    far = np.abs(step)
    both = (far > _SLANT) & (far < _FURTHEST)
    slanted = both[:, 0] & both[:, 1]
    ideograph = (codes >= _IDEOGRAPHS[0]) & (codes <= _IDEOGRAPHS[1])
    low, high = _VERTICAL
    vertical = (far[:, 0] < _UPRIGHT) & (step[:, 1] > low) & (step[:, 1] < high)
    vertical &= ideograph[1:] & ideograph[:-1]
    if not (slanted.any() or vertical.any()):
        return []
    found = [Askew(run, slanted=True) for run in _runs(slanted, step)]
    for run in _runs(vertical, step):
        if len(np.unique(codes[run])) > 1:  # 无 无 无 is a column of answers
            found.append(Askew(run, slanted=False))
    return [line for line in found if not _is_level(line.characters, boxes, middles, ems)]


def _runs(going: npt.NDArray[np.bool_], step: Floats) -> list[Ints]:
    """Runs of characters whose steps are of the kind and alike."""
    alike = going[1:] & going[:-1] & (np.abs(step[1:] - step[:-1]) < _SAME_STEP).all(axis=1)
    if not alike.any():
        return []
    edges = np.diff(np.concatenate(([0], alike.astype(np.int8), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    # Steps start to end are alike: they lead from character start to character end + 1.
    runs = [np.arange(a, b + 2) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    return [run for run in runs if len(run) >= _FEWEST]


def _is_level(run: Ints, boxes: Floats, middles: Floats, ems: Floats) -> bool:
    """Whether most characters have one of their size right beside them: lines in no order, and not askew."""
    run = run[:_LOOKED_AT]
    em = ems[run, None]
    beside = np.minimum(
        np.abs(boxes[None, :, 0] - boxes[run, None, 2]), np.abs(boxes[None, :, 2] - boxes[run, None, 0])
    )
    near = (
        (beside < _BESIDE * em)
        & (np.abs(middles[None, :, 1] - middles[run, None, 1]) < _LEVEL * em)
        & (np.abs(ems[None, :] - em) < _LEVEL * em)
    )
    return bool(2 * near.any(axis=1).sum() >= len(run))
