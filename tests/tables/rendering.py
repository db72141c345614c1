"""Prints statutory tables in the layouts that real reports come in, with every cell known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gongkai.codebook import load_codebook

CODEBOOK = load_codebook()
TABLE = CODEBOOK.tables["applications"]
HEADER = [
    [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "",
        "",
        "申请人情况",
        "",
        "",
        "",
        "",
        "",
        "",
    ],
    ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
    ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
]
GROUPS = {
    "denied": "（三）不予公开",
    "unable": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "other_handling": "（六）其他处理",
}
COLUMNS = list(TABLE.columns)

Grid = list[list[str]]


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A table as text, and what each of its fields says: the cell's text, "" for blank."""

    text: str
    cells: Mapping[str, str]


def label_cells(row: str, first: bool) -> list[str]:
    """The three label cells of a row; a merged one is printed in its first row only."""
    entry = TABLE.rows[row]
    if entry.parent:
        return ["", GROUPS[row.split(".")[0]] if first else "", f"{entry.number}.{entry.label}"]
    if row in ("new", "carried_over", "carried_forward"):
        return [f"{entry.number}、{entry.label}", "", ""]
    return ["三、本年度办理结果" if row == "granted" else "", f"{entry.number}{entry.label}", ""]


def applications_grid(template: str, values: Mapping[str, list[str]]) -> Grid:
    """Header and rows of table 3, ten cells each."""
    grid, seen = [list(r) for r in HEADER], set()
    for row in TABLE.rows_of(template):
        group = row.split(".")[0]
        grid.append([*label_cells(row, group not in seen), *values[row]])
        seen.add(group)
    return grid


def tabs(grid: Grid) -> str:
    return "\n".join("\t".join(row) for row in grid)


def pipes(grid: Grid) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in grid)


def markdown(grid: Grid) -> str:
    lines = pipes(grid).split("\n")
    return "\n".join([lines[0], "|" + "---|" * len(grid[0]), *lines[1:]])


def cell_lines(grid: Grid) -> str:
    """One cell a line behind a tab, blank cells kept, an empty line behind each row (copied from a word processor)."""
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in grid)


def bare_lines(grid: Grid) -> str:
    """One cell a line, nothing kept of blank ones."""
    return "\n".join(cell for row in grid for cell in row if cell)


def spaced_lines(grid: Grid) -> str:
    """One cell a line, an empty line between any two."""
    return "\n\n".join(cell for row in grid for cell in row if cell)


def display_width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def columns(grid: Grid) -> str:
    """Columns by wide spaces, as a PDF's layout is kept."""
    widths = [max(display_width(row[k]) for row in grid) + 3 for k in range(len(grid[0]))]
    return "\n".join(
        "".join(
            cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in grid
    )


def words(grid: Grid) -> str:
    """Cells parted by single spaces."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in grid)


def commas(grid: Grid) -> str:
    """A spreadsheet saved as text."""
    return "\n".join(",".join(row) for row in grid)


KEEPING_BLANKS: dict[str, Callable[[Grid], str]] = {
    "tabs": tabs,
    "pipes": pipes,
    "markdown": markdown,
    "cell_lines": cell_lines,
    "columns": columns,
    "commas": commas,
}
LOSING_BLANKS: dict[str, Callable[[Grid], str]] = {
    "bare_lines": bare_lines,
    "spaced_lines": spaced_lines,
    "words": words,
}
LAYOUTS = {**KEEPING_BLANKS, **LOSING_BLANKS}


def report(applications: str) -> str:
    """A small report around table 3."""
    return (
        "青塘区水务局2022年政府信息公开工作年度报告\n\n一、总体情况\n\n全年公开信息30条。\n\n"
        "三、收到和处理政府信息公开申请情况\n\n" + applications + "\n\n五、存在的主要问题及改进情况\n\n"
        "公开内容仍不够细。\n\n青塘区水务局\n2023年1月12日\n"
    )
