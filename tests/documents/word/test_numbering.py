"""Automatic numbering: the numerals as Word prints them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.word.written import blocks, p, table, tbl, tc, texts, tr
from gongkai.documents.word.numerals import numeral


def level(at: int, form: str, text: str, more: str = "", start: str = '<w:start w:val="1"/>') -> str:
    return f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, *overrides: str) -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def item(text: str, list_id: int = 1, at: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')


REPORT = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、", '<w:suff w:val="nothing"/>'),
    level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>'),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4", '<w:suff w:val="space"/>'),
)


def test_headings_of_a_report() -> None:
    body = (
        item("总体情况") + item("主动公开", at=1) + item("依申请公开", at=1) + item("收到", at=2) + item("办结", at=2)
        + item("按期", at=3) + p("文字。") + item("主动公开政府信息情况") + item("规章", at=1) + item("制发", at=2)
    )  # fmt: skip
    assert texts(body, numbering=REPORT + num(1, 0)) == [
        "一、总体情况", "（一）主动公开", "（二）依申请公开", "1. 收到", "2. 办结", "① 按期", "文字。",
        "二、主动公开政府信息情况", "（一）规章", "1. 制发",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_unless_they_start_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1、")) + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1)
    assert texts(body, numbering=numbering) == ["1、 a", "2、 b", "5、 c", "6、 d", "7、 e"]


def test_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1、")) + num(1, 0, own)
    assert texts(item("a") + item("b"), numbering=numbering) == ["I) a", "II) b"]


def test_levels_in_one_text_and_their_restart() -> None:
    numbering = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>'),
        level(3, "decimal", "%4", '<w:lvlRestart w:val="1"/>'),
    ) + num(1, 0)
    body = (
        item("x", at=1) + item("x") + item("x", at=1) + item("x", at=2) + item("x", at=3)
        + item("x", at=1) + item("x", at=2) + item("x", at=3) + item("x") + item("x", at=3)
    )  # fmt: skip
    assert texts(body, numbering=numbering) == [
        "1.1 x", "第一章 x", "1.1 x", "a) x", "1 x", "1.2 x", "b) x", "2 x", "第二章 x", "1 x",
    ]  # fmt: skip


def test_numbering_by_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    numbering = abstract(
        0,
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    ) + num(1, 0)

    def styled(style: str, more: str = "") -> str:
        return p("x", properties=f'<w:pStyle w:val="{style}"/>{more}')

    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("H1") + styled("H2") + styled("Own") + styled("Off") + styled("H1", none) + styled("H1")
    assert texts(body, styles=styles, numbering=numbering) == [
        "一、 x", "（一） x", "（二） x", "x", "x", "二、 x",
    ]  # fmt: skip


def test_the_style_of_all_other_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    numbering = abstract(0, level(0, "decimal", "%1、")) + num(1, 0)
    assert texts(p("x") + p("y"), styles=styles, numbering=numbering) == ["1、 x", "2、 y"]


def test_lists_by_way_of_a_list_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering = linked + abstract(1, level(0, "ideographTraditional", "%1、")) + num(1, 0) + num(2, 1)
    assert texts(item("x") + item("y", 2), styles=styles, numbering=numbering) == ["甲、 x", "乙、 y"]


def test_circles_of_styles_and_lists_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
    body = p("x", properties='<w:pStyle w:val="A"/>') + item("y") + item("z", 9)
    assert texts(body, styles=styles, numbering=linked + num(1, 0)) == ["x", "y", "z"]


def test_a_chain_of_many_styles_is_fast() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>'
        for n in range(20_000)
    )
    started = time.perf_counter()
    assert texts(p("x", properties='<w:pStyle w:val="S0"/>') * 50, styles=styles) == ["x"] * 50
    assert time.perf_counter() - started < 5


def test_bullets_print_nothing_but_letters_and_numerals() -> None:
    numbering = (
        abstract(0, level(0, "bullet", "\uf0b7")) + abstract(1, level(0, "bullet", "一、")) + abstract(2, level(0, "none", ""))
        + num(1, 0) + num(2, 1) + num(3, 2)
    )  # fmt: skip
    assert texts(item("a") + item("b", 2) + item("c", 3), numbering=numbering) == ["a", "一、 b", "c"]


def test_forms_of_newer_programs() -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="chineseCounting"/></mc:Fallback></mc:AlternateContent>'
    )
    own = f'<w:lvl w:ilvl="0"><w:start w:val="3"/>{both}<w:lvlText w:val="%1、"/></w:lvl>'
    assert texts(item("x"), numbering=abstract(0, own) + num(1, 0)) == ["三、 x"]


def test_numerals_in_cells_and_of_hidden_and_deleted_paragraphs() -> None:
    numbering = abstract(0, level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + num(1, 0)
    properties = '<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr>'
    hidden = p(properties=properties.format("<w:vanish/>"))
    deleted = p(properties=properties.format("<w:del/>"))
    blank = p(properties=properties.format(""))
    body = tbl(tr(tc(blank), "甲"), tr(tc(hidden + deleted + blank), "乙"))
    assert blocks(body, numbering=numbering) == [table(["1", "甲"], ["2", "乙"])]


def test_numbering_that_is_not_there() -> None:
    numbering = abstract(0, level(0, "decimal", "%1、")) + num(1, 0) + num(2, 7)
    body = item("a", 2) + item("b", 3) + item("c", 1, at=4) + item("d", 1, at=99) + item("e")
    assert texts(body, numbering=numbering) == ["a", "b", "c", "d", "1、 e"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "1 9 10 11 20 25 100 101 110 1234"),
        ("chineseCounting", "一 九 十 十一 二十 二十五 一〇〇 一〇一 一一〇 一二三四"),
        ("chineseCountingThousand", "一 九 十 十一 二十 二十五 一百 一百零一 一百一十 一千二百三十四"),
        ("ideographDigital", "一 九 一〇 一一 二〇 二五 一〇〇 一〇一 一一〇 一二三四"),
        ("chineseLegalSimplified", "壹 玖 壹拾 壹拾壹 贰拾 贰拾伍 壹佰 壹佰零壹 壹佰壹拾 壹仟贰佰叁拾肆"),
        ("ideographTraditional", "甲 壬 癸 11 20 25 100 101 110 1234"),
        ("ideographZodiac", "子 申 酉 戌 20 25 100 101 110 1234"),
        ("ideographZodiacTraditional", "甲子 壬申 癸酉 甲戌 癸未 戊子 100 101 110 1234"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑪ ⑳ ㉕ 100 101 110 1234"),
        ("decimalEnclosedParen", "⑴ ⑼ ⑽ ⑾ ⒇ 25 100 101 110 1234"),
        ("decimalEnclosedFullstop", "⒈ ⒐ ⒑ ⒒ ⒛ 25 100 101 110 1234"),
        ("ideographEnclosedCircle", "㊀ ㊈ ㊉ 11 20 25 100 101 110 1234"),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ ２５ １００ １０１ １１０ １２３４"),
        ("decimalZero", "01 09 10 11 20 25 100 101 110 1234"),
        ("upperLetter", "A I J K T Y VVVV WWWW FFFFF 1234"),
        ("lowerRoman", "i ix x xi xx xxv c ci cx mccxxxiv"),
        ("a form of tomorrow", "1 9 10 11 20 25 100 101 110 1234"),
    ],
)
def test_forms(form: str, printed: str) -> None:
    assert " ".join(numeral(n, form) for n in (1, 9, 10, 11, 20, 25, 100, 101, 110, 1234)) == printed


@given(st.integers(min_value=-(10**9), max_value=10**9), st.sampled_from(["lowerLetter", "upperRoman", "decimalZero",
       "chineseCountingThousand", "ideographZodiacTraditional", "decimalEnclosedCircle", "numberInDash"]))  # fmt: skip
def test_no_number_is_too_much(n: int, form: str) -> None:
    assert 0 < len(numeral(n, form)) < 40


def test_gaps_in_counting_words() -> None:
    assert [numeral(n, "chineseCountingThousand") for n in (1001, 1010, 1100, 2020, 10_000)] == [
        "一千零一", "一千零一十", "一千一百", "二千零二十", "10000",
    ]  # fmt: skip
