"""Running heads and feet: page numbers of all styles, lines that come again, what browsers print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.pages.text.typesetting import Ink, Par, Sheet, typeset
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.text.lines import lines_of
from gongkai.documents.pages.text.running import running_lines

_W, _H = 595.0, 842.0
_TEXT = [Par(text="本年度收到申请21件，" * 20 + "均按期答复。")]


def running(pages: list[Page], filled: list[tuple[float, float] | None] | None = None) -> list[list[str]]:
    """The texts of the running lines of each page."""
    lines = [lines_of(page) for page in pages]
    found = running_lines(pages, lines, filled or [None] * len(pages))
    return [[line.plain for i, line in enumerate(own) if (n, i) in found] for n, own in enumerate(lines)]


def pages_with(*marks: tuple[str, float, float], body: float = 700.0, number: int = 1) -> list[Page]:
    """One page of five lines that end at height ``body``, with lines set at (x, middle) in the margins."""
    ink = Ink()
    for n in range(5):
        ink.put("本年度收到申请均按期答复。", 90, body - 28 * n, 16)
    for text, x, middle in marks:
        ink.put(text, x, middle, 10)
    return [ink.page(number, _W, _H)]


@pytest.mark.parametrize(
    "foot",
    [
        "- {page} -",
        "—{page}—",
        "— {page} —",
        "第{page}页",
        "第 {page} 页 共 {pages} 页",
        "第{page}页/共{pages}页",
        "{page}/{pages}",
    ]
    + [
        "{page}",
        "·{page}·",
        "~{page}~",
        "Page {page} of {pages}",
        "共{pages}页，第{page}页",
        "页码：{page}",
        "（{page}）",
    ],
)
@pytest.mark.parametrize("lines", [4, 100])
def test_page_numbers(foot: str, lines: int) -> None:
    pages, _ = typeset(_TEXT, Sheet(lines=lines, foot=foot))
    expected = [[foot.format(page=n, pages=len(pages)).replace(" ", "")] for n in range(1, len(pages) + 1)]
    assert [["".join(t.split()) for t in found] for found in running(pages)] == expected
    assert len(pages) == (2 if lines == 4 else 1)


def test_page_numbers_at_the_outer_sides_in_full_width() -> None:
    pages = [
        page
        for n in range(1, 5)
        for page in pages_with((f"－{'０１２３４'[n]}－", 90 if n % 2 else 480, 800), number=n)
    ]
    assert running(pages) == [["－１－"], ["－２－"], ["－３－"], ["－４－"]]


def test_heads_and_feet_of_several_lines() -> None:
    sheet = Sheet(lines=5, head="示例县水利局2023年度报告", foot="内部资料 第{page}期")
    pages, _ = typeset(_TEXT, sheet)
    for ink_page in pages:
        assert len(ink_page.text) > 20
    assert running(pages) == [
        ["示例县水利局2023年度报告", f"内部资料 第{n}期"] for n in range(1, len(pages) + 1)
    ]


def test_a_one_page_document_has_only_what_looks_like_a_page_number() -> None:
    assert running(pages_with(("示例县水利局", 90, 40), ("- 1 -", 280, 800))) == [["- 1 -"]]
    assert running(pages_with(("1", 295, 800))) == [["1"]]
    assert running(pages_with(("2023", 295, 800))) == [[]]


def test_a_number_of_the_text_is_no_page_number() -> None:
    # The last line of a column of values, as far down as page numbers stand, and one that stands in the text.
    assert running(pages_with(("0", 295, 770), body=756)) == [[]]
    assert running(pages_with(("15", 295, 600))) == [[]]
    # Behind a table that goes on below it.
    assert running(pages_with(("1", 295, 800)), [(400.0, 830.0)]) == [[]]
    # Values at the foot of several pages do not count with the pages.
    pages = [page for n in (1, 2, 3) for page in pages_with((str(7 * n), 295, 790), body=775, number=n)]
    assert running(pages) == [[], [], []]


def test_a_heading_that_begins_a_page_stays() -> None:
    pages, _ = typeset(
        [Par(text="一、总体情况"), *_TEXT, Par(text="二、主动公开政府信息情况")], Sheet(lines=6)
    )
    assert running(pages) == [[]] * len(pages)


def test_the_same_sentence_at_the_head_of_two_pages_stays() -> None:
    pars = [Par(text=f"示例工作第{'一二三四五六七八'[n]}项。") for n in range(8)]
    pages, _ = typeset(
        [Par(text="本年度未收到申请。"), *pars[:5], Par(text="本年度未收到申请。"), *pars[5:]], Sheet(lines=6)
    )
    assert running(pages) == [[], []]


def test_a_row_of_zeros_on_each_page_stays() -> None:
    ink = Ink()
    for n in range(7):
        ink.put("0", 90 + 30 * n, 760, 10)
    page = ink.page(1, _W, _H)
    assert running([page, replace(page, number=2)]) == [[], []]


def test_what_browsers_print() -> None:
    (page,) = pages_with(
        ("2024/1/15 10:21", 25, 20),
        ("年度报告", 300, 20),
        ("https://www.example.gov.cn/a/b.html", 25, 825),
        ("1/1", 560, 825),
    )
    assert [["".join(t.split()) for t in found] for found in running([page])] == [
        ["2024/1/1510:21年度报告", "https://www.example.gov.cn/a/b.html1/1"]
    ]


def test_a_date_in_the_text_is_not_what_browsers_print() -> None:
    assert running(pages_with(("2024/1/15 10:21", 25, 120))) == [[]]
