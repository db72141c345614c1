"""The tagger's network, a thinc model: hashed features to label probabilities, the rules' label as a strong prior.

Per candidate: logits = relu(sum of the features' rows / sqrt(features) · W + b) · V + c + one-hot(rule) · P.
``P`` starts as ``prior`` times the identity: untrained, the network says what the rules say, and training learns
where they are wrong. Features are dropped at random while training, so that no single word decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from thinc.api import Model

from gongkai.narrative.features import Ids, Seen

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float32]


def make_network(
    *,
    labels: int,
    rows: int,
    width: int,
    hidden: int,
    prior: float,
    drop: float,
    rule_drop: float,
    seed: int,
    index: dict[str, int],
) -> Model[list[Seen], Floats]:
    """The network for ``labels`` labels. Input: candidates; output: probabilities, shape (candidates, labels).

    ``index`` maps a rule's label to its number; a label that is not in it gives no prior. ``drop`` is the share of
    features, ``rule_drop`` the share of candidates without their rule, left out while training.
    """
    random = np.random.default_rng(seed)
    model: Model[list[Seen], Floats] = Model("figure_network", _forward)
    model.attrs.update(drop=drop, rule_drop=rule_drop, index=index, random=random)

    def normal(scale: float, *shape: int) -> Floats:
        drawn: Floats = (random.standard_normal(shape) * scale).astype(np.float32)
        return drawn

    write(model, "rows", normal(0.1, rows, width))
    write(model, "W", normal((2 / width) ** 0.5, width, hidden))
    write(model, "b", np.zeros(hidden, np.float32))
    write(model, "V", normal(0.05, hidden, labels))
    write(model, "c", np.zeros(labels, np.float32))
    write(model, "P", np.eye(labels, dtype=np.float32) * np.float32(prior))
    return model


def write(model: Model[list[Seen], Floats], name: str, values: npt.NDArray[Any]) -> None:
    """Set a parameter, in single precision."""
    array: Any = values.astype(np.float32)
    model.set_param(name, array)


def read(model: Model[list[Seen], Floats], name: str) -> Floats:
    """A parameter, as numpy knows it."""
    return np.asarray(model.get_param(name))


def one_hot(seen: Sequence[Seen], index: dict[str, int], labels: int) -> Floats:
    """The rules' labels, shape (candidates, labels); a row of zeros for a label that is not known."""
    given = np.zeros((len(seen), labels), np.float32)
    for i, one in enumerate(seen):
        at = index.get(one.rule)
        if at is not None:
            given[i, at] = 1.0
    return given


def _forward(
    model: Model[list[Seen], Floats], seen: list[Seen], is_train: bool
) -> tuple[Floats, Callable[[Floats], list[Seen]]]:
    table, weights, bias = read(model, "rows"), read(model, "W"), read(model, "b")
    out, offset, prior = read(model, "V"), read(model, "c"), read(model, "P")
    random = model.attrs["random"]
    given = one_hot(seen, model.attrs["index"], offset.size)
    kept = [one.ids for one in seen]
    if is_train:
        kept = [ids[random.random(ids.size) >= model.attrs["drop"]] for ids in kept]
        given *= random.random((len(seen), 1)) >= model.attrs["rule_drop"]
    bags = _bags(kept, len(table))
    scale = (1.0 / np.sqrt(np.maximum(np.diff(bags.indptr), 1))).astype(np.float32)[:, None]
    pooled = (bags @ table) * scale
    hidden = np.maximum(pooled @ weights + bias, 0)
    logits = hidden @ out + offset + given @ prior
    logits -= logits.max(1, keepdims=True)
    exponent = np.exp(logits)
    probabilities = exponent / exponent.sum(1, keepdims=True)

    def pull(name: str, gradient: Any) -> None:
        model.inc_grad(name, gradient)

    def backprop(gradient: Floats) -> list[Seen]:
        """``gradient`` is the loss's over the logits (probability less truth), as softmax with log loss has it."""
        back = (gradient @ out.T) * (hidden > 0)
        pull("V", hidden.T @ gradient)
        pull("c", gradient.sum(0))
        pull("P", given.T @ gradient)
        pull("W", pooled.T @ back)
        pull("b", back.sum(0))
        pull("rows", bags.T @ ((back @ weights.T) * scale))
        return []

    return probabilities, backprop


def _bags(kept: Sequence[Ids], rows: int) -> csr_matrix:
    """Which rows each candidate has, shape (candidates, rows)."""
    from scipy.sparse import csr_matrix

    bounds = np.cumsum([0, *(ids.size for ids in kept)])
    columns = np.concatenate(kept)
    return csr_matrix((np.ones(columns.size, np.float32), columns, bounds), shape=(len(kept), rows))
