"""A small report made by hand: two tables, two figures, one failed rule, one conflict, one doubt."""

from __future__ import annotations

import pytest

from gongkai.codebook import Codebook, load_codebook
from gongkai.documents.model import Source, Span
from gongkai.errors import Problem
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, CellState, Number
from gongkai.reconcile.model import Agreement, Check, Message, Proposal, Status, Verdict
from gongkai.report import Report, ReportLine
from gongkai.segmentation.model import Role, SectionRun
from gongkai.tables.model import Cell

TEXTS = (
    "栖霞镇2023年政府信息公开工作年度报告",
    "全年共收到依申请公开3件，政务微信关注人数超1.2万人，均按期答复。",
    "本年新收\t2\t1\t\t无\t/\t0\t4",
    "予以公开\t２\t0\t0\t0\t0\t0\t2",
)
ROW = ("natural_person", "business", "research", "social", "legal", "other", "total")


def cell(row: str, column: str, state: CellState, value: Number | None, text: str, *at: int) -> Cell:
    spans = (Span(line=at[0], start=at[1], end=at[2]),) if at else ()
    field = f"applications.{row}.{column}"
    return Cell(field=field, state=state, value=value, text=text, evidence=spans)


def read_row(row: str, line: int) -> list[Cell]:
    cells, start = [], len(TEXTS[line].partition("\t")[0]) + 1
    for column, text in zip(ROW, TEXTS[line].split("\t")[1:], strict=True):
        state, value = {
            "": (CellState.BLANK, None),
            "无": (CellState.ZERO_WORD, 0),
            "/": (CellState.DASH, None),
        }.get(text, (CellState.NUMBER, None))
        if state is CellState.NUMBER:
            value = int(text)
        cells.append(cell(row, column, state, value, text, line, start, start + len(text)))
        start += len(text) + 1
    return cells


def zero_row(row: str) -> list[Cell]:
    return [cell(row, c, CellState.NUMBER, 0, "0", 3, 7, 8) for c in ROW]


@pytest.fixture(scope="session")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture
def report() -> Report:
    denied = ("denied.state_secret", "denied.forbidden_by_law", "denied.security_stability")
    cells = [*read_row("new", 2), *read_row("granted", 3)]
    for row in denied:
        cells += zero_row(row)
    cells.append(cell("processed", "total", CellState.MISSING, None, ""))
    message = Message(zh="新收4 ≠ 2", en="new 4, granted 2")
    figures = (
        Figure(
            metric="applications.received",
            channel=None,
            category=None,
            value=3,
            unit="件",
            unit_printed="件",
            approx=Approx.EXACT,
            period=Period.YEAR,
            scope=Scope.UNSTATED,
            text="3件",
            evidence=(Span(line=1, start=10, end=12),),
        ),
        Figure(
            metric="followers",
            channel="wechat",
            category=None,
            value=12000,
            unit="人",
            unit_printed="人",
            approx=Approx.AT_LEAST,
            period=Period.STOCK,
            scope=Scope.BODY,
            text="1.2万人",
            evidence=(Span(line=1, start=22, end=27),),
            doubtful=True,
        ),
    )
    return Report(
        source=Source(name="qixia.txt", sha256="0" * 64, media_type="text/plain"),
        meta=Meta(
            title=TEXTS[0],
            issuer="栖霞镇人民政府",
            level="township",
            year=2023,
            signed="2024-01-15",
            templates={"disclosure": None, "applications": "2021", "review_litigation": None},
        ),
        lines=tuple(
            ReportLine(n=n, text=text, section=section, role=role)
            for n, (text, section, role) in enumerate(
                zip(
                    TEXTS,
                    ("front", "overview", "applications", "applications"),
                    (Role.TITLE, Role.PARAGRAPH, Role.TABLE_ROW, Role.TABLE_ROW),
                    strict=True,
                )
            )
        ),
        sections=(SectionRun(id="front", title=None, start=0, end=1),),
        cells=tuple(cells),
        metrics=figures,
        checks=(
            Check(
                rule="applications.row_total",
                where="new",
                status=Status.FAIL,
                severity="error",
                left=3,
                right=4,
                fields=tuple(f"applications.new.{c}" for c in ROW),
                attribution="source",
                fingerprint="f1",
                message=message,
            ),
            Check(
                rule="applications.processed",
                where="total",
                status=Status.CANNOT_TELL,
                severity="error",
                left=2,
                right=None,
                fields=(
                    "applications.granted.total",
                    *(f"applications.{row}.total" for row in denied),
                    "applications.processed.total",
                ),
                attribution=None,
                fingerprint="f2",
                message=Message(zh="有未知数，无法判断", en="unknown cells leave it open"),
            ),
            Check(
                rule="counts.nonnegative",
                where="applications.new.total",
                status=Status.PASS,
                severity="error",
                left=4,
                right=None,
                fields=("applications.new.total",),
                attribution=None,
                fingerprint="f3",
                message=message,
            ),
        ),
        verdicts=(
            Verdict(
                metric="applications.received",
                figure=0,
                verdict=Agreement.CONFLICT,
                reading=("applications.new.total",),
                prose=3,
                table=4,
                fingerprint="f4",
                message=Message(zh="正文3，表中4，不一致", en="prose 3, table 4; they conflict"),
            ),
        ),
        proposals=(
            Proposal(
                field="applications.processed.total",
                kind="derived",
                printed=None,
                value=2,
                rules=("applications.processed",),
                tie=False,
            ),
            Proposal(
                field="applications.new.total",
                kind="correction",
                printed=4,
                value=3,
                rules=("applications.row_total",),
                tie=True,
            ),
        ),
        warnings=(Problem(code="W001", message="table disclosure is not in the document"),),
    )
