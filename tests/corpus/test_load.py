"""Loading: what was written comes back; whatever is wrong is named with file, task, region and reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.page import NEITHER, PAGE, figure, other, write
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.corpus.load import Corpus, load_corpus, load_export
from gongkai.documents.model import Span
from gongkai.errors import GongkaiError
from gongkai.segmentation.model import LineLabel, Role


def test_load_gives_back_what_was_written(tmp_path: Path) -> None:
    second = other(words="采种育苗5条，")
    root = write(tmp_path, PAGE, second, splits={"train": ["lin"], "held_out": ["mu"]})
    whole = load_corpus(root)
    assert whole == Corpus(reports=(PAGE, second), split_of={"lin": "train", "mu": "held_out"})
    assert load_corpus(root, splits=["held_out"]).reports == (second,) == whole.of("held_out")
    assert load_export(root / "lines" / "lin.json", root / "figures" / "lin.json") == (PAGE,)


def test_document_has_the_lines_of_the_report_and_its_labels() -> None:
    document = document_of(PAGE)
    assert tuple(line.text for line in document.lines) == PAGE.lines
    assert [document.text_of(f.evidence) for f in PAGE.figures][:3] == ["86条", "12条", "7条"]
    runs = segmentation_of(PAGE, document).runs
    assert [(r.id, r.start, r.end) for r in runs] == [
        *(("front", 0, 2), ("overview", 2, 5), ("furniture", 5, 6)),
        *(("disclosure", 6, 7), ("back", 7, 8)),
    ]


def test_document_keeps_lines_that_a_reader_would_cut() -> None:
    run_in = "一、总体情况。全年公开政府信息三十余条。"
    report = replace(
        PAGE, lines=(run_in,), labels=(LineLabel(section="overview", role=Role.PARAGRAPH),), figures=()
    )
    assert [line.text for line in document_of(report).lines] == [run_in]


def change(root: Path, kind: str, edit: Callable[[list[Any]], None]) -> Path:
    path = root / kind / "lin.json"
    tasks = json.loads(path.read_text("utf-8"))
    edit(tasks)
    path.write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")
    return root


def result(tasks: list[Any]) -> list[Any]:
    entries: list[Any] = tasks[0]["annotations"][0]["result"]
    return entries


def value(tasks: list[Any], region: str, control: str = "metric") -> Any:
    return next(r["value"] for r in result(tasks) if (r["id"], r["from_name"]) == (region, control))


def drop(tasks: list[Any], region: str, control: str) -> None:
    result(tasks)[:] = [r for r in result(tasks) if (r["id"], r["from_name"]) != (region, control)]


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (
            lambda t: value(t, "s3", "section").update(paragraphlabels=["summary"]),
            "region s3: no section 'summary'",
        ),
        (lambda t: value(t, "r3", "role").update(paragraphlabels=[]), r"region r3: no role '\(none\)'"),
        (lambda t: drop(t, "s3", "section"), "line 3 '全市公开信息约86条，局网站发布1' has 0 sections"),
        (
            lambda t: value(t, "r4", "role").update(start="3", end="3"),
            "line 3 .* has 2 roles; .*line 4 .* has 0 roles",
        ),
        (
            lambda t: value(t, "r2", "role").update(endOffset=60),
            "region r2: offsets 0 to 60 are not on lines 2 to 2",
        ),
        (lambda t: value(t, "r2", "role").update(endOffset=2), "region r2: it covers a part of line 2"),
        (
            lambda t: value(t, "r2", "role").update(text="二、"),
            "region r2: its text '二、' is not what the lines say",
        ),
        (lambda t: result(t)[3].update(id="s2"), "region s2: 2 regions have this id"),
        (lambda t: t.append(t[0]), "task lin-yunling-2023: it is there twice"),
        (lambda t: t[0]["data"].update(hand="mu"), "its hand is 'mu', the file's is 'lin'"),
        (lambda t: t[0]["data"].pop("year"), "task lin-yunling-2023: .*year"),
        (lambda t: t.clear(), "it is in one of lines and figures only"),
    ],
)
def test_load_names_what_is_wrong_with_lines(
    tmp_path: Path, edit: Callable[[list[Any]], None], why: str
) -> None:
    root = change(write(tmp_path, PAGE), "lines", edit)
    with pytest.raises(GongkaiError, match=why) as raised:
        load_corpus(root)
    assert raised.value.code == "E024"
    assert "lin.json" in raised.value.message
    assert "lin-yunling-2023" in raised.value.message


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (lambda t: value(t, "f0").update(labels=["informations"]), "region f0: no metric 'informations'"),
        (lambda t: value(t, "f0").update(labels=[]), "region f0: it has no metric"),
        (lambda t: value(t, "f1", "channel").update(choices=["myspace"]), "region f1: no channel 'myspace'"),
        (lambda t: drop(t, "f1", "channel"), "region f1: posts needs a channel"),
        (lambda t: drop(t, "f2", "category"), "region f2: disclosure.category needs a category"),
        (lambda t: value(t, "f1").update(labels=["trainings"]), "region f1: trainings has no channel"),
        (lambda t: value(t, "f2", "period").update(choices=["decade"]), "region f2: no period 'decade'"),
        (
            lambda t: value(t, "f2", "category").update(text=["造林绿化"]),
            "region f2: the class words '造林绿化' are not",
        ),
        (lambda t: value(t, "f0").update(start=-3), "region f0: offsets -3 to .* are not on the text"),
        (lambda t: value(t, "f0").update(text="87条"), "region f0: its text '87条' is not what stands there"),
        (
            lambda t: value(t, "f0").update(end=value(t, "f0")["end"] - 1, text="86"),
            r"region f0: the reader finds no number that is exactly '86' \(it finds 86条\)",
        ),
        (lambda t: drop(t, "f5", "value"), "region f5: the reader finds no number that is exactly '未发生"),
        (
            lambda t: value(t, "f3", "value").update(choices=["0"]),
            "region f3: value 0, but '12.5%' is read as 12.5",
        ),
        (lambda t: value(t, "f3", "value").update(choices=["3"]), "region f3: value '3'"),
        (
            lambda t: value(t, "f4").update(labels=["reviews.total"]),
            "reviews.total stands 2 times on '未发生",
        ),
        (
            lambda t: value(t, "f5").update(end=value(t, "f5")["end"] - 2, text="未发生行政复议和行政"),
            "region f4: it overlaps f5",
        ),
        (
            lambda t: t[0]["data"].update(text=t[0]["data"]["text"].replace("局", "厅")),
            "is not line 0 of the lines",
        ),
        (lambda t: t.clear(), "it is in one of lines and figures only"),
    ],
)
def test_load_names_what_is_wrong_with_figures(
    tmp_path: Path, edit: Callable[[list[Any]], None], why: str
) -> None:
    root = change(write(tmp_path, PAGE), "figures", edit)
    with pytest.raises(GongkaiError, match=why) as raised:
        load_corpus(root)
    assert raised.value.code == "E024"
    assert "figures" in raised.value.message
    assert "lin-yunling-2023" in raised.value.message


def test_load_wants_a_number_whole_and_allows_several_metrics_on_one_span(tmp_path: Path) -> None:
    half = replace(PAGE, figures=(figure("posts", 2, Span(line=4, start=0, end=2), channel="website"),))
    with pytest.raises(GongkaiError, match=r"no number that is exactly '2条' \(it finds 12条\)"):
        load_corpus(write(tmp_path / "half", half))
    both = replace(
        PAGE, figures=(figure("litigation.total", 0, NEITHER), figure("reviews.total", 0, NEITHER))
    )
    assert load_corpus(write(tmp_path / "both", both)).reports == (both,)


def test_load_of_two_metrics_on_one_region_each_takes_its_own_attributes(tmp_path: Path) -> None:
    root = write(tmp_path, replace(PAGE, figures=PAGE.figures[1:2]))
    change(root, "figures", lambda t: value(t, "f0").update(labels=["posts", "disclosure.total"]))
    total, posts = load_corpus(root).reports[0].figures
    assert (total.metric, total.channel, total.value) == ("disclosure.total", None, 12)
    assert (posts.metric, posts.channel, posts.value) == ("posts", "website", 12)


def test_load_blank_lines_go_with_what_stands_before_them(tmp_path: Path) -> None:
    labels = (LineLabel(section="front", role=Role.BLANK), *PAGE.labels)
    moved = replace(PAGE, lines=("\t", *PAGE.lines), labels=labels, figures=())
    assert load_corpus(write(tmp_path, moved)).reports[0].labels == labels


def test_load_a_paragraph_in_two_splits_is_a_leak(tmp_path: Path) -> None:
    copied = other()
    root = write(tmp_path, PAGE, copied, splits={"train": ["lin"], "held_out": ["mu"]})
    with pytest.raises(
        GongkaiError, match="task mu-1: '全市公开信息约86条.*stands in lin-yunling-2023 too.*split train"
    ):
        load_corpus(root)
    assert len(load_corpus(write(tmp_path, PAGE, copied)).reports) == 2


@pytest.mark.parametrize(
    ("splits", "why"),
    [
        ({"train": []}, "the hand 'lin' is in no split"),
        ({"train": ["lin"], "held_out": ["lin"]}, "the hand 'lin' is in 2 places"),
        ([], "it is no mapping of splits"),
    ],
)
def test_load_every_hand_has_one_split(tmp_path: Path, splits: Any, why: str) -> None:
    root = write(tmp_path, PAGE)
    (root / "splits.json").write_text(json.dumps(splits), "utf-8")
    with pytest.raises(GongkaiError, match=why) as raised:
        load_corpus(root)
    assert "splits.json" in raised.value.message


def test_load_says_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError, match="E008 .*splits.json"):
        load_corpus(tmp_path)
    (tmp_path / "splits.json").write_text("{}")
    with pytest.raises(GongkaiError, match="there are no annotations"):
        load_corpus(tmp_path)
    root = write(tmp_path, PAGE)
    with pytest.raises(GongkaiError, match="there is no split 'test'"):
        load_corpus(root, splits=["test"])
    (root / "lines" / "lin.json").write_text("[")
    with pytest.raises(GongkaiError, match="lin.json: it is no JSON"):
        load_corpus(root)
    (root / "lines" / "lin.json").unlink()
    with pytest.raises(GongkaiError, match="E008 .*lin.json"):
        load_corpus(root)


def test_load_one_id_stands_for_one_report(tmp_path: Path) -> None:
    root = write(tmp_path, PAGE, other(name=PAGE.id, words="采种育苗5条，"))
    with pytest.raises(GongkaiError, match="2 reports have the id 'lin-yunling-2023'"):
        load_corpus(root)
