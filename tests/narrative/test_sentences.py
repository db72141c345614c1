import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.narrative.sentences import lay_out


def cut(text: str, breaks: tuple[int, ...]) -> list[str]:
    edges = [0, *breaks] if breaks and breaks[-1] == len(text) else [0, *breaks, len(text)]
    return [text[a:b] for a, b in zip(edges, edges[1:], strict=False)]


@pytest.mark.parametrize(
    ("text", "sentences", "segments"),
    [
        ("甲。乙；丙！丁", ["甲。", "乙；丙！", "丁"], ["甲。", "乙；", "丙！", "丁"]),
        (
            "收到（含网上。信函）3件。完",
            ["收到（含网上。信函）3件。", "完"],
            ["收到（含网上。信函）3件。", "完"],
        ),
        ("坚持“公开。透明”原则。完", ["坚持“公开。透明”原则。", "完"], ["坚持“公开。透明”原则。", "完"]),
        ("没有关上(的括号。后面", ["没有关上(的括号。", "后面"], ["没有关上(的括号。", "后面"]),
        ("", [""], [""]),
    ],
)
def test_sentences_break_outside_brackets_and_quotes(
    text: str, sentences: list[str], segments: list[str]
) -> None:
    layout = lay_out(text.replace("（", "(").replace("）", ")"))
    text = layout.text
    assert cut(text, layout.sentences) == [s.replace("（", "(").replace("）", ")") for s in sentences]
    assert cut(text, layout.segments) == [s.replace("（", "(").replace("）", ")") for s in segments]


def test_sentences_thousands_separator_is_no_break() -> None:
    assert lay_out("公开1,234条,其中").clauses == (9,)


def test_sentences_clause_outside_a_bracket_ignores_marks_inside() -> None:
    text = "建议21件(主办9件，会办12件)、提案17件"
    layout = lay_out(text)
    assert layout.clause_start(text.index("17")) == 0
    assert layout.clause_start(text.index("12")) == text.index("会办")
    bracket = layout.bracket(text.index("12"))
    assert bracket is not None
    assert text[bracket.start : bracket.end] == "(主办9件，会办12件)"
    assert layout.bracket(text.index("17")) is None


@given(st.text(alphabet="甲乙。；，：()“”1,", max_size=40))
def test_sentences_every_place_is_in_one_sentence_segment_and_clause(text: str) -> None:
    layout = lay_out(text)
    for at in range(len(text)):
        sentence, segment = layout.sentence(at), layout.segment(at)
        assert sentence[0] <= segment[0] <= at < segment[1] <= sentence[1]
        clause = layout.clause(at)
        assert clause[0] <= at < clause[1]
