from hypothesis import given
from hypothesis import strategies as st

from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Approx
from gongkai.quantities.numerals import to_chinese

PROSE = "发布受理办理答复信息政策宣读网站申请审核栏目群众留言推进落实服务"  # ends no word like 公约, 解约
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

prose = st.text(alphabet=PROSE, min_size=1, max_size=12)
units = st.sampled_from(
    [
        "条",
        "件",
        "篇",
        "份",
        "宗",
        "起",
        "项",
        "次",
        "期",
        "场",
        "个",
        "人",
        "人次",
        "条次",
        "封",
        "册",
        "则",
        "元",
    ]
)
chinese_units = st.sampled_from(
    ["条", "件", "篇", "份", "项", "次", "期", "场", "个", "人", "名", "人次", "封", "册"]
)
before = st.sampled_from(
    [("", Approx.EXACT), ("达", Approx.EXACT), ("共计", Approx.EXACT)]
    + [(w, Approx.ABOUT) for w in ("约", "近", "将近")]
    + [(w, Approx.AT_LEAST) for w in ("超", "超过", "逾", "突破", "不少于")]
    + [(w, Approx.AT_MOST) for w in ("不足", "不到", "不超过")]
)
behind = st.sampled_from(
    [("", None), ("以上", Approx.AT_LEAST), ("左右", Approx.ABOUT), ("以下", Approx.AT_MOST)]
)
between = st.sampled_from([("", None), ("余", Approx.AT_LEAST), ("多", Approx.AT_LEAST)])


@st.composite
def arabic(draw: st.DrawFn) -> tuple[str, float]:
    style = draw(st.sampled_from(["plain", "grouped", "wide", "wide grouped", "decimal", "万", "亿"]))
    if style in ("万", "亿"):
        hundredths = draw(st.integers(min_value=1, max_value=999_999))
        written = f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
        return written + style, hundredths * {"万": 100, "亿": 1_000_000}[style]
    if style == "decimal":
        tenths = draw(st.integers(min_value=1, max_value=99_999))
        return f"{tenths // 10}.{tenths % 10}", tenths / 10
    value = draw(st.integers(min_value=0, max_value=10**8))
    written = f"{value:,}" if "grouped" in style else str(value)
    return written.translate(_WIDE) if "wide" in style else written, value


@given(prose, arabic(), units, before, between, behind, prose)
def test_lexer_reads_every_writing_of_a_number(
    head: str,
    number: tuple[str, float],
    unit: str,
    front: tuple[str, Approx],
    middle: tuple[str, Approx | None],
    back: tuple[str, Approx | None],
    tail: str,
) -> None:
    text = f"{head}{front[0]}{number[0]}{middle[0]}{unit}{back[0]}，{tail}"
    (quantity,) = find_quantities(text)
    start = len(head) + len(front[0])
    approx = back[1] or middle[1] or front[1]
    assert (quantity.value, quantity.unit, quantity.approx) == (number[1], unit, approx)
    assert not quantity.ordinal
    assert quantity.start == start
    assert text[start : quantity.number_end] == number[0]
    assert text[start : quantity.end] == number[0] + middle[0] + unit
    if front[1] is not Approx.EXACT:
        assert text[quantity.approx_start : start] == front[0]


@given(prose, st.integers(min_value=2, max_value=10**9), chinese_units, before, prose)
def test_lexer_reads_chinese_numerals(
    head: str, value: int, unit: str, front: tuple[str, Approx], tail: str
) -> None:
    written = to_chinese(value)
    text = f"{head}{front[0]}{written}{unit}，{tail}"
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.approx, quantity.chinese) == (value, unit, front[1], True)
    assert text[quantity.start : quantity.end] == written + unit
    assert not quantity.ordinal


@given(prose)
def test_lexer_finds_nothing_in_prose_without_numbers(text: str) -> None:
    assert find_quantities(text) == ()


fragments = st.one_of(
    st.text(alphabet="0123456789０９,.，:：-—/+%×@aG()（）“”《》第前〔〕、至 \n", max_size=6),
    st.text(alphabet="零〇一二两三十百千万亿廿条件次年月日号个人时分余多约近超不足以上下左右", max_size=6),
    prose,
)


@given(st.lists(fragments, max_size=12).map("".join))
def test_lexer_spans_are_in_bounds_in_order_and_apart(text: str) -> None:
    last = 0
    for q in find_quantities(text):
        assert last <= q.start < q.number_end <= q.end <= len(text)
        assert 0 <= q.approx_start <= q.start
        assert q.unit is None or q.unit in ("%", "‰") or q.unit in text
        last = q.end


@given(st.text(max_size=80))
def test_lexer_survives_any_text(text: str) -> None:
    for q in find_quantities(text):
        assert text[q.start : q.end]
