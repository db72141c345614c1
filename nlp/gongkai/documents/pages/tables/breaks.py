"""What the end of a page does to a table: a row broken in two, a label beside several rows that goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.codebook import load_codebook
from gongkai.codebook.forms import form_labels, label_key, split_numeral
from gongkai.documents.pages.tables.grids import PageCell
from gongkai.quantities.cells import looks_like_value

FULL: Final = 1.7
"""Ems between the end of a printed line and the side of its cell, at most, for the line to be full: its label goes on
in the next line. The next character and the margin of the cell did not fit."""
_REMARK: Final = ("（", "(")  # a label's remark may be all that stands on the next page
_BRACKETS: Final = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("〔", "〕"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A cell beside the end of a page: ``text`` is all that it printed so far, ``cell`` its part on this page,
    ``column`` and ``colspan`` those in the whole table."""

    text: str
    cell: PageCell
    column: int
    colspan: int


Pairs = list[tuple[Edge, Edge]]


def pairs_of(above: Sequence[Edge], below: Sequence[Edge]) -> Pairs:
    """Cells above and below the end of a page that have the same columns."""
    at = {(edge.column, edge.colspan): edge for edge in above}
    return [(at[key], edge) for edge in below if (key := (edge.column, edge.colspan)) in at]


def is_one_row(above: Sequence[Edge], below: Sequence[Edge]) -> bool:
    """Whether the last row of a page and the first of the next are one row that the page's end broke.

    No ruling closes it; or the program drew one all the same, and what both halves print shows it: a label that goes
    on, the label on one page and its values on the other, or nothing at all on one of them.
    """
    pairs = pairs_of(above, below)
    matched = {id(edge) for pair in pairs for edge in pair}
    if any(e.text and e.cell.rowspan == 1 and id(e) not in matched for e in (*above, *below)):
        return False
    own = [(a, b) for a, b in pairs if a.cell.rowspan == 1]  # the others are labels beside several rows
    is_open = all(a.cell.open_bottom for a, _ in own) or all(b.cell.open_top for _, b in own)
    texts_above, texts_below = [a.text for a, _ in own if a.text], [b.text for _, b in own if b.text]
    if not texts_above or not texts_below:
        return bool(texts_above or texts_below)
    both = [(a, b) for a, b in own if a.text and b.text]
    if both:
        one_side = len(both) in (len(texts_above), len(texts_below))
        return (is_open or one_side) and all(_goes_on(a, b, is_open=is_open) for a, b in both)
    return not any(map(looks_like_value, texts_above)) and all(map(looks_like_value, texts_below))


def runs_on(pair: tuple[Edge, Edge], above: Sequence[Edge], below: Sequence[Edge]) -> bool:
    """Whether a cell beside several rows goes on over the end of a page, though the row there does not.

    Its second part is blank, or prints the rest of the label, or the same once more; or nothing was printed on the
    first page, for the label stands in the middle of all its rows.
    """
    (upper, lower), (a, b) = pair, (pair[0].text, pair[1].text)
    several = upper.cell.rowspan > 1 or lower.cell.rowspan > 1
    labels = _label_beside(upper, above), _label_beside(lower, below)
    if not all(labels):
        # No label: a value for several rows, or the last columns of a header that goes on.
        header = not below[0].text and not any(looks_like_value(e.text) for e in below)
        return bool(a) and not b and (lower.cell.rowspan > 1 or (several and header))
    if not a or not b:
        return several or bool(a)
    if a == b or label_key(a + b) in _known():
        return True
    if _begins(b) or looks_like_value(a):
        return False
    if _follow_each_other(*labels) or (lower.cell.open_top and not all(e.cell.open_top for e in below)):
        return True
    return several and label_key(a) not in _known() and _is_unfinished(upper)


def _goes_on(upper: Edge, lower: Edge, *, is_open: bool) -> bool:
    """Whether the second text is the rest of the first one.

    Together they are a label of the form; or neither is one by itself, the second begins nothing of its own, and the
    first one looks broken: nothing closes its cell, or its last line is full.
    """
    a, b = upper.text, lower.text
    known = _known()
    if label_key(a + b) in known:
        return True
    if _begins(b) or looks_like_value(a):
        return False
    if label_key(a) in known:
        return b.startswith(_REMARK)
    return is_open or _is_unfinished(upper)


def _begins(text: str) -> bool:
    """Whether a text is no rest of another: it has a number of its own, is a value, or a label of the form."""
    return split_numeral(text)[0] is not None or looks_like_value(text) or label_key(text) in _known()


def _is_unfinished(edge: Edge) -> bool:
    """Whether a text looks as if it went on: a bracket is open, or its last line ends at the side of its cell."""
    if any(edge.text.count(start) > edge.text.count(end) for start, end in _BRACKETS):
        return True
    places = edge.cell.places
    return bool(len(places) and edge.cell.bbox[2] - places[-1, 3] <= FULL * (places[-1, 4] - places[-1, 2]))


def _label_beside(edge: Edge, row: Sequence[Edge]) -> str:
    """The next text right of this cell, "" where it is no label."""
    text = next((e.text for e in row if e.column > edge.column and e.text), "")
    return "" if looks_like_value(text) else text


def _follow_each_other(first: str, second: str) -> bool:
    """Whether two labels are numbered one after the other, other than from the first number: parts of one list."""
    (a, inner, _), (b, other, _) = split_numeral(first), split_numeral(second)
    return a is not None and b == a + 1 and inner == other


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Keys of the labels of the statutory form."""
    return frozenset(form_labels(load_codebook()).exact)
