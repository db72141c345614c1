"""Text into lines, as a browser shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.html.read import read_html


def lines(markup: str) -> list[str]:
    blocks = read_html(b"\xef\xbb\xbf" + markup.encode(), "t").blocks
    return ["<table>" if isinstance(b, TableBlock) else b.text for b in blocks]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>共收到申请<span>20</span><span>23</span>件</p>", ["共收到申请2023件"]),
        ("<p>申请人情<span>况</span></p><p>乙", ["申请人情况", "乙"]),
        ("<b>一</b><p>二</p>三<div>四<div>五</div>六</div>", ["一", "二", "三", "四", "五", "六"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<p>  公开 \n\t 信息\n公开\n  条例 20\n23 </p>", ["公开信息公开条例 20 23"]),
        ("<p>公开了\n<b>12\n</b>条</p>", ["公开了 12 条"]),
        (
            "<p>&nbsp;&nbsp;缩进&nbsp;&nbsp;</p><p>&nbsp;</p><p>&#12288;&#x3000;甲&amp;乙&lt;</p>",
            ["\xa0\xa0缩进", "\u3000\u3000甲&乙<"],
        ),
        ("<p>零\u200b宽\ufeff度&shy;字<wbr>符&zwnj;</p><p>\u200b</p>", ["零宽度字符"]),
        ("<pre>规章\t1\t2\n  许可  3\n</pre>", ["规章\t1\t2", "  许可  3"]),
        ('<div style="white-space: pre-wrap">甲  1\n乙  2</div>', ["甲  1", "乙  2"]),
        (
            '甲<span style="display:block">乙</span>丙<div style="display:inline">丁</div>',
            ["甲", "乙", "丙丁"],
        ),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("甲<div></div>乙<hr>丙<p></p>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>面积<sup>2</sup>米<ruby>汉<rp>(</rp><rt>han</rt><rp>)</rp></ruby></p>", ["面积2米汉"]),
        ("<st1:chsdate Year=2023>2023年</st1:chsdate>1月<o:p></o:p>", ["2023年1月"]),
        ("<P><FONT SIZE=3><B>未闭合<P>第二段", ["未闭合", "第二段"]),
        (
            "<p>甲<!-- 注释 --><![if !supportLists]>一、<![endif]>乙<!--[if mso]>丙<![endif]--></p>",
            ["甲一、乙"],
        ),
        ("<p>甲<![CDATA[乙]]>丙</p>", ["甲乙丙"]),
        (
            "<details><summary>甲</summary>乙</details><fieldset><legend>丙</legend>丁</fieldset>",
            ["甲", "乙", "丙", "丁"],
        ),
    ],
)
def test_lines(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>隐</script>",
        "<style>隐</style>",
        "<template><p>隐</p></template>",
        "<noscript>隐</noscript>",
        "<p hidden>隐</p>",
        '<span style="color:red; DISPLAY: none;mso-hide:all">隐<b>藏</b></span>',
        '<div style="visibility:hidden">隐</div>',
        "<select><option>隐</option></select>",
        "<textarea>隐</textarea>",
        "<button>隐</button>",
        "<!-- <p>隐</p> -->",
        '<div class="modal" role="dialog" aria-hidden="true">隐</div>',
        "<dialog>隐</dialog>",
        "<xml><w:View>隐</w:View></xml>",
        "<iframe src=a.html>隐</iframe>",
        "<object><p>隐</p></object>",
        "<svg><text>隐</text></svg>",
    ],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    assert "隐" not in "".join(lines(f"<div>前{hidden}后</div>"))
    assert "".join(lines(f"<div>前{hidden}后</div>")) == "前后"


def test_aria_hidden_alone_is_visible() -> None:
    assert lines('<p><span aria-hidden="true">看得见</span></p>') == ["看得见"]


def test_a_page_that_a_script_was_to_show_is_read() -> None:
    report = "<p>本局全年公开信息若干条，受理申请若干件。</p>" * 30
    assert (
        lines(f'<p>加载中</p><div style="display:none">{report}</div>')[1:3]
        == ["本局全年公开信息若干条，受理申请若干件。"] * 2
    )
    assert (
        lines(f'{report}<div style="display:none"><p>隐</p></div>')[-1]
        == "本局全年公开信息若干条，受理申请若干件。"
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["甲", "乙"]),  # the style sheets of most sites take these numerals away
        ("<ol type=1><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol type=1 start=4><li>甲<li value=9>乙<li>丙</ol>", ["4. 甲", "9. 乙", "10. 丙"]),
        (
            '<ol style="list-style-type: cjk-ideographic;"><li>总体情况<li>其他</ol>',
            ["一、总体情况", "二、其他"],
        ),
        ('<ol style="list-style-type:cjk-ideographic" start=10><li>甲<li>乙</ol>', ["十、甲", "十一、乙"]),
        ('<ol style="list-style:none" start=3><li>甲</ol>', ["甲"]),
        ("<ol type=A reversed><li>甲<li>乙<li><p>丙</p><p>丁</p></ol>", ["C. 甲", "B. 乙", "A. 丙", "丁"]),
        ("<ol type=i start=4><li>甲<ol type=a><li>乙</ol><li>丙</ol>", ["iv. 甲", "a. 乙", "v. 丙"]),
        ("<ol type=1><li></li><li>乙</ol>", ["2. 乙"]),
    ],
)
def test_numerals_of_lists(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


TEXT = st.text(alphabet="公开信息申请报告情况0123456789，。（）a ", min_size=1, max_size=30)
TAGS = st.sampled_from(
    ["span", "font color=red", "b", "strong", "o:p", "em", 'span lang="EN-US"', "u", "a name=x", "st1:date"]
)


@given(TEXT, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), TAGS), max_size=8))
def test_nested_inline_tags_say_the_same(text: str, tags: list[tuple[int, int, str]]) -> None:
    # Tags around stretches that may overlap, as editors leave them.
    marks: dict[int, str] = {}
    for start, end, tag in tags:
        i, j = sorted((min(start, len(text)), min(end, len(text))))
        marks[i] = marks.get(i, "") + f"<{tag}>"
        marks[j] = marks.get(j, "") + f"</{tag.split()[0]}>"
    marked = "".join(marks.get(i, "") + c for i, c in enumerate(text)) + marks.get(len(text), "")
    expected = " ".join(text.split(" ")).strip(" ")
    while "  " in expected:
        expected = expected.replace("  ", " ")
    assert lines(f"<div>始</div><p>{marked}</p>") == ["始", *([expected] if expected else [])]


def test_blocks_are_paragraphs_not_lines() -> None:
    blocks = read_html("<meta charset=utf-8><p>甲</p>".encode(), "t").blocks
    assert blocks == (TextBlock(text="甲"),)
