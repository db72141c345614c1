"""What the narrative stage gives: one Figure per mention of a metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from gongkai.documents.model import Paragraph, Span
from gongkai.quantities.model import Approx, Number


class Period(StrEnum):
    """What stretch of time a figure is about (codebook ``attributes.period``)."""

    YEAR = "year"
    STOCK = "stock"
    CUMULATIVE = "cumulative"
    LAST_YEAR = "last_year"


class Scope(StrEnum):
    """Whom a figure counts (codebook ``attributes.scope``)."""

    BODY = "body"
    JURISDICTION = "jurisdiction"
    UNIT = "unit"
    UNSTATED = "unstated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One mention: a metric, its value, its attributes, and the exact characters that say so.

    ``unit`` is the metric's unit as the codebook has it where the printed one means the same, else the printed
    one in simplified characters; ``unit_printed`` is the unit as printed (None where none is). ``category`` holds
    the class words verbatim, with ``category_evidence``. ``evidence`` covers the number with its unit, without an
    approximator in front of it, or the denying phrase of a zero statement. ``scope_words`` are the characters that
    set the scope (empty where unstated), ``narrower`` says that they name an organ narrower than the issuer.
    """

    metric: str
    channel: str | None
    category: str | None
    value: Number
    unit: str | None
    unit_printed: str | None
    approx: Approx
    period: Period
    scope: Scope
    text: str
    evidence: tuple[Span, ...]
    category_evidence: tuple[Span, ...] = ()
    scope_words: str = ""
    narrower: bool = False
    confidence: float = 1.0
    doubtful: bool = False


class Tagger(Protocol):
    """What the rule baseline and the trained model have in common."""

    name: str

    def __call__(
        self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order. ``issuer`` helps to tell scopes apart, ``year``
        (the report's; None: the one that the prose names most often) this year's figures from those of the last."""
        ...
