"""Cells in their places, as browsers lay them out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.html.grid import lay_out
from gongkai.documents.html.markup import prepared
from gongkai.documents.html.tree import page_of
from gongkai.errors import GongkaiError


def grid(rows: str) -> tuple[int, int, list[tuple[str, int, int, int, int]]]:
    page = page_of(prepared(f"<table>{rows}</table>", name="t"), name="t")
    layout = lay_out(page.tables[0], name="t")
    cells = [
        ("".join(map(str, c.node.children)), c.row, c.column, c.rowspan, c.colspan) for c in layout.cells
    ]
    return layout.rows, layout.columns, cells


def test_merged_cells() -> None:
    assert grid("<tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d") == (
        2, 3, [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)],
    )  # fmt: skip


def test_ragged_rows_leave_places_free() -> None:
    assert grid("<tr><td>a<td>b<td>c<tr><td>d<tr><tr><td>e") == (
        4, 3, [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 0, 2, 1, 1), ("d", 1, 0, 1, 1), ("e", 3, 0, 1, 1)],
    )  # fmt: skip


def test_cells_that_would_overlap_end_before_each_other() -> None:
    # b stands in rows 0 and 1; c asks for three columns, the second of them is taken. d comes behind all three.
    assert grid("<tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d") == (
        2, 4, [("a", 0, 0, 1, 1), ("b", 0, 1, 2, 1), ("c", 1, 0, 1, 1), ("d", 1, 3, 1, 1)],
    )  # fmt: skip


def test_rowspan_ends_with_its_group_and_with_the_table() -> None:
    assert grid("<thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td>c<td>d") == (
        2, 2, [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1)],
    )  # fmt: skip


def test_rowspan_zero_goes_to_the_end_of_the_group() -> None:
    assert grid("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d")[2][0] == ("a", 0, 0, 3, 1)


def test_foot_and_head_are_printed_in_their_places() -> None:
    rows = "<tfoot><tr><td>f</tfoot><tbody><tr><td>b</tbody><thead><tr><td>h</thead><tbody><tr><td>c</tbody>"
    assert [text for text, *_ in grid(rows)[2]] == ["h", "b", "c", "f"]


@pytest.mark.parametrize("span", ["x", "-2", "", "0", "1.9"])
def test_spans_that_are_no_numbers_count_as_one(span: str) -> None:
    assert grid(f'<tr><td colspan="{span}">a<td>b')[2] == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1)]


def test_a_colspan_that_means_all_the_rest_adds_no_columns() -> None:
    assert grid("<tr><td colspan=100000>a<tr><td>b<td>c") == (
        2, 2, [("a", 0, 0, 1, 2), ("b", 1, 0, 1, 1), ("c", 1, 1, 1, 1)],
    )  # fmt: skip


def test_empty_columns_stay() -> None:
    assert grid("<tr><td>a" + "<td>" * 20)[:2] == (1, 21)


@pytest.mark.parametrize(
    "rows", ["<tr>" + "<td>" * 70_000, "<tr><td>" * 41_000, "<tr><td colspan=1000 rowspan=65000>" * 3000]
)
def test_too_large_tables_are_refused(rows: str) -> None:
    with pytest.raises(GongkaiError) as caught:
        grid(rows)
    assert caught.value.code == "E058"


SPAN = st.integers(0, 4)


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(SPAN, SPAN), max_size=5), min_size=1, max_size=6))
def test_no_two_cells_overlap(rows: list[list[tuple[int, int]]]) -> None:
    markup = "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>x</td>" for r, c in row) + "</tr>" for row in rows
    )
    height, width, cells = grid(markup)
    assert height == len(rows)
    assert len(cells) == sum(map(len, rows))
    taken = [
        (row + i, column + j)
        for _, row, column, down, across in cells
        for i in range(down)
        for j in range(across)
    ]
    assert len(taken) == len(set(taken))
    assert all(i < height and j < width for i, j in taken)
    # Every cell stands in the row that it was written in.
    assert [row for _, row, *_ in cells] == [n for n, row in enumerate(rows) for _ in row]
