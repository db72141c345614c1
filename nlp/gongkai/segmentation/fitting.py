"""Fitting the line model with scikit-learn: two multinomial logistic regressions, and the steps counted."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.decoding import learn_transitions
from gongkai.segmentation.features import Features
from gongkai.segmentation.model import LineLabel
from gongkai.segmentation.weights import Weights

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TOLERANCE: Final = 1e-3
"""Gradient at which a fit counts as done; at 1e-4 the labels of the development reports stay the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A document's features and the gold label of each of its rows."""

    features: Features
    labels: tuple[LineLabel, ...]


def fit_weights(examples: Sequence[Example], config: SegmenterConfig, seed: int) -> Weights:
    """Fit on the examples. Raises ValueError where they have no line at all."""
    labels = [label for example in examples for label in example.labels]
    if not labels:
        raise ValueError("no line to learn from")
    sections = tuple(sorted({label.section for label in labels}))
    roles = tuple(sorted({label.role.value for label in labels}))
    section_of = {name: n for n, name in enumerate(sections)}
    role_of = {name: n for n, name in enumerate(roles)}
    matrix = _matrix([example.features for example in examples], config)
    parts = [
        _regression(matrix, [section_of[label.section] for label in labels], len(sections), config, seed),
        _regression(matrix, [role_of[label.role.value] for label in labels], len(roles), config, seed),
    ]
    pairs = [[(section_of[x.section], role_of[x.role.value]) for x in e.labels] for e in examples]
    states = sorted({pair for path in pairs for pair in path})
    state_of = {pair: n for n, pair in enumerate(states)}
    transitions = learn_transitions(
        ([state_of[pair] for pair in path] for path in pairs),
        len(states),
        smoothing=config.smoothing,
        weight=config.step_weight,
    )
    linear = np.concatenate([weights for weights, _ in parts], axis=1)
    return Weights(
        sections=sections,
        roles=roles,
        states=np.array(states, dtype=np.int64),
        # as it will be after a file was written and read: the same labels before and after
        linear=linear.astype(np.float16).astype(np.float32),
        bias=np.concatenate([bias for _, bias in parts]),
        transitions=transitions,
    )


def _matrix(features: Sequence[Features], config: SegmenterConfig) -> csr_matrix:
    from scipy.sparse import csr_matrix

    width = config.ngram_buckets + config.symbol_buckets
    offsets = np.cumsum([0, *(f.starts[-1] for f in features)])
    starts = [f.starts[:-1] + offset for f, offset in zip(features, offsets, strict=False)]
    matrix = csr_matrix(
        (
            np.concatenate([f.values for f in features]),
            np.concatenate([f.columns for f in features]),
            np.concatenate([*starts, offsets[-1:]]),
        ),
        shape=(sum(len(f.lines) for f in features), width),
    )
    matrix.sum_duplicates()
    return matrix


def _regression(
    matrix: csr_matrix, gold: Sequence[int], classes: int, config: SegmenterConfig, seed: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """(weights by feature and class, bias by class)."""
    if classes == 1:  # nothing to tell apart
        return np.zeros((matrix.shape[1], 1), np.float32), np.zeros(1, np.float32)
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    model: Any = LogisticRegression(
        C=config.inverse_penalty, max_iter=config.iterations, tol=TOLERANCE, random_state=seed
    )
    with warnings.catch_warnings():
        # that the last step was not the best one: ``iterations`` is a limit on purpose
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(matrix, np.asarray(gold))
    weights, bias = model.coef_.T, model.intercept_
    if classes == 2:  # one column tells both apart
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.concatenate([-bias / 2, bias / 2])
    return np.nan_to_num(weights.astype(np.float32)), np.nan_to_num(bias.astype(np.float32))
