"""What LibreOffice converts for us, and what stops it."""

from __future__ import annotations

import os
import stat
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import pytest

from documents.word.written import docx, p, tbl, tc, tr
from gongkai.documents.readers import Read
from gongkai.documents.word import office
from gongkai.documents.word.convert import read_doc, read_odt, read_rtf, read_wps
from gongkai.documents.word.docx import read_docx
from gongkai.errors import GongkaiError

OFFICE = office.find_office()
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:suff w:val="space"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def item(text: str, at: int) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>')


@cache
def report() -> bytes:
    def cell(text: str, width: int, more: str = "") -> str:
        return tc(text or "<w:p/>", properties=f'<w:tcW w:w="{width}" w:type="dxa"/>{more}')

    down, on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    values = tbl(
        tr(cell("结果", 2000, down), cell("申请人情况", 4000, two)),
        tr(cell("", 2000, on), cell("自然人", 2000), cell("总计", 2000)),
        tr(cell("予以公开", 2000), cell("12", 2000), cell("", 2000)),
        grid=(2000, 2000, 2000),
    )
    body = (
        p("某市某局年度报告") + item("总体情况", 0) + item("主动公开", 1) + item("依申请公开", 1) + p("全年收到12件。")
        + item("收到和处理情况", 0) + values + p("（单位：件）") + item("问题", 0) + item("改进", 1)
    )  # fmt: skip
    return docx(body, numbering=NUMBERING)


def test_what_the_round_trip_starts_from() -> None:
    texts = [getattr(block, "text", None) for block in read_docx(report(), "a.docx").blocks]
    assert texts == [
        "某市某局年度报告", "一、总体情况", "1. 主动公开", "2. 依申请公开", "全年收到12件。", "二、收到和处理情况",
        None, "（单位：件）", "三、问题", "1. 改进",
    ]  # fmt: skip


@pytest.mark.system
@pytest.mark.skipif(OFFICE is None, reason="soffice is not on the PATH")
@pytest.mark.parametrize(
    ("kind", "read", "media_type"),
    [
        ("doc", read_doc, "application/msword"),
        ("wps", read_wps, "application/vnd.ms-works"),  # what WPS writes is mostly the format of .doc
        ("rtf", read_rtf, "application/rtf"),
        ("odt", read_odt, "application/vnd.oasis.opendocument.text"),
    ],
)
def test_the_same_report_in_other_formats(kind: str, read: Read, media_type: str, tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(report())
    form = "doc" if kind == "wps" else kind
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    data = (tmp_path / f"a.{form}").read_bytes()
    # LibreOffice writes a question mark for this sign of a list; Word and WPS write the sign
    if kind == "rtf":
        assert rb"\'02\'00\'3f;" in data
        data = data.replace(rb"\'02\'00\'3f;", rb"\'02\'00\u12289\'3f;")
    content = read(data, f"a.{kind}")
    assert content.blocks == read_docx(report(), "a.docx").blocks
    assert content.media_type == media_type
    assert [one.code for one in content.problems] == ["W026"]


@pytest.mark.system
@pytest.mark.skipif(OFFICE is None, reason="soffice is not on the PATH")
def test_what_libreoffice_cannot_open() -> None:
    with pytest.raises(GongkaiError, match="E056"):
        read_odt(docx(p("x"))[:300], "a.odt")


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv(office.VARIABLE, raising=False)
    with pytest.raises(GongkaiError, match=r"E055 a\.rtf is a Rich Text document \(\.rtf\)"):
        read_rtf(b"{\\rtf1 x}", "a.rtf")
    monkeypatch.setenv(office.VARIABLE, "/nowhere/soffice")
    with pytest.raises(GongkaiError, match="E055"):
        read_doc(b"x", "a.doc")


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program in LibreOffice's place; its last argument is the file, the one before it the folder to write to."""
    path = tmp_path / "soffice"
    path.write_text(
        f'#!/bin/sh\nfor last; do before="$folder"; folder="$this"; this="$last"; done\n{script}\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(office.VARIABLE, str(path))


def why(monkeypatch: pytest.MonkeyPatch) -> str:
    with pytest.raises(GongkaiError) as caught:
        read_doc(b"x", "a.doc")
    assert caught.value.code == "E056"
    return caught.value.message


def test_its_result_is_read_and_its_folder_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, work = tmp_path / "made.docx", tmp_path / "work"
    made.write_bytes(report())
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(work))
    program(
        tmp_path, monkeypatch, f'mkdir -p "$folder"; cp {made} "$folder/report.docx"; env > {tmp_path}/seen'
    )
    content = read_doc(b"x", "a.doc")
    assert content.blocks == read_docx(report(), "a.docx").blocks
    assert list(work.iterdir()) == []
    assert "http_proxy=http://127.0.0.1:9" in (tmp_path / "seen").read_text()


def test_it_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.5)
    program(tmp_path, monkeypatch, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    started = time.monotonic()
    assert why(monkeypatch) == "a.doc could not be converted by LibreOffice: no result after 0 seconds"
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text())
    for _ in range(50):  # its children end with it; a dead one may wait a moment for its parent
        if not _runs(child):
            break
        time.sleep(0.1)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.mark.parametrize("after", ["sleep 60", "exit 0"])
def test_it_writes_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    monkeypatch.setattr(office, "OUTPUT_LIMIT", 100_000)
    program(
        tmp_path,
        monkeypatch,
        f'mkdir -p "$folder"; head -c 200000 /dev/zero > "$folder/report.docx"; {after}',
    )
    assert "more than 100000 bytes" in why(monkeypatch)


def test_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, monkeypatch, "exit 7")
    assert why(monkeypatch).endswith("it ended with code 7")
    program(tmp_path, monkeypatch, "exit 0")
    assert "it gave no document" in why(monkeypatch)
