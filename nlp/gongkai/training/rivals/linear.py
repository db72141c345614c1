"""Rival: multinomial logistic regression over the shipped tagger's features, each candidate for itself, no path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.component import TaggerConfig
from gongkai.narrative.features import Seen, see
from gongkai.training.rivals.deciding import Choice, DecidedTagger, Offered, RareToRules, shown

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_STRENGTH: Final = 3.0
"""C of scikit-learn: how weakly weights are pulled to zero, on the hands fan, jin and mo left out."""
_ITERATIONS: Final = 200
"""Steps of lbfgs at most; scores no longer move behind about 100."""
_ROWS: Final = TaggerConfig().rows


def fit(
    reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int, rules: bool = False
) -> DecidedTagger:
    """A linear tagger. ``rules``: what the rules say is a feature. ``seed`` changes nothing: lbfgs draws no lots."""
    from sklearn.linear_model import LogisticRegression

    gold = shown(reports, codebook)
    seen = [one for s in gold for one in see(s.read, s.offers, rows=_ROWS, rules=rules)]
    labels = [label for s in gold for label in s.labels]
    model = LogisticRegression(C=_STRENGTH, max_iter=_ITERATIONS, random_state=seed)
    model.fit(_matrix(seen), labels)
    return DecidedTagger(
        "linear with rules" if rules else "linear",
        codebook,
        _Linear(model, RareToRules(labels) if rules else None),
    )


class _Linear:
    def __init__(self, model: Any, rules: RareToRules | None) -> None:
        self._model = model
        self._rules = rules

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """The likeliest label of each candidate."""
        seen = [see(read, offers, rows=_ROWS, rules=self._rules is not None) for read, offers in offered]
        flat = [one for paragraph in seen for one in paragraph]
        if not flat:
            return [[] for _ in offered]
        given = self._model.predict_proba(_matrix(flat))
        best = iter(zip(given.argmax(1), given.max(1), strict=True))
        choices: list[list[Choice]] = []
        for _, offers in offered:
            own: list[Choice] = []
            for offer in offers:
                at, sure = next(best)
                choice = (str(self._model.classes_[at]), float(sure))
                own.append(choice if self._rules is None else self._rules.settle(offer, choice))
            choices.append(own)
        return choices


def _matrix(seen: Sequence[Seen]) -> csr_matrix:
    """One row per candidate, 1 in the columns of its features."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns = np.concatenate([one.ids for one in seen])
    bounds = np.cumsum([0, *(one.ids.size for one in seen)])
    return csr_matrix((np.ones(columns.size), columns, bounds), shape=(len(seen), _ROWS))
