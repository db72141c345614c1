"""Word documents (.docx), straight from their XML."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final

from gongkai.documents.blocks import Block, Content, TableBlock, TextBlock
from gongkai.documents.package import Package
from gongkai.documents.sniff import HEAD, kind_of, media_type_of, words_for
from gongkai.documents.word.flow import Flow
from gongkai.documents.word.numbering import Numbering
from gongkai.documents.word.parts import Parts, W, relation_id
from gongkai.documents.word.styles import Styles
from gongkai.documents.word.tables import as_furniture
from gongkai.errors import GongkaiError, Problem, warning

_INSERTED: Final = (W + "ins", W + "moveTo")
_DELETED: Final = (W + "del", W + "moveFrom")
_PLACES: Final = 5  # large pictures that a warning names
# Programs that make Word files of web pages put the page into the package as it is.
_CHUNK_KINDS: Final = frozenset(("html", "mhtml", "text"))


def read_docx(data: bytes, name: str) -> Content:
    """The paragraphs and tables of a Word document as they are printed, with the numerals of automatic numbering.

    Tracked changes are read as if accepted. Running heads stand at the start and page feet at the end, as furniture;
    notes that the text refers to stand at its end. Comments and hidden text are left out.

    Raises GongkaiError: E051 damaged, E057 or E058 too much or too complex.
    """
    with Package(data, name, words_for("docx")) as package:
        parts = Parts(package)
        root = parts.root(parts.main)
        body = root.find(W + "body")
        if body is None:
            raise package.damaged("it has no body")
        styles = Styles(parts.related("styles"))
        flow = Flow(
            name=name,
            styles=styles,
            numbering=Numbering(parts.related("numbering"), styles),
            chunk=lambda relation: _chunk(parts, relation, name),
        )
        blocks = flow.blocks(body)
        problems = (*_changes(body), *_pictures(flow))
        notes = _notes(parts, flow)
        heads, feet = (_running(parts, root, flow, kind) for kind in ("header", "footer"))
    return Content(
        blocks=(*heads, *blocks, *notes, *feet), media_type=media_type_of("docx"), problems=problems
    )


def _changes(body: Any) -> tuple[Problem, ...]:
    inserted, deleted = (sum(1 for _ in body.iter(*tags)) for tags in (_INSERTED, _DELETED))
    return (warning("W018", inserted=inserted, deleted=deleted),) if inserted or deleted else ()


def _pictures(flow: Flow) -> tuple[Problem, ...]:
    if not flow.pictures:
        return ()
    places = [f"after “{text}”" if text else "at the start" for text in flow.pictures[:_PLACES]]
    more = ["…"] if len(flow.pictures) > _PLACES else []
    return (warning("W017", count=len(flow.pictures), where="; ".join(places + more)),)


def _notes(parts: Parts, flow: Flow) -> list[Block]:
    """The notes that the text refers to, in its order. A note may refer to another one: that one is left out."""
    notes: dict[tuple[str, str], Any] = {}
    for part, tag in (("footnotes", W + "footnote"), ("endnotes", W + "endnote")):
        if any(kind == part for kind, _ in flow.notes) and (root := parts.related(part)) is not None:
            notes |= {(part, str(note.get(W + "id", ""))): note for note in root.iterchildren(tag)}
    return [block for key in list(flow.notes) if key in notes for block in flow.blocks(notes[key])]


def _running(parts: Parts, root: Any, flow: Flow, kind: str) -> list[TextBlock]:
    """The running heads or page feet of all sections as furniture, each text once."""
    relations = parts.relations(parts.main)
    ids = dict.fromkeys(relation_id(element) for element in root.iter(f"{W}{kind}Reference"))
    paths = dict.fromkeys(relations[i].path for i in ids if i in relations)
    lines = [
        line
        for path in paths
        if parts.package.has(path)
        for block in flow.blocks(parts.root(path))
        for line in as_furniture(block)
    ]
    return list(dict.fromkeys(lines))


def _chunk(parts: Parts, relation: str, name: str) -> list[Block]:
    """The blocks of a part of another format; none for a format that Word takes in and no reader here expects."""
    from gongkai.documents.readers import READERS

    target = parts.relations(parts.main).get(relation)
    if target is None or not parts.package.has(target.path):
        return []
    data = parts.package.read(target.path)
    kind = kind_of(data[:HEAD], io.BytesIO(data))
    if kind not in _CHUNK_KINDS or len(data) > READERS[kind].limit:
        raise GongkaiError("E058", name=name, why=f"it takes in {target.path}, which is not read here")
    content = READERS[kind].load()(data, name)
    return [b if isinstance(b, TableBlock) else replace(b, places=None) for b in content.blocks]
