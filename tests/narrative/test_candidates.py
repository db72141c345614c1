import pytest

from gongkai.narrative.candidates import Candidates, base_unit, find_candidates
from gongkai.narrative.cues import Cues
from gongkai.narrative.sentences import lay_out


def candidates(cues: Cues, text: str) -> Candidates:
    return find_candidates(text, lay_out(text), cues.find(text), cues)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("全年未收到政府信息公开申请，已公示。", ["未收到政府信息公开申请"]),
        ("依申请公开：无。", ["依申请公开：无"]),
        ("上年结转申请无，本年新收5件。", ["上年结转申请无"]),
        ("行政复议、行政诉讼均为零。", ["行政复议、行政诉讼均为零"]),
        ("信息处理费未收取。", ["信息处理费未收取"]),
        ("没有行政复议；无诉讼。", ["没有行政复议", "无诉讼"]),
        ("无法提供5件，无线网络，未来，无障碍。", []),
        ("尚未审结1件。", []),
        ("政策解读没有及时发布，未形成机制。", []),
    ],
)
def test_candidates_denying_phrases(cues: Cues, text: str, phrases: list[str]) -> None:
    assert [text[d.start : d.end] for d in candidates(cues, text).denials if not d.shortcoming] == phrases


def test_candidates_number_inside_a_denial_is_none(cues: Cues) -> None:
    found = candidates(cues, "未发生1起行政复议，办理建议2件。")
    assert [q.value for q in found.quantities] == [2]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("第六期培训班，20个工作日，2023年5月，第二十条。", []),
        ("三个平台、四个方面、5个专栏。", [5]),
        ("公开12条，占41.7%，访问3.5万次。", [12, 41.7, 35000]),
    ],
)
def test_candidates_numbers_that_count_work(cues: Cues, text: str, values: list[float]) -> None:
    assert [q.value for q in candidates(cues, text).quantities] == values


@pytest.mark.parametrize(("unit", "base"), [("条(次)", "条"), ("人/次", "人"), ("件", "件"), (None, None)])
def test_candidates_base_unit(unit: str | None, base: str | None) -> None:
    assert base_unit(unit) == base


def test_candidates_number_behind_a_denied_clause_stands_for_itself(cues: Cues) -> None:
    text = "到期没有补正的1件，作其他处理；未发生1起复议"
    found = find_candidates(text, lay_out(text), cues.find(text), cues)
    assert [text[q.start : q.end] for q in found.quantities] == ["1件"]


def test_candidates_tell_a_shortcoming_from_a_zero(cues: Cues) -> None:
    text = "没有举办专门的政务公开培训，未收到申请。"
    denials = candidates(cues, text).denials
    assert [(text[d.start : d.end], d.shortcoming) for d in denials] == [
        ("没有举办专门的政务公开培训", True),
        ("未收到申请", False),
    ]


def test_candidates_a_phrase_that_describes_a_number_denies_nothing(cues: Cues) -> None:
    found = candidates(cues, "信息不存在等无法提供的10件，不予公开4件。")
    assert found.denials == ()
    assert [q.value for q in found.quantities] == [10, 4]
