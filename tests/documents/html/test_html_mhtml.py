"""Pages saved with their pictures."""

import base64
import quopri

import pytest

from documents.html import page
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.html.mhtml import read_mhtml
from gongkai.documents.read import document_from_bytes
from gongkai.errors import GongkaiError


def mhtml(*parts: tuple[str, bytes], start: str = "") -> bytes:
    """Parts with their headers in one file, as browsers save it."""
    out = [
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: http://www.yunxi.example/gk/1.html\r\n"
        b'Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";'
        + f'{start}\r\n\tboundary="----=_Part"\r\n\r\n'.encode()
    ]
    for headers, data in parts:
        out.append(f"------=_Part\r\n{headers}\r\n\r\n".encode() + data + b"\r\n")
    return b"".join((*out, b"------=_Part--\r\n"))


def quoted(data: bytes, charset: str = "") -> tuple[str, bytes]:
    headers = f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: quoted-printable"
    return f"{headers}\r\nContent-Location: http://www.yunxi.example/gk/1.html", quopri.encodestring(data)


PICTURE = (
    "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: a.png",
    base64.b64encode(b"png"),
)


def test_the_page_is_read_and_its_pictures_are_not() -> None:
    data = mhtml(quoted(page.FAMILIES["trs"]()), PICTURE)
    content = read_mhtml(data, "t")
    assert content.media_type == "multipart/related"
    assert sum(isinstance(b, TableBlock) for b in content.blocks) == 3
    assert TextBlock(text=page.TITLE) in content.blocks
    assert content.published == "2024-01-24"
    assert document_from_bytes(data).source.media_type == "multipart/related"


def test_the_encoding_of_the_part_counts() -> None:
    body = "<meta charset=utf-8><p>云溪县水务局公开政府信息的情况，收到申请。</p>"
    content = read_mhtml(mhtml(quoted(body.encode("gb18030"), "; charset=gb2312")), "t")
    assert content.blocks == (TextBlock(text="云溪县水务局公开政府信息的情况，收到申请。"),)
    assert content.problems == ()


def test_the_page_that_the_file_opens_with() -> None:
    frame = ("Content-Type: text/html\r\nContent-ID: <frame@x>", "<meta charset=utf-8>栏目".encode())
    main = ("Content-Type: text/html\r\nContent-ID: <main@x>", "<meta charset=utf-8>正文内容".encode())
    assert read_mhtml(mhtml(frame, main, start=' start="<main@x>";'), "t").blocks == (
        TextBlock(text="正文内容"),
    )
    assert read_mhtml(mhtml(frame, quoted("<meta charset=utf-8>按地址".encode())), "t").blocks == (
        TextBlock(text="按地址"),
    )


@pytest.mark.parametrize("data", [mhtml(PICTURE), mhtml(quoted(b"")), mhtml()])
def test_no_page_in_it(data: bytes) -> None:
    with pytest.raises(GongkaiError) as caught:
        read_mhtml(data, "t")
    assert caught.value.code == "E051"
