"""What the reconcile stage gives: checks, verdicts and proposals, each with both sides' fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.quantities.model import Number


class Status(StrEnum):
    """Outcome of a rule (codebook ``statuses``)."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_TELL = "cannot_tell"
    NOT_APPLICABLE = "not_applicable"


class Agreement(StrEnum):
    """Outcome of prose against tables (codebook ``verdicts``)."""

    AGREE = "agree"
    CONFLICT = "conflict"
    SCOPE_DIFFERS = "scope_differs"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """The same sentence in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One rule on one column, row or cell. ``left``/``right`` are None where an operand is unknown.

    ``attribution`` of a failing check: source | parse | unknown. ``fingerprint`` is stable over runs on the
    same printed content: what people decide is keyed by it.
    """

    rule: str
    where: str
    status: Status
    severity: str
    left: Number | None
    right: Number | None
    fields: tuple[str, ...]
    attribution: str | None
    fingerprint: str
    message: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One figure of the prose against the tables. ``figure`` is its index in the report's ``metrics``."""

    metric: str
    figure: int
    verdict: Agreement
    reading: tuple[str, ...]
    prose: Number
    table: Number | None
    fingerprint: str
    message: Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A value that the rules imply (``derived``) or a suspect among the printed ones (``correction``).

    Never written into the cells. ``tie`` is True when changing other cells would do as well.
    """

    field: str
    kind: str
    printed: Number | None
    value: Number
    rules: tuple[str, ...]
    tie: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciliation:
    """Everything the stage found."""

    checks: tuple[Check, ...]
    verdicts: tuple[Verdict, ...]
    proposals: tuple[Proposal, ...]
