"""Paragraphs as spaCy documents of characters, and how spaCy's own components are trained on them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import fix_random_seed

from gongkai.narrative.features import tokenizer
from gongkai.training.rivals.deciding import Offered

CANDIDATES: Final = "candidates"
_BATCH: Final = 8
"""Paragraphs in a step: small, so that the few passes there is time for make many steps."""
_DROP: Final = 0.2
_RATES: Final = (0.002, 0.0001)
"""Learning rate of the first step and of the last one, falling evenly."""
TOK2VEC: Final[dict[str, Any]] = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 64,
        "attrs": ["ORTH", "LEMMA", "TAG", "MORPH"],
        "rows": [4000, 6000, 64, 64],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 64,
        "window_size": 3,
        "maxout_pieces": 2,
        "depth": 5,
    },
}
"""Characters, jieba's words, place in the word and section, hashed; each character sees 15 to either side."""


def make_doc(vocab: Vocab, offered: Offered) -> Doc:
    """A paragraph as a document: its characters, each with its word (lemma), place in it (tag: first, last, inside)
    and the paragraph's section (where spaCy has word forms); its candidates as spans."""
    read, offers = offered
    text = read.reading.text
    lemmas: list[str] = []
    places: list[str] = []
    for word in tokenizer().lcut(text):
        lemmas += [word] * len(word)
        places += ["alone"] if len(word) == 1 else ["first", *["inside"] * (len(word) - 2), "last"]
    doc = Doc(
        vocab,
        words=list(text),
        spaces=[False] * len(text),
        lemmas=lemmas,
        tags=places,
        morphs=[f"Section={read.paragraph.section}"] * len(text),
    )
    doc.spans[CANDIDATES] = [doc[o.base.start : o.base.end] for o in offers]
    return doc


def train_pipe(pipe: Any, nlp: Language, examples: Sequence[Example], *, epochs: int, seed: int) -> None:
    """Train an added component. Always the same for the same seed; spaCy draws from Python's and numpy's own lots,
    which are set to the seed here."""
    fix_random_seed(seed)
    optimizer = nlp.initialize(lambda: examples)
    order = list(examples)
    shuffled = random.Random(seed)
    steps = epochs * -(-len(order) // _BATCH)
    done = 0
    for _ in range(epochs):
        shuffled.shuffle(order)
        for start in range(0, len(order), _BATCH):
            optimizer.learn_rate = _RATES[0] + (_RATES[1] - _RATES[0]) * done / steps
            pipe.update(order[start : start + _BATCH], drop=_DROP, sgd=optimizer)
            done += 1
