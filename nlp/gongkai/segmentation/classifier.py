"""The trained line segmenter: a linear model says what each line looks like, decoding makes a sequence of it."""

from __future__ import annotations

import random
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np

from gongkai.codebook import Codebook
from gongkai.documents.model import Document
from gongkai.errors import GongkaiError
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.decoding import Floats, best_path, log_softmax, posteriors
from gongkai.segmentation.features import UNSEEN, Features, featurise
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.segmentation.runs import segmentation_of
from gongkai.segmentation.shapes import LineShape, LineShapes
from gongkai.segmentation.weights import Weights, read_weights, write_weights

UNTOLD: Final = 0.5
"""Confidence of a label that only the rules know: the model has never seen it and can say nothing of it."""
_FURNITURE: Final = "furniture"


class LabelledDocument(NamedTuple):
    """Gold to fit on: a document and the label of each of its lines."""

    document: Document
    labels: Sequence[LineLabel]


class ModelSegmenter:
    """One section and one role per line by a trained model (protocol Segmenter); ``name`` ends in its version.

    With ``config.rule_features`` what the rules say is one voice among the features, else the model stands alone.
    Predicting needs numpy only; fitting needs scikit-learn.
    """

    def __init__(
        self, codebook: Codebook, config: SegmenterConfig | None = None, *, version: str = "new"
    ) -> None:
        self.config = config if config is not None else SegmenterConfig()
        self.name = f"segmenter-{version}"
        self._shapes = LineShapes(codebook)
        self._rules = RuleSegmenter(codebook)
        self._weights: Weights | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """Every section and role that it may give; empty before a fit."""
        weights = self._weights
        return () if weights is None else (*weights.sections, *weights.roles)

    def fit(self, gold: Sequence[LabelledDocument], seed: int) -> Self:
        """Learn from documents with gold labels. Raises ValueError where they have no line at all."""
        from gongkai.segmentation.fitting import Example, fit_weights

        examples, chance = [], random.Random(seed)
        for document, labels in gold:
            lines = range(len(document.lines))
            unruled = {n for n in lines if chance.random() < self.config.rule_dropout}
            _, features, _ = self._seen(document, unruled)
            examples.append(Example(features=features, labels=tuple(labels[n] for n in features.lines)))
        self._weights = fit_weights(examples, self.config, seed)
        return self

    def __call__(self, document: Document) -> Segmentation:
        """Label every line of the document. Raises RuntimeError before a fit."""
        weights = self._weights
        if weights is None:
            raise RuntimeError("the segmenter has not been fitted")
        shapes, features, ruled = self._seen(document)
        decided: dict[int, LineLabel] = {}
        if len(features.lines):
            emission = self._emission(features, weights)
            path = best_path(emission, weights.transitions)
            sure = posteriors(emission, weights.transitions)[np.arange(len(path)), path]
            states = [(weights.sections[s], Role(weights.roles[r])) for s, r in weights.states.tolist()]
            rows = zip(features.lines.tolist(), path.tolist(), np.round(sure, 4).tolist(), strict=True)
            for line, state, confidence in rows:
                section, role = states[state]
                decided[line] = LineLabel(section=section, role=role, confidence=confidence)
            if ruled is not None:
                decided |= self._untold(decided, ruled, weights)
        return segmentation_of(document, _with_blanks(shapes, decided))

    def to_disk(self, path: Path) -> None:
        """Write what was learnt into a folder. Raises RuntimeError before a fit."""
        if self._weights is None:
            raise RuntimeError("the segmenter has not been fitted")
        write_weights(path, self._weights, self.config)

    @classmethod
    def from_disk(cls, path: Path, codebook: Codebook) -> Self:
        """Read a segmenter; the folder's name is its version.

        Raises GongkaiError E043 for files that are missing or broken, E042 for labels that are not in the codebook.
        """
        weights, config = read_weights(path)
        known = {*codebook.sections, *(role.value for role in Role)}
        strange = sorted({*weights.sections, *weights.roles} - known)
        if strange:
            why = f"it gives {', '.join(strange)}, which codebook version {codebook.version} does not have"
            raise GongkaiError("E042", name="segmenter", version=path.name, why=why)
        segmenter = cls(codebook, config, version=path.name)
        segmenter._weights = weights
        return segmenter

    def _seen(
        self, document: Document, unruled: Container[int] = ()
    ) -> tuple[list[LineShape], Features, Sequence[LineLabel] | None]:
        """The document's shapes, its features, and what the rules say where that is a feature."""
        shapes = self._shapes(document)
        ruled = self._rules.label(shapes) if self.config.rule_features else None
        return shapes, featurise(document, shapes, self.config, ruled, unruled), ruled

    @staticmethod
    def _emission(features: Features, weights: Weights) -> Floats:
        """Per line the score of every state, by what the line looks like."""
        sections, roles = (log_softmax(scores) for scores in weights.scores(features))
        return sections[:, weights.states[:, 0]] + roles[:, weights.states[:, 1]]

    @staticmethod
    def _untold(
        decided: Mapping[int, LineLabel], ruled: Sequence[LineLabel], weights: Weights
    ) -> dict[int, LineLabel]:
        """The labels of lines for which the rules name what the model cannot know (a project's own): theirs."""
        sections, roles = frozenset(weights.sections), frozenset(Role(role) for role in weights.roles)
        return {
            line: LineLabel(
                section=label.section if ruled[line].section in sections else ruled[line].section,
                role=label.role if ruled[line].role in roles else ruled[line].role,
                confidence=min(label.confidence, UNTOLD),
            )
            for line, label in decided.items()
            if ruled[line].section not in sections or ruled[line].role not in roles
        }


def _with_blanks(shapes: Sequence[LineShape], decided: dict[int, LineLabel]) -> tuple[LineLabel, ...]:
    """All labels: a line with nothing on it belongs to what stands before it, the first ones to what follows."""
    current = decided[min(decided)] if decided else LineLabel(section=_FURNITURE, role=Role.BLANK)
    labels: list[LineLabel] = []
    for shape in shapes:
        if shape.shape not in UNSEEN:
            current = decided[shape.n]
            labels.append(current)
        else:
            labels.append(LineLabel(section=current.section, role=Role.BLANK, confidence=current.confidence))
    return tuple(labels)
