import pytest

from .conftest import Tagging


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("承办人大代表建议21件（主办9件、会办12件）。", ["proposals.npc", "other", "other"]),
        ("公开信息90条，其中财政信息12条，占13.3%；人事信息5条。", ["disclosure.total", "disclosure.category", "other", "disclosure.category"]),
        ("公开信息90条。其中：排污许可30条。", ["disclosure.total", "disclosure.category"]),
        ("开设政务新媒体账号5个，其中微信公众号3个。", ["accounts", "accounts"]),
        ("行政复议3件，其中维持1件、纠正1件、其他1件。", ["reviews.total", "reviews.upheld", "reviews.corrected", "reviews.other"]),
        ("政府信息公开申请予以公开2件、其他1件。", ["applications.granted", "applications.other_handling"]),
        ("发布政策解读9篇，其中图解6篇。", ["interpretations", "interpretations"]),
        ("召开新闻发布会2场，印发制度5项。", ["press_conferences", "other"]),
    ],
)  # fmt: skip
def test_breakdowns_of_a_whole(tag: Tagging, text: str, metrics: list[str]) -> None:
    assert [f.metric for f in tag(text)] == metrics


def test_breakdowns_sum_behind_its_parts_is_the_whole(tag: Tagging) -> None:
    figures = tag("收到网上申请9件、信函申请4件，合计13件。")
    assert [(f.metric, f.value) for f in figures] == [
        ("applications.by_channel", 9),
        ("applications.by_channel", 4),
        ("applications.received", 13),
    ]


def test_breakdowns_one_way_alone_is_the_whole(tag: Tagging) -> None:
    (figure,) = tag("通过网络收到政府信息公开申请5件。")
    assert figure.metric == "applications.received"


def test_breakdowns_issues_and_items_are_one_figure(tag: Tagging) -> None:
    (figure,) = tag("微信公众号推送46期285条。")
    assert (figure.metric, figure.value, figure.unit) == ("posts", 285, "条")


def test_breakdowns_one_number_for_two(tag: Tagging) -> None:
    assert [f.metric for f in tag("涉及政府信息公开的行政复议、行政诉讼各1件。")] == [
        "reviews.total",
        "litigation.total",
    ]


def test_breakdowns_sum_with_what_came_over_is_neither(tag: Tagging) -> None:
    figures = tag("收到政府信息公开申请24件，上年接转3件，合计27件。")
    assert [(f.metric, f.value) for f in figures if f.metric != "other"] == [
        ("applications.received", 24),
        ("applications.carried_over", 3),
    ]


def test_breakdowns_words_of_a_number_end_at_the_next_one(tag: Tagging) -> None:
    figures = tag("行政复议9件，其中5件维持、3件纠正、1件待审。")
    assert [f.metric for f in figures] == [
        "reviews.total",
        "reviews.upheld",
        "reviews.corrected",
        "reviews.pending",
    ]


def test_breakdowns_parts_of_an_answer_are_other(tag: Tagging) -> None:
    figures = tag("政府信息公开申请无法提供12件，其中本机关不掌握9件。")
    assert [f.metric for f in figures] == ["applications.unable", "other"]
