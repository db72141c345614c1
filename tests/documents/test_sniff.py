import io
import zipfile

import pytest

from gongkai.documents.sniff import kind_of, markup_kind


def zipped(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return stream.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a Word document (.docx)"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "an OFD document"),
        (zipped("a.txt"), "a zip archive"),
        (b"PK\x03\x04broken", "a damaged zip archive or Office document"),
        (ole("WordDocument"), "a Word or WPS document (.doc, .wps)"),
        (ole("Workbook"), "an Excel workbook (.xls)"),
        (ole("Other"), "an old Office document (.doc, .wps or .xls)"),
        (b"\x89PNG\r\n\x1a\n....", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0....", "a picture (JPEG)"),
        (b"II*\0....", "a picture (TIFF)"),
        (rb"{\rtf1\ansi", "a Rich Text document (.rtf)"),
        (b"\x1f\x8b\x08....", "a gzip archive"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        ("一、总体情况".encode(), None),
        (b"", None),
    ],
)
def test_sniff_kind_by_content(data: bytes, kind: str | None) -> None:
    assert kind_of(data, io.BytesIO(data)) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\ufeff\n<!DOCTYPE html><html><body>年度报告</body></html>", "a web page (HTML)"),
        ("<?xml version='1.0'?>\n<html><p>年度报告</p></html>", "a web page (HTML)"),
        ("<div class='a'><p>公开</p><p>申请</p></div>", "a web page (HTML)"),
        ("一、总体情况<br>全年主动公开政府信息二十条，收到申请三件，均已按期答复。", None),
        ("一、总体情况\n1 < 2", None),
    ],
)
def test_sniff_markup(text: str, kind: str | None) -> None:
    assert markup_kind(text) == kind
