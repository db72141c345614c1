import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.errors import GongkaiError
from gongkai.narrative.cues import PLATFORM, Cues, channel_concept, compile_cues, family

CUES = compile_cues(load_codebook())


def words(cues: Cues, text: str) -> list[str]:
    return [text[c.start : c.end] for c in cues.find(text)]


def test_cues_longest_word_hides_what_lies_inside(cues: Cues) -> None:
    assert words(cues, "制发行政规范性文件") == ["制发", "行政规范性文件"]
    assert words(cues, "行政事业性收费") == ["行政事业性收费"]


def test_cues_word_is_in_every_concept_that_lists_it(cues: Cues) -> None:
    (cue,) = cues.find("来信")
    assert cue.mask & cues.mask(["message"])
    assert cue.mask & cues.mask(["by_channel"])


def test_cues_platform_inside_a_longer_word_still_names_it(cues: Cues) -> None:
    (cue,) = cues.find("微信推文")
    assert cue.mask & cues.mask([channel_concept("wechat")])
    (site,) = cues.find("门户网站")
    assert site.mask & cues.mask([PLATFORM])


def test_cues_family_is_the_first_part_of_an_id() -> None:
    assert (family("applications.by_channel"), family("posts")) == ("applications", "posts")


@given(st.lists(st.sampled_from(sorted(CUES.words)), max_size=8).map("，".join))
def test_cues_matches_are_words_in_order_and_none_contains_another(text: str) -> None:
    found = CUES.find(text)
    assert all(CUES.words[text[c.start : c.end]] == c.mask for c in found)
    assert all(a.start < b.start and a.end < b.end for a, b in zip(found, found[1:], strict=False))


def test_cues_project_adds_words_and_frames() -> None:
    import msgspec

    shipped = load_codebook()
    own = msgspec.structs.replace(
        shipped,
        cues={
            "concepts": {"lamp": ["路灯"]},
            "frames": [{"metric": "events", "near": ["lamp"], "units": ["items"], "weight": 3.0}],
        },
    )
    compiled = compile_cues(own)
    (cue,) = compiled.find("路灯")
    assert [f.metric for f in compiled.frames_of[cue.mask]] == ["events"]


@pytest.mark.parametrize(
    ("cues", "why"),
    [
        (
            {"frames": [{"metric": "nothing", "near": ["fee"], "units": ["money"], "weight": 1.0}]},
            "no metric",
        ),
        (
            {"frames": [{"metric": "staff", "near": ["nobody"], "units": ["staff"], "weight": 1.0}]},
            "no concept",
        ),
        (
            {"frames": [{"metric": "staff", "nere": ["staff"], "units": ["staff"], "weight": 1.0}]},
            "unknown field",
        ),
    ],
)
def test_cues_wrong_entry_is_an_error(cues: dict[str, object], why: str) -> None:
    import msgspec

    with pytest.raises(GongkaiError, match=why) as caught:
        compile_cues(msgspec.structs.replace(load_codebook(), cues=cues))
    assert caught.value.code == "E010"


def test_cues_years_beside_the_reporting_year_are_words(cues: Cues) -> None:
    text = "2021年转来1件，2022年收到3件，转入2023年2件"
    found = {text[c.start : c.end]: c.mask for c in cues.find(text, 2022)}
    assert found["2021年"] == cues.mask(["year_before"])
    assert found["2023年"] == cues.mask(["year_after"])
    assert "2022年" not in found
    assert "2021年" not in words(cues, text)


def test_cues_verb_that_ends_a_quoted_name_says_nothing(cues: Cues) -> None:
    assert words(cues, "“青柳发布”推文") == ["推文"]
    assert words(cues, "青柳镇发布推文") == ["发布", "推文"]
