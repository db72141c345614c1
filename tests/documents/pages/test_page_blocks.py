"""Pages to blocks to a Document: a whole report, and what is joined over lines and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest

from documents.pages.tables.drawing import Canvas
from documents.pages.text.typesetting import Ink, Par, Sheet, typeset
from gongkai.documents.assemble import assemble
from gongkai.documents.blocks import Content, TableBlock, TextBlock
from gongkai.documents.model import Document
from gongkai.documents.pages import read
from gongkai.documents.pages.read import blocks_of_pages
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.segmentation.cells import split_line
from gongkai.segmentation.model import LineLabel, Role, Segmentation

_REPORT = [
    Par(text="示例县水利局2023年", align="center", indent=0, size=22),
    Par(text="政府信息公开工作年度报告", align="center", indent=0, size=22),
    Par(text="一、总体情况"),
    Par(text="2023年，示例县水利局主动公开信息1136条，其中网站420条、微信716条。"),
    Par(text="（一）主动公开。按照条例第二十条第（一）项要求，制发文件3件。"),
    Par(text="3、依申请公开。收到申请21件，同比增长12.5%，均按期答复。"),
    Par(text="示例县水利局", align="right", indent=0),
    Par(text="2024年1月15日", align="right", indent=0),
]
_SHEET = Sheet(width=16.0 * 18, lines=6, foot="- {page} -")


def marked(blocks: tuple[object, ...]) -> list[str]:
    """The text of each block: "# " before a running line, "+ " before one that goes on."""
    found = []
    for block in blocks:
        assert isinstance(block, TextBlock)
        assert block.places is not None
        assert len(block.places) == len(block.text)
        found.append("# " * block.furniture + "+ " * block.continues + block.text)
    return found


def document_of(pages: list[object]) -> Document:
    blocks = blocks_of_pages(pages)  # type: ignore[arg-type]
    return assemble(
        Content(blocks=blocks, media_type="application/pdf", pages=len(pages)), name="x", sha256="0"
    )


def prose_of(document: Document) -> list[str]:
    labels = tuple(
        LineLabel(section="furniture", role=Role.FURNITURE)
        if line.furniture
        else LineLabel(section="overview", role=Role.PARAGRAPH)
        for line in document.lines
    )
    return [p.normal.text for p in assemble_paragraphs(document, Segmentation(labels=labels, runs=()))]


def test_no_pages_no_blocks() -> None:
    assert blocks_of_pages([]) == ()


def test_a_whole_report() -> None:
    pages, _ = typeset(_REPORT, _SHEET)
    assert marked(blocks_of_pages(pages)) == [
        "　　示例县水利局2023年",
        "+ 　政府信息公开工作年度报告",
        "　　一、总体情况",
        "　　2023年，示例县水利局主动公开信",
        "+ 息1136条，其中网站420条、微信716",
        "+ 条。",
        "# 　　　　　　　　- 1 -",
        "　　（一）主动公开。按照条例第二十条",
        "+ 第（一）项要求，制发文件3件。",
        "　　3、依申请公开。收到申请21件，同",
        "+ 比增长12.5%，均按期答复。",
        "　　　　　　　　　　　　示例县水利局",
        "　　　　　　　　　　2024年1月15日",
        "# 　　　　　　　　- 2 -",
    ]


def test_figures_broken_at_a_line_end_come_together_again() -> None:
    pages, _ = typeset(_REPORT[3:6], _SHEET)
    document = document_of(pages)
    assert prose_of(document) == [
        "2023年，示例县水利局主动公开信息1136条，其中网站420条、微信716条。",
        "(一)主动公开。按照条例第二十条第(一)项要求，制发文件3件。",
        "3、依申请公开。收到申请21件，同比增长12.5%，均按期答复。",
    ]


def test_a_number_broken_in_two_comes_together_again() -> None:
    # Some printers break lines anywhere, here after 11.
    text = "本局主动公开各类信息的总数为"
    pages, (lines,) = typeset(
        [Par(text=text + "11 36条，网站发布420条，其余由微信发布，均已备案。")], Sheet(width=16 * 17.5)
    )
    assert lines[0].endswith("11")
    assert prose_of(document_of(pages)) == [text + "1136条，网站发布420条，其余由微信发布，均已备案。"]


def test_a_paragraph_goes_on_over_a_page_though_its_line_ends_a_sentence() -> None:
    first = "本年度收到申请二十一件，均已按期答复。"
    pars = [
        Par(text="本局按照条例规定公开信息，按时编制年度报告并向社会公布。"),
        Par(text=first + "（二）项所列情形未发生，上年结转零件。"),
    ]
    pages, lines = typeset(pars, Sheet(width=16 * 21, lines=3, foot="第{page}页"))
    assert [page.number for page in pages] == [1, 2]
    assert lines[1][0] == first
    assert prose_of(document_of(pages)) == [
        pars[0].text,
        "本年度收到申请二十一件，均已按期答复。(二)项所列情形未发生，上年结转零件。",
    ]


def test_places_say_where_every_character_stands() -> None:
    pages, _ = typeset(_REPORT, _SHEET)
    document = document_of(pages)
    seen = sorted(
        tuple(row.tolist()) for places in document.places.values() for row in places[~np.isnan(places[:, 0])]
    )
    expected = sorted((page.number, *box.tolist()) for page in pages for box in page.boxes)
    np.testing.assert_allclose(seen, expected)
    assert [line.page for line in document.lines] == [1] * 7 + [2] * 7
    assert document.lines[2].bbox == (106.0, 141.0, 202.0, 159.0)


def test_two_columns_are_read_one_after_the_other() -> None:
    title = Par(text="示例县人民政府公报", align="center", indent=0, size=22)
    pars = [
        Par(text="本局按照条例规定公开信息，" * 4 + "按时编制年度报告。"),
        Par(text="全年收到申请二十一件，" * 20 + "均已答复。"),
        Par(text="下一步继续做好政府网站、政务新媒体的日常维护监管。"),
    ]
    (left,), _ = typeset([title], Sheet(width=600, left=60))
    (column,), lines = typeset(pars, Sheet(width=16 * 17, left=60, top=120, lines=40))
    half = 11  # lines of the left column
    rows = np.round((column.boxes[:, 1] + column.boxes[:, 3]) / 2)
    heights = np.unique(rows)
    moved = column.boxes.copy()
    right = np.isin(rows, heights[half:])
    moved[right] += np.array(
        [320, heights[0] - heights[half], 320, heights[0] - heights[half]], dtype=np.float32
    )
    page = replace(
        left,
        text=left.text + column.text,
        boxes=np.concatenate((left.boxes, moved)),
        sizes=np.concatenate((left.sizes, column.sizes)),
    )
    flat = [line for own in lines for line in own]
    first = {own[0] for own in lines}
    assert len(flat) == 20
    assert [text.replace("\u3000", "") for text in marked(blocks_of_pages([page]))] == [
        title.text,
        *((line if line in first else "+ " + line) for line in flat),
    ]


@dataclass(frozen=True)
class _Cell:
    characters: tuple[int, ...]


@dataclass(frozen=True)
class _Table:
    bbox: tuple[float, float, float, float]
    cells: tuple[_Cell, ...]


@dataclass(frozen=True)
class _Joined:
    first_page: int
    top: float
    block: TableBlock


def test_tables_stand_among_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table on two pages: its lines are no text, what stands between its parts comes behind it."""
    first, second = Ink(), Ink()
    first.put("二、主动公开政府信息情况", 90, 500, 16)
    first.put("规章", 90, 600, 16)
    first.put("旁注", 480, 610, 16)
    first.put("- 1 -", 280, 805, 10)
    second.put("许可", 90, 100, 16)
    second.put("三、收到和处理政府信息公开申请情况", 90, 200, 16)
    second.put("- 2 -", 280, 805, 10)
    pages = [first.page(1, 595, 842), second.page(2, 595, 842)]
    tables = {
        1: _Table((80, 580, 400, 780), (_Cell((12, 13)),)),
        2: _Table((80, 80, 400, 120), (_Cell((0, 1)),)),
    }
    asked: list[bool] = []

    def joined(_: object, found: object, adjacent: Callable[[int], bool]) -> list[_Joined]:
        asked.append(adjacent(0))
        return [_Joined(0, 580, TableBlock(cells=(), rows=2, columns=2))]

    monkeypatch.setattr(read, "find_tables", lambda page: (tables[page.number],))
    monkeypatch.setattr(read, "join_tables", joined)
    blocks = blocks_of_pages(pages)
    assert [b.text.strip() if isinstance(b, TextBlock) else "TABLE" for b in blocks] == [
        "二、主动公开政府信息情况",
        "TABLE",
        "旁注",
        "- 1 -",
        "三、收到和处理政府信息公开申请情况",
        "- 2 -",
    ]
    assert asked == [True]


def test_columns_of_blanks_stay_columns_whatever_the_labels_are_like() -> None:
    canvas = Canvas()
    for n in range(3):
        canvas.write("本年度收到申请二十一件，均已按期答复，没有复议和诉讼。", 100, 60 + 16 * n)
    for n, label in enumerate(("一、新收", "（六）其他处理申请的情况", "总计", "二、结转")):
        canvas.write(label, 70 if n == 1 else 90, 200 + 16 * n)
        canvas.write("18", 280, 200 + 16 * n)
        canvas.write("7", 400, 200 + 16 * n)
    lines = [b.text for b in blocks_of_pages([canvas.page()]) if isinstance(b, TextBlock)][3:]
    columns = [[cell.x for cell in split_line(line)[1] if cell.text in ("18", "7")] for line in lines]
    assert len(columns) == 4
    assert all(row == columns[0] for row in columns)
