import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.page import PAGE, figure
from gongkai.corpus.label_studio import figures_task, lines_task
from gongkai.corpus.studio_export import FigureRegion, LineRegion, read_figures_task, read_lines_task
from gongkai.corpus.utf16 import Utf16
from gongkai.documents.model import Span
from gongkai.segmentation.model import LineLabel, Role


def test_label_studio_lines_have_a_region_for_section_and_role_each_blank_ones_none() -> None:
    task = lines_task(PAGE)
    assert task["data"] | {"lines": None} == {
        "id": "lin-yunling-2023",
        "hand": "lin",
        "body": "云岭市林业局",
        "year": 2023,
        "layout": "tabs",
        "lines": None,
    }
    assert [line["text"] for line in task["data"]["lines"]] == list(PAGE.lines)
    regions = task["annotations"][0]["result"]
    assert [r["id"] for r in regions] == [f"{c}{n}" for n in (0, 2, 3, 4, 5, 6, 7) for c in "sr"]
    assert regions[2] == {
        "id": "s2",
        "from_name": "section",
        "to_name": "lines",
        "type": "paragraphlabels",
        "value": {
            "start": "2",
            "end": "2",
            "startOffset": 0,
            "endOffset": 6,
            "text": "一、总体情况",
            "paragraphlabels": ["overview"],
        },
    }


def test_label_studio_figures_stand_on_the_prose_without_tables_and_furniture() -> None:
    task = figures_task(PAGE)
    assert task["data"]["lines"] == [0, 2, 3, 4, 7]
    assert task["data"]["text"].split("\n") == [PAGE.lines[n] for n in (0, 2, 3, 4, 7)]
    result = task["annotations"][0]["result"]
    assert [(r["id"], r["from_name"]) for r in result] == [
        *(("f0", "metric"), ("f0", "approx"), ("f0", "scope")),
        *(("f1", "metric"), ("f1", "channel")),
        *(("f2", "metric"), ("f2", "period"), ("f2", "category")),
        *(("f3", "metric"), ("f3", "value")),
        *(("f4", "metric"), ("f4", "value")),
        *(("f5", "metric"), ("f5", "value")),
    ]
    posts = result[3]["value"]
    assert (posts["text"], posts["labels"]) == ("1\n2条", ["posts"])
    assert task["data"]["text"][posts["start"] : posts["end"]] == "1\n2条"
    assert [r["value"]["choices"] for r in result if r["from_name"] == "value"] == [["-"], ["0"], ["0"]]


def test_label_studio_figure_spans_come_back() -> None:
    task = read_figures_task(figures_task(PAGE))
    assert [task.spans(region) for region in task.regions] == [f.evidence for f in PAGE.figures]


def test_label_studio_reads_exports_in_any_order_with_other_keys() -> None:
    task = figures_task(PAGE)
    plain = read_figures_task(task)
    entries = [
        {**r, "origin": "manual", "meta": {"text": ["?"]}, "value": {**r["value"], "globalOffsets": {}}}
        for r in task["annotations"][0]["result"]
    ]
    random.Random(3).shuffle(entries)
    cancelled = {"was_cancelled": True, "result": [{"from_name": "metric", "value": {}, "id": "x"}]}
    exported = {
        "id": 7,
        "annotations": [cancelled, {"id": 9, "result": entries}],
        "data": {**task["data"], "x": 1},
    }
    read = read_figures_task(exported)
    assert sorted(read.regions, key=lambda r: r.id) == sorted(plain.regions, key=lambda r: r.id)
    assert replace(read, regions=()) == replace(plain, regions=())


def test_label_studio_of_several_annotations_ground_truth_counts() -> None:
    task = lines_task(PAGE)
    mine = task["annotations"][0]
    second = {"result": mine["result"][:2], "ground_truth": True}
    assert len(read_lines_task({**task, "annotations": [mine, second]}).regions) == 2
    with pytest.raises(ValueError, match="2 annotations"):
        read_lines_task({**task, "annotations": [mine, mine]})


def test_label_studio_reads_a_region_over_lines_and_two_metrics_on_one() -> None:
    lines = lines_task(PAGE)
    lines["annotations"][0]["result"] = [
        {
            "id": "a",
            "from_name": "section",
            "value": {
                "start": "2",
                "end": "4",
                "startOffset": 0,
                "endOffset": 5,
                "text": "…",
                "paragraphlabels": ["overview"],
            },
        }
    ]
    assert read_lines_task(lines).regions == (
        LineRegion(
            id="a", control="section", first=2, last=5, start=0, end=5, text="…", labels=("overview",)
        ),
    )
    figures = figures_task(replace(PAGE, figures=PAGE.figures[-1:]))
    figures["annotations"][0]["result"][0]["value"]["labels"] = ["reviews.total", "litigation.total"]
    (region,) = read_figures_task(figures).regions
    assert (region.metrics, region.attributes) == (("reviews.total", "litigation.total"), {"value": "0"})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda r: r[0].update(from_name="colour"), "region f0: no control 'colour'"),
        (lambda r: r[0]["value"].pop("end"), "region f0: .*`end`"),
        (lambda r: r[0]["value"].update(start="3"), "region f0: .*`int`"),
        (lambda r: r.pop(0), "region f0: it has attributes and no metric"),
        (
            lambda r: r[1]["value"].update(choices=["about", "exact"]),
            "region f0: approx has to be given once",
        ),
        (lambda r: r.append(dict(r[1])), "region f0: approx has to be given once"),
    ],
)
def test_label_studio_says_which_region_is_no_figure(change: Any, why: str) -> None:
    task = json.loads(json.dumps(figures_task(PAGE)))
    change(task["annotations"][0]["result"])
    with pytest.raises(ValueError, match=why):
        read_figures_task(task)


def test_label_studio_says_which_lines_are_not_there() -> None:
    task = lines_task(PAGE)
    task["annotations"][0]["result"][0]["value"]["end"] = "8"
    with pytest.raises(ValueError, match="region s0: no lines 0 to 8"):
        read_lines_task(task)
    figures = figures_task(PAGE)
    figures["data"]["lines"].pop()
    with pytest.raises(ValueError, match="4 line numbers for 5 lines"):
        read_figures_task(figures)


def test_label_studio_offsets_count_utf16_units() -> None:
    text = "“𠮷塘发布”推送9条"
    report = replace(
        PAGE,
        lines=(text,),
        labels=(LineLabel(section="overview", role=Role.PARAGRAPH),),
        figures=(figure("posts", 9, Span(line=0, start=8, end=10), channel="wechat"),),
    )
    task = figures_task(report)
    value = task["annotations"][0]["result"][0]["value"]
    assert (value["start"], value["end"], value["text"]) == (9, 11, "9条")
    assert read_figures_task(task).regions == (
        FigureRegion(
            id="f0",
            start=8,
            end=10,
            text="9条",
            metrics=("posts",),
            category=None,
            attributes={"channel": "wechat"},
        ),
    )
    assert lines_task(report)["annotations"][0]["result"][0]["value"]["endOffset"] == len(text) + 1


@given(st.text(alphabet="报1𠮷😀\n", max_size=12))
def test_utf16_goes_both_ways(text: str) -> None:
    units = Utf16(text)
    for point in range(len(text) + 1):
        assert units.units(point) == len(text[:point].encode("utf-16-le")) // 2
        assert units.point(units.units(point)) == point
    for i, c in enumerate(text):
        if c > "\uffff":
            assert units.point(units.units(i) + 1) == -1


LINE = st.text(alphabet="公开 1条2\t。", max_size=8)


@given(st.lists(LINE, min_size=1, max_size=6), st.data())
def test_label_studio_any_span_of_a_text_comes_back(lines: list[str], data: st.DataObject) -> None:
    """Every piece between two characters that are no white space, over line ends too."""
    places = [(n, i) for n, text in enumerate(lines) for i, c in enumerate(text) if not c.isspace()]
    if not places:
        return
    first, last = sorted(data.draw(st.tuples(*[st.sampled_from(range(len(places)))] * 2)))
    inside = places[first : last + 1]
    evidence = tuple(
        Span(line=n, start=min(i for m, i in inside if m == n), end=max(i for m, i in inside if m == n) + 1)
        for n in sorted({m for m, _ in inside})
    )
    report = replace(
        PAGE,
        lines=tuple(lines),
        labels=tuple(
            LineLabel(section="overview", role=Role.PARAGRAPH if t.strip() else Role.BLANK) for t in lines
        ),
        figures=(figure("other", 1, *evidence),),
    )
    task = read_figures_task(figures_task(report))
    assert [task.spans(region) for region in task.regions] == [evidence]
    cut = "".join(lines[s.line][s.start : s.end] for s in evidence)
    assert "".join(task.regions[0].text.split()) == "".join(cut.split())
