"""Which reports are left out together: those of one hand, of one printed layout, or of one generation of the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.tables.read import read_tables

FOLDS: Final = 5
NO_TABLES: Final = "no tables"


class Grouping(StrEnum):
    """What a fold leaves out whole."""

    HAND = "hand"  # an author: nobody's way of writing stands on both sides
    LAYOUT = "layout"  # how tables are printed: tabs, one cell a line, columns of blanks...
    TEMPLATE = "template"  # the generations of the form that the report's tables have


@dataclass(frozen=True, kw_only=True, slots=True)
class Fold:
    """One division: ``groups`` are those left out, every other one is trained on."""

    groups: tuple[str, ...]
    train: tuple[AnnotatedReport, ...]
    test: tuple[AnnotatedReport, ...]

    @property
    def name(self) -> str:
        """The groups left out."""
        return ", ".join(self.groups)


def grouped_folds(
    reports: Sequence[AnnotatedReport], by: Grouping, codebook: Codebook, *, folds: int = FOLDS
) -> tuple[Fold, ...]:
    """Folds of whole groups with about as many reports each, fewer than ``folds`` where there are fewer groups.

    The largest group goes first, each into the smallest fold so far: no chance in it, the same gold gives the same
    folds.
    """
    names = {report.id: group_of(report, by, codebook) for report in reports}
    sizes = {group: sum(name == group for name in names.values()) for group in sorted(set(names.values()))}
    parts: list[list[str]] = [[] for _ in range(min(folds, len(sizes)))]
    for group in sorted(sizes, key=lambda g: (-sizes[g], g)):
        min(parts, key=lambda part: sum(sizes[g] for g in part)).append(group)
    return tuple(
        Fold(
            groups=tuple(sorted(part)),
            train=tuple(r for r in reports if names[r.id] not in part),
            test=tuple(r for r in reports if names[r.id] in part),
        )
        for part in parts
    )


def group_of(report: AnnotatedReport, by: Grouping, codebook: Codebook) -> str:
    """The group of a report."""
    return _GROUPS[by](report, codebook)


def _template(report: AnnotatedReport, codebook: Codebook) -> str:
    """The forms of its tables: 2019, 2021, or both where they are mixed."""
    document = document_of(report)
    tables = read_tables(document, segmentation_of(report, document), codebook)
    forms = {t for table, t in tables.templates.items() if t is not None and _changed(table, codebook)}
    return " and ".join(sorted(forms)) or NO_TABLES


def _changed(table: str, codebook: Codebook) -> bool:
    """Whether the generations of the form differ in a table."""
    return len({codebook.fields(table, form) for form in codebook.templates}) > 1


_GROUPS: Final[dict[Grouping, Callable[[AnnotatedReport, Codebook], str]]] = {
    Grouping.HAND: lambda report, _: report.hand,
    Grouping.LAYOUT: lambda report, _: report.layout,
    Grouping.TEMPLATE: _template,
}
