from __future__ import annotations

import pytest

from documents.ofd.reading import (
    code,
    code_of,
    file_of,
    members_of,
    pages_of,
    path_object,
    text_object,
)
from documents.ofd.sheets import MANNERS, Manner, Sheet, ofd, zipped
from documents.ofd.writing import ofd_of
from gongkai.documents.blocks import TableBlock, TextBlock
from gongkai.documents.ofd.read import read_ofd
from gongkai.documents.read import document_from_bytes
from gongkai.errors import GongkaiError

TABLE = [
    [("申请情况", 2, 1), ("申请人", 1, 2), ("总计", 2, 1)],
    [("自然人", 1, 1), ("企业", 1, 1)],
    [("新收", 1, 1), ("12", 1, 1), ("3", 1, 1), ("15", 1, 1)],
    [("结转", 1, 1), ("", 1, 1), ("0", 1, 1), ("0", 1, 1)],
]
ITEMS = [
    ("title", "青河县水务局2023年政府信息公开工作年度报告"),
    ("heading", "一、总体情况"),
    (
        "paragraph",
        "全年主动公开各类信息128条，其中门户网站96条，公众号32条，比上年多出11条，按时办结了全部申请。",
    ),
    ("heading", "二、申请情况"),
    ("table", TABLE, [2, 1, 1, 1]),
    ("right", "2024年1月20日"),
]
GRID = [
    (0, 0, 2, 1, "申请情况"),
    (0, 1, 1, 2, "申请人"),
    (0, 3, 2, 1, "总计"),
    (1, 1, 1, 1, "自然人"),
    (1, 2, 1, 1, "企业"),
    (2, 0, 1, 1, "新收"),
    (2, 1, 1, 1, "12"),
    (2, 2, 1, 1, "3"),
    (2, 3, 1, 1, "15"),
    (3, 0, 1, 1, "结转"),
    (3, 1, 1, 1, ""),
    (3, 2, 1, 1, "0"),
    (3, 3, 1, 1, "0"),
]


def grid_of(block: TableBlock) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rowspan, c.colspan, c.text) for c in block.cells]


@pytest.mark.parametrize("manner", MANNERS, ids=lambda m: f"{m.text}-{m.rules}")
def test_a_whole_report(manner: Manner) -> None:
    content = read_ofd(ofd_of(ITEMS, manner=manner, numbers=True), "report.ofd")
    assert (content.media_type, content.pages, content.ocr, content.published) == (
        "application/ofd",
        1,
        False,
        None,
    )
    assert content.problems == ()
    texts = [
        (block.text.strip(), block.furniture) for block in content.blocks if isinstance(block, TextBlock)
    ]
    assert texts == [
        ("青河县水务局2023年政府信息公开工作年度", False),
        ("报告", False),
        ("一、总体情况", False),
        ("全年主动公开各类信息128条，其中门户网站96条，公众", False),
        ("号32条，比上年多出11条，按时办结了全部申请。", False),
        ("二、申请情况", False),
        ("2024年1月20日", False),
        ("— 1 —", True),
    ]
    (table,) = [block for block in content.blocks if isinstance(block, TableBlock)]
    assert (table.rows, table.columns) == (4, 4)
    assert grid_of(table) == GRID
    assert table.cells[-3].page == 1
    assert table.cells[-3].bbox is not None


def test_a_table_over_two_pages_is_one() -> None:
    rows = [[("序号", 1, 1), ("数量", 1, 1)], *([(f"第{n}项", 1, 1), (str(n), 1, 1)] for n in range(50))]
    content = read_ofd(ofd_of([("table", rows)], numbers=True), "long.ofd")
    (table,) = [block for block in content.blocks if isinstance(block, TableBlock)]
    assert content.pages == 2
    assert (table.rows, table.columns) == (51, 2)
    assert [c.text for c in table.cells] == [text for row in rows for text, *_ in row]
    assert {c.page for c in table.cells} == {1, 2}


def test_it_becomes_a_document() -> None:
    document = document_from_bytes(ofd_of(ITEMS), name="report.ofd")
    assert document.source.media_type == "application/ofd"
    assert document.source.pages == 1
    assert "新收\t12\t3\t15" in [line.text for line in document.lines]
    assert len(document.grids) == 1


def test_a_visible_seal_of_a_signature_is_no_part_of_the_pages() -> None:
    extra = {"Doc_0/Signs/Signatures.xml": b"<Signatures/>", "Doc_0/Annots/Page_0.xml": b"<broken"}
    assert pages_of(ofd([_sheet("正文")], more=extra))[0].text == "正文"


# What a file can be refused for.


def _sheet(text: str) -> Sheet:
    sheet = Sheet()
    sheet.text(20, 20, text)
    return sheet


def _changed(member: str, old: str, new: str) -> bytes:
    """A good file with a change in one member."""
    members = members_of(ofd([_sheet("正文")]))
    assert old.encode() in members[member]
    return zipped(members | {member: members[member].replace(old.encode(), new.encode())})


def _without(member: str) -> bytes:
    members = members_of(ofd([_sheet("正文")]))
    del members[member]
    return zipped(members)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            _changed("OFD.xml", "</ofd:DocBody>", "</ofd:DocBody><ofd:Encryptions>/E.xml</ofd:Encryptions>"),
            "E050",
        ),
        (zipped({"OFD.xml": b"<OFD>"}), "E051"),
        (zipped({"OFD.xml": b"<OFD/>"}), "E052"),
        (zipped({"other.xml": b"<OFD/>"}), "E051"),
        (b"PK\x03\x04 and nothing more", "E051"),
        (_without("Doc_0/Document.xml"), "E051"),
        (_without("Doc_0/Pages/Page_0/Content.xml"), "E051"),
        (_changed("Doc_0/Pages/Page_0/Content.xml", "</ofd:Layer>", ""), "E051"),
        (ofd([]), "E052"),
        (ofd([Sheet()] * 301), "E053"),
        (_changed("Doc_0/Document.xml", "Pages/Page_0/Content.xml", "../../../etc/passwd"), "E051"),
        (_changed("OFD.xml", "Doc_0/Document.xml", "/etc/passwd"), "E051"),
        (
            _changed("OFD.xml", "<ofd:OFD", '<!DOCTYPE a [<!ENTITY b "&#65;&#65;">]><ofd:OFD'),
            "E058",
        ),
        (file_of(text_object(code("字" * 50_001))), "E058"),
        (file_of(path_object("M 0 0 " + "L 1 1 " * 200_001)), "E058"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refused(data: bytes, expected: str) -> None:
    assert code_of(data) == expected


def test_the_message_says_which_page_is_missing() -> None:
    with pytest.raises(GongkaiError, match="page 1 .Pages/Page_0/Content.xml. is missing"):
        read_ofd(_without("Doc_0/Pages/Page_0/Content.xml"), "x.ofd")


def test_resources_that_are_missing_or_lead_out_of_the_file_do_no_harm() -> None:
    assert pages_of(_without("Doc_0/PublicRes.xml"))[0].text == "正文"
    outside = _changed("Doc_0/Document.xml", ">DocumentRes.xml", ">../../../../etc/passwd")
    assert pages_of(outside)[0].text == "正文"


def test_paths_from_the_root_without_a_slash() -> None:
    assert pages_of(_changed("Doc_0/Document.xml", "Pages/Page_0", "Doc_0/Pages/Page_0"))[0].text == "正文"


def test_of_several_documents_the_first_with_pages_is_read() -> None:
    one, two = members_of(ofd([_sheet("甲文")])), members_of(ofd([_sheet("乙文")]))
    none = one["Doc_0/Document.xml"].replace(b"<ofd:Page ", b"<ofd:Gone ")
    second = {name.replace("Doc_0", "Doc_1"): data for name, data in two.items() if name != "OFD.xml"}
    bodies = one["OFD.xml"].replace(
        b"</ofd:OFD>", b"<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    both = one | second | {"OFD.xml": bodies}
    assert [page.text for page in pages_of(zipped(both))] == ["甲文"]
    assert [page.text for page in pages_of(zipped(both | {"Doc_0/Document.xml": none}))] == ["乙文"]
