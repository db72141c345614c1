import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.quantities.cells import looks_like_value, read_cell
from gongkai.quantities.model import Approx, CellState, CellValue, Number
from gongkai.quantities.numerals import to_chinese


def number(value: Number, unit: str | None = None, approx: Approx = Approx.EXACT) -> CellValue:
    return CellValue(state=CellState.NUMBER, value=value, unit=unit, approx=approx)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("0", number(0)),
        ("12", number(12)),
        (" 12 \u3000", number(12)),
        ("1,234", number(1234)),
        ("１，２３４", number(1234)),
        ("１２", number(12)),
        ("1 086", number(1086)),
        ("7730.28", number(7730.28)),
        ("215450.48", number(215450.48)),
        ("0.00", number(0)),
        ("0件", number(0, "件")),
        ("12 件", number(12, "件")),
        ("12%", number(12, "%")),
        ("12％", number(12, "%")),
        ("三", number(3)),
        ("〇", number(0)),
        ("十二件", number(12, "件")),
        ("12万", number(120_000)),
        ("1.2万件", number(12_000, "件")),
        ("26.44万人次", number(264_400, "人次")),
        ("712.187895万元", number(712.187895, "万元")),
        ("3405820元", number(3_405_820, "元")),
        ("3亿元", number(3, "亿元")),
        ("1亿3000万元", number(130_000_000, "元")),
        ("5（万元）", number(5, "万元")),
        ("+16", number(16)),
        ("＋16", number(16)),
        ("-7", number(-7)),
        ("－7", number(-7)),
        ("—7", number(-7)),
        ("增加5", number(5)),
        ("增5", number(5)),
        ("增98", number(98)),
        ("减3", number(-3)),
        ("减少3件", number(-3, "件")),
        ("22（其中修订3件）", number(22)),
        ("55(含自然失效29件)", number(55)),
        ("0。", number(0)),
        ("约20", number(20, approx=Approx.ABOUT)),
        ("30余件", number(30, "件", Approx.AT_LEAST)),
        ("超1万", number(10_000, approx=Approx.AT_LEAST)),
    ],
)
def test_cells_read_numbers(text: str, reading: CellValue) -> None:
    assert read_cell(text) == reading
    assert looks_like_value(text) == (text not in ("三", "〇"))


@pytest.mark.parametrize("text", ["无", "零", " 無 ", "无。", "没有"])
def test_cells_read_words_for_zero(text: str) -> None:
    assert read_cell(text) == CellValue(state=CellState.ZERO_WORD, value=0)
    assert looks_like_value(text)


@pytest.mark.parametrize("text", ["/", "／", "-", "－", "—", "——", "––", "\\", "/ /", "―"])
def test_cells_read_dashes(text: str) -> None:
    assert read_cell(text) == CellValue(state=CellState.DASH)
    assert looks_like_value(text)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\t\n", "\xa0", "\u200b"])
def test_cells_read_blanks(text: str) -> None:
    assert read_cell(text) == CellValue(state=CellState.BLANK)
    assert not looks_like_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "增",
        "减",
        "0/0",
        "*",
        "见附件",
        "N/A",
        "3+2",
        "O",
        "0 0 0",
        "3 2",
        "1 234",
        "12.",
        "00",
        "012",
        "1,23",
        "百",
        "万",
    ]
    + [
        "2025年1月22日",
        "-3-",
        "第3页",
        "(一)",
        "(5)",
        "3.其他",
        "一、本年新收",
        "总计",
        "自然人",
        "①",
        "两三件",
        "12件3件",
    ]
    + ["1" * 5000, "一次性告知"],
)
def test_cells_refuse_what_is_no_number(text: str) -> None:
    assert read_cell(text) == CellValue(state=CellState.NOT_A_NUMBER)
    assert not looks_like_value(text)


def test_cells_a_long_line_is_no_value() -> None:
    text = "22（其中修订3件，" + "另有说明" * 10 + "）"
    assert not looks_like_value(text)
    assert read_cell(text) == number(22)


def wide(text: str) -> str:
    return text.translate(
        {ord(a): ord(b) for a, b in zip("0123456789,.+-", "０１２３４５６７８９，．＋－", strict=True)}
    )


@given(
    value=st.integers(min_value=0, max_value=10**9),
    style=st.sampled_from([str, "{:,}".format, lambda n: wide(f"{n:,}"), to_chinese]),
    unit=st.sampled_from([None, "件", "条", "人次", "宗"]),
    space=st.sampled_from(["", " ", "\u3000"]),
)
def test_cells_round_trip(value: int, style: object, unit: str | None, space: str) -> None:
    written = style(value)  # type: ignore[operator]
    if unit is None and written == "零":
        assert read_cell(written) == CellValue(state=CellState.ZERO_WORD, value=0)
    else:
        assert read_cell(f"{space}{written}{unit or ''}{space}") == number(value, unit)


@given(st.text(max_size=60))
def test_cells_every_text_has_a_reading(text: str) -> None:
    reading = read_cell(text)
    valued = reading.state in (CellState.NUMBER, CellState.ZERO_WORD)
    assert (reading.value is not None) == valued
    if looks_like_value(text):
        assert valued or reading.state is CellState.DASH
