"""At which level of government the issuer stands."""

from __future__ import annotations

import re

from gongkai.metadata.areas import Area
from gongkai.metadata.region import after_area, is_national
from gongkai.metadata.words import words


def find_level(issuer: str | None, region: Area | None) -> str | None:
    """One of the codebook's levels, or None.

    What the name says of a township, a zone or a branch goes before the place it is named after; the gazetteer's
    level of that place goes before the suffixes of a place that it does not know.

    Args:
        issuer: normalised.
        region: the place found for it.
    """
    if not issuer:
        return None
    rest = after_area(issuer)
    for level, pattern in words()["levels"]["after_area"]:
        if re.search(pattern, rest):
            return str(level)
    if is_national(issuer):
        return "state"
    generic = words()["levels"]["generic"]
    if region is not None:
        return region.level
    for level, pattern in words()["levels"]["without_area"]:
        if re.search(pattern, issuer):
            return str(level)
    return str(generic[issuer[0]]) if issuer[0] in generic else None
