"""Which tables are data, which only lay out the page, which are the page's own metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.documents.blocks import TableBlock, TableCell
from gongkai.documents.html.flow import Row, flow, shown
from gongkai.documents.html.grid import Layout, lay_out
from gongkai.documents.html.tree import Node, Page
from gongkai.documents.html.words import bare, label_of, words

_VALUE: Final = re.compile(r"[-+－/—]?[\d.,，]*[件条项个万元%份]*|[无無—-]+")
_LONG: Final = 100  # characters of a cell that is prose; the longest label of the form has 40
_PROSE_SHARE: Final = 0.5  # of a table's characters in cells of prose: then it is a frame around text
_FEW_VALUES: Final = 4  # a statutory table has more numbers than this; a frame around text has next to none
_LINKED: Final = 0.5  # share of linked characters from which a table is a menu or a list of links
_META_LABELS: Final = 3
_META_SHARE: Final = 0.3  # of the printed cells; labels and values alternate
_META_LONGEST: Final = 200  # characters of a value of metadata


class Kind(StrEnum):
    """What a table is for."""

    DATA = "data"
    LAYOUT = "layout"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A table with its kind; ``texts`` of its cells in the order of ``layout`` where it was looked into."""

    kind: Kind
    layout: Layout
    texts: tuple[str, ...] = ()

    def block(self) -> TableBlock:
        """The table of data as a block."""
        cells = (
            TableCell(row=c.row, column=c.column, rowspan=c.rowspan, colspan=c.colspan, text=text)
            for c, text in zip(self.layout.cells, self.texts, strict=True)
        )
        return TableBlock(cells=tuple(cells), rows=self.layout.rows, columns=self.layout.columns)

    def pairs(self) -> list[str]:
        """The metadata, one line for each label with its value."""
        found: list[str] = []
        waiting = False
        for text in self.texts:
            plain = bare(text)
            if not plain:
                waiting = False
            elif waiting and label_of(text) is None:
                found[-1] += text
                waiting = False
            elif plain.rstrip("：:") in words().labels:
                found.append(f"{plain.rstrip('：:')}：")
                waiting = True
            else:
                found.append(text)
                waiting = False
        return found


_EMPTY: Final = Layout((), 0, 0)  # of a frame, which nobody has to lay out


def judge(page: Page, *, name: str) -> dict[int, Judged]:
    """The kind of each table of the page, by ``id`` of its Node. Raises GongkaiError E058 for one that is too large."""
    found: dict[int, Judged] = {}
    framed: set[int] = set()  # tables that hold one which makes them a frame
    holding: set[int] = set()  # tables that hold any
    outer_of = _outer_tables(page)
    for table in reversed(page.tables):
        judged = Judged(Kind.LAYOUT, _EMPTY) if id(table) in framed else _judged(table, name)
        found[id(table)] = judged
        outer = outer_of.get(id(table))
        if outer is None:
            continue
        # A frame of one cell, as editors leave around a number, changes nothing about the table that it stands in.
        if (
            id(table) in framed
            or id(table) in holding
            or (len(judged.layout.cells) > 1 and any(judged.texts))
        ):
            framed.add(id(outer))
        holding.add(id(outer))
    return found


def _outer_tables(page: Page) -> dict[int, Node]:
    """For each element in a table, by ``id``, the innermost such table."""
    found: dict[int, Node] = {}
    for node in page.nodes if page.tables else ():
        parent = node.parent
        table = parent if parent is not None and parent.tag == "table" else found.get(id(parent))
        if table is not None:
            found[id(node)] = table
    return found


def _judged(table: Node, name: str) -> Judged:
    layout = lay_out(table, name=name)
    if not layout.cells:
        return Judged(Kind.LAYOUT, layout)
    rows = [
        [i for i in flow(cell.node, whole=lambda _: False) if isinstance(i, Row)] for cell in layout.cells
    ]
    texts = tuple("".join(row.text.strip() for row in own) for own in rows)
    linked = sum(row.linked for own in rows for row in own)
    return Judged(_kind(table, layout, texts, rows, linked), layout, texts)


def _rows(cell: Node) -> list[Row]:
    """The lines of a cell; most cells hold one text and nothing else."""
    if not cell.pre and all(isinstance(child, str) for child in cell.children):
        text = shown("".join(map(str, cell.children)))
        return [Row(text, cell)] if text.strip() else []
    return [item for item in flow(cell, whole=lambda _: False) if isinstance(item, Row)]


def _kind(table: Node, layout: Layout, texts: tuple[str, ...], rows: list[list[Row]], linked: int) -> Kind:
    printed = [text for text in texts if text]
    length = sum(map(len, printed))
    if not printed or table.get("role") in ("presentation", "none"):
        return Kind.LAYOUT
    values = sum(_VALUE.fullmatch(text) is not None for text in printed)
    if _is_metadata(printed, values):
        return Kind.METADATA
    if linked >= _LINKED * length:
        return Kind.LAYOUT
    if len({cell.column for cell, text in zip(layout.cells, texts, strict=True) if text}) < 2:
        return Kind.LAYOUT
    if len({cell.row for cell in layout.cells}) == 1 and values < _FEW_VALUES and len(printed) <= 3:
        return Kind.LAYOUT
    prose = sum(len(t) for t, own in zip(texts, rows, strict=True) if _is_prose(t, own))
    if prose >= _PROSE_SHARE * length and values < _FEW_VALUES:
        return Kind.LAYOUT
    return Kind.DATA


def _is_prose(text: str, rows: list[Row]) -> bool:
    sentences = text.count("。")
    return sentences > 0 and (len(text) >= _LONG or sum("。" in row.text for row in rows) > 1)


def _is_metadata(printed: list[str], values: int) -> bool:
    if any(len(text) > _META_LONGEST for text in printed):
        return False
    labels = [label for label in map(label_of, printed) if label]
    sure = sum(label in words().sure_labels for label in labels)
    enough = len(labels) >= _META_LABELS and sure or sure >= 2
    return bool(enough) and len(labels) >= _META_SHARE * len(printed) and values < len(labels)
