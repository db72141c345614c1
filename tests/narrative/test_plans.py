"""What is planned is no figure of the year, whoever decides on the candidates."""

import pytest

from gongkai.narrative.cues import Cues
from gongkai.narrative.reading import Reading

from .conftest import Tagging


@pytest.mark.parametrize(
    "text",
    [
        "2024年将开展政务公开培训不少于2次。",
        "我局计划2024年新增解读渠道3个。",
        "明年计划举办培训4期，公开信息200条。",
        "力争全年公开信息300条以上。",
        "力争申请答复率达到100%。",
        "拟举办政务公开培训3期。",
        "下一步，将继续发布解读材料20篇。",
        "争取年内召开新闻发布会2场。",
    ],
)
def test_plans_are_no_figures_and_are_not_offered(tag: Tagging, cues: Cues, text: str) -> None:
    assert tag("2023年公开信息90条，2023年办理建议5件。", text)[2:] == ()
    assert Reading(text, "overview", 0, 2023, cues).offers() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("将预算等信息12条纳入公开目录。", [12]),
        ("原计划举办政务公开培训5期，实际举办培训4期。", [4]),
        ("按照年度计划开展政务公开培训3次。", [3]),
        ("收到政府信息公开申请6件，留到明年2件。", [6, 2]),
        ("应当公开的政府信息120条均已公开。", [120]),
        ("印发《2024年将要开展的重点工作》等规范性文件2件。", [2]),
        ("收到政府信息公开申请7件，转入2024年办理1件。", [7, 1]),
    ],
)
def test_plans_words_beside_what_was_done_hide_nothing(tag: Tagging, text: str, found: list[int]) -> None:
    figures = tag("2023年公开信息90条，2023年办理建议5件。", text)[2:]
    assert [f.value for f in figures] == found


def test_plans_end_with_their_sentence(cues: Cues) -> None:
    reading = Reading("明年举办培训4期。今年举办培训3期。", "overview", 0, 2023, cues)
    assert [(o.base.quantity.value, len(o.tags)) for o in reading.offers() if o.base.quantity] == [(3, 1)]
