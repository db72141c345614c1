"""Chinese names for ids."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.codebook import Codebook
from gongkai.presentation.labels import (
    attribute_label,
    expand_operands,
    field_label,
    number_text,
    row_label,
    where_label,
)
from gongkai.report import Report


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("applications.new.total", "一、本年新收政府信息公开申请数量 / 总计"),
        ("applications.denied.state_secret.business", "不予公开 1.属于国家秘密 / 商业企业"),
        ("applications.denied.total", "不予公开 / 总计"),
        ("disclosure.regulations.issued", "规章 / 本年制发件数"),
        ("nonsense", "nonsense"),
    ],
)
def test_labels_name_fields_as_the_form_does(codebook: Codebook, field: str, label: str) -> None:
    assert field_label(codebook, field) == label


def test_labels_name_every_field(codebook: Codebook) -> None:
    assert [f for f in sorted(codebook.all_fields) if field_label(codebook, f) == f] == []


def test_labels_put_numerals_as_printed(codebook: Codebook) -> None:
    rows = codebook.tables["applications"].rows

    assert [row_label(rows[name]) for name in ("new", "granted", "unable.unclear")] == [
        "一、本年新收政府信息公开申请数量",
        "（一）予以公开",
        "3.补正后申请内容仍不明确",
    ]


@pytest.mark.parametrize(
    ("where", "label"),
    [
        ("natural_person", "自然人"),
        ("granted", "予以公开"),
        ("unable.not_held", "无法提供 本机关不掌握相关政府信息"),
    ],
)
def test_labels_name_where_a_rule_ran(codebook: Codebook, where: str, label: str) -> None:
    assert where_label(codebook, "applications", where) == label


def test_labels_expand_groups_among_fields(codebook: Codebook) -> None:
    fields = ("review_litigation.review.total", "applications.denied.repeat.total") + tuple(
        f"applications.{row}.{column}"
        for row in ("granted", "denied.state_secret", "denied.third_party", "unable.unclear")
        for column in ("other", "total")
    )

    assert expand_operands(
        codebook, ("-applications.denied.total", "applications.granted.other"), fields
    ) == (
        "applications.denied.repeat.total",
        "applications.granted.other",
        "applications.denied.state_secret.total",
        "applications.denied.third_party.total",
    )


def test_labels_expand_all_outcomes(codebook: Codebook) -> None:
    fields = tuple(f for f in codebook.fields("applications", "2021") if f.endswith(".total"))

    assert expand_operands(codebook, ("applications.outcomes.total",), fields) == tuple(
        f"applications.{row}.total" for row in codebook.tables["applications"].members("outcomes", "2021")
    )


def test_labels_write_numbers_for_people() -> None:
    assert [number_text(v) for v in (0, 1234567, 26.44, 0.1 + 0.2, None)] == [
        "0",
        "1,234,567",
        "26.44",
        "0.3",
        "?",
    ]


def test_labels_name_every_channel_in_chinese(codebook: Codebook, report: Report) -> None:
    figure = report.metrics[1]
    names = {c: attribute_label(codebook, replace(figure, channel=c)) for c in codebook.attributes["channel"]}

    assert [c for c, name in names.items() if not name or any(x.isascii() for x in name)] == []
    assert (names["new_media"], names["other"], names["short_video"]) == ("新媒体合计", "其他", "短视频")
