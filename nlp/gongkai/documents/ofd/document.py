"""The frame of an OFD file: which pages there are, how large, on which templates, with which resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gongkai.documents.ofd.geometry import box_attribute
from gongkai.documents.ofd.markup import child, children, local, locate, text_of
from gongkai.documents.ofd.resources import Resources
from gongkai.documents.package import Package
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Box = tuple[float, float, float, float]
"""x, y, width, height in millimetres."""

_ENTRANCE: Final = "OFD.xml"
_A4: Final[Box] = (0.0, 0.0, 210.0, 297.0)
_LARGEST: Final = 10_000.0  # mm; a page that is wider or higher is none
_SHOWN: Final = ("PhysicalBox", "ApplicationBox", "ContentBox")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A document's parts. ``pages`` and ``templates`` (by id): paths of members."""

    pages: tuple[str, ...]
    templates: dict[str, str]
    front: frozenset[str]  # templates that lie above the page unless it says otherwise
    area: Box
    resources: Resources


def frame_of(package: Package) -> Frame:
    """The frame of the first document with pages; further ones are other documents in the same file.

    Raises GongkaiError: E050 encrypted, E051 a part is missing or damaged, E052 no pages.
    """
    root = package.xml(_ENTRANCE)
    if any(local(part) in ("Encryptions", "Encryption") for part in root.iter("{*}*")):
        raise GongkaiError("E050", name=package.name)
    for body in children(root, "DocBody"):
        written = text_of(child(body, "DocRoot"))
        path = locate(package, _ENTRANCE, written)
        if path is None:
            raise package.damaged(f"{written.strip() or 'DocRoot'} is missing")
        document = package.xml(path)
        pages = [page.get("BaseLoc") for page in children(child(document, "Pages"), "Page")]
        if pages:
            return _frame(package, path, document, pages)
    raise GongkaiError("E052", name=package.name)


def _frame(package: Package, path: str, document: Element, pages: list[str | None]) -> Frame:
    common = child(document, "CommonData")
    resources = Resources()
    # Resources of public and of the document's own kind alike; without a file of them the text is still there.
    for kind in ("PublicRes", "DocumentRes"):
        for reference in children(common, kind):
            if (found := locate(package, path, text_of(reference))) is not None:
                resources.add(package, found)
    templates: dict[str, str] = {}
    front: set[str] = set()
    for template in children(common, "TemplatePage"):
        if (found := locate(package, path, template.get("BaseLoc"))) is not None:
            templates[template.get("ID", "")] = found
            if template.get("ZOrder") == "Foreground":
                front.add(template.get("ID", ""))
    located = []
    for n, reference in enumerate(pages, start=1):
        found = locate(package, path, reference)
        if found is None:
            raise package.damaged(f"page {n} ({reference}) is missing")
        located.append(found)
    return Frame(
        pages=tuple(located),
        templates=templates,
        front=frozenset(front),
        area=area_of(child(common, "PageArea")) or _A4,
        resources=resources,
    )


def area_of(area: Element | None) -> Box | None:
    """The box of a page that viewers show, None where nothing usable says it."""
    for name in _SHOWN:
        box = box_attribute(text_of(child(area, name)))
        if box is not None and 0 < box[2] <= _LARGEST and 0 < box[3] <= _LARGEST:
            return box
    return None
