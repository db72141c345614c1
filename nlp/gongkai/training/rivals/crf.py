"""Rival: a linear-chain CRF along the candidates of a paragraph, over the shipped tagger's features."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.errors import GongkaiError
from gongkai.narrative.component import TaggerConfig
from gongkai.narrative.features import see
from gongkai.training.rivals.deciding import Choice, DecidedTagger, Offered, RareToRules, shown

_ROWS: Final = TaggerConfig().rows
_ITERATIONS: Final = 100
"""Steps of lbfgs at most: 10 to 15 seconds for a hundred reports."""
_L2: Final = 0.1
"""Pull of the weights to zero: best of 0.1, 1 and 3 on the hands fan, jin and mo left out."""


def fit(
    reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int, rules: bool = False
) -> DecidedTagger:
    """A CRF tagger. ``rules``: what the rules say is a feature. ``seed`` changes nothing: lbfgs draws no lots.
    Raises GongkaiError E047 without python-crfsuite."""
    try:
        import pycrfsuite
    except ImportError as error:
        raise GongkaiError(
            "E047", what="the rival crf", package="python-crfsuite", extra="compare"
        ) from error

    gold = shown(reports, codebook)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.0, "c2": _L2, "max_iterations": _ITERATIONS})
    for one in gold:
        trainer.append(_items((one.read, one.offers), rules), list(one.labels))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.crfsuite"
        trainer.train(str(path))
        weights = path.read_bytes()
    labels = (label for one in gold for label in one.labels)
    return DecidedTagger(
        "crf with rules" if rules else "crf", codebook, _Crf(weights, RareToRules(labels) if rules else None)
    )


class _Crf:
    def __init__(self, weights: bytes, rules: RareToRules | None) -> None:
        import pycrfsuite

        self._weights = weights  # crfsuite reads them where they lie, and holds no reference of its own
        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open_inmemory(weights)
        self._rules = rules

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """The likeliest labels along each paragraph, each with its own probability."""
        choices: list[list[Choice]] = []
        for read, offers in offered:
            path = self._tagger.tag(_items((read, offers), self._rules is not None))
            own: list[Choice] = [
                (label, float(self._tagger.marginal(label, place))) for place, label in enumerate(path)
            ]
            if self._rules is not None:
                own = [self._rules.settle(o, c) for o, c in zip(offers, own, strict=True)]
            choices.append(own)
        return choices


def _items(offered: Offered, rules: bool) -> list[list[str]]:
    """The features of each candidate."""
    read, offers = offered
    return [[str(n) for n in one.ids.tolist()] for one in see(read, offers, rows=_ROWS, rules=rules)]
