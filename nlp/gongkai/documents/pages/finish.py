"""A RawPage becomes a Page: turned upright, cut to its crop box, doubled and invisible characters left out."""

from __future__ import annotations

import re
from itertools import compress
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.model import Page, Ruling
from gongkai.documents.pages.raw import LOST, Flags, Floats, PageRead, RawPage
from gongkai.documents.pages.strokes import THICKEST, lies_on, rulings_of

_TURNED: Final = 0.6  # of the characters must stand on their side before the page is taken as printed so
_DOUBLED: Final = 0.12
"""Of the font size: a character that stands so near to an equal one is the same printed again for boldness. The
narrowest characters that stand side by side (i, l, a stop) are 0.2 apart."""
_LOST: Final = re.compile(f"[{LOST}\ue000-\uf8ff\U000f0000-\U0010ffff]")
_BIN: Final = 4.0  # points of height in which doubled characters are looked for
_FAR: Final = 100_000.0  # points; no page is as wide


def finished(raw: RawPage, *, number: int) -> PageRead:
    """The page as a reader sees it, and what was left out."""
    quarters = _upright(raw)
    left, bottom, right, top = raw.box
    across, up = (right - left, top - bottom) if quarters % 2 == 0 else (top - bottom, right - left)
    boxes = turned(raw.boxes, raw.box, quarters)
    fills = turned(raw.fills, raw.box, quarters)
    pictures = _on_page(turned(raw.pictures, raw.box, quarters), across, up)
    strokes = raw.strokes.copy()
    strokes[:, :4] = _points_turned(raw.strokes[:, :4], raw.box, quarters)
    rulings = rulings_of(strokes, raw.pale_strokes, fills, raw.pale_fills, width=across, height=up)

    middles: Floats = (boxes[:, :2] + boxes[:, 2:]) * np.float32(0.5)
    on_page = (middles[:, 0] > 0) & (middles[:, 0] < across) & (middles[:, 1] > 0) & (middles[:, 1] < up)
    unseen = raw.hidden.copy()
    if raw.pale.any():
        thick = np.minimum(fills[:, 2] - fills[:, 0], fills[:, 3] - fills[:, 1]) > THICKEST
        ground = np.concatenate((fills[thick & ~raw.pale_fills], pictures))
        unseen[raw.pale] |= ~lies_on(middles[raw.pale], ground)
    printed = on_page & ~_doubled(raw.characters, boxes, raw.sizes, unseen)

    def page(keep: Flags, lines: tuple[Ruling, ...]) -> Page:
        return Page(
            number=number,
            width=across,
            height=up,
            text=raw.characters if keep.all() else "".join(compress(raw.characters, keep.tolist())),
            boxes=boxes[keep],
            sizes=raw.sizes[keep],
            rulings=lines,
            pictures=tuple((x0, y0, x1, y1) for x0, y0, x1, y1 in pictures.tolist()),
        )

    shown = page(printed & ~unseen, rulings)
    behind = page(printed & unseen, rulings) if (printed & unseen).any() else None
    invisible = sum(1 for c in behind.text if not c.isspace()) if behind else 0
    covered = ((pictures[:, 2] - pictures[:, 0]) * (pictures[:, 3] - pictures[:, 1])).sum()
    return PageRead(
        page=shown,
        lost=len(_LOST.findall(shown.text)),
        invisible=invisible,
        behind=behind if invisible else None,
        picture_share=min(1.0, float(covered) / (across * up)) if across * up else 0.0,
        drawn=raw.drawn,
        quarters=quarters,
    )


def turned(boxes: Floats, page: tuple[float, float, float, float], quarters: int) -> Floats:
    """Boxes left, bottom, right, top in the file's coordinates as x0, top, x1, bottom on the page that is shown."""
    points = _points_turned(boxes, page, quarters)
    return np.concatenate(
        (np.minimum(points[:, :2], points[:, 2:]), np.maximum(points[:, :2], points[:, 2:])), axis=1
    )


def _points_turned(points: Floats, page: tuple[float, float, float, float], quarters: int) -> Floats:
    left, bottom, right, top = page
    x, y = points[:, 0::2], points[:, 1::2]
    across, down = (
        (x - left, top - y),
        (y - bottom, x - left),
        (right - x, y - bottom),
        (top - y, right - x),
    )[quarters % 4]
    shown = np.empty_like(points)
    shown[:, 0::2], shown[:, 1::2] = across, down
    return shown


def _upright(raw: RawPage) -> int:
    """The quarter turns after which most characters stand upright; where they do not agree, the file's own."""
    straight = raw.turns[raw.turns >= 0]
    if not len(straight):
        return raw.quarters
    votes = np.bincount(straight, minlength=4)
    best = int(votes.argmax())
    return best if votes[best] >= _TURNED * len(raw.turns) else raw.quarters


def _on_page(boxes: Floats, width: float, height: float) -> Floats:
    boxes = boxes.clip(0, np.array([width, height, width, height], dtype=np.float32))
    return boxes[(boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])]


def _doubled(text: str, boxes: Floats, sizes: Floats, unseen: Flags) -> npt.NDArray[np.bool_]:
    """Which characters only repeat an equal one in nearly the same place that the file prints before, both to be seen
    or both not."""
    again = np.zeros(len(text), dtype=np.bool_)
    if len(text) < 2:
        return again
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    kinds = codes * np.uint32(2) + unseen
    x, y = boxes[:, 0].astype(np.float64), (boxes[:, 1] + boxes[:, 3]) / 2
    near = np.maximum(sizes * _DOUBLED, 0.05)
    widest = near.max()
    for offset in (0.0, 0.5):  # two that fall into different bins the one time share one the other time
        bins = np.floor(y / _BIN + offset)
        order = np.lexsort((bins * _FAR + x, kinds))
        same = np.diff(kinds[order]) == 0
        pairs = np.flatnonzero(same & (np.abs(np.diff(x[order])) < widest))
        a, b = order[pairs], order[pairs + 1]
        close = (
            (bins[a] == bins[b])
            & (np.abs(x[a] - x[b]) < near[a])
            & (np.abs(y[a] - y[b]) < near[a])
            & (np.abs(sizes[a] - sizes[b]) < near[a])
        )
        again[np.maximum(a, b)[close]] = True
    return again
