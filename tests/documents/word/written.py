"""Word packages written by hand: XML strings in a zip file, and blocks in short."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

from gongkai.documents.blocks import Block, TableBlock, TableCell, TextBlock
from gongkai.documents.word.docx import read_docx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relations(targets: Sequence[tuple[str, str, str]]) -> str:
    """A part of relations: (id, kind, target)."""
    items = "".join(f'<Relationship Id="{i}" Type="{_TYPE}{kind}" Target="{to}"/>' for i, kind, to in targets)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def part(name: str, content: str) -> str:
    """A part's XML with all namespaces declared."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {NAMESPACES}>{content}</w:{name}>'


def docx(
    body: str, *, styles: str = "", numbering: str = "", more: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A Word file. ``more``: target -> (kind of relation, content); the relation's id is the target."""
    others = {
        "styles.xml": ("styles", part("styles", styles)),
        "numbering.xml": ("numbering", part("numbering", numbering)),
    }
    others |= dict(more or {})
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
    overrides = "".join(
        f'<Override PartName="/word/{one}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}+xml"/>'
        for one, kind in kinds.items()
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations([("r1", "officeDocument", "word/document.xml")]),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations([(to, kind, to) for to, (kind, _) in others.items()]),
        **{f"word/{to}": content for to, (_, content) in others.items()},
    }
    return packed(members)


def packed(members: Mapping[str, str]) -> bytes:
    """The members as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph; what does not begin with "<" is text."""
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """A cell; what does not begin with "<" is a paragraph of text."""
    inner = "".join(one if one.startswith("<") else p(one) for one in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; what does not begin with "<" is a cell of text."""
    inner = "".join(one if one.startswith("<") else tc(one) if one else tc() for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str, grid: Sequence[int] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(code: str, result: str) -> str:
    """A complex field."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def blocks(body: str, **others: object) -> list[Block]:
    """The blocks of a file with this body."""
    return list(read_docx(docx(body, **others), "报告.docx").blocks)  # type: ignore[arg-type]


def texts(body: str, **others: object) -> list[str]:
    """The texts of a file that has no tables."""
    found = blocks(body, **others)
    assert all(isinstance(block, TextBlock) for block in found), found
    return [block.text for block in found if isinstance(block, TextBlock)]


def table(*rows: Sequence[object]) -> TableBlock:
    """A TableBlock in short: a cell is its text, or (text, rowspan, colspan); None where another cell covers."""
    cells: list[TableCell] = []
    for n, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            text, down, across = cell if isinstance(cell, tuple) else (str(cell), 1, 1)
            cells.append(TableCell(row=n, column=column, rowspan=down, colspan=across, text=text))
    return TableBlock(cells=tuple(cells), rows=len(rows), columns=max(map(len, rows)))


def strict(data: bytes) -> bytes:
    """The file in the strict dialect."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    pattern = r"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/"
    return packed(
        {name: re.sub(pattern, r"http://purl.oclc.org/ooxml/\1/", text) for name, text in members.items()}
    )
