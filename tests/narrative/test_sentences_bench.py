"""The tagger on sentences.yaml: one score for all, nothing at all from numbers that are no figures."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from gongkai.codebook import load_codebook
from gongkai.narrative.model import Figure, Period

Figures = Callable[[dict[str, Any]], list[Figure]]
Key = tuple[str, str | None, float]
FLOOR = 0.97  # F1 over all sentences; 1.00 when the sentences were written


def key(figure: Figure) -> Key:
    return figure.metric, figure.channel, figure.value


def this_year(entries: list[list[Any]]) -> Counter[Key]:
    return Counter((e[0], e[1], e[2]) for e in entries if e[4] != "last_year")


def test_sentences_f1_stays_above_its_floor(sentences: list[dict[str, Any]], figures_of: Figures) -> None:
    hits = extra = missed = 0
    for entry in sentences:
        gold = this_year(entry["figures"])
        found = Counter(key(f) for f in figures_of(entry) if f.period is not Period.LAST_YEAR)
        allowed = {(e[0], e[1], e[2]) for e in entry.get("also", ())}
        hits += sum((gold & found).values())
        missed += sum((gold - found).values())
        extra += sum(
            n for k, n in (found - gold).items() if k not in allowed and k[0] != "applications.change"
        )
    assert len(sentences) > 300
    assert 2 * hits / (2 * hits + extra + missed) >= FLOOR


def test_sentences_without_figures_give_none(sentences: list[dict[str, Any]], figures_of: Figures) -> None:
    silent = [e for e in sentences if not e["figures"] and "also" not in e]
    assert len(silent) > 40
    assert {e["t"]: [key(f) for f in figures_of(e)] for e in silent} == {e["t"]: [] for e in silent}


def test_sentences_approx_and_period_are_those_of_the_gold(
    sentences: list[dict[str, Any]], figures_of: Figures
) -> None:
    wrong = []
    for entry in sentences:
        gold = {(e[0], e[1], e[2]): (e[3], e[4]) for e in entry["figures"] if e[4] != "last_year"}
        for figure in figures_of(entry):
            expected = gold.get(key(figure))
            if figure.period is not Period.LAST_YEAR and expected not in (
                None,
                (figure.approx, figure.period),
            ):
                wrong.append((entry["t"], key(figure), figure.approx, figure.period))
    assert wrong == []


def test_sentences_last_year_figures_are_told_apart(
    sentences: list[dict[str, Any]], figures_of: Figures
) -> None:
    compared = [e for e in sentences if any(f[4] == "last_year" for f in e["figures"])]
    assert len(compared) >= 6
    for entry in compared:
        gold = Counter((e[0], e[1], e[2]) for e in entry["figures"] if e[4] == "last_year")
        assert Counter(key(f) for f in figures_of(entry) if f.period is Period.LAST_YEAR) == gold, entry["t"]


def test_sentences_cover_every_frequent_metric_twice(sentences: list[dict[str, Any]]) -> None:
    said = Counter(f[0] for e in sentences for f in e["figures"])
    assert [m for m in load_codebook().frequent if said[m] < 2] == []
