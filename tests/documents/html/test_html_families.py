"""The same report in the templates of six families of sites."""

import pytest

from documents.html import page
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.html.read import read_html
from gongkai.documents.read import document_from_bytes
from gongkai.pipeline import Pipeline

REPORT = [
    page.TITLE,
    page.PREAMBLE,
    page.HEADINGS[0],
    page.OVERVIEW,
    page.APPLIED,
    page.HEADINGS[1],
    (14, 4),
    page.HEADINGS[2],
    (28, 10),
    page.HEADINGS[3],
    (4, 15),
    page.HEADINGS[4],
    page.PROBLEMS,
    page.HEADINGS[5],
    page.OTHER,
    page.ISSUER,
    page.DATE,
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.by_rules()


@pytest.mark.parametrize("family", page.FAMILIES)
def test_the_report_and_nothing_else_is_no_furniture(family: str) -> None:
    blocks = read_html(page.FAMILIES[family](), family).blocks
    seen = [
        (b.rows, b.columns) if isinstance(b, TableBlock) else b.text.strip()
        for b in blocks
        if isinstance(b, TableBlock) or not b.furniture
    ]
    assert seen == REPORT


@pytest.mark.parametrize("family", page.FAMILIES)
def test_every_cell_of_the_statutory_tables(family: str, pipeline: Pipeline) -> None:
    report = pipeline.read(document_from_bytes(page.FAMILIES[family](), name=family))
    assert report.error is None
    assert {cell.field: cell.value for cell in report.cells} == page.expected()
    assert (report.meta.title, report.meta.issuer, report.meta.year) == (page.TITLE, page.ISSUER, 2023)
    assert (report.meta.published, report.meta.signed) == (page.PUBLISHED[family], "2024-01-22")


def test_merged_cells_are_one_cell() -> None:
    tables = [b for b in read_html(page.FAMILIES["old"](), "old").blocks if isinstance(b, TableBlock)]
    cells = {(c.row, c.column): (c.text, c.rowspan, c.colspan) for c in tables[1].cells}
    assert cells[0, 0] == ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    assert [cells[2, c][0] for c in range(4, 9)] == [
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "其他",
    ]
    assert cells[5, 0] == ("三、本年度办理结果", 22, 1)
    assert cells[7, 1] == ("（三）不予公开", 8, 1)
    assert cells[27, 0] == ("四、结转下年度继续办理", 1, 3)
    assert len(cells) == sum(map(len, page.applications()))


def test_whole_page_of_trs() -> None:
    blocks = read_html(page.FAMILIES["trs"](), "trs").blocks
    assert [b.text for b in blocks if isinstance(b, TextBlock) and b.furniture] == [
        "云溪县人民政府",
        "首页",
        "政务公开",
        "政务服务",
        "互动交流",
        "走进云溪",
        "当前位置：首页 > 政府信息公开年报",
        "发布时间：2024-01-24 09:30来源：县水务局浏览次数：87 字号：[大 中 小]",
        "分享到：微博",
        "相关链接",
        "云溪县水务局2022年政府信息公开工作年度报告",
        "主办单位：云溪县人民政府办公室\xa0\xa0技术支持：云溪县大数据中心",
        "网站标识码：4299990001 鄂ICP备00000001号",
    ]


def test_metadata_table_comes_as_pairs() -> None:
    blocks = read_html(page.FAMILIES["ucap"](), "ucap").blocks
    assert [b.text for b in blocks[1:8] if isinstance(b, TextBlock)] == [
        "索引号：014299999/2024-00012",
        "主题分类：其他",
        "发布机构：县水务局",
        "发布日期：2024年01月25日",
        f"名称：{page.TITLE}",
        "有效性：有效",
        page.TITLE,
    ]


def test_attachments_are_named() -> None:
    content = read_html(page.FAMILIES["ucap"](), "ucap")
    assert [p.code for p in content.problems] == ["W024"]
    assert "云溪县水务局2023年年报.docx" in content.problems[0].message
