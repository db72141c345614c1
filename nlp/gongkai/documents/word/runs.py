"""What one paragraph shows: its lines, and what hangs on it (text boxes, notes, pictures)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from gongkai.documents.word.parts import COMPATIBILITY, DRAWING, MATH, SHAPES, W, number
from gongkai.documents.word.styles import Styles
from gongkai.documents.word.symbols import symbol

_EMU_PER_CM: Final = 360_000
_POINTS_PER_CM: Final = 28.35
_SHORT_LENGTHS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}  # in points
# Deleted, said about the text, or printed elsewhere. Everything else is looked into, wrappers of later versions too.
_LEFT_OUT: Final = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "fldData", "ffData", "rt",
        "rubyPr", "tblPr", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator",
    )
)  # fmt: skip
_PICTURES: Final = frozenset(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}{local}"
    for name, local in (("main", "blip"), ("chart", "chart"))
) | {SHAPES + "imagedata"}
_FIXED: Final = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "\u2011"}


@dataclass(kw_only=True, slots=True)
class _Field:
    """A field that has begun: ``code`` so far, and whether its result has begun."""

    code: str = ""
    result: bool = False


@dataclass(kw_only=True, slots=True)
class Story:
    """A run of text of its own (body, a header, a note, a text box) and the fields open in it."""

    balanced: bool = True
    fields: list[_Field] = field(default_factory=list)

    @classmethod
    def of(cls, root: Any) -> Story:
        """The story of a part or a text box. Where fields begin and never end, their codes cannot hide the rest."""
        kinds = [
            mark.get(W + "fldCharType")
            for mark in root.iter(W + "fldChar")
            if not any(above.tag in _LEFT_OUT for above in mark.iterancestors())
        ]
        return cls(balanced=kinds.count("begin") == kinds.count("end"))

    @property
    def shown(self) -> bool:
        """Whether text here is printed: it is none of a field's code."""
        return not self.balanced or all(one.result for one in self.fields)

    @property
    def contents(self) -> bool:
        """Whether text here is a table of contents made by a field."""
        return any(one.code.split()[:1] == ["TOC"] for one in self.fields)


@dataclass(kw_only=True, slots=True)
class Inline:
    """A paragraph: its printed lines, its text boxes and notes in order, its pictures' sizes (width, height in cm)."""

    lines: list[str] = field(default_factory=lambda: [""])
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[tuple[float, float]] = field(default_factory=list)
    contents: bool = False

    @property
    def blank(self) -> bool:
        """Whether none of the lines shows anything."""
        return not any(line.strip() for line in self.lines)


def read_inline(paragraph: Any, story: Story, styles: Styles) -> Inline:
    """What the paragraph shows with all changes accepted, without hidden text and the codes of fields."""
    found = Inline()
    properties = paragraph.find(W + "pPr")
    todo = list(reversed(paragraph))
    while todo:
        element = todo.pop()
        tag = element.tag
        if tag in _LEFT_OUT or (tag == W + "r" and styles.hides(element.find(W + "rPr"), properties)):
            if tag == W + "r":
                _fields_in(element, story)
            continue
        if tag == W + "txbxContent":
            found.boxes.append(element)
        elif tag == COMPATIBILITY + "AlternateContent":
            todo += reversed(branch(element))
        elif tag == W + "sdt" and is_placeholder(element):
            continue
        elif tag == W + "instrText":
            if story.fields and not story.fields[-1].result:
                story.fields[-1].code += element.text or ""
        elif tag == W + "fldChar":
            _mark(element, story)
        else:
            _leaf(element, story, found)
            todo += reversed(element)
    return found


def branch(alternatives: Any) -> list[Any]:
    """The children of the one alternative that shows text, else of the first."""
    branches = list(alternatives)
    for one in branches:
        if next(one.iter(W + "t"), None) is not None:
            return list(one)
    return list(branches[0]) if branches else []


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows its prompt and nothing was entered."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _leaf(element: Any, story: Story, found: Inline) -> None:
    tag = element.tag
    if tag in (W + "br", W + "cr"):
        # A new page or column begins a new line as well.
        found.lines.append("")
    elif tag in (W + "footnoteReference", W + "endnoteReference"):
        kind = "footnotes" if tag == W + "footnoteReference" else "endnotes"
        found.notes.append((kind, str(element.get(W + "id", ""))))
    elif tag in (W + "drawing", W + "pict", W + "object"):
        if any(part.tag in _PICTURES for part in element.iter()):
            found.pictures.append(_size(element))
    elif story.shown:
        text = _FIXED.get(tag, "")
        if tag in (W + "t", MATH + "t"):
            text = element.text or ""
        elif tag == W + "sym":
            text = symbol(element.get(W + "font", ""), element.get(W + "char", ""))
        if text and story.contents:
            found.contents = True
        # White space in the file's own lines shows as blanks.
        found.lines[-1] += text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def _fields_in(run: Any, story: Story) -> None:
    """The marks of fields in a hidden run: they still open and close."""
    for mark in run.iter(W + "fldChar"):
        _mark(mark, story)


def _mark(mark: Any, story: Story) -> None:
    kind = mark.get(W + "fldCharType")
    if kind == "begin":
        story.fields.append(_Field())
    elif kind == "separate" and story.fields:
        story.fields[-1].result = True
    elif kind == "end" and story.fields:
        story.fields.pop()


def _size(drawing: Any) -> tuple[float, float]:
    """Width and height in cm of what is drawn, as it is printed; 0 where the file does not say."""
    extent = next(drawing.iter(DRAWING + "extent"), None)
    if extent is not None:
        return number(extent.get("cx"), 0) / _EMU_PER_CM, number(extent.get("cy"), 0) / _EMU_PER_CM
    best = (0.0, 0.0)
    for shape in drawing.iter():
        lengths = dict(_lengths(shape.get("style") or "")) if isinstance(shape.tag, str) else {}
        size = (lengths.get("width", 0.0) / _POINTS_PER_CM, lengths.get("height", 0.0) / _POINTS_PER_CM)
        best = max(best, size, key=lambda pair: pair[0] * pair[1])
    return best


def _lengths(style: str) -> Iterator[tuple[str, float]]:
    """The lengths of a style attribute, in points."""
    for declaration in style.split(";"):
        name, _, length = declaration.partition(":")
        try:
            yield (
                name.strip().lower(),
                float(length.strip()[:-2]) * _SHORT_LENGTHS.get(length.strip()[-2:], 0.0),
            )
        except ValueError:
            continue
