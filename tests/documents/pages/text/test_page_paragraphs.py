"""Any text, set in any width with any indent, comes back as the same paragraphs."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.text.typesetting import Ink, Par, Sheet, typeset, width_of
from gongkai.documents.blocks import Block, TextBlock
from gongkai.documents.pages.read import blocks_of_pages

_CHINESE = "本年度收到处理答复信息公开申请单位会同全县水利部门网站发布办理情况"
_WORD = st.one_of(
    st.text(_CHINESE, min_size=1, max_size=9),
    st.integers(0, 99999).map("{}件".format),
    st.sampled_from(
        ["《办法》", "（以下简称《办法》）", "“双随机”", "12.5%", "www", "，", "、", "。", "（一）项", "3、"]
    ),
)
_PROSE = st.lists(_WORD, min_size=1, max_size=60).map(
    lambda words: ("本" + "".join(words)).replace("。。", "。").rstrip("。，、") + "。"
)
_DIGITS = re.compile(r"\d+")
_HEADING = st.tuples(st.sampled_from("一二三四五"), st.text(_CHINESE, min_size=2, max_size=5)).map("、".join)
_SHEET = st.builds(
    Sheet,
    width=st.integers(18, 34).map(lambda n: 16.0 * n + 5),
    left=st.sampled_from([60.0, 74.0, 90.0]),
    pitch=st.sampled_from([20.0, 26.0, 31.5]),
    lines=st.integers(4, 24),
    head=st.sampled_from(["", "示例县水利局"]),
    foot=st.sampled_from(
        ["", "- {page} -", "第{page}页 共{pages}页", "{page}/{pages}", "{page}", "·{page}·"]
    ),
    jitter=st.sampled_from([0.0, 0.2]),
    seed=st.integers(0, 9),
)


def _shape(text: str) -> str:
    """What a running line has in common on all pages."""
    return _DIGITS.sub("0", text)


def paragraphs(blocks: tuple[Block, ...]) -> list[str]:
    """The paragraphs that the blocks make, running lines left out."""
    found: list[str] = []
    for block in blocks:
        assert isinstance(block, TextBlock)
        if block.furniture:
            continue
        if block.continues:
            found[-1] += block.text
        else:
            found.append(block.text.lstrip("\u3000"))
    return found


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(_PROSE, _PROSE, _HEADING), min_size=1, max_size=12, unique_by=_shape),
    st.sampled_from([1.0, 2.0, 3.0]),
    st.sampled_from(["both", "left"]),
    _SHEET,
)
def test_indented_paragraphs_come_back(texts: list[str], indent: float, align: str, sheet: Sheet) -> None:
    pars = [Par(text=text, indent=indent, align=align) for text in texts]
    pages, _ = typeset(pars, sheet)
    if len(pages) == 1:  # nothing tells that a head runs
        pages, _ = typeset(pars, replace(sheet, head=""))
    assert paragraphs(blocks_of_pages(pages)) == texts


@settings(max_examples=80, deadline=None)
@given(
    st.lists(_PROSE, min_size=2, max_size=6), st.sampled_from([10.0, 16.0]), st.sampled_from(["both", "left"])
)
def test_paragraphs_with_room_between_them_come_back(texts: list[str], room: float, align: str) -> None:
    sheet = Sheet(lines=200)
    pages, _ = typeset([Par(text=text, indent=0, align=align, room=room) for text in texts], sheet)
    assert paragraphs(blocks_of_pages(pages)) == texts


def test_in_doubt_nothing_is_joined_behind_a_sentence() -> None:
    """Paragraphs without indent and room: one that ends with a full line looks like one that goes on."""
    full = "本年度收到申请二十一件，均已按期答复。"
    texts = [full, full + "其余未办结。", "（一）主动公开。", full + "上年结转零件。"]
    pages, lines = typeset([Par(text=text, indent=0) for text in texts], Sheet(width=16.0 * 19))
    assert [own[0] for own in lines] == [full, full, "（一）主动公开。", full]
    expected = [full, full, "其余未办结。", "（一）主动公开。", full, "上年结转零件。"]
    assert paragraphs(blocks_of_pages(pages)) == expected


def test_a_heading_alone_on_its_line_does_not_go_on() -> None:
    texts = [
        "一、存在的主要问题及改进情况",
        "二、下一步工作打算和具体措施",
        "本年度工作取得成效，但仍有不足。",
    ]
    pages, _ = typeset([Par(text=text, indent=0) for text in texts], Sheet(width=16.0 * 30))
    assert paragraphs(blocks_of_pages(pages)) == texts


def test_items_with_a_hanging_indent() -> None:
    ink = Ink()
    rows = [
        (90, "本年度主要开展以下工作，现将有关情况报告如"),
        (90, "下。"),
        (90, "1、公开信息一千条，其中网站四百条、微信六百"),
        (114, "条。"),
        (90, "2、收到申请二十一件，均已按期答复，上年没有"),
        (114, "结转，未发生行政复议和行政诉讼，今年共收到"),
        (114, "举报三件。"),
    ]
    for n, (x, text) in enumerate(rows):
        natural = width_of(text, 16.0)
        stretch = (90 + 16.0 * 22 - x - natural) / (len(text) - 1) if len(text) > 10 else 0.0
        ink.put(text, x, 100 + 28 * n, 16.0, stretch)
    found = paragraphs(blocks_of_pages([ink.page(1, 90 * 2 + 16.0 * 22, 842)]))
    assert [text.replace("\u3000", "") for text in found] == [
        "本年度主要开展以下工作，现将有关情况报告如下。",
        "1、公开信息一千条，其中网站四百条、微信六百条。",
        "2、收到申请二十一件，均已按期答复，上年没有结转，未发生行政复议和行政诉讼，今年共收到举报三件。",
    ]


def test_a_signature_and_a_date_stand_alone() -> None:
    pars = [
        Par(text="本年度收到申请二十一件，均已按期答复，未发生行政复议和行政诉讼。"),
        Par(text="示例县水利局", align="right", indent=0),
        Par(text="2024年1月15日", align="right", indent=0),
        Par(text="附件：示例县水利局政府信息公开情况统计表", indent=0),
    ]
    pages, _ = typeset(pars, Sheet())
    assert paragraphs(blocks_of_pages(pages)) == [par.text for par in pars]


def test_a_larger_title_over_two_lines_is_one() -> None:
    pars = [
        Par(text="示例县水利局二〇二三年政府信息公开工作", align="center", indent=0, size=22),
        Par(text="年度报告", align="center", indent=0, size=22),
        Par(text="本年度收到申请二十一件，均已按期答复，未发生行政复议和行政诉讼。"),
    ]
    pages, _ = typeset(pars, Sheet(width=22.0 * 19.2))
    title, text = (text.replace("\u3000", "") for text in paragraphs(blocks_of_pages(pages)))
    assert (title, text) == (pars[0].text + pars[1].text, pars[2].text)


def test_larger_headings_one_below_the_other_stay_apart() -> None:
    pars = [
        Par(text="五、存在的主要问题及改进情况", indent=0, size=18),
        Par(text="一是公开的内容还不够细，二是培训还不够多。"),
        Par(text="六、其他需要报告的事项", indent=0, size=18),
        Par(text="（一）收费情况", indent=0, size=18),
        Par(text="本年度没有收取信息处理费，也没有其他需要报告的事项。"),
    ]
    pages, _ = typeset(pars, Sheet())
    assert paragraphs(blocks_of_pages(pages)) == [par.text for par in pars]
