"""The trained tagger: the same candidates and attributes as the rules, the metric decided by the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.codebook import Codebook
from gongkai.documents.model import Paragraph
from gongkai.narrative.assembly import Assembler
from gongkai.narrative.calibration import Calibration, read_calibration
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

    def __init__(
        self,
        codebook: Codebook,
        component: FigureClassifier,
        *,
        version: str = "unsaved",
        calibration: Calibration | None = None,
    ) -> None:
        self.name = f"tagger-{version}"
        self._calibration = calibration or Calibration()
        self._codebook = codebook
        self._component = component
        self._assembler = Assembler(codebook)

    @classmethod
    def from_disk(cls, path: Path, codebook: Codebook, *, version: str) -> ModelTagger:
        """The tagger that lies in a model folder."""
        return cls(codebook, load_component(path), version=version, calibration=read_calibration(path))

    def __call__(
        self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order."""
        from gongkai.narrative.component import FIGURES, make_doc

        offered = self._assembler.offered(paragraphs, year)
        docs = [make_doc(self._component.vocab, r, o, self._component.config) for r, o in offered]
        self._component.set_annotations(docs, self._component.predict(docs))
        found: list[Figure] = []
        for doc, (read, offers) in zip(docs, offered, strict=True):
            given = doc.spans[FIGURES].attrs["probabilities"]
            for offer, span, probability in zip(offers, doc.spans[FIGURES], given, strict=True):
                for tag in tags_of(offer, str(span.label_), self._codebook):
                    sure = self._calibration(tag.confidence if probability is None else probability)
                    found.append(self._assembler.figure(read, tag, issuer, round(sure, 3)))
        return tuple(found)


def tags_of(offer: Offer, label: str, codebook: Codebook) -> Iterator[Tag]:
    """The tags of a candidate that was given a label: the rules' own where the label is theirs, else the candidate
    with the label's metrics; nothing for ``none``."""
    if label == NONE:
        return
    if label == label_of([t.metric for t in offer.tags]):
        yield from offer.tags
        return
    for metric in label.split("+"):
        tag = replace(offer.base, metric=metric, sign=_sign(offer, metric))
        if codebook.metric_of[metric].attr == "channel" and tag.channel is None:
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
