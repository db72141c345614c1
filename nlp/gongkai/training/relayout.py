"""Table lines of an annotated report, printed in another layout."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from gongkai.codebook import load_codebook
from gongkai.quantities.cells import looks_like_value
from gongkai.segmentation.cells import split_line
from gongkai.segmentation.model import LineLabel, Role


class Printed(NamedTuple):
    """A line and its gold label."""

    text: str
    label: LineLabel


class Row(NamedTuple):
    """A row of a table: its cells in order, blank ones too, and whether it is of the header."""

    cells: tuple[str, ...]
    header: bool


_REPRINTED: Final = frozenset({Role.TABLE_HEADER, Role.TABLE_LABEL, Role.TABLE_VALUE, Role.TABLE_ROW})
TURNED: Final = 0.25
"""Share of copies with reprinted tables in which a small table has other rows: enough to be learnt, no more."""
SMALL: Final = 3
"""Rows of a table that the form prints as one row of numbers."""
_COLUMN: Final = 14  # display columns of a value's place where columns are made by spaces


def reprint_tables(
    lines: Sequence[Printed], chance: random.Random, *, without: Collection[str] = ()
) -> list[Printed]:
    """The report with the tables of every section in one other layout, a small table maybe with other rows.

    ``without``: layouts (names as in ``AnnotatedReport.layout``) that are not made; with all of them the tables stay
    as they are.
    """
    choices = [layout for layout, names in _LAYOUTS.items() if not names & set(without)]
    if not choices:
        return list(lines)
    layout = chance.choice(choices)
    lines = _turned(lines, chance) if chance.random() < TURNED else lines
    found: list[Printed] = []
    for (section, in_table), run in groupby(lines, key=_run_of(lines)):
        part = list(run)
        if not in_table:
            found += part
            continue
        for row, printed in _rows(part):
            if row is None:
                found += printed
            else:
                found += layout(row, section)
    return found


def _turned(lines: Sequence[Printed], chance: random.Random) -> Sequence[Printed]:
    """A table that the form prints as one row of numbers, with a row per row id or per column id instead."""
    codebook = load_codebook()
    for name, section in codebook.sections.items():
        table = codebook.tables[section.table] if section.table else None
        places = [n for n, x in enumerate(lines) if x.label.section == name and x.label.role in _REPRINTED]
        texts = [c.text for n in places for c in split_line(lines[n].text)[1] if looks_like_value(c.text)]
        if table is None or len(table.rows) > SMALL or len(texts) != len(table.rows) * len(table.columns):
            continue
        rows, columns = [r.label for r in table.rows.values()], [c.zh for c in table.columns.values()]
        grid = [texts[k * len(columns) : (k + 1) * len(columns)] for k in range(len(rows))]
        if chance.random() < 1 / 2:
            rows, columns, grid = columns, rows, [list(column) for column in zip(*grid, strict=True)]
        made = [
            Row(("", *columns), True),
            *(Row((label, *g), False) for label, g in zip(rows, grid, strict=True)),
        ]
        printed = [
            Printed("\t".join(row.cells), LineLabel(section=name, role=_row_role(row))) for row in made
        ]
        kept = [x for n, x in enumerate(lines) if n not in places]
        lines = [*kept[: places[0]], *printed, *kept[places[0] :]]
    return lines


def _run_of(lines: Sequence[Printed]) -> Callable[[Printed], tuple[str, bool]]:
    """Section, and whether the line is of a table that has both labels and values in it."""
    tabled = {p.label.section for p in lines if p.label.role in (Role.TABLE_ROW, Role.TABLE_VALUE)}
    return lambda p: (p.label.section, p.label.section in tabled and p.label.role in _REPRINTED)


def _rows(part: Sequence[Printed]) -> list[tuple[Row | None, list[Printed]]]:
    """Each printed row, or, where a cell has a line, the rows that labels and the values behind them make."""
    rows: list[tuple[Row | None, list[Printed]]] = []
    for printed in part:
        _, cells = split_line(printed.text)
        texts = tuple(c.text for c in cells)
        role = printed.label.role
        if len([t for t in texts if t]) > 1 or role is Role.TABLE_ROW or not texts:
            row = Row(texts, role is Role.TABLE_HEADER) if texts else None
            rows.append((row, [printed]))
            continue
        last = rows[-1] if rows else None
        joins = (
            last is not None and last[0] is not None and _one_a_line(last[1]) and _continues(last[0], role)
        )
        if joins and last is not None and last[0] is not None:
            rows[-1] = (Row((*last[0].cells, texts[-1]), last[0].header), [*last[1], printed])
        else:
            rows.append((Row((texts[-1],), role is Role.TABLE_HEADER), [printed]))
    return rows


def _one_a_line(printed: Sequence[Printed]) -> bool:
    return all(p.label.role is not Role.TABLE_ROW for p in printed)


def _continues(row: Row, role: Role) -> bool:
    """Whether a line with one cell goes on with the row: header with header, values behind a label."""
    if role is Role.TABLE_VALUE:
        return not row.header
    if role is Role.TABLE_HEADER:
        return row.header and len(row.cells) < 8
    return False


def _kind(cell: str, header: bool) -> Role:
    if looks_like_value(cell) and not header:
        return Role.TABLE_VALUE
    return Role.TABLE_HEADER if header else Role.TABLE_LABEL


def _row_role(row: Row) -> Role:
    filled = [c for c in row.cells if c]
    if len(filled) > 1:
        return Role.TABLE_HEADER if row.header else Role.TABLE_ROW
    return _kind(filled[0], row.header)


def _whole(text: str, row: Row, section: str) -> list[Printed]:
    if not any(row.cells):
        return [Printed(text, LineLabel(section=section, role=Role.BLANK))]
    return [Printed(text, LineLabel(section=section, role=_row_role(row)))]


def _cells(row: Row, section: str) -> list[Printed]:
    return [
        Printed(cell, LineLabel(section=section, role=_kind(cell, row.header))) for cell in row.cells if cell
    ]


def _spaced_cells(row: Row, section: str) -> list[Printed]:
    blank = Printed("", LineLabel(section=section, role=Role.BLANK))
    return [line for cell in _cells(row, section) for line in (cell, blank)]


def _tabs(row: Row, section: str) -> list[Printed]:
    return _whole("\t".join(row.cells), row, section)


def _pipes(row: Row, section: str) -> list[Printed]:
    return _whole("|".join(row.cells) + "|" * 3, row, section)


def _markdown(row: Row, section: str) -> list[Printed]:
    return _whole("| " + " | ".join(row.cells) + " |", row, section)


def _wide(row: Row, section: str) -> list[Printed]:
    text = "".join(cell + " " * max(2, _COLUMN - 2 * len(cell)) for cell in row.cells).rstrip()
    return _whole(text, row, section) if text.strip() else []


def _words(row: Row, section: str) -> list[Printed]:
    text = " ".join(cell for cell in row.cells if cell)
    return _whole(text, row, section) if text else []


_LAYOUTS: Final[dict[Callable[[Row, str], list[Printed]], frozenset[str]]] = {
    _cells: frozenset({"cell_lines", "bare_lines"}),
    _spaced_cells: frozenset({"spaced_lines"}),
    _tabs: frozenset({"tabs"}),
    _pipes: frozenset({"pipes"}),
    _markdown: frozenset({"markdown"}),
    _wide: frozenset({"columns"}),
    _words: frozenset({"words"}),
}
"""How a row is printed, and the layouts of annotated reports that look so."""
