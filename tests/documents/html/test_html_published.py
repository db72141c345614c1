"""When a page was published."""

import pytest

from gongkai.documents.html.read import read_html

REPORT = "<div><p>本报告按照条例的要求编制，由总体情况、主动公开等六个部分组成。</p></div>"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta name="PubDate" content="2024-01-15 10:20">', "", "2024-01-15"),
        ('<meta name="firstpublishedtime" content="2024-1-5-10:20:11">', "", "2024-01-05"),
        ('<meta property="article:published_time" content="2024/01/15">', "", "2024-01-15"),
        ('<meta name="publishdate" content="20240115">', "", "2024-01-15"),
        (
            '<meta name="PubDate" content="2024-02-30"><meta name="publishdate" content="2024-03-01">',
            "",
            "2024-03-01",
        ),
        ('<meta name="PubDate" content="">', "<p>发布时间：2024年1月15日 10时</p>", "2024-01-15"),
        ('<meta name="PubDate" content="2024-01-15">', "<p>发布时间：2023-01-01</p>", "2024-01-15"),
        ("", "<p>来源：县水务局　发布日期：2024.01.15　浏览次数：3</p>", "2024-01-15"),
        ("", "<p>【公开日期】2024-01-15</p>", "2024-01-15"),
        ("", "<p>[发布时间：2024-01-15]</p>", "2024-01-15"),
        ("", "<p>成文日期：2024-01-15</p>", None),
        ("", "<p>成文日期：2024-01-10</p><p>公开日期：2024-01-15</p>", "2024-01-15"),
        ("", "<p>公开日期：2024-01-10</p><p>发布日期：2024-01-15</p>", "2024-01-15"),
        ("", "<p>2024-01-15 09:12 来源：县水务局</p>", "2024-01-15"),
        ("", "<p>发布日期：1024-01-15</p>", None),
        ("", "", None),
    ],
)
def test_published(head: str, body: str, expected: str | None) -> None:
    markup = f"<meta charset=utf-8>{head}<div>{body}</div>{REPORT}<p>2020-05-05</p>"
    assert read_html(markup.encode(), "t").published == expected
