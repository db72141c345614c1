"""The rule baseline: every number and denying phrase of the prose gets the metric whose cues fit it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.codebook import Codebook
from gongkai.documents.model import Paragraph
from gongkai.narrative import attributes
from gongkai.narrative.cues import Cues, compile_cues
from gongkai.narrative.model import Figure, Period
from gongkai.narrative.reading import Reading
from gongkai.narrative.state import OTHER, Tag
from gongkai.quantities.model import Approx, Number

_SKIPPED: Final = frozenset({"furniture", "back"})
_HEADING_AT_MOST: Final = 30  # characters of a paragraph that is only a heading
_DOUBTFUL: Final = 0.6  # confidence below which a figure should be looked at


@dataclass(frozen=True, kw_only=True, slots=True)
class _Context:
    issuer: str | None
    year: int | None


class RuleTagger:
    """Tagger by cue words; see cues.yaml for what it knows."""

    name = "rules"

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._cues: Cues = compile_cues(codebook)

    def __call__(self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order."""
        texts = [p.normal.text for p in paragraphs]
        context = _Context(issuer=issuer, year=attributes.report_year(texts))
        found: list[Figure] = []
        heading, section = 0, ""
        for paragraph in paragraphs:
            if paragraph.section in _SKIPPED:
                continue
            if paragraph.section != section:
                heading, section = 0, paragraph.section
            reading = Reading(paragraph.normal.text, section, heading, context.year, self._cues)
            found.extend(self._figures(paragraph, reading, context))
            if _is_heading(paragraph.normal.text):
                heading = reading.topic_mask
        return tuple(found)

    def _figures(self, paragraph: Paragraph, reading: Reading, context: _Context) -> Iterator[Figure]:
        for tag in reading.tags():
            yield self._figure(paragraph, reading, tag, context)

    def _figure(self, paragraph: Paragraph, reading: Reading, tag: Tag, context: _Context) -> Figure:
        metric = self._codebook.metric_of[tag.metric]
        text, quantity = reading.text, tag.quantity
        at = tag.start if quantity is None else quantity.start
        category = tag.category if metric.attr == "category" else None
        part = tag.category if quantity is not None and tag.window is not None and tag.window.part else None
        scoped = attributes.scope(
            text, reading.layout, at, context.issuer, None if part is None else text[slice(*part)]
        )
        period = Period.YEAR
        if tag.last_year:
            period = Period.LAST_YEAR
        elif tag.window is not None:
            period = attributes.period(tag.metric, text, reading.layout, tag.window, at)
        value: Number = 0
        if quantity is not None:
            value = tag.sign * abs(quantity.value) if tag.sign else quantity.value
        printed = None if quantity is None else quantity.unit
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
            confidence=tag.confidence,
            doubtful=tag.confidence < _DOUBTFUL and tag.metric != OTHER,
        )


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_AT_MOST and text[-1:] not in "。；！？，"
