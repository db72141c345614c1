"""A printed line as text: its indent and its wide gaps as blanks, so that columns of a page stay columns.

Texts keep the room that print takes: two columns of blanks to an em, as in a terminal, where a Chinese character is
two columns wide. An indent is written with ideographic spaces, as reports are typed; gaps with plain blanks.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from gongkai.documents.model import Places
from gongkai.documents.pages.text.lines import PrintedLine
from gongkai.documents.widths import width_of

_FEWEST: Final = 2  # blanks of a wide gap, however narrow the print around it
_MOST: Final = 200  # blanks of an indent or a gap


def set_line(line: PrintedLine, left: float, em: float) -> tuple[str, Places]:
    """Text and places of the line; a blank that is only room has a place of NaN.

    Args:
        left: the left edge of the page's text, in points. What stands further left has no indent.
        em: the font size of the page's text; all lines of a page need the same.
    """
    unit = max(em, 1.0) / 2
    indent = min(max(round((line.x0 - left) / unit), 0), _MOST)
    lone = len(line.segments) == 1
    if lone and indent < 2:
        return line.segments[0].text, line.segments[0].places
    pieces = ["\u3000" * (indent // 2) + ("" if lone else " " * (indent % 2))]
    places = [_nowhere(len(pieces[0]))]
    at = indent
    for n, segment in enumerate(line.segments):
        if n:
            column = round((segment.x0 - left) / unit)
            room = min(max(column - at, _FEWEST), _MOST)
            pieces.append(" " * room)
            places.append(_nowhere(room))
            at += room
        pieces.append(segment.text)
        places.append(segment.places)
        at += 0 if lone else width_of(segment.text)
    return "".join(pieces), np.concatenate(places)


def _nowhere(count: int) -> Places:
    return np.full((count, 5), np.nan, dtype=np.float32)
