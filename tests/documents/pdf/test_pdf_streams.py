"""Page descriptions unpacked: by each packing in use, by several, and up to damage."""

from __future__ import annotations

import base64
import zlib

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pdf.pdf_files import file_of, pdf_of
from gongkai.documents.pdf import objects as objects_module
from gongkai.documents.pdf.objects import NOTHING, Objects, Reference, Stream
from gongkai.documents.pdf.streams import inflated, unpacked
from gongkai.errors import GongkaiError
from hostile.bombs import pdf

PAGES = "<</Type/Pages/Kids[5 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
SAID = b"q 1 0 0 1 0 0 cm /F Do Q\n" * 9


def objects_of(data: bytes) -> Objects:
    with pypdfium2.PdfDocument(data) as document:
        return Objects(document, "test.pdf")


def of(data: bytes, filters: object, settings: object = None) -> bytes:
    entries = {b"Filter": filters, b"DecodeParms": settings}
    stream = Stream(9, entries, memoryview(data))  # type: ignore[arg-type]
    return unpacked(stream, objects_of(pdf()), limit=1000, name="test.pdf")


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (SAID, None),
        (zlib.compress(SAID), b"FlateDecode"),
        (zlib.compress(SAID)[:-3], b"FlateDecode"),
        (zlib.compress(SAID) + b"\r\n", [b"Fl"]),
        (SAID.hex().encode() + b">zz", b"ASCIIHexDecode"),
        (b" \n".join(SAID[i : i + 5].hex().encode() for i in range(0, len(SAID), 5)), b"AHx"),
        (base64.a85encode(SAID, wrapcol=60) + b"~>", b"ASCII85Decode"),
        (base64.a85encode(zlib.compress(zlib.compress(SAID))), [b"A85", b"Fl", b"FlateDecode"]),
        (b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", b"LZWDecode"),  # the standard's own example
        (b"\x04/F Do" + b"\xfe " + b"\x80ignored", b"RunLengthDecode"),
    ],
)
def test_packings(data: bytes, filters: object) -> None:
    other = {b"RunLengthDecode": b"/F Do   ", b"LZWDecode": b"-----A---B"}
    assert of(data, filters) == (SAID if not isinstance(filters, bytes) else other.get(filters, SAID))


@given(data=st.binary(max_size=200), zeros=st.integers(0, 3))
def test_digits_to_the_base_of_85(data: bytes, zeros: int) -> None:
    said = bytes(4 * zeros) + data
    assert of(base64.a85encode(said), b"A85") == said


@given(data=st.binary(min_size=50, max_size=5000), place=st.integers(2, 49), change=st.integers(1, 255))
def test_what_comes_before_damage_is_unpacked(data: bytes, place: int, change: int) -> None:
    """As much as byte by byte, which is the slow and sure way, or one less."""
    packed = bytearray(zlib.compress(data * 3))
    packed[place % len(packed)] ^= change
    unpacker, sure = zlib.decompressobj(), b""
    try:
        for n in range(len(packed)):
            sure += unpacker.decompress(packed[n : n + 1], 1)
            while not unpacker.eof and (piece := unpacker.decompress(unpacker.unconsumed_tail, 1)):
                sure += piece
    except zlib.error:
        pass
    assert inflated(bytes(packed), 10**6) in (sure, sure[:-1])


@pytest.mark.parametrize(
    ("data", "filters", "settings", "code"),
    [
        (zlib.compress(bytes(1001)), b"FlateDecode", None, "E057"),
        (b"\x81\0" * 8, b"RunLengthDecode", None, "E057"),
        (SAID, b"JBIG2Decode", None, "E058"),
        (b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", b"LZWDecode", {b"EarlyChange": 0.0}, "E058"),
        (zlib.compress(SAID), b"FlateDecode", {b"Predictor": 12.0}, "E058"),
        (zlib.compress(SAID), [b"FlateDecode"], [{b"Predictor": 2.0}], "E058"),
    ],
)
def test_packings_that_are_refused(data: bytes, filters: object, settings: object, code: str) -> None:
    with pytest.raises(GongkaiError, match=code):
        of(data, filters, settings)


def test_objects_are_read_as_they_are_written() -> None:
    said = r"<</N 12/M -.5/A[1 0 R 2 0 R(a\)b\\)<4142>true null]/D<</X/Y#20Z/E[]>>/S 4 0 R>>"
    read = objects_of(file_of(["<</Type/Catalog/Pages 2 0 R/Mine 3 0 R>>", PAGES, said, "/Form", PAGE]))
    value = read.resolve(Reference(3))
    assert value == {
        b"N": 12.0,
        b"M": -0.5,
        b"A": [Reference(1), Reference(2), rb"a\)b\\", b"AB", True, None],
        b"D": {b"X": b"Y Z", b"E": []},
        b"S": Reference(4),
    }
    assert read.resolve(Reference(4)) == b"Form"
    assert read.resolve(Reference(99)) is None
    assert read.dictionary(Reference(4)) is NOTHING
    assert read.dictionary(Reference(3)) is value


def test_objects_that_hold_a_name() -> None:
    root = "<</Type/Catalog/Pages 2 0 R/Mine[3 0 R 4 0 R 6 0 R]>>"
    said = ["<</Wanted 1>>", "<<>>", PAGE, "<</A<</Wanted 2>>>>"]
    read = objects_of(file_of([root, PAGES, *said]))
    assert list(read.holding(b"Wanted")) == [3, 6]
    assert list(read.holding(b"Unwanted")) == []


def test_objects_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects_module, "MAX_COPY", 100)
    with pytest.raises(GongkaiError, match="E057"):
        objects_of(pdf_of(""))


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_damaged_files_have_objects_or_a_code(data: st.DataObject) -> None:
    file = bytearray(pdf_of("0 0 m 9 9 l S", page="/Mine 3 0 R", objects=["<</A[1 0 R<</B(x)>>]>>"]))
    for _ in range(data.draw(st.integers(1, 6))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        with pypdfium2.PdfDocument(bytes(file)) as document:
            read = Objects(document, "test.pdf")
    except (pypdfium2.PdfiumError, GongkaiError):
        return
    for number in range(12):
        read.dictionary(Reference(number))
