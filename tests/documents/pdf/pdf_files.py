"""PDF files written by hand, object by object: what no writing library offers (crop boxes, forms, broken parts)."""

from __future__ import annotations

from collections.abc import Sequence


def pdf_of(
    *contents: str,
    media: str = "0 0 595 842",
    page: str = "",
    resources: str = "",
    objects: Sequence[str] = (),
    codes: str | None = None,
    fonts: str = "",
) -> bytes:
    """A file with one page per content stream and the font /F1 (WinAnsi, or with ``codes`` its own encoding), all characters 0.6 wide.

    ``page``: further entries of every page. ``resources``: further entries of every page's resources. ``objects``:
    further objects, the first of them number 3. ``codes``: a ToUnicode map's lines. ``fonts``: further fonts of every page.
    """
    bodies = ["", "", *objects]
    to_unicode = ""
    if codes is not None:
        bodies.append(stream(codes))
        to_unicode = f"/ToUnicode {len(bodies)} 0 R"
    bodies.append(
        "<</Type/FontDescriptor/FontName/Fictional/Flags 32/FontBBox[0 -200 600 800]/ItalicAngle 0"
        "/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"
    )
    bodies.append(
        f"<</Type/Font/Subtype/TrueType/BaseFont/Fictional/FontDescriptor {len(bodies)} 0 R/Encoding/WinAnsiEncoding"
        f"/FirstChar 32/LastChar 126/Widths[{' 600' * 95}]{to_unicode}>>"
    )
    font = len(bodies)
    kids: list[int] = []
    for content in contents:
        bodies.append(stream(content))
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Contents {len(bodies)} 0 R"
            f"/Resources<</Font<</F1 {font} 0 R{fonts}>>{resources}>>{page}>>"
        )
        kids.append(len(bodies))
    bodies[0] = "<</Type/Catalog/Pages 2 0 R>>"
    bodies[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>"
    return file_of(bodies)


def stream(content: str, entries: str = "") -> str:
    """A stream object."""
    return f"<<{entries}/Length {len(content.encode('latin-1'))}>>stream\n{content}\nendstream"


def file_of(bodies: Sequence[str]) -> bytes:
    """Objects 1, 2, ... with their table; the first is the catalogue."""
    out = b"%PDF-1.7\n"
    places: list[int] = []
    for n, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer<</Size {len(bodies) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def text(x: float, y: float, words: str, size: float = 12, before: str = "") -> str:
    """Operators that print words at a place."""
    return f"BT {before} /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n"


def packed(body: bytes) -> str:
    """A stream object of bytes that Flate packed."""
    return f"<</Filter/FlateDecode/Length {len(body)}>>stream\n{body.decode('latin-1')}\nendstream"
