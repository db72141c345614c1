"""Denying phrases of all kinds, and the metric that each is a zero of."""

import pytest

from .conftest import Tagging

FEES = "fees.information_processing"


@pytest.mark.parametrize(
    ("text", "metric", "words"),
    [
        ("意见征集办了3次，新闻发布会一次没开。", "press_conferences", "新闻发布会一次没开"),
        ("作出行政处罚7件，行政强制一件也没有。", "coercion.decisions", "行政强制一件也没有"),
        ("本镇不曾收取过信息处理费。", FEES, "不曾收取过信息处理费"),
        ("信息处理费分文未收。", FEES, "信息处理费分文未收"),
        ("检索、复制、邮寄等费用全部免收。", FEES, "检索、复制、邮寄等费用全部免收"),
        ("本处不编印公报。", "gazette.issues", "不编印公报"),
        ("局务会没有对外公开过。", "meetings.disclosed", "没有对外公开过"),
        ("乡一级无权制定规章。", "regulations.issued", "无权制定规章"),
        ("今年没有新的规范性文件。", "normative_documents.issued", "没有新的规范性文件"),
    ],
)
def test_zeros_of_a_sentence(tag: Tagging, text: str, metric: str, words: str) -> None:
    zeros = [f for f in tag(text) if f.value == 0]
    assert [f.metric for f in zeros] == [metric]
    assert words in zeros[0].text or zeros[0].text in words


@pytest.mark.parametrize(
    "text", ["申请人无须缴费。", "申请登记簿全年空白。", "没有撤回的申请，撤回一件没有。"]
)
def test_zeros_about_applications(tag: Tagging, text: str) -> None:
    assert {f.value for f in tag(text, section="applications")} == {0}


def test_zeros_two_things_denied_with_a_count_of_them(tag: Tagging) -> None:
    found = tag("年内复议、诉讼两项皆空白。", section="review_litigation")
    assert {(f.metric, f.value) for f in found} == {("reviews.total", 0), ("litigation.total", 0)}


def test_zeros_a_bare_denial_is_about_its_section(tag: Tagging) -> None:
    heading = "四、政府信息公开行政复议、行政诉讼情况"
    found = tag(heading, "本年度均未发生。", section="review_litigation")
    assert {(f.metric, f.value) for f in found} == {("reviews.total", 0), ("litigation.total", 0)}
    assert tag("本年度均未发生。", section="overview") == ()


def test_zeros_one_thing_denied_twice_in_a_sentence_is_one_figure(tag: Tagging) -> None:
    found = tag("依申请提供信息一律免费，未发生信息处理费。", section="other")
    assert [(f.metric, f.text) for f in found] == [(FEES, "未发生信息处理费")]


def test_zeros_words_that_only_look_like_denials_are_states(tag: Tagging) -> None:
    found = tag("收到政府信息公开申请9件，年末办结7件、未到期结转2件。")
    assert [(f.metric, f.value) for f in found][-1] == ("applications.carried_forward", 2)
    assert all(f.value for f in found)
