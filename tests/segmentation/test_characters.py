from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.segmentation.characters import LONGEST, ngrams


def grams(*texts: str, longest: int = 3, buckets: int = 2**20) -> list[list[int]]:
    rows, found = ngrams(texts, longest=longest, buckets=buckets)
    return [sorted(found[rows == n].tolist()) for n in range(len(texts))]


def test_characters_the_same_numbers_on_every_machine() -> None:
    assert grams("规章", longest=2) == [[68564, 68564, 108676, 271957, 283835, 369950, 703423]]


def test_characters_counts_framed_grams() -> None:
    (found,) = grams("规章")
    assert len(found) == 4 + 3 + 2  # a frame on both sides: 4 single, 3 double, 2 triple


@settings(deadline=None)
@given(st.lists(st.text(alphabet="规章总计（）0\U0002f800", max_size=6), min_size=1, max_size=5))
def test_characters_lines_do_not_touch_each_other(texts: list[str]) -> None:
    assert grams(*texts) == [grams(text)[0] for text in texts]


def test_characters_digits_are_all_alike_and_long_lines_end() -> None:
    assert grams("第12页") == grams("第34页")
    assert grams("第12页") != grams("第123页")
    assert grams("长" * LONGEST) == grams("长" * LONGEST + "短")


def test_characters_nothing_and_surrogates() -> None:
    rows, found = ngrams((), longest=3, buckets=8)
    assert (len(rows), len(found)) == (0, 0)
    rows, found = ngrams(("\ud800",), longest=1, buckets=8)
    assert len(found) == 3
    assert np.all(found < 8)
