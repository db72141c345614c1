"""Files made to do harm, one per idea."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

READ: Final = "read"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFD: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"{more}/>'
    "</Relationships>"
)
_LAUGHS: Final = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
_FILE: Final = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

Bomb = tuple[str, Callable[[], bytes], set[str]]
"""Name, what makes its bytes, and the ends that are right for it."""


def bombs() -> Iterator[Bomb]:
    """All of them; some are large when they are made."""
    for made in (_html(), _docx(), _ofd(), _pdf(), _images(), _text()):
        yield from made


def _html() -> Iterator[Bomb]:
    refused = {READ, "E002", "E007", "E058"}
    yield "deep-divs.html", lambda: b"<html><body>" + b"<div>" * 300_000 + b"x", refused
    yield "deep-tables.html", lambda: b"<html><body>" + b"<table><tr><td>" * 30_000 + b"x", refused
    yield "deep-inline.html", lambda: b"<html><body>" + b"<b><i>" * 150_000 + b"x", refused
    yield (
        "wide-cells.html",
        lambda: b"<html><table>" + b'<tr><td colspan="100000" rowspan="100000">1</td>' * 500,
        refused,
    )
    yield "many-cells.html", lambda: b"<html><table>" + b"<tr>" + b"<td>1" * 400_000, refused
    yield "many-lines.html", lambda: b"<html>" + b"<br>1" * 1_000_000, refused
    yield "long-attribute.html", lambda: b"<html><p title='" + b"a" * 10_000_000 + b"'>x", refused
    yield "many-attributes.html", lambda: b"<html><p " + b"a='1' " * 500_000 + b">x", refused
    yield "laughs.xhtml", f'<?xml version="1.0"?>{_LAUGHS}<html><p>&j;</p></html>'.encode, refused
    yield "entities.html", lambda: b"<html><p>" + b"&#x4e00;" * 1_000_000, refused


def _docx() -> Iterator[Bomb]:
    body = f"<w:document {_W}><w:body>{{}}</w:body></w:document>"
    row = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>'
    yield (
        "laughs.docx",
        lambda: docx(_LAUGHS + body.format("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>")),
        {"E051", "E058"},
    )
    yield (
        "file-entity.docx",
        lambda: docx(_FILE + body.format("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")),
        {"E051", "E058"},
    )
    yield (
        "zeros.docx",
        lambda: docx(body.format("<w:p/>"), more={"word/media/a.bin": bytes(300_000_000)}),
        {"E057", "E002"},
    )
    yield "zeros-in-text.docx", lambda: docx(body.format(" " * 200_000_000)), {"E057"}
    yield "deep-tables.docx", lambda: docx(body.format("<w:tbl><w:tr><w:tc>" * 20_000)), {"E051", "E058"}
    deep = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>1</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    yield "nested-tables.docx", lambda: docx(body.format(deep)), {READ, "E007", "E058"}
    yield "wide-spans.docx", lambda: docx(body.format(f"<w:tbl>{row * 50}</w:tbl>")), {READ, "E007", "E058"}
    yield (
        "many-paragraphs.docx",
        lambda: docx(body.format("<w:p/>" * 1_000_000)),
        {"E002", "E007", "E058", "E057"},
    )
    yield (
        "outside.docx",
        lambda: docx(body.format("<w:p/>"), target="../../../../etc/passwd"),
        {"E051", "E002"},
    )
    yield (
        "remote.docx",
        lambda: docx(body.format("<w:p/>"), target="http://127.0.0.1:9/x", external=True),
        {"E051", "E002"},
    )
    members = io.BytesIO()
    with zipfile.ZipFile(members, "w") as archive:
        archive.writestr("word/document.xml", "x")
        for n in range(50_000):
            archive.writestr(f"m{n}", "")
    yield "many-members.docx", members.getvalue, {"E057", "E058", "E051"}


def _ofd() -> Iterator[Bomb]:
    refused = {"E051", "E052", "E002", "E058"}
    for name, root in (
        ("climbing", "../../../../../etc/passwd"),
        ("absolute", "/etc/passwd"),
        ("dos", "..\\..\\x"),
    ):
        yield f"{name}.ofd", partial(ofd, root=root), refused
    yield "laughs.ofd", lambda: ofd(text="&j;", head=_LAUGHS), refused
    yield "file-entity.ofd", lambda: ofd(text="&x;", head=_FILE), refused
    yield "deltas.ofd", lambda: ofd(delta="g 999999999 1"), {READ, "E002", "E007", "E051", "E058"}
    yield (
        "numbers.ofd",
        lambda: ofd(delta="nan inf 1e308 -1e308", area="0 0 1e300 1e300"),
        {READ, "E002", "E007", "E051", "E058"},
    )
    yield "many-pages.ofd", lambda: ofd(pages=5000), {"E053"}
    yield (
        "deep.ofd",
        lambda: ofd(inside="<ofd:PageBlock>" * 5_000 + "</ofd:PageBlock>" * 5_000),
        {READ, *refused, "E007"},
    )
    path = "M 0 0 " + "L 9 9 " * 500_000
    yield "long-path.ofd", lambda: ofd(inside=f'<ofd:PathObject ID="9" Boundary="0 0 9 9"><ofd:AbbreviatedData>{path}'
                               "</ofd:AbbreviatedData></ofd:PathObject>"), {READ, "E002", "E007", "E058"}  # fmt: skip


def _pdf() -> Iterator[Bomb]:
    coded = {READ, "E002", "E007", "E051", "E052", "E053", "E054", "E057", "E058", "E059"}
    yield "page-cycle.pdf", lambda: pdf(kids="2 0 R 3 0 R"), coded
    yield "self-drawing.pdf", lambda: pdf(content=b"/F Do", resources="/XObject << /F 5 0 R >>", more=[
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length 5 >>\n"
        b"stream\n/F Do\nendstream"]), coded  # fmt: skip
    yield "huge-page.pdf", lambda: pdf(box="0 0 1e9 1e9", content=b"0 0 m 9 9 l S"), coded
    yield "empty-page.pdf", lambda: pdf(box="0 0 0 0", content=b"0 0 m 9 9 l S"), coded
    yield "many-paths.pdf", lambda: pdf(content=b"0 0 m 100 0 l S " * 400_000, packed=True), coded
    yield "many-rectangles.pdf", lambda: pdf(content=b"".join(b"%d %d 9 9 re S " % (n % 600, n // 600) for n in range(200_000)),
                                     packed=True), coded  # fmt: skip
    yield "many-states.pdf", lambda: pdf(content=b"q " * 3_000_000, packed=True), coded
    yield "unpacking.pdf", lambda: pdf(content=b" " * 400_000_000, packed=True), coded
    yield "many-letters.pdf", lambda: pdf(content=b"BT /F 9 Tf " + b"(" + b"a" * 60_000 + b") Tj " * 60 + b" ET", resources=
                                  "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"), coded  # fmt: skip
    yield "many-pages.pdf", lambda: pdf(kids="3 0 R " * 3000, count=3000), coded
    yield "only-head.pdf", lambda: b"%PDF-1.7\n", {"E051"}
    picture = (b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray "
               b"/BitsPerComponent 8 /Length 3 >>\nstream\nabc\nendstream")  # fmt: skip
    yield "huge-picture.pdf", lambda: pdf(content=b"600 0 0 800 0 0 cm /I Do", resources="/XObject << /I 5 0 R >>",
                                  more=[picture]), coded  # fmt: skip


def _images() -> Iterator[Bomb]:
    coded = {"E051", "E058", "E059", "E054", "E007", "E002"}
    yield "huge.png", lambda: png(60_000, 60_000, zlib.compress(b"\0" * 100)), coded
    yield "narrow.png", lambda: png(1, 2_000_000, zlib.compress(b"\0\0" * 2_000_000)), coded
    yield "cut.png", lambda: png(800, 800, zlib.compress(b"\0" * 801 * 800))[:200], coded
    yield "head.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 100, coded
    yield "head.tif", lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\0" * 100, coded


def _text() -> Iterator[Bomb]:
    refused = {READ, "E005", "E007", "E058", "E006", "E003"}
    yield "one-line.txt", lambda: "报告1条、".encode() * 60_000, refused
    yield "numbers.txt", lambda: b"1 2 3 4 5 6 7 8 9 0 " * 10_000, refused
    yield "brackets.txt", lambda: "（".encode() * 150_000, refused
    yield "tabs.txt", lambda: b"1\t" * 100_000, refused
    yield "headings.txt", lambda: "一、总体情况二、主动公开政府信息情况".encode() * 5_000, refused
    yield "blanks.txt", lambda: b"a" + b" " * 400_000 + b"b", refused
    yield "large.txt", lambda: "全年公开信息三十条。\n".encode() * 200_000, refused


def docx(document: str, *, more: dict[str, bytes] | None = None, target: str = "word/document.xml",
         external: bool = False) -> bytes:  # fmt: skip
    """A Word package around the XML of its document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels", _RELATIONS.format(target=target, more=' TargetMode="External"' * external)
        )
        archive.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def ofd(*, root: str = "Doc_0/Document.xml", text: str = "公开", head: str = "", delta: str = "5", pages: int = 1,
        area: str = "0 0 210 297", inside: str = "") -> bytes:  # fmt: skip
    """An OFD package of pages with one text object each."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page.xml"/>' for n in range(pages))
    members = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>{root}'
                   "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{area}"
                              f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
                              "</ofd:Document>",
        "Doc_0/Pages/Page.xml": f'{head}<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="2">{inside}<ofd:TextObject ID="3" '
                                'Boundary="10 10 100 10" Font="4" Size="5"><ofd:TextCode X="0" Y="5" '
                                f'DeltaX="{delta}">{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content>'
                                "</ofd:Page>",
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in members.items():
            archive.writestr(name, xml)
    return out.getvalue()


def pdf(*, content: bytes = b"", resources: str = "", box: str = "0 0 595 842", kids: str = "3 0 R", count: int = 1,
        packed: bool = False, more: list[bytes] | None = None) -> bytes:  # fmt: skip
    """A PDF of one page: objects 1 catalogue, 2 page tree, 3 page, 4 content, 5 and on what ``more`` holds."""
    packing = b"/Filter /FlateDecode " if packed else b""
    stream = zlib.compress(content) if packed else content
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Resources << {resources} >> /Contents 4 0 R >>".encode(),
        b"<< " + packing + b"/Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        *(more or []),
    ]
    made, places = b"%PDF-1.7\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % n + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def png(width: int, height: int, data: bytes) -> bytes:
    """A grey PNG that says it has this size, whatever its data hold."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
