from __future__ import annotations

from gongkai.codebook import load_codebook
from gongkai.segmentation.features import UNSEEN
from gongkai.segmentation.places import Place, places
from gongkai.segmentation.shapes import LineShapes
from segmentation.marked import document

SHAPES = LineShapes(load_codebook())


def place_of(*lines: str) -> dict[str, Place]:
    made = document(*lines)
    shapes = SHAPES(made)
    kept = [s for s in shapes if s.shape not in UNSEEN]
    return {made.lines[s.n].text: p for s, p in zip(kept, places(shapes, kept), strict=True)}


REPORT = (
    "首页 > 年报",
    "青塘区水务局2022年政府信息公开工作年度报告",
    "一、总体情况",
    "全年公开信息30条。",
    "",
    "二、主动公开政府信息情况",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "规章\t0\t0\t0",
    "2023年1月12日",
)


def test_places_headings_and_tables_before_and_ahead() -> None:
    found = place_of(*REPORT)
    prose, row = found["全年公开信息30条。"], found["规章\t0\t0\t0"]
    assert (prose.under, prose.ahead, prose.table, prose.table_ahead) == (
        "overview",
        "disclosure",
        "-",
        "disclosure",
    )
    assert (row.under, row.ahead, row.table, row.numbered) == ("disclosure", "-", "disclosure", "CHINESE 2")


def test_places_neighbours_gaps_and_dates() -> None:
    found = place_of(*REPORT)
    prose = found["全年公开信息30条。"]
    assert prose.around == ("short", "heading", "prose", "heading", "row")
    assert prose.gaps == (0, 1)
    assert [found[line].dated for line in (REPORT[0], REPORT[-1])] == [(False, True), (False, False)]
    assert (found[REPORT[0]].first, found[REPORT[-1]].last) == (0, 0)
    assert {p.printed for p in found.values()} == {"rows"}


def test_places_titles() -> None:
    found = place_of(*REPORT)
    assert [(found[x].title, found[x].titled) for x in REPORT[:3]] == [
        (False, (False, True)),
        (True, (False, False)),
        (False, (True, False)),
    ]


def test_places_symbols_are_all_different() -> None:
    symbols = place_of(*REPORT)["全年公开信息30条。"].symbols()
    assert len(set(symbols)) == len(symbols)
