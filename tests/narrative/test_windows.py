import pytest

from gongkai.narrative.candidates import find_candidates
from gongkai.narrative.cues import Cues
from gongkai.narrative.sentences import lay_out
from gongkai.narrative.windows import Window, windows

from .conftest import Tagging


def of(cues: Cues, text: str) -> tuple[Window, ...]:
    layout, found = lay_out(text), cues.find(text)
    return windows(text, layout, find_candidates(text, layout, found, cues).quantities, found)


def left(text: str, window: Window) -> list[str]:
    return [text[a:b] for a, b in window.left]


def test_windows_reach_back_to_the_number_or_clause_before(cues: Cues) -> None:
    text = "今年，公开财政信息12条、人事信息5条，培训3次。"
    assert [left(text, w) for w in of(cues, text)] == [["公开财政信息"], ["、人事信息"], ["培训"]]


def test_windows_leave_out_brackets_and_go_on_behind_them(cues: Cues) -> None:
    text = "建议21件(主办9件、会办12件)、提案17件"
    first, second, third, last = of(cues, text)
    assert [left(text, w) for w in (first, second, third, last)] == [
        ["建议"],
        ["主办"],
        ["、会办"],
        ["、提案"],
    ]
    assert [w.part for w in (first, second, third, last)] == [False, True, True, False]
    assert last.previous == 0


def test_windows_right_is_the_noun_behind(cues: Cues) -> None:
    text = "召开3场新闻发布会，对5件文件进行解读"
    first, second = of(cues, text)
    assert text[slice(*first.right)] == "新闻发布会"
    assert text[second.right[0] : second.noun_end] == "文件"


def test_windows_respectively_gives_each_number_its_name(cues: Cues) -> None:
    text = "微博、抖音分别发布信息255条、63条。"
    assert [left(text, w) for w in of(cues, text)] == [["微博", "发布信息"], ["抖音", "发布信息"]]
    text = "微信和微博的粉丝分别为12万人和9万人。"
    assert [left(text, w) for w in of(cues, text)] == [["微信", "的粉丝", "为"], ["微博", "的粉丝", "为"]]


def test_windows_respectively_needs_as_many_names_as_numbers(cues: Cues) -> None:
    text = "微博分别发布255条、63条。"
    assert [left(text, w) for w in of(cues, text)] == [["微博分别发布"], ["、"]]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("申请同比下降41.7%", -1),
        ("较上年增加8件", 1),
        ("比去年多42条", 1),
        ("今年新增362条", 0),
        ("占比12%", 0),
    ],
)
def test_windows_change_has_a_sign(cues: Cues, text: str, change: int) -> None:
    (window,) = of(cues, text)
    assert window.change == change


@pytest.mark.parametrize(("text", "summing"), [("共计45件", True), ("合计为45件", True), ("收到45件", False)])
def test_windows_sum_and_glue(cues: Cues, text: str, summing: bool) -> None:
    (window,) = of(cues, text)
    assert (window.summing, window.glued) == (summing, summing)


def test_windows_a_name_in_quotes_does_not_part_a_platform_from_its_number(tag: Tagging) -> None:
    (figure,) = tag("微信“青柳工匠”1,106条。")
    assert (figure.metric, figure.channel, figure.value) == ("posts", "wechat", 1106)


def test_windows_a_bracket_that_adds_belongs_to_the_words(tag: Tagging) -> None:
    found = tag("办理结果：公开（含部分公开）50件，不予公开6件。", section="applications")
    assert [f.metric for f in found] == ["applications.granted_or_partial", "applications.denied"]


def test_windows_outcomes_behind_their_numbers_in_a_bracket(tag: Tagging) -> None:
    found = tag("行政复议3件（2件维持、1件待决）。", section="review_litigation")
    assert [f.metric for f in found] == ["reviews.total", "reviews.upheld", "reviews.pending"]


def test_windows_numbers_respectively_of_what_was_counted_before(tag: Tagging) -> None:
    found = tag("编发微信120条，微博340条；订阅户数依序为8000人、3万人。")
    assert [(f.metric, f.channel, f.value) for f in found] == [
        ("posts", "wechat", 120),
        ("posts", "weibo", 340),
        ("followers", "wechat", 8000),
        ("followers", "weibo", 30000),
    ]


def test_windows_two_numbers_behind_two_platforms_are_one_each(tag: Tagging) -> None:
    found = tag("抖音、快手两号作品数为46条和39条。")
    assert [(f.channel, f.value) for f in found] == [("douyin", 46), ("kuaishou", 39)]
