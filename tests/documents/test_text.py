from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.assemble import assemble
from gongkai.documents.model import Document
from gongkai.documents.text import content_of_text, split_lines

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
PIECES = [
    *HEADINGS,
    "云山县水务局2023年政府信息公开工作年度报告",
    "（一）主动公开。",
    "全年在网站发布信息31条，在公众号发布信息18条，较上年增加4条。",
    "第二十条第（一）项",
    "信息内容 本年制发件数 本年废止件数 现行有效件数",
    "规章 0 0 0",
    "行政规范性文件 1 0 4",
    "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
    "（一）予以公开 2 0 0 0 0 0 2",
    "1.属于国家秘密 0 0 0 0 0 0 0",
    "3.其他 1 0 0 0 0 0 1",
    "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    "注：含上年结转。",
    "云山县水务局",
    "2024年1月15日",
    "|",
    "\u3000\u3000",
    "\t",
]
ONE_LINE = " ".join(
    [
        "云山县水务局2023年政府信息公开工作年度报告",
        HEADINGS[0],
        "2023年，我局全面落实公开要求。",
        "（一）主动公开。全年发布信息31条，较上年增加4条，政策解读2篇。",
        "（二）依申请公开。全年收到申请3件，均按期答复，未发生行政复议和行政诉讼。",
        HEADINGS[1],
        "第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数",
        "规章 0 0 0 行政规范性文件 1 0 4",
        HEADINGS[3],
        "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计",
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        HEADINGS[5],
        "无其他需要报告的事项。",
        "云山县水务局 2024年1月15日",
    ]
)


def read(text: str) -> Document:
    return assemble(content_of_text(text, name="text"), name="text", sha256="")


def lines_of(text: str) -> list[str]:
    return [line.text for line in read(text).lines]


def test_text_splits_at_every_line_end() -> None:
    assert split_lines("\ufeffa\r\nb\rc\vd\x0ce\u2028f\u2029g\x85h\n\ni\n") == [*"abcdefgh", "", "i"]


def test_text_ordinary_document_is_left_as_printed() -> None:
    text = "\n".join(
        ["云山县水务局2023年政府信息公开工作年度报告", "", *HEADINGS[:2], "规章\t0\t0\t0", "　2024年1月15日 "]
    )
    document = read(text)
    assert [line.text for line in document.lines] == text.split("\n")
    assert [line.n for line in document.lines] == list(range(6))
    assert document.warnings == ()


def test_text_splits_a_heading_off_its_text() -> None:
    assert lines_of("一、总体情况。2023年，我局公开信息31条，未收到申请。") == [
        "一、总体情况。",
        "2023年，我局公开信息31条，未收到申请。",
    ]
    assert lines_of("一、总体情况（一）主动公开。全年公开31条信息。") == [
        "一、总体情况",
        "（一）主动公开。全年公开31条信息。",
    ]


def test_text_keeps_a_heading_that_is_only_named() -> None:
    named = "一、总体情况、二、主动公开政府信息情况等六个部分组成本报告全文。"
    assert lines_of(named) == [named]


def test_text_cuts_a_document_on_one_line() -> None:
    document = read(ONE_LINE)
    assert [line.text.strip() for line in document.lines] == [
        "云山县水务局2023年政府信息公开工作年度报告",
        "一、总体情况",
        "2023年，我局全面落实公开要求。",
        "（一）主动公开。全年发布信息31条，较上年增加4条，政策解读2篇。",
        "（二）依申请公开。全年收到申请3件，均按期答复，未发生行政复议和行政诉讼。",
        "二、主动公开政府信息情况",
        "第二十条第（一）项",
        "信息内容 本年制发件数 本年废止件数 现行有效件数",
        "规章 0 0 0",
        "行政规范性文件 1 0 4",
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计",
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        "六、其他需要报告的事项",
        "无其他需要报告的事项。",
        "云山县水务局 2024年1月15日",
    ]
    assert [(w.code, "16" in w.message) for w in document.warnings] == [("W013", True)]


def test_text_normal_lines_map_into_their_segments() -> None:
    document = read(ONE_LINE)
    for line, normal in zip(document.lines, document.normal, strict=True):
        assert set(normal.lines) == {line.n}
        assert all(end <= len(line.text) for end in normal.ends)


@given(
    st.lists(st.sampled_from(PIECES), min_size=5, max_size=60).filter(lambda pieces: "".join(pieces).strip()),
    st.sampled_from([" ", "", "  ", "\t", "\u3000"]),
)
def test_text_cutting_loses_no_character(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    document = read(text)
    assert "".join(line.text for line in document.lines) == text
    assert [line.n for line in document.lines] == list(range(len(document.lines)))
    assert len(document.lines) == 1 or all(line.text.strip() for line in document.lines)


@given(
    st.text(st.characters(codec="utf-8")).filter(
        lambda text: text.strip("\ufeff\u200b\0 \t\r\n\f\v\u3000\xa0").strip()
    )
)
def test_text_any_text_has_lines(text: str) -> None:
    document = read(text)
    assert "\n".join(line.text for line in document.lines).replace("\n", "") == "".join(split_lines(text))
