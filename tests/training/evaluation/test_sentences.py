from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gongkai.documents.model import Paragraph
from gongkai.errors import GongkaiError
from gongkai.narrative.model import Figure
from gongkai.training.evaluation.counts import Hits, Ratio
from gongkai.training.evaluation.sentences import (
    BenchSentence,
    as_paragraph,
    evaluate_sentences,
    score_sentence,
)

Make = Callable[..., Any]


def sentence(figures: list[Any], *, note: str = "", accept: list[Any] | None = None) -> BenchSentence:
    return msgspec.convert(
        {"t": "句子", "figures": figures, "note": note, "accept": accept or []}, BenchSentence
    )


RECEIVED = ["applications.received", None, 45, "exact", "year"]


@pytest.mark.parametrize(
    ("marked", "entry", "hits", "lawful"),
    [
        ("{45件|applications.received 45}", sentence([RECEIVED]), Hits(found=1), 0),
        ("{45件|applications.completed 45}", sentence([RECEIVED]), Hits(false=1, missed=1), 0),
        ("{45件|applications.received 4}", sentence([RECEIVED]), Hits(false=1, missed=1), 0),
        ("没有", sentence([RECEIVED]), Hits(missed=1), 0),
        ("{8件|other 8}", sentence([]), Hits(), 0),
        ("{8件|messages 8}", sentence([]), Hits(false=1), 0),
        # beside what is expected
        (
            "{45件|applications.received 45; applications.completed 45}",
            sentence([RECEIVED], note="completed 45 too is lawful"),
            Hits(found=1),
            1,
        ),
        (
            "{8件|applications.change 8}",
            sentence([RECEIVED], note="8 is applications.change or other"),
            Hits(missed=1),
            1,
        ),
        # instead of it
        (
            "{45件|applications.completed 45}",
            sentence([RECEIVED], note="applications.completed accepted"),
            Hits(found=1),
            0,
        ),
        (
            "{45件|applications.completed 45}",
            sentence([RECEIVED], accept=[["applications.completed", None, 45, "exact", "year"]]),
            Hits(found=1),
            0,
        ),
        # "other" in a note is the open class, not reviews.other
        ("{8件|reviews.other 8}", sentence([], note="8 is other"), Hits(false=1), 0),
    ],
)
def test_sentences_outcomes(
    marked: str, entry: BenchSentence, hits: Hits, lawful: int, make_figures: Make
) -> None:
    score = score_sentence(entry, make_figures(marked)[1])
    assert (score.hits, score.lawful) == (hits, lawful)
    assert score.right is (not hits.false and not hits.missed)


@pytest.mark.parametrize(
    ("said", "note", "period", "approx"),
    [
        ("", "", 1, 1),
        ("period=cumulative", "", 0, 1),
        ("period=cumulative", "period cumulative accepted", 1, 1),
        ("approx=about", "", 1, 0),
    ],
)
def test_sentences_period_and_approx_stand_apart(
    said: str, note: str, period: int, approx: int, make_figures: Make
) -> None:
    score = score_sentence(
        sentence([RECEIVED], note=note), make_figures(f"{{45件|applications.received 45 {said}}}")[1]
    )
    assert score.hits == Hits(found=1)
    assert score.period == Ratio(right=period, total=1)
    assert score.approx == Ratio(right=approx, total=1)


def test_sentences_last_year_takes_its_own_figure(make_figures: Make) -> None:
    last = ["applications.received", None, 45, "exact", "last_year"]
    figures = make_figures(
        "今年{45件|applications.received 45}，去年{45件|applications.received 45 period=last_year}"
    )[1]
    score = score_sentence(sentence([last, RECEIVED]), figures)
    assert (score.hits, score.period) == (Hits(found=2), Ratio(right=2, total=2))


def test_sentences_paragraph_covers_the_whole_text() -> None:
    text = "全年收到政府信息公开申请1 234件，均已答复。"
    paragraph = as_paragraph(text)
    assert "".join(text[s.start : s.end] for s in paragraph.spans) == text
    assert paragraph.normal.text == "全年收到政府信息公开申请1234件，均已答复。"


class PresetTagger:
    """Gives for each sentence what the test says."""

    name = "preset"

    def __init__(self, answers: dict[str, tuple[Figure, ...]]) -> None:
        self.answers = answers

    def __call__(
        self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        return self.answers[paragraphs[0].normal.text]


def test_sentences_bench_adds_up(tmp_path: Path, make_figures: Make) -> None:
    bench = tmp_path / "bench.yaml"
    bench.write_text(
        "- {t: 收到申请九件。, figures: [[applications.received, null, 9, exact, year]]}\n"
        "- {t: 未收到申请。, figures: [[applications.received, null, 0, exact, year]]}\n"
        "- {t: 没有收费。, figures: [[fees.information_processing, null, 0, exact, year]]}\n"
        "- {t: 电话是多少。, figures: []}\n"
        "- {t: 地址在哪里。, figures: []}\n",
        "utf-8",
    )
    answers = {
        "收到申请九件。": make_figures("收到申请{九件|applications.received 9 approx=about}。")[1],
        "未收到申请。": make_figures("{未收到|applications.received 0}申请。")[1],
        "没有收费。": (),
        "电话是多少。": make_figures("电话是{多少|hotline.cases 5}。")[1],
        "地址在哪里。": make_figures("地址在{哪里|other 5}。")[1],
    }
    result = evaluate_sentences(bench, PresetTagger(answers))
    measures = result.measures()
    assert result.hits == Hits(found=2, false=1, missed=1)
    assert measures["sentences.right"] == 3 / 5
    assert measures["distractors.figures"] == 1
    assert measures["zero_statements.recall"] == 0.5
    assert measures["approx.accuracy"] == 0.5
    assert measures["figures.f1"] == pytest.approx(2 / 3)
    assert [s["text"] for s in result.to_dict()["sentences"]] == [
        "收到申请九件。",
        "没有收费。",
        "电话是多少。",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- {t: 句, figures: [[applications.recieved, null, 9, exact, year]]}",
        "- {t: 句, figures: [[posts, telegram, 9, exact, year]]}",
        "- {t: 句, figures: [[posts, null, 9, exact, year]]}",
        "- {t: 句, figures: [[messages, weibo, 9, exact, year]]}",
        "- {t: 句, figures: [], accept: [[messages, weibo, 9, exact, year]]}",
        "- {t: 句, figures: [[posts, wechat, 9, exactly, year]]}",
        "- {t: 句, figures: [], nots: x}",
    ],
)
def test_sentences_bench_that_errs_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bench.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(GongkaiError) as caught:
        evaluate_sentences(path, PresetTagger({}))
    assert caught.value.code == "E020"
    assert "bench.yaml" in caught.value.message
