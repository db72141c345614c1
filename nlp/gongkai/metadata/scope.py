"""Whom the tables count: the body alone, or all below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.metadata.words import words


def find_table_scope(title: str | None, sentences: Sequence[str]) -> str:
    """``body``, ``jurisdiction`` or ``unstated``.

    Args:
        title: normalised.
        sentences: normalised text of the preamble and of the notes of the tables.
    """
    cues = words()["table_scope"]
    for place, texts in (("title", [title] if title else []), ("text", sentences)):
        for scope in ("body", "jurisdiction"):
            if any(re.search(pattern, text) for pattern in cues[place][scope] for text in texts):
                return scope
    return "unstated"
