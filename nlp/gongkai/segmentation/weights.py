"""The numbers of a fitted line model, and their two files: arrays in ``weights.npz``, names in ``segmenter.json``."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from gongkai.errors import GongkaiError
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.decoding import Floats, Transitions
from gongkai.segmentation.features import Features

ARRAYS: Final = "weights.npz"
NAMES: Final = "segmenter.json"
BLOCK: Final = 1024
"""Lines weighed at a time."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A linear model over features for sections and one for roles, side by side, and the steps between states.

    ``linear[f]`` has one number per section, then one per role; ``bias`` likewise. ``states`` are the pairs (place
    in ``sections``, place in ``roles``) that gold has shown; transitions are between them.
    """

    sections: tuple[str, ...]
    roles: tuple[str, ...]
    states: npt.NDArray[np.int64]
    linear: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    transitions: Transitions

    def scores(self, features: Features) -> tuple[Floats, Floats]:
        """Per line the score of every section and of every role, not yet probabilities."""
        if len(features.lines) == 0:
            return np.zeros((0, len(self.sections)), np.float32), np.zeros((0, len(self.roles)), np.float32)
        # a block of lines at a time: memory stays small however long the document is
        blocks = [
            self._block(features, first, min(first + BLOCK, len(features.lines)))
            for first in range(0, len(features.lines), BLOCK)
        ]
        total = np.concatenate(blocks) + self.bias
        return total[:, : len(self.sections)], total[:, len(self.sections) :]

    def _block(self, features: Features, first: int, end: int) -> Floats:
        """The weighed sums of some lines. Every line has a feature: an empty one would take the next one's."""
        starts = features.starts[first : end + 1]
        kept = slice(starts[0], starts[-1])
        weighed = self.linear[features.columns[kept]] * features.values[kept, None]
        total: Floats = np.add.reduceat(weighed, starts[:-1] - starts[0], axis=0)
        return total


class _Names(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sections: tuple[str, ...]
    roles: tuple[str, ...]
    config: SegmenterConfig


def write_weights(path: Path, weights: Weights, config: SegmenterConfig) -> None:
    """Write both files into a folder; the same weights give the same bytes."""
    path.mkdir(parents=True, exist_ok=True)
    names = _Names(sections=weights.sections, roles=weights.roles, config=config)
    (path / NAMES).write_bytes(msgspec.json.format(msgspec.json.encode(names), indent=1) + b"\n")
    np.savez_compressed(
        path / ARRAYS,
        states=weights.states.astype(np.int16),
        linear=weights.linear.astype(np.float16),
        bias=weights.bias,
        start=weights.transitions.start,
        step=weights.transitions.step,
    )


def read_weights(path: Path) -> tuple[Weights, SegmenterConfig]:
    """Read both files. Raises GongkaiError E043 where one is missing, broken, or does not fit the other."""
    try:
        names = msgspec.json.decode((path / NAMES).read_bytes(), type=_Names)
        with np.load(path / ARRAYS, allow_pickle=False) as arrays:
            weights = Weights(
                sections=names.sections,
                roles=names.roles,
                states=arrays["states"].astype(np.int64),
                linear=arrays["linear"].astype(np.float32),
                bias=arrays["bias"].astype(np.float32),
                transitions=Transitions(
                    start=arrays["start"].astype(np.float32), step=arrays["step"].astype(np.float32)
                ),
            )
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise GongkaiError("E043", path=path, why=f"{type(error).__name__}: {error}") from error
    why = _misfit(weights, names.config)
    if why is not None:
        raise GongkaiError("E043", path=path, why=why)
    return weights, names.config


def _misfit(weights: Weights, config: SegmenterConfig) -> str | None:
    """What is wrong with the arrays, if anything."""
    outputs = len(weights.sections) + len(weights.roles)
    states = len(weights.states)
    shapes = {
        "linear": (weights.linear.shape, (config.ngram_buckets + config.symbol_buckets, outputs)),
        "bias": (weights.bias.shape, (outputs,)),
        "states": (weights.states.shape, (states, 2)),
        "start": (weights.transitions.start.shape, (states,)),
        "step": (weights.transitions.step.shape, (states, states)),
    }
    for name, (found, wanted) in shapes.items():
        if found != wanted:
            return f"{name} is {found}, not {wanted}"
    limits = np.array([len(weights.sections), len(weights.roles)])
    if states == 0 or (weights.states < 0).any() or (weights.states >= limits).any():
        return "states name no section or role"
    arrays = (weights.linear, weights.bias, weights.transitions.start, weights.transitions.step)
    if not all(np.isfinite(array).all() for array in arrays):
        return "a weight is not a number"
    return None
