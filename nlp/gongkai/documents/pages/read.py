"""Pages to blocks: tables found and joined, all other print as lines, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from gongkai.documents.blocks import Block, TextBlock
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.tables.grids import PageTable, find_tables, taken_by
from gongkai.documents.pages.tables.joining import join_tables
from gongkai.documents.pages.text.columns import in_reading_order
from gongkai.documents.pages.text.layout import Column, body_size, columns_of
from gongkai.documents.pages.text.lines import PrintedLine, lines_of
from gongkai.documents.pages.text.paragraphs import goes_on
from gongkai.documents.pages.text.running import running_lines
from gongkai.documents.pages.text.setting import set_line


@dataclass(frozen=True, slots=True)
class _Item:
    """A line or a table where it stands: ``page`` counts from 0, ``height`` sorts, in points from the page's top."""

    page: int
    height: float
    line: PrintedLine | None = None
    column: Column | None = None
    table: Block | None = None

    @property
    def running(self) -> bool:
        """Whether it is no part of the report."""
        return self.line is not None and self.column is None


@dataclass(frozen=True, kw_only=True, slots=True)
class PageParts:
    """What stands on one page, each from top to bottom: its tables, and the lines of all print outside of them."""

    page: Page
    tables: tuple[PageTable, ...]
    lines: tuple[PrintedLine, ...]


def parts_of(page: Page) -> PageParts:
    """All that can be told from a page alone."""
    tables = find_tables(page)
    lines = lines_of(page, taken_by(tables, len(page.text)) if tables else None)
    return PageParts(page=page, tables=tables, lines=tuple(lines))


def blocks_of_pages(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The tables and lines of a document in reading order, as ``blocks_of_parts`` gives them."""
    return blocks_of_parts([parts_of(page) for page in pages])


def blocks_of_parts(parts: Sequence[PageParts]) -> tuple[Block, ...]:
    """The tables and lines of a document in reading order.

    A table stands where its first row stands; a table over several pages is one block, and what stands between its
    parts (page numbers) comes after it. A line is as printed, its indent in ideographic spaces, a wide gap in
    as many blanks as there is room; ``furniture`` marks running heads and feet and slanted watermarks.
    """
    pages, tables, lines = ([p.page for p in parts], [p.tables for p in parts], [p.lines for p in parts])
    running = running_lines(pages, lines, [_extent(found) for found in tables])
    items: list[_Item] = []
    body: list[list[PrintedLine]] = []
    heights: list[list[float]] = []
    for n, found in enumerate(lines):
        own = [line for i, line in enumerate(found) if not line.askew and (n, i) not in running]
        order = in_reading_order(own)
        heights.append([height for height, _ in order])
        body.append([line for _, line in order])
        # What is printed askew over a page is of no row of it: it comes last.
        items += [
            _Item(n, inf if line.askew else line.middle, line=line)
            for i, line in enumerate(found)
            if line.askew or (n, i) in running
        ]
    for n, columns in enumerate(columns_of(pages, body)):
        items += [
            _Item(n, height, line=line, column=column)
            for height, line, column in zip(heights[n], body[n], columns, strict=True)
        ]
    joined = join_tables(pages, tables, _nothing_between(body, tables))
    items += [_Item(table.first_page, table.top, table=table.block) for table in joined]
    items.sort(key=lambda item: (item.page, item.height))
    return _blocks(items, body_size([line for found in body for line in found]))


def _extent(tables: Sequence[PageTable]) -> tuple[float, float] | None:
    return (min(t.bbox[1] for t in tables), max(t.bbox[3] for t in tables)) if tables else None


def _nothing_between(
    body: Sequence[Sequence[PrintedLine]], tables: Sequence[Sequence[PageTable]]
) -> Callable[[int], bool]:
    def adjacent(page: int) -> bool:
        """Whether only running lines stand behind the last table of a page and before the first of the next one."""
        low, high = tables[page][-1].bbox[3], tables[page + 1][0].bbox[1]
        return all(line.middle < low for line in body[page]) and all(
            line.middle > high for line in body[page + 1]
        )

    return adjacent


def _blocks(items: Sequence[_Item], em: float) -> tuple[Block, ...]:
    prose: list[PrintedLine] = []
    columns: list[Column] = []
    near: list[bool] = []
    behind_table = False
    left: dict[int, float] = {}  # page -> left edge of its text
    for item in items:
        if item.table is not None:
            behind_table = True
        elif item.line is not None and item.column is not None:
            prose.append(item.line)
            columns.append(item.column)
            near.append(not behind_table)
            left[item.page] = min(left.get(item.page, inf), item.column.left)
            behind_table = False
    goes = iter(goes_on(prose, columns, near))
    # Lines in columns of blanks share one unit, in which the smallest of them still fit, and one left edge, which none
    # of them begins before: columns stay columns.
    wide = [item.line for item in items if item.line is not None and len(item.line.segments) > 1]
    narrow = min((line.em for line in wide), default=em)
    leftmost = min((line.x0 for line in wide), default=inf)
    blocks: list[Block] = []
    for item in items:
        if item.table is not None:
            blocks.append(item.table)
        elif item.line is not None:
            edge = item.column.left if item.column else left.get(item.page, 0.0)
            if len(item.line.segments) == 1:
                text, places = set_line(item.line, edge, em)
            else:
                text, places = set_line(item.line, min(edge, leftmost), min(em, narrow))
            continues = item.column is not None and next(goes)
            blocks.append(TextBlock(text=text, places=places, furniture=item.running, continues=continues))
    return tuple(blocks)
