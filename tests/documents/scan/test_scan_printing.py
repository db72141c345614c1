import pytest

pytest.importorskip("cv2", reason="the extra `ocr` is not installed")

import numpy as np  # noqa: E402

from gongkai.documents.blocks import TableBlock, TableCell, TextBlock  # noqa: E402
from gongkai.documents.scan.cells import Box  # noqa: E402
from gongkai.documents.scan.printing import Print, Read, with_confidence  # noqa: E402
from gongkai.documents.scan.rulings import Line  # noqa: E402


def page() -> Print:
    found = Print(number=3, width=1654, height=2339, dpi=200)
    found.add_line("公开12", [115, 145, 168, 184], Box(100, 200, 192, 230), 30, Read(confidence=0.9))
    found.add_line(
        "7", [510], Box(500, 300, 520, 322), 30, Read(confidence=0.8, alternatives=("1",), whole="7")
    )
    found.add_blank(Box(600, 290, 700, 330), 0.99)
    found.add_rulings([Line(across=True, at=290, start=400, end=700, width=3)])
    return found


def test_characters_have_boxes_in_points_that_do_not_overlap() -> None:
    made = page().page()
    assert (made.number, made.text) == (3, "公开127")
    assert (round(made.width, 2), round(made.height, 2)) == (595.44, 842.04)
    boxes = made.boxes[:4]
    assert boxes[0, 0] == pytest.approx(36, abs=0.1)
    assert (boxes[1:, 0] >= boxes[:-1, 2] - 0.01).all()
    assert (boxes[:, 1] <= 200 * 0.36).all()
    assert (boxes[:, 3] >= 230 * 0.36).all()
    [ruling] = made.rulings
    assert ruling.top == ruling.bottom == pytest.approx(104.4)


def places(made: Print, *indices: int) -> np.ndarray:
    boxes = made.page().boxes[list(indices)]
    return np.concatenate([np.full((len(boxes), 1), 3, np.float32), boxes], axis=1)


def test_confidence_finds_back_to_lines_and_cells() -> None:
    made = page()
    line = TextBlock(text="公开12", places=places(made, 0, 1, 2, 3))
    cells = (
        TableCell(row=0, column=0, text="7", places=places(made, 4), page=3, bbox=(144, 104, 216, 119)),
        TableCell(row=0, column=1, page=3, bbox=(216, 104.4, 252, 118.8)),
        TableCell(row=0, column=2, page=4, bbox=(216, 104.4, 252, 118.8)),
    )
    table = TableBlock(cells=cells, rows=1, columns=3)
    read_line, read_table = with_confidence((line, table), [made])
    assert isinstance(read_line, TextBlock)
    assert read_line.confidence == pytest.approx(0.9)
    assert isinstance(read_table, TableBlock)
    assert [c.confidence for c in read_table.cells] == [pytest.approx(0.8), pytest.approx(0.99), None]
    assert [c.alternatives for c in read_table.cells] == [("1",), (), ()]


def test_alternatives_belong_to_the_whole_cell_only() -> None:
    made = page()
    cell = TableCell(row=0, column=0, text="17", places=places(made, 2, 4), page=3)
    [read] = with_confidence((TableBlock(cells=(cell,), rows=1, columns=1),), [made])
    assert isinstance(read, TableBlock)
    assert read.cells[0].confidence == pytest.approx(0.8)
    assert read.cells[0].alternatives == ()
