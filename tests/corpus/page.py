"""One small annotated report, and folders of annotations made of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.corpus.label_studio import figures_task, lines_task
from gongkai.documents.model import Span
from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx
from gongkai.segmentation.model import LineLabel, Role

MARKED = (
    ("front", "title", "云岭市林业局2023年政府信息公开工作年度报告"),
    ("front", "blank", ""),
    ("overview", "heading", "一、总体情况"),
    ("overview", "paragraph", "　　全市公开信息约86条，局网站发布1"),
    ("overview", "paragraph", "2条，其中林木采伐7条；申请量下降12.5%，未发生行政复议和行政诉讼。"),
    ("furniture", "furniture", "- 1 -"),
    ("disclosure", "table_row", "规章\t0\t0\t0"),
    ("back", "paragraph", "2024年1月9日"),
)
LINES = tuple(text for _, _, text in MARKED)


def on(line: int, text: str) -> Span:
    start = LINES[line].index(text)
    return Span(line=line, start=start, end=start + len(text))


def figure(metric: str, value: float, *evidence: Span, **more: Any) -> GoldFigure:
    return GoldFigure(metric=metric, value=value, evidence=evidence, **more)


NEITHER = on(4, "未发生行政复议和行政诉讼")
PAGE = AnnotatedReport(
    id="lin-yunling-2023",
    hand="lin",
    body="云岭市林业局",
    year=2023,
    layout="tabs",
    lines=LINES,
    labels=tuple(LineLabel(section=section, role=Role(role)) for section, role, _ in MARKED),
    figures=(
        figure("disclosure.total", 86, on(3, "86条"), approx=Approx.ABOUT, scope=Scope.JURISDICTION),
        figure("posts", 12, Span(line=3, start=18, end=19), Span(line=4, start=0, end=2), channel="website"),
        figure("disclosure.category", 7, on(4, "7条"), category="林木采伐", period=Period.CUMULATIVE),
        figure("applications.change", -12.5, on(4, "12.5%")),
        figure("litigation.total", 0, NEITHER),
        figure("reviews.total", 0, NEITHER),
    ),
)
"""Its second figure runs over a line end, its last two stand on one denying phrase."""


def other(
    report: AnnotatedReport = PAGE, *, hand: str = "mu", name: str = "mu-1", words: str = ""
) -> AnnotatedReport:
    """The report by another hand, ``words`` at the head of its first paragraph's second line."""
    lines = tuple(t.replace("其中", words + "其中") if words else t for t in report.lines)
    return replace(report, id=name, hand=hand, lines=lines, figures=())


def write(root: Path, *reports: AnnotatedReport, splits: dict[str, list[str]] | None = None) -> Path:
    """A folder of annotations."""
    for kind, make in (("lines", lines_task), ("figures", figures_task)):
        (root / kind).mkdir(parents=True, exist_ok=True)
        for hand in {r.hand for r in reports}:
            tasks = [make(r) for r in reports if r.hand == hand]
            (root / kind / f"{hand}.json").write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")
    given = {"train": sorted({r.hand for r in reports})} if splits is None else splits
    (root / "splits.json").write_text(json.dumps(given), "utf-8")
    return root
