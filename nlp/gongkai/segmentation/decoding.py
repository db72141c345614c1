"""The best sequence of labels for a document's lines, and how sure each one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FLOOR: Final = -30.0
"""Log-probability of what is as good as impossible. Finite: sums stay numbers, and a line whose every label is
impossible still gets the least impossible one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Transitions:
    """Weighed log-probabilities: ``start`` of the first line's state, ``step[i, j]`` of state j right after i."""

    start: Floats
    step: Floats


def learn_transitions(
    paths: Iterable[Sequence[int]], states: int, *, smoothing: float, weight: float = 1.0
) -> Transitions:
    """How often which state follows which. ``smoothing``: the average count that each begins with, more for states
    that occur more. ``weight``: what the log-probabilities are multiplied by."""
    start = np.zeros(states)
    step = np.zeros((states, states))
    seen = np.ones(states)
    for path in paths:
        if not path:
            continue
        start[path[0]] += 1
        np.add.at(step, (np.asarray(path[:-1], np.int64), np.asarray(path[1:], np.int64)), 1.0)
        seen += np.bincount(np.asarray(path, np.int64), minlength=states)
    share = smoothing * seen / seen.sum() * states
    factor = np.float32(weight)
    return Transitions(start=_log_shares(start + share) * factor, step=_log_shares(step + share) * factor)


def best_path(emission: Floats, transitions: Transitions) -> Ints:
    """The state of every line such that emissions and steps together are the most probable (Viterbi)."""
    lines = len(emission)
    if lines == 0:
        return np.zeros(0, np.int64)
    emission = finite(emission)
    into = np.ascontiguousarray(transitions.step.T)  # row j: the steps that end in j
    back = np.zeros((lines, emission.shape[1]), np.int64)
    score = transitions.start + emission[0]
    every = np.arange(emission.shape[1])
    for n in range(1, lines):
        through = into + score
        chosen = through.argmax(axis=1)
        back[n] = chosen
        score = through[every, chosen] + emission[n]
    path = np.zeros(lines, np.int64)
    path[-1] = score.argmax()
    for n in range(lines - 1, 0, -1):
        path[n - 1] = back[n, path[n]]
    return path


def posteriors(emission: Floats, transitions: Transitions) -> npt.NDArray[np.float64]:
    """The probability of every state on every line, all paths weighed (forward-backward); rows sum to 1."""
    lines = len(emission)
    if lines == 0:
        return np.zeros(emission.shape)
    emission = finite(emission)
    local = np.exp((emission - emission.max(axis=1, keepdims=True)).astype(np.float64))
    step = np.exp(transitions.step.astype(np.float64))
    forward, backward = np.empty_like(local), np.ones_like(local)
    now = np.exp(transitions.start.astype(np.float64)) * local[0]
    forward[0] = now / now.sum()  # never 0: every score is above the floor
    for n in range(1, lines):
        now = (forward[n - 1] @ step) * local[n]
        forward[n] = now / now.sum()
    for n in range(lines - 2, -1, -1):
        now = step @ (backward[n + 1] * local[n + 1])
        backward[n] = now / now.sum()
    both = forward * backward
    shares: npt.NDArray[np.float64] = both / both.sum(axis=1, keepdims=True)
    return shares


def finite(scores: Floats) -> Floats:
    """The scores with what is not a number, or below the floor, at the floor."""
    return np.clip(np.nan_to_num(scores, nan=FLOOR, posinf=0.0, neginf=FLOOR), FLOOR, -FLOOR)


def log_softmax(scores: Floats) -> Floats:
    """Rows of scores as log-probabilities."""
    scores = np.nan_to_num(scores, nan=0.0, posinf=1e4, neginf=-1e4)
    scores = scores - scores.max(axis=1, keepdims=True)
    result: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return result


def _log_shares(counts: npt.NDArray[np.float64]) -> Floats:
    total = counts.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore"):
        logs = np.log(np.where(total > 0, counts / np.where(total > 0, total, 1), 1 / counts.shape[-1]))
    return finite(logs.astype(np.float32))
