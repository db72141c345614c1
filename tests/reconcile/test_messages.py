from __future__ import annotations

import pytest

from gongkai.quantities.model import Approx
from gongkai.reconcile.messages import column_name, field_name, prose_side, row_name
from reconcile.forms import codebook, figure, reviews, run


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ("new", "新收", "new"),
        ("denied.state_secret", "不予公开·属于国家秘密", "denied/state secret"),
        ("denied", "不予公开", "denied"),
        ("granted", "予以公开", "granted"),
    ],
)
def test_messages_row_name(row: str, zh: str, en: str) -> None:
    named = row_name(codebook(), "applications", row)
    assert (named.zh, named.en) == (zh, en)


def test_messages_every_row_and_column_has_a_name_in_both_languages() -> None:
    book = codebook()
    for name, table in book.tables.items():
        named = [row_name(book, name, r) for r in (*table.rows, *table.groups)]
        named += [column_name(book, name, c) for c in table.columns]
        assert all(m.zh and m.zh.isascii() is False for m in named)
        assert all(m.en.isascii() for m in named)


def test_messages_field_name_is_row_and_column() -> None:
    named = field_name(codebook(), "review_litigation", "litigation_direct", "pending")
    assert (named.zh, named.en) == ("行政诉讼·未经复议直接起诉·尚未审结", "litigation direct/pending")


@pytest.mark.parametrize(
    ("text", "approx", "zh", "en"),
    [
        ("30", Approx.EXACT, "30", "30"),
        ("30 余 件", Approx.AT_LEAST, "30以上（“30余件”）", "at least 30 (“30余件”)"),
        ("30件", Approx.ABOUT, "约30（“30件”）", "about 30 (“30件”)"),
        ("30件", Approx.AT_MOST, "至多30（“30件”）", "at most 30 (“30件”)"),
    ],
)
def test_messages_prose_shows_number_and_printed_words(text: str, approx: Approx, zh: str, en: str) -> None:
    said = prose_side(figure("applications.received", 30, text, approx=approx))
    assert (said.zh, said.en) == (zh, en)


def test_messages_unknown_cells_are_named_with_their_state() -> None:
    message = run(reviews(review="4 _ x 1 /")).checks[0].message
    assert message.zh == (
        "行政复议：结果维持4 + 结果纠正（空白） + 其他结果（非数字） + 尚未审结1 ≥ 5，总计（划线），有未知数，无法判断"
    )
    assert message.en == (
        "review: upheld 4 + corrected (blank) + other (not a number) + pending 1 ≥ 5, total (dash);"
        " unknown cells leave it open"
    )
