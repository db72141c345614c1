import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.quantities.numerals import parse_chinese, parse_number, to_chinese


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("〇", 0),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百二", 120),
        ("三百二十", 320),
        ("一千零一", 1001),
        ("两千三", 2300),
        ("两千零五", 2005),
        ("一万二", 12_000),
        ("三万五千", 35_000),
        ("二十万", 200_000),
        ("百万", 1_000_000),
        ("一千二百三十四万五千六百七十八", 12_345_678),
        ("三亿", 300_000_000),
        ("一亿零三百", 100_000_300),
        ("一万亿", 10**12),
        ("万", 10_000),
        ("二〇二三", 2023),
        ("二○二三", 2023),
    ],
)
def test_numerals_parse_chinese(text: str, value: int) -> None:
    assert parse_chinese(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "两三",
        "三五",
        "十十",
        "三千百",
        "百百",
        "万万",
        "万五",
        "三百十",
        "千万亿万",
        "条",
        "一条",
        "十几",
        "二两",
    ]
    + ["一" * 40, "万" * 4000],
)
def test_numerals_parse_chinese_refuses_what_is_no_numeral(text: str) -> None:
    assert parse_chinese(text) is None


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numerals_chinese_round_trip(value: int) -> None:
    assert parse_chinese(to_chinese(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (10, "十"),
        (19, "十九"),
        (110, "一百一十"),
        (10_001, "一万零一"),
        (100_000, "十万"),
        (120_034, "十二万零三十四"),
        (100_000_300, "一亿零三百"),
        (300_050_000, "三亿零五万"),
        (1_000_010_000, "十亿零一万"),
    ],
)
def test_numerals_to_chinese(value: int, text: str) -> None:
    assert to_chinese(value) == text


def test_numerals_to_chinese_has_a_range() -> None:
    with pytest.raises(ValueError, match="range"):
        to_chinese(-1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,234", 1234),
        ("10,482,317", 10_482_317),
        ("７７３０．２８", 7730.28),
        ("215450.48", 215450.48),
        ("26.44万", 264_400),
        ("1.18万", 11_800),
        ("1,200万", 12_000_000),
        ("9亿", 900_000_000),
        ("1亿3000万", 130_000_000),
        ("3万5千", 35_000),
        ("3千", 3000),
        ("5百万", 5_000_000),
        ("3.00", 3),
        ("九十八点五", 98.5),
        ("三百二十", 320),
    ],
)
def test_numerals_parse_number(text: str, value: float) -> None:
    parsed = parse_number(text)
    assert parsed == value
    assert isinstance(parsed, int) == (value == int(value))


@pytest.mark.parametrize(
    "text", ["", "1,23", "1,2345", "12.", "3万5万", "12件", "一点", "无", "3+2", "1 2", "9" * 5000]
)
def test_numerals_parse_number_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(min_value=0, max_value=10**13))
def test_numerals_separators_round_trip(value: int) -> None:
    assert parse_number(f"{value:,}") == parse_number(str(value)) == value


@given(st.decimals(min_value=0, max_value=10**6, places=2))
def test_numerals_scaled_decimals_are_exact(value: object) -> None:
    assert parse_number(f"{value}万") == int(round(float(str(value)) * 100)) * 100
