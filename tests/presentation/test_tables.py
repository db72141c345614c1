"""The statutory tables as the form has them."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from gongkai.codebook import Codebook
from gongkai.presentation.console import make_console
from gongkai.presentation.tables import statutory_table
from gongkai.quantities.model import CellState
from gongkai.report import Report
from gongkai.tables.model import Cell


def show(report: Report, codebook: Codebook, **options: object) -> list[str]:
    out = StringIO()
    console = make_console(out)
    for block in statutory_table(report, codebook, "applications", width=100, **options):  # type: ignore[arg-type]
        console.print(block)
    return out.getvalue().splitlines()


def test_tables_prints_values_as_printed_and_tells_states_apart(report: Report, codebook: Codebook) -> None:
    rows = {line.split()[0]: line.split()[1:] for line in show(report, codebook) if line.strip()}

    assert rows["一、本年新收政府信息公开申请"] == ["2", "1", "␣", "无", "/", "0", "4"]
    assert rows["（一）予以公开"] == ["２", "0", "0", "0", "0", "0", "2"]
    assert rows["（七）总计"] == ["?"]


def test_tables_folds_runs_of_zero_rows_of_one_group(report: Report, codebook: Codebook) -> None:
    folded, full = show(report, codebook), show(report, codebook, full=True)

    assert [line.split() for line in folded if "rows, all 0" in line] == [
        ["(3", "rows,", "all", "0)", *"0000000"]
    ]
    assert not [line for line in full if "rows, all 0" in line]
    assert [line.split()[0] for line in full if line.startswith("  ") and "0" in line.split()] == [
        "1.属于国家秘密",
        "2.其他法律行政法规禁止公开",
        "3.危及“三安全一稳定”",
    ]


def test_tables_keeps_a_zero_row_that_a_person_should_see(report: Report, codebook: Codebook) -> None:
    """A row outside the groups (予以公开, 总计) is never folded, and neither is one that says 无."""
    assert any("予以公开" in line for line in show(report, codebook))


def test_tables_marks_fields_that_are_not_zero(report: Report, codebook: Codebook) -> None:
    lines = show(report, codebook, marked={"applications.new.total", "applications.new.other"})

    assert [line.split()[-2:] for line in lines if "本年新收" in line] == [["0", "4*"]]


def test_tables_fits_a_hundred_columns(report: Report, codebook: Codebook) -> None:
    from rich.cells import cell_len

    assert max(cell_len(line) for line in show(report, codebook)) <= 100


def test_tables_prints_columns_in_the_order_of_the_form(report: Report, codebook: Codebook) -> None:
    """The form of 2019 prints what was there before what was decided; later forms have no such columns."""
    values = {"decisions": "41", "prior_items": "7", "change": "-2"}
    cells = tuple(
        Cell(field=f"disclosure.licensing.{column}", state=CellState.NUMBER, value=int(text), text=text)
        for column, text in values.items()
    )
    old = replace(report, cells=cells, meta=replace(report.meta, templates={"disclosure": "2019"}))
    out = StringIO()
    for block in statutory_table(old, codebook, "disclosure", width=100):
        make_console(out).print(block)
    lines = out.getvalue().splitlines()

    assert lines[0].split() == ["上一年项目数量", "本年增/减", "处理决定数量"]
    assert lines[2].split() == ["行政许可", "7", "-2", "41"]


def test_tables_marks_cells_that_are_not_a_number(report: Report, codebook: Codebook) -> None:
    odd = tuple(
        replace(c, state=CellState.NOT_A_NUMBER, value=None, text="若干")
        if c.field == "applications.new.other"
        else c
        for c in report.cells
    )
    lines = show(replace(report, cells=odd), codebook)

    assert [line.split()[-2:] for line in lines if "本年新收" in line] == [["若干!", "4"]]
