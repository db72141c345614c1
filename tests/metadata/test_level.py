import pytest

from gongkai.metadata.level import find_level
from gongkai.metadata.region import find_region


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国家市场监督管理总局", "state"),
        ("海关总署", "state"),
        ("教育部", "state"),
        ("中国气象局", "state"),
        ("国务院办公厅", "state"),
        ("江苏省水利厅", "province"),
        ("广西壮族自治区人民政府", "province"),
        ("上海市水务局", "province"),
        ("淮安市水利局", "prefecture"),
        ("延边朝鲜族自治州公安局", "prefecture"),
        ("阿克苏地区水利局", "prefecture"),
        ("义乌市商务局", "county"),
        ("仙桃市水利局", "county"),
        ("上海市浦东新区水务局", "county"),
        ("朝阳区水务局", "county"),
        ("深圳市公安局龙岗分局", "county"),
        ("洪泽区岔河镇人民政府", "township"),
        ("岔河街道办事处", "township"),
        ("明州市东河区柳河街道", "township"),
        ("巴彦苏木人民政府", "township"),
        ("明州市高新技术产业开发区管理委员会", "zone"),
        ("淮安市江北新区管委会", "zone"),
        ("明州经开区财政局", "zone"),
        ("云山省水利厅", "province"),
        ("明州市水利局", "prefecture"),
        ("明州市市场监督管理局", "prefecture"),
        ("松城市城市管理局", "prefecture"),
        ("青川州民政局", "prefecture"),
        ("云山县城乡建设局", "county"),
        ("禾县水利局", "county"),
        ("明州市东河区市场监督管理局", "county"),
        ("区水利局", "county"),
        ("市水利局", "prefecture"),
        ("城市管理局", None),
        ("水利局", None),
        (None, None),
    ],
)
def test_level_by_place_then_by_suffix(issuer: str | None, level: str | None) -> None:
    assert find_level(issuer, find_region(issuer, None, "") if issuer else None) == level
