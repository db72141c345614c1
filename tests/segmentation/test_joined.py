from gongkai.documents.assemble import assemble
from gongkai.documents.blocks import Content, TextBlock
from gongkai.documents.model import Document
from gongkai.segmentation.joined import as_one, joined_lines
from gongkai.segmentation.model import LineLabel, Role


def document(*texts: str) -> Document:
    """Lines; ``+`` before one that continues, ``#`` before furniture."""
    blocks = tuple(
        TextBlock(text=t.lstrip("+#"), continues=t.startswith("+"), furniture=t.startswith("#"))
        for t in texts
    )
    return assemble(Content(blocks=blocks, media_type="application/pdf"), name="a.pdf", sha256="")


def label(section: str, role: Role, confidence: float = 1.0) -> LineLabel:
    return LineLabel(section=section, role=role, confidence=confidence)


def test_joined_lines_leave_out_furniture_and_single_lines() -> None:
    made = document("+开头", "甲", "乙", "+丙", "#- 1 -", "", "+丁", "戊")
    assert joined_lines(made) == [[2, 3, 6]]


def test_a_title_is_one_where_any_line_of_it_is() -> None:
    made = document("湘湖市人力资源和社会保障局2020年政府信息公", "+开工作年度报告")
    title = label("front", Role.TITLE, 0.6)
    assert as_one(made, [label("furniture", Role.FURNITURE, 0.99), title]) == [title, title]


def test_the_surest_lines_decide() -> None:
    made = document("2021年是", "+细", "+化公开")
    prose = label("overview", Role.PARAGRAPH, 0.8)
    assert as_one(made, [label("overview", Role.FURNITURE, 0.9), prose, prose]) == [prose] * 3


def test_a_heading_that_runs_into_its_text_keeps_its_line() -> None:
    made = document("（一）主动公开", "+全年公开", "+三十条")
    heading, prose = label("overview", Role.HEADING), label("overview", Role.PARAGRAPH)
    row = label("applications", Role.TABLE_ROW, 0.3)
    assert as_one(made, [heading, prose, row]) == [heading, prose, prose]
