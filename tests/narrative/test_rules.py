"""Whole figures, and what holds for every figure."""

import re
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.model import Span
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.narrative.rules import RuleTagger
from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Approx

from .conftest import Tagging, paragraph

DENIES = re.compile("未|没有|无|零|不存在")
TAGGER = RuleTagger(load_codebook())


def test_rules_figure_says_everything(tag: Tagging) -> None:
    (figure,) = tag("我局微信公众号关注人数超过3.5万人。")
    assert figure == Figure(
        metric="followers",
        channel="wechat",
        category=None,
        value=35000,
        unit="人",
        unit_printed="人",
        approx=Approx.AT_LEAST,
        period=Period.STOCK,
        scope=Scope.BODY,
        text="3.5万人",
        evidence=(Span(line=0, start=13, end=18),),
        scope_words="我局",
        confidence=figure.confidence,
    )
    assert 0.6 < figure.confidence <= 1.0


def test_rules_class_has_its_words_and_their_place(tag: Tagging) -> None:
    total, budget = tag("主动公开信息40条，其中预决算信息12条。")
    assert (total.metric, total.category, total.category_evidence) == ("disclosure.total", None, ())
    assert (budget.metric, budget.category) == ("disclosure.category", "预决算信息")
    assert budget.category_evidence == (Span(line=0, start=12, end=17),)


def test_rules_one_denial_gives_two_figures_on_one_span(tag: Tagging) -> None:
    review, litigation = tag("全年未发生行政复议、行政诉讼案件。")
    assert {review.metric, litigation.metric} == {"reviews.total", "litigation.total"}
    assert (review.value, review.text, review.unit, review.unit_printed) == (
        0,
        "未发生行政复议、行政诉讼案件",
        "件",
        None,
    )
    assert review.evidence == litigation.evidence == (Span(line=0, start=2, end=16),)


def test_rules_fees_are_in_yuan(tag: Tagging) -> None:
    (paid,) = tag("全年收取信息处理费0.12万元。")
    (none,) = tag("全年未收取信息处理费。")
    assert (paid.value, paid.unit, none.value, none.unit) == (1200, "元", 0, "元")


def test_rules_change_is_signed(tag: Tagging) -> None:
    figures = tag("收到政府信息公开申请7件，同比下降41.7%。")
    assert [(f.metric, f.value, f.text) for f in figures] == [
        ("applications.received", 7, "7件"),
        ("applications.change", -41.7, "41.7%"),
    ]


def test_rules_heading_gives_the_topic(tag: Tagging) -> None:
    alone = tag("全年收到3件，办结3件。")
    headed = tag("（二）依申请公开", "全年收到3件，办结3件。")
    assert [f.metric for f in headed] == ["applications.received", "applications.completed"]
    assert [f.metric for f in alone if f.metric != "other"] == []


def test_rules_what_no_metric_covers_is_other_with_its_words(tag: Tagging) -> None:
    (figure,) = tag("发放宣传手册1200余份。")
    assert (figure.metric, figure.category, figure.value, figure.doubtful) == (
        "other",
        "宣传手册",
        1200,
        False,
    )


def test_rules_furniture_and_signature_are_not_read(tag: Tagging) -> None:
    assert tag("公开信息12条。", section="furniture") == tag("公开信息12条。", section="back") == ()


def test_rules_traditional_text_is_read_with_its_own_places(tag: Tagging) -> None:
    (figure,) = tag("全年在入口網站發布資訊2,418條。")
    assert (figure.metric, figure.channel, figure.value, figure.unit) == ("posts", "website", 2418, "条")
    assert figure.evidence == (Span(line=0, start=11, end=17),)


def test_rules_every_figure_can_be_read_back_from_its_evidence(
    sentences: list[dict[str, Any]], figures_of: Callable[[dict[str, Any]], list[Figure]]
) -> None:
    for entry in sentences:
        for figure in figures_of(entry):
            _read_back(figure, paragraph(entry["t"]).normal.text)


def _read_back(figure: Figure, text: str) -> None:
    assert figure.text in text
    values = [q.value for q in find_quantities(text) if text[q.start : q.end] == figure.text]
    if not values:
        assert figure.value == 0
        assert DENIES.search(figure.text)
    else:
        assert abs(figure.value) in [abs(v) for v in values]


WORDS = st.sampled_from(
    [
        "主动公开",
        "政府信息",
        "其中",
        "微信公众号",
        "粉丝",
        "网站",
        "发布",
        "收到",
        "政府信息公开申请",
        "办结",
        "结转下年",
        "上年结转",
        "行政复议",
        "行政诉讼",
        "未发生",
        "无",
        "12345热线",
        "建议提案",
        "政策解读",
        "培训",
        "信息处理费",
        "较上年",
        "增长",
        "分别",
        "合计",
        "，",
        "、",
        "。",
        "；",
        "：",
        "（",
        "）",
        "“",
        "”",
        "12条",
        "3.5万人",
        "近200件",
        "0元",
        "41.7%",
        "两期",
        "2023年",
        "第六期",
        "5",
        "全市",
        "我局",
        "去年",
    ]
)


@given(st.lists(WORDS, max_size=24).map("".join))
def test_rules_any_text_gives_figures_with_sound_evidence(text: str) -> None:
    made = paragraph(text)
    for figure in TAGGER([made]):
        cut = "".join(text[s.start : s.end] for s in figure.evidence)
        assert cut
        _read_back(figure, made.normal.text)
        assert 0 < figure.confidence <= 1


@given(st.lists(WORDS, max_size=24).map("".join))
def test_rules_tagging_twice_is_the_same(text: str) -> None:
    made = paragraph(text)
    assert TAGGER([made]) == TAGGER([made])


@given(st.integers(min_value=1, max_value=10**7), st.sampled_from(["条", "件", "篇"]))
def test_rules_value_is_that_of_the_printed_number(value: int, unit: str) -> None:
    (figure,) = TAGGER([paragraph(f"全年主动公开政府信息{value:,}{unit}。")])
    assert (figure.metric, figure.value, figure.unit) == ("disclosure.total", value, unit)


def test_rules_paragraph_that_divides_keeps_the_topic_of_the_one_before(tag: Tagging) -> None:
    counted = "收到政府信息公开申请30件。"
    by_way = tag(counted, "按方式分：在线提交18件，当面提交12件。")
    assert [f.metric for f in by_way] == ["applications.received"] + ["applications.by_channel"] * 2
    by_unit = tag(counted, "按层级分：局机关21件，城东分局9件。")
    assert [f.metric for f in by_unit] == ["applications.received"] * 3
    other_topic = tag(counted, "门户网站发布信息30条。", "按方式分：当面12件。")
    assert "applications.by_channel" not in [f.metric for f in other_topic]


def test_rules_clause_behind_says_what_became_of_a_number(tag: Tagging) -> None:
    figures = tag("办理政府信息公开申请8件，到期没有补正的1件，作其他处理。")
    assert [(f.metric, f.value) for f in figures] == [
        ("applications.completed", 8),
        ("applications.other_handling", 1),
    ]


def test_rules_the_reports_year_is_not_last_year(tag: Tagging) -> None:
    texts = ("所列数据截至2021年底。", "2020年新收申请5件。", "2021年将继续改进，2021年起实行新办法。")
    assert [f.period for f in tag(*texts, year=2020) if f.value == 5] == [Period.YEAR]
    assert [f.period for f in tag(*texts, year=2021) if f.value == 5] == [Period.LAST_YEAR]


def test_rules_a_livestream_without_a_platform_is_on_new_media(tag: Tagging) -> None:
    found = tag("官方微博发博文2480条。组织“云上讲堂”直播46场，在线观看508万人次。")
    assert [(f.metric, f.channel) for f in found] == [
        ("posts", "weibo"),
        ("livestreams", "new_media"),
        ("views", "new_media"),
    ]


def test_rules_only_lawsuits_are_lost(tag: Tagging) -> None:
    found = tag("行政复议9件，维持4件；诉讼4件，维持3件，无败诉。", section="review_litigation")
    assert [(f.metric, f.value) for f in found if f.value == 0] == [("litigation.corrected", 0)]


def test_rules_one_denial_of_several_platforms_is_one_figure(tag: Tagging) -> None:
    (figure,) = tag("本所未开设微博、抖音账号。")
    assert (figure.metric, figure.channel, figure.value) == ("accounts", "new_media", 0)
