"""Broken and hostile markup."""

import time

import pytest

from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.html.markup import prepared
from gongkai.documents.html.read import read_html
from gongkai.errors import GongkaiError


def refused(markup: str) -> str:
    with pytest.raises(GongkaiError) as caught:
        read_html(b"\xef\xbb\xbf" + markup.encode(), "t")
    return caught.value.code


def texts(markup: str) -> list[str]:
    return [
        b.text for b in read_html(b"\xef\xbb\xbf" + markup.encode(), "t").blocks if isinstance(b, TextBlock)
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "深",
        "<table><tr><td>" * 100_000 + "深",
        "<ul><li>" * 100_000 + "深",
        "<b><i>" * 100_000 + "深",
        "<span>" * 5000 + "深",
        "<a href=x><div>" * 20_000 + "深",
        "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">深",
        "<p>深</p>" * 400_000,
    ],
)
def test_hostile_pages_are_refused_at_once(markup: str) -> None:
    started = time.process_time()
    assert refused(markup) == "E058"
    assert time.process_time() - started < 5


def test_unclosed_formatting_does_not_multiply() -> None:
    # In a browser each paragraph would open all fonts before it again: 2 million elements.
    markup = "".join(f"<font color={i}><p>第{i}段" for i in range(2000))
    assert len(texts(markup)) == 2000


def test_nested_tables_cost_no_more_than_their_size() -> None:
    started = time.process_time()
    assert texts("<table><tr><td>甲" * 700 + "</table>" * 700) == ["甲"] * 700
    assert time.process_time() - started < 5


def test_many_tags_in_little_depth_are_read() -> None:
    assert len(texts("<div><p>甲<p>乙</div>" * 12_000)) == 24_000


def test_closing_tags_do_not_reach_out_of_a_table() -> None:
    assert refused("<div><table></div></table>" * 50_000) == "E058"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<div>" * 2900 + "<p>甲</p>" * 20_000, 20_000),
        ("<!--" * 100_000, 0),
        ("<a " * 100_000, 0),
        ("<p>甲</p><title>" + " " * 500_000 + "x</title>", 1),
        ("<p>" + "政务公开" * 200_000 + "</p>", 1),
        ("<p>甲" + " \n" * 200_000 + "乙</p>", 1),
        ("<a href=x>" + "甲<wbr>" * 100_000 + "</a>", 1),
        ("<p>" + ">" * 110 + "x</p>", 1),
        ("<p>发布日期：</p><p>2024</p>" * 10_000, 20_000),
    ],
)
def test_odd_pages_take_time_in_line_with_their_size(markup: str, lines: int) -> None:
    started = time.process_time()
    assert len(texts(markup)) == lines
    assert time.process_time() - started < 5


def test_cdata_is_text_and_is_not_in_scripts() -> None:
    assert prepared("<p><![CDATA[甲]]></p>", name="t") == "<p>甲</p>"
    assert texts("<script>//<![CDATA[\nvar a='<p>隐</p>'\n//]]></script><p>甲</p>") == ["甲"]


def test_empty_elements_of_xhtml() -> None:
    xhtml = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head>'
    assert texts(f"{xhtml}<body><div/><p>甲<a name='b'/>乙</p><textarea/>丙</body></html>") == ["甲乙", "丙"]


def test_fragments_and_capitals() -> None:
    blocks = read_html("<TD>规章<TD>3</TD></TR><P>甲".encode(), "t").blocks
    assert blocks == (
        TextBlock(text="规章3"),
        TextBlock(text="甲"),
    )  # a browser knows no cells without a table
    table = read_html("<TABLE><TR><TD>信息<TD>件<TR><TD>规章<TD>3</TABLE>".encode(), "t").blocks[0]
    assert isinstance(table, TableBlock)
    assert [c.text for c in table.cells] == ["信息", "件", "规章", "3"]


def test_pictures_in_the_page_do_not_slow_it_down() -> None:
    assert (
        prepared(f'<img src="data:image/png;base64,{"QUJD" * 100}">', name="t")
        == '<img src="data:image/png;base64,400">'
    )
