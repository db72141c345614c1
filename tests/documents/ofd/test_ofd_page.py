from __future__ import annotations

import re

import numpy as np
import pytest

from documents.ofd.reading import (
    MM,
    boxes_mm,
    code,
    file_of,
    members_of,
    ofd_pages,
    page_of,
    pages_of,
    path_object,
    rulings_mm,
    text_object,
)
from documents.ofd.sheets import MANNERS, Manner, Sheet, ofd, zipped
from documents.ofd.writing import ofd_of

TABLE = [
    [("指标", 1, 1), ("甲类", 1, 1), ("乙类", 1, 1)],
    [("合并", 2, 1), ("12", 1, 1), ("0", 1, 1)],
    [("横跨两列", 1, 2)],
]
ITEMS = [
    ("title", "青河县年度报告"),
    ("heading", "一、总体情况"),
    ("paragraph", "全年公开信息12条。"),
    ("table", TABLE),
]


def test_a_whole_page() -> None:
    sheet = Sheet()
    sheet.text(30, 40, "公开12条", 5)
    sheet.line(30, 50, 80, 50, 0.2)
    sheet.line(30, 50, 30, 70, 0.2)
    (page,) = pages_of(ofd([sheet]))
    assert (page.number, page.width, page.height) == (1, pytest.approx(210 * MM), pytest.approx(297 * MM))
    assert page.text == "公开12条"
    assert page.sizes == pytest.approx([5 * MM] * 5, abs=0.01)
    top, bottom = 40 - 0.88 * 5, 40 + 0.12 * 5
    assert boxes_mm(page) == [
        [30, top, 35, bottom],
        [35, top, 40, bottom],
        [40, top, 42.5, bottom],
        [42.5, top, 45, bottom],
        [45, top, 50, bottom],
    ]
    assert rulings_mm(page) == [("h", 30, 50, 80, 50, 0.2), ("v", 30, 50, 30, 70, 0.2)]
    assert page.pictures == ()


def test_all_manners_of_writing_give_one_page() -> None:
    first, *others = [
        pages_of(ofd_of(ITEMS, manner=manner, running="页眉", numbers=True)) for manner in MANNERS
    ]
    assert [page.text for page in first] == [
        "页眉青河县年度报告一、总体情况全年公开信息12条。指标甲类乙类合并120横跨两列— 1 —"
    ]
    for pages in others:
        for one, other in zip(first, pages, strict=True):
            assert one.text == other.text
            assert np.abs(one.boxes - other.boxes).max() < 0.1
            assert np.abs(one.sizes - other.sizes).max() < 0.1
            assert len(one.rulings) == len(other.rulings) == 8
            for a, b in zip(one.rulings, other.rulings, strict=True):
                assert a.direction == b.direction
                assert (
                    np.abs(np.array(a[1:]) - np.array(b[1:])).max() < 0.5
                )  # a stroke's ends, a filled one's corners


def test_a_table_goes_over_pages() -> None:
    rows = [[(f"第{n}行", 1, 1), (str(n), 1, 1)] for n in range(120)]
    rows[0].insert(0, ("纵", 120, 1))
    pages = pages_of(ofd_of([("table", rows)]))
    assert len(pages) == 4
    assert "".join(page.text for page in pages).replace("纵", "") == "".join(
        f"第{n}行{n}" for n in range(120)
    )
    assert [sum(1 for r in page.rulings if r.direction == "h") for page in pages] == [37, 37, 37, 13]


def test_steps_decide_where_characters_stand() -> None:
    page = page_of(text_object(code("左右上下", DeltaX="10 0 10", DeltaY="0 5 0")))
    assert [box[:2] for box in boxes_mm(page)] == [[20, 20.48], [30, 20.48], [30, 25.48], [40, 25.48]]
    # Only as wide as the character, however far the next one stands.
    assert [round(box[2] - box[0], 2) for box in boxes_mm(page)] == [4, 4, 4, 4]


def test_a_short_list_of_steps_goes_on_with_its_last() -> None:
    page = page_of(text_object(code("一二三四", DeltaX="4 6")))
    assert [box[0] for box in boxes_mm(page)] == [20, 24, 30, 36]


def test_without_steps_characters_follow_in_the_reading_direction() -> None:
    assert [box[0] for box in boxes_mm(page_of(text_object(code("一2三"))))] == [20, 24, 26]
    down = page_of(text_object(code("一二三"), ReadDirection=90))
    assert [box[:2] for box in boxes_mm(down)] == [[20, 20.48], [20, 24.48], [20, 28.48]]


def test_narrow_characters_are_as_wide_as_their_step() -> None:
    page = page_of(text_object(code("W1W", DeltaX="3.6 2")))
    assert [[box[0], box[2]] for box in boxes_mm(page)] == [[20, 23.6], [23.6, 25.6], [25.6, 27.6]]


def test_second_text_code_begins_where_it_says_or_where_the_first_did() -> None:
    page = page_of(text_object(code("甲") + code("乙", x=8, y=None) + code("丙", x=None, y=10)))
    assert page.text == "甲乙丙"
    assert [box[:2] for box in boxes_mm(page)] == [[20, 20.48], [28, 20.48], [28, 26.48]]


def test_stretch_and_scale() -> None:
    half = page_of(text_object(code("一二"), HScale=0.5))
    assert [[box[0], box[2]] for box in boxes_mm(half)] == [[20, 22], [22, 24]]
    scaled = page_of(text_object(code("一二", y=1, DeltaX="1"), size=1, CTM="6 0 0 4 2 0"))
    assert boxes_mm(scaled) == [[22, 20.48, 28, 24.48], [28, 20.48, 34, 24.48]]
    assert scaled.sizes == pytest.approx([4 * MM] * 2, abs=0.01)


def test_text_on_its_side() -> None:
    turned = text_object(
        code("下载", x=1.5, y=0, DeltaX="3"), boundary="100 30 20 20", size=3, CTM="0 1 -1 0 0.5 -2"
    )
    upright = text_object(code("正文文字", DeltaX="g 3 4"))
    page = page_of(upright, turned)
    assert page.text == "正文文字下载"
    assert boxes_mm(page)[4:] == [[100.14, 29.5, 103.14, 32.5], [100.14, 32.5, 103.14, 35.5]]
    assert page.sizes[4:] == pytest.approx([3 * MM] * 2, abs=0.01)
    standing = page_of(upright, text_object(code("竖排", DeltaY="4"), boundary="60 60 9 9", CharDirection=90))
    assert boxes_mm(standing)[4:] == [[59.52, 64, 63.52, 68], [59.52, 68, 63.52, 72]]


def test_a_page_whose_text_lies_on_its_side_is_turned() -> None:
    lines = [
        text_object(code("横放的表格", x=0, y=0, DeltaX="g 4 4"), boundary=f"{x} 50 9 60", CTM="0 1 -1 0 4 0")
        for x in (100, 80)
    ]
    page = page_of(*lines)
    assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
    assert [round(float(b) / MM) for b in page.boxes[:, 0]] == [50, 54, 58, 62, 66] * 2
    assert page.boxes[0, 1] < page.boxes[5, 1]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("第\\4E00条", "第一条"),
        ("a\\0020b", "a b"),
        ("\\D840\\DC0B", "\U0002000b"),
        ("\\D840x", "\ufffdx"),
        ("<![CDATA[甲<乙]]>", "甲<乙"),
        ("甲&amp;乙", "甲&乙"),
        ("  甲  乙 ", "  甲  乙 "),
        ("\n      甲乙\n    ", "甲乙"),
        ("甲\t乙", "甲乙"),
        ("价¤5", "价¤5"),
    ],
)
def test_characters_of_a_text_code(written: str, text: str) -> None:
    assert page_of(text_object(code(written, DeltaX="g 9 4"))).text == text


def test_glyphs_without_a_code_are_counted() -> None:
    glyphs = '<{p}CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><{p}Glyphs>4460</{p}Glyphs></{p}CGTransform>'
    (page,) = ofd_pages(file_of(text_object(code("局¤", DeltaX="4"), inner=glyphs)))
    assert (page.read.page.text, page.read.lost) == ("局\ufffd", 1)


@pytest.mark.parametrize(
    ("more", "inner"),
    [
        ({"Visible": "false"}, ""),
        ({"Alpha": 0}, ""),
        ({"Fill": "false"}, ""),
        ({}, '<{p}FillColor Value="0 0 0" Alpha="0"/>'),
        ({}, '<{p}FillColor Value="255 255 255"/>'),
        ({}, '<{p}FillColor Value="#FF #FF #FF"/>'),
        ({}, '<{p}FillColor Value="0 0 0 0" ColorSpace="61"/>'),
        ({}, '<{p}FillColor Value="1" ColorSpace="62"/>'),
        ({"DrawParam": 71}, ""),
        ({"DrawParam": 72}, ""),
    ],
)
def test_text_that_nobody_sees_is_left_out(more: dict[str, object], inner: str) -> None:
    resources = (
        '<{p}ColorSpaces><{p}ColorSpace ID="61" Type="CMYK"/><{p}ColorSpace ID="62" Type="GRAY" BitsPerComponent="1"/></{p}ColorSpaces>'
        '<{p}DrawParams><{p}DrawParam ID="71"><{p}FillColor Value="255 255 255"/></{p}DrawParam>'
        '<{p}DrawParam ID="72" Relative="71"/></{p}DrawParams>'
    )
    (page,) = ofd_pages(
        file_of(
            text_object(code("看得见")),
            text_object(code("看不见"), boundary="20 60 50 9", inner=inner, **more),
            resources=resources,
        )
    )
    assert page.read.page.text == "看得见"
    assert page.read.invisible == 3


@pytest.mark.parametrize(
    ("more", "inner"),
    [
        ({"Alpha": 127}, ""),
        ({"Visible": "true"}, ""),
        ({"Fill": "false", "Stroke": "true"}, ""),
        ({}, '<{p}FillColor Value="0" ColorSpace="62"/>'),
        ({}, '<{p}FillColor Value="0 0 0 255"/>'),
        ({}, "<{p}FillColor><{p}AxialShd/></{p}FillColor>"),
        ({"DrawParam": 999}, ""),
    ],
)
def test_text_that_is_seen_stays(more: dict[str, object], inner: str) -> None:
    assert page_of(text_object(code("看得见"), inner=inner, **more)).text == "看得见"


def test_white_text_on_a_dark_cell_stays() -> None:
    ground = path_object(
        "M 0 0 L 60 0 L 60 20 L 0 20 C", Fill="true", Stroke="false", inner='<{p}FillColor Value="0 0 128"/>'
    )
    white = text_object(code("白字"), boundary="30 25 20 9", inner='<{p}FillColor Value="255 255 255"/>')
    assert page_of(ground, white).text == "白字"


RECTANGLE = [
    ("h", 20, 20, 60, 20, 0.35),
    ("h", 20, 30, 60, 30, 0.35),
    ("v", 20, 20, 20, 30, 0.35),
    ("v", 60, 20, 60, 30, 0.35),
]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (path_object("M 0 0 L 40 0 L 40 10 L 0 10 C"), RECTANGLE),
        (path_object("M 0 0 L 20 0 L 20 5 L 0 5 C", CTM="2 0 0 2 0 0", LineWidth=0.175), RECTANGLE),
        (path_object("M 0 0.1 L 40 0.1", LineWidth=0.2), [("h", 20, 20.1, 60, 20.1, 0.2)]),
        (path_object("M 0 0 L 40 30"), []),
        (path_object("M 0 0 B 10 0 30 0 40 0"), []),
        (path_object("M 0 0 L 40 0", Stroke="false"), []),
        (path_object("M 0 0 L 40 0", Visible="false"), []),
        (path_object("M 0 0 L 40 0", inner='<{p}StrokeColor Value="255 255 255"/>'), []),
        (path_object("M 0 0 L 40 0", inner='<{p}StrokeColor Value="0 0 0" Alpha="0"/>'), []),
        (
            path_object("M 0 0 L 40 0 L 40 0.4 L 0 0.4 C", Fill="true", Stroke="false"),
            [("h", 20, 20.2, 60, 20.2, 0.4)],
        ),
        (
            path_object(
                "M 0 0 L 40 0 L 40 0.4 L 0 0.4 C",
                Fill="true",
                Stroke="false",
                inner='<{p}FillColor Value="255 255 255"/>',
            ),
            [],
        ),
        (
            path_object("M 0 0 L 0.4 0 L 0.4 30 L 0 30 C", Fill="true", Stroke="false"),
            [("v", 20.2, 20, 20.2, 50, 0.4)],
        ),
        (path_object("M 0 0 L 40 0 L 40 30 L 0 30 C", Fill="true", Stroke="false"), []),  # a ground, no line
        (
            path_object(
                "M 0 0 L 40 0 L 40 30 L 0 30 C", boundary="20 20 40 0.5", Fill="true", Stroke="false"
            ),
            [("h", 20, 20.25, 60, 20.25, 0.5)],
        ),  # cut to its boundary
        (
            path_object(
                "M 0 0 L 40 0 L 40 0.5 L 0 0.5 C", boundary="20 20 40 0", Fill="true", Stroke="false"
            ),
            [("h", 20, 20.25, 60, 20.25, 0.5)],
        ),
        (path_object("M 0 0 L 40 0", DrawParam=81), [("h", 20, 20, 60, 20, 0.5)]),
        (path_object("M 0 0 L 40 0", DrawParam=82), [("h", 20, 20, 60, 20, 0.7)]),
        (path_object("M 0 0 L 40 0", DrawParam=83), []),
        (path_object("M 0 0 L 40 0", DrawParam=84), [("h", 20, 20, 60, 20, 0.9)]),
    ],
)
def test_paths(xml: str, expected: list[tuple[object, ...]]) -> None:
    resources = (
        '<{p}DrawParams><{p}DrawParam ID="81" LineWidth="0.5"/>'
        '<{p}DrawParam ID="82" Relative="83" LineWidth="0.7"><{p}StrokeColor Value="0 0 0"/></{p}DrawParam>'
        '<{p}DrawParam ID="83" Relative="81"><{p}StrokeColor Value="255 255 255"/></{p}DrawParam>'
        '<{p}DrawParam ID="84" Relative="85" LineWidth="0.9"/><{p}DrawParam ID="85" Relative="84" LineWidth="0.1"/>'
        "</{p}DrawParams>"
    )
    assert rulings_mm(page_of(xml, resources=resources)) == expected


def test_an_object_s_own_parameters_go_before_named_ones_and_these_before_the_layer_s() -> None:
    resources = (
        '<{p}DrawParams><{p}DrawParam ID="81" LineWidth="0.5"><{p}StrokeColor Value="255 255 255"/></{p}DrawParam>'
        '<{p}DrawParam ID="82" LineWidth="0.7"><{p}StrokeColor Value="0 0 0"/></{p}DrawParam></{p}DrawParams>'
    )
    own = path_object("M 0 0 L 40 0", DrawParam=82, LineWidth=0.9)
    named = path_object("M 0 5 L 40 5", DrawParam=82)
    layers = path_object("M 0 9 L 40 9")
    members = members_of(file_of(own, named, layers, resources=resources))
    page = "Doc_0/Pages/Page_0/Content.xml"
    members[page] = members[page].replace(b"<ofd:Layer ", b'<ofd:Layer DrawParam="81" ')
    (found,) = pages_of(zipped(members))
    assert rulings_mm(found) == [("h", 20, 20, 60, 20, 0.9), ("h", 20, 25, 60, 25, 0.7)]


def test_an_area_that_does_not_begin_at_zero() -> None:
    sheet = Sheet()
    sheet.text(30, 40, "角", 4)
    members = members_of(ofd([sheet]))
    page = "Doc_0/Pages/Page_0/Content.xml"
    members[page] = members[page].replace(b">0 0 210 297<", b">10 20 190 250<")
    (found,) = pages_of(zipped(members))
    assert (round(found.width / MM), round(found.height / MM)) == (190, 250)
    assert boxes_mm(found) == [[20, 16.48, 24, 20.48]]


def test_blocks_within_blocks() -> None:
    inner = text_object(code("里层"))
    assert (
        page_of(
            f'<{{p}}PageBlock ID="{{id}}"><{{p}}PageBlock ID="{{id}}">{inner}</{{p}}PageBlock></{{p}}PageBlock>'
        ).text
        == "里层"
    )


def test_composed_graphics_stand_where_they_are_used() -> None:
    unit = (
        '<{p}CompositeGraphicUnits><{p}CompositeGraphicUnit ID="91" Width="50" Height="20"><{p}Content>'
        + text_object(code("印"), boundary="5 5 9 9")
        + path_object("M 0 0 L 10 0", boundary="0 10 10 1")
        + "</{p}Content></{p}CompositeGraphicUnit></{p}CompositeGraphicUnits>"
    )
    uses = [
        '<{p}CompositeObject ID="{id}" Boundary="100 50 50 20" ResourceID="91"/>',
        '<{p}CompositeObject ID="{id}" Boundary="20 100 50 20" CTM="2 0 0 2 1 1" ResourceID="91"/>',
        '<{p}CompositeObject ID="{id}" Boundary="20 200 50 20" ResourceID="91" Visible="false"/>',
        '<{p}CompositeObject ID="{id}" Boundary="20 200 50 20" ResourceID="92"/>',
    ]
    page = page_of(*uses, resources=unit)
    assert page.text == "印印"
    assert boxes_mm(page) == [[105, 55.48, 109, 59.48], [31, 111.96, 39, 119.96]]
    assert rulings_mm(page) == [("h", 100, 60, 110, 60, 0.35), ("h", 21, 121, 41, 121, 0.71)]


def test_templates_lie_below_or_above_the_page() -> None:
    head, seal = Sheet(), Sheet()
    head.text(20, 10, "页眉")
    seal.text(20, 290, "密级")
    sheet = Sheet(templates=[("7", "Foreground"), ("8", "Background"), ("9", "Background")])
    sheet.text(20, 50, "正文")
    assert pages_of(ofd([sheet], templates={"7": seal, "8": head}))[0].text == "页眉正文密级"


def test_characters_outside_the_page_are_left_out() -> None:
    far = text_object(code("远", x=1e300), CTM="1e300 0 0 1e300 1e300 0")
    assert page_of(text_object(code("外"), boundary="300 20 9 9"), far, text_object(code("内"))).text == "内"


def test_a_page_may_have_an_area_and_an_origin_of_its_own() -> None:
    sheet = Sheet(width=297, height=210)
    sheet.text(250, 100, "横页")
    data = ofd([sheet, Sheet()], area="0 0 210 297")
    assert [(round(p.width / MM), round(p.height / MM)) for p in pages_of(data)] == [(297, 210), (210, 297)]


def test_white_space_between_characters_stays() -> None:
    assert page_of(text_object(code("合    计"))).text == "合    计"


def test_size_left_out() -> None:
    xml = text_object(code("无字号", DeltaX="4 4"), boundary="20 20 30 4").replace('Size="4"', "")
    assert page_of(xml).sizes == pytest.approx([4 * MM] * 3, abs=0.01)


def test_objects_beside_the_layers() -> None:
    sheet = Sheet()
    sheet.text(20, 20, "层外")
    data = ofd([sheet])
    members = members_of(data)
    page = "Doc_0/Pages/Page_0/Content.xml"
    bare = re.sub(rb"</?ofd:Layer[^>]*>", b"", members[page])
    assert bare != members[page]
    assert pages_of(zipped(members | {page: bare}))[0].text == "层外"


def test_prefixes_do_not_matter() -> None:
    sheet = Sheet(manner=Manner(prefix=""))
    sheet.text(20, 20, "无前缀")
    assert pages_of(ofd([sheet]))[0].text == "无前缀"
