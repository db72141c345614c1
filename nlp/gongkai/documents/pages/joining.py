"""Tables that pages cut are made one again: rows broken in two, headers printed twice, labels that run on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from gongkai.codebook import load_codebook
from gongkai.codebook.forms import FormLabels, form_labels, label_key, split_numeral
from gongkai.documents.blocks import TableBlock, TableCell, TextBlock
from gongkai.documents.pages.grids import PageCell, PageTable
from gongkai.documents.pages.model import Page
from gongkai.quantities.cells import looks_like_value

SAME_COLUMN: Final = 4.0
"""Points by which a column's line may stand elsewhere on the next page."""
COMMON: Final = 0.7
"""Share of the fewer inner lines that both parts must have: a part whose merged cells hide some lines has fewer."""
MOST_HEADERS: Final = 5
"""Rows of a header that a printer repeats; that of the statutory form has three."""

_REMARK: Final = ("（", "(")  # a label's remark may be all that stands on the next page


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinedTable:
    """A whole table: index of the page that it begins on (from 0), its top there in points, and its block."""

    first_page: int
    top: float
    block: TableBlock


@dataclass(kw_only=True, slots=True)
class _Whole:
    """A table so far: cells by the lines of all its parts, which are those of ``xs`` moved to the last part."""

    first_page: int
    top: float
    first: PageTable
    last: PageTable
    xs: list[float]
    cells: list[TableCell]
    rows: int
    repeated: list[TextBlock]


def join_tables(
    pages: Sequence[Page], tables: Sequence[Sequence[PageTable]], adjacent: Callable[[int], bool]
) -> list[JoinedTable]:
    """All tables of a document in order.

    Args:
        tables: of each page, from top to bottom.
        adjacent: whether nothing but running lines stands between the last table of page n (from 0) and the first
            one of page n + 1; asked only where both pages have one.
    """
    done: list[JoinedTable] = []
    open_: _Whole | None = None
    for n in range(len(pages)):
        found = list(tables[n])
        if open_ is not None:
            if found and adjacent(n - 1) and (columns := _common_columns(open_, found[0])) is not None:
                _add(open_, found.pop(0), columns)
                if found:
                    done.append(_joined(open_))
                    open_ = None
                else:
                    continue
            else:
                done.append(_joined(open_))
                open_ = None
        for k, table in enumerate(found):
            whole = _begun(n, table)
            if k + 1 == len(found):
                open_ = whole
            else:
                done.append(_joined(whole))
    if open_ is not None:
        done.append(_joined(open_))
    return done


def _begun(page: int, table: PageTable) -> _Whole:
    return _Whole(
        first_page=page,
        top=table.bbox[1],
        first=table,
        last=table,
        xs=list(table.xs),
        cells=[_table_cell(cell, table.page, cell.row, cell.column, cell.colspan) for cell in table.cells],
        rows=len(table.ys) - 1,
        repeated=[],
    )


def _joined(whole: _Whole) -> JoinedTable:
    cells = sorted(whole.cells, key=lambda c: (c.row, c.column))
    block = TableBlock(
        cells=tuple(cells), rows=whole.rows, columns=len(whole.xs) - 1, repeated=tuple(whole.repeated)
    )
    return JoinedTable(first_page=whole.first_page, top=whole.top, block=block)


def _table_cell(cell: PageCell, page: int, row: int, column: int, colspan: int) -> TableCell:
    return TableCell(
        row=row,
        column=column,
        rowspan=cell.rowspan,
        colspan=colspan,
        text=cell.text,
        places=cell.places,
        page=page,
        bbox=cell.bbox,
    )


def _common_columns(whole: _Whole, table: PageTable) -> list[float] | None:
    """The lines of both parts, at the places of the new one; None where they are two tables.

    The next page may have its text elsewhere (facing pages): the left sides are laid upon each other.
    """
    shift = table.xs[0] - whole.last.xs[0]
    old = [x + shift for x in whole.xs]
    if abs(old[-1] - table.xs[-1]) > SAME_COLUMN:
        return None
    inner_old, inner_new = old[1:-1], list(table.xs[1:-1])
    common = sum(any(abs(a - b) <= SAME_COLUMN for b in inner_new) for a in inner_old)
    if common < COMMON * min(len(inner_old), len(inner_new)):
        return None
    lines = [*old, *(x for x in inner_new if all(abs(x - a) > SAME_COLUMN for a in old))]
    return sorted(lines)


def _add(whole: _Whole, table: PageTable, columns: list[float]) -> None:
    """The table becomes the next part of the whole one."""
    shift = table.xs[0] - whole.last.xs[0]
    old = _places([x + shift for x in whole.xs], columns)
    whole.cells = [
        replace(c, column=old[c.column], colspan=old[c.column + c.colspan] - old[c.column])
        for c in whole.cells
    ]
    whole.xs = columns
    whole.last = table
    header = _repeated_rows(whole.first, table)
    whole.repeated += _header_lines(table, header)
    new = _places(table.xs, columns)
    cells = [
        _table_cell(c, table.page, c.row - header, new[c.column], new[c.column + c.colspan] - new[c.column])
        for c in table.cells
        if c.row >= header
    ]
    rows = len(table.ys) - 1 - header
    if not cells or not rows:
        return
    closed = not (whole.last.open_top and not header)
    last = [c for c in whole.cells if c.row + c.rowspan == whole.rows]
    first = [c for c in cells if c.row == 0]
    broken = _is_one_row(last, first, closed)
    offset = whole.rows - 1 if broken else whole.rows
    taken: set[int] = set()
    for k, lower in enumerate(cells):
        upper = next((c for c in last if (c.column, c.colspan) == (lower.column, lower.colspan)), None)
        if lower.row == 0 and upper is not None and (broken or _runs_on(upper, lower)):
            whole.cells[whole.cells.index(upper)] = _merged(upper, lower, rows_shared=1 if broken else 0)
            taken.add(k)
    whole.cells += [replace(c, row=c.row + offset) for k, c in enumerate(cells) if k not in taken]
    whole.rows = offset + rows


def _places(lines: Sequence[float], columns: Sequence[float]) -> list[int]:
    """The number of the column line that each line is."""
    return [min(range(len(columns)), key=lambda k: abs(columns[k] - x)) for x in lines]


def _repeated_rows(first: PageTable, table: PageTable) -> int:
    """How many rows at the top of the table print the header of its first part once more."""
    for rows in range(min(MOST_HEADERS, len(table.ys) - 2, len(first.ys) - 2), 0, -1):
        above, below = _head(first, rows), _head(table, rows)
        if above is not None and above == below and any(text for *_, text in above):
            return rows
    return 0


def _head(table: PageTable, rows: int) -> list[tuple[int, int, str]] | None:
    """The cells of the first rows, None where one of them goes on below them."""
    cells = [c for c in table.cells if c.row < rows]
    if any(c.row + c.rowspan > rows for c in cells):
        return None
    return [(c.row, c.rowspan, label_key(c.text)) for c in cells]


def _header_lines(table: PageTable, rows: int) -> Iterator[TextBlock]:
    for row in range(rows):
        own = [c for c in table.cells if c.row == row]
        gap = np.full((1, 5), np.nan, dtype=np.float32)
        pieces = [part for c in own for part in (c.places, gap)]
        if own:
            text = "\t".join(c.text for c in own)
            yield TextBlock(text=text, places=np.concatenate(pieces[:-1]), furniture=True)


def _is_one_row(last: Sequence[TableCell], first: Sequence[TableCell], closed: bool) -> bool:
    """Whether the last row of a page and the first of the next are one row that the page's end broke.

    No ruling closes it; or the programs drew one all the same, and what both halves print shows it: a label that goes
    on, values on one side only.
    """
    pairs = [
        (upper, lower)
        for upper in last
        for lower in first
        if (upper.column, upper.colspan) == (lower.column, lower.colspan)
    ]
    rest = [c for c in first if all(c is not lower for _, lower in pairs)]
    if not pairs or any(c.text for c in rest):
        return False
    both = [(u.text, low.text) for u, low in pairs if u.text and low.text and u.rowspan == 1]
    if not closed:
        return all(_goes_on(a, b) for a, b in both)
    labels = [(a, b) for a, b in both if _goes_on(a, b)]
    if len(labels) < len(both):
        return False
    only_below = any(low.text and not u.text for u, low in pairs)
    only_above = any(u.text and not low.text and u.rowspan == 1 for u, low in pairs)
    if labels:
        return not (only_below and only_above)
    return False


def _goes_on(upper: str, lower: str) -> bool:
    """Whether the second text is the rest of the first one: together they are a label of the form, or neither is one
    by itself and the second begins nothing of its own."""
    known = _forms().exact
    if label_key(upper + lower) in known:
        return True
    if split_numeral(lower)[0] is not None or looks_like_value(lower) or looks_like_value(upper):
        return False
    if label_key(lower) in known:
        return False
    return label_key(upper) not in known or lower.startswith(_REMARK)


def _runs_on(upper: TableCell, lower: TableCell) -> bool:
    """Whether a label that spans rows goes on over the page's end: nothing is printed in its second part, or the rest
    of it, or the same once more."""
    if upper.rowspan == 1 and lower.rowspan == 1:
        return False
    if not lower.text:
        return bool(upper.text)
    if label_key(upper.text) == label_key(lower.text):
        return True
    return label_key(upper.text + lower.text) in _forms().exact


def _merged(upper: TableCell, lower: TableCell, *, rows_shared: int) -> TableCell:
    same = bool(lower.text) and label_key(upper.text) == label_key(lower.text)
    pieces = [upper] if same or not lower.text else [upper, lower] if upper.text else [lower]
    places = [p.places for p in pieces if p.places is not None]
    return replace(
        upper,
        rowspan=upper.rowspan + lower.rowspan - rows_shared,
        text="".join(p.text for p in pieces),
        places=np.concatenate(places) if places else None,
        page=pieces[0].page,
        bbox=pieces[0].bbox,
    )


@lru_cache(maxsize=1)
def _forms() -> FormLabels:
    return form_labels(load_codebook())
