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


def test_breakdowns_organs_divide_applications(tag: Tagging) -> None:
    text = "全系统新收政府信息公开申请60件，较上年的50件增长20%；省厅机关占22件，市、县局合占38件。"
    found = [(f.metric, f.value) for f in tag(text) if f.period.value != "last_year"]
    assert found == [
        ("applications.received", 60),
        ("applications.change", 20),
        ("applications.received", 22),
        ("applications.received", 38),
    ]


def test_breakdowns_reasons_of_an_outcome_have_no_metric(tag: Tagging) -> None:
    found = tag("依申请公开方面，不予公开8件，5件涉及商业秘密，3件属内部材料。")
    assert [f.metric for f in found if f.metric != "other"] == ["applications.denied"]


def test_breakdowns_parts_of_conferences_and_services_keep_the_metric(tag: Tagging) -> None:
    found = tag("举办新闻发布会9场，其中防汛类5场、经济类4场。政务服务事项80项，其中即办件30项。")
    assert [(f.metric, f.value) for f in found] == [
        ("press_conferences", 9),
        ("press_conferences", 5),
        ("press_conferences", 4),
        ("services.items", 80),
        ("services.items", 30),
    ]


def test_breakdowns_a_list_may_name_its_unit_once(tag: Tagging) -> None:
    found = tag("全年主动公开信息96条。养老服务41、社会救助32、殡葬管理23条，都在首页。")
    assert [(f.metric, f.value, f.unit_printed) for f in found] == [
        ("disclosure.total", 96, "条"),
        ("disclosure.category", 41, None),
        ("disclosure.category", 32, None),
        ("disclosure.category", 23, "条"),
    ]
    platforms = tag("本所微信粉丝5180，发文96条。")
    assert [f.metric for f in platforms][0] == "followers"


def test_breakdowns_last_years_list_goes_on(tag: Tagging) -> None:
    found = tag("行政复议4件，行政诉讼3件，2020年分别为6件和5件。", section="review_litigation", year=2021)
    assert [f.period.value for f in found if f.value > 4] == ["last_year", "last_year"]
