"""What Label Studio exports, read back.

Taken as Label Studio 1.23 writes it: regions in any order, keys that nobody here asked for, cancelled
annotations, one region over several lines, several metrics on one region. Reading says what is there and judges
nothing; ``checks`` and ``values`` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from gongkai.corpus.label_studio import ATTRIBUTES, CATEGORY, METRIC, ROLE, SECTION
from gongkai.corpus.utf16 import Utf16
from gongkai.documents.model import Span

_T = TypeVar("_T")


@dataclass(frozen=True, kw_only=True, slots=True)
class LineRegion:
    """A label on lines ``first`` to ``last`` (half-open); ``start`` and ``end`` count code points of the first
    and the last of them. ``control`` is SECTION or ROLE."""

    id: str
    control: str
    first: int
    last: int
    start: int
    end: int
    text: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LinesTask:
    """The lines of one report with everything said about them."""

    id: str
    hand: str
    body: str
    year: int
    layout: str
    lines: tuple[str, ...]
    regions: tuple[LineRegion, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRegion:
    """Metrics on code points ``start`` to ``end`` of the text, with their attributes as written down."""

    id: str
    start: int
    end: int
    text: str
    metrics: tuple[str, ...]
    category: str | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class FiguresTask:
    """The prose of one report; line i of ``text`` is line ``lines[i]`` of the document."""

    id: str
    text: str
    lines: tuple[int, ...]
    regions: tuple[FigureRegion, ...]

    def spans(self, region: FigureRegion) -> tuple[Span, ...]:
        """The region in the document: one span per line, white space at the line ends left out."""
        found: list[Span] = []
        at = 0
        for line, text in zip(self.lines, self.text.split("\n"), strict=True):
            start, end = max(region.start - at, 0), min(region.end - at, len(text))
            piece = text[start:end] if start < end else ""
            if piece.strip():
                first = start + len(piece) - len(piece.lstrip())
                found.append(Span(line=line, start=first, end=first + len(piece.strip())))
            at += len(text) + 1
        return tuple(found)


class _Result(msgspec.Struct, frozen=True):
    """One entry of an annotation; keys not named here are Label Studio's own business."""

    from_name: str
    value: dict[str, Any]
    id: str = ""


class _Annotation(msgspec.Struct, frozen=True):
    result: tuple[_Result, ...]
    was_cancelled: bool = False
    ground_truth: bool = False


class _Line(msgspec.Struct, frozen=True):
    text: str


class _LinesData(msgspec.Struct, frozen=True):
    id: str
    hand: str
    body: str
    year: int
    layout: str
    lines: tuple[_Line, ...]


class _FiguresData(msgspec.Struct, frozen=True):
    id: str
    text: str
    lines: tuple[int, ...]


class _LinesRaw(msgspec.Struct, frozen=True):
    data: _LinesData
    annotations: tuple[_Annotation, ...] = ()


class _FiguresRaw(msgspec.Struct, frozen=True):
    data: _FiguresData
    annotations: tuple[_Annotation, ...] = ()


class _Place(msgspec.Struct, frozen=True):
    """Where a label on lines stands; line numbers are strings in Label Studio."""

    start: str
    end: str
    startOffset: int  # noqa: N815
    endOffset: int  # noqa: N815
    text: str
    paragraphlabels: tuple[str, ...]


class _Labelled(msgspec.Struct, frozen=True):
    start: int
    end: int
    text: str
    labels: tuple[str, ...]


class _Chosen(msgspec.Struct, frozen=True):
    choices: tuple[str, ...]


class _Typed(msgspec.Struct, frozen=True):
    text: tuple[str, ...] | str


def read_lines_task(raw: object) -> LinesTask:
    """A task of lines. Raises ValueError for what is no such task."""
    task = _convert(raw, _LinesRaw)
    lines = tuple(line.text for line in task.data.lines)
    offsets = [Utf16(line) for line in lines]
    regions: list[LineRegion] = []
    for i, entry in enumerate(_annotation(task.annotations)):
        if entry.from_name not in (SECTION, ROLE):
            raise ValueError(f"region {entry.id or i}: no control {entry.from_name!r}")
        place = _convert(entry.value, _Place, f"region {entry.id or i}: ")
        first, last = _line(place.start, len(lines)), _line(place.end, len(lines))
        if first is None or last is None or first > last:
            raise ValueError(f"region {entry.id or i}: no lines {place.start} to {place.end}")
        regions.append(
            LineRegion(
                id=entry.id or str(i),
                control=entry.from_name,
                first=first,
                last=last + 1,
                start=offsets[first].point(place.startOffset),
                end=offsets[last].point(place.endOffset),
                text=place.text,
                labels=place.paragraphlabels,
            )
        )
    data = task.data
    return LinesTask(
        id=data.id,
        hand=data.hand,
        body=data.body,
        year=data.year,
        layout=data.layout,
        lines=lines,
        regions=tuple(regions),
    )


def read_figures_task(raw: object) -> FiguresTask:
    """A task of figures. Raises ValueError for what is no such task."""
    task = _convert(raw, _FiguresRaw)
    data, results = task.data, _annotation(task.annotations)
    if len(data.lines) != data.text.count("\n") + 1:
        raise ValueError(f"{len(data.lines)} line numbers for {data.text.count(chr(10)) + 1} lines of text")
    said = _attributes(results)
    offsets = Utf16(data.text)
    regions: list[FigureRegion] = []
    for i, entry in enumerate(results):
        if entry.from_name != METRIC:
            continue
        value = _convert(entry.value, _Labelled, f"region {entry.id or i}: ")
        own = said.pop(entry.id, {})
        regions.append(
            FigureRegion(
                id=entry.id or str(i),
                start=offsets.point(value.start),
                end=offsets.point(value.end),
                text=value.text,
                metrics=value.labels,
                category=own.pop(CATEGORY, None),
                attributes=own,
            )
        )
    if said:
        raise ValueError(f"region {next(iter(said))}: it has attributes and no metric")
    return FiguresTask(id=data.id, text=data.text, lines=data.lines, regions=tuple(regions))


def _attributes(results: Iterable[_Result]) -> dict[str, dict[str, str]]:
    """Region id -> control -> what was chosen or typed."""
    said: dict[str, dict[str, str]] = {}
    for entry in results:
        where = f"region {entry.id}: "
        if entry.from_name in ATTRIBUTES:
            given = _convert(entry.value, _Chosen, where).choices
        elif entry.from_name == CATEGORY:
            typed = _convert(entry.value, _Typed, where).text
            given = (typed,) if isinstance(typed, str) else typed
        elif entry.from_name == METRIC:
            continue
        else:
            raise ValueError(f"{where}no control {entry.from_name!r}")
        if len(given) != 1 or entry.from_name in said.get(entry.id, {}):
            raise ValueError(f"{where}{entry.from_name} has to be given once")
        said.setdefault(entry.id, {})[entry.from_name] = given[0]
    return said


def _annotation(annotations: Sequence[_Annotation]) -> tuple[_Result, ...]:
    """The one annotation that counts: of several, the one that somebody made ground truth."""
    kept = [a for a in annotations if not a.was_cancelled]
    kept = [a for a in kept if a.ground_truth] or kept
    if len(kept) != 1:
        raise ValueError(f"{len(kept)} annotations; exactly one has to count (mark it as ground truth)")
    return kept[0].result


def _line(number: str, lines: int) -> int | None:
    return int(number) if number.isascii() and number.isdigit() and int(number) < lines else None


def _convert(raw: object, kind: type[_T], where: str = "") -> _T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise ValueError(f"{where}{error}") from error
