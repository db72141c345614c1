import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.normalise import is_traditional, normalise_line, normalise_piece


def normal(text: str, *, traditional: bool = False) -> str:
    return normalise_line(0, text, traditional=traditional).text


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("公开信息１２３条，占５０％", "公开信息123条，占50%"),
        ("（一）主动公开﹙附表﹚", "(一)主动公开(附表)"),
        ("国办函〔2020〕9号﹝副本﹞", "国办函〔2020〕9号〔副本〕"),
        ("\ufeff收到\u200b申\u00ad请\x07 3\xa0件", "收到申请3件"),
        ("⻓宁县⼈民政府", "长宁县人民政府"),
        ("㈠公开⑵公开⒊公开", "(一)公开(2)公开3.公开"),
        ("①公开 m²", "①公开m²"),
        ("落实「五公開」要求", "落实“五公开”要求"),
        ('坚持"先审后发"和"谁办谁答"', "坚持“先审后发”和“谁办谁答”"),
        ("答复率100 %", "答复率100%"),
        ("增减－7，＋16", "增减-7，+16"),
        ("采用3 3 篇，2 0 2 2 年为4 1 篇。", "采用33篇，2022年为41篇。"),
    ],
)
def test_normalise_signs(printed: str, plain: str) -> None:
    assert normal(printed, traditional="開" in printed) == plain


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("发布信息12,345条", "发布信息12,345条"),
        ("发布信息12，345条", "发布信息12,345条"),
        ("访问10,127,786人次,其中手机端6,000次", "访问10,127,786人次，其中手机端6,000次"),
        ("2020,全局公开9条", "2020，全局公开9条"),
        ("微信15,微博20", "微信15，微博20"),
        ("地址:甲路1号;电话:0517-1", "地址：甲路1号；电话：0517-1"),
        ("10:30开放,网址http://a.b/c", "10:30开放，网址http://a.b/c"),
        ("公开9条,,,其中网站3条", "公开9条，其中网站3条"),
    ],
)
def test_normalise_commas_and_colons(printed: str, plain: str) -> None:
    assert normal(printed) == plain


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("收到申请 1 0 8 6 件。", "收到申请1086件。"),
        ("20 23 年 1 月 2 2 日", "2023年1月22日"),
        ("关注人数达 26 .44 万", "关注人数达26.44万"),
        ("全年公开 1 234 条，同比增长", "全年公开1234条，同比增长"),
        ("　　全年公开 1 234 条，同比增长", "全年公开1234条，同比增长"),
        ("    全年公开 1 234 条，同比增长", "全年公开1234条，同比增长"),
        ("2 024 年", "2024年"),
        ("规章\t0\t0\t0", "规章0 0 0"),
        ("规章 1 2 3", "规章1 2 3"),
        ("规章 1 2 3 行政规范性文件 4 5 6", "规章1 2 3行政规范性文件4 5 6"),
        ("| 行政许可 | 1 0 | 2 件", "|行政许可| 1 0 | 2件"),
        ("1. 23 条为转载", "1. 23条为转载"),
        ("  QQ 群  and  more  ", "QQ群and more"),
    ],
)
def test_normalise_spaces(printed: str, plain: str) -> None:
    assert normal(printed) == plain


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("在入口網站公開政府資訊與規範性檔案", "在门户网站公开政府信息与规范性文件"),
        ("線上訪談和影片最佳化", "在线访谈和视频优化"),
        ("檔案局、檔案館的線上線下查閱", "档案局、档案馆的线上线下查阅"),
        ("反覆申請已答覆,設定專欄", "反复申请已答复，设置专栏"),
        ("依法執行並公佈文件,著力推進", "依法执行并公布文件，着力推进"),
    ],
)
def test_normalise_vocabulary_of_traditional_documents(printed: str, plain: str) -> None:
    assert normal(printed, traditional=True) == plain


def test_normalise_leaves_vocabulary_of_simplified_documents() -> None:
    assert normal("档案查阅线上预约，影片展播") == "档案查阅线上预约，影片展播"


def test_normalise_maps_an_exchanged_word_to_the_whole_word() -> None:
    text = "經最佳化後公開檔案３件"
    mapped = normalise_line(7, text, traditional=True)
    assert mapped.text == "经优化后公开文件3件"
    (span,) = mapped.spans(mapped.text.index("优"), mapped.text.index("优") + 1)
    assert (span.line, text[span.start : span.end]) == (7, "最佳化")
    (span,) = mapped.spans(mapped.text.index("3"), len(mapped))
    assert text[span.start : span.end] == "３件"


def test_normalise_piece_keeps_offsets_of_the_line() -> None:
    text = "其他\t１ ２\t3"
    mapped = normalise_piece(4, text, 3, 6, traditional=False)
    assert (mapped.text, mapped.lines, mapped.starts, mapped.ends) == ("1 2", (4, 4, 4), (3, 4, 5), (4, 5, 6))


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_normalise_maps_every_character_in_order(text: str, traditional: bool) -> None:
    mapped = normalise_line(0, text, traditional=traditional)
    assert len(mapped.text) == len(mapped.lines) == len(mapped.starts) == len(mapped.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(mapped.starts, mapped.ends, strict=True))
    assert list(mapped.starts) == sorted(mapped.starts)


@given(st.text("0123456789,.， 年月条万件收到。\t|、", max_size=30))
def test_normalise_never_changes_the_digits(text: str) -> None:
    digits = [c for c in text if c.isdigit()]
    assert [c for c in normal(text) if c.isdigit()] == digits


@given(st.text(st.sampled_from("收到申请１2３4,，.:：;（）()「」\u200b㈠条件%％"), max_size=40))
def test_normalise_is_idempotent(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请", False),
        ("收到政府資訊公開申請", True),
        ("繁體版 收到政府信息公开申请，均已办结", False),
        ("123 abc", False),
        ("", False),
    ],
)
def test_normalise_is_traditional(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected
