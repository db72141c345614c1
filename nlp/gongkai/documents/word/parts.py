"""The parts of a Word package and the relations between them, with one set of namespaces for both dialects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from gongkai.documents.package import Package, resolve

_OPEN_XML: Final = "http://schemas.openxmlformats.org"
W: Final = f"{{{_OPEN_XML}/wordprocessingml/2006/main}}"
MATH: Final = f"{{{_OPEN_XML}/officeDocument/2006/math}}"
DRAWING: Final = f"{{{_OPEN_XML}/drawingml/2006/wordprocessingDrawing}}"
SHAPES: Final = "{urn:schemas-microsoft-com:vml}"
COMPATIBILITY: Final = f"{{{_OPEN_XML}/markup-compatibility/2006}}"
_ID: Final = f"{{{_OPEN_XML}/officeDocument/2006/relationships}}id"
_RELATIONSHIP: Final = f"{{{_OPEN_XML}/package/2006/relationships}}Relationship"
_OVERRIDE: Final = f"{{{_OPEN_XML}/package/2006/content-types}}Override"
# The strict dialect has every namespace of the transitional one under another name.
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_OFF: Final = frozenset(("0", "false", "off"))
_NUMBER: Final = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d*)?\s*(?:pt)?\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Relation:
    """``kind`` is the last step of the relation's type, such as ``styles``; ``path`` is that of the other part."""

    kind: str
    path: str


class Parts:
    """The parts of one document. ``main`` is the path of the part that holds its text."""

    def __init__(self, package: Package) -> None:
        """Find the main part. Raises GongkaiError E051 where there is none."""
        self.package = package
        self.main = self._find_main()

    def root(self, path: str) -> Any:
        """The root element of a part. Raises GongkaiError E051, E057 or E058, see ``Package``."""
        return self.package.parse(_STRICT.sub(_TRANSITIONAL, self.package.read(path)), path)

    def relations(self, path: str) -> dict[str, Relation]:
        """What a part refers to inside the package, by the ids that it uses for it."""
        folder, slash, name = path.rpartition("/")
        rels = f"{folder}{slash}_rels/{name}.rels"
        if not self.package.has(rels):
            return {}
        return {
            element.get("Id", ""): Relation(
                kind=element.get("Type", "").rpartition("/")[2], path=resolve(path, element.get("Target", ""))
            )
            for element in self.root(rels).iter(_RELATIONSHIP)
            if element.get("TargetMode") != "External"
        }

    def related(self, kind: str) -> Any | None:
        """The root element of the main part's companion of a kind, None where it has none."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and self.package.has(relation.path):
                return self.root(relation.path)
        return None

    def _find_main(self) -> str:
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and self.package.has(relation.path):
                return relation.path
        if self.package.has("[Content_Types].xml"):
            for override in self.root("[Content_Types].xml").iter(_OVERRIDE):
                path = resolve("", override.get("PartName", ""))
                if override.get("ContentType", "").endswith(".main+xml") and self.package.has(path):
                    return path
        raise self.package.damaged("it has no main part")


def value(element: Any | None, *path: str) -> str | None:
    """The ``w:val`` of the descendant at the path of local names; None where either is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    if element is None:
        return None
    found = element.get(W + "val")
    return None if found is None else str(found)


def switch(element: Any | None, *path: str) -> bool | None:
    """Whether the on-off property at the path is on; None where it is not stated."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    if element is None:
        return None
    return str(element.get(W + "val", "1")).lower() not in _OFF


def number(text: str | None, default: int) -> int:
    """A whole number as attributes write them, the default where it is none or has more than nine digits."""
    match = _NUMBER.fullmatch(text or "")
    return int(match.group(1)) if match else default


def relation_id(element: Any) -> str:
    """The id of the relation that an element names, "" where it names none."""
    return str(element.get(_ID, ""))
