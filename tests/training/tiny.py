"""A corpus of four short reports in three hands, and a project around it: training takes a second or two."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.page import write
from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.documents.model import Span
from gongkai.project import init_project
from gongkai.segmentation.model import LineLabel, Role

MARK = re.compile(r"\{([^|}]*)\|([^}]*)\}")

SMALL = {
    "segmenter": {"ngram_buckets": 256, "symbol_buckets": 256, "iterations": 20, "copies": 0},
    "tagger": {"rows": 512, "width": 8, "hidden": 8, "members": 1, "epochs": 2},
}
"""Settings with which a fit takes no time."""


def report(name: str, hand: str, body: str, year: int, prose: tuple[str, ...], cells: str) -> AnnotatedReport:
    """``prose`` has its figures as ``{86条|disclosure.total}`` or ``{12条|posts/wechat}``."""
    marked = (
        ("front", Role.TITLE, f"{body}{year}年政府信息公开工作年度报告"),
        ("front", Role.BLANK, ""),
        ("overview", Role.HEADING, "一、总体情况"),
        *(("overview", Role.PARAGRAPH, text) for text in prose),
        ("disclosure", Role.HEADING, "二、主动公开政府信息情况"),
        ("disclosure", Role.TABLE_HEADER, "信息内容\t本年制发件数\t本年废止件数\t现行有效件数"),
        ("disclosure", Role.TABLE_ROW, f"规章\t{cells}"),
        ("back", Role.PARAGRAPH, f"{year + 1}年1月{len(body)}日"),
    )
    lines: list[str] = []
    figures: list[GoldFigure] = []
    for n, (_, _, text) in enumerate(marked):
        printed, end = "", 0
        for mark in MARK.finditer(text):
            printed += text[end : mark.start()]
            figures.append(
                _figure(mark[2], mark[1], Span(line=n, start=len(printed), end=len(printed) + len(mark[1])))
            )
            printed, end = printed + mark[1], mark.end()
        lines.append(printed + text[end:])
    return AnnotatedReport(
        id=name,
        hand=hand,
        body=body,
        year=year,
        layout="tabs",
        lines=tuple(lines),
        labels=tuple(LineLabel(section=section, role=role) for section, role, _ in marked),
        figures=tuple(figures),
    )


def _figure(said: str, words: str, span: Span) -> GoldFigure:
    metric, _, channel = said.partition("/")
    value = int(re.sub(r"\D", "", words) or 0)
    return GoldFigure(metric=metric, value=value, evidence=(span,), channel=channel or None)


REPORTS = (
    report(
        "an-1",
        "an",
        "柳溪县农业农村局",
        2022,
        (
            "本年主动公开政府信息{126条|disclosure.total}，其中政务微信发布{31条|posts/wechat}。",
            "收到依申请公开{9件|applications.received}，均已办结。",
        ),
        "0\t0\t2",
    ),
    report(
        "an-2",
        "an",
        "柳溪县水利局",
        2023,
        (
            "我局全年公开各类政府信息共{84条|disclosure.total}。",
            "微信公众号推送{22条|posts/wechat}，新收信息公开申请{3件|applications.received}。",
        ),
        "1\t0\t3",
    ),
    report(
        "bei-1",
        "bei",
        "石桥市体育局",
        2023,
        (
            "通过门户网站公开信息{58条|posts/website}，受理公众申请{5件|applications.received}。",
            "组织业务培训{2次|trainings}。",
        ),
        "0\t1\t0",
    ),
    report(
        "cen-1",
        "cen",
        "白塔区民政局",
        2023,
        (
            "一年来共主动公开政府信息{73条|disclosure.total}，用微信公众号发布{17条|posts/wechat}。",
            "共收到信息公开申请{4件|applications.received}，开展培训{1次|trainings}。",
        ),
        "0\t0\t1",
    ),
)
TRAIN, HELD_OUT = ("an", "bei"), ("cen",)


def make_project(root: Path, *reports: AnnotatedReport) -> Path:
    """A project with these reports (all four where none are given) as its annotations."""
    init_project(root)
    kept = reports or REPORTS
    hands = {r.hand for r in kept}
    splits = {"train": [h for h in TRAIN if h in hands], "held_out": [h for h in HELD_OUT if h in hands]}
    write(root / "annotations", *kept, splits=splits)
    return root


def settings_file(root: Path, name: str) -> Path:
    """The small settings as a file for ``--config``."""
    path = root / f"{name}.toml"
    path.write_text("".join(f"{k} = {v}\n" for k, v in SMALL[name].items()), "utf-8")
    return path
