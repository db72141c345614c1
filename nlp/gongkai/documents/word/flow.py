"""The blocks of a story in reading order: paragraphs with their numerals, tables, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gongkai.documents.blocks import Block, TextBlock
from gongkai.documents.word.numbering import Numbering
from gongkai.documents.word.parts import COMPATIBILITY, W, number, relation_id, value
from gongkai.documents.word.runs import Inline, Story, branch, is_placeholder, read_inline
from gongkai.documents.word.styles import Styles
from gongkai.documents.word.tables import RawCell, RawRow, RawTable, blocks_of, same_columns
from gongkai.errors import GongkaiError

NESTING: Final = 20
"""Tables and text boxes inside each other. Real ones go three deep; libxml2 alone would allow about 60."""
_LARGE_PICTURE: Final = (8.0, 3.0)  # cm; a seal has 4.5 x 4.5, a table over the page 15 x 5
_WHERE_LENGTH: Final = 20  # characters of the text before a picture, to find it by
_WRAPPERS: Final = frozenset(
    W + name for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "hyperlink")
)
_MERGES: Final = (None, "continue")  # what w:val says in a cell that only goes on; "restart" begins one


@dataclass(kw_only=True, slots=True)
class Flow:
    """Reads stories one after the other: the counts of lists go on from one to the next.

    Attributes: ``name`` of the file, for messages; ``chunk``: gives the blocks of a part of another format that the
    text takes in, by its relation's id; ``notes``: the notes referred to so far (part, id); ``pictures``: the text
    before each large picture.
    """

    name: str
    styles: Styles
    numbering: Numbering
    chunk: Callable[[str], Sequence[Block]]
    notes: dict[tuple[str, str], None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    _before: str = ""
    _depth: int = 0

    def blocks(self, container: Any, story: Story | None = None) -> list[Block]:
        """The blocks of a body, a cell, a header or any other container.

        Raises GongkaiError E058 where tables or text boxes are inside each other more than ``NESTING`` deep.
        """
        if self._depth >= NESTING:
            raise GongkaiError("E058", name=self.name, why=f"tables inside each other, over {NESTING} deep")
        self._depth += 1
        story = story or Story.of(container)
        found: list[Block] = []
        carried = ""  # text whose paragraph mark was deleted: it stands before that of the next paragraph
        table: RawTable | None = None
        for element, contents in _flat(container):
            if element.tag == W + "tbl":
                found += self._plain(carried)
                carried = ""
                new = self._table(element, story)
                if table is not None and same_columns(table, new):
                    table = RawTable(grid=table.grid, rows=table.rows + new.rows)
                else:
                    found += self._finished(table)
                    table = new
                continue
            found += self._finished(table)
            table = None
            if element.tag == W + "altChunk":
                found += self._plain(carried)
                carried = ""
                found += self.chunk(relation_id(element))
                continue
            inline = read_inline(element, story, self.styles)
            inline.lines[0] = carried + inline.lines[0]
            carried = ""
            self._note(inline)
            mark = element.find(f"{W}pPr/{W}rPr")
            if _is_deleted(mark):
                carried = inline.lines.pop()
                found += self._lines(inline, furniture=contents)
            else:
                hidden = inline.blank and self.styles.hides(mark, element.find(W + "pPr"))
                if not hidden:
                    self._numbered(element, inline)
                found += self._lines(inline, furniture=contents)
            for box in inline.boxes:
                found += self.blocks(box)
        found += self._plain(carried) + self._finished(table)
        self._depth -= 1
        return found

    def _numbered(self, paragraph: Any, inline: Inline) -> None:
        by = self.styles.numbered_by(paragraph.find(W + "pPr"))
        if by is not None:
            inline.lines[0] = self.numbering.next(by) + inline.lines[0]

    def _note(self, inline: Inline) -> None:
        self.notes.update(dict.fromkeys(inline.notes))
        for width, height in inline.pictures:
            if width >= _LARGE_PICTURE[0] and height >= _LARGE_PICTURE[1]:
                self.pictures.append(self._before)

    def _lines(self, inline: Inline, *, furniture: bool) -> list[Block]:
        return [block for line in inline.lines for block in self._plain(line, furniture or inline.contents)]

    def _plain(self, text: str, furniture: bool = False) -> list[Block]:
        if not text.strip():
            return []
        self._before = text.strip()[:_WHERE_LENGTH]
        return [TextBlock(text=text, furniture=furniture)]

    def _finished(self, table: RawTable | None) -> list[Block]:
        return [] if table is None else blocks_of(table)

    def _table(self, element: Any, story: Story) -> RawTable:
        grid = element.find(W + "tblGrid")
        columns = grid.iterchildren(W + "gridCol") if grid is not None else ()
        return RawTable(
            grid=tuple(number(column.get(W + "w"), 0) for column in columns),
            rows=tuple(
                self._row(row, story)
                for row, _ in _flat(element, W + "tr")
                if row.find(f"{W}trPr/{W}del") is None
            ),
        )

    def _row(self, row: Any, story: Story) -> RawRow:
        properties = row.find(W + "trPr")
        return RawRow(
            before=_columns(value(properties, "gridBefore"), 0),
            after=_columns(value(properties, "gridAfter"), 0),
            cells=tuple(
                self._cell(cell, story)
                for cell, _ in _flat(row, W + "tc")
                if cell.find(f"{W}tcPr/{W}cellDel") is None
            ),
        )

    def _cell(self, cell: Any, story: Story) -> RawCell:
        properties = cell.find(W + "tcPr")
        down, across = _goes_on(properties, "vMerge"), _goes_on(properties, "hMerge")
        width = properties.find(W + "tcW") if properties is not None else None
        stated = width is not None and width.get(W + "type", "dxa") == "dxa"
        return RawCell(
            span=max(_columns(value(properties, "gridSpan"), 1), 1),
            width=number(width.get(W + "w"), 0) or None if stated and width is not None else None,
            down=down,
            across=across,
            # Word shows nothing of a cell that another one covers.
            blocks=() if across else tuple(self.blocks(cell, story)),
        )


def _flat(container: Any, *wanted: str) -> Iterator[tuple[Any, bool]]:
    """The paragraphs, tables and chunks of a container (or its elements of the wanted tags), wrappers opened.

    With each: whether it stands in a table of contents.
    """
    tags = frozenset(wanted) or _BLOCKS
    todo = [(child, False) for child in reversed(container)]
    while todo:
        element, contents = todo.pop()
        if element.tag in tags:
            yield element, contents
        elif element.tag == COMPATIBILITY + "AlternateContent":
            todo += [(child, contents) for child in reversed(branch(element))]
        elif element.tag == W + "sdt":
            if not is_placeholder(element):
                gallery = value(element, "sdtPr", "docPartObj", "docPartGallery")
                inner = contents or gallery == "Table of Contents"
                todo += [(child, inner) for child in reversed(element)]
        elif element.tag in _WRAPPERS:
            todo += [(child, contents) for child in reversed(element)]


_BLOCKS: Final = frozenset((W + "p", W + "tbl", W + "altChunk"))


def _goes_on(properties: Any | None, name: str) -> bool:
    merge = properties.find(W + name) if properties is not None else None
    return merge is not None and merge.get(W + "val") in _MERGES


def _columns(text: str | None, default: int) -> int:
    """A count of grid columns; Word has 63 at most, what is far beyond is a slip or worse."""
    return min(max(number(text, default), 0), 1000)


def _is_deleted(mark: Any | None) -> bool:
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
