"""From characters to their places on the page: the box of a line, the evidence of a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from gongkai.documents.model import BBox, Places, Span

SAME_ROW: Final = 0.5
"""Share of the lower of two characters' heights by which they must overlap to stand in one printed row. A
superscript overlaps its neighbour by more, the next line of a paragraph by nothing."""


def first_page(places: Places) -> int | None:
    """The page of the first character that stands anywhere, None where none does."""
    known = places[~np.isnan(places[:, 0]), 0]
    return int(known[0]) if len(known) else None


def box_of(places: Places, page: int | None) -> BBox | None:
    """The box around the characters that stand on a page, None where none does."""
    if page is None:
        return None
    on = places[places[:, 0] == page]
    if not len(on):
        return None
    x0, top = on[:, 1].min(), on[:, 2].min()
    x1, bottom = on[:, 3].max(), on[:, 4].max()
    return (round(float(x0), 1), round(float(top), 1), round(float(x1), 1), round(float(bottom), 1))


def located(spans: Iterable[Span], places: Mapping[int, Places]) -> tuple[Span, ...]:
    """The spans with page and box, one span per printed row: a value that was broken over two has two spans."""
    return tuple(piece for span in spans for piece in _pieces(span, places.get(span.line)))


def _pieces(span: Span, places: Places | None) -> Iterable[Span]:
    if places is None or span.bbox is not None or span.start == span.end:
        yield span
        return
    start = span.start
    for i in range(span.start + 1, span.end + 1):
        if i < span.end and not _breaks(places, start, i):
            continue
        part = places[start:i]
        page = first_page(part)
        yield Span(line=span.line, start=start, end=i, page=page, bbox=box_of(part, page))
        start = i


def _breaks(places: Places, start: int, i: int) -> bool:
    """Whether character i stands in another printed row than the last placed one before it."""
    if np.isnan(places[i, 0]):
        return False
    before = [k for k in range(i - 1, start - 1, -1) if not np.isnan(places[k, 0])]
    if not before:
        return False
    a, b = places[before[0]], places[i]
    if a[0] != b[0]:
        return True
    overlap = min(a[4], b[4]) - max(a[2], b[2])
    return bool(overlap < SAME_ROW * min(a[4] - a[2], b[4] - b[2]))
