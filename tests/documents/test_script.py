from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.script import characters, simplify, vocabulary


def test_script_character_lists_do_not_overlap() -> None:
    known = characters()
    assert not known.shared & known.simplified
    assert not known.shared & known.traditional
    assert not known.simplified & known.traditional


def test_script_simplified_and_traditional_are_pairs() -> None:
    known = characters()
    assert {simplify(c) for c in known.traditional} == known.simplified


def test_script_vocabulary_is_written_in_simplified_characters() -> None:
    assert [w for w in vocabulary().words if simplify(w) != w] == []


@given(st.text(st.characters(codec="utf-8")))
def test_script_simplify_keeps_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)
