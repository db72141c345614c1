import pytest

from .conftest import Tagging


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("“柳溪发布”微信公众号推送信息12条。", ["wechat"]),
        ("发布微信推文12条，微博5条。", ["wechat", "weibo"]),
        ("微信、微博、抖音共发布信息50条。", ["new_media"]),
        ("政务微信公众号发布信息50条。", ["wechat"]),
        ("抖音号发布短视频12个。", ["douyin"]),
        ("发布短视频12个。", ["short_video"]),
        (
            "微信公众号发布信息12条，粉丝5万人；微博发布信息3条，粉丝2万人。",
            ["wechat", "wechat", "weibo", "weibo"],
        ),
        ("依托县政府门户网站，发布政府信息12条。", ["website"]),
        ("总访问量达12万次。", ["website"]),
    ],
)
def test_channels_of_figures(tag: Tagging, text: str, channels: list[str]) -> None:
    assert [f.channel for f in tag(text)] == channels


@pytest.mark.parametrize(
    "text", ["通过网站、微信公众号、公开栏等渠道主动公开信息50条。", "通过网站等多种渠道公开政府信息50条。"]
)
def test_channels_of_several_kinds_make_no_platform(tag: Tagging, text: str) -> None:
    (figure,) = tag(text)
    assert (figure.metric, figure.channel) == ("disclosure.total", None)


def test_channels_only_where_the_metric_has_one(tag: Tagging) -> None:
    (figure,) = tag("在市政府网站开展在线访谈2期。")
    assert (figure.metric, figure.channel) == ("interviews", None)


@pytest.mark.parametrize(
    ("text", "channels"),
    [
        ("“青柳发布”推文30篇。", ["wechat"]),
        ("今日头条推文30篇。", ["toutiao"]),
        ("视频号开通，发布短视频19个。", ["wechat_channels"]),
        ("公众号推送30条，发布短视频19个。", ["wechat", "short_video"]),
        ("粉丝3万人的“青柳警方”公众号。", ["wechat"]),
        ("微信推送20条，抖音发布9条，粉丝合计2万人。", ["wechat", "douyin", "new_media"]),
    ],
)
def test_channels_that_are_not_named_in_the_item(tag: Tagging, text: str, channels: list[str]) -> None:
    assert [f.channel for f in tag(text)] == channels
