"""What a page shows or links to instead of printing it."""

import pytest

from gongkai.documents.html.read import read_html

TEXT = "全年主动公开信息若干条，及时回应群众对健身场地的关切，没有收到申请。"


def problems(markup: str) -> list[tuple[str, str]]:
    found = read_html(
        f"<meta charset=utf-8><div class=nav><img src=a.jpg width=900 height=300></div>{markup}".encode(), "t"
    )
    return [(p.code, p.message) for p in found.problems]


def test_tables_that_are_pictures() -> None:
    image = '<p><img src="./W020240101.png" style="width:600px;height:400px"></p>'
    markup = f"<div><p>一、总体情况</p><p>{TEXT}</p><p>二、主动公开政府信息情况</p>{image}<p>三、收到和处理政府信息公开申请情况</p>{image}<p>六、其他需要报告的事项</p><p>无</p></div>"
    [(code, message)] = problems(markup)
    assert code == "W017"
    assert message.startswith("2 large picture(s)")
    assert "under 二、主动公开政府信息情况; under 三、收到和处理政府信息公开申请情况" in message


@pytest.mark.parametrize(
    ("image", "large"),
    [
        ("<img src=W1.png>", True),
        ("<img src=W1.png width=600 height=300>", True),
        ("<img src=W1.png width=100%>", True),
        ("<img src=W1.png width=600 height=30>", False),
        ("<img src=W1.png style='height:16px'>", False),
        ("<img src=W1.png style='width:12cm;height:8cm'>", True),
        ("<img src=icon_doc.gif>", False),
        ("<img src=/images/ewm.png>", False),
        ("<img>", False),
        (f"<img src='data:image/png;base64,{'QUJD' * 10_000}'>", True),
        (f"<img src='data:image/png;base64,{'QUJD' * 100}'>", False),
        ("<img src=W1.png style='display:none'>", False),
    ],
)
def test_how_large_an_image_is(image: str, large: bool) -> None:
    assert [code for code, _ in problems(f"<div><p>{TEXT}</p>{image}<p>{TEXT}</p></div>")] == (
        ["W017"] if large else []
    )


def test_a_report_of_pictures_behind_its_first_paragraph() -> None:
    [(code, message)] = problems(
        f"<div class=a><p>{TEXT}</p><p><img src=1.jpg></p><p><img src=2.jpg></p></div>"
    )
    assert (code, message.split(" ")[0]) == ("W017", "2")
    assert f"after {TEXT[:20]}" in message


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<p>附件：<a href="./P020240101.pdf?x=1">2023年年报.pdf</a></p>', "2023年年报.pdf"),
        ('<a href="/a/b/report.DOCX"><img src=icon_doc.gif></a>', "report.DOCX"),
        ('<a href="a.ofd">甲</a><a href="b.wps">乙</a>', "甲, 乙"),
        ('<iframe src="/pdf/viewer.html?file=/a/报告.pdf"></iframe>', "viewer.html"),
        ('<embed src="/a/报告.pdf">', "报告.pdf"),
        ('<a href="a.html">甲</a>', None),
    ],
)
def test_attachments(markup: str, names: str | None) -> None:
    found = problems(f"<div><p>{TEXT}</p></div>{markup}")
    assert [code for code, _ in found] == (["W024"] if names else [])
    if names:
        assert found[0][1].endswith(f": {names}")
