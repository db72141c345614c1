"""HTML in the page styles that publishers use, and in the encodings that their servers get wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from html import escape
from typing import Final, Literal

from formats.model import FormCell, Kind, Sample, Table, Text
from formats.renderers.sites import footer_2005, gov_page, page_2005, plain_page, portal_page, word_page

Declared = Literal["right", "none", "wrong"]
_SPAN: Final = "<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>"
_LATIN: Final = "<span lang=EN-US style='font-size:16.0pt;font-family:\"Times New Roman\",serif'>"
_ASCII: Final = re.compile(r"([0-9A-Za-z.,%@()+-]+)")


def render(
    sample: Sample, *, style: str = "simple", encoding: str = "utf-8", declared: Declared = "right"
) -> bytes:
    """The page's bytes. ``declared``: what its meta element says of the encoding."""
    page = page_of(sample, style=style)
    other = "gb2312" if encoding == "utf-8" else "utf-8"
    said = {"right": {"gb18030": "gb2312"}.get(encoding, encoding), "wrong": other, "none": None}[declared]
    meta = "" if said is None else f'<meta http-equiv="Content-Type" content="text/html; charset={said}">'
    return page.replace("<!--charset-->", meta).encode(encoding)


def render_mhtml(sample: Sample, *, style: str = "word") -> bytes:
    """The page as a word processor archives it in one file: a multipart message in quoted-printable."""
    page, styles = EmailMessage(), EmailMessage()
    page.set_content(
        page_of(sample, style=style).replace("<!--charset-->", ""), subtype="html", cte="quoted-printable"
    )
    page["Content-Location"] = "file:///C:/report.htm"
    styles.set_content("p { margin: 0 } /* 共3件 */", subtype="css", cte="quoted-printable")
    whole = MIMEMultipart("related", boundary="----=_NextPart_01DA", type="text/html")
    whole["Snapshot-Content-Location"] = "file:///C:/report.htm"
    whole.attach(page)
    whole.attach(styles)
    return whole.as_bytes()


def page_of(sample: Sample, *, style: str) -> str:
    """The page as text."""
    return STYLES[style](sample)


def _simple(sample: Sample) -> str:
    body = "\n".join(
        _simple_table(b, _lines) if isinstance(b, Table) else _simple_text(b) for b in sample.blocks
    )
    return plain_page(sample.title, body)


def _simple_text(block: Text) -> str:
    tag = {Kind.TITLE: "h1", Kind.HEADING: "h2"}.get(block.kind, "p")
    style = ' style="text-align:right"' if block.kind is Kind.RIGHT else ""
    return f"<{tag}{style}>{_bold(block, 'strong')}</{tag}>"


def _bold(block: Text, tag: str) -> str:
    return "".join(f"<{tag}>{escape(t)}</{tag}>" if bold else escape(t) for t, bold in block.runs)


def _lines(cell: FormCell) -> str:
    return escape(cell.text).replace("\n", "<br>")


def _spans(cell: FormCell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return rows + (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "")


def _simple_table(
    table: Table, fill: Callable[[FormCell], str], attributes: str = 'border="1"', cell: str = ""
) -> str:
    rows = "\n".join(
        "<tr>" + "".join(f"<td{_spans(c)}{cell}>{fill(c)}</td>" for c in row) + "</tr>" for row in table.rows
    )
    return f"<table {attributes}>\n{rows}\n</table>"


def _gov(sample: Sample) -> str:
    """A portal of today: paragraphs styled one by one, table cells with a paragraph in them, all around it."""

    def text(block: Text) -> str:
        align = {Kind.TITLE: "center", Kind.RIGHT: "right"}.get(block.kind, "justify")
        size = 22 if block.kind is Kind.TITLE else 16
        family = "黑体" if block.kind is Kind.HEADING else "仿宋_GB2312"
        indent = "" if block.kind in (Kind.TITLE, Kind.RIGHT) else "text-indent:2em;"
        return (
            f'<p style="{indent}text-align:{align};line-height:2;"><span style="font-family:{family};'
            f'font-size:{size}pt">{_bold(block, "strong")}</span></p>'
        )

    def fill(cell: FormCell) -> str:
        inner = _lines(cell) or "&nbsp;"
        return f'<p style="text-align:center"><span style="font-size:14px">{inner}</span></p>'

    body = "\n".join(
        _simple_table(
            b,
            fill,
            'align="center" cellspacing="0" style="border-collapse:collapse;width:100%"',
            ' style="border:1px solid #333;padding:2px"',
        )
        if isinstance(b, Table)
        else text(b)
        for b in sample.blocks
    )
    return gov_page(sample.title, body)


def _word(sample: Sample) -> str:
    """Saved by a word processor: a span per script, o:p everywhere, line ends inside tags and paragraphs."""

    def runs(text: str) -> str:
        parts = [p for p in _ASCII.split(text) if p]
        return "".join((_LATIN if _ASCII.fullmatch(p) else _SPAN) + escape(p) + "</span>" for p in parts)

    def text(block: Text) -> str:
        align = {Kind.TITLE: " align=center", Kind.RIGHT: " align=right"}.get(block.kind, "")
        inner = "".join(
            f"<b style='mso-bidi-font-weight:\nnormal'>{runs(t)}</b>" if b else runs(t) for t, b in block.runs
        )
        return (
            f"<p class=MsoNormal{align} style='text-indent:32.0pt;line-height:28.0pt;\n"
            f"mso-line-height-rule:exactly'>{inner}<span lang=EN-US style='font-size:16.0pt'><o:p></o:p></span></p>\n"
        )

    def cell(c: FormCell, width: float) -> str:
        inner = "".join(
            f"<p class=MsoNormal align=center style='text-align:center'>{runs(part)}"
            f"<span lang=EN-US><o:p>{'' if part else '&nbsp;'}</o:p></span></p>\n"
            for part in c.text.split("\n")
        )
        return f"<td width={width:.0f}{_spans(c)} style='border:solid windowtext 1.0pt;\n  padding:0cm 5.4pt'>\n  {inner}  </td>"

    def table(t: Table) -> str:
        unit = 580 / sum(t.widths)
        cells: list[list[str]] = [[] for _ in t.rows]
        for r, column, c in t.placed():
            cells[r].append(cell(c, unit * sum(t.widths[column : column + c.colspan])))
        rows = "\n ".join(
            f"<tr style='mso-yfti-irow:{n}'>\n  " + "\n  ".join(row) + "\n </tr>"
            for n, row in enumerate(cells)
        )
        return (
            "<div align=center>\n<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n"
            f" style='border-collapse:collapse;border:none'>\n {rows}\n</table>\n</div>\n"
        )

    body = "".join(table(b) if isinstance(b, Table) else text(b) for b in sample.blocks)
    return word_page(sample.title, body)


def _layout_2005(sample: Sample) -> str:
    """Tables for layout, font elements, upper case, end tags left out, paragraphs parted by <BR>."""

    def text(block: Text) -> str:
        inner = _bold(block, "B")
        if block.kind is Kind.TITLE:
            return f'<CENTER><FONT SIZE="5" COLOR="#FF0000" FACE="黑体">{inner}</FONT></CENTER>'
        if block.kind is Kind.RIGHT:
            return f'<DIV ALIGN="right"><FONT SIZE="3">{inner}</FONT></DIV>'
        font = "<B>" + inner + "</B>" if block.kind is Kind.HEADING else inner
        return f'<FONT SIZE="3" FACE="宋体">&nbsp;&nbsp;&nbsp;&nbsp;{font}</FONT><BR><BR>'

    def table(t: Table) -> str:
        rows = "\n".join(
            "<TR>"
            + "".join(f'<TD ALIGN="center"{_spans(c).upper()}><FONT SIZE=2>{_lines(c)}</FONT>' for c in row)
            for row in t.rows
        )
        return f'<TABLE BORDER=1 CELLPADDING=2 CELLSPACING=0 BORDERCOLOR="#000000" WIDTH="95%">\n{rows}\n</TABLE><BR>'

    body = "\n".join(table(b) if isinstance(b, Table) else text(b) for b in sample.blocks)
    return page_2005(sample.title, body) + footer_2005()


def _split(sample: Sample) -> str:
    """An online editor's: words and numbers cut by spans, &nbsp; indents, <p> and <br> in cells."""

    def cut(text: str) -> str:
        found = "".join(
            f"<span>{escape(p[:2])}</span><span>{escape(p[2:])}</span>"
            if len(p) > 2
            else f"<span>{escape(p)}</span>"
            for p in re.split(r"(\d+)", text)
            if p
        )
        return f"<span>{found}</span>"

    def text(block: Text) -> str:
        inner = "".join(f"<b>{cut(t)}</b>" if bold else cut(t) for t, bold in block.runs)
        if block.kind in (Kind.TITLE, Kind.RIGHT):
            return (
                f'<div style="text-align:{"center" if block.kind is Kind.TITLE else "right"}">{inner}</div>'
            )
        return f"<div>&nbsp;&nbsp;&nbsp;&nbsp;&ensp;{inner}<br></div><div><br></div>"

    def fill(cell: FormCell) -> str:
        if cell.field is not None:
            return f"<p>&nbsp;{cut(cell.text)}&nbsp;</p>" if cell.text else "<p><br></p>"
        half = len(cell.line) // 2
        if len(cell.line) > 6:
            return f"<p>{escape(cell.line[:half])}</p><p>{escape(cell.line[half:])}</p>"
        return "<br/>".join(escape(part) for part in cell.text.split("\n"))

    body = "\n".join(_simple_table(b, fill) if isinstance(b, Table) else text(b) for b in sample.blocks)
    return plain_page(sample.title, body)


def _pretty(sample: Sample) -> str:
    """Made by a template engine: th and thead, attributes without quotes, the source indented with blank lines."""

    def table(t: Table) -> str:
        def row(cells: tuple[FormCell, ...], tag: str) -> str:
            inner = "".join(
                f"\n            <{tag}{_spans(c)} class=c>\n                {_lines(c)}\n            </{tag}>"
                for c in cells
            )
            return f"\n        <tr>{inner}\n        </tr>"

        columns = "".join(f'<col style="width:{w * 20:.0f}px">' for w in t.widths)
        head = "".join(row(r, "th") for r in t.rows[: t.header_rows])
        body = "".join(row(r, "td") for r in t.rows[t.header_rows :])
        return f"<div class=table-wrap>\n    <table>\n<colgroup>{columns}</colgroup>\n    <thead>{head}\n    </thead>\n    <tbody>{body}\n    </tbody>\n    </table>\n</div>"

    def text(block: Text) -> str:
        tag = {Kind.TITLE: "h1", Kind.HEADING: "h3"}.get(block.kind, "p")
        indent = "&#12288;&#12288;" if block.kind in (Kind.PARAGRAPH, Kind.NOTE) else ""
        return f"\n    <{tag}>\n        {indent}{_bold(block, 'strong')}\n    </{tag}>\n"

    body = (
        "<section><article>"
        + "\n".join(table(b) if isinstance(b, Table) else text(b) for b in sample.blocks)
        + "</article></section>"
    )
    return plain_page(sample.title, body)


def _pieces(sample: Sample) -> str:
    """The blocks of table 2 as tables of their own; hidden text, scripts and comments in between."""
    parts: list[str] = []
    for block in sample.blocks:
        if isinstance(block, Text):
            parts.append(_simple_text(block))
            continue
        starts = (
            [n for n, row in enumerate(block.rows) if len(row) == 1] if block.name == "disclosure" else [0]
        )
        for start, end in zip(starts, [*starts[1:], len(block.rows)], strict=True):
            piece = Table(
                name=block.name,
                columns=block.columns,
                rows=block.rows[start:end],
                header_rows=1,
                widths=block.widths,
            )
            parts.append(_simple_table(piece, _lines, 'class="MsoTableGrid"'))
            parts.append(
                '<p style="display:none">点击数：1,024次</p><!-- 附件 12件 --><script>var n = "3件";</script>'
            )
    return plain_page(sample.title, "\n".join(parts))


def _portal(sample: Sample) -> str:
    """A newer portal: the title stands above the article, labels of tall cells one glyph a line, tables in a box that
    scrolls, everything said once more for mobile phones and hidden.
    """

    def fill(cell: FormCell) -> str:
        if cell.rowspan > 3:
            return "<br>".join(escape(c) for c in cell.line)
        return f"<div><span>{_lines(cell)}</span></div>"

    def text(block: Text) -> str:
        if block.kind is Kind.HEADING:
            return f"<div><p><strong>{escape(block.text)}</strong></p></div>"
        align = ' align="right"' if block.kind is Kind.RIGHT else ""
        return f"<div{align}><p>\u3000\u3000{_bold(block, 'b')}</p></div>"

    parts = [
        f'<div style="overflow-x:auto">{_simple_table(b, fill)}</div>' if isinstance(b, Table) else text(b)
        for b in sample.blocks
        if isinstance(b, Table) or b.kind is not Kind.TITLE
    ]
    return portal_page(sample.title, "\n".join(parts))


def _excel(sample: Sample) -> str:
    """Pasted from a spreadsheet: merged cells came apart into blank ones, a blank column too many at the right, a
    rowspan that is longer than the table.
    """

    def table(t: Table) -> str:
        grid = [["&nbsp;"] * (t.columns + 1) for _ in t.rows]
        for row, column, cell in t.placed():
            grid[row][column] = _lines(cell) or "&nbsp;"
        last = '<td rowspan="99">'
        rows = "\n".join(
            "<tr>"
            + "".join(f"<td nowrap>{c}</td>" for c in row[:-1])
            + (f"{last}{row[-1]}</td>" if n == 0 else "")
            + "</tr>"
            for n, row in enumerate(grid)
        )
        return f'<table class="xl65" border="0" cellspacing="0" width="1120">\n{rows}\n</table>'

    body = "\n".join(table(b) if isinstance(b, Table) else _simple_text(b) for b in sample.blocks)
    return plain_page(sample.title, body)


STYLES: Final[dict[str, Callable[[Sample], str]]] = {
    "simple": _simple,
    "gov": _gov,
    "word": _word,
    "2005": _layout_2005,
    "split": _split,
    "pretty": _pretty,
    "pieces": _pieces,
    "excel": _excel,
    "portal": _portal,
}
