import io
import struct
import zipfile

import pytest

from gongkai.documents.readers import READERS
from gongkai.documents.script import reading_data
from gongkai.documents.sniff import TEXT, a_kind, is_markup, kind_of, media_type_of, words_for


def zipped(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return stream.getvalue()


def ole(stream: str, *, before: int = 0) -> bytes:
    """A compound file of one stream; ``before`` sectors of nothing stand in front of its directory."""
    sector, free, end, table = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    directory = 1 + before

    def entry(name: str, kind: int, child: int) -> bytes:
        said = (name + "\0").encode("utf-16-le")
        links = struct.pack("<III", free, free, child)
        return (
            said.ljust(64, b"\0")
            + struct.pack("<HBB", len(said), kind, 1)
            + links
            + bytes(36)
            + struct.pack("<IQ", end, 0)
        )

    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, end, 0, end, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    sectors = [table, *[end] * before, end]
    fat = struct.pack(f"<{len(sectors)}I", *sectors).ljust(sector, b"\xff")
    entries = entry("Root Entry", 5, 1) + entry(stream, 2, free)
    return (
        head
        + fat
        + b"B\0o\0o\0k\0 \0T\0" * (sector // 12 * before)
        + bytes(sector * before - 12 * (sector // 12 * before))
        + entries.ljust(sector, b"\0")
    )


def odt() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (zipped("a.txt"), "zip"),
        (b"PK\x03\x04broken", "broken_zip"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("Other"), "ole"),
        (ole("EncryptedPackage"), "locked"),
        (ole("WordDocument", before=120), "doc"),  # its directory stands far behind a style named Book Title
        (ole("WordDocument")[:700], "ole"),
        (b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w:wordDocument/>', "doc"),
        (zipped("[Content_Types].xml", "word/document2.xml"), "docx"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpeg"),
        (b"II*\0....", "tiff"),
        (rb"{\rtf1\ansi", "rtf"),
        (b"\x1f\x8b\x08....", "gzip"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        ("一、总体情况".encode(), TEXT),
        (b"", TEXT),
        (b"junk\r\n%PDF-1.4 ...", "pdf"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0", "bmp"),
        (
            b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=a",
            "mhtml",
        ),
        ("<html><body>年度报告</body></html>".encode("utf-16"), "html"),
        ("<!DOCTYPE html><p>年度报告".encode("gb18030"), "html"),
        (odt(), "odt"),
    ],
)
def test_sniff_kind_by_content(data: bytes, kind: str) -> None:
    assert kind_of(data, io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("\ufeff\n<!DOCTYPE html><html><body>年度报告</body></html>", True),
        ("<?xml version='1.0'?>\n<html><p>年度报告</p></html>", True),
        ("<div class='a'><p>公开</p><p>申请</p></div>", True),
        ("一、总体情况<br>全年主动公开政府信息二十条，收到申请三件，均已按期答复。", False),
        ("一、总体情况\n1 < 2", False),
    ],
)
def test_sniff_markup(text: str, markup: bool) -> None:
    assert is_markup(text) is markup


def test_sniff_every_kind_has_a_name_and_a_media_type() -> None:
    data = reading_data()
    named = {*data["signatures"].values(), *data["zip_members"].values(), *data["ole_streams"].values()}
    for kind in named | {*READERS} - {TEXT}:
        assert words_for(kind)
        assert "/" in media_type_of(kind)


@pytest.mark.parametrize(
    ("kind", "said"), [("gif", "a GIF picture"), ("ofd", "an OFD document"), ("xz", "an xz archive")]
)
def test_sniff_kinds_are_named_with_their_article(kind: str, said: str) -> None:
    assert a_kind(kind) == said
