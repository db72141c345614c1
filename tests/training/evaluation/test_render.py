from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

from rich.console import Console

from gongkai.codebook.load import load_codebook
from gongkai.training.evaluation.render import render_bench, render_evaluation
from gongkai.training.evaluation.score import Evaluation, score_report
from gongkai.training.evaluation.sentences import BenchFigure, BenchResult, BenchSentence, score_sentence

Make = Callable[..., Any]


def printed(render: Callable[..., None], *arguments: Any, **options: Any) -> str:
    out = StringIO()
    render(*arguments, Console(file=out, width=120), **options)
    return out.getvalue()


def test_render_does_not_let_a_lost_table_hide_the_rest(
    make_report: Make, make_gold: Make, gold_figure: Make
) -> None:
    fields = load_codebook().fields("review_litigation", "2019")
    gold = make_gold(
        tables=dict.fromkeys(fields, 0), metrics=[gold_figure("messages", 6, "6件")], sections=["overview"]
    )
    text = printed(render_evaluation, Evaluation(reports=(score_report(make_report("办理6件。"), gold),)))
    assert text.count("cell missing: review_litigation.") == 8
    assert "cell missing: 7 more in review_litigation" in text
    assert "figure missed: messages = 6" in text
    assert "…办理[6件]。…" in text


def test_render_can_leave_the_mistakes_out(make_report: Make, make_gold: Make, gold_figure: Make) -> None:
    gold = make_gold(metrics=[gold_figure("messages", 6, "6件")])
    evaluation = Evaluation(reports=(score_report(make_report("办理6件。"), gold),))
    text = printed(render_evaluation, evaluation, mistakes=False)
    assert "report.txt" in text
    assert "figure missed" not in text


def test_render_bench_shows_the_sentence_of_each_mistake(make_figures: Make) -> None:
    expected = (BenchFigure("posts", "weibo", 5, "exact", "year"),)  # type: ignore[arg-type]
    entries = [BenchSentence(t="微博发布5条。", figures=expected), BenchSentence(t="没有数字。", figures=())]
    marked = ["微博发布{5条|posts/wechat 5}。", "没有数字。"]
    scores = tuple(score_sentence(e, make_figures(m)[1]) for e, m in zip(entries, marked, strict=True))
    text = printed(render_bench, BenchResult(tagger="preset", sentences=scores))
    assert "tagger preset" in text
    assert "figure missed: posts/weibo = 5" in text
    assert "figure false: posts/wechat = 5; came posts/wechat = 5 at [5条]" in text
    assert "没有数字" not in text
