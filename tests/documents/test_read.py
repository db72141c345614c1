import contextlib
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.model import Source
from gongkai.documents.read import document_from_bytes, document_from_text, read_document
from gongkai.documents.readers import READERS
from gongkai.documents.sniff import TEXT
from gongkai.errors import GongkaiError

REPORT = "青川市体育局2023年政府信息公开工作年度报告\n\n一、总体情况\n公开信息１２条，收到申请 3 件。\n"


def code_of(path: Path) -> str:
    with pytest.raises(GongkaiError) as caught:
        read_document(path)
    return caught.value.code


def test_read_document_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"  # the name says nothing
    path.write_bytes(REPORT.encode("gb18030"))
    document = read_document(path)
    assert document.source == Source(
        name="report.pdf", sha256=hashlib.sha256(path.read_bytes()).hexdigest(), media_type="text/plain"
    )
    assert [line.text for line in document.lines] == REPORT.rstrip("\n").split("\n")
    assert [normal.text for normal in document.normal] == [
        "青川市体育局2023年政府信息公开工作年度报告",
        "",
        "一、总体情况",
        "公开信息12条，收到申请3件。",
    ]
    assert (document.traditional, document.warnings, document.grids) == (False, (), ())


def test_read_document_reports_characters_that_it_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((REPORT * 5).encode()[:-3])
    document = read_document(path)
    assert [w.code for w in document.warnings] == ["W011"]
    assert document.lines[0].text == REPORT.split("\n")[0]


def test_read_document_from_text_is_traditional() -> None:
    document = document_from_text("青川市體育局2023年政府資訊公開工作年度報告", name="t")
    assert document.traditional
    assert document.normal[0].text == "青川市体育局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "E002"),
        (b" \n\t\r\n", "E002"),
        ("\ufeff\u3000\n".encode(), "E002"),
        (b"\x07\x01\x02\x03" * 99, "E003"),
        (b"%PDF-1.4\n", "E051"),
        (b"GIF89a", "E004"),
        (b"<html><body> </body></html>", "E002"),
        ("résumé à l'école, été, déjà".encode("latin-1"), "E005"),
    ],
)
def test_read_document_refuses(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert code_of(path) == code


def test_read_document_missing_or_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.txt") == "E001"
    assert code_of(tmp_path) == "E008"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_read_document_not_permitted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, "utf-8")
    path.chmod(0)
    assert code_of(path) == "E008"


def test_read_document_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.write(REPORT.encode())
        stream.truncate(READERS[TEXT].limit + 1)  # sparse: takes no room, and would be E003 were it read
    assert code_of(path) == "E006"


def test_read_document_large_of_another_kind_says_the_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.write(b"Rar!\x1a\x07\x00")
        stream.truncate(READERS[TEXT].limit + 1)
    assert code_of(path) == "E004"


@settings(deadline=None)  # a first file of a kind imports its reader
@given(st.binary(max_size=600))
def test_read_document_any_bytes(data: bytes) -> None:
    with contextlib.suppress(GongkaiError):
        document = document_from_bytes(data)
        assert len(document.lines) == len(document.normal) > 0


@given(st.text())
def test_read_document_any_text(text: str) -> None:
    with contextlib.suppress(GongkaiError):
        document = document_from_text(text)
        assert all(
            set(normal.lines) <= {line.n}
            for line, normal in zip(document.lines, document.normal, strict=True)
        )
        "".join(line.text for line in document.lines).encode()  # no lone surrogate is left
