"""One page of an OFD file: its content with its templates, as the raw page that the code shared with PDF finishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from gongkai.documents.ofd.document import Box, Frame, area_of
from gongkai.documents.ofd.drawing import Drawing, Painter, Picture
from gongkai.documents.ofd.geometry import POINTS
from gongkai.documents.ofd.markup import child, children, locate, text_of
from gongkai.documents.ofd.resources import Resources
from gongkai.documents.package import Package
from gongkai.documents.pages.finish import finished
from gongkai.documents.pages.raw import PageRead, RawPage

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_FARTHEST: Final = 1e6  # points; what a file places further away is nowhere
_ASKEW: Final = 11.0  # degrees; as in PDF
_ORDER: Final = {"Background": 0, "Body": 1, "Foreground": 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class OfdPage:
    """A finished page, its area (mm), and the images on it with the resources that hold them."""

    read: PageRead
    area: Box
    pictures: tuple[Picture, ...]
    resources: Resources


def read_page(package: Package, frame: Frame, number: int) -> OfdPage:
    """Page ``number`` (from 1). Raises GongkaiError: E051 a part is damaged, E057, E058 too much on it."""
    path = frame.pages[number - 1]
    root = package.xml(path)
    own = [found for each in children(root, "PageRes") if (found := locate(package, path, text_of(each)))]
    resources = frame.resources.with_own(package, own)
    painter = Painter(resources, name=package.name, number=number)
    for layer in _layers(package, frame, root):
        painter.paint(layer)
    # The second place is no legal one, and a writer that is in use puts it there.
    area = area_of(child(root, "Area")) or area_of(child(root, "Content", "PageArea")) or frame.area
    return OfdPage(
        read=finished(_raw(painter.drawing, area), number=number),
        area=area,
        pictures=tuple(painter.drawing.pictures),
        resources=resources,
    )


def _layers(package: Package, frame: Frame, root: Element) -> list[Element]:
    """All layers of the page and of its templates, from the back to the front."""
    placed: list[tuple[int, Element]] = []
    for use in children(root, "Template"):
        key = use.get("TemplateID", "")
        if (path := frame.templates.get(key)) is not None:
            front = use.get("ZOrder", "Foreground" if key in frame.front else "Background") == "Foreground"
            # A template names no templates: only its own layers count.
            placed += [(3 if front else -1, layer) for layer in _own_layers(package.xml(path))]
    placed += [(_ORDER.get(layer.get("Type", "Body"), 1), layer) for layer in _own_layers(root)]
    return [layer for _, layer in sorted(placed, key=lambda one: one[0])]


def _own_layers(root: Element) -> list[Element]:
    """What its content holds: layers, and whatever a writer puts beside them."""
    content = child(root, "Content")
    return [] if content is None else list(content)


def _raw(drawing: Drawing, area: Box) -> RawPage:
    """The drawing in points from the lower left corner of the area, y upwards, as PDF has it."""
    _, _, width, height = area
    found = drawing.glyphs
    strokes = _rows(drawing.strokes, 5)
    strokes[:, :4] = _flipped(strokes[:, :4], area)
    strokes[:, 4] *= POINTS
    return RawPage(
        box=(0.0, 0.0, width * POINTS, height * POINTS),
        quarters=0,
        characters="".join(glyph.character for glyph in found),
        boxes=_boxes([glyph.cell for glyph in found], area),
        sizes=_bounded(np.array([glyph.size for glyph in found], dtype=np.float64) * POINTS),
        turns=_turns(_rows([glyph.along for glyph in found], 2)),
        hidden=np.array(drawing.hidden, dtype=np.bool_),
        pale=np.array(drawing.pale, dtype=np.bool_),
        strokes=_bounded(strokes),
        pale_strokes=np.array(drawing.pale_strokes, dtype=np.bool_),
        fills=_boxes(drawing.fills, area),
        pale_fills=np.array(drawing.pale_fills, dtype=np.bool_),
        pictures=_boxes([picture.box for picture in drawing.pictures], area),
        drawn=drawing.drawn,
    )


def _turns(along: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """Counter-clockwise quarter turns of baselines, -1 where they stand askew. Shape of ``along``: (n, 2), y down."""
    angles = np.degrees(np.arctan2(-along[:, 1], along[:, 0])) / 90
    turns = np.rint(angles)
    return np.where(np.abs(angles - turns) * 90 > _ASKEW, -1, turns % 4).astype(np.int8)


def _rows(rows: list[Any], width: int) -> npt.NDArray[np.float64]:
    return np.array(rows, dtype=np.float64).reshape(-1, width)


def _boxes(boxes: list[Any], area: Box) -> npt.NDArray[np.float32]:
    """x0, top, x1, bottom in millimetres as left, bottom, right, top in points."""
    return _bounded(_flipped(_rows(boxes, 4), area)[:, [0, 3, 2, 1]])


def _flipped(points: npt.NDArray[np.float64], area: Box) -> npt.NDArray[np.float64]:
    """Points x, y, x, y in millimetres from the area's upper left as points from its lower left."""
    x, y, _, height = area
    return np.stack(
        (
            (points[:, 0] - x) * POINTS,
            (y + height - points[:, 1]) * POINTS,
            (points[:, 2] - x) * POINTS,
            (y + height - points[:, 3]) * POINTS,
        ),
        axis=1,
    )


def _bounded(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    kept = np.nan_to_num(values, nan=_FARTHEST, posinf=_FARTHEST, neginf=-_FARTHEST)
    return kept.clip(-_FARTHEST, _FARTHEST).astype(np.float32)
