"""What is drawn on a page, as PDFium lists it: strokes, filled shapes and pictures, those inside forms too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from ctypes import c_void_p
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.pages.raw import Flags
from gongkai.documents.pdf import calls
from gongkai.documents.pdf.characters import are_pale, colors_of
from gongkai.errors import GongkaiError

MAX_ON_PAGE: Final = 200_000  # objects and segments; a dotted table of a whole page has some 20,000
_DEEPEST: Final = 20  # forms within forms; writers nest two or three

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Found = tuple[Doubles, Ints]  # rows, and the number of the path that each belongs to
_UPRIGHT: Final = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])  # the matrix of what is drawn as it stands

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2
_NO_NUMBER: Final = 0xFFFFFFFF  # as a float
_ONE_SHAPE: Final = 5  # segments of a rectangle


@dataclass(slots=True)
class Drawn:
    """The parts of a RawPage that are drawn, as rows; see there for the columns."""

    strokes: list[list[float]] = field(default_factory=list)
    pale_strokes: list[bool] = field(default_factory=list)
    fills: list[list[float]] = field(default_factory=list)
    pale_fills: list[bool] = field(default_factory=list)
    pictures: list[list[float]] = field(default_factory=list)
    count: int = 0


def drawn_on(page: int, texts: Set[int], *, name: str, number: int) -> Drawn:
    """Everything that is drawn. Raises GongkaiError E058 for more than ``MAX_ON_PAGE`` objects and segments.

    Args:
        page: handle of the page.
        texts: objects that are known to be text, most of a page.
        name: of the file.
        number: of the page.
    """
    drawn = Drawn()
    work = 0
    holders: list[tuple[int, bool, int, Doubles]] = [(page, False, 0, _UPRIGHT)]
    while holders:
        holder, is_form, depth, outer = holders.pop()
        count = (calls.count_in_form if is_form else calls.count_objects)(holder)
        child = calls.object_in_form if is_form else calls.object_at
        work += count
        if work > MAX_ON_PAGE:
            raise _too_much(name, number)
        found = map(child, [c_void_p(holder)] * count, range(count))
        items = [item for item in found if item and item not in texts]
        own: dict[int, list[int]] = defaultdict(list)
        for item, kind in zip(items, map(calls.type_of, items), strict=True):
            if kind != _TEXT:
                own[kind].append(item)
        drawn.count += sum(map(len, own.values()))
        if own[_PATH]:
            work += _add_paths(drawn, own[_PATH], outer, left=MAX_ON_PAGE - work)
            if work > MAX_ON_PAGE:
                raise _too_much(name, number)
        if own[_IMAGE]:
            drawn.pictures += _bounds(own[_IMAGE], outer)
        if own[_SHADING]:
            drawn.fills += _bounds(own[_SHADING], outer)
            drawn.pale_fills += [False] * len(own[_SHADING])
        if own[_FORM] and depth < _DEEPEST:
            holders += (
                (form, True, depth + 1, matrix)
                for form, matrix in zip(own[_FORM], _times(_matrices_of(own[_FORM]), outer), strict=True)
            )
    return drawn


def _too_much(name: str, number: int) -> GongkaiError:
    return GongkaiError("E058", name=name, why=f"page {number} has over {MAX_ON_PAGE} lines and shapes")


def _add_paths(drawn: Drawn, paths: Sequence[int], outer: Doubles, *, left: int) -> int:
    """Strokes and fills of paths; their segments where they have to be looked at, which they are not where these are
    more than ``left``."""
    fill_modes, stroke_modes = _TWO.answers(calls.draw_mode, paths, each=True).T
    stroked, stroke_pale = _inked(calls.stroke_color, paths, stroke_modes)
    filled, fill_pale = _inked(calls.fill_color, paths, fill_modes)
    counts = np.fromiter(map(calls.count_segments, paths), dtype=np.int64, count=len(paths))
    # The bounds of a filled rectangle say everything.
    plain = np.flatnonzero(filled & ~stroked & (counts <= _ONE_SHAPE))
    drawn.fills += _bounds([paths[k] for k in plain.tolist()], outer)
    drawn.pale_fills += fill_pale[plain].tolist()
    others = np.flatnonzero(stroked | (filled & (counts > _ONE_SHAPE)))
    work = int(counts[others].sum())
    if not 0 < work <= left:
        return work
    strokes, fills = _outlines([paths[k] for k in others.tolist()], counts[others], outer)
    for (found, of), inked, pale, rows, pales in (
        (strokes, stroked[others], stroke_pale[others], drawn.strokes, drawn.pale_strokes),
        (fills, filled[others], fill_pale[others], drawn.fills, drawn.pale_fills),
    ):
        if inked.any():
            kept = inked[of]
            rows += found[kept].tolist()
            pales += pale[of[kept]].tolist()
    return work


def _inked(color: calls.Call, paths: Sequence[int], modes: npt.NDArray[np.uint32]) -> tuple[Flags, Flags]:
    """Which paths are stroked, or filled, and which of them in white. A fully transparent colour is none."""
    inked, pale = np.zeros(len(paths), dtype=np.bool_), np.zeros(len(paths), dtype=np.bool_)
    asked = np.flatnonzero(modes)
    if len(asked):
        colors = colors_of(color, [paths[k] for k in asked.tolist()])
        inked[asked], pale[asked] = colors[:, 3] != 0, are_pale(colors)
    return inked, pale


def _outlines(paths: Sequence[int], counts: Ints, outer: Doubles) -> tuple[_Found, _Found]:
    """The straight strokes of all paths, and the bounds of their shapes, as if all were stroked and filled.

    Args:
        counts: of the segments of each path.
    """
    segments = [
        segment
        for path, count in zip(paths, counts.tolist(), strict=True)
        for segment in map(calls.segment_at, [path] * count, range(count))
    ]
    kinds = np.fromiter(map(calls.segment_type, segments), dtype=np.int64, count=len(segments))
    closes = np.fromiter(map(calls.segment_closes, segments), dtype=np.bool_, count=len(segments))
    matrices = _times(_matrices_of(paths), outer)
    a, b, c, d, _, _ = matrices.T
    widths = _ONE.answers(calls.stroke_width, paths).view(np.float32)[:, 0] * np.sqrt(np.abs(a * d - b * c))
    of = np.repeat(np.arange(len(paths)), counts)
    a, b, c, d, e, f = matrices[of].T
    x, y = _TWO.answers(calls.segment_point, segments, each=True).view(np.float32).astype(np.float64).T
    points = np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)

    begins = (kinds == _MOVE_TO) | np.concatenate(([True], np.diff(of) != 0))
    every, heads = np.arange(len(segments)), np.flatnonzero(begins)
    first = heads[np.cumsum(begins) - 1]  # of the segment's shape
    # Behind a side that closes the shape the next one begins where the shape does.
    before = np.where(np.roll(closes, 1), np.roll(first, 1), every - 1)
    sides = np.flatnonzero(~begins & (kinds == _LINE_TO))
    closing = np.flatnonzero(closes & (points[first] != points).any(axis=1))
    start, end = np.concatenate((before[sides], closing)), np.concatenate((sides, first[closing]))
    strokes = np.concatenate((points[start], points[end], widths[of[start], None]), axis=1)
    low, high = np.minimum.reduceat(points, heads), np.maximum.reduceat(points, heads)
    return (strokes, of[start]), (np.concatenate((low, high), axis=1), of[heads])


def _bounds(items: Sequence[int], outer: Doubles) -> list[list[float]]:
    """The boxes of the objects."""
    boxes: npt.NDArray[np.floating] = _FOUR.answers(calls.bounds_of, items, each=True).view(np.float32)
    if outer is not _UPRIGHT:
        a, b, c, d, e, f = outer.tolist()
        x, y = boxes[:, [0, 0, 2, 2]].astype(np.float64), boxes[:, [1, 3, 1, 3]].astype(np.float64)
        corners = a * x + c * y + e, b * x + d * y + f
        sides = (*(at.min(axis=1) for at in corners), *(at.max(axis=1) for at in corners))
        boxes = np.stack(sides, axis=1)
    found: list[list[float]] = boxes.tolist()
    return found


def _matrices_of(items: Sequence[int]) -> Doubles:
    """The matrix of each object; upright where it has none. Shape: (objects, 6)."""
    own = _SIX.answers(calls.matrix_of, items, nothing=_NO_NUMBER).view(np.float32).astype(np.float64)
    own[np.isnan(own).any(axis=1)] = _UPRIGHT
    return own


def _times(matrices: Doubles, outer: Doubles) -> Doubles:
    """Each of them first, then the outer one."""
    if outer is _UPRIGHT:
        return matrices
    a, b, c, d, e, f = matrices.T
    p, q, r, s, t, u = outer.tolist()
    return np.stack(
        (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u),
        axis=1,
    )


# Where PDFium writes its answers.
_ONE: Final = calls.Room(1)
_TWO: Final = calls.Room(2)
_FOUR: Final = calls.Room(4)
_SIX: Final = calls.Room(6)
