"""What is no part of the report, and what must not be taken for it."""

from documents.html import page
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.html.read import read_html

TITLE = "青川市体育局2023年政府信息公开工作年度报告"
FIRST = "本报告按照条例的要求编制，由总体情况、主动公开等六个部分组成。"
TEXT = "全年主动公开信息若干条，及时回应群众对健身场地的关切，没有收到申请。"


def marks(markup: str) -> list[str]:
    """Each line; a mark before furniture."""
    blocks = read_html(b"\xef\xbb\xbf" + markup.encode(), "t").blocks
    return [
        "<table>" if isinstance(b, TableBlock) else f"{'# ' if b.furniture else ''}{b.text.strip()}"
        for b in blocks
    ]


REPORT = f"<p>{FIRST}</p><p>一、总体情况</p><p>{TEXT}</p><p>六、其他需要报告的事项</p><p>无。</p>"
LINES = [FIRST, "一、总体情况", TEXT, "六、其他需要报告的事项", "无。"]


def test_a_fragment_is_all_report() -> None:
    assert marks(f"<p>{TITLE}</p>{REPORT}<p>青川市体育局</p><p>2024年1月9日</p>") == [
        TITLE, *LINES, "青川市体育局", "2024年1月9日",
    ]  # fmt: skip


def test_title_stands_once_when_the_article_repeats_it() -> None:
    broken = "<p>青川市体育局</p><p>2023年政府信息公开工作年度报告</p>"
    markup = f"<div><h1>{TITLE}</h1><div class=con>{broken}{REPORT}</div></div>"
    assert marks(markup) == [f"# {TITLE}", "青川市体育局", "2023年政府信息公开工作年度报告", *LINES]


def test_title_is_not_the_breadcrumb_nor_the_name_of_the_column() -> None:
    markup = f"""<div>当前位置：首页 &gt; {TITLE}</div><h2>政府信息公开年度报告</h2><div><div class=bt>{TITLE}</div></div>
<div class=x>{REPORT}</div>"""
    assert marks(markup) == [f"# 当前位置：首页 > {TITLE}", "# 政府信息公开年度报告", TITLE, *LINES]


def test_a_title_that_only_the_meta_tags_state_is_added() -> None:
    assert marks(f'<title>{TITLE}_青川市</title><div class="nav">导航栏</div><div>{REPORT}</div>') == [
        "# 导航栏", TITLE, *LINES,
    ]  # fmt: skip
    assert marks(f"<title>通知公告_青川市</title><div>{REPORT}</div>") == LINES


def test_names_of_furniture_on_the_containers_of_the_report_mean_nothing() -> None:
    first, rest = REPORT.split("</p>", 1)
    markup = f"<div class='header info'>{first}</p></div><div class='copy side'>{rest}</div>"
    assert marks(markup) == LINES


def test_sections_in_containers_of_their_own_stay_together() -> None:
    parts = "".join(f"<div class=part><h3>{heading}</h3><div>{TEXT}</div></div>" for heading in page.HEADINGS)
    assert marks(f"<ul class=menu><li>栏目</ul>{parts}<div class=footer>某某</div>") == [
        "# 栏目",
        *(line for heading in page.HEADINGS for line in (heading, TEXT)),
        "# 某某",
    ]


def test_a_notice_about_browsers_is_not_the_report() -> None:
    notice = "您的浏览器版本过低，为了获得更好的体验，请升级到最新的版本后访问。"
    markup = (
        f"<div class=tip>{notice}</div><div><a href=/>首页</a></div><div id=x>{REPORT * 9}</div><p>扫一扫</p>"
    )
    assert [m for m in marks(markup) if m.startswith("#")] == [f"# {notice}", "# 首页", "# 扫一扫"]


def test_signature_outside_of_the_container_stays() -> None:
    markup = f"""<div><div class=con>{REPORT}</div><p>青川市体育局办公室（盖章）</p><p>二〇二四年一月九日</p>
<p>来源：市体育局</p><p>责任编辑：某人</p><p>主办单位：青川市人民政府</p><p>青川市体育局</p></div>"""
    assert marks(markup)[len(LINES) :] == [
        "青川市体育局办公室（盖章）",
        "二〇二四年一月九日",
        "# 来源：市体育局",
        "# 责任编辑：某人",
        "# 主办单位：青川市人民政府",
        "# 青川市体育局",
    ]


def test_metadata_in_blocks_of_their_own() -> None:
    rows = "".join(
        f"<div><span style='display:block'>{k}</span><em style='display:block'>{v}</em></div>"
        for k, v in (("索引号：", "0123"), ("发布机构：", "体育局"), ("发布日期：", "2024-02-03"))
    )
    content = read_html(f"<meta charset=utf-8><div>{rows}</div><div>{REPORT}</div>".encode(), "t")
    assert [b.text for b in content.blocks if isinstance(b, TextBlock) and b.furniture] == [
        "索引号：", "0123", "发布机构：", "体育局", "发布日期：", "2024-02-03",
    ]  # fmt: skip
    assert content.published == "2024-02-03"


def test_words_of_furniture_inside_the_report_stay() -> None:
    inside = "<p>上一篇</p><p>来源：统计台账</p><p>打印</p><p>版权所有</p>"
    assert marks(f"<div>{REPORT}{inside}{REPORT}</div>") == [
        *LINES,
        "上一篇",
        "来源：统计台账",
        "打印",
        "版权所有",
        *LINES,
    ]


def test_report_in_pre() -> None:
    text = f"{TITLE}\n\n{FIRST}\n一、总体情况\n　　{TEXT}\n规章\t1\t2\t3\n六、其他需要报告的事项\n无。"
    assert marks(f"<div class=nav>栏目</div><pre>{text}</pre>") == [
        "# 栏目", TITLE, FIRST, "一、总体情况", TEXT, "规章\t1\t2\t3", "六、其他需要报告的事项", "无。",
    ]  # fmt: skip


def test_links_in_the_report_stay() -> None:
    linked = REPORT.replace("条例", '<a href="/law">条例</a>').replace(
        "无。", '网址：<a href="http://x.example/a/b">x.example</a>'
    )
    assert "# " not in "".join(marks(f"<div>{linked}<p>{TEXT}</p></div>"))


def test_furniture_of_a_page_in_traditional_characters() -> None:
    report = "<p>本報告由總體情況、主動公開等六個部分組成，並按照條例編製。</p><p>一、總體情況</p><p>全年主動公開資訊若干條，沒有收到申請。</p>"
    markup = f"<div>當前位置：首頁 &gt; 年報</div><div>青川市體育局2023年政府資訊公開工作年度報告</div><div>發布日期：2024-01-05　來源：體育局</div><div>{report}</div><div>主辦單位：青川市</div>"
    content = read_html(b"\xef\xbb\xbf" + markup.encode(), "t")
    assert [b.furniture for b in content.blocks if isinstance(b, TextBlock)] == [
        True,
        False,
        True,
        False,
        False,
        False,
        True,
    ]
    assert content.published == "2024-01-05"


def test_abstracts_of_news_and_a_calendar_beside_the_report() -> None:
    news = "".join(
        f"<li><a href=/{i}>新闻{i}</a><p>县里召开会议部署防汛工作，要求各部门落实责任，做好值守。</p>"
        for i in range(6)
    )
    days = "<table>" + "<tr><td>日<td>一<td>二" + "<tr><td>1<td>2<td>3" * 4 + "</table>"
    left = f"<div class=left><h3>热点</h3><ul>{news}</ul>{days}</div>"
    markup = (
        f"{left}<div class=right><h2>{page.TITLE}</h2><p>时间：2024-01-30</p><div>{page.body()}</div></div>"
    )
    seen = marks(markup)
    at = seen.index(page.TITLE)
    assert all(line.startswith("# ") for line in seen[:at])
    assert seen[at + 1 : at + 4] == ["# 时间：2024-01-30", page.PREAMBLE, page.HEADINGS[0]]
    assert not any(line.startswith("# ") for line in seen[at + 2 :])


def test_a_preamble_in_a_part_of_its_own_stays() -> None:
    first, rest = REPORT.split("</p>", 1)
    markup = f"<h1>{TITLE}</h1><div class='head info'>{first}</p></div><div class=con>{rest}<p>四、政府信息公开行政复议、行政诉讼情况</p><p>{TEXT}</p></div>"
    assert "# " not in "".join(marks(markup))
