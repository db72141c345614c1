import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.model import Document
from gongkai.documents.read import document_from_text
from gongkai.metadata.model import Meta
from gongkai.metadata.read import read_metadata
from gongkai.segmentation.model import LineLabel, Role, Segmentation

REPORT = """\
首页 > 政务公开
发布日期：2024-02-01 08:30
发布机构：淮安市人民政府办公室

淮安市洪泽区水利局 2023 年
政府信息公开工作年度报告

本报告数据统计期限自2023年1月1日至2023年12月31日，不含下属单位数据。

一、总体情况
2023年，我局公开信息12条，较2022年增加2条。

　　淮安市洪泽区水利局
　　二〇二四年一月十五日

上一篇：2022年年报
"""
SECTIONS = ["furniture"] * 4 + ["front"] * 5 + ["overview"] * 3 + ["back"] * 3 + ["furniture"]


def labelled(document: Document, sections: list[str], titles: tuple[int, ...]) -> Segmentation:
    labels = tuple(
        LineLabel(section=section, role=Role.TITLE if n in titles else Role.PARAGRAPH)
        for n, section in enumerate(sections)
    )
    assert len(labels) == len(document.lines)
    return Segmentation(labels=labels, runs=())


def test_read_metadata_of_a_whole_report() -> None:
    document = document_from_text(REPORT)
    segmentation = labelled(document, SECTIONS, (4, 5))
    templates = {"disclosure": "2021", "applications": None}
    expected = Meta(
        title="淮安市洪泽区水利局2023年政府信息公开工作年度报告",
        issuer="淮安市洪泽区水利局",
        region="江苏省淮安市洪泽区",
        region_code="320813",
        level="county",
        year=2023,
        published="2024-02-01",
        signed="2024-01-15",
        templates=templates,
        table_scope="body",
    )
    assert read_metadata(document, segmentation, load_codebook(), templates=templates) == (expected, ())
    assert read_metadata(document, None, load_codebook(), templates=templates) == (expected, ())


@pytest.mark.parametrize("section", ["furniture", "back", "overview", "front"])
def test_read_metadata_survives_wrong_labels(section: str) -> None:
    document = document_from_text(REPORT)
    segmentation = labelled(document, [section] * len(document.lines), ())
    meta, _ = read_metadata(document, segmentation, load_codebook(), templates={})
    assert (meta.title, meta.issuer, meta.year, meta.signed) == (
        "淮安市洪泽区水利局2023年政府信息公开工作年度报告",
        "淮安市洪泽区水利局",
        2023,
        "2024-01-15",
    )


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("云山县水利局2023年政府信息公开年报\n统计期限自2023年1月1日至12月31日。", 2023, []),
        ("云山县水利局2023年政府信息公开年报\n统计期限自2022年1月1日至12月31日。", 2023, ["W012"]),
        ("云山县水利局2023年政府信息公开年报\n截至2022年底，公开信息9条。", 2023, ["W012"]),
        ("云山县水利局政府信息公开年报\n统计期限自2022年1月1日至12月31日。", 2022, []),
        ("云山县水利局政府信息公开年报\n2021年，公开信息9条，2021年培训2次，较2020年多。", 2021, []),
        ("云山县水利局政府信息公开年报\n公开信息9条。", None, ["W007"]),
        ("2023年政府信息公开年报\n公开信息9条。", 2023, ["W008"]),
        ("公开信息9条。", None, ["W007", "W008"]),
    ],
)
def test_read_metadata_year_and_warnings(text: str, year: int | None, codes: list[str]) -> None:
    meta, warnings = read_metadata(document_from_text(text), None, load_codebook(), templates={})
    assert (meta.year, [w.code for w in warnings]) == (year, codes)


def test_read_metadata_prints_traditional_characters_as_they_are() -> None:
    text = "雲山縣水利局2023年政府資訊公開年報\n公開資訊9條，收到申請2件。"
    meta, _ = read_metadata(document_from_text(text), None, load_codebook(), templates={})
    assert (meta.title, meta.issuer, meta.level) == (
        "雲山縣水利局2023年政府資訊公開年報",
        "雲山縣水利局",
        "county",
    )


PIECES = ["云山县水利局", "2023年", "政府信息公开", "工作年度报告", "（汇总）", "\n", " ", "2024年1月9日", "发布日期：", "发布机构：", "地址：", "洪泽区",
    "由", "编制", "自2023年1月1日至", "局", "区", "#", "(", "。"]  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join).filter(lambda text: text.strip())
)
def test_read_metadata_quotes_the_report(text: str) -> None:
    document = document_from_text(text)
    meta, _ = read_metadata(document, None, load_codebook(), templates={})
    printed = "".join(text.split())
    assert meta.title is None or meta.title in printed
    assert meta.issuer is None or meta.issuer in printed
    assert meta.year in (None, 2023, 2024)
    assert {meta.signed, meta.published} <= {None, "2024-01-09"}
