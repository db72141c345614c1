"""Characters to printed lines: order by place, blanks where they stand to be seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pages.text.typesetting import Ink, Par, Sheet, broken, typeset
from gongkai.documents.pages.model import Page
from gongkai.documents.pages.text.lines import lines_of
from gongkai.documents.pages.text.setting import set_line

_EM = 16.0


def page_of(ink: Ink, order: np.ndarray | None = None) -> Page:
    page = ink.page(1, 595.0, 842.0)
    if order is None:
        return page
    text = "".join(page.text[i] for i in order)
    return replace(page, text=text, boxes=page.boxes[order], sizes=page.sizes[order])


def texts(page: Page, left: float = 90.0) -> list[str]:
    return [set_line(line, left, _EM)[0] for line in lines_of(page)]


def test_an_empty_page_has_no_lines() -> None:
    assert lines_of(page_of(Ink())) == []
    ink = Ink()
    ink.put("字", 90, 100, _EM)
    assert lines_of(page_of(ink), np.array([True])) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text("年度报告公开申请收到2023，。（）《》", min_size=1, max_size=60), min_size=1, max_size=8
    ),
    st.sampled_from([21.0, 28.0]),
    st.sampled_from(["both", "left"]),
    st.randoms(use_true_random=False),
)
def test_lines_come_back_whatever_the_order_of_the_file(
    pars: list[str], pitch: float, align: str, random: object
) -> None:
    sheet = Sheet(lines=100, pitch=pitch, jitter=0.2)
    (page,), printed = typeset([Par(text=text, indent=0, align=align) for text in pars], sheet)
    order = list(range(len(page.text)))
    random.shuffle(order)  # type: ignore[attr-defined]
    shuffled = replace(
        page, text="".join(page.text[i] for i in order), boxes=page.boxes[order], sizes=page.sizes[order]
    )
    expected = [line for lines in printed for line in lines]
    # A line of a few characters that is pulled apart to the right edge may look like cells: its blanks do not count.
    assert ["".join(t.split()) for t in texts(shuffled, sheet.left)] == expected
    assert ["".join(t.split()) for t in texts(page, sheet.left)] == expected


def test_every_character_has_its_place_and_made_up_blanks_have_none() -> None:
    ink = Ink()
    ink.put("see page 12", 122, 100, _EM)
    (line,) = lines_of(page_of(ink))
    text, places = set_line(line, 90.0, _EM)
    assert text == "\u3000\u3000see page 12"
    assert np.isnan(places).all(axis=1).tolist() == [c.isspace() for c in text]
    expected = [[1, *box] for box in np.array(ink.boxes, dtype=np.float32).tolist()]
    np.testing.assert_array_equal(places[~np.isnan(places[:, 0])], np.array(expected, dtype=np.float32))


def test_no_blank_between_chinese_and_digits() -> None:
    ink = Ink()
    ink.put("收到申请21件，其中3件", 90, 100, _EM)
    ink.put("收到申请", 90, 128, _EM, stretch=4)  # a quarter of an em in justified lines
    ink.put("2023年", 90 + 4 * 20, 128, _EM, stretch=0)
    assert texts(page_of(ink)) == ["收到申请21件，其中3件", "收到申请2023年"]


def test_a_blank_between_chinese_words_is_kept() -> None:
    ink = Ink()
    ink.put("地址：示例路1号", 90, 100, _EM)
    ink.put("邮编：000000", 90 + 8 * _EM + 0.75 * _EM + 8, 100, _EM)
    assert texts(page_of(ink)) == ["地址：示例路1号 邮编：000000"]


def test_wide_gaps_keep_columns_in_line() -> None:
    ink = Ink()
    for n, row in enumerate([("规章", "0", "12"), ("行政规范性文件", "115", "0"), ("合计", "115", "12")]):
        for x, cell in zip((90, 250, 330), row, strict=True):
            ink.put(cell, x, 100 + 28 * n, _EM)
    assert texts(page_of(ink)) == [
        "规章                0         12",
        "行政规范性文件      115       0",
        "合计                115       12",
    ]


def test_a_row_of_single_digits_keeps_its_cells() -> None:
    ink = Ink()
    for n in range(7):
        ink.put("0", 90 + 30 * n, 100, _EM)
    assert texts(page_of(ink)) == ["0   0   0  0   0   0  0"]


def test_a_row_of_the_same_answer_keeps_its_cells() -> None:
    ink = Ink()
    for n in range(6):
        ink.put("无", 90 + 32 * n, 100, _EM)
    assert texts(page_of(ink)) == ["无 无 无 无 无 无"]


def test_a_stretched_line_has_no_blanks() -> None:
    ink = Ink()
    ink.put("电子版可在市政府门户网站", 90, 100, _EM, stretch=1.2 * _EM)
    ink.put("本会", 90, 130, _EM, stretch=10)
    ink.put("55", 142, 130, _EM)
    ink.put("件会会计", 168, 130, _EM, stretch=10)
    assert texts(page_of(ink)) == ["电子版可在市政府门户网站", "本会55件会会计"]


def test_left_and_right_parts_of_one_line() -> None:
    ink = Ink()
    ink.put("发布日期：2024-01-15", 330, 100.4, _EM)  # printed first, a little lower
    ink.put("索引号：0001", 90, 100, _EM)
    assert texts(page_of(ink)) == ["索引号：0001                  发布日期：2024-01-15"]


def test_a_line_pulled_apart_by_a_long_word_is_no_row_of_cells() -> None:
    ink = Ink()
    ink.put("电话12345678", 90, 100, _EM)
    for n, character in enumerate("，邮箱："):
        ink.put(character, 262 + 60 * n, 100, _EM)
    assert texts(page_of(ink)) == ["电话12345678，邮箱："]


def test_superscripts_and_other_fonts_stay_in_their_line() -> None:
    ink = Ink()
    ink.put("本年度", 90, 100, _EM)
    ink.put("①", 138, 96, 9)
    ink.put("公开", 147, 100, _EM)
    ink.put("１２", 179, 100.8, 14)
    ink.put("下一行", 90, 122, _EM)
    order = np.array([3, 0, 1, 2, 8, 9, 10, 6, 7, 4, 5])
    assert texts(page_of(ink, order)) == ["本年度①公开１２", "下一行"]


def test_two_blocks_side_by_side_at_other_heights_stay_apart() -> None:
    ink = Ink()
    for n in range(3):
        ink.put("左边一行", 90, 100 + 20 * n, _EM)
        ink.put("右边一行", 300, 110 + 20 * n, _EM)
    assert [t.strip() for t in texts(page_of(ink))] == ["左边一行", "右边一行"] * 3


def test_blanks_of_the_file() -> None:
    ink = Ink()
    ink.put(
        "　单位：件", 90, 100, _EM
    )  # an ideographic space of the file at the head of a line is its indent
    ink.put("a", 90, 130, _EM)
    ink.text += [" ", "b"]
    ink.boxes += [(98.0, 122, 106.0, 140), (106.0, 122, 114.0, 140)]
    ink.sizes += [_EM] * 2
    ink.put("公开", 90, 160, _EM)
    ink.text.append(" ")  # lies under the print
    ink.boxes.append((92.0, 152, 100.0, 170))
    ink.sizes.append(_EM)
    ink.text.append(" ")  # ends the line
    ink.boxes.append((122.0, 152, 130.0, 170))
    ink.sizes.append(_EM)
    assert texts(page_of(ink)) == ["　单位：件", "a b", "公开"]


def test_a_slanted_watermark_comes_last_and_tears_nothing_up() -> None:
    sheet = Sheet(lines=10)
    par = Par(text="本年度收到申请21件，均按期答复。" * 6)
    (page,), (lines,) = typeset([par], sheet)
    mark = "仅供内部使用"
    boxes = [[120 + 40 * n, 300 - 35 * n, 160 + 40 * n, 340 - 35 * n] for n in range(len(mark))]
    marked = replace(
        page,
        text=mark + page.text,
        boxes=np.concatenate((np.array(boxes, dtype=np.float32), page.boxes)),
        sizes=np.concatenate((np.full(len(mark), 36, dtype=np.float32), page.sizes)),
    )
    found = lines_of(marked)
    assert [line.plain for line in found] == [*lines, mark]
    assert [line.askew for line in found] == [False] * len(lines) + [True]
    assert lines == broken(par, sheet.width)


def test_a_vertical_label_is_one_line() -> None:
    ink = Ink()
    for n, character in enumerate("办理结果"):
        ink.put(character, 90, 100 + 17 * n, _EM)
    for n in range(3):
        ink.put(f"第{n}行", 130, 95 + 28 * n, _EM)
    assert [t.strip() for t in texts(page_of(ink))] == ["第0行", "办理结果", "第1行", "第2行"]


def test_a_column_of_one_answer_is_no_vertical_line() -> None:
    ink = Ink()
    for n in range(4):
        ink.put("无", 90, 100 + 18 * n, _EM)
    assert texts(page_of(ink)) == ["无"] * 4


def test_sizes_before_scaling_do_no_harm() -> None:
    sheet = Sheet(lines=10)
    (page,), (lines,) = typeset([Par(text="本年度收到申请21件，均按期答复。" * 6)], sheet)
    assert texts(replace(page, sizes=page.sizes * 20), sheet.left) == ["　　" + lines[0], *lines[1:]]
    assert texts(replace(page, sizes=page.sizes * 0), sheet.left) == ["　　" + lines[0], *lines[1:]]


def test_boxes_that_hold_only_the_ink_do_no_harm() -> None:
    sheet = Sheet(lines=10)
    (page,), (lines,) = typeset([Par(text="一是收到“申请”21件，一件未答复。" * 6)], sheet)
    boxes = page.boxes.copy()
    for i, character in enumerate(page.text):
        low, high = {"一": (0.45, 0.55), "，": (0.7, 0.95), "“": (0.05, 0.3), "”": (0.05, 0.3)}.get(
            character, (0, 1)
        )
        top, height = boxes[i, 1], boxes[i, 3] - boxes[i, 1]
        boxes[i, 1], boxes[i, 3] = top + low * height, top + high * height
    assert texts(replace(page, boxes=boxes), sheet.left) == ["　　" + lines[0], *lines[1:]]
