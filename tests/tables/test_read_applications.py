"""Table 3 in every layout: whole tables, every cell, whatever is blank, misspelt or broken."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.read import document_from_text
from gongkai.quantities.model import CellState
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.tables.model import Tables
from gongkai.tables.read import read_tables
from tables.rendering import COLUMNS, KEEPING_BLANKS, LAYOUTS, TABLE, applications_grid, report

CODEBOOK = load_codebook()
SEGMENTER = RuleSegmenter(CODEBOOK)


def read(text: str) -> tuple[Tables, str]:
    document = document_from_text(text)
    tables = read_tables(document, SEGMENTER(document), CODEBOOK)
    for cell in tables.cells:  # one value, one place
        assert document.text_of(cell.evidence) == cell.text
    return tables, text


def said(tables: Tables) -> dict[str, str]:
    """What each cell of table 3 says: its text, ? where it is missing."""
    return {
        c.field: "?" if c.state is CellState.MISSING else c.text
        for c in tables.cells
        if c.field.startswith("applications.")
    }


def expected(template: str, values: dict[str, list[str]]) -> dict[str, str]:
    return {
        f"applications.{row}.{column}": text
        for row in TABLE.rows_of(template)
        for column, text in zip(COLUMNS, values[row], strict=True)
    }


def numbers(template: str, start: int = 0) -> dict[str, list[str]]:
    """Values that are all different, so that a shifted one shows."""
    rows = TABLE.rows_of(template)
    return {row: [str(start + 7 * i + k) for k in range(7)] for i, row in enumerate(rows)}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("template", ["2019", "2021"])
def test_applications_every_layout_gives_every_cell(layout: str, template: str) -> None:
    values = numbers(template)
    tables, _ = read(report(LAYOUTS[layout](applications_grid(template, values))))
    assert tables.templates["applications"] == template
    assert said(tables) == expected(template, values)


cell_texts = st.sampled_from(["0", "0", "0", "3", "12", "1204", "无", "/", "-", ""])
rows_of_cells = st.lists(cell_texts, min_size=7, max_size=7)


@st.composite
def tables_with_blanks(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    template = draw(st.sampled_from(["2019", "2021"]))
    values = numbers(template)
    for row in draw(st.lists(st.sampled_from(TABLE.rows_of(template)), max_size=6, unique=True)):
        values[row] = draw(rows_of_cells)
    return template, values


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=tables_with_blanks(), layout=st.sampled_from(sorted(KEEPING_BLANKS)))
def test_applications_a_blank_shifts_no_row(drawn: tuple[str, dict[str, list[str]]], layout: str) -> None:
    template, values = drawn
    tables, _ = read(report(KEEPING_BLANKS[layout](applications_grid(template, values))))
    assert said(tables) == expected(template, values)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), layout=st.sampled_from(sorted(LAYOUTS)))
def test_applications_a_wrong_character_in_a_label_loses_no_row(data: st.DataObject, layout: str) -> None:
    values = numbers("2021")
    grid = applications_grid("2021", values)
    for k in data.draw(st.lists(st.integers(3, len(grid) - 1), min_size=1, max_size=5, unique=True)):
        place = max(c for c in range(3) if grid[k][c])
        label = grid[k][place]
        if len(label) < 8:
            continue
        at = data.draw(st.integers(3, len(label) - 1))
        grid[k][place] = label[:at] + label[at + 1 :]  # a character lost
    tables, _ = read(report(LAYOUTS[layout](grid)))
    assert said(tables) == expected("2021", values)


@pytest.mark.parametrize("layout", ["bare_lines", "spaced_lines", "words"])
def test_applications_a_lost_blank_is_never_counted_over(layout: str) -> None:
    values = numbers("2019", start=1)
    values["unable.not_held"] = ["5", "", "2", "", "", "", "7"]
    tables, _ = read(report(LAYOUTS[layout](applications_grid("2019", values))))
    found = said(tables)
    row = [found[f"applications.unable.not_held.{c}"] for c in COLUMNS]
    assert row[-1] == "7"  # the only column that all placements with a right sum agree on
    assert row[:-1] == ["?"] * 6
    others = {f: v for f, v in expected("2019", values).items() if ".unable.not_held." not in f}
    assert {f: found[f] for f in others} == others


@pytest.mark.parametrize("layout", LAYOUTS)
def test_applications_a_lost_row_is_missing_and_moves_no_other(layout: str) -> None:
    values = numbers("2021")
    grid = applications_grid("2021", values)
    lost = "unable.needs_creation"
    grid = [row for row in grid if "没有现成信息需要另行制作" not in row[2]]
    tables, _ = read(report(LAYOUTS[layout](grid)))
    wanted = {
        f: "?" if f.startswith(f"applications.{lost}.") else v for f, v in expected("2021", values).items()
    }
    assert said(tables) == wanted


@pytest.mark.parametrize("layout", KEEPING_BLANKS)
def test_applications_an_empty_row_is_blank(layout: str) -> None:
    values = numbers("2021")
    values["carried_over"] = [""] * 7
    tables, _ = read(report(KEEPING_BLANKS[layout](applications_grid("2021", values))))
    assert said(tables) == expected("2021", values)


def test_applications_shifted_tabs_keep_their_columns() -> None:
    values = numbers("2021")
    grid = applications_grid("2021", values)
    lines = []
    for k, row in enumerate(grid):
        if k > 3 and k % 3 == 0 and not row[0]:
            row = [*row[1:], ""]  # one label cell fewer, one empty cell more at the end
        lines.append("\t".join(row))
    tables, _ = read(report("\n".join(lines)))
    assert said(tables) == expected("2021", values)


def test_applications_vertical_labels_are_put_together() -> None:
    values = numbers("2021")
    text = report("\n".join(c for row in applications_grid("2021", values) for c in row if c))
    text = text.replace("三、本年度办理结果", "\n".join("三、本年度办理结果")).replace("自然人", "自\n然\n人")
    text = text.replace("其他法律行政法规禁止公开", "其他法律行政\n法规禁止公开")
    tables, _ = read(text)
    assert said(tables) == expected("2021", values)


def test_applications_missing_columns_are_missing() -> None:
    values = numbers("2021")
    grid = [row[:5] + row[6:] for row in applications_grid("2021", values)]  # without 科研机构
    tables, _ = read(report("\n".join("\t".join(row) for row in grid)))
    wanted = {f: "?" if f.endswith(".research") else v for f, v in expected("2021", values).items()}
    assert said(tables) == wanted


def test_applications_page_feet_between_rows_are_no_values() -> None:
    values = numbers("2021")
    lines = LAYOUTS["columns"](applications_grid("2021", values)).split("\n")
    text = "\n".join(
        [*lines[:12], "", "      - 3 -", "", *lines[12:20], "", "                4", "", *lines[20:]]
    )
    tables, _ = read(report(text))
    assert said(tables) == expected("2021", values)


def two_blocks(values: dict[str, list[str]], by_column: bool = False) -> str:
    labels = [c for row in applications_grid("2021", values) for c in row[:3] if c]
    numbers = list(values.values())
    cells = (
        [row[k] for k in range(7) for row in numbers] if by_column else [c for row in numbers for c in row]
    )
    return report("\n".join([*labels, *cells]))


@pytest.mark.parametrize("by_column", [False, True])
def test_applications_two_blocks_are_laid_out_where_the_sums_confirm_it(by_column: bool) -> None:
    values = {
        row: [str(k), "1", "0", "2", "0", "4", str(k + 7)] for k, row in enumerate(TABLE.rows_of("2021"))
    }
    tables, _ = read(two_blocks(values, by_column))
    assert said(tables) == expected("2021", values)


def test_applications_two_blocks_with_a_lost_number_are_not_counted_off() -> None:
    values = {row: ["3", "1", "0", "2", "0", "4", "10"] for row in TABLE.rows_of("2021")}
    values["granted"][2] = ""
    text = "\n".join(line for line in two_blocks(values).split("\n") if line)
    tables, _ = read(text)
    assert tables.templates["applications"] == "2021"
    assert set(said(tables).values()) == {"?"}


def test_applications_a_label_broken_over_two_lines_with_its_values_on_the_second() -> None:
    values = numbers("2021")
    lines = LAYOUTS["columns"](applications_grid("2021", values)).split("\n")
    at = next(k for k, line in enumerate(lines) if "上年结转" in line)
    label = "二、上年结转政府信息公开申请数量"
    lines[at : at + 1] = [label[:-1], lines[at].replace(label, "量" + " " * 2 * (len(label) - 1))]
    tables, _ = read(report("\n".join(lines)))
    assert said(tables) == expected("2021", values)


def test_applications_a_row_label_that_sounds_like_a_web_pages_words_is_a_row() -> None:
    values = numbers("2021")
    text = report(LAYOUTS["tabs"](applications_grid("2021", values))).replace(
        "不掌握相关政府信息", "不掌握相关信息"
    )
    tables, _ = read(text)
    assert said(tables) == expected("2021", values)
