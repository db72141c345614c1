"""What a segmenter says of every line: one section and one role each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from gongkai.documents.model import Document


class Role(StrEnum):
    """Role of a line inside its section (codebook ``line_roles``)."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE_HEADER = "table_header"
    TABLE_LABEL = "table_label"
    TABLE_VALUE = "table_value"
    TABLE_ROW = "table_row"
    TABLE_NOTE = "table_note"
    FURNITURE = "furniture"
    BLANK = "blank"


TABLE_ROLES = frozenset(
    {Role.TABLE_HEADER, Role.TABLE_LABEL, Role.TABLE_VALUE, Role.TABLE_ROW, Role.TABLE_NOTE}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LineLabel:
    """Section id (codebook ``sections``) and role of one line; ``confidence`` is 1.0 for rules."""

    section: str
    role: Role
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionRun:
    """An adjacent run of lines ``start`` to ``end`` of one section; ``title`` is its heading as printed, or None."""

    id: str
    title: str | None
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Segmentation:
    """One label per line of the document, and the runs that follow from them."""

    labels: tuple[LineLabel, ...]
    runs: tuple[SectionRun, ...]


class Segmenter(Protocol):
    """What the rule baseline and the trained model have in common."""

    name: str

    def __call__(self, document: Document) -> Segmentation:
        """Label every line of the document."""
        ...
