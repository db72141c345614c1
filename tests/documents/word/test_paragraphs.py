"""What a paragraph of a Word file shows."""

from __future__ import annotations

import io

import pytest
from docx import Document

from documents.word.written import (
    blocks,
    docx,
    field,
    p,
    packed,
    part,
    relations,
    run,
    strict,
    table,
    tbl,
    tc,
    texts,
    tr,
)
from gongkai.documents.blocks import TextBlock
from gongkai.documents.word.docx import read_docx
from gongkai.errors import GongkaiError

VANISH = "<w:vanish/>"


def problems(body: str) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in read_docx(docx(body), "报告.docx").problems]


def test_paragraphs_and_tables_in_their_order() -> None:
    body = p("一、总体", run("情况")) + p() + tbl(tr("甲", "1")) + p("　　全年公开12条。") + "<w:sectPr/>"
    content = read_docx(docx(body), "报告.docx")
    assert content.blocks == (
        TextBlock(text="一、总体情况"),
        table(["甲", "1"]),
        TextBlock(text="　　全年公开12条。"),
    )
    assert content.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert (content.pages, content.ocr, content.published, content.problems) == (None, False, None, ())


def test_signs_inside_a_run() -> None:
    body = p(
        "<w:r><w:t>规章</w:t><w:tab/><w:t>3</w:t><w:softHyphen/><w:t>5</w:t><w:noBreakHyphen/><w:t>6 </w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings" w:char="F04A"/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="宋体" w:char="2460"/><w:sym w:font="宋体" w:char="zz"/></w:r>'
    )
    assert texts(body) == ["规章\t35\u20116 ☑≥①"]


def test_breaks_part_lines_and_blank_lines_are_none() -> None:
    body = p(
        "<w:r><w:t>甲。</w:t><w:br/><w:br/><w:t>乙。</w:t><w:cr/><w:t>丙</w:t><w:lastRenderedPageBreak/><w:t>丁。</w:t>"
        '<w:br w:type="page"/></w:r>'
    )
    assert texts(body + p('<w:r><w:br w:type="page"/></w:r>')) == ["甲。", "乙。", "丙丁。"]


def test_wrappers_are_looked_into() -> None:
    control = "<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    inline = (
        run("公")
        + f'<w:hyperlink r:id="x">{run("开")}</w:hyperlink>'
        + f'<w:smartTag w:element="place">{run("信")}</w:smartTag>'
        + control.format(run("息"))
        + f"<w:customXml>{run('年')}</w:customXml>"
        + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        + "<w:r><w:ruby><w:rt><w:r><w:t>bao</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>报</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert texts(control.format(p(inline)) + f"<w:customXml>{p('二')}</w:customXml>") == [
        "公开信息年x=1报",
        "二",
    ]


def test_a_prompt_nobody_answered_is_no_text() -> None:
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert texts(p("机关：", prompt.format(run("单击此处"))) + prompt.format(p("单击此处"))) == ["机关："]


def test_only_the_results_of_fields() -> None:
    nested = field(f"IF {field('PAGE', run('1'))} = 1", run("甲"))
    body = p(
        "共",
        field("SEQ 表", run("3")),
        "张",
        nested,
        f'<w:fldSimple w:instr="NUMPAGES">{run("9")}</w:fldSimple>',
    )
    assert texts(body) == ["共3张甲9"]


def test_a_field_over_paragraphs() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    body = p(begin, code, separate, "一、总体情况", "1") + p("二、问题2", end) + p("正文")
    assert blocks(body) == [
        TextBlock(text="一、总体情况1", furniture=True),
        TextBlock(text="二、问题2", furniture=True),
        TextBlock(text="正文"),
    ]


def test_a_gallery_of_contents_is_furniture() -> None:
    gallery = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('目录')}</w:sdtContent></w:sdt>"
    )
    assert blocks(gallery + p("正文")) == [TextBlock(text="目录", furniture=True), TextBlock(text="正文")]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲") + p("乙")) == ["甲", "乙"]


def test_changes_are_accepted_and_counted() -> None:
    deleted_mark = "<w:rPr><w:del/></w:rPr>"
    body = (
        p("公开", f"<w:ins>{run('12')}</w:ins>", "<w:del><w:r><w:delText>13</w:delText></w:r></w:del>", "条")
        + p(f"<w:moveFrom>{run('旧')}</w:moveFrom>", f"<w:moveTo>{run('新')}</w:moveTo>")
        + p("前半", properties=deleted_mark)
        + p("后半")
        + tbl(tr("甲", "1"), tr("乙", "2", properties="<w:del/>"))
    )
    assert blocks(body) == [
        TextBlock(text="公开12条"), TextBlock(text="新"), TextBlock(text="前半后半"), table(["甲", "1"]),
    ]  # fmt: skip
    assert problems(body) == [
        ("W018", "tracked changes: read as if accepted (2 insertions, 4 deletions)"),
    ]


def test_hidden_text() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:basedOn w:val="H0"/></w:style>'
        '<w:style w:type="character" w:styleId="H0"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    shown = '<w:vanish w:val="0"/>'
    body = (
        p(
            "甲",
            run("藏", VANISH),
            run("藏", '<w:rStyle w:val="H"/>'),
            run("乙", '<w:rStyle w:val="H"/>' + shown),
        )
        + p(run("藏"), run("丙", shown), properties='<w:pStyle w:val="P"/>')
        + p(run("藏", VANISH))
    )
    assert texts(body, styles=styles) == ["甲乙", "丙"]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_once_and_after_its_paragraph() -> None:
    old = f"<w:pict><v:shape><v:textbox>{BOX.format(p('框中'))}</v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><wp:anchor><wps:txbx>{BOX.format(p('框中') + tbl(tr('甲', '1')))}</wps:txbx></wp:anchor></w:drawing>"
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    assert blocks(p("前", f"<w:r>{both}</w:r>", "后") + p("末")) == [
        TextBlock(text="前后"), TextBlock(text="框中"), table(["甲", "1"]), TextBlock(text="末"),
    ]  # fmt: skip
    assert texts(p("前", f"<w:r>{old}</w:r>")) == ["前", "框中"]
    # A choice without text leaves it to the other branch.
    only = f"<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    assert texts(p(f"<w:r>{only}</w:r>")) == ["框中"]


def test_running_heads_feet_and_notes() -> None:
    more = {
        "header1.xml": ("header", part("hdr", p("某市某局") + tbl(tr("年度", "2023")))),
        "header2.xml": ("header", part("hdr", p("某市某局"))),
        "footer1.xml": ("footer", part("ftr", p("— ", field("PAGE", run("1")), " —"))),
        "comments.xml": ("comments", part("comments", f'<w:comment w:id="1">{p("批注")}</w:comment>')),
        "footnotes.xml": (
            "footnotes",
            part(
                "footnotes",
                f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
                f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", "含上年结转。")}</w:footnote>'
                f'<w:footnote w:id="2">{p("无人引用")}</w:footnote>',
            ),
        ),
    }
    section = (
        '<w:sectPr><w:headerReference r:id="header1.xml"/><w:headerReference r:id="header2.xml"/>'
        '<w:footerReference r:id="footer1.xml"/><w:footerReference r:id="missing"/></w:sectPr>'
    )
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = tbl(tr("收到", tc(p("22", mark, '<w:r><w:commentReference w:id="1"/></w:r>')))) + p("末") + section
    assert blocks(body, more=more) == [
        TextBlock(text="某市某局", furniture=True),
        TextBlock(text="年度\t2023", furniture=True),
        table(["收到", "22"]),
        TextBlock(text="末"),
        TextBlock(text="含上年结转。"),
        TextBlock(text="— 1 —", furniture=True),
    ]


def picture(width: float, height: float) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width * 360000)}" cy="{int(height * 360000)}"/><a:blip/>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_large_pictures_are_reported() -> None:
    old = '<w:r><w:pict><v:shape style="position:absolute;width:400pt;height:2in"><v:imagedata/></v:shape></w:pict></w:r>'
    body = (
        p(picture(15, 6))
        + p("三、收到申请")
        + p(picture(4.5, 4.5))
        + p(picture(16, 1))
        + p(picture(8, 3))
        + p(old)
    )
    assert problems(body) == [
        (
            "W017",
            "3 large picture(s) on the page, not read: a table may be one of them "
            "(at the start; after “三、收到申请”; after “三、收到申请”)",
        )
    ]
    assert problems(p('<w:r><w:pict><v:shape style="width:400pt;height:200pt"/></w:pict></w:r>')) == []


def test_strict_documents_read_the_same() -> None:
    data = docx(p("一、总体情况") + tbl(tr(tc("甲", properties='<w:gridSpan w:val="2"/>')), tr("乙", "1")))
    assert read_docx(strict(data), "a.docx").blocks == read_docx(data, "a.docx").blocks != ()


def test_the_main_part_may_have_any_name() -> None:
    main = part("document", f"<w:body>{p('甲')}</w:body>")
    by_relation = packed(
        {"_rels/.rels": relations([("a", "officeDocument", "/文/d2.xml")]), "文/d2.xml": main}
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x/d.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    by_type = packed({"[Content_Types].xml": types, "x/d.xml": main})
    for data in (by_relation, by_type):
        assert read_docx(data, "a.docx").blocks == (TextBlock(text="甲"),)


@pytest.mark.parametrize(
    "members",
    [
        {"a.xml": "<a/>"},
        {"_rels/.rels": relations([("a", "officeDocument", "../../etc/d.xml")])},
        {"_rels/.rels": relations([("a", "officeDocument", "d.xml")]), "d.xml": part("document", "")},
        {"_rels/.rels": relations([("a", "officeDocument", "d.xml")]), "d.xml": "<w:document>"},
    ],
)
def test_what_is_no_document(members: dict[str, str]) -> None:
    with pytest.raises(GongkaiError, match="E051"):
        read_docx(packed(members), "a.docx")


def test_a_page_taken_in_as_it_is() -> None:
    more = {"chunk.txt": ("aFChunk", "四、复议情况\n无。")}
    assert texts(p("前") + '<w:altChunk r:id="chunk.txt"/>' + p("后"), more=more) == [
        "前",
        "四、复议情况",
        "无。",
        "后",
    ]
    with pytest.raises(GongkaiError, match="E058"):
        read_docx(docx('<w:altChunk r:id="c.rtf"/>', more={"c.rtf": ("aFChunk", "{\\rtf1 x}")}), "a.docx")


def test_tables_inside_each_other_without_end() -> None:
    body = p("甲")
    for _ in range(25):
        body = tbl(tr(tc(body + "<w:p/>")))
    with pytest.raises(GongkaiError, match="E058"):
        read_docx(docx(body), "a.docx")


def test_a_document_of_another_writer() -> None:
    document = Document()
    document.add_heading("总体情况", 0)
    for text in ("主动公开", "依申请公开"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("新媒体", style="List Bullet")
    grid = document.add_table(rows=3, cols=3)
    for n, cell in enumerate(grid._cells):
        cell.text = str(n)
    grid.cell(0, 0).merge(grid.cell(1, 1)).text = "合并"
    document.sections[0].header.paragraphs[0].text = "某市某局"
    out = io.BytesIO()
    document.save(out)
    assert list(read_docx(out.getvalue(), "a.docx").blocks) == [
        TextBlock(text="某市某局", furniture=True),
        TextBlock(text="总体情况"),
        TextBlock(text="1. 主动公开"),
        TextBlock(text="2. 依申请公开"),
        TextBlock(text="新媒体"),
        table([("合并", 2, 2), None, "2"], [None, None, "5"], ["6", "7", "8"]),
    ]
