"""From characters to their places on the page: the box of a line, the evidence of a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from gongkai.documents.model import BBox, Places, Span

Rows = Sequence[Sequence[float]]
"""Places as lists."""

SAME_ROW: Final = 0.5
"""Share of the lower of two characters' heights by which they must overlap to stand in one printed row. A
superscript overlaps its neighbour by more, the next line of a paragraph by nothing."""


def first_page(places: Places) -> int | None:
    """The page of the first character that stands anywhere, None where none does."""
    return _first_page(places.tolist())


def where(each: Sequence[Places]) -> list[tuple[int | None, BBox | None]]:
    """Of each run of characters the page of the first one that stands anywhere, and the box around all on that page."""
    filled = [places for places in each if len(places)]
    if not filled:
        return [(None, None)] * len(each)
    starts = [0, *accumulate(map(len, filled[:-1]))]
    rows = np.concatenate(filled)
    # Passing over what is not printed itself.
    bounds = zip(
        np.fmin.reduceat(rows, starts).tolist(), np.fmax.reduceat(rows, starts).tolist(), strict=True
    )
    return [_within(places, *next(bounds)) if len(places) else (None, None) for places in each]


def _within(places: Places, low: Sequence[float], high: Sequence[float]) -> tuple[int | None, BBox | None]:
    """The same of one run, with the least and the greatest of all its columns."""
    if low[0] == high[0]:
        return int(low[0]), (round(low[1], 1), round(low[2], 1), round(high[3], 1), round(high[4], 1))
    rows = places.tolist()
    first = _first_page(rows)
    return first, _box_of(rows, first)


def located(spans: Iterable[Span], places: Mapping[int, Places]) -> tuple[Span, ...]:
    """The spans with page and box, one span per printed row: a value that was broken over two has two spans."""
    return tuple(piece for span in spans for piece in _pieces(span, places.get(span.line)))


# Evidence is a few characters long: lists are quicker than arrays there.


def _first_page(rows: Rows) -> int | None:
    first = _first_printed(rows)
    return None if first is None else int(first[0])


def _first_printed(rows: Iterable[Sequence[float]]) -> Sequence[float] | None:
    return next((row for row in rows if row[0] == row[0]), None)  # not NaN


def _box_of(rows: Rows, page: int | None) -> BBox | None:
    on = [row for row in rows if row[0] == page]
    if not on:
        return None
    _, lefts, tops, rights, bottoms = zip(*on, strict=True)
    return (round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1))


def _pieces(span: Span, places: Places | None) -> Iterable[Span]:
    if places is None or span.bbox is not None:
        yield span
        return
    if span.start == span.end:
        yield _behind(span, places.tolist())
        return
    rows = places[span.start : span.end].tolist()
    first, last = 0, None
    for i, place in enumerate(rows):
        if place[0] != place[0]:  # NaN: it is not printed itself
            continue
        if last is not None and _breaks(last, place):
            yield _piece(span, first, i, rows)
            first = i
        last = place
    yield _piece(span, first, span.end - span.start, rows)


def _behind(span: Span, rows: Rows) -> Span:
    """An empty span stands where the print before it ends; where there is none, where the print after it begins."""
    before = _first_printed(reversed(rows[: span.start]))
    row = before or _first_printed(rows[span.start :])
    if row is None:
        return span
    x = round(row[3] if before else row[1], 1)
    box = (x, round(row[2], 1), x, round(row[4], 1))
    return Span(line=span.line, start=span.start, end=span.end, page=int(row[0]), bbox=box)


def _piece(span: Span, first: int, end: int, rows: Rows) -> Span:
    """Characters ``first`` to ``end`` of a span, whose places the rows are."""
    own = rows[first:end]
    page = _first_page(own)
    return Span(
        line=span.line, start=span.start + first, end=span.start + end, page=page, bbox=_box_of(own, page)
    )


def _breaks(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether the second of two characters stands in another printed row than the first."""
    if a[0] != b[0]:
        return True
    overlap = min(a[4], b[4]) - max(a[2], b[2])
    return overlap < SAME_ROW * min(a[4] - a[2], b[4] - b[2])
