"""Decoding against brute force: every path of a small problem, scored one by one."""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.segmentation.decoding import (
    FLOOR,
    Transitions,
    best_path,
    finite,
    learn_transitions,
    log_softmax,
    posteriors,
)

Floats = npt.NDArray[np.float32]
SCORES = st.floats(-8, 4, width=32)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Floats, Transitions]:
    """At most five lines and four states."""
    lines, states = draw(st.integers(1, 5)), draw(st.integers(1, 4))

    def table(*shape: int) -> Floats:
        size = int(np.prod(shape))
        return np.array(draw(st.lists(SCORES, min_size=size, max_size=size)), np.float32).reshape(shape)

    return table(lines, states), Transitions(start=table(states), step=table(states, states))


def every_path(emission: Floats, transitions: Transitions) -> dict[tuple[int, ...], float]:
    lines, states = emission.shape
    scores = {}
    for path in product(range(states), repeat=lines):
        score = float(transitions.start[path[0]]) + sum(float(emission[n, s]) for n, s in enumerate(path))
        score += sum(float(transitions.step[a, b]) for a, b in zip(path, path[1:], strict=False))
        scores[path] = score
    return scores


@settings(deadline=None)
@given(problems())
def test_decoding_finds_the_best_path(problem: tuple[Floats, Transitions]) -> None:
    scores = every_path(*problem)
    found = tuple(best_path(*problem).tolist())
    assert scores[found] == pytest.approx(max(scores.values()), abs=1e-3)


@settings(deadline=None)
@given(problems())
def test_decoding_posteriors_are_the_shares_of_all_paths(problem: tuple[Floats, Transitions]) -> None:
    emission, transitions = problem
    scores = every_path(emission, transitions)
    weights = {path: np.exp(score) for path, score in scores.items()}
    wanted = np.zeros(emission.shape)
    for path, weight in weights.items():
        for n, state in enumerate(path):
            wanted[n, state] += weight / sum(weights.values())
    np.testing.assert_allclose(posteriors(emission, transitions), wanted, atol=1e-4)


def test_decoding_steps_outweigh_a_weak_line() -> None:
    steps = Transitions(start=np.zeros(2, np.float32), step=np.array([[0, -5], [-5, 0]], np.float32))
    emission = np.array([[0, -3], [-1, 0], [0, -3]], np.float32)
    assert best_path(emission, steps).tolist() == [0, 0, 0]
    assert best_path(emission * 20, steps).tolist() == [0, 1, 0]


def test_decoding_learns_what_follows_what() -> None:
    learnt = learn_transitions([[0, 0, 1], [0, 1, 1], []], 3, smoothing=0.0)
    np.testing.assert_allclose(np.exp(learnt.start), [1, 0, 0], atol=1e-6)
    wanted = [
        [1 / 3, 2 / 3, 0],
        [0, 1, 0],
        [1 / 3, 1 / 3, 1 / 3],
    ]  # nothing is known of what follows the last
    np.testing.assert_allclose(np.exp(learnt.step), wanted, atol=1e-6)
    assert np.isfinite(learnt.start).all()
    assert np.isfinite(learnt.step).all()


def test_decoding_smoothing_leaves_every_step_possible() -> None:
    learnt = learn_transitions([[0, 1, 0]], 3, smoothing=0.3)
    assert (learnt.step > FLOOR).all()
    assert learnt.step[0, 1] > learnt.step[0, 0] > learnt.step[0, 2]  # seen, common, rare
    half = learn_transitions([[0, 1, 0]], 3, smoothing=0.3, weight=0.5)
    np.testing.assert_allclose(half.step, learnt.step / 2, rtol=1e-6)


def test_decoding_numbers_that_are_none_do_no_harm() -> None:
    bad = np.array([[np.nan, 0, -np.inf], [np.inf, -np.inf, np.nan], [-np.inf, -np.inf, -np.inf]], np.float32)
    flat = Transitions(start=np.zeros(3, np.float32), step=np.zeros((3, 3), np.float32))
    assert best_path(bad, flat)[:2].tolist() == [1, 0]
    shares = posteriors(bad, flat)
    assert np.isfinite(shares).all()
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert np.isfinite(log_softmax(bad)).all()
    assert finite(bad).min() == FLOOR


def test_decoding_nothing_to_decode() -> None:
    flat = Transitions(start=np.zeros(2, np.float32), step=np.zeros((2, 2), np.float32))
    empty = np.zeros((0, 2), np.float32)
    assert best_path(empty, flat).tolist() == []
    assert posteriors(empty, flat).shape == (0, 2)
