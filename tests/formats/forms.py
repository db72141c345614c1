"""The statutory tables as the official form prints them, with every merged cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from formats.model import FormCell, Table, Value
from gongkai.codebook import load_codebook

_CODEBOOK: Final = load_codebook()
_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_GROUPS: Final = {
    "denied": "（三）不予公开",
    "unable": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "other_handling": "（六）其他处理",
}
_PARTIAL: Final = "（二）部分公开\n（区分处理的，只计这一情形，不计其他情形）"
_KINDS: Final = {
    "business": "商业\n企业",
    "research": "科研\n机构",
    "social": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}
_OUTCOMES: Final = {
    "upheld": "结果\n维持",
    "corrected": "结果\n纠正",
    "other": "其他\n结果",
    "pending": "尚未\n审结",
    "total": "总计",
}
_ARTICLES: Final = (
    ("第二十条第（一）项", ("regulations", "normative_documents")),
    ("第二十条第（五）项", ("licensing", "other_services")),
    ("第二十条第（六）项", ("penalties", "coercion")),
    ("第二十条第（八）项", ("charges",)),
    ("第二十条第（九）项", ("procurement",)),
)
Rows = tuple[tuple[FormCell, ...], ...]
Label = Callable[[str], str]
"""Turns a label of the form into the sample's own characters."""


def form_table(name: str, template: str, values: Mapping[str, Value], label: Label = str) -> Table:
    """One of the three tables, filled in."""
    if name == "disclosure":
        rows, columns, header = _disclosure(template, values, label), 4, 1
        widths: tuple[float, ...] = (3, 2, 2, 2)
    elif name == "applications":
        rows, columns, header = _applications(template, values, label), 10, 3
        widths = (0.8, 1.5, 4.2, 1, 1, 1, 1, 1, 1, 1)
    else:
        rows, columns, header = _review(values, label), 15, 3
        widths = (1.0,) * 15
    return Table(name=name, columns=columns, rows=rows, header_rows=header, widths=widths)


def _value(field: str, values: Mapping[str, Value], colspan: int = 1) -> FormCell:
    return FormCell(text=values[field].printed, field=field, colspan=colspan)


def _disclosure(template: str, values: Mapping[str, Value], label: Label) -> Rows:
    table = _CODEBOOK.tables["disclosure"]
    rows: list[tuple[FormCell, ...]] = []
    for article, names in _ARTICLES:
        own = [n for n in names if table.columns_of(n, template)]
        if not own:
            continue
        columns = table.columns_of(own[0], template)
        spans = [1] * (len(columns) - 1) + [4 - len(columns)]
        rows.append((FormCell(text=label(article), colspan=4, header=True),))
        rows.append(
            (
                FormCell(text=label("信息内容"), header=True),
                *(
                    FormCell(text=label(_column(c, template)), colspan=s, header=True)
                    for c, s in zip(columns, spans, strict=True)
                ),
            )
        )
        for n in own:
            rows.append(
                (
                    FormCell(
                        text=label(
                            table.rows[n].label
                            if template != "2019" or n != "normative_documents"
                            else "规范性文件"
                        )
                    ),
                    *(
                        _value(f"disclosure.{n}.{c}", values, colspan=s)
                        for c, s in zip(columns, spans, strict=True)
                    ),
                )
            )
    return tuple(rows)


def _column(name: str, template: str) -> str:
    if (name, template) == ("decisions", "2021"):
        return "本年处理决定数量"
    zh = _CODEBOOK.tables["disclosure"].columns[name].zh
    return zh.replace("（单位：万元）", "\n（单位：万元）")


def _applications(template: str, values: Mapping[str, Value], label: Label) -> Rows:
    table = _CODEBOOK.tables["applications"]
    names = table.rows_of(template)
    inner = [n for n in names if n not in ("new", "carried_over", "carried_forward")]
    sizes = {g: sum(n.startswith(f"{g}.") for n in inner) for g in _GROUPS}

    def head(text: str, rowspan: int = 1, colspan: int = 1) -> FormCell:
        return FormCell(text=label(text), rowspan=rowspan, colspan=colspan, header=True)

    def cells(name: str) -> tuple[FormCell, ...]:
        return tuple(_value(f"applications.{name}.{c}", values) for c in table.columns)

    rows = [
        (head(_NOTE, 3, 3), head("申请人情况", 1, 7)),
        (head("自然人", 2), head("法人或其他组织", 1, 5), head("总计", 2)),
        tuple(head(text) for text in _KINDS.values()),
        (FormCell(text=label("一、本年新收政府信息公开申请数量"), colspan=3), *cells("new")),
        (FormCell(text=label("二、上年结转政府信息公开申请数量"), colspan=3), *cells("carried_over")),
    ]
    seen: set[str] = set()
    for name in inner:
        row = table.rows[name]
        group = name.split(".")[0]
        left: list[FormCell] = []
        if name == inner[0]:
            left.append(FormCell(text=label("三、本年度办理结果"), rowspan=len(inner)))
        if row.parent:
            if group not in seen:
                left.append(FormCell(text=label(_GROUPS[group]), rowspan=sizes[group]))
                seen.add(group)
            left.append(FormCell(text=label(f"{row.number}.{row.label}")))
        else:
            text = _PARTIAL if name == "partially_granted" else f"{row.number}{row.label}"
            left.append(FormCell(text=label(text), colspan=2))
        rows.append((*left, *cells(name)))
    rows.append((FormCell(text=label("四、结转下年度继续办理"), colspan=3), *cells("carried_forward")))
    return tuple(rows)


def _review(values: Mapping[str, Value], label: Label) -> Rows:
    def head(text: str, rowspan: int = 1, colspan: int = 1) -> FormCell:
        return FormCell(text=label(text), rowspan=rowspan, colspan=colspan, header=True)

    table = _CODEBOOK.tables["review_litigation"]
    return (
        (head("行政复议", 1, 5), head("行政诉讼", 1, 10)),
        (
            *(head(text, 2) for text in _OUTCOMES.values()),
            head("未经复议直接起诉", 1, 5),
            head("复议后起诉", 1, 5),
        ),
        tuple(head(text) for _ in range(2) for text in _OUTCOMES.values()),
        tuple(_value(f"review_litigation.{r}.{c}", values) for r in table.rows for c in table.columns),
    )
