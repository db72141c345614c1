"""The outline of a path object: AbbreviatedData, its operators and their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from gongkai.documents.ofd.geometry import number

Point = tuple[float, float]

_TOKEN: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_OPERANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STARTS: Final = ("S", "M")


@dataclass(slots=True)
class Shape:
    """One part of a path: its points, and for each step from one to the next whether it is straight."""

    points: list[Point] = field(default_factory=list)
    straight: list[bool] = field(default_factory=list)


def shapes(data: str, *, most: int) -> list[Shape]:
    """The parts of a path in its own space.

    Reading stops at an operator that does not exist or lacks numbers, as in a viewer, and after ``most`` points.
    A curve is one step that is not straight. Numbers that follow an operator's own repeat it.
    """
    found: list[Shape] = []
    operator, points = "", 0
    values: list[float] = []
    for match in _TOKEN.finditer(data):
        token = match.group()
        if token[0].isalpha():
            if values or token not in _OPERANDS:
                break
            operator = token
            if operator == "C":
                _close(found)
            continue
        if not operator or operator == "C":
            break
        values.append(number(token, 0.0))
        if len(values) == _OPERANDS[operator]:
            _step(found, operator, (values[-2], values[-1]))
            values.clear()
            points += 1
            if points >= most:
                break
    return [shape for shape in found if shape.straight]


def _step(found: list[Shape], operator: str, end: Point) -> None:
    if operator in _STARTS or not found:
        found.append(Shape(points=[end]))
        return
    shape = found[-1]
    shape.points.append(end)
    shape.straight.append(operator == "L")


def _close(found: list[Shape]) -> None:
    if not found:
        return
    start, end = found[-1].points[0], found[-1].points[-1]
    if start != end:
        found[-1].points.append(start)
        found[-1].straight.append(True)
    # What follows without a move begins at the start of the part that was closed.
    found.append(Shape(points=[start]))
