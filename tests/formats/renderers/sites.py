"""What stands around a report on a web page: heads, navigation, data of the page, share bars, footers."""

from __future__ import annotations

from html import escape

CHARSET = "<!--charset-->"


def plain_page(title: str, body: str) -> str:
    """Nothing but the report."""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>{CHARSET}<title>{escape(title)}</title>'
        f"<style>table{{border-collapse:collapse}} td,th{{border:1px solid #000}}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def gov_page(title: str, body: str) -> str:
    """A portal's article page."""
    t = escape(title)
    return f"""<!DOCTYPE html>
<html>
<head>
{CHARSET}
<title>{t}-云溪县人民政府门户网站</title>
<meta name="SiteName" content="云溪县人民政府门户网站">
<meta name="ArticleTitle" content="{t}">
<meta name="PubDate" content="2025-01-20 09:12:33">
<meta name="ColumnName" content="政府信息公开年报">
<link rel="stylesheet" href="/css/main.css">
<script type="text/javascript">var hits = 3021; document.write("<p>访问量：99999次</p>");</script>
<style>.nav li {{ float: left }}</style>
</head>
<body>
<div class="top"><a href="#">无障碍浏览</a> | <a href="#">长者模式</a> | <a href="#">繁體版</a> | <span>2025年2月3日 星期一</span></div>
<div class="header"><img src="/logo.png" alt="云溪县人民政府"></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li><li><a href="/sj/">数据开放</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/nb/">政府信息公开年报</a> &gt; 正文</div>
<table class="xxgk" width="100%" border="0"><tr><td><b>索引号：</b></td><td>0113-2025-00217</td><td><b>信息分类：</b></td><td>政府信息公开年报</td></tr>
<tr><td><b>发布机构：</b></td><td>政府办公室</td><td><b>生成日期：</b></td><td>2025-01-20</td></tr>
<tr><td><b>文号：</b></td><td>无</td><td><b>有效性：</b></td><td>有效</td></tr></table>
<div class="article">
<div class="info"><span>发布时间：2025-01-20 09:12</span> <span>来源：本站</span> <span>浏览次数：<em id="hits">1286</em>次</span> <span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div class="content" id="UCAP-CONTENT">
{body}
</div>
<div class="share">分享到：<a>微信</a><a>微博</a><a>QQ空间</a> 【<a>打印</a>】【<a>关闭</a>】</div>
<div class="prevnext"><p>上一篇：<a href="1.html">2020年工作要点分工方案</a></p><p>下一篇：<a href="2.html">没有了</a></p></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="3.html">2018年建议提案办理总体情况</a></li><li><a href="4.html">政务公开领导小组成员名单</a></li></ul></div>
</div>
<div class="footer"><p>主办：云溪县人民政府办公室　承办：云溪县大数据中心　联系电话：0691-2223344</p><p>网站标识码：5301990001　滇ICP备12345678号　公安备案号 53019902000123</p><p>您是第 8,812,034 位访问者</p></div>
</body>
</html>
"""


def portal_page(title: str, body: str) -> str:
    """A portal that sets the title above the article and repeats it where nobody sees it."""
    t = escape(title)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
{CHARSET}
<meta name="viewport" content="width=device-width">
<title>{t} - 政务公开 - 青柳市人民政府</title>
<meta name="description" content="{t} 一、总体情况 公开信息12条">
</head>
<body>
<noscript>请启用脚本</noscript>
<header class="site-header"><a href="/">青柳市人民政府</a><form action="/s"><input name="q" placeholder="请输入关键字"><button>搜索</button></form></header>
<nav class="menu"><a href="/a">要闻动态</a><a href="/b">政务公开</a><a href="/c">政务服务</a><a href="/d">互动交流</a></nav>
<aside class="left"><h4>政府信息公开</h4><ul><li>政府信息公开指南</li><li>政府信息公开制度</li><li>法定主动公开内容</li><li>政府信息公开年报</li><li>依申请公开</li></ul></aside>
<main>
<ol class="breadcrumb"><li>首页</li><li>政务公开</li><li>政府信息公开年报</li></ol>
<div class="detail">
<h1 class="detail-title">{t}</h1>
<div class="detail-meta"><span>来源：市政府办公室</span><span>发布日期：2025-01-21</span><span>阅读量：3,408</span><span class="font">【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div>
<div class="detail-body">
{body}
</div>
<div class="attachments"><p>附件：</p><ul><li><a href="x.docx">年度报告.docx</a></li></ul></div>
<div class="mobile" style="display: none"><h1>{t}</h1><p>全年公开信息99条</p></div>
<div class="qr"><img src="qr.png" alt="二维码"><p>扫一扫在手机打开当前页</p></div>
</div>
</main>
<footer><p>青柳市人民政府办公室主办</p><p>联系电话：0692-5551234　网站标识码：5309000001</p></footer>
</body>
</html>
"""


def word_page(title: str, body: str) -> str:
    """What a word processor writes when it saves as a web page."""
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40">
<head>
{CHARSET}
<meta name=ProgId content=Word.Document>
<title>{escape(title)}</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>2件</o:Author><o:Words>3021</o:Words></o:DocumentProperties></xml><![endif]-->
<style>
<!--
 p.MsoNormal {{margin:0cm; text-align:justify; font-size:10.5pt;}}
-->
</style>
</head>
<body lang=ZH-CN style='text-justify-trim:punctuation'>
<div class=Section1 style='layout-grid:15.6pt'>
{body}
</div>
</body>
</html>
"""


def page_2005(title: str, body: str) -> str:
    """A site of 2005: the page is one table, navigation left, article right, all inside cells."""
    links = "".join(
        f'<TR><TD HEIGHT=22>&nbsp;<A HREF="{n}.asp">{name}</A></TD></TR>\n'
        for n, name in enumerate(("单位概况", "政务动态", "政策法规", "办事指南", "领导信箱"))
    )
    return f"""<HTML>
<HEAD>
{CHARSET}
<TITLE>{escape(title)}</TITLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF" TOPMARGIN=0>
<TABLE WIDTH="778" BORDER="0" ALIGN="center" CELLPADDING="0" CELLSPACING="0">
<TR><TD COLSPAN=2 BACKGROUND="top.gif" HEIGHT=60><IMG SRC="logo.gif" ALT="首页"></TD></TR>
<TR><TD WIDTH=160 VALIGN=top BGCOLOR="#EEEEEE"><TABLE WIDTH="100%" BORDER=0>{links}</TABLE></TD>
<TD VALIGN=top><TABLE WIDTH="100%" BORDER=0 CELLPADDING=6><TR><TD>您现在的位置：首页 &gt;&gt; 信息公开 &gt;&gt; 年度报告</TD></TR>
<TR><TD>
{body}
</TD></TR>
<TR><TD ALIGN=right>【<A HREF="#">打印本页</A>】【<A HREF="#">关闭窗口</A>】 阅读：615次</TD></TR></TABLE></TD></TR>
"""


def footer_2005() -> str:
    """The end of that page."""
    return """<TR><TD COLSPAN=2 ALIGN=center><FONT SIZE=2>版权所有&copy;办公室 &nbsp; 地址：人民路1号 &nbsp; 邮编：650000<BR>
技术支持：信息中心 &nbsp; 建议使用800*600分辨率</FONT></TD></TR>
</TABLE>
</BODY>
</HTML>
"""
