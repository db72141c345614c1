from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from gongkai.corpus.model import GoldFigure
from gongkai.training.evaluation.attributes import category_overlap, compare_attributes

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("reported", "expected", "overlap"),
    [
        ("财政信息", "财政信息", 1.0),
        ("财政信息类", "财政信息", 0.8),
        ("财 政\n信息", "财政信息", 1.0),
        ("政务", "财政信息", 0.25),
        ("", "财政信息", 0.0),
        (None, "财政信息", 0.0),
    ],
)
def test_attributes_category_overlap(reported: str | None, expected: str, overlap: float) -> None:
    assert category_overlap(reported, expected) == pytest.approx(overlap)


@pytest.mark.parametrize(
    ("unit", "printed", "gold", "right"),
    [
        ("件", "宗", "宗", True),  # the metric's unit and the printed one
        ("件", "宗", "件", True),
        ("项", "項", "项", True),  # printed in traditional characters
        ("人", None, "人", True),  # none printed: the metric's own
        ("件", "件", "条", False),
        ("件", None, None, True),
        ("件", "件", None, False),
    ],
)
def test_attributes_unit(
    unit: str, printed: str | None, gold: str | None, right: bool, make_report: Make, gold_figure: Make
) -> None:
    figure = replace(make_report("共{6件|messages 6}").metrics[0], unit=unit, unit_printed=printed)
    expected = msgspec.convert(gold_figure("messages", 6, "6件", unit=gold), GoldFigure)
    assert compare_attributes(figure, expected)["unit"] is right


def test_attributes_category_is_scored_where_gold_has_one(make_report: Make, gold_figure: Make) -> None:
    figure = make_report("共{6条|disclosure.category 6 category=人事}").metrics[0]
    without = msgspec.convert(gold_figure("disclosure.total", 6, "6条"), GoldFigure)
    with_one = msgspec.convert(gold_figure("disclosure.category", 6, "6条", category="人事类"), GoldFigure)
    assert "category" not in compare_attributes(figure, without)
    assert compare_attributes(figure, with_one)["category"] is True
