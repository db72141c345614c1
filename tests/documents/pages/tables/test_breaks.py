"""What the end of a page does to rows and to labels beside several rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.tables.drawing import LEFT, TOP, Canvas, Style, block, draw, grid
from gongkai.documents.blocks import TableBlock, TableCell
from gongkai.documents.pages.model import Direction
from gongkai.documents.pages.tables.grids import find_tables
from gongkai.documents.pages.tables.joining import join_tables

OPEN = Style(tops=False, ends=False)


def one(*drawings: str, styles: Sequence[Style] = (), **size: float) -> TableBlock:
    """The only table of pages with one drawing each."""
    pages = []
    for n, drawing in enumerate(drawings):
        canvas, made = Canvas(n + 1), block(drawing)
        style = styles[n] if styles else Style()
        draw(canvas, made.cells, rows=made.rows, columns=made.columns, style=style, **size)
        pages.append(canvas.page())
    (found,) = join_tables(pages, [find_tables(page) for page in pages], lambda n: True)
    return found.block


def labels(found: TableBlock, column: int = 0) -> list[tuple[str, int]]:
    return [(c.text, c.rowspan) for c in found.cells if c.column == column]


def test_a_label_on_one_page_and_its_values_on_the_next_are_one_row() -> None:
    found = one("项目 | 数\n一、甲事项 | ", " | 5\n二、乙事项 | 6")
    assert grid(found) == grid(block("项目 | 数\n一、甲事项 | 5\n二、乙事项 | 6"))


def test_half_a_row_without_text_is_no_row() -> None:
    expected = grid(block("项目 | 数\n一、甲事项 | 5\n二、乙事项 | 6"))
    assert grid(one("项目 | 数\n一、甲事项 | 5\n | ", "二、乙事项 | 6")) == expected
    assert grid(one("项目 | 数\n一、甲事项 | 5", " | \n二、乙事项 | 6")) == expected


@pytest.mark.parametrize("style", [Style(), OPEN], ids=["closed", "open"])
def test_rows_with_values_on_both_sides_are_two(style: Style) -> None:
    found = one("甲事 | 1\n乙事 | 2", "丙事 | 3\n丁事 | 4", styles=[style, style])
    assert labels(found) == [("甲事", 1), ("乙事", 1), ("丙事", 1), ("丁事", 1)]


def test_an_unknown_label_goes_on_where_its_line_is_full() -> None:
    found = one("项目 | 数\n全年组织的各类 | ", "宣传 | 5\n其余 | 6", wide=78.0)
    assert labels(found) == [("项目", 1), ("全年组织的各类宣传", 1), ("其余", 1)]
    apart = one("项目 | 数\n组织 | ", "宣传 | 5\n其余 | 6", wide=78.0)
    assert labels(apart) == [("项目", 1), ("组织", 1), ("宣传", 1), ("其余", 1)]
    bracket = one("项目 | 数\n组织（各 | ", "类）宣传 | 5\n其余 | 6", wide=78.0)
    assert labels(bracket)[1] == ("组织（各类）宣传", 1)


def test_a_label_beside_several_rows_on_both_sides() -> None:
    found = one("甲类 | 子项 | 1\n^ | 丑项 | 2", " | 寅项 | 3\n^ | 卯项 | 4\n乙类 | 辰项 | 5")
    assert labels(found) == [("甲类", 4), ("乙类", 1)]


def test_a_label_beside_one_row_on_each_side() -> None:
    found = one("甲类 | 子项 | 1", " | 丑项 | 2\n乙类 | 寅项 | 3")
    assert labels(found) == [("甲类", 2), ("乙类", 1)]


def test_a_label_over_three_pages_is_printed_on_any_of_them() -> None:
    rows = [
        [f"{text} | {a}项 | 1", f"^ | {b}项 | 2"]
        for text, a, b in zip("###", "子寅辰", "丑卯巳", strict=True)
    ]
    for where in range(3):
        drawings = ["\n".join(row).replace("#", "全类" if n == where else "") for n, row in enumerate(rows)]
        assert labels(one(*drawings)) == [("全类", 6)]


def test_a_label_over_three_pages_does_not_take_the_next_one() -> None:
    found = one(
        "（三）不予 | 1.子 | 1\n^ | 2.丑 | 2",
        " | 3.寅 | 3\n^ | 4.卯 | 4",
        "（四）无法 | 1.辰 | 5\n^ | 2.巳 | 6",
    )
    assert labels(found) == [("（三）不予", 4), ("（四）无法", 2)]


def test_children_numbered_on_belong_to_one_label() -> None:
    found = one("甲甲 | 1.子 | 1\n^ | 2.丑 | 2", "乙乙 | 3.寅 | 3\n^ | 4.卯 | 4")
    assert labels(found) == [("甲甲乙乙", 4)]
    apart = one("甲甲 | 1.子 | 1\n^ | 2.丑 | 2", "乙乙 | 1.寅 | 3\n^ | 2.卯 | 4")
    assert labels(apart) == [("甲甲", 2), ("乙乙", 2)]


def test_a_cell_that_only_the_page_opens_goes_on() -> None:
    upper, lower = Canvas(1), Canvas(2)
    first, second = block("甲类 | 子项 | 1\n^ | 丑项 | 2"), block("续类 | 寅项 | 3\n^ | 卯项 | 4")
    draw(upper, first.cells, rows=2, columns=3)
    draw(lower, second.cells, rows=2, columns=3)
    lower.rulings = [
        r
        for r in lower.rulings
        if not (r.direction is Direction.HORIZONTAL and r.top == TOP and r.x0 == LEFT)
    ]
    pages = [upper.page(), lower.page()]
    (found,) = join_tables(pages, [find_tables(page) for page in pages], lambda n: True)
    assert labels(found.block) == [("甲类续类", 4)]


def test_the_header_goes_on_over_the_end_of_the_page() -> None:
    found = one(
        "项目 | 甲 | 乙 | < | 总计\n^ | ^ | 丙 | 丁 | ^",
        " | | 戊 | 己 | \n公开 | 1 | 2 | 3 | 6",
    )
    assert [(c.text, c.rowspan) for c in found.cells if not c.row] == [
        ("项目", 3), ("甲", 3), ("乙", 1), ("总计", 3),
    ]  # fmt: skip


def test_blank_values_below_a_header_stay_rows() -> None:
    found = one("项目 | 甲 | 乙\n^ | 丙 | 丁", "公开 |  | 5\n申请 | 1 | ")
    assert grid(found) == grid(block("项目 | 甲 | 乙\n^ | 丙 | 丁\n公开 |  | 5\n申请 | 1 | "))


def test_a_row_and_the_label_beside_it_break_at_once() -> None:
    found = one(
        "（五）不予处理 | 4.大量反复 | 1\n^ | 5.要求行政机 | ",
        " | 关确认信息 | 2\n（六）其他处理 | 3.其他 | 0",
        wide=76.0,
    )
    assert grid(found) == grid(
        block("（五）不予处理 | 4.大量反复 | 1\n^ | 5.要求行政机关确认信息 | 2\n（六）其他处理 | 3.其他 | 0")
    )


def test_a_first_page_with_the_header_only() -> None:
    head = "项目 | 甲 | 乙 | <\n^ | ^ | 丙 | 丁"
    found = one(head, head + "\n公开 | 1 | 2 | 3")
    assert grid(found) == grid(block(head + "\n公开 | 1 | 2 | 3"))
    assert len(found.repeated) == 2


def test_places_of_a_joined_label_are_on_both_pages() -> None:
    found = one("项目 | 数\n一、甲（乙 | ", "丙） | 5\n二、丁 | 6")
    cell = found.cells[2]
    assert cell.text == "一、甲（乙丙）"
    assert cell.places is not None
    assert cell.places[:, 0].tolist() == [1] * 5 + [2] * 2
    value = found.cells[3]
    assert (value.text, value.page) == ("5", 2)


KINDS = "子丑寅卯辰巳午未"


@st.composite
def report_table(draw_: st.DrawFn) -> tuple[TableBlock, int]:
    """A table like that of the form, and how many rows its header has: groups of numbered rows, single rows, values."""
    columns = draw_(st.integers(2, 4))
    lines = [" | ".join(["项目", "<", "申请人", *["<"] * (columns - 1)])]
    lines.append(" | ".join(["^", "^", *[f"{KINDS[k]}方" for k in range(columns)]]))
    for n in range(draw_(st.integers(2, 5))):
        size = draw_(st.integers(0 if n else 1, 4))  # some row shows both columns of labels
        for k in range(max(1, size)):
            label = (
                f"（{'一二三四五'[n]}）组 | <"
                if not size
                else f"（{'一二三四五'[n]}）类 | {k + 1}.{KINDS[k]}项"
            )
            values = [str(draw_(st.integers(0, 2000))) for _ in range(columns)]
            lines.append(" | ".join([label if not (size and k) else f"^ | {k + 1}.{KINDS[k]}项", *values]))
    return block("\n".join(lines)), 2


def page_of(made: TableBlock, rows: range, header: int, number: int, style: Style, seed: int) -> Canvas:
    """Some rows of a table on a page, below its header; a label stands in the first part of its cell."""
    canvas = Canvas(number)
    parts = [c for c in made.cells if c.row < header] if header else []
    for c in made.cells:
        start, end = max(c.row, rows.start), min(c.row + c.rowspan, rows.stop)
        if start < end and (c.row >= header or not header):
            text = c.text if start == c.row else ""
            parts.append(
                TableCell(
                    row=start - rows.start + header,
                    column=c.column,
                    rowspan=end - start,
                    colspan=c.colspan,
                    text=text,
                )
            )
    draw(canvas, parts, rows=len(rows) + header, columns=made.columns, style=style, seed=seed)
    return canvas


@settings(max_examples=60, deadline=None)
@given(report_table(), st.data(), st.booleans(), st.sampled_from(["plain", "jitter", "open"]))
def test_any_report_table_cut_anywhere_comes_back(
    table: tuple[TableBlock, int], data: st.DataObject, repeat: bool, style: str
) -> None:
    made, header = table
    cuts = sorted(data.draw(st.sets(st.integers(header + 1, made.rows - 1), max_size=3), label="cuts"))
    drawn = {"plain": Style(), "jitter": Style(jitter=0.8), "open": Style(ends=False)}[style]
    pages = []
    for n, (a, b) in enumerate(zip([0, *cuts], [*cuts, made.rows], strict=True)):
        again = header if repeat and n else 0
        pages.append(page_of(made, range(a, b), again, n + 1, drawn, n).page())
    (found,) = join_tables(pages, [find_tables(page) for page in pages], lambda n: True)
    assert grid(found.block) == grid(made)
    assert len(found.block.repeated) == (header * len(cuts) if repeat else 0)
