"""Printed label runs aligned with the rows of a form: typos, glued, split and vertical labels tolerated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from gongkai.codebook import Row, Table
from gongkai.codebook.forms import label_key, split_numeral
from gongkai.tables.segments import Segment

MATCH: Final = 60.0
"""Likeness (0-100) from which a run may stand for a row. A label that lost a third of its characters still has
it; 予以公开 and 部分公开 are 50 apart from each other's runs, 行政许可 and 行政处罚 as well."""
WRAPPED: Final = 0.85
"""Factor on the likeness of a run that only holds a part of the label: the rest stands on another line."""
NUMERAL: Final = 12.0
"""Points for the right numeral before a label, and off for another one: repeated words (其他) need it."""
SHORT: Final = 3
"""Characters up to which a label must stand at the end of its run as it is."""
VALUES: Final = 0.4
"""Gain of a segment that has values over one that has only blanks: a wrapped rest of a label has none."""


def likeness(segment: Segment, label: str, number: int | None, aliases: Sequence[str] = ()) -> float:
    """How well the end of the segment's label run says the label, 0 to 100 and a little more with the numeral."""
    run = segment.key
    best = max((_suffix(run, label_key(text)) for text in (label, *aliases)), default=0.0)
    if best <= 0.0:
        return 0.0
    if number is not None and segment.number is not None:
        best += NUMERAL if number == segment.number else -NUMERAL
    return best


@lru_cache(maxsize=65536)
def _suffix(run: str, key: str) -> float:
    if run.endswith(key):
        return 100.0
    if not run or len(key) <= SHORT:
        return 0.0
    best = max(fuzz.ratio(run[-size:], key) for size in range(max(2, len(key) - 2), len(key) + 3))
    if len(run) >= 4:
        whole = fuzz.partial_ratio(key, run) if len(key) <= len(run) else 0.0
        part = fuzz.partial_ratio(run[-len(key) :], key) if len(key) >= 6 else 0.0
        best = max(best, 0.9 * whole, WRAPPED * part)
    return best


def row_gains(segments: Sequence[Segment], table: Table) -> dict[str, list[float]]:
    """What each segment is worth as each row of any form: row id -> one gain per segment."""
    return {row: [_gain(segment, entry) for segment in segments] for row, entry in table.rows.items()}


def align(gains_of: Mapping[str, Sequence[float]], rows: Sequence[str]) -> tuple[float, dict[int, str]]:
    """The best order-keeping pairing of segments with rows: (its gain, segment index -> row id).

    Needleman-Wunsch with free gaps on both sides: headers and wrapped rests match no row, lost rows no segment.
    """
    gains = list(zip(*(gains_of[row] for row in rows), strict=True))
    height, width = len(gains), len(rows)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if gains[i][j] > 0:
                best[i][j] = max(best[i][j], gains[i][j] + best[i + 1][j + 1])
    pairs, i, j = {}, 0, 0
    while i < height and j < width:
        if gains[i][j] > 0 and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            pairs[i] = rows[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return best[0][0], pairs


def _gain(segment: Segment, entry: Row) -> float:
    score = likeness(segment, entry.label, _number(entry.number), entry.aliases)
    if score < MATCH or not segment.items:
        return 0.0
    return (score - MATCH) / (100.0 - MATCH) + 0.1 + (VALUES if segment.values else 0.0)


@lru_cache(maxsize=1024)
def _number(numeral: str | None) -> int | None:
    return split_numeral(f"{numeral}、" if numeral and numeral[0] not in "（(" else numeral or "")[0]
