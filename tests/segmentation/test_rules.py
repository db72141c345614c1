"""Sections and roles by rules. Gold is inline: `section role | the line`, blank lines left unmarked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.model import Document, Source
from gongkai.documents.read import document_from_text
from gongkai.segmentation.model import Segmentation
from gongkai.segmentation.rules import RuleSegmenter

CODEBOOK = load_codebook()
SEGMENTER = RuleSegmenter(CODEBOOK)


def segment(text: str) -> Segmentation:
    return SEGMENTER(document_from_text(text))


def check(marked: str) -> None:
    """Every marked line has the section and role in front of its bar."""
    rows = [line.partition(" | ") for line in marked.strip().split("\n")]
    lines = [text if bar else mark for mark, bar, text in rows]
    gold = [tuple(mark.split()) if bar else None for mark, bar, _ in rows]
    labels = segment("\n".join(lines)).labels
    found = [
        (label.section, label.role.value) if want else None for label, want in zip(labels, gold, strict=True)
    ]
    assert [(g, line) for g, line in zip(found, lines, strict=True)] == list(zip(gold, lines, strict=True))


def test_rules_a_page_from_navigation_to_footer() -> None:
    check("""
furniture furniture | 首页 > 政务公开 > 年报
furniture furniture | 当前位置：首页 > 政府信息公开年报
front title | 青塘区水务局2022年政府信息公开工作年度报告
furniture furniture | 发布日期：2023-01-18　来源：区水务局　浏览次数：352

front paragraph | 根据《条例》要求编制本报告，统计期限自2022年1月1日至12月31日。
overview heading | 一、总体情况
overview heading | （一）主动公开
overview paragraph | 全年公开信息30条，其中政策解读2条。
overview paragraph | （二）依申请公开。收到申请3件，均已答复。
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 第二十条第（一）项
disclosure table_header | 信息内容	本年制发件数	本年废止件数	现行有效件数
disclosure table_row | 规章	0	0	0
disclosure table_row | 行政规范性文件	1	0	4
disclosure furniture | - 2 -
applications heading | 三、收到和处理政府信息公开申请情况
applications table_row | 一、本年新收政府信息公开申请数量	3	0	0	0	0	0	3
applications table_note | 注：不含派出机构。
applications table_row | （七）总计	3	0	0	0	0	0	3
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 公开的及时性不够，下一步将加强审核。
other heading | 六、其他需要报告的事项
other paragraph | 无
back paragraph | 青塘区水务局
back paragraph | 2023年1月12日
furniture furniture | 上一篇：青塘区统计局年报
furniture furniture | 版权所有：青塘区人民政府
""")


def test_rules_one_cell_a_line() -> None:
    check("""
front title | 青塘区水务局2020年政府信息公开工作年度报告
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 信息内容
disclosure table_label | 规章
disclosure table_value | 无
disclosure table_value | 无
applications heading | 三、收到和处理政府信息公开申请情况
applications table_header | 申请人情况
applications table_label | 自
applications table_label | 然
applications table_label | 人
applications table_label | 一、本年新收政府信息公开申请数量
applications table_value | 3
applications table_value | 0
""")


def test_rules_a_title_over_two_lines_and_a_doubled_one() -> None:
    check("""
front title | 青塘区水务局
front title | 2022年政府信息公开工作年度报告

overview heading | 一、总体情况
overview paragraph | 全年公开信息30条。
""")
    check("""
front title | 青塘区水务局2022年政府信息公开工作年度报告
front title | 青塘区水务局2022年政府信息公开工作年度报告
overview heading | 一、总体情况
overview paragraph | 全年公开信息30条。
""")


def test_rules_sub_headings_with_a_sections_words_stay_inside() -> None:
    check("""
front title | 青塘区水务局2022年政府信息公开工作年度报告
overview heading | 一、总体情况
overview heading | （二）主动公开政府信息情况
overview paragraph | 全年公开信息30条。
overview heading | 1.依申请公开情况
overview paragraph | 收到申请3件。
disclosure heading | 二、主动公开政府信息情况
disclosure paragraph | 见附表。
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 公开还不够细。
""")


def test_rules_tables_without_headings_are_placed_by_their_labels() -> None:
    found = segment(
        "青塘区水务局2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息30条。\n"
        "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n"
        "一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n（七）总计\t3\t0\t0\t0\t0\t0\t3\n"
        "行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n0\t0\t0\t0\t0\n"
    )
    assert [r.id for r in found.runs] == [
        "front",
        "overview",
        "disclosure",
        "applications",
        "review_litigation",
    ]


def test_rules_a_narrative_before_the_form_keeps_its_headings_as_parts() -> None:
    found = segment(
        "青塘区水务局2022年政府信息公开工作年度报告\n一、工作概述\n全年公开信息30条。\n二、主动公开情况\n公开信息30条。\n"
        "三、依申请公开情况\n收到申请3件。\n一、主动公开政府信息情况\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t0\n"
        "二、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3\n（七）总计\t3\t0\t0\t0\t0\t0\t3\n"
        "三、存在的主要问题及改进情况\n公开还不够细。\n"
    )
    assert [r.id for r in found.runs] == ["front", "overview", "disclosure", "applications", "problems"]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("一、总体概述", "overview"),
        ("第二部分 主动公开政府信息情况", "disclosure"),
        ("三 、收到和处理政府信息公开申请情况", "applications"),
        ("（四）政府信息公开行政复议、行政诉讼情况", "review_litigation"),
        ("五、存在的主要问题及整改措施", "problems"),
        ("六、其他需要报告的情况", "other"),
        ("## 六、其他需要报告的事项", "other"),
        ("其他需要报告的事项情况说明", None),
    ],
)
def test_rules_heading_variants(heading: str, section: str | None) -> None:
    style = heading[0] if heading[0] in "（第" else ""
    other = {"（": "（一）总体情况", "第": "第一部分 总体情况"}.get(style, "一、总体情况")
    found = segment(
        f"青塘区水务局2022年政府信息公开工作年度报告\n{other}\n全年公开信息30条。\n{heading}\n详见上文。\n"
    )
    assert (section is None) or found.labels[-2].section == section
    if section is None:
        assert found.labels[-2].section == "overview"


def test_rules_a_signature_on_one_line_and_attachments() -> None:
    check("""
front title | 青塘区水务局2022年政府信息公开工作年度报告
other heading | 六、其他需要报告的事项
other paragraph | 本年度没有收取信息处理费。
back paragraph | 青塘区水务局　　2023年1月12日
back paragraph | 附件：行政规范性文件目录
""")


def test_rules_the_foot_of_a_web_page_behind_a_report_without_a_signature() -> None:
    """What stands in it may read like prose, and its date is no signature."""
    check("""
front title | 青塘区水务局2022年政府信息公开工作年度报告
other heading | 六、其他需要报告的事项
other paragraph | 本年度没有收取信息处理费。
furniture furniture | 分享到：微信 微博

furniture furniture | 上一篇：青塘区统计局年报
furniture furniture | 青塘区水务局党组理论学习中心组成员名单
furniture furniture | 主办：青塘区人民政府办公室，承办：青塘区大数据中心，联系电话：0100-1234567
furniture furniture | 2023年2月3日
""")


def test_rules_furniture_inside_a_report_is_no_foot() -> None:
    """One line alone may stand anywhere; behind several a sentence is still the report's."""
    check("""
front title | 青塘区水务局2022年政府信息公开工作年度报告
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 栏目更新不够及时。
problems furniture | 打印
problems paragraph | 明年按季度检查
problems furniture | 分享到：微信 微博
problems furniture | 上一篇：青塘区统计局年报
problems paragraph | 今后逐月核对。
""")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="一二、（）规章总计0123 \t|年报告。\u3000", max_size=20), min_size=1, max_size=30
    )
)
def test_rules_every_line_has_one_label_and_runs_cover_all(lines: list[str]) -> None:
    document = document_from_text("政府信息公开\n" + "\n".join(lines))
    found = SEGMENTER(document)
    assert len(found.labels) == len(document.lines)
    assert [n for run in found.runs for n in range(run.start, run.end)] == list(range(len(document.lines)))
    assert all(label.section in CODEBOOK.sections for label in found.labels)
    assert all(a.id != b.id for a, b in zip(found.runs, found.runs[1:], strict=False))


def test_rules_a_document_without_lines() -> None:
    source = Source(name="empty", sha256="", media_type="text/plain")
    assert SEGMENTER(Document(source=source, lines=(), normal=())) == Segmentation(labels=(), runs=())
