"""The trained tagger: the same candidates and attributes as the rules, the metric decided by the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.codebook import Codebook
from gongkai.documents.model import Paragraph
from gongkai.narrative.assembly import Assembler
from gongkai.narrative.features import NONE, label_of
from gongkai.narrative.model import Figure
from gongkai.narrative.reading import Offer
from gongkai.narrative.state import Tag

if TYPE_CHECKING:
    from gongkai.narrative.component import FigureClassifier

UNNAMED: Final = "other"
"""Channel of a platform figure whose platform no word names."""


class ModelTagger:
    """Tagger by a trained component; see component.py for the model."""

    def __init__(self, codebook: Codebook, component: FigureClassifier, *, version: str = "unsaved") -> None:
        self.name = f"tagger-{version}"
        self._codebook = codebook
        self._component = component
        self._assembler = Assembler(codebook)

    @classmethod
    def from_disk(cls, path: Path, codebook: Codebook, *, version: str) -> ModelTagger:
        """The tagger that lies in a model folder."""
        return cls(codebook, load_component(path), version=version)

    def __call__(self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order."""
        from gongkai.narrative.component import FIGURES, make_doc

        offered = self._assembler.offered(paragraphs)
        docs = [make_doc(self._component.vocab, r, o, self._component.config) for r, o in offered]
        self._component.set_annotations(docs, self._component.predict(docs))
        found: list[Figure] = []
        for doc, (read, offers) in zip(docs, offered, strict=True):
            sure = doc.spans[FIGURES].attrs["probabilities"]
            for offer, span, probability in zip(offers, doc.spans[FIGURES], sure, strict=True):
                rounded = None if probability is None else round(probability, 3)
                for tag in self._tags(offer, str(span.label_)):
                    found.append(self._assembler.figure(read, tag, issuer, rounded))
        return tuple(found)

    def _tags(self, offer: Offer, label: str) -> Iterator[Tag]:
        """The rules' own tags where the label is theirs, else the candidate with the label's metrics."""
        if label == NONE:
            return
        if label == label_of([t.metric for t in offer.tags]):
            yield from offer.tags
            return
        for metric in label.split("+"):
            tag = replace(offer.base, metric=metric, sign=_sign(offer, metric))
            if self._codebook.metric_of[metric].attr == "channel" and tag.channel is None:
                named = next((t.channel for t in offer.tags if t.channel is not None), None)
                tag = replace(tag, channel=named or UNNAMED)
            yield tag


def _sign(offer: Offer, metric: str) -> int:
    """The sign of a change (下降41.7%): only a change has one."""
    window = offer.base.window
    return window.change if window is not None and metric == "applications.change" else 0


def load_component(path: Path) -> FigureClassifier:
    """The trained component that lies in a folder."""
    import spacy

    from gongkai.narrative.component import FigureClassifier, TaggerConfig

    return FigureClassifier(spacy.blank("zh").vocab, config=TaggerConfig()).from_disk(path)
