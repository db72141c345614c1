"""Fitting the tagger on annotated reports, and scoring a tagger on them."""

from __future__ import annotations

import random
from collections.abc import Sequence

import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Adam

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.documents.model import Paragraph, Span
from gongkai.narrative.assembly import Assembler
from gongkai.narrative.component import FIGURES, FigureClassifier, TaggerConfig, make_doc
from gongkai.narrative.features import label_of
from gongkai.narrative.model import Figure, Tagger
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.narrative.reading import Offer
from gongkai.segmentation.model import Segmenter


def paragraphs_of(report: AnnotatedReport, segmenter: Segmenter | None = None) -> tuple[Paragraph, ...]:
    """The report's prose under its gold segmentation, or under what a segmenter makes of it."""
    document = document_of(report)
    segmentation = segmentation_of(report, document) if segmenter is None else segmenter(document)
    return assemble_paragraphs(document, segmentation)


def fit_tagger(
    reports: Sequence[AnnotatedReport], codebook: Codebook, config: TaggerConfig, *, seed: int
) -> FigureClassifier:
    """A component trained on the reports; the same reports, config and seed give the same weights."""
    vocab = spacy.blank("zh").vocab
    assembler = Assembler(codebook)  # one for all: it compiles the cues
    examples = [example for report in reports for example in _examples(report, assembler, config, vocab)]
    component = FigureClassifier(vocab, config=config, seed=seed)
    component.initialize(lambda: examples)
    optimizer = Adam(config.rate, L2=0.0, grad_clip=0.0)
    shuffled = random.Random(seed)
    steps = config.epochs * (-(-len(examples) // config.batch))
    done = 0
    for _ in range(config.epochs):
        shuffled.shuffle(examples)
        for start in range(0, len(examples), config.batch):
            optimizer.learn_rate = config.rate * (1 - done / steps)
            component.update(examples[start : start + config.batch], sgd=optimizer)
            done += 1
    return component


def _examples(
    report: AnnotatedReport, assembler: Assembler, config: TaggerConfig, vocab: Vocab
) -> list[Example]:
    examples = []
    for read, offers in assembler.offered(paragraphs_of(report), report.year):
        doc = make_doc(vocab, read, offers, config)
        doc.user_data["hand"] = report.hand
        labelled = gold_labels(offers, read.paragraph, report.figures)
        spans = []
        for span, label in zip(doc.spans["candidates"], labelled, strict=True):
            span.label_ = label
            spans.append(span)
        doc.spans[FIGURES] = spans
        examples.append(Example(Doc(vocab, words=[t.text for t in doc], spaces=[False] * len(doc)), doc))
    return examples


def gold_labels(offers: Sequence[Offer], paragraph: Paragraph, figures: Sequence[GoldFigure]) -> list[str]:
    """The gold label of each candidate: the metrics of the figures whose evidence it touches."""
    return [
        label_of(
            [
                figure.metric
                for figure in figures
                if overlap(paragraph.normal.spans(offer.base.start, offer.base.end), figure.evidence)
            ]
        )
        for offer in offers
    ]


def overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether two evidences share a character."""
    return any(a.line == b.line and a.start < b.end and b.start < a.end for a in one for b in other)


def read_figures(
    tagger: Tagger, report: AnnotatedReport, segmenter: Segmenter | None = None
) -> tuple[Figure, ...]:
    """What a tagger reads from a report, on gold segmentation or on a segmenter's."""
    return tagger(paragraphs_of(report, segmenter), issuer=report.body, year=report.year)
