"""Whether a document is an annual report at all: a title, a statutory heading, or a statutory table says so."""

from __future__ import annotations

from functools import lru_cache

from gongkai.codebook import read_data
from gongkai.documents.model import Document
from gongkai.segmentation.model import Role, Segmentation
from gongkai.tables.model import Tables

STATUTORY = frozenset({"overview", "disclosure", "applications", "review_litigation", "problems", "other"})
"""Sections of the form; a document with headings of three of them is a report whatever its title."""
FEWEST_HEADINGS = 3
ATTACHMENTS = "W024"  # the reader's warning that a page links to files


@lru_cache(maxsize=1)
def _about() -> tuple[str, ...]:
    return tuple(read_data("segmentation.yaml")["about_a_report"])


def refusal(document: Document, segmentation: Segmentation, tables: Tables) -> str | None:
    """Why the document is no annual report; None where it is one.

    A page about a report (解读, 通知) has the words of the title and neither headings nor tables; so has a page that
    only links to the report.
    """
    if any(tables.templates.values()):
        return None
    headed = {label.section for label in segmentation.labels if label.role is Role.HEADING} & STATUTORY
    if len(headed) >= FEWEST_HEADINGS:
        return None
    titles = [
        document.normal[n].text for n, label in enumerate(segmentation.labels) if label.role is Role.TITLE
    ]
    linked = next((w.message for w in document.warnings if w.code == ATTACHMENTS), None)
    if not titles:
        why = "it has neither the title nor the headings nor the tables of one"
        return why if linked is None else f"{why}; {linked}"
    if linked is not None and not headed:
        return f"it has the title only; {linked}"
    about = next((word for word in _about() if any(word in title for title in titles)), None)
    if about is not None:
        return f"its title says {about}, and it has neither the headings nor the tables of a report"
    return None
