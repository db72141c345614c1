"""What is drawn on a page: its layers, blocks and templates walked through, down to characters, lines and pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gongkai.documents.model import BBox
from gongkai.documents.ofd.geometry import Matrix, box_attribute, matrix_attribute, number
from gongkai.documents.ofd.glyphs import Glyph, glyphs
from gongkai.documents.ofd.markup import child, is_false, local, text_of
from gongkai.documents.ofd.resources import LINE_WIDTH, Paint, Resources, Style
from gongkai.documents.ofd.shapes import shapes
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# As in PDF: the densest real page has under 5,000 characters, a dotted table of a whole page 20,000 lines.
MAX_CHARACTERS: Final = 50_000
MAX_OBJECTS: Final = 200_000
_DEEPEST: Final = 20  # composed graphics within one another; writers nest one or two
_BLOCKS: Final = ("Layer", "PageBlock", "Content")


class Picture(NamedTuple):
    """An image on the page: where it stands (mm), how its square of 1 x 1 came there, and its resource's id."""

    box: BBox
    matrix: Matrix
    resource: str


@dataclass(slots=True)
class Drawing:
    """Everything on a page, in millimetres from the upper left, in the order in which it is painted."""

    glyphs: list[Glyph] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    pale: list[bool] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    pale_strokes: list[bool] = field(default_factory=list)
    fills: list[BBox] = field(default_factory=list)
    pale_fills: list[bool] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    drawn: int = 0


class _Task(NamedTuple):
    """An element to be drawn, with what it has of the elements around it."""

    element: Element
    matrix: Matrix
    style: Style
    hidden: bool
    depth: int


class Painter:
    """Draws the contents of a page one after the other; ``drawing`` is what came of it."""

    def __init__(self, resources: Resources, *, name: str, number: int) -> None:
        """Begin page ``number`` of the file ``name`` (both for messages)."""
        self.drawing = Drawing()
        self._resources, self._name, self._number = resources, name, number
        self._work = 0

    def paint(self, layer: Element) -> None:
        """Draw a layer. Raises GongkaiError E058 for a page with more than the limits allow."""
        tasks = [_Task(layer, Matrix(), Style(), False, 0)]
        while tasks:
            task = tasks.pop()
            self._spend(1)
            kind = local(task.element)
            if kind in _BLOCKS:
                style = self._resources.named(task.element.get("DrawParam")).over(task.style)
                tasks += [task._replace(element=part, style=style) for part in reversed(task.element)]
            elif kind == "TextObject":
                self._text(self._inside(task))
            elif kind == "PathObject":
                self._path(self._inside(task), _frame(task))
            elif kind == "ImageObject":
                self._image(self._inside(task), _frame(task))
            elif kind == "CompositeObject" and task.depth < _DEEPEST:
                content = self._resources.graphics.get(task.element.get("ResourceID", ""))
                if content is not None:
                    inner = self._inside(task)
                    tasks.append(inner._replace(element=content, depth=task.depth + 1))

    def _spend(self, count: int) -> None:
        self._work += count
        if self._work > MAX_OBJECTS:
            why = f"page {self._number} has over {MAX_OBJECTS} lines and shapes"
            raise GongkaiError("E058", name=self._name, why=why)

    def _inside(self, task: _Task) -> _Task:
        """The task in the object's own space, with the object's own parameters."""
        element = task.element
        x, y, *_ = box_attribute(element.get("Boundary")) or (0.0, 0.0)
        matrix = matrix_attribute(element.get("CTM")).then(Matrix(e=x, f=y)).then(task.matrix)
        named = self._resources.named(element.get("DrawParam"))
        style = self._resources.style(element).over(named).over(task.style)
        gone = is_false(element.get("Visible")) or number(element.get("Alpha"), 1.0) <= 0
        return task._replace(matrix=matrix, style=style, hidden=task.hidden or gone)

    def _text(self, task: _Task) -> None:
        drawing, element = self.drawing, task.element
        filled = not is_false(element.get("Fill"))
        stroked = element.get("Stroke") is not None and not is_false(element.get("Stroke"))
        paints = [task.style.fill or Paint()] if filled else []
        paints += [task.style.stroke or Paint()] if stroked else []
        inks = [paint for paint in paints if paint.seen]
        hidden, pale = task.hidden or not inks, bool(inks) and all(paint.pale for paint in inks)
        found = list(glyphs(element, task.matrix, most=MAX_CHARACTERS))
        drawing.glyphs += found
        drawing.hidden += [hidden] * len(found)
        drawing.pale += [pale] * len(found)
        if len(drawing.glyphs) > MAX_CHARACTERS:
            why = f"page {self._number} has over {MAX_CHARACTERS} characters"
            raise GongkaiError("E058", name=self._name, why=why)

    def _path(self, task: _Task, frame: BBox | None) -> None:
        if task.hidden:
            return
        drawing, element = self.drawing, task.element
        drawing.drawn += 1
        filled = element.get("Fill") is not None and not is_false(element.get("Fill"))
        stroked = not is_false(element.get("Stroke"))
        # To the standard a fill without a colour is transparent; viewers fill it black when nothing is stroked.
        bare = Paint(seen=not stroked)
        fill = (task.style.fill or bare) if filled else Paint(seen=False)
        stroke = (task.style.stroke or Paint()) if stroked else Paint(seen=False)
        width = LINE_WIDTH if task.style.line_width is None else abs(task.style.line_width)
        for shape in shapes(text_of(child(element, "AbbreviatedData")), most=MAX_OBJECTS):
            self._spend(len(shape.points))
            points = [task.matrix.apply(x, y) for x, y in shape.points]
            if stroke.seen:
                for i, straight in enumerate(shape.straight):
                    if straight:
                        drawing.strokes.append((*points[i], *points[i + 1], width * task.matrix.scale))
                        drawing.pale_strokes.append(stroke.pale)
            if fill.seen:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                drawing.fills.append(_cut((min(xs), min(ys), max(xs), max(ys)), frame))
                drawing.pale_fills.append(fill.pale)

    def _image(self, task: _Task, frame: BBox | None) -> None:
        if task.hidden:
            return
        self.drawing.drawn += 1
        box, matrix = task.matrix.box(0.0, 0.0, 1.0, 1.0), task.matrix
        if task.element.get("CTM") is None and frame is not None:
            box = frame
            matrix = Matrix(a=frame[2] - frame[0], d=frame[3] - frame[1], e=frame[0], f=frame[1])
        self.drawing.pictures.append(Picture(_cut(box, frame), matrix, task.element.get("ResourceID", "")))


def _frame(task: _Task) -> BBox | None:
    """The boundary of a task's object on the page, None where it has none."""
    boundary = box_attribute(task.element.get("Boundary"))
    if boundary is None:
        return None
    x, y, width, height = boundary
    return task.matrix.box(x, y, x + width, y + height)


def _cut(box: BBox, frame: BBox | None) -> BBox:
    """The part of a box within its frame, which viewers cut it to; the box itself where they do not meet.

    Some writers give boundaries without any height.
    """
    if frame is None:
        return box
    x0, top = max(box[0], frame[0]), max(box[1], frame[1])
    x1, bottom = min(box[2], frame[2]), min(box[3], frame[3])
    return (x0, top, x1, bottom) if x0 < x1 and top < bottom else box
