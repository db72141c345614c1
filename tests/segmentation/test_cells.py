import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.segmentation.cells import Layout, split_line


def texts(line: str) -> list[str]:
    return [cell.text for cell in split_line(line)[1]]


@pytest.mark.parametrize(
    ("line", "layout", "cells"),
    [
        ("规章\t0\t\t3", Layout.TABS, ["规章", "0", "", "3"]),
        ("\t\t2.重复申请\t0", Layout.TABS, ["", "", "2.重复申请", "0"]),
        ("| 规章 | 0 |  | 3 |", Layout.PIPES, ["规章", "0", "", "3"]),
        ("│规章│0│", Layout.PIPES, ["规章", "0"]),
        ("规章 | 0 | 3", Layout.PIPES, ["规章", "0", "3"]),
        ("|---|:--:|---|", Layout.PIPES, []),
        ("规章      0     12", Layout.WIDE, ["规章", "0", "12"]),
        ("行政处罚　　0　3", Layout.WIDE, ["行政处罚", "0", "3"]),
        (
            "一、本年新收政府信息公开申请数量 2 1 0 3",
            Layout.WORDS,
            ["一、本年新收政府信息公开申请数量", "2", "1", "0", "3"],
        ),
        ("0 0 0", Layout.WORDS, ["0", "0", "0"]),
        ("规章,0,,3", Layout.COMMAS, ["规章", "0", "", "3"]),
        ("加强领导,落实责任,完善机制,强化监督", Layout.SINGLE, ["加强领导,落实责任,完善机制,强化监督"]),
        (
            "发布信息1,204条,回复留言3条,办结5件,占100%",
            Layout.SINGLE,
            ["发布信息1,204条,回复留言3条,办结5件,占100%"],
        ),
        ("总 计", Layout.SINGLE, ["总 计"]),
        ("全年公开信息 12 条。", Layout.SINGLE, ["全年公开信息 12 条。"]),
        ("", Layout.SINGLE, []),
        ("   ", Layout.SINGLE, []),
    ],
)
def test_cells_split_line(line: str, layout: Layout, cells: list[str]) -> None:
    found, printed = split_line(line)
    assert (found, [c.text for c in printed]) == (layout, cells)


def test_cells_display_columns_count_chinese_characters_twice() -> None:
    (_, (label, value)) = split_line("规章    12")
    assert (label.x, label.right, value.x, value.right) == (0, 4, 8, 10)


@given(st.text(alphabet="规章0１ \t|\u3000无。1", max_size=40))
def test_cells_offsets_give_the_text_back(line: str) -> None:
    for cell in split_line(line)[1]:
        assert line[cell.start : cell.end] == cell.text
        assert cell.text == cell.text.strip()


@given(st.lists(st.sampled_from(["0", "12", "无", "/", "规章", ""]), min_size=2, max_size=9))
def test_cells_tabs_keep_every_cell(row: list[str]) -> None:
    assert texts("\t".join(row)) == row
