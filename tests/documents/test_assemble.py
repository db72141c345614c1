import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.assemble import assemble
from gongkai.documents.blocks import Block, Content, TableBlock, TableCell, TextBlock
from gongkai.documents.model import Document, Places
from gongkai.errors import GongkaiError


def build(*blocks: Block) -> Document:
    return assemble(Content(blocks=blocks, media_type="application/pdf", pages=2), name="a.pdf", sha256="ab")


def places(text: str, *, page: int = 1, x: float = 100, top: float = 50, size: float = 10) -> Places:
    """Characters one beside the other, each as wide as high."""
    rows = [(page, x + k * size, top, x + (k + 1) * size, top + size) for k in range(len(text))]
    return np.array(rows, dtype=np.float32).reshape(-1, 5)


TABLE = TableBlock(
    cells=(
        TableCell(row=0, column=0, colspan=2, text="信息内容", places=places("信息内容"), page=1),
        TableCell(row=0, column=2, text="本年制\n发件数"),
        TableCell(row=1, column=0, rowspan=2, text=" 规章 ", places=places(" 规章 ", top=70), page=1),
        TableCell(row=1, column=1, page=1, bbox=(130.0, 70.0, 150.0, 80.0)),
        TableCell(
            row=1, column=2, text="3", places=places("3", page=2), page=2, confidence=0.7, alternatives=("8",)
        ),
    ),
    rows=4,
    columns=3,
    repeated=(TextBlock(text="信息内容"),),
)


def test_assemble_a_row_of_a_grid_is_a_line_with_tabs() -> None:
    document = build(TextBlock(text="二、主动公开政府信息情况"), TABLE, TextBlock(text="注：见附件"))
    assert [line.text for line in document.lines] == [
        "二、主动公开政府信息情况",
        "信息内容\t本年制 发件数",
        " 规章 \t\t3",
        "信息内容",
        "注：见附件",
    ]
    assert [line.n for line in document.lines] == list(range(5))
    assert [line.furniture for line in document.lines] == [False, False, False, True, False]
    assert document.lines[2].confidence == 0.7


def test_assemble_cells_know_their_characters_and_blank_ones_their_place() -> None:
    (grid,) = build(TABLE).grids
    assert (grid.rows, grid.columns) == (4, 3)
    label, blank, value = grid.cells[2:]
    assert (label.span.line, label.span.start, label.span.end, label.rowspan) == (1, 1, 3, 2)
    assert (blank.span.start, blank.span.end, blank.span.page, blank.span.bbox) == (
        5,
        5,
        1,
        (130.0, 70.0, 150.0, 80.0),
    )
    assert (value.span.start, value.span.end, value.confidence, value.alternatives) == (6, 7, 0.7, ("8",))


def test_assemble_tabs_between_cells_have_no_place() -> None:
    document = build(TABLE)
    assert document.places[1].shape == (len(" 规章 \t\t3"), 5)
    assert [math.isnan(x) for x in document.places[1][:, 0]] == [False] * 4 + [True, True, False]
    assert document.lines[1].page == 1
    assert document.lines[1].bbox == (100.0, 70.0, 140.0, 80.0)


def test_assemble_a_cut_line_keeps_its_places() -> None:
    text = "一、总体情况。2023年，我局公开信息31条，未收到申请。"
    document = build(TextBlock(text=text, places=places(text), continues=True))
    heading, rest = document.lines
    assert (heading.text, heading.bbox) == ("一、总体情况。", (100.0, 50.0, 170.0, 60.0))
    assert (rest.bbox, rest.continues, heading.continues) == (
        (170.0, 50.0, 100.0 + 10 * len(text), 60.0),
        False,
        True,
    )


def test_assemble_furniture_is_never_cut() -> None:
    text = "一、总体情况。2023年，我局公开信息31条，未收到申请。"
    assert [line.text for line in build(TextBlock(text=text, furniture=True)).lines] == [text]


def test_assemble_nothing_printed_is_an_error() -> None:
    with pytest.raises(GongkaiError, match="E002"):
        build(TextBlock(text=" "), TableBlock(cells=(TableCell(row=0, column=0),), rows=1, columns=1))


WORDS = st.text(st.sampled_from("年12 条、情况\t\n一"), max_size=6)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_assemble_every_cell_is_found_in_its_line(rows: list[list[str]]) -> None:
    cells = tuple(
        TableCell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row)
    )
    document = build(TextBlock(text="总"), TableBlock(cells=cells, rows=len(rows), columns=5))
    (grid,) = document.grids
    for cell, made in zip(cells, grid.cells, strict=True):
        printed = document.text_of((made.span,))
        assert printed == cell.text.replace("\t", " ").replace("\n", " ").strip()
        assert (made.row, made.column) == (cell.row, cell.column)
