from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.corpus.gold import load_gold
from gongkai.corpus.model import GoldCell
from gongkai.corpus.places import check_quotes, find_quotes
from gongkai.documents.model import Line
from gongkai.errors import GongkaiError
from gongkai.quantities.model import CellState
from gongkai.reconcile.model import Agreement

Plain = dict[str, Any]


def written(plain: Plain, folder: Path) -> Path:
    path = folder / "shigu.json"
    path.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    return path


def test_gold_loads_with_alternatives_and_options(plain: Plain, tmp_path: Path) -> None:
    plain["verdicts"][0]["accept"] = ["cannot_tell", {"metric": "litigation.total"}]
    gold = load_gold(written(plain, tmp_path))
    figure = gold.metrics[0]
    assert [(a.metric, a.channel, a.quote) for a in figure.alternatives()] == [
        ("posts", "wechat", "218条"),
        ("disclosure.total", None, "218条"),
        ("posts", "wechat", "共218条"),
    ]
    assert gold.verdicts[0].options() == {
        ("reviews.total", Agreement.AGREE),
        ("reviews.total", Agreement.CANNOT_TELL),
        ("litigation.total", Agreement.AGREE),
    }
    assert gold.meta.stated() == {"title": "石鼓区年度报告", "year": 2023}


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        (7730.28, GoldCell(state=CellState.NUMBER, value=7730.28)),
        ("zero_word", GoldCell(state=CellState.ZERO_WORD, value=0)),
        ("blank", GoldCell(state=CellState.BLANK)),
        ("not_a_number:见附件", GoldCell(state=CellState.NOT_A_NUMBER, text="见附件")),
    ],
)
def test_gold_cells_say_number_or_state(said: Any, cell: GoldCell, plain: Plain, tmp_path: Path) -> None:
    plain["tables"]["review_litigation.review.total"] = said
    assert load_gold(written(plain, tmp_path)).cell("review_litigation.review.total") == cell


def put(*place: Any) -> Callable[[Plain], None]:
    """Change one value: the keys that lead to it, then the value."""
    *keys, last, value = place

    def change(plain: Plain) -> None:
        part: Any = plain
        for key in keys:
            part = part[key]
        part[last] = value

    return change


def drop(*place: Any) -> Callable[[Plain], None]:
    *keys, last = place

    def change(plain: Plain) -> None:
        part: Any = plain
        for key in keys:
            part = part[key]
        del part[last]

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (put("sections", 1, "overveiw"), "sections[1]: no section 'overveiw'"),
        (put("sections", 1, "front"), "sections[1]: front stands twice in a row"),
        (put("tables", "review_litigation.review.sum", 0), "tables: no field 'review_litigation.review.sum'"),
        (put("tables", "disclosure.licensing.decisions", 0), "licensing.decisions: not in the template"),
        (drop("tables", "review_litigation.review.total"), "1 fields of the form are not given"),
        (put("tables", "review_litigation.review.total", "empty"), "'empty' is neither a number nor a state"),
        (put("tables", "review_litigation.review.total", "number"), "'number' is neither"),
        (put("meta", "templates", "disclosure", "2020"), "meta.templates.disclosure: no template '2020'"),
        (put("meta", "templates", "tables", "2021"), "meta.templates: no table 'tables'"),
        (drop("meta", "templates", "applications"), None),
        (put("metrics", 0, "metric", "post"), "metrics[0]: no metric 'post'"),
        (put("metrics", 0, "channel", "telegram"), "metrics[0]: no channel 'telegram'"),
        (drop("metrics", 0, "channel"), "metrics[0]: posts needs a channel"),
        (put("metrics", 1, "channel", "weibo"), "metrics[1]: reviews.total has no channel"),
        (put("metrics", 1, "category", "复议"), "metrics[1]: reviews.total has no category"),
        (put("metrics", 1, "metric", "other"), None),
        (
            put("metrics", 1, "metric", "disclosure.category"),
            "metrics[1]: disclosure.category needs a category",
        ),
        (put("metrics", 1, "approx", "exactly"), "$.metrics[1].approx"),
        (put("metrics", 1, "value", "0"), "$.metrics[1].value"),
        (put("metrics", 1, "quote", " "), "metrics[1]: the quote is empty"),
        (put("metrics", 1, "qoute", "x"), "unknown field `qoute`"),
        (
            put("metrics", 0, "accept", [{"metric": "likes", "channel": None}]),
            "accept[0]: likes needs a channel",
        ),
        (put("metrics", 0, "accept", [{"valeu": 1}]), "metrics[0].accept: Object contains unknown field"),
        (put("rules_failing", 0, "rule", "review.total"), "rules_failing[0]: no rule 'review.total'"),
        (put("rules_failing", 0, "rule", "applications.carry"), "no rule 'applications.carry' inside one"),
        (put("rules_failing", 0, "where", "total"), "review_litigation.total does not run on 'total'"),
        (
            put("rules_failing", [{"rule": "review_litigation.total", "where": "review"}] * 2),
            "rules_failing[1]: review_litigation.total on review stands twice",
        ),
        (put("verdicts", 0, "metric", "posts"), "verdicts[0]: 'posts' corresponds to no cell"),
        (put("verdicts", 0, "verdict", "agrees"), "$.verdicts[0].verdict"),
        (put("ignore", 0, "metric", "slogan"), "ignore[0]: no metric 'slogan'"),
        (drop("notes"), "missing required field `notes`"),
    ],
)
def test_gold_that_errs_is_named_with_its_place(
    change: Callable[[Plain], None], why: str | None, plain: Plain, tmp_path: Path
) -> None:
    change(plain)
    path = written(plain, tmp_path)
    if why is None:
        load_gold(path)
        return
    with pytest.raises(GongkaiError) as caught:
        load_gold(path)
    assert caught.value.code == "E020"
    assert "shigu.json" in caught.value.message
    assert why in caught.value.message


def test_gold_names_every_mistake_at_once(plain: Plain, tmp_path: Path) -> None:
    put("sections", 1, "overveiw")(plain)
    put("verdicts", 0, "metric", "posts")(plain)
    with pytest.raises(GongkaiError) as caught:
        load_gold(written(plain, tmp_path))
    assert "sections[1]" in caught.value.message
    assert "verdicts[0]" in caught.value.message


@pytest.mark.parametrize("text", ['{"source": 1, "source": 2}', "[1]", "{", '"x"'])
def test_gold_that_is_no_gold_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(GongkaiError) as caught:
        load_gold(path)
    assert caught.value.code == "E020"


def test_gold_field_given_twice_is_named(plain: Plain, tmp_path: Path) -> None:
    path = written(plain, tmp_path)
    field = '"review_litigation.review.total": 0'
    path.write_text(path.read_text("utf-8").replace(field, f"{field}, {field}"), "utf-8")
    with pytest.raises(GongkaiError) as caught:
        load_gold(path)
    assert "'review_litigation.review.total' stands twice" in caught.value.message


def test_gold_quotes_are_found_in_the_document(plain: Plain, tmp_path: Path) -> None:
    gold = load_gold(written(plain, tmp_path))
    lines = [Line(n=0, text="落实五公开，推送共 218 条，五公开。"), Line(n=1, text="未发生行政复 议。")]
    check_quotes(gold, lines)
    places = find_quotes(gold, lines)
    flat = places.flat.text
    assert [[flat[a:b] for a, b in ranges] for ranges in places.metrics] == [
        ["218条", "共218条"],
        ["未发生行政复议"],
    ]
    assert [[flat[a:b] for a, b in ranges] for ranges in places.ignore] == [["五公开", "五公开"]]


def test_gold_quotes_that_are_not_there_are_named(plain: Plain, tmp_path: Path) -> None:
    gold = load_gold(written(plain, tmp_path))
    with pytest.raises(GongkaiError) as caught:
        check_quotes(gold, [Line(n=0, text="推送1218条。")], name="shigu.json")
    assert caught.value.code == "E020"
    assert caught.value.message == (
        "gold shigu.json: metrics[0]: the quote '218条' is not in the document; "
        "metrics[1]: the quote '未发生行政复议' is not in the document; "
        "ignore[0]: the quote '五公开' is not in the document"
    )
