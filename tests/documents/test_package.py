"""Zip packages from strangers: every way of being too much, damaged or sly has its code, and fast."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import pytest

from gongkai.documents import package as module
from gongkai.documents.package import Package, resolve
from gongkai.errors import GongkaiError

KIND = "Word document (.docx)"


def zipped(members: dict[str, bytes | str], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def opened(members: dict[str, bytes | str]) -> Package:
    return Package(zipped(members), "a.docx", KIND)


def code_of(data: bytes, path: str = "a.xml") -> str:
    started = time.perf_counter()
    with pytest.raises(GongkaiError) as caught, Package(data, "a.docx", KIND) as package:
        package.xml(path)
    assert time.perf_counter() - started < 5, "refusing took longer than a report may take"
    return caught.value.code


def test_members_are_found_in_every_way_of_writing_their_path() -> None:
    with opened({"Doc_0/Res\\a.xml": "<a>甲</a>", "b.txt": b"\x00\x01"}) as package:
        assert package.read("b.txt") == b"\x00\x01"
        assert package.xml("/doc_0/./Res/../res/A.xml").text == "甲"
        assert package.has("B.TXT")
        assert not package.has("c.txt")
        assert package.paths == ("Doc_0/Res\\a.xml", "b.txt")


def test_names_that_lead_out_are_no_members() -> None:
    with opened({"../a.xml": "<out/>", "x/../../b.xml": "<out/>", "/c.xml": "<in/>"}) as package:
        assert package.paths == ("/c.xml",)
        assert package.xml("c.xml").tag == "in"
        for path in ("../a.xml", "a.xml", "../b.xml", "b.xml", "/../c.xml"):
            assert not package.has(path), path


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_later_counts() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<first/>")
        archive.writestr("a.xml", "<second/>")
    with Package(out.getvalue(), "a.docx", KIND) as package:
        assert package.xml("a.xml").tag == "second"


@pytest.mark.parametrize(
    ("base", "target", "path"),
    [
        ("word/document.xml", "media/1.png", "word/media/1.png"),
        ("word/document.xml", "/word/media/1.png", "word/media/1.png"),
        ("Doc_0/Document.xml", "../Res/1.png", "Res/1.png"),
        ("a.xml", "../b.xml", "../../b.xml"),
        ("OFD.xml", "Doc_0\\Document.xml", "Doc_0/Document.xml"),
    ],
)
def test_targets_are_resolved(base: str, target: str, path: str) -> None:
    assert resolve(base, target) == path


def test_utf16_and_gbk_members_are_read() -> None:
    declared = '<?xml version="1.0" encoding="{}"?><a>公开</a>'
    with opened(
        {"a": declared.format("UTF-16").encode("utf-16"), "b": declared.format("GBK").encode("gbk")}
    ) as package:
        assert package.xml("a").text == package.xml("b").text == "公开"


def test_damaged_packages() -> None:
    whole = zipped({"a.xml": b"<a>" + bytes(range(65, 91)) * 9 + b"</a>"}, level=zipfile.ZIP_STORED)
    assert code_of(whole[: len(whole) // 2]) == "E051"
    assert code_of(b"PK\x03\x04 nothing") == "E051"
    assert code_of(whole.replace(b"ABC", b"XYZ", 1)) == "E051"  # the CRC tells
    assert code_of(whole, "b.xml") == "E051"
    assert code_of(zipped({"a.xml": "<a>"})) == "E051"
    assert code_of(zipped({"a.xml": ""})) == "E051"


def test_garbage_in_the_deflated_bytes() -> None:
    data = bytearray(zipped({"a.xml": b"<a>" + bytes(x * x % 251 % 26 + 65 for x in range(9999)) + b"</a>"}))
    data[60:200] = bytes(255 for _ in range(140))
    assert code_of(bytes(data)) == "E051"


def test_encrypted_members() -> None:
    data = bytearray(zipped({"a.xml": "<a/>"}))
    at = data.find(b"PK\x01\x02") + 8
    data[at : at + 2] = struct.pack("<H", 1)
    assert code_of(bytes(data)) == "E051"


def test_a_thousand_members_of_ten_megabytes() -> None:
    """One packed member that a thousand entries name: 10 GB in some 100 kB."""
    zeros = zipped({"a.xml": bytes(10_000_000)})
    start = zeros.find(b"PK\x01\x02")
    end = zeros.find(b"PK\x05\x06")
    entry = zeros[start:end]
    directory = b"".join(entry[:46] + b"%05d" % n + entry[51:] for n in range(1000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), start, 0)
    assert code_of(zeros[:start] + directory + tail) == "E057"


def test_one_member_that_is_too_large_or_too_dense(monkeypatch: pytest.MonkeyPatch) -> None:
    assert code_of(zipped({"a.xml": bytes(10_000_000)})) == "E057"
    data = zipped({"a.xml": "<a>" + "x" * 50 + "</a>"}, level=zipfile.ZIP_STORED)
    monkeypatch.setattr(module, "XML_BYTES", 40)
    assert code_of(data) == "E057"


def test_what_is_read_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({"a.xml": "<a>" + "x" * 50 + "</a>"})
    package = Package(data, "a.docx", KIND)
    monkeypatch.setattr(module, "ALL_BYTES", 100)
    package.read("a.xml")
    with pytest.raises(GongkaiError, match="E057"):
        package.read("a.xml")


def test_a_member_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"a.xml": b"<a>" + b"x" * 9000 + b"</a>"}))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<L", 10)
    assert code_of(bytes(data)) == "E051"


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MEMBERS", 2)
    assert code_of(zipped({"a": "", "b": "", "c": ""})) == "E057"


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    "xml",
    [
        (LAUGHS + "]><a>&j;</a>").encode(),
        ('<?xml version="1.0" encoding="utf-16"?>' + LAUGHS + "]><a>&j;</a>").encode("utf-16"),
        ('<?xml version="1.0"?>' + LAUGHS + "]><a>&j;</a>").encode("utf-16-be"),
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
        b"<a>" * 100_000 + b"</a>" * 100_000,
        b"<a>" + b"<b/>" * 2_000_001 + b"</a>",
        b"<a>" + b"x" * 10_500_000 + b"</a>",
    ],
    ids=["laughs", "laughs-16", "laughs-16be", "file", "network", "deep", "many", "long"],
)
def test_too_complex(xml: bytes) -> None:
    assert code_of(zipped({"a.xml": xml}, level=zipfile.ZIP_STORED)) == "E058"


def test_undeclared_entities_and_other_encodings_show_nothing() -> None:
    assert code_of(zipped({"a.xml": "<a>&x;</a>"})) == "E051"
    hidden = (
        '<?xml version="1.0" encoding="UTF-7"?>'
        + "+ADwAIQ-DOCTYPE a [+ADwAIQ-ENTITY x 'y'+AD4-]+AD4-<a>+ACY-x;</a>"
    )
    assert code_of(zipped({"a.xml": hidden})) in ("E051", "E058")


def test_a_directory_that_stands_too_early() -> None:
    """Bytes cut out before the directory: its members are then said to begin before the file."""
    data = zipped({"a.xml": "<a/>"}, level=zipfile.ZIP_STORED)
    assert code_of(data[8:]) == "E051"
