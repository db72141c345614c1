"""Each rival learns what it is shown, decides the same every time, and keeps the interface of a tagger."""

from __future__ import annotations

import gc
import sys

import pytest

from gongkai.codebook import Codebook, load_codebook
from gongkai.errors import GongkaiError
from gongkai.narrative.features import NONE
from gongkai.narrative.model import Tagger
from gongkai.training.folds.figures import tally_tagger
from gongkai.training.rivals import RIVALS
from gongkai.training.rivals.deciding import DecidedTagger, RareToRules, shown
from gongkai.training.tagger import paragraphs_of
from training.tiny import REPORTS, report

PASSES = {"spancat": 30, "ner": 90}
"""What these need over a few sentences; a hundred reports give them as many steps in a few passes."""


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


@pytest.fixture(scope="module")
def fitted(codebook: Codebook) -> dict[str, DecidedTagger]:
    return {name: _fit(name, codebook, PASSES.get(name)) for name in RIVALS}


def _fit(name: str, codebook: Codebook, passes: int | None = None) -> DecidedTagger:
    with pytest.MonkeyPatch.context() as patch:
        if passes is not None:
            patch.setattr(f"gongkai.training.rivals.{name}._EPOCHS", passes)
        return RIVALS[name](REPORTS, codebook, seed=1)


@pytest.mark.parametrize("name", RIVALS)
def test_it_learns_what_it_is_shown(name: str, fitted: dict[str, DecidedTagger], codebook: Codebook) -> None:
    tagger: Tagger = fitted[name]
    gc.collect()  # crfsuite reads weights that only the tagger holds
    scored = tally_tagger(tagger, REPORTS).strict
    assert (scored.found, scored.false, scored.missed) == (13, 0, 0)
    assert tagger.name == name


@pytest.mark.parametrize("name", RIVALS)
def test_its_figures_are_those_of_the_candidates_it_chose(
    name: str, fitted: dict[str, DecidedTagger]
) -> None:
    tagger = fitted[name]
    paragraphs = paragraphs_of(REPORTS[0])
    offered = tagger.offered(paragraphs, REPORTS[0].year)
    decided = tagger.decide(offered)
    assert [len(own) for own in decided] == [len(offers) for _, offers in offered] == [2, 1]
    figures = tagger(paragraphs, issuer=REPORTS[0].body, year=REPORTS[0].year)
    assert [f.metric for f in figures] == [label for own in decided for label, _ in own if label != NONE]
    assert [f.text for f in figures] == ["126条", "31条", "9件"]
    assert [f.channel for f in figures] == [None, "wechat", None]
    assert all(0.0 <= f.confidence <= 1.0 for f in figures)


@pytest.mark.parametrize("name", RIVALS)
def test_the_same_seed_gives_the_same_tagger(name: str, codebook: Codebook) -> None:
    # one or two passes, so that what it decides still hangs on every random start
    once, again = (_fit(name, codebook, 2 if name in PASSES else None) for _ in range(2))
    offered = [(one.read, one.offers) for one in shown(REPORTS, codebook)]
    assert once.decide(offered) == again.decide(offered)


@pytest.mark.parametrize("name", RIVALS)
def test_nothing_to_read_gives_nothing(name: str, fitted: dict[str, DecidedTagger]) -> None:
    assert fitted[name](()) == ()
    empty = report("empty", "an", "柳溪县农业农村局", 2022, ("本年没有新的情况说明。",), "0\t0\t2")
    assert fitted[name](paragraphs_of(empty)[:0]) == ()


def test_a_label_hardly_seen_is_left_to_the_rules(codebook: Codebook) -> None:
    posts = shown(REPORTS, codebook)[0].offers[1]
    assert [tag.metric for tag in posts.tags] == ["posts"]
    assert RareToRules(["posts"] * 19).settle(posts, ("trainings", 0.9)) == ("posts", None)
    assert RareToRules(["posts"] * 20).settle(posts, ("trainings", 0.9)) == ("trainings", 0.9)


def test_crf_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(GongkaiError, match=r"gongkai\[compare\]") as error:
        RIVALS["crf"](REPORTS, load_codebook(), seed=1)
    assert error.value.code == "E047"
