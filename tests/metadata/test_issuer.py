import pytest

from gongkai.documents.read import document_from_text
from gongkai.metadata.issuer import find_issuer
from gongkai.metadata.organisations import bare_name, is_organisation, is_short
from gongkai.metadata.title import find_title
from gongkai.metadata.words import find_places


def issuer_of(text: str) -> str | None:
    document = document_from_text(text)
    places = find_places(document, None)
    found = find_issuer(document, places, find_title(document, places)[0])
    return found.text if found else None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("云山县水利局2023年政府信息公开年报\n公开9条。", "云山县水利局"),
        ("云山县2023年政府信息公开年报\n公开9条。\n云山县人民政府\n2024年1月9日", "云山县人民政府"),
        (
            "区水利局2023年政府信息公开年报\n公开9条。\n明州市东河区水利局（盖章）\n2024年1月9日",
            "明州市东河区水利局",
        ),
        ("2023年政府信息公开年报\n公开9条。\n云 山 县 水 利 局\n\n2024年1月9日", "云山县水利局"),
        ("2023年政府信息公开年报\n公开9条。\n单位：云山县水利局 2024年1月9日\n上一篇：无", "云山县水利局"),
        ("雲山縣水利局2023年政府資訊公開年報\n公開9條。", "雲山縣水利局"),
        ("区水利局政府信息公开年报\n编制《东河区水利局政府信息公开指南》，公开9条。", "东河区水利局"),
        ("水利局2023年政府信息公开年报\n本报告由明州市水利局编制。", "明州市水利局"),
        ("2023年政府信息公开年报\n本报告由明州市水利局办公室编制，公开9条。", "明州市水利局办公室"),
        ("发布机构：云山县审计局\n2023年政府信息公开年报\n公开9条。", "云山县审计局"),
        ("发布机构\n云山县审计局\n索引号\n1\n2023年政府信息公开年报\n公开9条。", "云山县审计局"),
        ("区水利局2023年政府信息公开年报\n公开9条。", "区水利局"),
        ("2023年政府信息公开年报\n公开9条。", None),
        ("镇海区水利局2023年政府信息公开年报\n公开9条。\n区水利局\n2024年1月9日", "镇海区水利局"),
    ],
)
def test_issuer_by_the_best_source(text: str, issuer: str | None) -> None:
    assert issuer_of(text) == issuer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云山县水利局", True),
        ("云山县科学技术委员会(云山县外国专家局)", True),
        ("柳河镇人民政府", True),
        ("关于召开会议的办公室", False),
        ("我局", False),
        ("云山县水利局公开信息", False),
        ("云山县，水利局", False),
        ("局", False),
    ],
)
def test_issuer_organisation_names(text: str, expected: bool) -> None:
    assert is_organisation(text) is expected


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("区水利局", True),
        ("水利局", True),
        ("市场监督管理局", True),
        ("城市管理局", True),
        ("镇海区水利局", False),
        ("云山县水利局", False),
        ("禾县水利局", False),
        ("柳河镇人民政府", False),
        ("国家税务总局云山县税务局", False),
    ],
)
def test_issuer_short_names(name: str, short: bool) -> None:
    assert is_short(name) is short


def test_issuer_bare_name_of_a_signature() -> None:
    text = "编制单位：云山县水利局(公章)。"
    start, end = bare_name(text)
    assert text[start:end] == "云山县水利局"
