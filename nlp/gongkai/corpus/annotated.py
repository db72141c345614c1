"""An annotated report: its lines with section and role, its figures with their spans. What models train on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.documents.model import Span
from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx, Number
from gongkai.segmentation.model import LineLabel


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldFigure:
    """One annotated mention. ``evidence`` is one span per line it stands on; the same span may carry several
    metrics, two spans never overlap in part. ``value`` is what the quantity reader reproduces (0 for a denial)."""

    metric: str
    value: Number
    evidence: tuple[Span, ...]
    channel: str | None = None
    category: str | None = None
    approx: Approx = Approx.EXACT
    period: Period = Period.YEAR
    scope: Scope = Scope.UNSTATED


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnotatedReport:
    """A report with gold. ``lines[n]`` is the text of line n, ``labels[n]`` its section and role. ``cells`` says what
    the fields of its tables hold (see ``cells.py``), and is empty where nobody annotated them."""

    id: str
    hand: str
    body: str
    year: int
    layout: str
    lines: tuple[str, ...]
    labels: tuple[LineLabel, ...]
    figures: tuple[GoldFigure, ...]
    cells: Mapping[str, Number | str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The document as it would stand in a file."""
        return "\n".join(self.lines)
