import pytest

from gongkai.codebook import read_data
from gongkai.quantities.lexicon import lexicon


@pytest.mark.parametrize("name", ["chinese", "one_at_clause_end", "one_never"])
def test_lexicon_lists_name_units_that_exist(name: str) -> None:
    assert set(read_data("units.yaml")[name].split()) <= set(lexicon().units)


def test_lexicon_no_unit_is_of_two_kinds() -> None:
    words = [word for kind in read_data("units.yaml")["units"].values() for word in kind]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("人次", "人次"),
        ("人民", None),
        ("个百分点", "个百分点"),
        ("个工作日", "个工作日"),
        ("％", "%"),
        ("条(次)", "条(次)"),
        ("条(其中", "条"),
        ("人/次", "人/次"),
        ("个/人", "个/人"),
        ("名单", None),
        ("名单位", "名"),
        ("信息", None),
        ("", None),
    ],
)
def test_lexicon_unit_at(text: str, unit: str | None) -> None:
    found = lexicon().unit_at(text, 0)
    assert (found and found[0]) == unit
    assert found is None or found[2] == len(unit or "")
