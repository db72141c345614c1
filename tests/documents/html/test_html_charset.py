"""Declared and real encodings of pages."""

import pytest

from gongkai.documents.blocks import TextBlock
from gongkai.documents.html.charset import page_text
from gongkai.documents.html.read import read_html
from gongkai.errors import GongkaiError

PLAIN = "<p>云溪县水务局年度报告，公开政府信息的情况，收到申请。</p>" * 3
TRADITIONAL = "<p>雲溪縣水務局年度報告，公開政府資訊的情況，收到申請。</p>" * 3


def page(declared: str | None, body: str = PLAIN) -> str:
    return f"<html><head>{f'<meta charset={declared}>' if declared else ''}<title>a</title></head>{body}"


@pytest.mark.parametrize(
    ("declared", "real", "warned"),
    [
        ("utf-8", "utf-8", None),
        ("gb2312", "gbk", None),
        ("GBK", "gb18030", None),
        (None, "utf-8", None),
        (None, "gb18030", None),
        ("utf-8", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("big5", "gb18030", "gb18030"),
        ("utf-16", "utf-8", "utf-8"),
    ],
)
def test_declared_and_real(declared: str | None, real: str, warned: str | None) -> None:
    markup = page(declared)
    text, problems = page_text(markup.encode(real), name="t")
    assert text == markup
    assert [p.code for p in problems] == (["W025"] if warned else [])
    if warned:
        assert f"declares the encoding {declared}; it was read as {warned}" in problems[0].message


@pytest.mark.parametrize("declared", [None, "big5", "utf-8"])
def test_big5(declared: str | None) -> None:
    markup = page(declared, TRADITIONAL)
    text, problems = page_text(markup.encode("big5"), name="t")
    assert text == markup
    assert [p.code for p in problems] == (["W025"] if declared == "utf-8" else [])


def test_characters_beyond_gb2312_in_a_page_that_declares_it() -> None:
    markup = page("gb2312", "<p>公开镕旸堃㛃信息申请报告情况𠮷</p>")
    assert page_text(markup.encode("gb18030"), name="t") == (markup, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_goes_before_the_declaration(encoding: str) -> None:
    blocks = read_html(page("gb2312").encode(encoding), "t").blocks
    assert blocks[0] == TextBlock(text=PLAIN[3:-4].split("</p>")[0])


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="GB2312"?>',
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">',
        "<meta content='text/html;charset=\"GB2312\"' http-equiv=content-type>",
    ],
)
def test_ways_to_declare(declaration: str) -> None:
    markup = f"{declaration}<p>公开信息</p>"
    assert page_text(markup.encode("gb18030"), name="t") == (markup, ())


def test_broken_characters_are_counted() -> None:
    data = page("utf-8", PLAIN * 5).encode() + b"\xe5\x85"
    text, problems = page_text(data, name="t")
    assert text.endswith("\ufffd")
    assert [p.code for p in problems] == ["W011"]


def test_the_encoding_that_a_part_was_sent_with_goes_first() -> None:
    markup = page("utf-8")
    assert page_text(markup.encode("gb18030"), name="t", declared="gb2312") == (markup, ())


def test_no_text() -> None:
    with pytest.raises(GongkaiError) as caught:
        page_text(b"<p>" + bytes(range(128, 256)) * 30, name="t")
    assert caught.value.code == "E005"
