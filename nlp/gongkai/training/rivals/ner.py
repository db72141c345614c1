"""Rival: spaCy's ``ner`` over characters. It finds its spans itself; each is mapped to the candidate it overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.narrative.features import NONE
from gongkai.narrative.reading import Offer
from gongkai.training.rivals.characters import CANDIDATES, TOK2VEC, make_doc, train_pipe
from gongkai.training.rivals.deciding import Choice, DecidedTagger, Offered, shown

_EPOCHS: Final = 5
"""Passes over the reports: what a hundred of them allow in three minutes on one thread, every character being a step
of the parser's. Three times as many took twelve and ended far behind all others too."""
_CONFIG: Final[dict[str, Any]] = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": TOK2VEC,
    }
}


def fit(reports: Sequence[AnnotatedReport], codebook: Codebook, *, seed: int) -> DecidedTagger:
    """A tagger around a trained entity recogniser."""
    nlp = spacy.blank("zh")
    pipe = nlp.add_pipe("ner", config=_CONFIG)
    examples = []
    for one in shown(reports, codebook):
        offered = (one.read, one.offers)
        gold = make_doc(nlp.vocab, offered)
        gold.set_ents(_entities(gold, one.labels))
        examples.append(Example(make_doc(nlp.vocab, offered), gold))
    train_pipe(pipe, nlp, examples, epochs=_EPOCHS, seed=seed)
    return DecidedTagger("ner", codebook, _Ner(nlp, pipe))


def _entities(doc: Doc, labels: Sequence[str]) -> list[Any]:
    """The figures among the candidates; entities may not overlap, so of two that do only the longer one is shown."""
    figures = []
    for span, label in zip(doc.spans[CANDIDATES], labels, strict=True):
        if label != NONE:
            span.label_ = label
            figures.append(span)
    return list(filter_spans(figures))


class _Ner:
    def __init__(self, nlp: Language, pipe: Any) -> None:
        self._nlp = nlp
        self._pipe = pipe

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """The label of the entity that shares most characters with each candidate; an entity names one only, and
        one that touches none is dropped."""
        docs = [make_doc(self._nlp.vocab, one) for one in offered]
        choices: list[list[Choice]] = []
        for doc, (_, offers) in zip(self._pipe.pipe(docs), offered, strict=True):
            own: list[Choice] = [(NONE, None)] * len(offers)
            for entity in doc.ents:
                shared = [_shared(entity, offer) for offer in offers]
                most = max(shared, default=0)
                if most > 0:
                    own[shared.index(most)] = (str(entity.label_), None)
            choices.append(own)
        return choices


def _shared(entity: Any, offer: Offer) -> int:
    return min(int(entity.end), offer.base.end) - max(int(entity.start), offer.base.start)
