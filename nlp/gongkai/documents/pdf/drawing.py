"""What draws what: page descriptions, forms, glyphs, patterns and masks with how often each draws which other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from gongkai.documents.pdf.objects import Objects, Stream, Value, plain_name
from gongkai.documents.pdf.streams import unpacked
from gongkai.documents.pdf.suspicion import FEW
from gongkai.documents.pdf.unpacking import MAX_PAGE
from gongkai.errors import GongkaiError

MAX_WORK: Final = (
    100_000  # things looked up, each in some 30 microseconds; a report with forms has some hundreds
)
MAX_UNPACKED: Final = 8 * MAX_PAGE  # bytes of all descriptions that are looked through, each of them once
_EACH: Final = 200  # bytes; a form takes PDFium as long as so much description, however little it draws
_MASK: Final = 200_000  # bytes, as well: a mask is a picture of the whole page
_DEEPEST: Final = 48  # forms within forms; PDFium stops at 40

_WHITE: Final = rb"\0\t\n\f\r \x80\xff"  # as PDFium has it
_END: Final = rb"(?=[" + _WHITE + rb"()<>\[\]{}/%]|\Z)"
_DRAW: Final = re.compile(rb"Do" + _END + rb"|D\Z")  # a last o may be lost: see streams.py
_NAMED: Final = re.compile(rb"/([^" + _WHITE + rb"()<>\[\]{}/%]{1,120})[" + _WHITE + rb"]*Do" + _END)
_PAINT: Final = re.compile(rb"(?<![A-Za-z0-9*])(?:[fFBbsS]\*?|sh|Do|EI|T[jJ]|['\"])" + _END)
_WORDS: Final = re.compile(rb"\(((?:[^\\()]|\\.)*)|<([0-9A-Fa-f\s]+)>", re.DOTALL)

Content = Mapping[Stream, int]
"""Streams that are one description, with how often each stands in it."""
Dictionary = dict[bytes, Value]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    """A stream: its length, the forms it draws by name, those it draws without one that can be read, and so on."""

    length: int
    named: Counter[bytes]
    unnamed: int
    paints: int
    letters: int


@dataclass(slots=True)
class _Node:
    """``drawn``: how often one of these nodes is drawn; the dearest of them counts."""

    own: int
    drawn: list[tuple[int, list[int]]] = field(default_factory=list)


class _Scope:
    """What names mean in a description: its own resources, then the page's."""

    def __init__(self, drawings: Drawings, own: Dictionary, page: Dictionary) -> None:
        self.own, self.page = own, page
        self._drawings = drawings

    @cached_property
    def drawable(self) -> dict[bytes, Stream | None]:
        """Forms by name, and None for what else has a name (pictures)."""
        text = self._drawings.text
        return {
            name: found if isinstance(found, Stream) and text(found.entries, b"Subtype") == b"Form" else None
            for name, found in self._all(b"XObject").items()
        }

    @cached_property
    def forms(self) -> list[Stream]:
        """All forms."""
        return [found for found in self.drawable.values() if found]

    @cached_property
    def fonts(self) -> list[Dictionary]:
        """The fonts whose glyphs are drawn like forms."""
        found = (self._drawings.objects.dictionary(font) for font in self._listed(b"Font"))
        return [font for font in found if self._drawings.text(font, b"Subtype") == b"Type3"]

    @cached_property
    def patterns(self) -> list[Stream]:
        """The patterns that are drawn like forms."""
        return [found for found in self._all(b"Pattern").values() if isinstance(found, Stream)]

    @cached_property
    def masks(self) -> list[Stream]:
        """The forms whose light or shape is a mask."""
        objects = self._drawings.objects
        states = (objects.dictionary(state) for state in self._listed(b"ExtGState"))
        masks = (objects.resolve(objects.dictionary(state.get(b"SMask")).get(b"G")) for state in states)
        return [mask for mask in masks if isinstance(mask, Stream)]

    def _listed(self, kind: bytes) -> list[Value]:
        objects = self._drawings.objects
        sources = [self.own] if self.own is self.page else [self.page, self.own]
        listed = [value for source in sources for value in objects.dictionary(source.get(kind)).values()]
        self._drawings.work(len(listed))
        return listed

    def _all(self, kind: bytes) -> dict[bytes, Value | Stream]:
        objects = self._drawings.objects
        merged: dict[bytes, Value | Stream] = {}
        for source in (self.page, self.own):
            entries = objects.dictionary(source.get(kind))
            self._drawings.work(len(entries))
            found = {name: objects.resolve(value) for name, value in entries.items()}
            merged |= {name: value for name, value in found.items() if value is not None}
        return merged


class Drawings:
    """The graph, made from its pages down. ``shown``: what only rendering looks at counts too.

    Raises GongkaiError: E058 more than ``MAX_WORK``, E057 more than ``MAX_UNPACKED``, and as ``unpacked`` does.
    """

    def __init__(self, objects: Objects, name: str, *, shown: bool) -> None:
        self.objects = objects
        self.once: list[int] = []
        """Nodes that are read once, whoever draws them: the glyphs of fonts."""
        self._name = name
        self._shown = shown
        self._nodes: list[_Node] = []
        self._known: dict[tuple[int, int, int], int] = {}
        self._waiting: list[tuple[int, Content, _Scope]] = []
        self._scopes: dict[tuple[int, int], _Scope] = {}
        self._said: dict[int, _Said] = {}
        self._glyphs: dict[tuple[int, int], list[int]] = {}
        self._work = 0
        self._left = MAX_UNPACKED

    def page(self, page: Dictionary, resources: Dictionary, contents: Content) -> int:
        """The node of a page, with all that it draws."""
        scope = self._scope(resources, resources)
        root = self._new()
        if (
            sum(contents.values()) > FEW
            or scope.forms
            or (self._shown and (scope.patterns or scope.masks or scope.fonts))
        ):
            self._waiting.append((root, contents, scope))
        else:
            for font in scope.fonts:
                self._glyphs_of(font, scope)
        if self._shown:
            self._add_annotations(root, page, scope)
        while self._waiting:
            self._describe(*self._waiting.pop())
        return root

    def costs(self, limit: int) -> list[int]:
        """Bytes that each node comes to with all that it draws; ``limit`` and one more stands for any more.

        What draws itself, on whatever way round, is followed as far as PDFium does.
        """
        costs = [0] * len(self._nodes)
        for _ in range(_DEEPEST):
            before = costs.copy()
            for n in range(len(costs) - 1, -1, -1):
                node = self._nodes[n]
                drawn = sum(times * max(costs[other] for other in others) for times, others in node.drawn)
                costs[n] = min(limit + 1, node.own + drawn)
            if costs == before:
                break
        return costs

    def work(self, things: int) -> None:
        """Counts what is looked up. Raises GongkaiError E058 for too much."""
        self._work += things
        if self._work > MAX_WORK:
            raise GongkaiError("E058", name=self._name, why="its pages draw too many different things")

    def text(self, entries: Dictionary, key: bytes) -> bytes:
        """The name or string of an entry, empty for none."""
        found = self.objects.resolve(entries.get(key))
        return found if isinstance(found, bytes) else b""

    def _describe(self, n: int, contents: Content, scope: _Scope) -> None:
        """Fills in what a description draws."""
        self.work(1)
        self._nodes[n].own = _EACH
        fonts = [self._glyphs_of(font, scope) for font in scope.fonts]
        for stream, times in contents.items():
            said = self._read(stream)
            self._nodes[n].own += times * said.length
            for name, count in said.named.items():
                if name not in scope.drawable:
                    self._add(n, times * count, scope.forms, scope)
                elif form := scope.drawable[name]:
                    self._add(n, times * count, [form], scope)
            self._add(n, times * said.unnamed, scope.forms, scope)
            if self._shown:
                self._add(n, times * said.paints, scope.patterns, scope)
                self._add(n, times * said.paints, scope.masks, scope, own=_MASK)
                if glyphs := [glyph for font in fonts for glyph in font]:
                    self._nodes[n].drawn.append((times * said.letters, glyphs))

    def _add(self, n: int, times: int, streams: Iterable[Stream], scope: _Scope, *, own: int = 0) -> None:
        if times and (others := [self._node(stream, scope) for stream in streams]):
            self.work(len(others))
            self._nodes[n].drawn.append((times, others))
            self._nodes[n].own += times * own

    def _node(self, stream: Stream, outer: _Scope) -> int:
        """The node of a form drawn there; its own resources go before those of what draws it."""
        has_own = self.objects.resolve(stream.entries.get(b"Resources")) is not None
        own = self.objects.dictionary(stream.entries[b"Resources"]) if has_own else outer.own
        key = (stream.number, id(own), id(outer.page))
        if key not in self._known:
            self._known[key] = self._new()
            self._waiting.append((self._known[key], {stream: 1}, self._scope(own, outer.page)))
        return self._known[key]

    def _glyphs_of(self, font: Dictionary, outer: _Scope) -> list[int]:
        """The nodes of a font's glyphs; none where they can draw nothing that counts."""
        has_own = isinstance(self.objects.resolve(font.get(b"Resources")), dict)
        scope = self._scope(
            self.objects.dictionary(font[b"Resources"]) if has_own else outer.page, outer.page
        )
        key = (id(font), id(scope.own))
        if key not in self._glyphs:
            self._glyphs[key] = glyphs = []  # known at once: a glyph may write with its own font
            if self._shown or scope.forms:
                procedures = self.objects.dictionary(font.get(b"CharProcs")).values()
                self.work(len(procedures))
                streams = [each for each in map(self.objects.resolve, procedures) if isinstance(each, Stream)]
                glyphs += [self._node(stream, scope) for stream in streams]
                self.once += glyphs
        return self._glyphs[key]

    def _add_annotations(self, n: int, page: Dictionary, scope: _Scope) -> None:
        listed = self.objects.resolve(page.get(b"Annots"))
        for annotation in listed if isinstance(listed, list) else []:
            self.work(1)
            appearance = self.objects.dictionary(self.objects.dictionary(annotation).get(b"AP"))
            normal = self.objects.resolve(appearance.get(b"N"))
            choices = normal.values() if isinstance(normal, dict) else [normal]
            streams = [each for each in map(self.objects.resolve, choices) if isinstance(each, Stream)]
            self._add(n, 1, streams, scope)

    def _scope(self, own: Dictionary, page: Dictionary) -> _Scope:
        key = (id(own), id(page))
        if key not in self._scopes:
            self._scopes[key] = _Scope(self, own, page)
        return self._scopes[key]

    def _new(self) -> int:
        self._nodes.append(_Node(0))
        return len(self._nodes) - 1

    def _read(self, stream: Stream) -> _Said:
        if stream.number not in self._said:
            data = unpacked(stream, self.objects, limit=MAX_PAGE, name=self._name)
            self._left -= len(data)
            if self._left < 0:
                raise GongkaiError("E057", name=self._name, limit=MAX_UNPACKED)
            named = Counter(map(plain_name, _NAMED.findall(data)))
            self._said[stream.number] = _Said(
                length=len(data),
                named=named,
                unnamed=len(_DRAW.findall(data)) - named.total(),
                paints=len(_PAINT.findall(data)) if self._shown else 0,
                letters=sum(len(a) + len(b) // 2 for a, b in _WORDS.findall(data)) if self._shown else 0,
            )
        return self._said[stream.number]
