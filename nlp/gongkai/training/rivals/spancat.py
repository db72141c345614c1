"""Rival: spaCy's ``spancat_singlelabel`` over characters, its suggester offering the lexer's candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from thinc.api import Ops, get_current_ops
from thinc.types import Ragged

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.features import NONE
from gongkai.training.rivals.characters import CANDIDATES, TOK2VEC, make_doc, train_pipe
from gongkai.training.rivals.deciding import Choice, DecidedTagger, Offered, shown

_KEY: Final = "figures"
_SUGGESTER: Final = "gongkai.candidates.v1"
_EPOCHS: Final = 12
"""Passes over the reports: what a hundred of them allow in three minutes on one thread."""
_CONFIG: Final[dict[str, Any]] = {
    "spans_key": _KEY,
    "suggester": {"@misc": _SUGGESTER},
    "model": {
        "@architectures": "spacy.SpanCategorizer.v1",
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": 128},
        "scorer": {"@layers": "Softmax.v2"},
        "tok2vec": TOK2VEC,
    },
}


def _suggest(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
    """The candidates of every document as spaCy wants them: rows of (start, end), and how many each has."""
    ops = ops or get_current_ops()
    spans = [[(span.start, span.end) for span in doc.spans[CANDIDATES]] for doc in docs]
    flat: Any = np.array([one for own in spans for one in own], dtype="i").reshape(-1, 2)
    return Ragged(ops.asarray2i(flat), ops.asarray1i([len(own) for own in spans]))


registry.misc(_SUGGESTER, func=lambda: _suggest)


def fit(reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int) -> DecidedTagger:
    """A tagger around a trained span categorizer."""
    nlp = spacy.blank("zh")
    pipe = nlp.add_pipe("spancat_singlelabel", config=_CONFIG)
    examples = []
    for one in shown(reports, codebook):
        offered = (one.read, one.offers)
        gold = make_doc(nlp.vocab, offered)
        gold.spans[_KEY] = [
            _labelled(span, label)
            for span, label in zip(gold.spans[CANDIDATES], one.labels, strict=True)
            if label != NONE
        ]
        examples.append(Example(make_doc(nlp.vocab, offered), gold))
    train_pipe(pipe, nlp, examples, epochs=_EPOCHS, seed=seed)
    return DecidedTagger("spancat", codebook, _SpanCat(nlp, pipe))


def _labelled(span: Any, label: str) -> Any:
    span.label_ = label
    return span


class _SpanCat:
    def __init__(self, nlp: Language, pipe: Any) -> None:
        self._nlp = nlp
        self._pipe = pipe

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """The label that spaCy gave each candidate's span."""
        docs = [make_doc(self._nlp.vocab, one) for one in offered]
        choices: list[list[Choice]] = []
        for doc, (_, offers) in zip(self._pipe.pipe(docs), offered, strict=True):
            group = doc.spans[_KEY]
            given = {
                (span.start, span.end): (str(span.label_), float(sure[0]))
                for span, sure in zip(group, group.attrs["scores"], strict=True)
            }
            choices.append([given.get((o.base.start, o.base.end), (NONE, None)) for o in offers])
        return choices
