"""Gold is written into the sentence: [number and unit|value unit approx], and {…} for what counts nothing."""

import re

import pytest

from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Approx, Quantity

_MARK = re.compile(r"\[([^|\]]*)\|([^ \]]*)(?: ([^ \]]*))?(?: ([^ \]]*))?\]|\{([^}]*)\}")


def parse(marked: str) -> tuple[str, list[tuple[object, ...]]]:
    """The plain text and its gold: (characters, value, unit, approx), or (characters,) for a name."""
    text, gold, pos = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[pos : match.start()] + (match[1] if match[1] is not None else match[5])
        if match[1] is None:
            gold.append((match[5],))
        else:
            unit = None if match[3] in (None, "-") else match[3]
            gold.append((match[1], float(match[2]), unit, match[4] or "exact"))
        pos = match.end()
    return text + marked[pos:], gold


def read(text: str) -> list[tuple[object, ...]]:
    return [
        (text[q.start : q.end],)
        if q.ordinal
        else (text[q.start : q.end], float(q.value), q.unit, q.approx.value)
        for q in find_quantities(text)
    ]


def check(marked: str) -> None:
    text, gold = parse(marked)
    assert read(text) == gold


@pytest.mark.parametrize(
    "marked",
    [
        "全年公开信息[3,218条|3218 条]，网站访问[10,482,317人次|10482317 人次]。",
        "订阅[26.44万人次|264400 人次]，公开[1.18万条|11800 条]、[9亿条|900000000 条]、[3千人|3000 人]。",
        "粉丝[12.8万|128000]、点赞[60万|600000]。",
        "编发[46期|46 期][285条|285 条]，制发[22|22](其中修订[3件|3 件])。",
        "增长[12.5%|12.5 %]，提高[2.3个百分点|2.3 个百分点]，是上年的[3倍|3 倍]，占[5‰|5 ‰]。",
        "答复率[百分之九十八点五|98.5 %]，办结率[百分之百|100 %]，差错[千分之3|3 ‰]。",
        "收费[0.12万元|1200 元]，共[3940元|3940 元]、[2.5亿元|250000000 元]、[1亿3000万元|130000000 元]。",
        "活动[3场(次)|3 场(次)]，受众[80人/次|80 人/次]，由[12个|12 个]镇(街道)承办。",
        "财政[15|15]，决策[10|10]。",
        "公开信息[1136|1136]其中动态[12|12]和公告[30|30]。",
        "均为[0|0]，收到申请[0件|0 件]，得分[98.5|98.5]。",
        "转发[２３４５条|2345 条]，[１，２３４件|1234 件]，完成[９８％|98 %]。",
        "召开[2次|2 次]新闻发布会、[3次|3 次]区政府会议，[5家|5 家]乡镇，[2名|2 名]单位负责人，[3例|3 例]行政复议。",
        "建成[3个|3 个]体系，公布[2批|2 批]示范点，[6期|6 期]刊登文件，受理{12}线索，分送[3部门|3 部门]。",
        "[5起|5 起]诉讼案件，[12人|12 人]大会发言，[7名|7 名]同志，[3期|3 期]。",
    ],
)
def test_lexer_numbers_and_units(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "召开发布会[三场|3 场]，访谈[两期|2 期]，复文[十二件|12 件]，报告[一份|1 份]。",
        "参训[二百余人次|200 人次 at_least]，刊发[百余篇|100 篇 at_least]，走访[三十多户|30 户 at_least]。",
        "报道逾[万条|10000 条 at_least]，转发上[百次|100 次 at_least]，近[千人|1000 人 about]，关注超[百万|1000000 - at_least]。",
        "共[一千二百三十四件|1234 件]，粉丝[三十二万|320000]。",
        "其中[一件|1 件]转办，建议[一个|1 个]、复议案件[一起|1 起]。",
        "复议[零件|0 件]，诉讼均为[零|0]。",
        "总数[十件|10 件]，申请数[三件|3 件]，工单[一件|1 件]，合同[一份|1 份]，更新[两次|2 次]。",
    ],
)
def test_lexer_chinese_numerals_that_count(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "一批干部进一步统一思想，第一，其中之一，一定，一方面，万一，十分重要，千方百计",
        "一系列举措，一种形式，一些问题，一体推进，一流环境，一线窗口，一站式，一窗受理，一码通行",
        "落实三审三校、五公开、三公经费、两微一端、六稳六保、一网通办，开好两会，关心三农",
        "一件事一次办，一次性告知，一人一档，一件一策，一条龙服务，一张网，一项项抓落实",
        "数百件、数十万条、几十封、十几件、两三次、三五个、百家争鸣、千家万户",
        "一是统筹，二是协调。三、依申请公开。(四)其他处理。党的二十大，“十四五”规划，三分之一",
        "设立一个窗口，群众一起参与，每一项，这一次，统一个口径，一家人",
        "从零开始，零投诉，零距离",
    ],
)
def test_lexer_chinese_numerals_that_count_nothing(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "公开[30余条|30 条 at_least]、[5.65万余条|56500 条 at_least]、[5余万次|50000 次 at_least]、[220多篇|220 篇 at_least]。",
        "超[6,700件|6700 件 at_least]，超过[10万条|100000 条 at_least]，逾[80人|80 人 at_least]，突破[3.5万人|35000 人 at_least]。",
        "约[44条|44 条 about]，近[5000条|5000 条 about]，将近[30件|30 件 about]，近达[200条|200 条 about]。",
        "不足[20件|20 件 at_most]，不到[10件|10 件 at_most]，不超过[5件|5 件 at_most]，最多[3次|3 次 at_most]。",
        "[99%|99 % at_least]以上，[20件|20 件 at_least]以上，[5件|5 件 at_most]以下，[100人|100 人 about]左右。",
        "达[1700余篇|1700 篇 at_least]，累计[30件|30 件]，共计[12件|12 件]，高达[99%|99 %]。",
        "阅读[10万+|100000 - at_least]，[100+条|100 条 at_least]。",
        "约[500余件|500 件 at_least]。",
        "最近[3期|3 期]，签约[20家|20 家]，附近[2处|2 处]，预约[6人次|6 人次]，[12件|12 件]以下简称申请。",
        "[10|10 件 at_least]-[20件|20 件 at_most]，[3|30000 条 at_least]至[5万条|50000 条 at_most]。",
        "分别为[12.3|123000 宗]/[4.5|45000 宗]/[0.6万宗|6000 宗]。",
    ],
)
def test_lexer_approximations(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "自{2023年}{1月}{1日}至{12月}{31日}，{2024}-{2027年}，{1}-{12月}，{5}、{6月}，{二〇二三年}{十二月}。",
        "第{711号}令，办函〔{2021}〕{30号}，《{2024年}要点》，《惠企{32条}》，第{六期}，第{二十条}第(五)项。",
        "第{1}、{2}、{3项}，前{三名}，排名第{3}，位居前{10}，{1季度}。",
        "电话：{0517}-{5550123}，传真{010}—{55501234}，({0517}){55501234}，手机{13900000000}，邮编：{223001}。",
        "见http://www.example.gov.cn/{2023}/{12}.html，{192.168}.{1.1}，a{123}@example.cn，{5}G，{4}A级。",
        "{1}.{2020年}度公开[61条|61 条]。{2}.补正。{3}、其他",
        "实行“{8}+{4}”模式，{1}+N，“{0}”跑动，最多跑{1次}，关于“便企{十条}”的报道[12条|12 条]。",
        "{12345}热线受理工单[3186件|3186 件]，{12345}政务服务便民热线，{12333}、{12345}平台，{110}报警。",
        "共受理[12345件|12345 件]，粉丝达[12345|12345]。",
        "{20个工作日}内答复，{15日内}，{9时}{30分}，{9}:{00}-{12}:{00}，{7}×{24小时}。",
        "索引号：{014314799}/{2024}-{00002}，浏览次数：{352}，第{3页}共{6页}，-{3}-",
        "{3}大类、{5}公开、{2}微{1}端，[32个|32 个]部门，{3个}方面，{四个}意识。",
        "路{108号}{3楼}{305室}，每月{2期}，{500}强企业，{12.4}宪法日。".replace("{500}强", "{500强}"),
    ],
)
def test_lexer_names_are_marked(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    ("text", "value", "sign", "start"),
    [
        ("+16", 16, 1, 0),
        ("-7", -7, -1, 0),
        ("－99", -99, -1, 0),
        ("同比-5.2%", -5.2, -1, 2),
        ("增长+3%", 3, 1, 2),
    ],
)
def test_lexer_signs(text: str, value: float, sign: int, start: int) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.sign, quantity.start, quantity.ordinal) == (value, sign, start, False)


def test_lexer_a_bullet_is_no_sign() -> None:
    assert read("-12条信息") == [("12条", 12.0, "条", "exact")]


def test_lexer_whole_quantity() -> None:
    assert find_quantities("约有5.65万余条") == (
        Quantity(
            start=2, end=9, number_end=7, approx_start=0, value=56_500, unit="条", approx=Approx.AT_LEAST
        ),
    )


def test_lexer_values_are_ints_where_whole() -> None:
    values = [q.value for q in find_quantities("26.44万人次，3.00件，2.5%")]
    assert [(v, type(v)) for v in values] == [(264_400, int), (3, int), (2.5, float)]


def test_lexer_a_bracket_behind_an_item_count_is_no_article() -> None:
    counted = [("129条", False), ("33.2%", False), ("210条", False), ("12篇", False)]
    assert _forms("采纳129条（33.2%），推送210条（12篇原创）") == counted
    assert _forms("第20条（1）项公开3件") == [("20条", True), ("1", True), ("3件", False)]


def _forms(text: str) -> list[tuple[str, bool]]:
    return [(text[q.start : q.end], q.ordinal) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "approx"),
    [("占六成。", 60, "exact"), ("逾九成", 90, "at_least"), ("两成左右", 20, "about"), ("七成多", 70, "at_least"), ("三成半", 35, "exact"), ("8成以上", 80, "at_least")],
)  # fmt: skip
def test_lexer_tenths_are_percentages(text: str, value: int, approx: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.unit, quantity.approx.value) == (value, "%", approx)


@pytest.mark.parametrize("text", ["三成员单位", "取得五成果", "一成不变", "第二成套设备", "一段时间"])
def test_lexer_words_with_cheng_are_no_tenths(text: str) -> None:
    assert [q for q in find_quantities(text) if not q.ordinal] == []


def test_lexer_unit_ends_before_a_word_that_goes_on() -> None:
    (quantity,) = find_quantities("执法信息1230条次之")
    assert (quantity.value, quantity.unit) == (1230, "条")


@pytest.mark.parametrize("caption", ["图3 复议结果构成", "表2　办理情况"])
def test_lexer_captions_are_names(caption: str) -> None:
    assert [q for q in find_quantities(caption) if not q.ordinal] == []


@pytest.mark.parametrize(
    ("text", "unit"), [("更换展板121块", "块"), ("拍摄视频三段", "段"), ("巡查了两遍", "遍")]
)
def test_lexer_pieces_stretches_and_rounds(text: str, unit: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.unit == unit
