"""Near-duplicates of sentences, on reports of two lines."""

import pytest

from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.variety import measure_variety, skeleton
from gongkai.segmentation.model import LineLabel, Role


@pytest.mark.parametrize(
    ("sentence", "names", "bare"),
    [
        ("全年公开信息312条，其中政策文件21条。", (), "全年公开信息#，其中政策文件#。"),
        ("青塘区水务局收到申请3件；", ("青塘区水务局",), "@收到申请#；"),
        ("“青塘水务”公众号推送218条。", (), "@公众号推送#。"),
        ("2023年，微博12条、38条、6条。", (), "#，微博#。"),
    ],
)
def test_skeleton_masks_numbers_and_names(sentence: str, names: tuple[str, ...], bare: str) -> None:
    assert skeleton(sentence, names) == bare


def report(name: str, hand: str, *lines: str) -> AnnotatedReport:
    return AnnotatedReport(
        id=name,
        hand=hand,
        body="某局",
        year=2023,
        layout="tabs",
        lines=lines,
        labels=tuple(LineLabel(section="overview", role=Role.PARAGRAPH) for _ in lines),
        figures=(),
    )


def test_variety_tells_own_repetition_from_anothers() -> None:
    variety = measure_variety(
        [
            report("a1", "a", "本年度一共主动公开政府信息312条次，比上年略有增加。"),
            report(
                "a2",
                "a",
                "本年度一共主动公开政府信息78条次，比上年略有增加。",
                "群众反映较多的是办事指南不好懂。",
            ),
            report("b1", "b", "本年度一共主动公开政府信息5条次，比上年稍有增加。"),
        ]
    )
    assert variety.sentences == 4
    assert variety.within == {"a": pytest.approx(2 / 3), "b": 0.0}
    assert variety.across == {"a": pytest.approx(2 / 3), "b": 1.0}
