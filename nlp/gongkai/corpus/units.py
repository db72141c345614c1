"""Units the way gold writes them."""

from __future__ import annotations

from functools import lru_cache

from gongkai.documents.normalise import normalise_line


@lru_cache(maxsize=256)
def gold_unit(unit: str) -> str:
    """A printed unit in simplified characters: 項 becomes 项."""
    return normalise_line(0, unit, traditional=True).text
