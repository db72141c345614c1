"""What all rivals have in common: gold candidates to learn from, and a Tagger around whatever decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.documents.model import Paragraph
from gongkai.narrative.assembly import Assembler, Read
from gongkai.narrative.component import TaggerConfig
from gongkai.narrative.features import NONE, label_of
from gongkai.narrative.model import Figure
from gongkai.narrative.reading import Offer
from gongkai.narrative.state import OTHER
from gongkai.narrative.tagger import tags_of
from gongkai.training.tagger import gold_labels, paragraphs_of

Offered = tuple[Read, Sequence[Offer]]
"""A paragraph with its candidates."""
Choice = tuple[str, float | None]
"""A candidate's label and how probable it is; None: whoever decided does not say."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A paragraph with its candidates and the gold label of each."""

    read: Read
    offers: Sequence[Offer]
    labels: Sequence[str]


def shown(reports: Iterable[AnnotatedReport], codebook: Codebook) -> list[Shown]:
    """Every paragraph of the reports that has candidates, in order."""
    assembler = Assembler(codebook)
    return [
        Shown(read=read, offers=offers, labels=gold_labels(offers, read.paragraph, report.figures))
        for report in reports
        for read, offers in assembler.offered(paragraphs_of(report), report.year)
    ]


class Decider(Protocol):
    """What differs between rivals."""

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """A choice for each candidate of each paragraph, in order."""
        ...


class DecidedTagger:
    """Tagger whose labels a decider gives. ``decide`` alone is what a comparison of speed takes the time of."""

    def __init__(self, name: str, codebook: Codebook, decider: Decider) -> None:
        self.name = name
        self._codebook = codebook
        self._assembler = Assembler(codebook)
        self._decider = decider

    def offered(self, paragraphs: Sequence[Paragraph], year: int | None = None) -> list[Offered]:
        """The paragraphs with candidates."""
        return [(read, offers) for read, offers in self._assembler.offered(paragraphs, year)]

    def decide(self, offered: Sequence[Offered]) -> list[list[Choice]]:
        """A choice for each candidate of each paragraph, in order."""
        return self._decider.decide(offered)

    def __call__(
        self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order."""
        offered = self.offered(paragraphs, year)
        return tuple(
            self._assembler.figure(read, tag, issuer, None if sure is None else round(sure, 3))
            for (read, offers), choices in zip(offered, self.decide(offered), strict=True)
            for offer, (label, sure) in zip(offers, choices, strict=True)
            for tag in tags_of(offer, label, self._codebook)
        )


class RareToRules:
    """Where the rules give a label that training hardly saw, theirs stands, as in the shipped tagger."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._support = Counter(labels)

    def settle(self, offer: Offer, choice: Choice) -> Choice:
        """The choice, or the rules' own label where they know better."""
        rule = label_of([t.metric for t in offer.tags])
        known = rule in (NONE, OTHER) or self._support[rule] >= TaggerConfig().rare
        return choice if known else (rule, None)
