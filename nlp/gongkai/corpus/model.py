"""Gold of one report as types, strict: a key that is not in the format is an error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx, CellState, Number
from gongkai.reconcile.model import Agreement

_NOT_A_NUMBER = "not_a_number:"


class _Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Unknown keys are errors: a typo must not be read as silence."""


class GoldMeta(_Strict, frozen=True, kw_only=True):
    """What the report says of itself; a key that is not there is not scored. ``accept``: other forms."""

    title: str | None | UnsetType = UNSET
    issuer: str | None | UnsetType = UNSET
    region: str | None | UnsetType = UNSET
    region_code: str | None | UnsetType = UNSET
    level: str | None | UnsetType = UNSET
    year: int | None | UnsetType = UNSET
    published: str | None | UnsetType = UNSET
    signed: str | None | UnsetType = UNSET
    table_scope: str | UnsetType = UNSET
    templates: dict[str, str | None]
    accept: dict[str, tuple[Any, ...]] = {}

    def stated(self) -> dict[str, Any]:
        """The keys that are given, without templates and accept."""
        pairs = {name: getattr(self, name) for name in self.__struct_fields__}
        return {k: v for k, v in pairs.items() if v is not UNSET and k not in ("templates", "accept")}


class GoldFigure(_Strict, frozen=True, kw_only=True):
    """One figure of the prose. ``accept``: alternatives, each a partial override (null removes a key)."""

    metric: str
    value: Number
    unit: str | None
    approx: Approx
    period: Period
    scope: Scope
    quote: str
    channel: str | None = None
    category: str | None = None
    before: str | None = None
    accept: tuple[dict[str, Any], ...] = ()
    optional: bool = False

    def alternatives(self) -> tuple[GoldFigure, ...]:
        """The figure itself, then each lawful alternative. A bad override is a msgspec.ValidationError."""
        if not self.accept:
            return (self,)
        own = msgspec.to_builtins(self)
        del own["accept"]
        return (self, *(msgspec.convert({**own, **override}, GoldFigure) for override in self.accept))


class GoldIgnore(_Strict, frozen=True, kw_only=True):
    """A mention left out of gold: an unmatched figure of that metric (None: any) at the quote is no error."""

    quote: str
    metric: str | None
    why: str
    before: str | None = None


class GoldFailure(_Strict, frozen=True, kw_only=True, order=True):
    """A rule that fails, and the column, row or cell it fails on."""

    rule: str
    where: str


class GoldVerdictOverride(_Strict, frozen=True, kw_only=True):
    """What an accepted verdict changes."""

    metric: str | None = None
    verdict: Agreement | None = None


class GoldVerdict(_Strict, frozen=True, kw_only=True):
    """Prose against tables. ``accept``: other verdicts allowed, by name or as partial overrides of metric and
    verdict; ``optional``: it may be absent.
    """

    metric: str
    verdict: Agreement
    why: str
    accept: tuple[Agreement | GoldVerdictOverride, ...] = ()
    optional: bool = False

    def options(self) -> frozenset[tuple[str, Agreement]]:
        """Every (metric, verdict) that is right."""
        own = (self.metric, self.verdict)
        return frozenset({own, *(self._instead(other) for other in self.accept)})

    def _instead(self, other: Agreement | GoldVerdictOverride) -> tuple[str, Agreement]:
        if isinstance(other, Agreement):
            return self.metric, other
        return other.metric or self.metric, other.verdict or self.verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldCell:
    """What a cell of the form says. ``text`` only for not_a_number."""

    state: CellState
    value: Number | None = None
    text: str | None = None


def gold_cell(said: Number | str) -> GoldCell:
    """What gold says of a cell: a number, or the name of a state. Raises ValueError for one that does not exist."""
    if not isinstance(said, str):
        return GoldCell(state=CellState.NUMBER, value=said)
    if said.startswith(_NOT_A_NUMBER):
        return GoldCell(state=CellState.NOT_A_NUMBER, text=said.removeprefix(_NOT_A_NUMBER))
    state = CellState(said)
    if state in (CellState.NUMBER, CellState.NOT_A_NUMBER):
        raise ValueError(said)
    return GoldCell(state=state, value=0 if state is CellState.ZERO_WORD else None)


class Gold(_Strict, frozen=True, kw_only=True):
    """Gold of one report. ``notes`` are judgement calls, for people."""

    source: str
    meta: GoldMeta
    sections: tuple[str, ...]
    tables: dict[str, Number | str]
    metrics: tuple[GoldFigure, ...]
    ignore: tuple[GoldIgnore, ...]
    rules_failing: tuple[GoldFailure, ...]
    verdicts: tuple[GoldVerdict, ...]
    notes: tuple[str, ...]

    def cell(self, field: str) -> GoldCell:
        """The cell of a field. Raises ValueError for a state that does not exist."""
        return gold_cell(self.tables[field])
