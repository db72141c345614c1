"""Rivals of the shipped tagger: other ways to decide on the same candidates, fitted and measured beside it.

Each reads the same candidates and lets the same Assembler make figures of what it decided, so that only the deciding
differs. None of them ships: what they lost by stands in the model's card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.training.rivals.deciding import DecidedTagger


class Fit(Protocol):
    """A rival's way to learn."""

    def __call__(self, reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int) -> DecidedTagger:
        """A tagger fitted on the reports; the same reports and seed give the same tagger."""
        ...


def _rival(module: str, **settings: bool) -> Fit:
    """A rival whose module is loaded when it is fitted: crfsuite comes with the extra ``compare`` only."""

    def fit(reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int) -> DecidedTagger:
        fitted: DecidedTagger = import_module(f"{__name__}.{module}").fit(
            reports, codebook, seed=seed, **settings
        )
        return fitted

    return fit


RIVALS: Final[Mapping[str, Fit]] = {
    "linear": _rival("linear"),
    "linear with rules": _rival("linear", rules=True),
    "crf": _rival("crf"),
    "crf with rules": _rival("crf", rules=True),
    "spancat": _rival("spancat"),
    "ner": _rival("ner"),
}
"""Name to how it is fitted. ``with rules``: what the rules say of a candidate is a feature, and where they say a label
that training hardly saw, theirs stands, as in the shipped tagger."""
