"""What is drawn on a page, as PDFium lists it: strokes, filled shapes and pictures, those inside forms too."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

import numpy as np

from gongkai.documents.pdf import calls
from gongkai.documents.pdf.characters import is_pale
from gongkai.errors import GongkaiError

MAX_ON_PAGE: Final = 200_000  # objects and segments; a dotted table of a whole page has some 20,000
_DEEPEST: Final = 20  # forms within forms; writers nest two or three

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2
_ONE_SHAPE: Final = 5  # segments of a rectangle: its bounds say everything


@dataclass(slots=True)
class Drawn:
    """The parts of a RawPage that are drawn, as rows; see there for the columns."""

    strokes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    pale_strokes: list[bool] = field(default_factory=list)
    fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    pale_fills: list[bool] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    count: int = 0


def drawn_on(page: int, *, name: str, number: int) -> Drawn:
    """Everything that is drawn. Raises GongkaiError E058 for more than ``MAX_ON_PAGE`` objects and segments."""
    drawn = Drawn()
    work = 0
    holders: list[tuple[int, bool, int, Matrix]] = [(page, False, 0, _UPRIGHT)]
    while holders:
        holder, is_form, depth, outer = holders.pop()
        count = (calls.count_in_form if is_form else calls.count_objects)(holder)
        child = calls.object_in_form if is_form else calls.object_at
        work += count
        if work > MAX_ON_PAGE:
            raise _too_much(name, number)
        items = [item for item in map(child, repeat(holder), range(count)) if item]
        for item, kind in zip(items, map(calls.type_of, items), strict=True):
            if kind == _TEXT:
                continue
            drawn.count += 1
            if kind == _PATH:
                work += _add_path(drawn, item, outer, left=MAX_ON_PAGE - work)
            elif kind == _FORM and depth < _DEEPEST:
                holders.append((item, True, depth + 1, _times(_matrix_of(item), outer)))
            elif kind == _IMAGE:
                drawn.pictures.append(_bounds(item, outer))
            elif kind == _SHADING:
                drawn.fills.append(_bounds(item, outer))
                drawn.pale_fills.append(False)
            if work > MAX_ON_PAGE:
                raise _too_much(name, number)
    return drawn


def _too_much(name: str, number: int) -> GongkaiError:
    return GongkaiError("E058", name=name, why=f"page {number} has over {MAX_ON_PAGE} lines and shapes")


def _add_path(drawn: Drawn, path: int, outer: Matrix, *, left: int) -> int:
    """Strokes and fills of a path; its segments, where they had to be looked at."""
    calls.draw_mode(path, _AT, _AT + 4)
    fill_mode, stroked = _ints[:2].tolist()
    stroke_pale = _pale(calls.stroke_color, path) if stroked else None
    fill_pale = _pale(calls.fill_color, path) if fill_mode else None
    if stroke_pale is None and fill_pale is None:
        return 0
    segments = int(calls.count_segments(path))
    if stroke_pale is None and segments <= _ONE_SHAPE:
        drawn.fills.append(_bounds(path, outer))
        drawn.pale_fills.append(bool(fill_pale))
        return 0
    if segments > left:
        return segments
    matrix = _times(_matrix_of(path), outer)
    shapes = _shapes(path, segments, matrix)
    if stroke_pale is not None:
        calls.stroke_width(path, _AT)
        a, b, c, d = matrix[:4]
        width = float(_floats[0]) * abs(a * d - b * c) ** 0.5
        for points, straight in shapes:
            for (x0, y0), (x1, y1), line in zip(points, points[1:], straight, strict=False):
                if line:
                    drawn.strokes.append((x0, y0, x1, y1, width))
                    drawn.pale_strokes.append(stroke_pale)
    if fill_pale is not None:
        for points, _ in shapes:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            drawn.fills.append((min(xs), min(ys), max(xs), max(ys)))
            drawn.pale_fills.append(fill_pale)
    return segments


def _shapes(path: int, segments: int, matrix: Matrix) -> list[tuple[list[tuple[float, float]], list[bool]]]:
    """The path's parts: their points, and for each step between two points whether it is straight."""
    a, b, c, d, e, f = matrix
    shapes: list[tuple[list[tuple[float, float]], list[bool]]] = []
    for i in range(segments):
        segment = calls.segment_at(path, i)
        calls.segment_point(segment, _AT, _AT + 4)
        x, y = _floats[:2].tolist()
        point = (a * x + c * y + e, b * x + d * y + f)
        kind = calls.segment_type(segment)
        if kind == _MOVE_TO or not shapes:
            shapes.append(([point], []))
        else:
            shapes[-1][0].append(point)
            shapes[-1][1].append(kind == _LINE_TO)
        if calls.segment_closes(segment) and shapes[-1][0][0] != shapes[-1][0][-1]:
            shapes[-1][0].append(shapes[-1][0][0])
            shapes[-1][1].append(True)
    return shapes


def _pale(color: calls.Call, item: int) -> bool | None:
    """Whether the colour is white; None where it is fully transparent. A pattern is no white."""
    if not color(item, _AT, _AT + 4, _AT + 8, _AT + 12):
        return False
    red, green, blue, alpha = _ints.tolist()
    return is_pale(red, green, blue) if alpha else None


def _bounds(item: int, outer: Matrix) -> tuple[float, float, float, float]:
    calls.bounds_of(item, _AT, _AT + 4, _AT + 8, _AT + 12)
    x0, y0, x1, y1 = _floats.tolist()
    if outer is _UPRIGHT:
        return (x0, y0, x1, y1)
    a, b, c, d, e, f = outer
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return (min(xs), min(ys), max(xs), max(ys))


def _matrix_of(item: int) -> Matrix:
    if not calls.matrix_of(item, _SIX_AT):
        return _UPRIGHT
    a, b, c, d, e, f = _six.tolist()
    return (a, b, c, d, e, f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    if n is _UPRIGHT:
        return m
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


# Where PDFium writes its answers; read before the next call.
_ints: Final = np.zeros(4, dtype=np.uint32)
_floats: Final = _ints.view(np.float32)
_six: Final = np.zeros(6, dtype=np.float32)
_AT: Final = _ints.ctypes.data
_SIX_AT: Final = _six.ctypes.data
