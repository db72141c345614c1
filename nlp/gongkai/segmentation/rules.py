"""The rule baseline: sections by headings and by the form's own labels, roles by shape and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.codebook import Codebook
from gongkai.codebook.forms import label_key
from gongkai.documents.model import Document
from gongkai.segmentation.edges import Edges, find_edges
from gongkai.segmentation.headings import NumeralStyle
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.segmentation.runs import segmentation_of
from gongkai.segmentation.shapes import LineShape, LineShapes, Shape

ANCHOR: Final = 6
"""Characters of one table's own labels, on a line and those right behind it, from which they place that table
where no heading does: more than one 行政许可, no more than 结果维持 with a neighbour."""
AHEAD: Final = 4
"""Filled lines of labels that are looked at together (a header printed one cell a line)."""
REACH: Final = 4
"""Lines of other shape, blanks left out, that may stand between two lines of one table (a label broken over
lines, a page foot)."""

LAST_NUMBER: Final = 6
"""Numeral of the last statutory section; a heading of unknown words from there on reports other matters."""
FULL_TITLE: Final = 10
"""Characters of a statutory title; 主动公开情况 and the like, shorter, may be sub-headings without a numeral."""

_TABLE_SHAPES = frozenset({Shape.ROW, Shape.VALUE, Shape.LABEL, Shape.EMPTY_CELL})


class RuleSegmenter:
    """One section and one role per line, without a model."""

    name = "rules"

    def __init__(self, codebook: Codebook) -> None:
        self._shapes = LineShapes(codebook)
        self._table_of = {name: s.table for name, s in codebook.sections.items() if s.table}
        self._section_of = {table: name for name, table in self._table_of.items()}

    def __call__(self, document: Document) -> Segmentation:
        """Label every line of the document."""
        return segmentation_of(document, self.label(self._shapes(document)))

    def label(self, shapes: Sequence[LineShape]) -> tuple[LineLabel, ...]:
        """The labels of a document's lines, given what each of them looks like."""
        tabular = self._tabular(shapes)
        style = _top_style(shapes)
        tops = _without_doubles([s for s in shapes if _is_top(s, style) and not tabular[s.n]], tabular)
        edges = find_edges(shapes, tops[0] if tops else None, tops[-1] if tops else None)
        sections = self._sections(shapes, edges, frozenset(tops), tabular)
        return tuple(
            LineLabel(section=section, role=self._role(shape, section, edges, tabular[shape.n]))
            for shape, section in zip(shapes, sections, strict=True)
        )

    def _tabular(self, shapes: Sequence[LineShape]) -> list[bool]:
        """Which lines stand in a table: table-like ones near others, and short ones between two of them."""
        strong = [
            s.shape in (Shape.ROW, Shape.LABEL)
            and (bool(s.labels) or s.values > 1 or max(s.tables.values(), default=0) > 3)
            for s in shapes
        ]
        like = [s.shape in _TABLE_SHAPES for s in shapes]
        kept = [False] * len(shapes)
        previous: int | None = None
        for n, shape in enumerate(shapes):
            if shape.shape in (Shape.HEADING, Shape.PROSE, Shape.DATE):
                previous = None
            if not like[n] or shape.shape is Shape.EMPTY_CELL:
                continue
            if previous is not None and self._gap(shapes, previous, n) <= REACH:
                for between in range(previous, n + 1):
                    kept[between] = shapes[between].shape is not Shape.BLANK
            elif strong[n]:
                kept[n] = True
            if kept[n] or strong[n]:
                previous = n
        for n in range(1, len(shapes)):  # the empty cells at the end of a row
            if shapes[n].shape is Shape.EMPTY_CELL and kept[n - 1]:
                kept[n] = True
        for n in range(len(shapes) - 2, -1, -1):  # and before its first label
            if shapes[n].shape is Shape.EMPTY_CELL and kept[n + 1]:
                kept[n] = True
        return kept

    @staticmethod
    def _gap(shapes: Sequence[LineShape], start: int, end: int) -> int:
        return sum(shapes[n].shape in (Shape.SHORT, Shape.NOTE) for n in range(start + 1, end))

    def _sections(
        self, shapes: Sequence[LineShape], edges: Edges, tops: frozenset[int], tabular: Sequence[bool]
    ) -> list[str]:
        """Headings switch the section; so do a table's own labels, and a first sub-heading in the front."""
        anchors = _anchors(shapes, tabular)
        current = "front" if edges.titles or tops else "overview"
        sections: list[str] = []
        for n, shape in enumerate(shapes):
            if not edges.start <= n < edges.end:
                sections.append("back" if edges.end <= n < edges.back_end else "furniture")
                continue
            current = self._next(shape, current, n in tops, anchors[n], n in edges.titles)
            page = shape.shape is Shape.FURNITURE and current == "front" and n not in edges.titles
            sections.append("furniture" if page else current)
        for shape in shapes:  # a blank line belongs to what stands before it
            if shape.shape is Shape.BLANK:
                sections[shape.n] = sections[shape.n - 1] if shape.n else _first(shapes, sections)
        return sections

    def _next(self, shape: LineShape, current: str, top: bool, anchored: str | None, title: bool) -> str:
        heading = shape.heading
        if title:
            return "front"
        if top and heading is not None and heading.section is not None:
            return heading.section
        if heading is not None and heading.number is not None and shape.shape not in _TABLE_SHAPES:
            if current == "front":
                return "overview"
            last = current in ("problems", "other")
            if (
                last
                and heading.section is None
                and heading.style is NumeralStyle.CHINESE
                and heading.number >= LAST_NUMBER
            ):
                return "other"
        if anchored is not None and self._table_of.get(current) != anchored:
            return self._section_of[anchored]
        return current

    def _role(self, shape: LineShape, section: str, edges: Edges, tabular: bool) -> Role:
        kind = shape.shape
        if kind is Shape.BLANK:
            return Role.BLANK
        if shape.n in edges.titles:
            return Role.TITLE
        if section == "furniture" or kind in (Shape.PAGE_NUMBER, Shape.FURNITURE):
            return Role.FURNITURE
        if tabular and shape.n < edges.end:
            return _table_role(shape)
        if kind is Shape.EMPTY_CELL:
            return Role.BLANK
        if kind is Shape.HEADING and section != "back":
            return Role.HEADING
        if (
            shape.heading is not None
            and section not in ("back", "front")
            and len(shape.text) <= 30
            and kind is Shape.SHORT
        ):
            return Role.HEADING
        if kind is Shape.NOTE and section in self._table_of:
            return Role.TABLE_NOTE
        return Role.PARAGRAPH


def _table_role(shape: LineShape) -> Role:
    kind = shape.shape
    if kind is Shape.EMPTY_CELL:
        return Role.BLANK
    if kind is Shape.VALUE:
        return Role.TABLE_VALUE
    if kind is Shape.NOTE:
        return Role.TABLE_NOTE
    header = bool(shape.labels) and all(label.kind != "row" for label in shape.labels)
    filled = sum(bool(c.text) for c in shape.cells)
    if filled > 1:
        return Role.TABLE_HEADER if header and not shape.values else Role.TABLE_ROW
    return Role.TABLE_HEADER if header else Role.TABLE_LABEL


def _anchors(shapes: Sequence[LineShape], tabular: Sequence[bool]) -> list[str | None]:
    """Per line the table that its labels and those of the next lines of the table name, None where they do not."""
    anchors: list[str | None] = [None] * len(shapes)
    for n, shape in enumerate(shapes):
        if not tabular[n] or not shape.tables:
            continue
        weights: dict[str, int] = {}
        seen = 0
        for other in shapes[n:]:
            if (
                seen > AHEAD
                or other.shape in (Shape.HEADING, Shape.VALUE)
                or (other.values and other is not shape)
            ):
                break
            seen += other.shape not in (Shape.BLANK, Shape.EMPTY_CELL)
            for table, weight in other.tables.items():
                weights[table] = weights.get(table, 0) + weight
        own = max(shape.tables, key=lambda t: shape.tables[t])
        rivals = [w for t, w in weights.items() if t != own]
        if weights[own] >= ANCHOR and weights[own] > 2 * max(rivals, default=0):
            anchors[n] = own
    return anchors


def _top_style(shapes: Sequence[LineShape]) -> NumeralStyle:
    """The outermost numeral style that two sections' headings have, or else one; NONE where none has."""
    seen: dict[NumeralStyle, set[str]] = {}
    for shape in shapes:
        if shape.heading is not None and shape.heading.section is not None:
            seen.setdefault(shape.heading.style, set()).add(shape.heading.section)
    several = [style for style, found in seen.items() if len(found) > 1]
    return min(several or seen, default=NumeralStyle.NONE)


def _is_top(shape: LineShape, style: NumeralStyle) -> bool:
    """Whether the line is a section's heading rather than a sub-heading of the same words: it has the document's
    outermost numeral style, or it has lost its numeral and still is a statutory title in full."""
    heading = shape.heading
    if heading is None or heading.section is None:
        return False
    if heading.style is style:
        return True
    return heading.style is NumeralStyle.NONE and len(label_key(shape.text)) >= FULL_TITLE


def _without_doubles(tops: Sequence[LineShape], tabular: Sequence[bool]) -> list[int]:
    """Line numbers of the section headings. Where two have a table section's title and only a later one has a
    table under it, the earlier is a part of the narrative: reports that tell everything first and then print the
    form as an annex, with numerals that start again."""
    ends = [*(top.n for top in tops[1:]), len(tabular)] if tops else []
    tabled: dict[str, int] = {}
    for top, end in zip(tops, ends, strict=True):
        if top.heading is not None and top.heading.section is not None and any(tabular[top.n : end]):
            tabled[top.heading.section] = top.n
    return [
        top.n
        for top, end in zip(tops, ends, strict=True)
        if top.heading is None
        or any(tabular[top.n : end])
        or tabled.get(top.heading.section or "", -1) < top.n
    ]


def _first(shapes: Sequence[LineShape], sections: Sequence[str]) -> str:
    return next((sections[s.n] for s in shapes if s.shape is not Shape.BLANK), "furniture")
