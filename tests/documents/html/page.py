"""Pages of government sites, made by hand: one report in the templates of several families.

Every cell of the statutory tables holds another number, so that a cell in a wrong place shows.
"""

from __future__ import annotations

from collections.abc import Callable

from gongkai.codebook import load_codebook

ISSUER = "云溪县水务局"
TITLE = "云溪县水务局2023年政府信息公开工作年度报告"
PREAMBLE = (
    "本报告根据《中华人民共和国政府信息公开条例》编制，数据统计期限自2023年1月1日起至2023年12月31日止。"
)
OVERVIEW = "2023年，云溪县水务局通过门户网站主动公开政府信息312条，其中水质公告48条，开展业务培训3次。"
APPLIED = "全年共收到政府信息公开申请10件，均在法定期限内办结并答复申请人。"
PROBLEMS = "一是信息更新不够及时。二是解读形式较为单一。下一步将增加图表解读，加强栏目维护。"
OTHER = "本机关2023年度未收取信息处理费，无其他需要报告的事项。"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
DATE = "2024年1月22日"

Cell = tuple[str, int, int]
"""Text, colspan, rowspan."""
Rows = list[list[Cell]]


def cell(text: object, across: int = 1, down: int = 1) -> Cell:
    return (str(text), across, down)


def disclosure() -> Rows:
    """The table of section 2: values 101 to 110."""
    first = ("本年制发件数", "本年废止件数", "现行有效件数")
    rows = [
        [cell("第二十条第（一）项", 4)],
        [cell("信息内容"), *map(cell, first)],
        [cell("规章"), cell(101), cell(102), cell(103)],
        [cell("行政规范性文件"), cell(104), cell(105), cell(106)],
    ]
    for paragraph, header, labels in (
        ("五", "本年处理决定数量", {"行政许可": 107}),
        ("六", "本年处理决定数量", {"行政处罚": 108, "行政强制": 109}),
        ("八", "本年收费金额（单位：万元）", {"行政事业性收费": 110}),
    ):
        rows += [[cell(f"第二十条第（{paragraph}）项", 4)], [cell("信息内容"), cell(header, 3)]]
        rows += [[cell(label), cell(value, 3)] for label, value in labels.items()]
    return rows


_GROUPS = {
    "（三）不予公开": "denied.",
    "（四）无法提供": "unable.",
    "（五）不予处理": "not_processed.",
    "（六）其他处理": "other_handling.",
}


def applications() -> Rows:
    """The table of section 3: row r, column c (from 0) holds 200 + 10 r + c."""
    known = load_codebook().tables["applications"].rows
    rows = [
        [
            cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
            cell("申请人情况", 7),
        ],
        [cell("自然人", 1, 2), cell("法人或其他组织", 5), cell("总计", 1, 2)],
        [cell(t) for t in ("商业<br>企业", "科研<br>机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    at = 0

    def values() -> list[Cell]:
        nonlocal at
        at += 1
        return [cell(200 + 10 * (at - 1) + c) for c in range(7)]

    rows.append([cell("一、本年新收政府信息公开申请数量", 3), *values()])
    rows.append([cell("二、上年结转政府信息公开申请数量", 3), *values()])
    rows.append([cell("三、本年度办理结果", 1, 22), cell("（一）予以公开", 2), *values()])
    rows.append([cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2), *values()])
    for label, prefix in _GROUPS.items():
        own = [r for i, r in known.items() if i.startswith(prefix) and "2019" not in (r.templates or ())]
        for i, row in enumerate(own):
            group = [cell(label, 1, len(own))] if not i else []
            rows.append([*group, cell(f"{row.number}.{row.label}"), *values()])
    rows.append([cell("（七）总计", 2), *values()])
    rows.append([cell("四、结转下年度继续办理", 3), *values()])
    return rows


def review() -> Rows:
    """The table of section 4: values 601 to 615."""
    outcomes = ("结果<br>维持", "结果<br>纠正", "其他<br>结果", "尚未<br>审结", "总计")
    return [
        [cell("行政复议", 5), cell("行政诉讼", 10)],
        [*(cell(o, 1, 2) for o in outcomes), cell("未经复议直接起诉", 5), cell("复议后起诉", 5)],
        [cell(o) for o in (*outcomes, *outcomes)],
        [cell(601 + i) for i in range(15)],
    ]


def expected() -> dict[str, int]:
    """Field -> value of all three tables."""
    known = load_codebook().tables
    found = {
        "disclosure.regulations.issued": 101,
        "disclosure.regulations.repealed": 102,
        "disclosure.regulations.in_force": 103,
        "disclosure.normative_documents.issued": 104,
        "disclosure.normative_documents.repealed": 105,
        "disclosure.normative_documents.in_force": 106,
        "disclosure.licensing.decisions": 107,
        "disclosure.penalties.decisions": 108,
        "disclosure.coercion.decisions": 109,
        "disclosure.charges.amount_10k_yuan": 110,
    }
    table = known["applications"]
    rows = [i for i, row in table.rows.items() if "2019" not in (row.templates or ())]
    for r, row in enumerate(rows):
        found |= {f"applications.{row}.{column}": 200 + 10 * r + c for c, column in enumerate(table.columns)}
    table = known["review_litigation"]
    fields = [f"review_litigation.{row}.{column}" for row in table.rows for column in table.columns]
    return found | {field: 601 + i for i, field in enumerate(fields)}


def table(
    rows: Rows, *, attributes: str = 'border="1"', inner: Callable[[str], str] = str, upper: bool = False
) -> str:
    """The rows as markup; ``inner`` wraps the text of each cell."""
    out = [f"<table {attributes}><tbody>"]
    for row in rows:
        out.append("<tr>")
        for text, across, down in row:
            spans = (f' colspan="{across}"' if across > 1 else "") + (
                f' rowspan="{down}"' if down > 1 else ""
            )
            out.append(f"<td{spans}>{inner(text)}</td>\n")
        out.append("</tr>\n")
    out.append("</tbody></table>")
    return "".join(out)


def body(
    *,
    paragraph: Callable[[str], str] = lambda text: f"<p>{text}</p>\n",
    rows: Callable[[Rows], str] = table,
) -> str:
    """The report without its title: paragraphs and tables in the markup of a family."""
    one, two, three, four, five, six = (paragraph(h) for h in HEADINGS)
    return "".join(
        (
            paragraph(PREAMBLE),
            one, paragraph(OVERVIEW), paragraph(APPLIED),
            two, rows(disclosure()),
            three, rows(applications()),
            four, rows(review()),
            five, paragraph(PROBLEMS),
            six, paragraph(OTHER),
            paragraph(ISSUER), paragraph(DATE),
        )
    )  # fmt: skip


MENU = "".join(
    f'<li><a href="/{i}/">{t}</a></li>\n'
    for i, t in enumerate(("首页", "政务公开", "政务服务", "互动交流", "走进云溪"))
)
FOOT = (
    "<p>主办单位：云溪县人民政府办公室&nbsp;&nbsp;技术支持：云溪县大数据中心</p>"
    '<p>网站标识码：4299990001 <a href="https://beian.example">鄂ICP备00000001号</a></p>'
)


def trs() -> str:
    """Article page with TRS_Editor, title and dates outside of it."""
    text = body(
        paragraph=lambda t: (
            f'<p style="text-indent: 2em;"><span style="font-size:16px">　　{t[:3]}</span><span>{t[3:]}</span></p>'
        ),
        rows=lambda r: (
            f'<div align="center">{table(r, inner=lambda t: f"<p align=center><span>{t}</span></p>")}</div>'
        ),
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{TITLE}_云溪县人民政府</title>
<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-01-24 09:30:12">
<meta name="ContentSource" content="县水务局"><style>.a{{color:red}}</style><script>var t = "<div>一、总体情况</div>";</script></head>
<body><div class="header"><div class="logo">云溪县人民政府</div><ul class="nav">{MENU}</ul></div>
<div class="wrap"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/gk">政府信息公开年报</a></div>
<h1 class="xl-tit">{TITLE}</h1>
<div class="xl-info"><span>发布时间：2024-01-24 09:30</span><span>来源：县水务局</span><span>浏览次数：<em id="hits">87</em></span>
<span>字号：[<a href="javascript:doZoom(18)">大</a> <a href="javascript:doZoom(16)">中</a> <a href="javascript:doZoom(14)">小</a>]</span></div>
<div class="xl-main"><div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">{text}</div></div></div>
<div class="share">分享到：<a href="#" title="微信"></a><a href="javascript:;">微博</a></div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="./a.html">云溪县水务局2022年政府信息公开工作年度报告</a></li></ul></div></div>
<div class="footer">{FOOT}</div></body></html>"""


def ucap() -> str:
    """Custom elements around title and text, a table of metadata above."""
    rows = (
        ("索 引 号：", "014299999/2024-00012", "主题分类：", "其他"),
        ("发布机构：", "县水务局", "发布日期：", "2024年01月25日"),
        ("名　　称：", TITLE, "有 效 性：", "有效"),
    )
    meta = "".join("<tr>" + "".join(f"<td><b>{t}</b></td>" for t in row) + "</tr>" for row in rows)
    text = body(
        paragraph=lambda t: f'<p style="text-align:justify">&emsp;&emsp;{t}</p>\n',
    )
    return f"""<!doctype html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<title>{TITLE}</title></head><body>
<div class="container"><div class="nav-wrap"><a href="/">网站首页</a>|<a href="/x">要闻动态</a></div>
<div class="detail"><table class="bd1" width="90%">{meta}</table>
<div class="title-box"><ucaptitle>{TITLE}</ucaptitle></div>
<div class="tool"><span>打印</span> <span>关闭</span></div>
<div id="UCAP-CONTENT" class="pages_content"><UCAPCONTENT>{text}</UCAPCONTENT></div>
<div class="fj"><p>附件：</p><p><a href="/files/report.docx">云溪县水务局2023年年报.docx</a></p></div>
<div class="ewm">扫一扫在手机打开当前页</div></div></div>
<div class="foot">{FOOT}</div></body></html>"""


def jpage() -> str:
    """The list of other pages in a script with CDATA, the text in #zoom, everything in one table of layout."""
    text = body(
        paragraph=lambda t: f"<p>　　{t}</p>",
        rows=lambda r: table(
            r,
            attributes='class="MsoTable" style="width:100%"',
            inner=lambda t: f"<p><font face=宋体>{t}</font></p>",
        ),
    )
    return f"""<html><head><meta charset="utf-8"><meta name="pubdate" content="2024-01-26"><title>{TITLE}</title></head>
<body><div id="barrierfree_container"><table width="1000" align="center"><tr><td class="bt_dqwz">您现在的位置：
<a href="/">首页</a> &gt; <a href="/col">法定主动公开内容</a></td></tr></table>
<script type="text/xml"><datastore><record><![CDATA[<li><a href="/x">另一篇报告。</a></li>]]></record></datastore></script>
<table id="article" width="100%" cellpadding="0"><tbody><tr><td class="title">{TITLE}</td></tr>
<tr><td><table width="100%"><tr><td>发布日期：2024-01-26</td><td>浏览次数：<script>counter()</script></td>
<td>字号：[ 大 中 小 ]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->{text}<!--ZJEG_RSS.content.end--></div></td></tr>
<tr><td>【打印本页】【关闭窗口】</td></tr></tbody></table></div>
<div id="footer">{FOOT}</div></body></html>"""


def word() -> str:
    """Saved from a word processor: o:p, conditional comments, one run for every few characters."""

    def runs(text: str) -> str:
        marked = text.split("<br>")
        return "<br>".join(
            "".join(
                f'<span lang="EN-US" style="font-size:12.0pt;font-family:仿宋_GB2312">{part[i : i + 2]}</span>'
                for i in range(0, len(part), 2)
            )
            for part in marked
        )

    text = body(
        paragraph=lambda t: (
            f"<p class=MsoNormal style='text-indent:32.0pt'>{runs(t)}<span lang=EN-US><o:p></o:p></span></p>\n"
        ),
        rows=lambda r: table(
            r,
            attributes="class=MsoNormalTable border=1 style='mso-padding-alt:0cm 5.4pt'",
            inner=lambda t: (
                f"<p class=MsoNormal align=center>{runs(t)}<span lang=EN-US><o:p></o:p></span></p>"
            ),
        ),
    )
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {{mso-style-parent:"";}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>云溪县水务局</span></b><b><span lang=EN-US>2023</span></b><b><span>年政府信息公开工作年度报告<span
lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
{text}<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p></div></body></html>"""


def old() -> str:
    """2005: tables in tables, font tags, capitals, cells and paragraphs that nobody closes."""

    def rows(data: Rows) -> str:
        out = ["<TABLE BORDER=1 CELLSPACING=0 WIDTH=95%>"]
        for row in data:
            out.append("<TR ALIGN=CENTER>")
            out += [f"<TD COLSPAN={a} ROWSPAN={d}><P><FONT SIZE=2>{t}" for t, a, d in row]
        return "\n".join((*out, "</TABLE>"))

    menu = "".join(
        f"<TD><A HREF=/{i}><FONT COLOR=#FFFFFF>{t}</FONT></A>"
        for i, t in enumerate(("首页", "机构职能", "政策法规", "办事指南"))
    )
    text = body(paragraph=lambda t: f"&nbsp;&nbsp;&nbsp;&nbsp;{t}<BR><BR>", rows=rows)
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312"><TITLE>云溪县水务局</TITLE></HEAD>
<BODY BGCOLOR=#FFFFFF><CENTER><TABLE WIDTH=778 BORDER=0><TR><TD COLSPAN=4><IMG SRC="images/top.jpg" WIDTH=778 HEIGHT=120></TR><TR BGCOLOR=navy>{menu}</TR></TABLE>
<TABLE WIDTH=778 BORDER=0><TR><TD WIDTH=160 VALIGN=TOP><TABLE><TR><TD><A HREF=a.asp>通知公告</A><TR><TD><A HREF=b.asp>工作动态</A></TABLE>
<TD><TABLE WIDTH=100%><TR><TD>您的位置：首页 &gt;&gt; 年度报告<TR><TD ALIGN=CENTER><FONT SIZE=5><B>{TITLE}</B></FONT>
<TR><TD ALIGN=CENTER>作者：局办公室　点击数：1203　更新时间：2024-1-27
<TR><TD><FONT SIZE=3>{text}</FONT></TABLE></TABLE>
<HR><TABLE WIDTH=778><TR><TD ALIGN=CENTER>版权所有：云溪县水务局<BR>地址：云溪县河滨路8号　<A HREF=mailto:a@example.cn>联系我们</A></TABLE></CENTER></BODY></HTML>"""


def modern() -> str:
    """A page that a script rendered: div elements without telling names, the text without a line end."""
    paragraph = '<div data-v-7ba5bd90 class="p_1x"><span data-v-7ba5bd90>{}</span></div>'
    meta = "".join(
        f'<div data-v-1 class="cell_k9"><div class="k_2">{k}</div><div class="v_2">{v}</div></div>'
        for k, v in (
            ("索引号", "4299/2024-3"),
            ("发布机构", "云溪县水务局"),
            ("公开日期", "2024-01-28"),
            ("文号", ""),
        )
    )
    text = body(
        paragraph=paragraph.format,
        rows=lambda r: (
            '<div class="scroll">'
            + table(r, attributes="data-v-7ba5bd90", inner=lambda t: f"<div>{t}</div>")
            + "</div>"
        ),
    )
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><meta property="og:title" content="{TITLE}"></head><body><noscript>请启用脚本。</noscript>
<div id="app"><header data-v-1><nav><a href="#/home" class="x">首页</a><a href="/gk">公开</a></nav><button>搜索</button></header><main data-v-1><div class="grid_a1">{meta}</div>
<div class="t_88">{TITLE}</div><section><article>{text}</article></section><div class="c_9"><span>打印</span><i aria-hidden="true"></i><span>收藏</span></div></main><footer>{FOOT}</footer>
<div hidden>弹出窗口。这里的文字没有人看得到，也不属于报告。</div></div></body></html>"""


FAMILIES: dict[str, Callable[[], bytes]] = {
    "trs": lambda: trs().encode(),
    "ucap": lambda: ucap().encode(),
    "jpage": lambda: jpage().encode(),
    "word": lambda: word().encode("gb18030"),
    "old": lambda: old().encode("gb18030"),
    "modern": lambda: modern().encode(),
}
PUBLISHED = {
    "trs": "2024-01-24", "ucap": "2024-01-25", "jpage": "2024-01-26",
    "word": None, "old": "2024-01-27", "modern": "2024-01-28",
}  # fmt: skip
