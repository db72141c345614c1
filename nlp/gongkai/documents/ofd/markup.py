"""Elements by their local names, and the references between the parts of an OFD file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.documents.package import Package, resolve

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = object


def local(element: Element) -> str:
    """The element's name without its namespace: prefixes and versions of it differ between writers."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The element's own children of that local name, in their order."""
    return (part for part in (() if element is None else element) if local(part) == name)


def child(element: Element | None, *names: str) -> Element | None:
    """What a path of local names leads to, the first where there are several, None where there is none."""
    for name in names:
        element = next(children(element, name), None)
    return element


def text_of(element: Element | None) -> str:
    """All characters in the element, "" where there is none."""
    return "" if element is None else "".join(str(piece) for piece in element.itertext())


def is_false(text: str | None) -> bool:
    """Whether an attribute says no; one that is not there does not."""
    return text is not None and text.strip().lower() in ("false", "0")


def locate(package: Package, base: str, reference: str | None, folder: str = "") -> str | None:
    """The member that a reference (ST_Loc) names, None where there is none or it leads out of the package.

    Args:
        package: the file's members.
        base: path of the member that the reference stands in.
        reference: from the root with a leading slash, else relative to base's folder. The root is tried last for
            relative ones too: some writers give every path from there.
        folder: a folder that relative references start from (``BaseLoc`` of resources), itself relative to base.
    """
    if reference is None or not (reference := reference.strip()):
        return None
    starts = [f"{folder.strip().rstrip('/')}/{reference}"] if folder.strip() else []
    absolute = reference.startswith(("/", "\\"))
    tried = [reference] if absolute else [*starts, reference, f"/{reference}"]
    paths = (resolve(base, each) for each in tried)
    return next((path for path in paths if package.has(path)), None)
