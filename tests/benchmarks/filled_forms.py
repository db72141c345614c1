"""Statutory forms filled in by chance: what stands in the tables and sentences of the scans that are measured.

Everything depends on the generator of random numbers alone. The labels are the codebook's, values and prose invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from gongkai.codebook.model import Table

# Values: share of the cells that say something else than a plain 0.
SHARES: Final = (
    ("zero", 0.58),
    ("digit", 0.13),
    ("tens", 0.09),
    ("hundreds", 0.05),
    ("thousands", 0.03),
    ("tens of thousands", 0.02),
    ("decimal", 0.01),
    ("none", 0.02),
    ("slash", 0.015),
    ("dash", 0.015),
    ("blank", 0.04),
)


@dataclass(frozen=True, kw_only=True)
class FormCell:
    """A cell as it was printed. ``field``: the codebook's id of a value, None for a label; ``upright``: one character
    below the other."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    text: str = ""
    field: str | None = None
    upright: bool = False

    @property
    def value(self) -> bool:
        """Whether it is a value (a blank one too), and no label."""
        return self.field is not None


@dataclass(frozen=True, kw_only=True)
class FormTable:
    """A printed table, its column widths as shares of the table's, and the page it stands on (from 1)."""

    name: str
    cells: tuple[FormCell, ...]
    widths: tuple[float, ...]
    page: int

    @property
    def rows(self) -> int:
        """Rows of the table."""
        return max(cell.row + cell.rowspan for cell in self.cells)


def filled_tables(
    tables: dict[str, Table], rng: random.Random, *, upright_label: bool
) -> tuple[FormTable, FormTable, FormTable]:
    """The three tables of the form of 2021. ``upright_label``: a label over many rows stands character below
    character."""
    return (
        _disclosure(tables["disclosure"], rng),
        _applications(tables["applications"], rng, upright_label=upright_label),
        _review(tables["review_litigation"], rng),
    )


def _value(rng: random.Random) -> str:
    kind = rng.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
    match kind:
        case "digit":
            return str(rng.randint(1, 9))
        case "tens":
            return str(rng.randint(10, 99))
        case "hundreds":
            return str(rng.randint(100, 999))
        case "thousands":
            return str(rng.randint(1000, 9999))
        case "tens of thousands":
            return str(rng.randint(10000, 99999))
        case "decimal":
            return f"{rng.randint(0, 999)}.{rng.randint(1, 99)}"
    return {"zero": "0", "none": "无", "slash": "/", "dash": rng.choice("-—"), "blank": ""}[kind]


def _money(rng: random.Random) -> str:
    places = rng.choice((0, 2, 4, 6))
    return f"{rng.uniform(0, 9999):.{places}f}" if rng.random() < 0.8 else _value(rng)


def _disclosure(table: Table, rng: random.Random) -> FormTable:
    cells: list[FormCell] = []
    row = 0
    groups = (("一", ("regulations", "normative_documents")), ("五", ("licensing",)))
    groups += (("六", ("penalties", "coercion")), ("八", ("charges",)))
    for numeral, names in groups:
        columns = table.columns_of(names[0], "2021")
        span = 3 // len(columns)
        cells.append(FormCell(row=row, column=0, colspan=4, text=f"第二十条第（{numeral}）项"))
        cells.append(FormCell(row=row + 1, column=0, text="信息内容"))
        for n, column in enumerate(columns):
            label = table.columns[column].zh
            cells.append(FormCell(row=row + 1, column=1 + n * span, colspan=span, text=label))
        for k, name in enumerate(names):
            cells.append(FormCell(row=row + 2 + k, column=0, text=table.rows[name].label))
            for n, column in enumerate(columns):
                text = _money(rng) if column.startswith("amount") else _value(rng)
                field = f"disclosure.{name}.{column}"
                cells.append(
                    FormCell(row=row + 2 + k, column=1 + n * span, colspan=span, text=text, field=field)
                )
        row += 2 + len(names)
    return FormTable(name="disclosure", cells=tuple(cells), widths=(0.25, 0.25, 0.25, 0.25), page=1)


def _applications(table: Table, rng: random.Random, *, upright_label: bool) -> FormTable:
    cells = [
        FormCell(row=0, column=0, rowspan=3, colspan=3, text=f"（{table.headers[0]}）"),
        FormCell(row=0, column=3, colspan=7, text="申请人情况"),
        FormCell(row=1, column=3, rowspan=2, text=table.columns["natural_person"].zh),
        FormCell(row=1, column=4, colspan=5, text="法人或其他组织"),
        *(
            FormCell(row=2, column=4 + n, text=table.columns[name].zh)
            for n, name in enumerate(("business", "research", "social", "legal", "other"))
        ),
        FormCell(row=1, column=9, rowspan=2, text=table.columns["total"].zh),
    ]
    rows = table.rows_of("2021")
    first = 3
    groups = [rows.index(name) for name in ("granted", "processed")]
    cells.append(
        FormCell(
            row=first + groups[0],
            column=0,
            rowspan=groups[1] - groups[0] + 1,
            text="三、本年度办理结果",
            upright=upright_label,
        )
    )
    for n, name in enumerate(rows):
        entry, row = table.rows[name], first + n
        label = f"{entry.number}{'、' if entry.number in tuple('一二三四') else ''}{entry.label}"
        if name in ("new", "carried_over", "carried_forward"):
            cells.append(FormCell(row=row, column=0, colspan=3, text=label))
        elif entry.parent is None:
            if name == "partially_granted":
                label = f"{entry.number}{entry.aliases[0]}"
            cells.append(FormCell(row=row, column=1, colspan=2, text=label))
        else:
            members = [other for other in rows if table.rows[other].parent == entry.parent]
            if name == members[0]:
                numeral = "一二三四五六"[table.outcomes.index(name.split(".")[0])]
                cells.append(
                    FormCell(row=row, column=1, rowspan=len(members), text=f"（{numeral}）{entry.parent}")
                )
            cells.append(FormCell(row=row, column=2, text=f"{entry.number}.{entry.label}"))
        cells += [
            FormCell(row=row, column=3 + k, text=_value(rng), field=f"applications.{name}.{column}")
            for k, column in enumerate(table.columns)
        ]
    widths = (0.07, 0.10, 0.33, *(0.5 / 7,) * 7)
    return FormTable(name="applications", cells=tuple(cells), widths=widths, page=2)


def _review(table: Table, rng: random.Random) -> FormTable:
    labels = [column.zh for column in table.columns.values()]
    cells = [
        FormCell(row=0, column=0, colspan=5, text=table.rows["review"].label),
        FormCell(row=0, column=5, colspan=10, text=table.headers[0]),
        FormCell(row=1, column=5, colspan=5, text=table.rows["litigation_direct"].label),
        FormCell(row=1, column=10, colspan=5, text=table.rows["litigation_after_review"].label),
        *(FormCell(row=1, column=n, rowspan=2, text=label) for n, label in enumerate(labels)),
        *(FormCell(row=2, column=5 + n, text=label) for n, label in enumerate(labels * 2)),
        *(
            FormCell(row=3, column=n, text=_value(rng), field=f"review_litigation.{field}")
            for n, field in enumerate(f"{row}.{column}" for row in table.rows for column in table.columns)
        ),
    ]
    return FormTable(name="review_litigation", cells=tuple(cells), widths=(1 / 15,) * 15, page=3)


_SENTENCES: Final = (
    "全年通过门户网站发布各类信息{n}条。",
    "本机关制作的文件均在规定时限内公开。",
    "办公室安排{n}名工作人员负责受理和答复。",
    "专栏按季度更新，栏目结构较上年更清楚。",
    "共举办业务培训{n}期，参加人员{n}人次。",
    "收到的申请全部在法定期限内办结。",
    "政务新媒体推送图文{n}篇，阅读量约{n}万次。",
    "公众可在青禾路{n}号查阅纸质文本，电话0000-{n}。",
    "来年将完善审查流程，补充解读材料。",
)


def sentences(rng: random.Random, count: int) -> str:
    """So many sentences of prose, in any order."""
    return "".join(s.format(n=rng.randint(1, 4000)) for s in rng.sample(_SENTENCES, count))
