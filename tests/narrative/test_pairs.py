"""Figures that are named in twos: the former and the latter, and the sum of both."""

from .conftest import Tagging


def _metrics(tag: Tagging, text: str) -> list[tuple[str, float]]:
    return [(f.metric, f.value) for f in tag(text, section="applications") if f.metric != "other"]


def test_pairs_former_and_latter(tag: Tagging) -> None:
    found = _metrics(tag, "办结申请90件，公开和部分公开共60件（前者48件，后者12件），不予公开7件。")
    assert found == [
        ("applications.completed", 90),
        ("applications.granted_or_partial", 60),
        ("applications.granted", 48),
        ("applications.partially_granted", 12),
        ("applications.denied", 7),
    ]


def test_pairs_former_without_a_joint_figure_is_nothing(tag: Tagging) -> None:
    assert _metrics(tag, "举办讲座两类，前者8场。") == []


def test_pairs_a_sum_is_told_by_the_numbers(tag: Tagging) -> None:
    text = "依申请公开：予以公开21件、部分公开4件，二者之和{}件。"
    assert _metrics(tag, text.format(25))[-1] == ("applications.granted_or_partial", 25)
    assert ("applications.granted_or_partial", 26) not in _metrics(tag, text.format(26))


def test_pairs_proposals_and_their_sum(tag: Tagging) -> None:
    expected = [("proposals.npc", 6), ("proposals.cppcc", 9), ("proposals.total", 15)]
    assert _metrics(tag, "办理人大代表建议6件、政协提案9件，总计15件全部办复。") == expected


def test_pairs_members_inside_their_whole_keep_their_metric(tag: Tagging) -> None:
    found = _metrics(tag, "承办人大代表建议和政协提案共33件（其中建议12件，提案21件）。")
    assert found == [("proposals.total", 33), ("proposals.npc", 12), ("proposals.cppcc", 21)]
    parts = _metrics(tag, "承办建议提案33件，其中主办12件、会办21件。")
    assert parts == [("proposals.total", 33)]
