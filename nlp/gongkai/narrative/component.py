"""The tagger's spaCy component: documents of characters with candidates in, a label with its probability out.

A document is one paragraph, one token per character, so that every candidate is a span; its candidates' features
are in ``doc.user_data["seen"]`` (jieba's words among them), the hand that wrote it in ``doc.user_data["hand"]`` where
it is known. The component keeps several networks that differ by their seed and averages them, then takes the likeliest
sequence of labels along the paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer

from gongkai.narrative.assembly import Read
from gongkai.narrative.features import NONE, Ids, Seen, see
from gongkai.narrative.network import Floats, make_network, one_hot, read, write
from gongkai.narrative.reading import Offer
from gongkai.narrative.state import OTHER
from gongkai.segmentation.decoding import Transitions, best_path, learn_transitions

NAME: Final = "gongkai_figures"
CANDIDATES: Final = "candidates"
FIGURES: Final = "figures"
_FLOOR: Final = 1e-6
_SMOOTHING: Final = 0.3
"""Count that each step from label to label begins with, as ``learn_transitions`` spreads it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaggerConfig:
    """Everything that can be set about the trained tagger.

    ``rule_features``: the rules' label is the network's prior and a feature ("combined"); without it the model
    stands alone. ``words``: jieba's words are features. ``rows``: numbers that features are hashed to. ``shared``:
    hands that must have a feature in training for it to count: what one hand alone says teaches nothing of others.
    ``width``, ``hidden``: sizes of the two layers. ``prior``: logit that the rules' label starts with. ``drop``, ``rule_drop``: shares left out in
    training. ``members``: networks that are averaged. ``epochs``, ``batch`` (paragraphs), ``rate``: training.
    ``step_weight``: how much the label before counts.
    ``trust``: factor on the probability of the rules' label when labels are chosen; above 1 the rules are overruled
    less easily. ``rare``: examples below which a label counts as hardly seen; there the rules decide.
    ``keep``: how many times likelier than what the rules say `other` or no figure must be before a figure of the rules is
    given up; from 1 to 5 it is worth the same on hands left out. ``trust`` is so too, from 0.7 to 1.5; of both the side
    that keeps to the rules where networks waver was taken. ``step_weight`` 0.4 and ``rare`` 20 were best on hands left
    out, ``step_weight`` of 0 to 0.8 and ``rare`` of 0 to 40.
    """

    rule_features: bool = True
    words: bool = True
    rows: int = 2**18
    shared: int = 2
    width: int = 64
    hidden: int = 96
    prior: float = 5.0
    drop: float = 0.4
    rule_drop: float = 0.15
    members: int = 3
    epochs: int = 14
    batch: int = 20
    rate: float = 0.004
    step_weight: float = 0.4
    trust: float = 1.5
    rare: int = 20
    keep: float = 3.0

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for the model's files."""
        return asdict(self)


def make_doc(vocab: Vocab, read: Read, offers: Sequence[Offer], config: TaggerConfig) -> Doc:
    """A paragraph as a document of characters with its candidates and what is seen of them."""
    text = read.reading.text
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    doc.spans[CANDIDATES] = [doc[o.base.start : o.base.end] for o in offers]
    seen = see(read, offers, rows=config.rows, words=config.words, rules=config.rule_features)
    doc.user_data["seen"] = seen
    return doc


class FigureClassifier(TrainablePipe):  # type: ignore[misc]  # spaCy's class is compiled and has no types
    """Gives every candidate of a document a label: metrics joined by +, or none.

    ``labels`` is empty until ``initialize``. Sets ``doc.spans["figures"]``, one span per candidate in its order,
    with ``attrs["probabilities"]`` beside it.
    """

    def __init__(self, vocab: Vocab, name: str = NAME, *, config: TaggerConfig, seed: int = 0) -> None:
        self.vocab = vocab
        self.name = name
        self.config = config
        self.seed = seed
        self._name([])
        self._keep(np.zeros(0, np.int32))
        self.members: list[Model[list[Seen], Floats]] = []
        self.steps: Floats = np.zeros((0, 0), np.float32)
        self.support: tuple[int, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels it may give."""
        return self.names

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None, **_: Any
    ) -> None:
        """Labels and the steps between them from the gold, and fresh networks."""
        examples = list(get_examples())
        paths = [_gold(example) for example in examples]
        self._keep(_shared([example.reference for example in examples], self.config))
        counted = sorted({NONE, *(label for path in paths for label in path)})
        self._name(counted)
        numbered = [[self._index[label] for label in path] for path in paths]
        self.support = tuple(sum(path.count(n) for path in numbered) for n in range(len(counted)))
        self.members = self._fresh()
        self.steps = _steps(numbered, len(counted))

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Probabilities of every document's candidates, shape (candidates, labels) each."""
        documents = list(docs)
        seen = [self._known_of(one) for doc in documents for one in doc.user_data["seen"]]
        if not seen:
            return [np.zeros((0, len(self.names)), np.float32) for _ in documents]
        mean = sum(member.predict(seen) for member in self.members) / np.float32(len(self.members))
        bounds = np.cumsum([len(doc.user_data["seen"]) for doc in documents])[:-1]
        return list(np.split(np.asarray(mean, np.float32), bounds))

    def set_annotations(self, docs: Iterable[Doc], scores: list[Floats]) -> None:
        """The likeliest labels along each document; where the rules give a label that training hardly saw, theirs,
        with no probability (None): the rules say themselves how sure they are."""
        for doc, given in zip(docs, scores, strict=True):
            seen: list[Seen] = doc.user_data["seen"]
            trusted = self._trusted(given, seen)
            chosen = self._path(trusted)
            spans: list[Span] = []
            sure: list[float | None] = []
            for k, candidate in enumerate(doc.spans[CANDIDATES]):
                known = self._known(seen[k].rule)
                candidate.label_ = self.names[chosen[k]] if known else seen[k].rule
                spans.append(candidate)
                sure.append(float(trusted[k, chosen[k]]) if known else None)
            doc.spans[FIGURES] = SpanGroup(doc, name=FIGURES, attrs={"probabilities": sure}, spans=spans)

    def _name(self, labels: Sequence[str]) -> None:
        self.names = tuple(labels)
        self._index = {label: n for n, label in enumerate(self.names)}

    def _keep(self, features: Ids) -> None:
        """Set the features that count; each has its row in the networks."""
        self.features = features
        self._row = np.full(self.config.rows, -1, np.int32)
        self._row[features] = np.arange(features.size, dtype=np.int32)

    def _known_of(self, seen: Seen) -> Seen:
        """A candidate with the rows of the features that count."""
        rows = self._row[seen.ids]
        return Seen(ids=rows[rows >= 0], rule=seen.rule)

    def _known(self, rule: str) -> bool:
        """Whether training saw enough of the rules' label to overrule it."""
        if not self.config.rule_features or rule in (NONE, OTHER):
            return True
        return rule in self._index and self.support[self._index[rule]] >= self.config.rare

    def _trusted(self, given: Floats, seen: Sequence[Seen]) -> Floats:
        """The probabilities with the rules' labels raised, summing to 1 again."""
        if not self.config.rule_features or not len(given):
            return given
        raised = given * (1 + (self.config.trust - 1) * one_hot(seen, self._index, len(self.names)))
        named = np.array([one.rule not in (NONE, OTHER) and one.rule in self._index for one in seen])
        for label in (NONE, OTHER):
            if label in self._index:
                raised[named, self._index[label]] /= self.config.keep
        return np.asarray(raised / raised.sum(1, keepdims=True), np.float32)

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step of every network on a batch. Returns the summed log loss per candidate under its name."""
        losses = {} if losses is None else losses
        batch = [example for example in examples if example.reference.user_data["seen"]]
        if not batch:
            return losses
        index = self._index
        seen = [self._known_of(one) for example in batch for one in example.reference.user_data["seen"]]
        truth = [index[label] for example in batch for label in _gold(example)]
        rows = np.arange(len(truth))
        for member in self.members:
            given, backprop = member.begin_update(seen)
            losses[self.name] = losses.get(self.name, 0.0) - float(np.log(given[rows, truth] + _FLOOR).mean())
            gradient = given.copy()
            gradient[rows, truth] -= 1
            backprop(gradient / np.float32(len(truth)))
            if sgd is not None:
                member.finish_update(sgd)
        return losses

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Labels, config and weights (half precision: a third of the size, no label changes) under ``path``."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        srsly.write_json(
            path / "figures.json",
            {
                "labels": self.names,
                "support": self.support,
                "config": self.config.to_dict(),
                "seed": self.seed,
            },
        )
        arrays = {f"{n}.{p}": read(m, p) for n, m in enumerate(self.members) for p in m.param_names}
        arrays["steps"] = self.steps
        kept: dict[str, Any] = {name: array.astype(np.float16) for name, array in arrays.items()}
        np.savez_compressed(path / "weights.npz", features=self.features, **kept)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> FigureClassifier:
        """Read back what ``to_disk`` wrote."""
        path = Path(path)
        kept = srsly.read_json(path / "figures.json")
        self._name(kept["labels"])
        self.support = tuple(kept["support"])
        self.config, self.seed = TaggerConfig(**kept["config"]), int(kept["seed"])
        with np.load(path / "weights.npz", allow_pickle=False) as arrays:
            every = np.arange(self.config.rows, dtype=np.int32)  # older versions had a row for each
            self._keep(arrays.get("features", every))
            self.members = self._fresh()
            self.steps = arrays["steps"].astype(np.float32)
            for n, member in enumerate(self.members):
                for name in member.param_names:
                    write(member, name, arrays[f"{n}.{name}"])
        return self

    def _fresh(self) -> list[Model[list[Seen], Floats]]:
        config = self.config
        index = self._index if config.rule_features else {}
        return [
            make_network(
                labels=len(self.names),
                rows=self.features.size,
                width=config.width,
                hidden=config.hidden,
                prior=config.prior,
                drop=config.drop,
                rule_drop=config.rule_drop,
                seed=self.seed * 1000 + n,
                index=index,
            )
            for n in range(config.members)
        ]

    def _path(self, given: Floats) -> list[int]:
        if not len(given):
            return []
        steps = Transitions(
            start=np.zeros(len(self.names), np.float32), step=self.steps * np.float32(self.config.step_weight)
        )
        return [int(n) for n in best_path(np.log(given + np.float32(_FLOOR)), steps)]


def _gold(example: Example) -> list[str]:
    """The gold labels of an example's candidates, in order."""
    return [str(span.label_) for span in example.reference.spans[FIGURES]]


def _shared(docs: Sequence[Doc], config: TaggerConfig) -> Ids:
    """The features that enough hands have, sorted. Documents of unknown hands are one each; where there are fewer
    hands than asked for, all of them must have it."""
    by_hand: dict[object, list[Ids]] = {}
    for n, doc in enumerate(docs):
        own: list[Seen] = doc.user_data["seen"]
        by_hand.setdefault(doc.user_data.get("hand", n), []).extend(one.ids for one in own)
    hands = [np.unique(np.concatenate(ids)) for ids in by_hand.values() if ids]
    if not hands:
        return np.zeros(0, np.int32)
    counted = np.bincount(np.concatenate(hands), minlength=config.rows)
    return np.flatnonzero(counted >= min(config.shared, len(hands))).astype(np.int32)


def _steps(paths: Sequence[Sequence[int]], labels: int) -> Floats:
    """How much likelier each label is behind each other one than anywhere, as logarithms."""
    seen = np.ones(labels)
    for path in paths:
        seen += np.bincount(np.asarray(path, np.int64), minlength=labels)
    learned = learn_transitions(paths, labels, smoothing=_SMOOTHING)
    steps: Floats = (learned.step - np.log(seen / seen.sum())).astype(np.float32)
    return steps


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> FigureClassifier:
    return FigureClassifier(nlp.vocab, name, config=TaggerConfig())
