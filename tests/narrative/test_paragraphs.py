import pytest

from gongkai.documents.model import Document, Line, Source, Span
from gongkai.documents.normalise import normalise_line
from gongkai.narrative.paragraphs import LONGEST, assemble_paragraphs
from gongkai.segmentation.model import LineLabel, Role, Segmentation


def assembled(*lines: tuple[str, str, Role]) -> list[tuple[str, str]]:
    """Section and text of the paragraphs of (section, text, role) lines."""
    document = Document(
        source=Source(name="made", sha256="", media_type="text/plain"),
        lines=tuple(Line(n=n, text=text) for n, (_, text, _) in enumerate(lines)),
        normal=tuple(normalise_line(n, text, traditional=False) for n, (_, text, _) in enumerate(lines)),
    )
    labels = tuple(LineLabel(section=section, role=role) for section, _, role in lines)
    found = assemble_paragraphs(document, Segmentation(labels=labels, runs=()))
    for one in found:
        assert {s.line for s in one.spans} >= set(one.normal.lines)
    return [(p.section, p.normal.text) for p in found]


P, B, H, F = Role.PARAGRAPH, Role.BLANK, Role.HEADING, Role.FURNITURE


def test_paragraphs_join_a_sentence_over_lines_blanks_and_furniture() -> None:
    assert assembled(
        ("overview", "全年主动公开政府信息1", P),
        ("overview", "", B),
        ("overview", "- 3 -", F),
        ("overview", "028条。", P),
        ("overview", "办理建议3件。", P),
    ) == [("overview", "全年主动公开政府信息1028条。"), ("overview", "办理建议3件。")]


def test_paragraphs_begin_anew_with_an_item() -> None:
    assert assembled(
        ("overview", "工作如下", P),
        ("overview", "（二）依申请公开", P),
        ("overview", "收到3件", P),
        ("overview", "二是培训", P),
    ) == [
        ("overview", "工作如下"),
        ("overview", "(二)依申请公开"),
        ("overview", "收到3件"),
        ("overview", "二是培训"),
    ]


def test_paragraphs_heading_that_runs_into_text_goes_on() -> None:
    assert assembled(
        ("overview", "（二）依申请公开。全年受理申请1", P), ("overview", "7件，均已办结。", P)
    ) == [("overview", "(二)依申请公开。全年受理申请17件，均已办结。")]


def test_paragraphs_never_cross_sections_or_tables() -> None:
    assert assembled(
        ("overview", "信息公开", P),
        ("disclosure", "二、主动公开", H),
        ("disclosure", "规章\t0", Role.TABLE_ROW),
        ("disclosure", "注：含乡镇", Role.TABLE_NOTE),
        ("problems", "培训不够", P),
    ) == [
        ("overview", "信息公开"),
        ("disclosure", "二、主动公开"),
        ("disclosure", "注：含乡镇"),
        ("problems", "培训不够"),
    ]


def test_paragraphs_map_back_to_the_lines() -> None:
    document = Document(
        source=Source(name="made", sha256="", media_type="text/plain"),
        lines=(Line(n=0, text="公开 1 "), Line(n=1, text="2 条。")),
        normal=(
            normalise_line(0, "公开 1 ", traditional=False),
            normalise_line(1, "2 条。", traditional=False),
        ),
    )
    labels = (LineLabel(section="overview", role=P),) * 2
    (one,) = assemble_paragraphs(document, Segmentation(labels=labels, runs=()))
    at = one.normal.text.index("12条")
    assert one.normal.spans(at, at + 3) == (Span(line=0, start=3, end=4), Span(line=1, start=0, end=3))


def test_paragraphs_leave_page_data_out() -> None:
    assert assembled(
        ("overview", "来源：本站 浏览：35次", P),
        ("overview", "时间：2023-01-09 字体：大 中 小", P),
        ("overview", "申请来源：网络3件", P),
    ) == [("overview", "申请来源：网络3件")]


def test_paragraphs_join_what_the_reader_saw_to_continue() -> None:
    lines = ("依据第二十条第（一）项发布规章。", "（五）项事项3条。", "3、公开指南1份。")
    document = Document(
        source=Source(name="made", sha256="", media_type="application/pdf"),
        lines=tuple(Line(n=n, text=text, continues=n == 1) for n, text in enumerate(lines)),
        normal=tuple(normalise_line(n, text, traditional=False) for n, text in enumerate(lines)),
    )
    labels = (LineLabel(section="overview", role=P),) * 3
    found = assemble_paragraphs(document, Segmentation(labels=labels, runs=()))
    assert [p.normal.text for p in found] == [
        "依据第二十条第(一)项发布规章。(五)项事项3条。",
        "3、公开指南1份。",
    ]


def test_paragraphs_longer_than_any_are_cut_between_sentences() -> None:
    sentence = "全年通过网站公开信息12条，微博发布3条。"
    found = assembled(("overview", sentence * 500, P))
    assert "".join(text for _, text in found) == sentence * 500
    assert len(found) > 2
    assert all(len(text) <= LONGEST and text.endswith("。") for _, text in found)


def test_paragraphs_without_any_sentence_end_are_cut_all_the_same() -> None:
    assert [len(text) for _, text in assembled(("overview", "公" * (LONGEST + 5), P))] == [LONGEST, 5]


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("发布信息1,1", "20条，访问3.", "发布信息1,120条，访问3."),
        ("访问量3.", "7万次。", "访问量3.7万次。"),
        ("发布信息1", ",120条。", "发布信息1,120条。"),
        ("发布信息 1 1 ", " 2 0 条。", "发布信息1120条。"),
        ("共３，", "０００条。", "共3,000条。"),
        ("公开信息 5 1 2 6", " 条，同比上升", "公开信息5126条，同比上升"),
    ],
)
def test_paragraphs_numbers_cut_by_a_line_end_are_read_whole(upper: str, lower: str, whole: str) -> None:
    ((_, text),) = assembled(("overview", upper, P), ("overview", lower, P))
    assert text == whole


def test_paragraphs_cut_number_keeps_its_characters() -> None:
    lines = ("　　发布信息1,1", "20条。")
    document = Document(
        source=Source(name="made", sha256="", media_type="text/plain"),
        lines=tuple(Line(n=n, text=text) for n, text in enumerate(lines)),
        normal=tuple(normalise_line(n, text, traditional=False) for n, text in enumerate(lines)),
    )
    labels = (LineLabel(section="overview", role=P),) * 2
    (found,) = assemble_paragraphs(document, Segmentation(labels=labels, runs=()))
    at = found.normal.text.index("1,120条")
    assert found.normal.spans(at, at + 6) == (Span(line=0, start=6, end=9), Span(line=1, start=0, end=3))


def test_paragraphs_words_of_traditional_texts_are_exchanged_over_line_ends() -> None:
    lines = ("全年發布規範性檔", "案12項，製作短影", "音3條。")
    document = Document(
        source=Source(name="made", sha256="", media_type="application/pdf"),
        lines=tuple(Line(n=n, text=text) for n, text in enumerate(lines)),
        normal=tuple(normalise_line(n, text, traditional=True) for n, text in enumerate(lines)),
        traditional=True,
    )
    labels = (LineLabel(section="overview", role=P),) * 3
    (found,) = assemble_paragraphs(document, Segmentation(labels=labels, runs=()))
    assert found.normal.text == "全年发布规范性文件12项，制作短视频3条。"
    assert {span.line for span in found.normal.spans(0, len(found.normal))} == {0, 1, 2}
