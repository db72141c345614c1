"""What a document keeps for all its pages: drawing parameters, images and composed graphics."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gongkai.documents.ofd.geometry import number, numbers
from gongkai.documents.ofd.markup import child, children, local, locate, text_of
from gongkai.documents.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LINE_WIDTH: Final = 0.353  # mm, the standard's default: one point
_OPAQUE: Final = 255.0
_FULL: Final = 255.0  # the largest value of a colour's component, with the usual 8 bits
_PALE: Final = 245 / 255  # of full red, green and blue: the same white as in PDF
_CMYK: Final = 4  # components


@dataclass(frozen=True, kw_only=True, slots=True)
class Paint:
    """A colour: ``seen`` is False where it is fully transparent, ``pale`` is True where it is white."""

    seen: bool = True
    pale: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """Drawing parameters as far as they are set. ``line_width`` in millimetres; None: nothing says it."""

    line_width: float | None = None
    stroke: Paint | None = None
    fill: Paint | None = None

    def over(self, below: Style) -> Style:
        """These parameters where they are set, else those below."""
        return Style(
            line_width=below.line_width if self.line_width is None else self.line_width,
            stroke=self.stroke or below.stroke,
            fill=self.fill or below.fill,
        )


@dataclass(slots=True)
class Resources:
    """Resources by their ids, which are unique in a document.

    ``styles`` with the id of the parameters they build upon; ``images``: paths of members; ``graphics``: their
    contents; ``bits``: bits of a colour space's components.
    """

    styles: dict[str, tuple[Style, str | None]] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    graphics: dict[str, Element] = field(default_factory=dict)
    bits: dict[str, int] = field(default_factory=dict)

    def add(self, package: Package, path: str) -> None:
        """Take up a resource file. Raises GongkaiError E051, E057, E058 as the package does."""
        root = package.xml(path)
        folder = root.get("BaseLoc", "")
        # Colour spaces first: a colour may name one that the file lists further down.
        for space in root.iter("{*}ColorSpace"):
            self.bits[space.get("ID", "")] = int(number(space.get("BitsPerComponent"), 8))
        for holder in root:
            for item in holder:
                kind, key = local(item), item.get("ID")
                if key is None:
                    continue
                if kind == "DrawParam":
                    self.styles[key] = (self.style(item), item.get("Relative"))
                elif kind == "MultiMedia":
                    media = text_of(child(item, "MediaFile"))
                    if (found := locate(package, path, media, folder)) is not None:
                        self.images[key] = found
                elif kind == "CompositeGraphicUnit" and (content := child(item, "Content")) is not None:
                    self.graphics[key] = content

    def with_own(self, package: Package, paths: list[str]) -> Resources:
        """These resources with those that one page has for itself."""
        if not paths:
            return self
        own = replace(
            self,
            styles=dict(self.styles),
            images=dict(self.images),
            graphics=dict(self.graphics),
            bits=dict(self.bits),
        )
        for path in paths:
            own.add(package, path)
        return own

    def style(self, element: Element) -> Style:
        """The parameters that an element itself sets."""
        width = element.get("LineWidth")
        return Style(
            line_width=None if width is None else number(width, LINE_WIDTH),
            stroke=self._paint(child(element, "StrokeColor")),
            fill=self._paint(child(element, "FillColor")),
        )

    def named(self, key: str | None) -> Style:
        """Drawing parameters by their id with all that they build upon; a circle ends where it closes."""
        found, seen = Style(), set[str]()
        while key is not None and key not in seen and key in self.styles:
            seen.add(key)
            style, key = self.styles[key]
            found = found.over(style)
        return found

    def _paint(self, color: Element | None) -> Paint | None:
        if color is None:
            return None
        if number(color.get("Alpha"), _OPAQUE) <= 0:
            return Paint(seen=False)
        values = _components(color.get("Value"))
        # A pattern, a shading or the entry of a palette has no value of its own; none of them draws white on white.
        if not values or any(True for _ in children(color, "Pattern")):
            return Paint()
        bits = self.bits.get(color.get("ColorSpace", ""), 8)
        full = _FULL if bits not in (1, 2, 4, 16) else float(2**bits - 1)
        shares = [1 - v / full for v in values] if len(values) == _CMYK else [v / full for v in values]
        return Paint(pale=min(shares) >= _PALE)


def _components(text: str | None) -> tuple[float, ...]:
    """A colour's components, each decimal or, with a ``#``, hexadecimal."""
    if text is None or "#" not in text:
        return numbers(text)
    try:
        return tuple(
            float(int(each.removeprefix("#"), 16 if each[0] == "#" else 10)) for each in text.split()
        )
    except ValueError:
        return ()
