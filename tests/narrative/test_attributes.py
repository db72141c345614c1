import pytest

from gongkai.codebook import load_codebook
from gongkai.documents.model import Paragraph, Span
from gongkai.documents.read import document_from_text
from gongkai.narrative.attributes import is_unit, issuer_names, report_year
from gongkai.narrative.model import Period, Scope
from gongkai.narrative.rules import RuleTagger

from .conftest import Tagging


@pytest.mark.parametrize(
    ("text", "issuer", "scope", "words", "narrower"),
    [
        ("全市主动公开信息50条。", None, Scope.JURISDICTION, "全市", False),
        ("我局主动公开信息50条。", None, Scope.BODY, "我局", False),
        ("我市主动公开信息50条。", None, Scope.UNSTATED, "", False),
        ("局机关主动公开信息50条。", None, Scope.BODY, "局机关", True),
        ("区政府办主动公开信息50条。", "柳江市东山区人民政府", Scope.BODY, "区政府办", True),
        ("区政府办主动公开信息50条。", "柳江市东山区人民政府办公室", Scope.BODY, "区政府办", False),
        ("市水务局主动公开信息50条。", "柳江市水务局", Scope.BODY, "市水务局", False),
        ("市局机关收到政府信息公开申请7件。", "柳江市公安局", Scope.BODY, "市局机关", True),
        ("市局收到政府信息公开申请7件。", "柳江市公安局", Scope.BODY, "市局", False),
        ("编印《柳江市人民政府公报》4期。", "柳江市人民政府", Scope.UNSTATED, "", False),
        ("城南分局收到政府信息公开申请5件。", "柳江市公安局", Scope.UNIT, "城南分局", True),
    ],
)
def test_attributes_scope_follows_the_words_of_its_sentence(
    tag: Tagging, text: str, issuer: str | None, scope: Scope, words: str, narrower: bool
) -> None:
    (figure,) = tag(text, issuer=issuer)
    assert (figure.scope, figure.scope_words, figure.narrower) == (scope, words, narrower)


def test_attributes_scope_reaches_over_a_semicolon_and_not_over_a_full_stop(tag: Tagging) -> None:
    figures = tag("我署收到政府信息公开申请3件；未发生行政诉讼。公开信息5条。")
    assert [f.scope for f in figures] == [Scope.BODY, Scope.BODY, Scope.UNSTATED]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("公开信息50条。", Period.YEAR),
        ("累计公开信息50条。", Period.YEAR),
        ("历年累计公开信息50条。", Period.CUMULATIVE),
        ("微信公众号粉丝50人。", Period.STOCK),
        ("现行有效规范性文件50件。", Period.STOCK),
        ("去年收到政府信息公开申请50件。", Period.LAST_YEAR),
        ("上年结转政府信息公开申请50件。", Period.YEAR),
    ],
)
def test_attributes_period(tag: Tagging, text: str, period: Period) -> None:
    assert [f.period for f in tag(text)] == [period]


def test_attributes_earlier_year_is_last_year(tag: Tagging) -> None:
    figures = tag("2023年主动公开信息90条。", "2022年主动公开信息70条；2023年收到政府信息公开申请2件。")
    assert [(f.value, f.period) for f in figures] == [
        (90, Period.YEAR),
        (70, Period.LAST_YEAR),
        (2, Period.YEAR),
    ]


def test_attributes_report_year_is_the_one_named_most() -> None:
    assert report_year(["2021年12月31日", "2022年工作，2022年公开"]) == 2022
    assert report_year(["2021年，2022年"]) == 2022
    assert report_year(["没有年份"]) is None


def test_attributes_issuer_names() -> None:
    assert issuer_names("柳江市东山区水务管理局") == (
        "柳江市东山区水务管理局",
        "市东山区水务管理局",
        "东山区水务管理局",
        "区水务管理局",
        "水务管理局",
        "区局",
        "管理局",
    )
    assert issuer_names(None) == ()


@pytest.mark.parametrize(
    "words", ["城东分局", "局机关", "区政府办公室", "交警支队", "其他单位", "县级", "管委会本级"]
)
def test_attributes_organs_are_units(words: str) -> None:
    assert is_unit(words)


@pytest.mark.parametrize("words", ["财政预决算", "社区治理", "政务公开专区", "乡村振兴", "全市"])
def test_attributes_classes_are_no_units(words: str) -> None:
    assert not is_unit(words)


def test_attributes_of_a_zero_statement_follow_the_metric(tag: Tagging) -> None:
    (figure,) = tag("镇里没有政务新媒体。")
    assert (figure.metric, figure.value, figure.period) == ("accounts", 0, Period.STOCK)


def test_attributes_report_year_is_not_the_year_that_cases_go_to() -> None:
    texts = ["2022年收到申请9件，2件转入2023年办理。"]
    assert report_year(texts) == 2022


@pytest.mark.parametrize(
    "text",
    [
        "答复申请3件，其中本机关不掌握2件，不予公开1件。",
        "答复申请3件，其中不属于本机关职责范围2件，不予公开1件。",
        "答复申请3件，其中非本机关掌握2件，不予公开1件。",
    ],
)
def test_attributes_label_of_an_outcome_counts_nobody(tag: Tagging, text: str) -> None:
    assert {f.scope for f in tag(text)} == {Scope.UNSTATED}
    assert {f.scope for f in tag("我局" + text)} == {Scope.BODY}


@pytest.mark.parametrize(
    "text",
    [
        "历年累计公开信息800条。",
        "平台上线以来公开信息800条。",
        "自网站开通以来，累计公开政府信息800条。",
    ],
)
def test_attributes_since_the_opening_is_cumulative(tag: Tagging, text: str) -> None:
    assert [(f.metric, f.period) for f in tag(text)] == [("disclosure.cumulative", Period.CUMULATIVE)]


def test_attributes_bracket_inside_a_word_belongs_to_it(tag: Tagging) -> None:
    assert [(f.metric, f.value) for f in tag("配备专（兼）职人员各1名。")] == [("staff", 1)]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("针对老年人制作大字版指南6份。", "大字版指南"),
        ("在办事大厅设置查阅点3处。", "查阅点"),
        ("向企业发放服务卡100张。", "服务卡"),
        ("以及其他器材3台。", "其他器材"),
    ],
)
def test_attributes_class_words_begin_with_no_connecting_word(tag: Tagging, text: str, category: str) -> None:
    assert [(f.metric, f.category) for f in tag(text)] == [("other", category)]


def test_attributes_a_year_inside_a_bracket_behind_a_change_is_another_year() -> None:
    text = "2021年度新收申请64件，同比增长12.3%（2020年为57件）；上年结转3件。"
    document = document_from_text(text)
    paragraph = Paragraph(
        section="applications", spans=(Span(line=0, start=0, end=len(text)),), normal=document.normal[0]
    )
    found = {f.value: (f.metric, f.period) for f in RuleTagger(load_codebook())([paragraph])}
    assert found[64] == ("applications.received", "year")
    assert found.get(57, ("applications.received", "last_year"))[1] == "last_year"


def test_attributes_a_clause_says_since_when(tag: Tagging) -> None:
    (figure,) = tag("公开目录自2012年开通以来，历年累计公开信息3.2万条。", year=2022)
    assert (figure.metric, figure.period) == ("disclosure.cumulative", Period.CUMULATIVE)
    (figure,) = tag("今年以来，公开信息320条。", year=2022)
    assert (figure.metric, figure.period) == ("disclosure.total", Period.YEAR)


def test_attributes_what_was_so_at_the_beginning_is_last_years(tag: Tagging) -> None:
    found = tag("年初，微信公众号粉丝还不足9000人，年末达5.3万人。", year=2022)
    assert [(f.value, f.period) for f in found] == [(9000, Period.LAST_YEAR), (53000, Period.STOCK)]


def test_attributes_an_office_goes_by_a_short_name(tag: Tagging) -> None:
    found = tag("总署全年收到政府信息公开申请11件。", issuer="云陵国家水文总署")
    assert [f.scope for f in found] == [Scope.BODY]
    other = tag("向总署报送信息，全年收到政府信息公开申请11件。", issuer="云陵国家水文总署")
    assert [f.scope for f in other] == [Scope.UNSTATED]
