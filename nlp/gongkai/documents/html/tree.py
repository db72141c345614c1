"""The page as a light tree of what is visible and has a say in the layout; everything inline is plain text in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gongkai.documents.html.markup import DEPTH
from gongkai.documents.html.words import words
from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_NODES: Final = 400_000  # elements and texts; a report of 60 pages saved from Word has about 40,000

_NEVER_SHOWN: Final = frozenset((
    "script", "style", "template", "noscript", "svg", "math", "canvas", "audio", "video", "object",
    "applet", "select", "datalist", "textarea", "button", "input", "link", "base", "map", "progress",
    "meter", "rt", "rp", "xml", "col", "colgroup", "noframes",
))  # fmt: skip
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "plaintext", "pre", "search", "section", "summary", "ul",
    "xmp",
))  # fmt: skip
TABLE_PARTS: Final = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_KEPT: Final = TABLE_PARTS | {"a", "br", "img"}  # elements that the layout asks for, even empty ones
_FRAMES: Final = frozenset(("iframe", "frame", "embed", "object"))
_PRE: Final = frozenset(("pre", "listing", "xmp", "plaintext"))
_STYLED: Final = re.compile(r"(display|visibility|white-space)\s*:\s*([\w-]+)", re.I)
_WATCHED: Final = re.compile("[dD]isplay|DISPLAY|[vV]isibility|VISIBILITY|[wW]hite-space|WHITE-SPACE")
_PLAIN: Final[dict[str, str]] = {}
_BLOCK_DISPLAYS: Final = frozenset((
    "block", "flex", "grid", "table", "list-item", "flow-root", "-webkit-box", "table-row", "table-cell",
    "table-caption",
))  # fmt: skip


class Node:
    """An element: its visible children are texts and Nodes. ``pre``: white space in it is printed as it is."""

    __slots__ = ("attributes", "children", "parent", "pre", "tag")

    def __init__(
        self, tag: str, attributes: dict[str, str | None], parent: Node | None, *, pre: bool
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.pre = pre
        self.children: list[Node | str] = []

    def get(self, name: str) -> str:
        """The attribute's value, "" where there is none."""
        return self.attributes.get(name) or ""


@dataclass(kw_only=True, slots=True)
class Page:
    """``root``: the body. ``nodes``: all elements, each before those in it. ``tables`` in the order of the page, outer ones before their inner ones. ``meta``: name (in
    lower case, without signs) and content of the meta tags in their order. ``frames``: addresses of what stands in
    frames. ``hidden``: characters of text that an attribute or a style of the page hides."""

    root: Node
    title: str = ""
    tables: list[Node] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    hidden: int = 0

    def sums(self, own: dict[int, int]) -> dict[int, int]:
        """For each element, by ``id``, the sum of its own value and those of all elements in it; zeros left out."""
        found = dict(own)
        for node in reversed(self.nodes):
            value = found.get(id(node))
            if value and node.parent is not None:
                found[id(node.parent)] = found.get(id(node.parent), 0) + value
        return found

    def within(self, outer: Collection[int]) -> frozenset[int]:
        """The ``id`` of the elements given and of all that stand in one of them."""
        found = set(outer)
        for node in self.nodes if found else ():
            if id(node.parent) in found:
                found.add(id(node))
        return frozenset(found)


def page_of(markup: str, *, name: str, show_hidden: bool = False) -> Page:
    """The tree of prepared markup.

    Args:
        show_hidden: keep what attributes and styles hide (scripts may show it).

    Raises GongkaiError E058 for a tree that is too large or too deep.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # only when a page is read

    try:
        parser = LexborHTMLParser(markup)
    except SelectolaxError as error:
        raise GongkaiError("E058", name=name, why="the parser gave it up") from error
    page = Page(root=Node("body", {}, None, pre=False))
    element = parser.root
    current, count = page.root, 0
    opened: list[Node] = []  # what `current` was before each element that is open
    blocks = _BLOCKS | _KEPT | words().block_tags
    while element is not None:
        count += 1
        if count > _MAX_NODES:
            raise GongkaiError("E058", name=name, why=f"it has more than {_MAX_NODES} elements and texts")
        tag = element.tag or ""
        inside = None
        if tag == "-text":
            current.children.append(element.text_content or "")
        elif tag in ("title", "meta"):
            _read_meta(element, tag, page)
        elif tag in _FRAMES:
            _note_frame(element, page)
        elif tag and tag[0] not in "!-_" and tag not in _NEVER_SHOWN:
            attributes = element.attributes
            styles = _styles(attributes.get("style") or "") if attributes else _PLAIN
            if show_hidden or not (attributes or tag == "dialog") or not _is_hidden(tag, attributes, styles):
                inside = element.first_child
                within = current
                if tag in blocks or styles:
                    within = _entered(tag, attributes, styles, current, page)
                if inside is not None:
                    opened.append(current)
                    current = within
            else:
                page.hidden += len(element.text())
        if inside is not None:
            if len(opened) > DEPTH:
                raise GongkaiError("E058", name=name, why=f"its elements are nested more than {DEPTH} deep")
            element = inside
            continue
        following = element.next
        while following is None and opened and (parent := element.parent) is not None:
            element, current = parent, opened.pop()
            following = element.next
        element = following
    return page


def _styles(style: str) -> dict[str, str]:
    """Those properties of the style that decide about lines and what is visible."""
    if not _WATCHED.search(style):
        return _PLAIN
    return {prop.lower(): value.lower() for prop, value in _STYLED.findall(style)}


def _entered(
    tag: str, attributes: dict[str, str | None], styles: dict[str, str], current: Node, page: Page
) -> Node:
    """The Node that the element's children belong to: one of its own, or the current one where it is inline."""
    display, white = styles.get("display"), styles.get("white-space")
    if tag in _KEPT:
        block = True
    elif display:
        block = display in _BLOCK_DISPLAYS
    else:
        block = tag in _BLOCKS or tag in words().block_tags
    pre = white.startswith(("pre", "break-spaces")) if white else tag in _PRE or current.pre
    if not block and pre == current.pre:
        return current
    if display in _BLOCK_DISPLAYS and tag in ("a", "span"):
        outer = Node("div", {}, current, pre=pre)
        current.children.append(outer)
        page.nodes.append(outer)
        current = outer
    node = Node(tag if block else "span", attributes, current, pre=pre)
    current.children.append(node)
    page.nodes.append(node)
    if tag == "table":
        page.tables.append(node)
    return node


def _is_hidden(tag: str, attributes: dict[str, str | None], styles: dict[str, str]) -> bool:
    if styles and (styles.get("display") == "none" or styles.get("visibility") in ("hidden", "collapse")):
        return True
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    # aria-hidden alone hides from screen readers only; on a dialogue it goes with one that is closed.
    return attributes.get("aria-hidden") == "true" and (
        attributes.get("role") == "dialog" or attributes.get("tabindex") == "-1"
    )


def _read_meta(element: LexborNode, tag: str, page: Page) -> None:
    if tag == "title":
        page.title = page.title or element.text()
        return
    found = element.attributes
    name = found.get("name") or found.get("property") or found.get("itemprop") or ""
    content = (found.get("content") or "").strip()
    if name and content:
        page.meta.append((re.sub(r"[-_.:\s]", "", name).lower(), content))


def _note_frame(element: LexborNode, page: Page) -> None:
    found = element.attributes
    address = found.get("src") or found.get("data") or ""
    if address:
        page.frames.append(address)
