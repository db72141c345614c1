"""What the page shows or links to instead of printing it: large pictures, files, frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gongkai.documents.html.content import Place, is_heading
from gongkai.documents.html.flow import Item, Link, Picture, Row
from gongkai.documents.html.tree import Node
from gongkai.documents.html.words import bare, words
from gongkai.errors import Problem, warning

_LARGE: Final = (
    200  # CSS pixels in both directions; a table with ten columns is no smaller, icons and QR codes are
)
_LARGE_DATA: Final = 12_000  # base64 characters of a picture without a size; icons have less
_SIZE: Final = re.compile(r"(?<![\w-])(width|height)\s*:\s*([\d.]+)\s*(px|pt|cm|mm|in|%)?", re.I)
_PIXELS: Final = {"px": 1.0, "pt": 96 / 72, "cm": 96 / 2.54, "mm": 96 / 25.4, "in": 96.0}
_DATA: Final = re.compile(r"data:image/[\w.+-]+;base64,(\d+)$")
_QUOTED: Final = 20  # characters of the line that a picture stands behind
_MOST: Final = 5  # names and places that a warning lists


def picture_problems(items: Sequence[Item], furniture: Sequence[bool], place: Place) -> tuple[Problem, ...]:
    """W017 where the report holds large pictures: how many, under which headings."""
    where: dict[str, None] = {}
    count = 0
    heading = before = ""
    for i, item in enumerate(items):
        if isinstance(item, Row) and not furniture[i]:
            before = item.text.strip()
            heading = before if is_heading(item.plain) else heading
        elif isinstance(item, Picture) and not furniture[i] and _is_large(item.node):
            if not _near(i, item.node, place):
                continue
            count += 1
            where[
                f"under {heading}" if heading else f"after {before[:_QUOTED]}" if before else "at its head"
            ] = None
    if not count:
        return ()
    return (warning("W017", count=count, where="; ".join([*where][:_MOST])),)


def attachment_problems(items: Sequence[Item], frames: Sequence[str]) -> tuple[Problem, ...]:
    """W024 where the page links to documents, or shows them in a frame."""
    names = dict.fromkeys((*_links(items), *(_file_name(a) for a in frames if words().attachments.search(a))))
    if not names:
        return ()
    shown = ", ".join([*names][:_MOST])
    return (warning("W024", names=shown + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")),)


def _links(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Link) and words().attachments.search(item.node.get("href").strip()):
            yield bare(item.text) or _file_name(item.node.get("href"))


def _file_name(address: str) -> str:
    return re.split(r"[?#&]", address.strip())[0].rsplit("/", 1)[-1].rsplit("\\", 1)[-1]


def _near(i: int, image: Node, place: Place) -> bool:
    """Whether the image stands among the report's own items."""
    if place.container is None or place.first <= i <= place.last:
        return True
    return place.holds(image)


def _is_large(image: Node) -> bool:
    address = image.get("src") or image.get("data-src") or image.get("data-original")
    data = _DATA.match(address)
    width, height = _size(image, "width"), _size(image, "height")
    if width is not None or height is not None:
        return all(side is None or side >= _LARGE for side in (width, height))
    if data:
        return int(data[1]) >= _LARGE_DATA
    name = f"{_file_name(address)} {image.get('class')} {image.get('id')}".lower()
    return bool(address) and words().icon_words.search(name) is None


def _size(image: Node, side: str) -> float | None:
    """Pixels; None where the page does not say, or in percent."""
    for name, number, unit in _SIZE.findall(image.get("style")):
        if name.lower() == side and unit != "%":
            return float(number) * _PIXELS[unit.lower() or "px"] if number.count(".") < 2 else None
    match = re.fullmatch(r"\s*(\d{1,6})(?:\.\d*)?\s*(?:px)?\s*", image.get(side))
    return float(match[1]) if match else None
