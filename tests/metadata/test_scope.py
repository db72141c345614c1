import pytest

from gongkai.metadata.scope import find_table_scope


@pytest.mark.parametrize(
    ("title", "sentence", "scope"),
    [
        ("云山县2023年政府信息公开年报(汇总)", "", "jurisdiction"),
        ("云山县全县2023年政府信息公开年报", "", "jurisdiction"),
        ("云山县人民政府办公室关于全县2023年政府信息公开年报", "", "unstated"),
        ("云山县2023年政府信息公开年报(本级)", "", "body"),
        ("云山县2023年政府信息公开年报", "本报告数据汇总了各乡镇和县直部门的数字。", "jurisdiction"),
        ("云山县2023年政府信息公开年报", "注：含各乡镇、街道数据。", "jurisdiction"),
        ("云山县2023年政府信息公开年报", "统计数据包括局机关和所属单位。", "jurisdiction"),
        ("云山县2023年政府信息公开年报", "本报告仅含本机关数据，不含下属单位。", "body"),
        ("云山县2023年政府信息公开年报", "报告所列数据不包括所属事业单位。", "body"),
        ("云山县2023年政府信息公开年报", "本报告包括总体情况、主动公开等六个部分。", "unstated"),
        ("云山县2023年政府信息公开年报", "注：含上年结转。", "unstated"),
        (None, "", "unstated"),
    ],
)
def test_scope_of_the_tables(title: str | None, sentence: str, scope: str) -> None:
    assert find_table_scope(title, [sentence]) == scope
