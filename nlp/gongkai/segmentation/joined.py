"""Printed lines that the reader saw to be one: a paragraph or a title over several lines of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.model import Document, MappedText
from gongkai.segmentation.model import LineLabel, Role


def joined_lines(document: Document) -> list[list[int]]:
    """The lines of each such paragraph of two lines or more, furniture between them left out."""
    groups: list[list[int]] = []
    for line in document.lines:
        if line.furniture or not line.text.strip():
            continue
        if line.continues and groups:
            groups[-1].append(line.n)
        else:
            groups.append([line.n])
    return [group for group in groups if len(group) > 1]


def as_one(document: Document, labels: Sequence[LineLabel]) -> list[LineLabel]:
    """The labels, one for all lines that are one.

    A title is one where any line of it is. Else the label counts that the surest lines have; a heading that runs into
    its text keeps its own line.
    """
    agreed = list(labels)
    for group in joined_lines(document):
        own = [labels[n] for n in group]
        if len({(label.section, label.role) for label in own}) == 1:
            continue
        title = next((label for label in own if label.role is Role.TITLE), None)
        kept = group[1:] if own[0].role is Role.HEADING and title is None else group
        chosen = title or _surest([labels[n] for n in kept])
        for n in kept:
            agreed[n] = chosen
    return agreed


def _surest(labels: Sequence[LineLabel]) -> LineLabel:
    weights: dict[tuple[str, Role], float] = defaultdict(float)
    for label in labels:
        weights[label.section, label.role] += label.confidence
    best = max(weights, key=lambda key: weights[key])
    return next(label for label in labels if (label.section, label.role) == best)


def unwrapped(document: Document) -> Document:
    """The document with the normalised text of such lines in the first of them; the others have none."""
    groups = joined_lines(document)
    if not groups:
        return document
    normal = list(document.normal)
    for first, *rest in groups:
        normal[first] = MappedText.concat(document.normal[n] for n in (first, *rest))
        for n in rest:
            normal[n] = MappedText(text="", lines=(), starts=(), ends=())
    return replace(document, normal=tuple(normal))
