import pytest

from gongkai.documents.read import document_from_text
from gongkai.metadata.title import Title, find_title, is_complete
from gongkai.metadata.words import find_places
from gongkai.segmentation.model import LineLabel, Role, Segmentation


def read(text: str, titles: tuple[int, ...] = ()) -> tuple[Title | None, list[str]]:
    """The title of a text whose lines ``titles`` are labelled as such; no labels at all without any."""
    document = document_from_text(text)
    segmentation = None
    if titles:
        labels = tuple(
            LineLabel(section="front", role=Role.TITLE if n in titles else Role.PARAGRAPH)
            for n in range(len(document.lines))
        )
        segmentation = Segmentation(labels=labels, runs=())
    title, warnings = find_title(document, find_places(document, segmentation))
    return title, [w.code for w in warnings]


@pytest.mark.parametrize(
    ("printed", "issuer", "year"),
    [
        ("云山县水利局2023年政府信息公开工作年度报告", "云山县水利局", 2023),
        ("云山县水利局 2023 年度政府信息公开工作报告", "云山县水利局", 2023),
        ("2024年云山县水利局政府信息公开工作年度报告", "云山县水利局", 2024),
        ("云山县水利局关于2023年政府信息公开工作情况的年度报告", "云山县水利局", 2023),
        ("云山县水利局政府信息公开工作2023年度报告", "云山县水利局", 2023),
        ("云山县人民政府信息公开工作年度报告（2022年）", "云山县人民政府", 2022),
        ("云山县人民政府2022年政务公开工作年度报告（图解版本）", "云山县人民政府", 2022),
        ("区水利局政府信息公开工作年度报告", "区水利局", None),
        ("2022年政府信息公开工作年度报告", None, 2022),
        ("2021年工作年度报告", None, 2021),
        ("云山县水利局二○二一年政府信息公开情况", "云山县水利局", 2021),
        ("雲山縣水利局2023年政府資訊公開工作年度報告", "云山县水利局", 2023),
    ],
)
def test_title_says_issuer_and_year(printed: str, issuer: str | None, year: int | None) -> None:
    title, warnings = read(printed, titles=(0,))
    assert title is not None
    assert warnings == []
    assert title.complete
    assert title.text == printed.replace(" ", "")
    assert title.year == year
    assert (title.normal[slice(*title.issuer)] if title.issuer else None) == issuer


@pytest.mark.parametrize(
    "lines",
    [
        ("云山县水利局", "2023年政府信息公开工作年度报告"),
        ("云山县水利局2023年", "政府信息公开工作", "年度报告"),
        ("云山县水利局（云山县河长办）", "", "2023年度", "政府信息公开工作报告"),
        ("云山县水利局政府信息公开工作年度报告", "（2023年度）"),
    ],
)
def test_title_broken_over_lines_is_joined(lines: tuple[str, ...]) -> None:
    whole = "".join(lines)
    text = "\n".join((*lines, "", "根据条例编制本报告，公开9条。"))
    marked, _ = read(text, titles=tuple(n for n, line in enumerate(lines) if line))
    assert marked is not None
    assert marked.text == whole
    if not lines[-1].startswith("（"):  # without labels a complete title ends where it is complete
        unmarked, _ = read(text)
        assert unmarked is not None
        assert unmarked.text == whole


def test_title_doubled() -> None:
    title, warnings = read(
        "云山县水利局2023年政府信息公开年报\n云山县水利局2023年政府信息公开工作年度报告\n正文", titles=(0, 1)
    )
    assert title is not None
    assert (title.text, warnings) == ("云山县水利局2023年政府信息公开年报", ["W010"])


def test_title_wrong_label_is_passed_over() -> None:
    text = "云山县人民政府门户网站\n云山县水利局2023年政府信息公开工作年度报告\n公开9条。"
    title, _ = read(text, titles=(0,))
    assert title is not None
    assert title.text == "云山县水利局2023年政府信息公开工作年度报告"


def test_title_markdown_signs_are_no_part_of_it() -> None:
    title, _ = read("# **云山县水利局2023年政府信息公开年报**\n公开9条。")
    assert title is not None
    assert title.text == "云山县水利局2023年政府信息公开年报"


@pytest.mark.parametrize(
    "text",
    [
        "二、主动公开政府信息情况\n公开9条。",
        "首页>政务公开>政府信息公开年报\n公开9条。",
        "标题：云山县水利局2023年政府信息公开年报|\n公开9条。",
        "云山县水利局2023年政府信息公开年报的解读\n公开9条。",
        "现将云山县水利局2023年政府信息公开工作报告如下，欢迎阅读。",
    ],
)
def test_title_not_stated(text: str) -> None:
    assert read(text) == (None, [])


def test_title_is_complete_needs_topic_and_kind() -> None:
    assert is_complete("云山县2023年政府信息公开工作年度报告(公开版)")
    assert not is_complete("云山县2023年政府信息公开")
    assert not is_complete("云山县2023年财政预算报告")
    assert not is_complete("关于2023年政府信息公开年报的通报")
