"""What one line looks like on its own: cells, labels of the form, heading, furniture, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.codebook import Codebook, read_data
from gongkai.codebook.forms import FormLabel, FormLabels, form_labels, label_key
from gongkai.documents.model import Document
from gongkai.documents.normalise import normal_text
from gongkai.quantities.cells import looks_like_value
from gongkai.segmentation.cells import Layout, PrintedCell, split_line
from gongkai.segmentation.headings import Heading, HeadingMatcher
from gongkai.segmentation.joined import joined_lines


class Shape(StrEnum):
    """What a line is by its own look; the rules decide with the neighbours what it is in its place."""

    BLANK = "blank"  # nothing on it, or nothing that belongs to the report
    EMPTY_CELL = "empty_cell"  # only tabs or pipes
    HEADING = "heading"
    FURNITURE = "furniture"
    PAGE_NUMBER = "page_number"
    ROW = "row"  # several cells, values or labels among them
    VALUE = "value"  # one value-like cell
    LABEL = "label"  # one label of the form
    NOTE = "note"
    DATE = "date"
    SHORT = "short"  # no sentence, nothing known
    PROSE = "prose"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShape:
    """One line's look. ``labels`` are the form's labels among its cells, ``values`` the number of value cells;
    ``whole`` is the text of all printed lines that the reader saw to be one with it, its own where it stands alone."""

    n: int
    shape: Shape
    text: str  # normalised
    layout: Layout
    cells: tuple[PrintedCell, ...]
    labels: tuple[FormLabel, ...]
    values: int
    heading: Heading | None
    tables: Mapping[str, int]  # table -> characters that are its labels
    whole: str


_SENTENCE_MARK = re.compile(
    r"[。；！？]|，.*，|\d[\u4e00-\u9fff][、，]"
)  # 予以公开6件、 counts in a sentence
_PAGE = re.compile(r"^\d{1,3}$")
_DATE = re.compile(
    r"^[(（]?\s*(?:二[〇○零0O][一二三四五六七八九〇○零\d]{2}|(?:19|20)\d\d)\s*"
    r"(?:年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
    r"|[./-]\s*\d{1,2}\s*[./-]\s*\d{1,2})\s*[)）]?$"
)
LONGEST_LABEL = 60
"""Characters of the longest cell of the form with its numeral (区分处理的… has 31), with room for notes."""


class LineShapes:
    """Makes the LineShape of every line of a document."""

    def __init__(self, codebook: Codebook) -> None:
        words = read_data("segmentation.yaml")
        furniture = words["furniture"]
        self._forms: FormLabels = form_labels(codebook)
        self._headings = HeadingMatcher(codebook)
        self._anywhere = re.compile("|".join(map(re.escape, furniture["anywhere"])))
        self._whole = frozenset(furniture["line"])
        self._starts = tuple(furniture["starts"])
        self._longest_furniture: int = furniture["max_length"]
        self._pages = [re.compile(p) for p in words["page_numbers"]]
        self._notes = tuple(words["note_starts"])

    def __call__(self, document: Document) -> list[LineShape]:
        """The shapes of all lines, in order."""
        joined = {
            n: "".join(document.normal[m].text for m in group)
            for group in joined_lines(document)
            for n in group
        }
        shapes = [
            self._look(document, n) if n not in joined else self._part(document, n, joined[n])
            for n in range(len(document.lines))
        ]
        rows = sum(s.shape is Shape.ROW and s.values > 1 for s in shapes)
        filled = [s for s in shapes if s.shape is not Shape.BLANK]
        lonely = {s.n for before, s, behind in _neighbours(filled) if _is_lonely(before, s, behind)}
        if rows <= len(lonely):
            return shapes
        # where tables are printed row by row, a number alone between other lines is a page number
        return [
            replace(s, shape=Shape.PAGE_NUMBER) if s.n in lonely and _PAGE.match(s.text) else s
            for s in shapes
        ]

    def _part(self, document: Document, n: int, whole: str) -> LineShape:
        """A printed line of several that are one: the middle of a sentence may read like anything, but is prose."""
        if len(whole) <= LONGEST_LABEL and not _SENTENCE_MARK.search(whole):
            return replace(self._look(document, n), whole=whole)  # a title or a heading
        text = document.normal[n].text.strip()
        layout, cells = split_line(document.lines[n].text)
        first = not document.lines[n].continues
        heading = self._headings.match(text) if first else None
        alone = heading is not None and heading.section is not None and not heading.rest
        return self._made(
            n, Shape.HEADING if alone else Shape.PROSE, text, layout, cells, heading=heading, whole=whole
        )

    def _look(self, document: Document, n: int) -> LineShape:
        raw, text = document.lines[n].text, document.normal[n].text.strip()
        if document.lines[n].furniture:
            return self._made(n, Shape.BLANK, "", Layout.SINGLE, ())
        layout, cells = split_line(raw)
        filled = [c for c in cells if c.text]
        if not filled:
            marked = bool(cells) or bool(raw.strip("\n\r ")) or "\t" in raw
            return self._made(n, Shape.EMPTY_CELL if marked else Shape.BLANK, text, layout, cells)
        if _DATE.match(text):
            return self._made(n, Shape.DATE, text, layout, cells)
        heading = self._headings.match(text) if len(filled) <= 2 or layout is Layout.WIDE else None
        if heading is not None and heading.section is not None and not heading.rest:
            return self._made(n, Shape.HEADING, text, layout, cells, heading=heading)
        values = sum(looks_like_value(c.text) for c in filled)
        labels = tuple(label for c in filled for label in self._find(document, n, c, text, len(filled)))
        tables = self._forms.tables_of(text) if len(text) <= 4 * LONGEST_LABEL else {}
        if len(filled) == 1:
            shape = self._single(text, filled[0], bool(labels), tables, heading)
        else:
            shape = self._several(text, layout, filled, values, labels, tables)
        return self._made(n, shape, text, layout, cells, labels, values, heading, tables)

    def _find(
        self, document: Document, n: int, cell: PrintedCell, text: str, filled: int
    ) -> tuple[FormLabel, ...]:
        if len(cell.text) > LONGEST_LABEL or looks_like_value(cell.text):
            return ()
        if filled > 1:
            piece = document.lines[n].text[cell.start : cell.end]
            return self._forms.find(normal_text(piece, traditional=document.traditional))
        return self._forms.find(text)

    def _single(
        self, text: str, cell: PrintedCell, labelled: bool, tables: Mapping[str, int], heading: Heading | None
    ) -> Shape:
        if looks_like_value(cell.text):
            return Shape.VALUE
        if any(p.match(text) for p in self._pages):
            return Shape.PAGE_NUMBER
        if labelled:
            return Shape.LABEL
        if self._is_furniture(text):
            return Shape.FURNITURE
        if text.startswith(self._notes) and len(text) > 2:
            return Shape.NOTE
        covered = max(tables.values(), default=0)
        if covered >= 0.6 * len(label_key(text)) and not _SENTENCE_MARK.search(text):
            return Shape.LABEL
        if len(text) > 40 or _SENTENCE_MARK.search(text) or text.endswith(("：", ":")):
            return Shape.PROSE
        return Shape.SHORT

    def _several(
        self,
        text: str,
        layout: Layout,
        filled: list[PrintedCell],
        values: int,
        labels: tuple[FormLabel, ...],
        tables: Mapping[str, int],
    ) -> Shape:
        if not values and not labels and self._is_furniture(text):
            return Shape.FURNITURE
        longest = max(len(c.text) for c in filled)
        if layout in (Layout.TABS, Layout.PIPES, Layout.COMMAS):
            if values or labels or longest <= LONGEST_LABEL:
                return Shape.ROW
            return Shape.PROSE
        if any(p.match(text) for p in self._pages):
            return Shape.PAGE_NUMBER
        if values >= 2 or (values and (labels or tables)) or len(labels) >= 2:
            return Shape.ROW
        if labels and longest <= LONGEST_LABEL and not _SENTENCE_MARK.search(text):
            return Shape.ROW
        covered = max(tables.values(), default=0)
        if covered >= 0.6 * len(label_key(text)) and not _SENTENCE_MARK.search(text):
            return Shape.ROW if len(filled) > 1 else Shape.LABEL
        return Shape.SHORT if len(text) <= 40 and not _SENTENCE_MARK.search(text) else Shape.PROSE

    def _is_furniture(self, text: str) -> bool:
        if text in self._whole:
            return True
        if len(text) > self._longest_furniture or "。" in text:
            return False
        return text.startswith(self._starts) or self._anywhere.search(text) is not None

    @staticmethod
    def _made(
        n: int,
        shape: Shape,
        text: str,
        layout: Layout,
        cells: tuple[PrintedCell, ...],
        labels: tuple[FormLabel, ...] = (),
        values: int = 0,
        heading: Heading | None = None,
        tables: Mapping[str, int] | None = None,
        whole: str | None = None,
    ) -> LineShape:
        return LineShape(
            n=n,
            shape=shape,
            text=text,
            layout=layout,
            cells=cells,
            labels=labels,
            values=values,
            heading=heading,
            tables=tables or {},
            whole=text if whole is None else whole,
        )


def _neighbours(
    shapes: Sequence[LineShape],
) -> Iterator[tuple[LineShape | None, LineShape, LineShape | None]]:
    before, behind = [None, *shapes], [*shapes[1:], None]
    return zip(before, shapes, behind, strict=False)


def _is_lonely(before: LineShape | None, shape: LineShape, behind: LineShape | None) -> bool:
    """Whether a value stands alone: no other value beside it, no label right above it."""
    if shape.shape is not Shape.VALUE or (before is not None and before.shape is Shape.LABEL):
        return False
    return all(other is None or other.shape is not Shape.VALUE for other in (before, behind))
