"""Where a line stands: in the document, under which heading, in which table, beside what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from gongkai.segmentation.edges import is_title
from gongkai.segmentation.shapes import LineShape, Shape

NAMING: Final = 5
"""Characters of one table's own labels on a line from which it tells which table the lines around it are of."""
_EDGE: Final = 5  # lines counted from the document's first and last
_OPENING: Final = 60  # lines from the document's first among which a title is looked for
_NOTHING: Final = "-"


class Place(NamedTuple):
    """A line's surroundings, coarse enough to be met again in other documents.

    ``around``: shapes of the two filled lines before, the line, the two after. ``gaps``: blank lines right before
    and after (up to 2). ``under``, ``ahead``: section of the last and the next section heading, ``since`` lines ago.
    ``table``, ``table_ahead``: the table that labels named last and name next, ``in_table`` lines ago.
    ``title``: whether the line reads like a title; ``titled``: whether one came before, comes later.
    ``numbered``: the last numeral of a heading and its style. ``dated``: whether a line that is a date came before,
    comes later. ``ended``: last character of the line before, where that is prose. ``printed``: how most of the
    document's tables are printed.
    """

    around: tuple[str, str, str, str, str]
    gaps: tuple[int, int]
    tenth: int
    first: int
    last: int
    under: str
    ahead: str
    since: int
    table: str
    table_ahead: str
    in_table: int
    title: bool
    titled: tuple[bool, bool]
    numbered: str
    dated: tuple[bool, bool]
    ended: str
    printed: str

    def symbols(self) -> tuple[str, ...]:
        """The place as features."""
        two_back, back, own, on, two_on = self.around
        return (
            f"-1 {back}",
            f"+1 {on}",
            f"-2 {two_back} {back}",
            f"+2 {on} {two_on}",
            f"{own} -1 {back}",
            f"{own} +1 {on}",
            f"{back} {own} {on}",
            f"{own} gaps {self.gaps}",
            f"tenth {self.tenth}",
            f"{own} first {self.first}",
            f"{own} last {self.last}",
            f"under {self.under}",
            f"under {self.under} ahead {self.ahead}",
            f"under {self.under} {own}",
            f"under {self.under} since {self.since}",
            f"ahead {self.ahead} {own}",
            f"table {self.table} {own}",
            f"table {self.table} ago {self.in_table} {own}",
            f"table {self.table} ahead {self.table_ahead}",
            f"under {self.under} table {self.table}",
            f"under {self.under} table ahead {self.table_ahead} {own}",
            f"title {self.title} {self.titled}",
            f"titled {self.titled} {own}",
            f"numbered {self.numbered}",
            f"numbered {self.numbered} {own}",
            f"dated {self.dated} {own}",
            f"ended {self.ended} {own}",
            f"{own} printed {self.printed}",
        )


def places(shapes: Sequence[LineShape], kept: Sequence[LineShape]) -> list[Place]:
    """The place of each kept line of a document."""
    count = len(kept)
    kinds = [_NOTHING, _NOTHING, *(s.shape.value for s in kept), _NOTHING, _NOTHING]
    sections = [_section(s) for s in kept]
    tables = [_table(s) for s in kept]
    dates = [n for n, s in enumerate(kept) if s.shape is Shape.DATE]
    section_ahead, table_ahead = _ahead(sections), _ahead(tables)
    titles = _titles(shapes, kept, sections)
    printed = _printed(kept)
    under, table, numbered = _NOTHING, _NOTHING, _NOTHING
    headed, tabled = 0, 0
    found: list[Place] = []
    for n, shape in enumerate(kept):
        found.append(
            Place(
                around=(kinds[n], kinds[n + 1], kinds[n + 2], kinds[n + 3], kinds[n + 4]),
                gaps=(
                    min(shape.n - (kept[n - 1].n if n else -1) - 1, 2),
                    min((kept[n + 1].n if n + 1 < count else len(shapes)) - shape.n - 1, 2),
                ),
                tenth=10 * n // count,
                first=min(n, _EDGE),
                last=min(count - 1 - n, _EDGE),
                under=under,
                ahead=section_ahead[n],
                since=(n - headed).bit_length(),
                table=table,
                table_ahead=table_ahead[n],
                in_table=(n - tabled).bit_length(),
                title=n in titles,
                titled=(bool(titles) and titles[0] < n, bool(titles) and titles[-1] > n),
                numbered=numbered,
                dated=(bool(dates) and dates[0] < n, bool(dates) and dates[-1] > n),
                ended=kept[n - 1].text[-1:] if n and kept[n - 1].shape is Shape.PROSE else "",
                printed=printed,
            )
        )
        if sections[n] != _NOTHING:
            under, headed = sections[n], n
        if tables[n] != _NOTHING:
            table, tabled = tables[n], n
        if shape.heading is not None and shape.heading.number is not None:
            numbered = f"{shape.heading.style.name} {shape.heading.number}"
    return found


def _titles(shapes: Sequence[LineShape], kept: Sequence[LineShape], sections: Sequence[str]) -> list[int]:
    """Which of the kept lines before the first section's heading read like a title."""
    end = next((n for n, name in enumerate(sections) if name != _NOTHING), len(kept))
    return [n for n, shape in enumerate(kept[: min(end, _OPENING)]) if is_title(shapes, shape.n)]


def _section(shape: LineShape) -> str:
    if shape.shape is not Shape.HEADING or shape.heading is None or shape.heading.section is None:
        return _NOTHING
    return shape.heading.section


def _table(shape: LineShape) -> str:
    """The table that the line's labels name, where they are enough and of no other table as well."""
    if not shape.tables or shape.shape in (Shape.HEADING, Shape.PROSE):
        return _NOTHING
    name = max(shape.tables, key=lambda t: shape.tables[t])
    most = shape.tables[name]
    rival = max((c for t, c in shape.tables.items() if t != name), default=0)
    return name if most >= NAMING and most > 2 * rival else _NOTHING


def _ahead(names: Sequence[str]) -> list[str]:
    """Per line the next name that comes after it."""
    ahead = [_NOTHING] * len(names)
    for n in range(len(names) - 2, -1, -1):
        ahead[n] = names[n + 1] if names[n + 1] != _NOTHING else ahead[n + 1]
    return ahead


def _printed(kept: Sequence[LineShape]) -> str:
    rows = sum(s.shape is Shape.ROW and s.values > 1 for s in kept)
    values = sum(s.shape is Shape.VALUE for s in kept)
    if not rows and not values:
        return _NOTHING
    return "rows" if rows > values else "cells"
