from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.corpus.quotes import Wanted, flatten, locate, occurrences, positions, shortest_before
from gongkai.documents.model import Line, Span


def lines(text: str) -> list[Line]:
    return [Line(n=n, text=line) for n, line in enumerate(text.split("\n"))]


def words_at(text: str, quote: str, before: str | None = None) -> list[str]:
    """Each place as the two characters in front of it."""
    flat = flatten(lines(text))
    return [flat.text[max(0, p - 2) : p] for p in occurrences(flat, quote, before)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("公开 987 条信息", "987条", ["公开"]),
        ("公开9\n87 条信息", "987 条", ["公开"]),  # over a line break, inside the number
        ("其中5条，共15条", "5条", ["其中"]),
        ("增长2.5条，得5条", "5条", ["，得"]),
        ("合计1,005条，得005条", "005条", ["，得"]),
        ("在2023,5条", "5条", ["3,"]),  # a comma that sets off no three digits separates
        ("得９５条和5条", "5条", ["条和"]),  # full-width digits are digits
        ("共26.44万人、26万人", "26", []),
        ("率达85.33%，为33%", "33%", ["，为"]),
        ("办理5.\n5件", "5", ["5."]),
        ("十三场会，三场", "三场", ["会，"]),
        ("逾10萬條、逾萬條", "萬條", ["、逾"]),
        ("2023\n5条", "5条", ["23"]),  # the digit before stands on another line, and nothing else is there
        ("2023\n5条，又5条", "5条", ["，又"]),
        ("公开信息", "987条", []),
        ("公开信息", " ", []),
    ],
)
def test_quotes_occurrences_keep_to_number_boundaries(text: str, quote: str, found: list[str]) -> None:
    assert words_at(text, quote) == found


def test_quotes_before_is_directly_in_front() -> None:
    text = "中承办 件6件，提案,承办件6件"
    assert words_at(text, "6件", "承办件") == ["办件", "办件"]
    assert words_at(text, "6件", "，提案,承办件") == ["办件"]
    assert words_at(text, "6件", "承办") == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        # successive figures take successive places
        ([("5件", None, "a"), ("5件", None, "b")], [2, 7]),
        ([("5件", None, "a"), ("5件", None, "a")], [2, 7]),
        # `before` fixes the place, whatever the order
        ([("5件", "诉讼", "b"), ("5件", "复议", "a")], [7, 2]),
        # what stands in front of the last place is passed over
        ([("诉讼", None, "a"), ("5件", None, "b")], [5, 7]),
        # one number for two figures, where it stands only once
        ([("无6件", None, "a"), ("无6件", None, "b")], [10, 10]),
        # one denial carries two figures; a second one of the same metric takes the next
        ([("未发生", None, "a"), ("未发生", None, "b"), ("未发生", None, "a")], [13, 13, 16]),
        ([("8件", None, "a"), ("5件", None, "b")], [None, 2]),
    ],
)
def test_quotes_locate_in_text_order(
    wanted: list[tuple[str, str | None, str]], found: list[int | None]
) -> None:
    flat = flatten(lines("复议5件，诉讼5件，无6件未发生未发生"))
    ranges = locate(flat, [Wanted(quote=q, before=b, owner=o) for q, b, o in wanted])
    assert [r and r[0] for r in ranges] == found


def test_quotes_spans_lead_back_to_the_lines() -> None:
    text = lines("公开 9\n 87 条。")
    flat = flatten(text)
    ((start, end),) = (r for r in locate(flat, [Wanted(quote="987条")]) if r)
    spans = flat.spans(start, end)
    assert spans == (Span(line=0, start=3, end=4), Span(line=1, start=1, end=5))
    assert flat.range_of(spans) == (start, end)
    assert flat.around(start, end, width=1) == "…开[987条]。…"
    assert flat.range_of((Span(line=0, start=2, end=3),)) is None  # only whitespace


def test_quotes_shortest_before_is_as_short_as_can_be() -> None:
    flat = flatten(lines("规划5条、人事5条、计划5条，共8条"))
    places = occurrences(flat, "5条")
    befores = [shortest_before(flat, p, p + 2) for p in places]
    assert befores == ["规划", "人事", "计划"]
    last = occurrences(flat, "8条")[0]
    assert shortest_before(flat, last, last + 2) is None


def test_quotes_shortest_before_gives_up_on_equal_surroundings() -> None:
    flat = flatten(lines("年报1条" * 30))
    place = occurrences(flat, "1条")[20]
    before = shortest_before(flat, place, place + 2, longest=8)
    assert before == "1条年报1条年报"


TEXTS = st.text(alphabet="公开信息条件，。、 \n\t12.,万三十", max_size=60)


@given(text=TEXTS, data=st.data())
def test_quotes_every_occurrence_says_the_quote(text: str, data: st.DataObject) -> None:
    flat = flatten(lines(text))
    if not flat.text:
        return
    start = data.draw(st.integers(0, len(flat.text) - 1))
    end = data.draw(st.integers(start + 1, len(flat.text)))
    quote = flat.text[start:end]
    source = text.split("\n")
    for place in occurrences(flat, quote):
        spans = flat.spans(place, place + len(quote))
        said = "".join(source[s.line][s.start : s.end] for s in spans)
        assert "".join(said.split()) == quote
        assert flat.range_of(spans) == (place, place + len(quote))
        assert positions(spans) >= set(flat.places[place : place + len(quote)])


@given(
    words=st.lists(st.sampled_from(["公开", "收到", "办结", "年报"]), min_size=1, max_size=12), data=st.data()
)
def test_quotes_with_shortest_before_find_their_own_place(words: list[str], data: st.DataObject) -> None:
    flat = flatten(lines("\n".join(f"{word} {n % 3} 件，" for n, word in enumerate(words))))
    places = [i for i, char in enumerate(flat.text) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    before = shortest_before(flat, place, place + 2)
    found = occurrences(flat, flat.text[place : place + 2], before)
    assert place in found
    if before is None:
        assert found == (place,)
