"""The figures of the prose as a table for people, each with its words in their sentence."""

from __future__ import annotations

from typing import Final

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.table import Table as RichTable
from rich.text import Text

from gongkai.codebook.model import Codebook
from gongkai.narrative.model import Figure, Period
from gongkai.presentation.evidence import line_number, quote_figure
from gongkai.presentation.labels import PERIODS, SCOPES, attribute_label, metric_label, value_text
from gongkai.report import Report

DOUBTFUL: Final = "~"
LEGEND: Final = f"{DOUBTFUL} doubtful: the reading is not sure of the metric; look at the words"
METRIC_WIDTH: Final = 20
SCOPE_WIDTH: Final = 13
WORDS_WIDTH: Final = 42
"""Columns for the words in context; two thirds of what the words leave go to what precedes them."""


def figure_table(report: Report, codebook: Codebook) -> RichTable:
    """One row per figure, in reading order; doubtful ones carry a ``~``."""
    grid = RichTable(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim"
    )
    grid.add_column("指标 metric", max_width=METRIC_WIDTH, overflow="fold")
    grid.add_column("value", justify="right", no_wrap=True)
    grid.add_column("期间·范围", max_width=SCOPE_WIDTH, overflow="fold")
    grid.add_column("line", justify="right", no_wrap=True)
    grid.add_column("words", ratio=1, min_width=WORDS_WIDTH, overflow="fold")
    for figure in report.metrics:
        quote = quote_figure(figure, report, codebook, around=_around(figure.text))
        grid.add_row(
            _name(figure, codebook),
            Text(value_text(figure) + (f" {DOUBTFUL}" if figure.doubtful else ""), style="bold"),
            Text("·".join(w for w in (PERIODS[figure.period], SCOPES[figure.scope]) if w)),
            Text("" if quote.line is None else str(line_number(quote.line)), style="cyan"),
            Text.assemble(quote.before, "[", (quote.words, "bold"), "]", quote.after),
            style="dim" if figure.period is Period.LAST_YEAR else None,
        )
    return grid


def _around(text: str) -> tuple[int, int]:
    """How many (wide) characters of context fit on the line with the words."""
    left_over = max(0, WORDS_WIDTH - cell_len(text) - len("[]……"))
    return left_over // 3, left_over // 6


def _name(figure: Figure, codebook: Codebook) -> Text:
    attribute = attribute_label(codebook, figure)
    return Text(metric_label(codebook, figure.metric) + (f" · {attribute}" if attribute else ""))
