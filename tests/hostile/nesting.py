"""PDF files whose pages draw forms that draw forms, or one thing over and over: little that comes to gigabytes."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import Final

from hostile.bombs import pdf

LEVELS: Final = 7
TIMES: Final = 10
LINE: Final = b"0 0 m 9 9 l S "
SHAPES: Final = LINE * 60  # so many without text that the page is rendered for character recognition

NestingBomb = tuple[str, Callable[[], bytes]]


def read_bombs() -> Iterator[NestingBomb]:
    """Those that do harm when a page is opened."""
    yield "nested.pdf", nested
    yield "nested-in-object-streams.pdf", lambda: in_object_streams(nested())
    yield "nested-without-table.pdf", lambda: nested().split(b"xref\n")[0] + b"trailer << /Root 1 0 R >>\n"
    yield "nested-by-strings.pdf", lambda: nested().replace(b"/Subtype /Form", b"/Subtype (Form)")
    yield "nested-by-numbers.pdf", lambda: nested().replace(b"/Subtype /Form", b"/Sub#74ype /Fo#72m")
    yield "nested-by-comments.pdf", lambda: nested(draw=b"/F%x\nDo ")
    yield "nested-by-late-names.pdf", lambda: nested(draw=b"/F#46 Do ", names=b"/FF %d 0 R")
    yield "nested-by-references.pdf", _by_references
    yield "nested-inherited.pdf", _inherited
    yield "nested-encrypted.pdf", lambda: nested_by_reportlab(LEVELS, TIMES, encrypted=True)
    yield "nested-damaged-streams.pdf", _damaged
    yield "flat.pdf", lambda: pdf(content=b"/F Do " * 1_000_000, packed=True, resources="/XObject << /F 5 0 R >>",
                                  more=[form(LINE)])  # fmt: skip
    yield (
        "parts.pdf",
        lambda: pdf(content=b" " * 15_000_000, packed=True).replace(
            b"/Contents 4 0 R", b"/Contents [ " + b"4 0 R " * 300 + b"]"
        ),
    )
    yield "parts-elsewhere.pdf", lambda: pdf(content=b" " * 15_000_000, packed=True, more=[
        b"[ " + b"4 0 R " * 300 + b"]"]).replace(b"/Contents 4 0 R", b"/Contents 5 0 R")  # fmt: skip
    yield "round.pdf", lambda: _round(12)
    yield "glyphs-of-forms.pdf", _glyphs_of_forms


def object_bombs() -> Iterator[NestingBomb]:
    """Object streams that unpack to more objects than memory holds."""
    for name, streams, numbers in (("list.pdf", 1, 20_000_000), ("lists.pdf", 8, 3_000_000)):
        yield name, partial(_lists, streams, numbers)


def shown_bombs() -> Iterator[NestingBomb]:
    """Those that do harm when a page is rendered."""
    yield "patterns.pdf", _patterns
    yield "masks.pdf", _masks
    yield "glyphs.pdf", _glyphs
    yield (
        "annotations.pdf",
        lambda: pdf(content=SHAPES, more=_chain(LEVELS, TIMES)).replace(
            b"/Contents 4 0 R",
            b"/Contents 4 0 R /Annots [<< /Subtype /Stamp /Rect [0 0 600 800] /F 4 /AP << /N 5 0 R >> >>]",
        ),
    )


def nested(*, levels: int = LEVELS, times: int = TIMES, draw: bytes = b"/F Do ", names: bytes = b"/F %d 0 R",
           last: bytes = LINE) -> bytes:  # fmt: skip
    """A page that draws a form so many times, which draws the next so many times, down to ``last``."""
    resources = f"/XObject << {(names % 5).decode()} >>"
    return pdf(content=draw * times, resources=resources, more=_chain(levels, times, draw, names, last))


def form(
    content: bytes, resources: bytes = b"", *, entries: bytes = b"/Subtype /Form /BBox [0 0 600 800]"
) -> bytes:
    """A form, or another stream with these entries. ``resources`` are left out where they are ``-``."""
    own = b"" if resources == b"-" else b"/Resources << " + resources + b" >> "
    return (
        b"<< " + entries + b" " + own + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream"
    )


def in_object_streams(data: bytes) -> bytes:
    """The file with all but its page description in an object stream, forms too (which PDFium does not mind)."""
    objects = {int(m[1]): m[2] for m in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj\n", data, re.DOTALL)}
    packed = {number: body for number, body in objects.items() if number != 4}
    starts = [0, *accumulate(len(text) + 1 for text in packed.values())]
    head = b"".join(b"%d %d " % place for place in zip(packed, starts, strict=False))
    body = b"\n".join(packed.values())
    holder, table = max(objects) + 1, max(objects) + 2
    stream = zlib.compress(head + body)
    entries = b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>"
    made = b"%PDF-1.7\n"
    places = {number: (2, holder, n) for n, number in enumerate(packed)}
    for number, text in (
        (4, objects[4]),
        (holder, entries % (len(packed), len(head), len(stream)) + b"\nstream\n" + stream + b"\nendstream"),
    ):
        places[number] = (1, len(made), 0)
        made += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    rows = b"".join(struct.pack(">BIH", *places.get(n, (0, 0, 0))) for n in range(table))
    made += b"%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>" % (
        table,
        table,
        len(rows),
    )
    at = made.rfind(b"%d 0 obj" % table)
    return made + b"\nstream\n" + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def nested_by_reportlab(levels: int, times: int, *, encrypted: bool) -> bytes:
    """The same by a real writer: packed twice, and encrypted without a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("", ownerPassword="x") if encrypted else None)
    for n in reversed(range(levels)):
        canvas.beginForm(f"level{n}")
        canvas.drawString(72, 700 - 20 * n, f"level {n}")
        for _ in range(times if n + 1 < levels else 0):
            canvas.doForm(f"level{n + 1}")
        canvas.endForm()
    for _ in range(times):
        canvas.doForm("level0")
    canvas.save()
    return out.getvalue()


def _lists(streams: int, numbers: int) -> bytes:
    """Object streams of one list each; that nothing reads them does not help."""
    listed = zlib.compress(b"9 0 [" + b"1 " * numbers + b"]")
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(listed)
    return pdf(content=LINE, more=[stream + listed + b"\nendstream"] * streams)


def _chain(levels: int, times: int, draw: bytes = b"/F Do ", names: bytes = b"/F %d 0 R", last: bytes = LINE) -> list[bytes]:  # fmt: skip
    """Objects 5 and on: forms that draw the next one."""
    made = [form(draw * times, b"/XObject << " + names % (6 + n) + b" >>") for n in range(levels - 1)]
    return [*made, form(last)]


def _by_references() -> bytes:
    """Resources, their parts and the page's contents all stand elsewhere."""
    chain = [form(b"/F Do " * TIMES).replace(b"<<  >>", b"%d 0 R" % (20 + n)) for n in range(LEVELS - 1)]
    chain += [form(LINE)] + [b"null"] * (15 - LEVELS)
    chain += [b"<< /XObject %d 0 R >>" % (40 + n) for n in range(20)]
    chain += [b"<< /F %d 0 R >>" % (6 + n) for n in range(LEVELS)] + [b"<< /F 5 0 R >>", b"[ 4 0 R 4 0 R ]"]
    made = pdf(content=b"/F Do " * TIMES, more=chain)
    first, contents = 40 + LEVELS, 41 + LEVELS
    made = made.replace(b"/Resources <<  >> /Contents 4 0 R", b"/Resources << /XObject %d 0 R >> /Contents %d 0 R" % (first, contents))  # fmt: skip
    return made.split(b"xref\n")[0] + b"trailer << /Root 1 0 R >>\n"


def _inherited() -> bytes:
    """The page has its resources from the page tree, and each form has them from the page."""
    names = b" ".join(b"/F%d %d 0 R" % (n, 5 + n) for n in range(LEVELS))
    chain = [form(b"/F%d Do " % (n + 1) * TIMES, b"-") for n in range(LEVELS - 1)]
    made = pdf(content=b"/F0 Do " * TIMES, more=[*chain, form(LINE, b"-")])
    made = made.replace(b" /Resources <<  >>", b"", 1)
    made = made.replace(b"/Count 1 >>", b"/Count 1 /Resources << /XObject << " + names + b" >> >> >>")
    return made.split(b"xref\n")[0] + b"trailer << /Root 1 0 R >>\n"


def _damaged() -> bytes:
    """Packed forms that break off after all that they draw."""
    chain = []
    for n in range(LEVELS - 1):
        content = zlib.compress(b"/F Do " * TIMES + bytes(range(256)))[:-40] + b"\xff" * 8
        entries = b"/Subtype /Form /BBox [0 0 600 800] /Filter /FlateDecode"
        chain.append(form(content, b"/XObject << /F %d 0 R >>" % (6 + n), entries=entries))
    return pdf(content=b"/F Do " * TIMES, resources="/XObject << /F 5 0 R >>", more=[*chain, form(LINE)])


def _round(forms: int) -> bytes:
    """Each form draws all of them: as many ways as they can be put in order."""
    names = b"/XObject << " + b" ".join(b"/F%d %d 0 R" % (n, 5 + n) for n in range(forms)) + b" >>"
    content = b" ".join(b"/F%d Do" % n for n in range(forms))
    return pdf(content=content, resources=names.decode(), more=[form(content, names)] * forms)


def _glyphs_of_forms() -> bytes:
    chain = [form(b"/F Do " * TIMES, b"/XObject << /F %d 0 R >>" % (8 + n)) for n in range(LEVELS - 1)]
    font = _font(6, b"/XObject << /F 7 0 R >>")
    glyph = form(b"1 0 d0 " + b"/F Do " * TIMES, b"-", entries=b"")
    return pdf(content=b"BT /T 9 Tf 10 10 Td (aaa) Tj ET", resources="/Font << /T 5 0 R >>",
               more=[font, glyph, *chain, form(LINE)])  # fmt: skip


def _glyphs() -> bytes:
    """Glyphs that write with glyphs; PDFium follows four fonts deep."""
    made = []
    for n in range(4):
        made.append(_font(6 + 2 * n, b"/Font << /T %d 0 R >>" % (7 + 2 * n) if n < 3 else b""))
        write = b"BT /T 1 Tf (" + b"a" * 100 + b") Tj ET" if n < 3 else b"0 0 1 1 re f"
        made.append(form(b"1 0 d0 " + write, b"-", entries=b""))
    return pdf(content=SHAPES + b"BT /T 9 Tf 10 10 Td (" + b"a" * 100 + b") Tj ET",
               resources="/Font << /T 5 0 R >>", more=made)  # fmt: skip


def _font(glyph: int, resources: bytes) -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 97 "
        b"/Widths [1] /Encoding << /Differences [97 /a] >> /CharProcs << /a %d 0 R >> /Resources << %s >> >>"
    ) % (glyph, resources)


def _patterns() -> bytes:
    fill = b"/Pattern cs /P scn 0 0 600 800 re f "
    entries = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 99 99] /XStep 99 /YStep 99"
    chain = [
        form(fill * TIMES, b"/Pattern << /P %d 0 R >>" % (6 + n), entries=entries) for n in range(LEVELS - 1)
    ]
    return pdf(content=SHAPES + fill * TIMES, resources="/Pattern << /P 5 0 R >>",
               more=[*chain, form(LINE, entries=entries)])  # fmt: skip


def _masks() -> bytes:
    fill = b"/G gs 0 0 600 800 re f "
    mask = b"/ExtGState << /G << /SMask << /S /Luminosity /G %d 0 R >> >> >>"
    entries = b"/Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /CS /DeviceGray >>"
    chain = [form(fill * TIMES, mask % (6 + n), entries=entries) for n in range(LEVELS - 1)]
    return pdf(
        content=SHAPES + fill * TIMES,
        resources=(mask % 5).decode(),
        more=[*chain, form(LINE, entries=entries)],
    )
