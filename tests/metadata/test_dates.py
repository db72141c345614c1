from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.normalise import normalise_line
from gongkai.documents.read import document_from_text
from gongkai.metadata.dates import (
    cut_off_year,
    find_dates,
    find_year,
    mentioned_year,
    period_year,
    published_date,
    read_year,
    signed_date,
    standing_date,
)
from gongkai.metadata.words import find_places


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2025年1月22日", "2025-01-22"),
        ("２０２５ 年　1 月 22 日", "2025-01-22"),
        ("二〇二五年一月二十二日", "2025-01-22"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二零二一年三月十日", "2021-03-10"),
        ("2025-01-22 09:30", "2025-01-22"),
        ("2025.1.2", "2025-01-02"),
        ("2025/1/22", "2025-01-22"),
    ],
)
def test_dates_found(printed: str, iso: str) -> None:
    assert [d.iso for d in find_dates(normalise_line(0, printed, traditional=False).text)] == [iso]


@pytest.mark.parametrize(
    "text", ["2025年13月1日", "2025年2月30日", "2025年1月", "1.2.3", "12025-01-221", "一月二日"]
)
def test_dates_not_found(text: str) -> None:
    assert list(find_dates(text)) == []


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_chinese_and_arabic_agree(day: date) -> None:
    digits = "〇一二三四五六七八九"

    def small(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")

    chinese = "".join(digits[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"
    assert [d.iso for d in find_dates(chinese)] == [day.isoformat()]
    assert [d.iso for d in find_dates(f"{day.year}年{day.month}月{day.day}日")] == [day.isoformat()]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("云山县水利局2023年政府信息公开工作年度报告", 2023),
        ("云山县水利局二〇二二年度政府信息公开工作报告", 2022),
        ("云山县水利局2021年年度政府信息公开报告", 2021),
        ("云山县水利局2020政府信息公开年报", 2020),
        ("云山县水利局政府信息公开工作年度报告", None),
    ],
)
def test_dates_year_of_a_title(title: str, year: int | None) -> None:
    match = find_year(title)
    assert (match and read_year(match["year"])) == year


@pytest.mark.parametrize(
    ("text", "period", "cut_off"),
    [
        ("统计期限自2023年1月1日起至2023年12月31日止。", 2023, None),
        ("所列数据期限为2022年1月1日-12月31日。", 2022, None),
        ("统计期限：20231月1日至1231日。", 2023, None),
        ("统计期限：201711日至1231日。", 2017, None),
        ("截至2021年底，公开信息9条。", None, 2021),
        ("截止2021年12月31日公开9条。", None, 2021),
        ("2023年3月1日召开会议。", None, None),
    ],
)
def test_dates_period_of_the_figures(text: str, period: int | None, cut_off: int | None) -> None:
    document = document_from_text(text)
    places = find_places(document, None)
    assert (period_year(document, places), cut_off_year(document, places)) == (period, cut_off)


def test_dates_year_mentioned_most() -> None:
    document = document_from_text("2023年，我局公开9条。较2022年增加。2023年度培训2次。国办〔2019〕9号。")
    assert mentioned_year(document, find_places(document, None)) == 2023


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("2024年1月15日", "2024-01-15"),
        ("(2024年1月15日)", "2024-01-15"),
        ("云山县水利局2024年1月15日", "2024-01-15"),
        ("日期：2024年1月15日", "2024-01-15"),
        ("发布日期：2024-01-15", None),
        ("2024年1月15日，我局召开会议。", None),
        ("自2023年1月1日至2023年12月31日", None),
    ],
)
def test_dates_standing_alone(line: str, iso: str | None) -> None:
    found = standing_date(line)
    assert (found.iso if found else None) == iso


@pytest.mark.parametrize(
    ("text", "signed", "published"),
    [
        (
            "发布日期：2024-01-20 10:11\n年度报告\n公开9条。\n云山县水利局\n2024年1月15日",
            "2024-01-15",
            "2024-01-20",
        ),
        ("成文日期：2024-01-10|发布日期：2024-01-20\n公开9条。", None, "2024-01-20"),
        ("成文日期\n2024年1月10日\n公开9条。", None, "2024-01-10"),
        ("日期：2024.1.9\n公开9条。\n二〇二四年一月八日", "2024-01-08", "2024-01-09"),
        ("公开9条。\n云山县水利局\n2024年1月15日\n上一篇：2022年年报\n打印本页", "2024-01-15", None),
        ("会议日期为2024年1月2日，公开9条。", None, None),
    ],
)
def test_dates_signed_and_published_stay_apart(text: str, signed: str | None, published: str | None) -> None:
    document = document_from_text(text)
    places = find_places(document, None)
    assert (signed_date(document, places), published_date(document, places)) == (signed, published)
