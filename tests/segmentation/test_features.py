from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.model import Document
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.features import Features, bucket, featurise
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.segmentation.shapes import LineShapes
from segmentation.marked import GOLD, document

CODEBOOK = load_codebook()
SHAPES, RULES = LineShapes(CODEBOOK), RuleSegmenter(CODEBOOK)
CONFIG = SegmenterConfig(words=False)


def features(made: Document, config: SegmenterConfig = CONFIG, *, ruled: bool = False) -> Features:
    shapes = SHAPES(made)
    return featurise(made, shapes, config, RULES.label(shapes) if ruled else None)


def columns(made: Document, line: int, config: SegmenterConfig = CONFIG, *, ruled: bool = False) -> set[int]:
    found = features(made, config, ruled=ruled)
    row = found.lines.tolist().index(line)
    return set(found.columns[found.starts[row] : found.starts[row + 1]].tolist())


def test_features_are_the_same_in_every_run() -> None:
    found = features(document("青塘区水务局", "7\t8"))
    assert found.lines.tolist() == [0, 1]
    assert (found.starts.tolist(), int(found.columns.sum())) == STABLE


STABLE = ([0, 64, 119], 1_998_116)
"""Row starts and the sum of all columns: when they change, models that were fitted before read other features."""


def test_features_only_of_lines_with_something_on_them() -> None:
    found = features(document("一、总体情况", "", "|---|---|", "\t\t", "全年公开信息30条。"))
    assert found.lines.tolist() == [0, 4]
    assert len(found.starts) == 3


def test_features_n_grams_have_one_length_for_every_line() -> None:
    found = features(document("规章", "全年公开信息30条，其中政策解读2条，回应关切3次。"))
    grams = found.columns < CONFIG.ngram_buckets
    for row in range(2):
        part = slice(found.starts[row], found.starts[row + 1])
        assert np.linalg.norm(found.values[part][grams[part]]) == pytest.approx(CONFIG.ngram_scale)
        assert set(found.values[part][~grams[part]].tolist()) == {1.0}


def test_features_see_rules_and_words_only_where_asked() -> None:
    made = document("青塘区水务局2022年政府信息公开工作年度报告", "一、总体情况", "我局加强学习培训。")
    plain = columns(made, 2)
    assert plain < columns(made, 2, ruled=True)
    assert plain < columns(made, 2, SegmenterConfig(words=True))


def test_features_withheld_rules() -> None:
    made = document("一、总体情况", "全年公开信息30条。")
    shapes = SHAPES(made)
    found = featurise(made, shapes, CONFIG, RULES.label(shapes), unruled={1})
    assert np.array_equal(
        found.columns[found.starts[1] :], features(made).columns[features(made).starts[1] :]
    )


def test_features_tell_neighbours_and_position() -> None:
    alone, after = document("青塘区水务局"), document("一、总体情况", "青塘区水务局")
    assert columns(alone, 0) != columns(after, 1)


@pytest.mark.parametrize(("number", "found"), [(0, 0), (3, 3), (4, 4), (7, 4), (8, 5), (300, 10)])
def test_features_buckets(number: int, found: int) -> None:
    assert bucket(number) == found


@pytest.mark.parametrize("gold", GOLD)
def test_features_columns_stay_in_the_table(gold: tuple[Document, object]) -> None:
    config = SegmenterConfig(ngram_buckets=64, symbol_buckets=32)
    found = features(gold[0], config, ruled=True)
    assert 0 <= found.columns.min() <= found.columns.max() < 96
    assert (np.diff(found.starts) > 0).all()  # every line has a feature
    assert found.starts[-1] == len(found.columns) == len(found.values)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(alphabet="一、（）规章总计0 \t|年报。\u3000\ud800", max_size=12), min_size=1, max_size=12
    )
)
def test_features_of_anything(lines: list[str]) -> None:
    found = features(document("报告", *lines), ruled=True)
    assert len(found.starts) == len(found.lines) + 1
    assert np.isfinite(found.values).all()
