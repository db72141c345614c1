"""The lines of a table as one stream of tokens in reading order: labels, values and blank cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import takewhile
from typing import Final

import msgspec

from gongkai.codebook.forms import FormLabels, split_numeral
from gongkai.documents.model import Document, GridCell, Span
from gongkai.documents.normalise import normal_text
from gongkai.quantities.cells import looks_like_value
from gongkai.segmentation.cells import Layout
from gongkai.tables.rows import Row, logical_rows, split_rows


class Kind(StrEnum):
    """LABEL, VALUE, BLANK: an empty cell that tabs or pipes show; GAP: an empty line where a cell may have been."""

    LABEL = "label"
    VALUE = "value"
    BLANK = "blank"
    GAP = "gap"


class Token(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One piece of a table. ``text`` is normalised; ``row`` counts logical rows, ``column`` the cells of the printed
    line; ``x`` and ``right`` are display columns; ``width`` is the number of cells of its printed line.

    In layout GRID ``column``, ``x``, ``right`` and ``width`` count the columns of the grid, and ``cell`` is its cell.
    """

    kind: Kind
    text: str
    span: Span
    row: int
    column: int
    x: int
    right: int
    width: int
    layout: Layout
    cell: GridCell | None = None


PIPE_SHARE: Final = 0.3
"""Share of lines that are nothing but a pipe from which those lines are separators between one-cell lines."""

SPACED: Final = frozenset({Layout.WIDE, Layout.WORDS})
"""Layouts that show an empty cell by nothing but space."""
BESIDE: Final = 0.25
"""Share of row labels with values on their line from which the others' are blank: labels and numbers printed in two
blocks have none, and no report leaves three rows of four blank where it prints some."""
LONGEST_REMARK: Final = 8
"""Characters of a text in the place of a value (增, 见附件, 0/0) that is still taken for the cell's content;
the shortest label of the form that could be broken over two cells is longer with its bracket."""

_GLUED = re.compile(r"^(.*[\u3400-\u9fff)）])\s*([-+－]?\d[\d,.]*)$")
_ONLY_PIPES = re.compile(r"^[\s|｜]*[|｜][\s|｜]*$")


def tokenize(document: Document, lines: Sequence[int], forms: FormLabels) -> list[Token]:
    """The tokens of these lines. Blank cells that only stand in for a label's span are left out."""
    texts = {n: document.lines[n].text for n in lines}
    pipes = [n for n in lines if _ONLY_PIPES.match(texts[n])]
    filled = [n for n in lines if texts[n].strip()]
    separators = frozenset(pipes) if len(pipes) >= PIPE_SHARE * max(len(filled), 1) else frozenset()
    cells = split_rows(document, (n for n in lines if n not in separators))
    rows = logical_rows(lines, cells, texts, separators)
    tokens: list[Token] = []
    gap_size = _usual_gap(lines, cells)
    empty, piped = 0, 0
    for n in lines:
        if n in separators:
            piped += texts[n].count("|") + texts[n].count("｜")
            continue
        row = cells[n]
        if not row.printed:
            empty += 1
            continue
        if row.single:
            row = replace(row, printed=row.printed[-1:])  # what stands before a tab in front is no cell
        made = _tokens_of(document, n, row, rows[n], forms)
        if tokens and made and made[0].kind is Kind.VALUE and row.single:
            soft = max(0, piped - 1) if separators else (empty - gap_size) // (gap_size + 1)
            kind = Kind.BLANK if separators else Kind.GAP
            tokens += [_empty(tokens[-1], kind)] * max(0, soft)
        empty, piped = 0, 0
        tokens += made
    return _with_blank_rows(_without_spans(_numbered(tokens)), forms)


def _tokens_of(document: Document, n: int, row: Row, logical: int, forms: FormLabels) -> list[Token]:
    line, tokens = document.lines[n].text, list[Token]()
    expecting = False  # whether only values can follow in this row
    for k, cell in enumerate(row.printed):
        text = normal_text(line[cell.start : cell.end], traditional=document.traditional).strip()
        pieces: list[tuple[int, int, str]] = [(cell.start, cell.end, text)]
        glued = _GLUED.match(text) if not looks_like_value(cell.text) else None
        if glued and cell.text.endswith(glued[2]) and forms.find(glued[1]):
            middle = cell.end - len(glued[2])
            pieces = [(cell.start, middle, glued[1]), (middle, cell.end, glued[2])]
        for start, end, piece in pieces:
            kind = Kind.BLANK if not piece else Kind.VALUE if looks_like_value(piece) else Kind.LABEL
            known = forms.find(piece) if kind is Kind.LABEL and len(row.printed) > 1 else ()
            if kind is Kind.LABEL and expecting and not known and len(piece) <= LONGEST_REMARK:
                kind = Kind.VALUE  # a cell that says something else than a number
            expecting = expecting or kind is Kind.VALUE or any(label.kind == "row" for label in known)
            tokens.append(
                Token(
                    kind=kind,
                    text=piece,
                    span=Span(line=n, start=start, end=end),
                    row=logical,
                    column=cell.column,
                    x=cell.x,
                    right=cell.right,
                    width=row.columns or len(row.printed),
                    layout=row.layout,
                    cell=row.grid[k] if row.grid else None,
                )
            )
    return tokens


def _empty(before: Token, kind: Kind) -> Token:
    """An empty cell right behind a token."""
    span = Span(line=before.span.line, start=before.span.end, end=before.span.end)
    return Token(
        kind=kind,
        text="",
        span=span,
        row=before.row,
        column=before.column,
        x=before.right,
        right=before.right,
        width=before.width,
        layout=before.layout,
    )


def _usual_gap(lines: Sequence[int], cells: Mapping[int, Row]) -> int:
    """How many empty lines usually stand between two one-cell lines of values."""
    gaps: Counter[int] = Counter()
    before, empty = False, 0
    for n in lines:
        printed = cells[n].printed if n in cells else ()
        if not printed:
            empty += 1
            continue
        value = len(printed) == 1 and looks_like_value(printed[0].text)
        if value and before:
            gaps[empty] += 1
        before, empty = value, 0
    return gaps.most_common(1)[0][0] if gaps else 0


def _numbered(tokens: Sequence[Token]) -> list[Token]:
    """With columns and widths counted over logical rows where a row is printed one cell a line."""
    lines = Counter((t.row, t.span.line) for t in tokens)
    rows = Counter(t.row for t in tokens)
    numbered: list[Token] = []
    seen: Counter[int] = Counter()
    for token in tokens:
        if rows[token.row] > lines[token.row, token.span.line]:
            token = msgspec.structs.replace(token, column=seen[token.row], width=rows[token.row])
        seen[token.row] += 1
        numbered.append(token)
    return numbered


def _without_spans(tokens: list[Token]) -> list[Token]:
    """Without blanks that stand before the last label of their row: they are a label's span, not a value's cell."""
    last_label: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.kind is Kind.LABEL:
            last_label[token.row] = i
    return [
        t
        for i, t in enumerate(tokens)
        if t.kind not in (Kind.BLANK, Kind.GAP) or i > last_label.get(t.row, -1)
    ]


def _with_blank_rows(tokens: list[Token], forms: FormLabels) -> list[Token]:
    """With an empty cell behind each row label that stands alone where the other rows print their values
    beside their labels: its values are blank, and its label must not run into the next row's."""
    spaced = sum(t.kind is Kind.VALUE and t.layout in (*SPACED, Layout.GRID) for t in tokens)
    if spaced <= sum(t.kind is Kind.VALUE for t in tokens) / 2:
        return tokens
    named = [k for k, t in enumerate(tokens) if t.kind is Kind.LABEL and _names_row(t, forms)]
    beside = [k for k in named if k + 1 < len(tokens) and _is_beside(tokens[k], tokens[k + 1])]
    if len(beside) < BESIDE * len(named):
        return tokens
    alone = {k for k in named if tokens[k].layout is not Layout.GRID} - set(beside)
    completed: list[Token] = []
    for k, token in enumerate(tokens):
        completed.append(token)
        if k not in alone:
            continue
        behind = list(takewhile(lambda t: t.kind is Kind.LABEL, tokens[k + 1 :]))
        last = k + 1 == len(tokens)
        if last or (
            behind and behind[0].span.line != token.span.line and any(_begins_label(t, forms) for t in behind)
        ):
            completed.append(_empty(token, Kind.BLANK))
    return completed


def _names_row(token: Token, forms: FormLabels) -> bool:
    return any(label.kind == "row" for label in forms.find(token.text))


def _is_beside(label: Token, behind: Token) -> bool:
    """Whether a row's first cell stands on the line of its label."""
    return behind.kind is not Kind.LABEL and behind.span.line == label.span.line


def _begins_label(token: Token, forms: FormLabels) -> bool:
    """Whether a label begins here, rather than the rest of one that was broken over two lines."""
    return split_numeral(token.text)[0] is not None or bool(forms.find(token.text))
