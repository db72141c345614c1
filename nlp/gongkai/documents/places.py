"""From characters to their places on the page: the box of a line, the evidence of a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from gongkai.documents.model import BBox, Places, Span

SAME_ROW: Final = 0.5
"""Share of the lower of two characters' heights by which they must overlap to stand in one printed row. A
superscript overlaps its neighbour by more, the next line of a paragraph by nothing."""


def first_page(places: Places) -> int | None:
    """The page of the first character that stands anywhere, None where none does."""
    for page in places[:, 0].tolist():
        if page == page:  # not NaN
            return int(page)
    return None


def box_of(places: Places, page: int | None) -> BBox | None:
    """The box around the characters that stand on a page, None where none does."""
    if page is None:
        return None
    on = places[places[:, 0] == page]
    if not len(on):
        return None
    x0, top, _, _ = on[:, 1:].min(axis=0).tolist()
    _, _, x1, bottom = on[:, 1:].max(axis=0).tolist()
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


def located(spans: Iterable[Span], places: Mapping[int, Places]) -> tuple[Span, ...]:
    """The spans with page and box, one span per printed row: a value that was broken over two has two spans."""
    return tuple(piece for span in spans for piece in _pieces(span, places.get(span.line)))


def _pieces(span: Span, places: Places | None) -> Iterable[Span]:
    if places is None or span.bbox is not None or span.start == span.end:
        yield span
        return
    start, last = span.start, None
    for i, place in enumerate(places[span.start : span.end].tolist(), span.start):
        if place[0] != place[0]:  # NaN: it is not printed itself
            continue
        if last is not None and _breaks(last, place):
            yield _piece(span.line, start, i, places)
            start = i
        last = place
    yield _piece(span.line, start, span.end, places)


def _piece(line: int, start: int, end: int, places: Places) -> Span:
    page = first_page(places[start:end])
    return Span(line=line, start=start, end=end, page=page, bbox=box_of(places[start:end], page))


def _breaks(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether the second of two characters stands in another printed row than the first."""
    if a[0] != b[0]:
        return True
    overlap = min(a[4], b[4]) - max(a[2], b[2])
    return overlap < SAME_ROW * min(a[4] - a[2], b[4] - b[2])
