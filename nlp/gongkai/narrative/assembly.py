"""Paragraphs to readings, and what a reading decided to figures: common to the rules and to the trained tagger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.codebook import Codebook
from gongkai.documents.model import Paragraph
from gongkai.narrative import attributes
from gongkai.narrative.cues import Cues, compile_cues
from gongkai.narrative.model import Figure, Period
from gongkai.narrative.reading import Offer, Reading
from gongkai.narrative.state import OTHER, Tag
from gongkai.quantities.model import Approx, Number

_SKIPPED: Final = frozenset({"furniture", "back"})
_HEADING_AT_MOST: Final = 30  # characters of a paragraph that is only a heading
# 按方式分：…, 从申请人看，…: the paragraph divides what the one before it counted.
_DIVIDES: Final = re.compile("[按从][^，。：；]{1,8}[分看类计][，：]")
DOUBTFUL: Final = 0.6
"""Confidence below which a figure should be looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """A paragraph read, under the sub-heading that stands over it (empty where none does)."""

    paragraph: Paragraph
    reading: Reading
    heading: str


class Assembler:
    """Reads paragraphs in their order, and turns tags into figures with all their attributes."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._cues: Cues = compile_cues(codebook)

    def walk(self, paragraphs: Sequence[Paragraph], year: int | None = None) -> Iterator[Read]:
        """The paragraphs that may hold figures, each with the topic of its sub-heading. ``year`` is the report's."""
        if year is None:
            year = attributes.report_year([p.normal.text for p in paragraphs])
        topics, before, heading, section = 0, 0, "", ""
        for paragraph in paragraphs:
            if paragraph.section in _SKIPPED:
                continue
            if paragraph.section != section:
                topics, before, heading, section = 0, 0, "", paragraph.section
            text = paragraph.normal.text
            over = before if _DIVIDES.match(text) else topics
            reading = Reading(text, section, over, year, self._cues)
            yield Read(paragraph=paragraph, reading=reading, heading=heading)
            before = before if over is before and not reading.topic_mask else reading.topic_mask
            if _is_heading(text):
                topics, heading = reading.topic_mask, text

    def offered(
        self, paragraphs: Sequence[Paragraph], year: int | None = None
    ) -> list[tuple[Read, list[Offer]]]:
        """The paragraphs that have candidates, each with them: what a trained tagger decides on and learns from."""
        return [(read, offers) for read in self.walk(paragraphs, year) if (offers := read.reading.offers())]

    def figure(self, read: Read, tag: Tag, issuer: str | None, confidence: float | None = None) -> Figure:
        """The figure that a tag states. ``confidence`` None: the rules' own."""
        metric = self._codebook.metric_of[tag.metric]
        paragraph, reading, quantity = read.paragraph, read.reading, tag.quantity
        text = reading.text
        at = tag.start if quantity is None else quantity.start
        category = tag.category if metric.attr == "category" else None
        part = tag.category if quantity is not None and tag.window is not None and tag.window.part else None
        scoped = attributes.scope(
            text, reading.layout, at, issuer, None if part is None else text[slice(*part)]
        )
        period = attributes.usual_period(tag.metric)
        if tag.last_year:
            period = Period.LAST_YEAR
        elif tag.window is not None:
            period = attributes.period(tag.metric, text, reading.layout, tag.window, at)
        value: Number = 0
        if quantity is not None:
            value = tag.sign * abs(quantity.value) if tag.sign else quantity.value
        printed = None if quantity is None else quantity.unit
        sure = tag.confidence if confidence is None else confidence
        return Figure(
            metric=tag.metric,
            channel=tag.channel if metric.attr == "channel" else None,
            category=None if category is None else text[slice(*category)],
            value=value,
            unit=printed or metric.unit,
            unit_printed=printed,
            approx=Approx.EXACT if quantity is None else quantity.approx,
            period=period,
            scope=scoped.scope,
            text=text[tag.start : tag.end],
            evidence=paragraph.normal.spans(tag.start, tag.end),
            category_evidence=() if category is None else paragraph.normal.spans(*category),
            scope_words=scoped.words,
            narrower=scoped.narrower,
            confidence=sure,
            doubtful=sure < DOUBTFUL and tag.metric != OTHER,
        )


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_AT_MOST and text[-1:] not in "。；！？，"
