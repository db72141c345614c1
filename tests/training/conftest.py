"""Reports and gold made by hand, with the figures as inline markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gongkai.corpus.model import Gold
from gongkai.documents.model import Source, Span
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx
from gongkai.report import Report, ReportLine
from gongkai.segmentation.model import Role, SectionRun

_MARK = re.compile(r"\{([^|}]*)\|([^}]*)\}")
_EXTRA = re.compile(r"(period|approx|scope|unit|category)=(\S+)")


def _figures(text: str) -> tuple[tuple[ReportLine, ...], tuple[Figure, ...]]:
    """``推送{218 条|posts/wechat 218}``: words, then metric, value, ``period=``…; ``;`` between figures."""
    lines: list[ReportLine] = []
    figures: list[Figure] = []
    for n, marked in enumerate(text.strip("\n").split("\n")):
        printed, end = "", 0
        for mark in _MARK.finditer(marked):
            printed += marked[end : mark.start()]
            span = Span(line=n, start=len(printed), end=len(printed) + len(mark[1]))
            figures += [_figure(one.strip(), mark[1], span) for one in mark[2].split(";")]
            printed += mark[1]
            end = mark.end()
        printed += marked[end:]
        lines.append(ReportLine(n=n, text=printed, section="overview", role=Role.PARAGRAPH))
    return tuple(lines), tuple(figures)


def _figure(said: str, text: str, span: Span) -> Figure:
    name, value, *_ = said.split()
    extra = dict(_EXTRA.findall(said))
    metric, _, channel = name.partition("/")
    unit = extra.get("unit") or re.sub(r"[\d.,\s万]+", "", text)
    return Figure(
        metric=metric,
        channel=channel or None,
        category=extra.get("category"),
        value=float(value) if "." in value else int(value),
        unit=unit,
        unit_printed=unit,
        approx=Approx(extra.get("approx", "exact")),
        period=Period(extra.get("period", "year")),
        scope=Scope(extra.get("scope", "unstated")),
        text=text,
        evidence=(span,),
    )


def _report(text: str, **parts: Any) -> Report:
    """A report of the marked lines; a section run of one line each where none are given."""
    lines, figures = _figures(text)
    made: dict[str, Any] = {
        "source": Source(name="report.txt", sha256="0" * 64, media_type="text/plain"),
        "meta": Meta(templates={}),
        "lines": lines,
        "sections": (SectionRun(id="overview", title=None, start=0, end=len(lines)),),
        "metrics": figures,
    }
    return Report(**{**made, **parts})


def _gold(**parts: Any) -> Gold:
    """A gold with nothing in it but what is given, as in a gold file."""
    empty: dict[str, Any] = {
        "source": "report.txt",
        "meta": {"templates": {}},
        "sections": ["overview"],
        "tables": {},
        "metrics": [],
        "ignore": [],
        "rules_failing": [],
        "verdicts": [],
        "notes": [],
    }
    return msgspec.convert({**empty, **parts}, Gold)


def _gold_figure(metric: str, value: float, quote: str, **parts: Any) -> dict[str, Any]:
    name, _, channel = metric.partition("/")
    unit = re.sub(r"[\d.,\s万]+", "", quote)
    figure: dict[str, Any] = {
        "metric": name,
        "value": value,
        "unit": unit,
        "approx": "exact",
        "period": "year",
    }
    figure |= {"scope": "unstated", "quote": quote, **({"channel": channel} if channel else {})}
    return {**figure, **parts}


@pytest.fixture(scope="session")
def make_report() -> Callable[..., Report]:
    return _report


@pytest.fixture(scope="session")
def make_gold() -> Callable[..., Gold]:
    return _gold


@pytest.fixture(scope="session")
def gold_figure() -> Callable[..., dict[str, Any]]:
    return _gold_figure


@pytest.fixture(scope="session")
def make_figures() -> Callable[[str], tuple[tuple[ReportLine, ...], tuple[Figure, ...]]]:
    return _figures
