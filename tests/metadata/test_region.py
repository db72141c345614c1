import pytest

from gongkai.metadata.areas import find_areas, gazetteer, leading_areas
from gongkai.metadata.region import after_area, find_region


@pytest.mark.parametrize(
    ("issuer", "opening", "region", "code"),
    [
        ("江苏省淮安市洪泽区水利局", "", "江苏省淮安市洪泽区", "320813"),
        ("洪泽区水利局", "", "江苏省淮安市洪泽区", "320813"),
        ("深圳龙岗区水利局", "", "广东省深圳市龙岗区", "440307"),
        ("深圳市公安局龙岗分局", "", "广东省深圳市龙岗区", "440307"),
        ("淮安市水利局", "", "江苏省淮安市", "320800"),
        ("西藏自治区水利厅", "", "西藏自治区", "540000"),
        ("国家税务总局淮安市税务局", "", "江苏省淮安市", "320800"),
        ("国家统计局淮安调查队", "", "江苏省淮安市", "320800"),
        ("北京市朝阳区水务局", "", "北京市朝阳区", "110105"),
        ("朝阳区水务局", "地址：吉林省长春市朝阳区前进大街1号", "吉林省长春市朝阳区", "220104"),
        ("鼓楼区水务局", "欢迎来到南京。", "江苏省南京市鼓楼区", "320106"),
        ("鼓楼区水务局", "南京和徐州都有。", None, None),
        ("朝阳区水务局", "", None, None),
        ("新城区人民政府", "地址：陕西省西安市解放路1号", "陕西省西安市新城区", "610102"),
        ("洪泽区岔河镇人民政府", "", "江苏省淮安市洪泽区", "320813"),
        ("岔河镇人民政府", "地址：洪泽区岔河镇人民路1号", "江苏省淮安市洪泽区", "320813"),
        ("岔河镇人民政府", "按照洪泽区要求公开。洪泽区政府网站。", "江苏省淮安市洪泽区", "320813"),
        ("岔河镇人民政府", "", None, None),
        ("区水利局", "地址：淮安市洪泽区人民路1号", "江苏省淮安市洪泽区", "320813"),
        ("市水利局", "地址：淮安市洪泽区人民路1号", "江苏省淮安市", "320800"),
        ("水利局", "地址：淮安市洪泽区人民路1号", None, None),
        ("明州市清河区水利局", "", None, None),
        ("临丰县水利局", "", None, None),
        ("明州市水利局", "地址：淮安市洪泽区", None, None),
        ("教育部", "地址：北京市西城区", None, None),
        ("上海海关", "", "上海市", "310000"),
    ],
)
def test_region_by_issuer_and_context(
    issuer: str, opening: str, region: str | None, code: str | None
) -> None:
    found = find_region(issuer, None, opening)
    assert (found.full_name if found else None, found.code if found else None) == (region, code)


def test_region_of_the_title_where_the_issuer_names_none() -> None:
    found = find_region("水利局", "洪泽区水利局2023年政府信息公开年报", "")
    assert found is not None
    assert found.full_name == "江苏省淮安市洪泽区"


def test_region_after_area() -> None:
    assert after_area("江苏省淮安市洪泽区岔河镇人民政府") == "岔河镇人民政府"
    assert after_area("明州市水利局") == "明州市水利局"


def test_areas_find_the_longest_name_at_each_place() -> None:
    text = "西安市新城区与内蒙古自治区"
    assert [text[m.start : m.end] for m in find_areas(text)] == ["西安市", "新城区", "内蒙古自治区"]


def test_areas_leading_chain_stops_where_it_no_longer_fits() -> None:
    leading = leading_areas("淮安市龙岗区")
    assert leading is not None
    assert (leading.end, [a.full_name for a in leading.areas]) == (3, ["江苏省淮安市"])


def test_areas_codes_and_levels() -> None:
    known = gazetteer().by_name
    every = [a for areas in known.values() for a in areas]
    assert {len(a.code) for a in every} == {6}
    assert {a.level for a in every} == {"province", "prefecture", "county"}
    assert len({a.code for a in every}) == len(every)
    assert [known["延边朝鲜族自治州"][0].short_name, known["新疆维吾尔自治区"][0].short_name] == [
        "延边",
        "新疆",
    ]
