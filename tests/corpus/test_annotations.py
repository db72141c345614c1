"""The annotations that ship: they load, they are large and varied enough, their label configs are the codebook's."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gongkai.codebook import load_codebook
from gongkai.corpus.configs import figures_config, lines_config
from gongkai.corpus.describe import describe
from gongkai.corpus.load import Corpus, load_corpus
from gongkai.corpus.variety import measure_variety
from gongkai.documents.read import document_from_text
from gongkai.narrative.model import Period, Scope
from gongkai.quantities.model import Approx
from gongkai.segmentation.model import Role

ROOT = Path(__file__).parents[2] / "annotations"
CODEBOOK = load_codebook()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT)


def test_annotations_are_enough(corpus: Corpus) -> None:
    figures = [f for r in corpus.reports for f in r.figures]
    assert len(corpus.reports) >= 120
    assert len({r.hand for r in corpus.reports}) >= 10
    assert len(figures) >= 4000
    counted = Counter(f.metric for f in figures)
    wanted = {m.id: 40 if m.id in CODEBOOK.frequent else 15 for m in CODEBOOK.metrics}
    assert {metric: counted[metric] for metric, least in wanted.items() if counted[metric] < least} == {}
    for split in ("train", "held_out"):
        assert len({r.hand for r in corpus.of(split)}) >= 2
    assert {f.metric for r in corpus.of("train") for f in r.figures} >= set(CODEBOOK.frequent)


def test_annotations_say_things_differently(corpus: Corpus) -> None:
    variety = measure_variety(corpus.reports)
    assert variety.sentences > 4000
    assert max(variety.within.values()) < 0.10
    assert variety.across_all < 0.03
    assert all(distinct >= min(figures, 15) for figures, distinct in variety.skeletons.values())


def test_annotations_show_every_label(corpus: Corpus) -> None:
    labels = [label for r in corpus.reports for label in r.labels]
    figures = [f for r in corpus.reports for f in r.figures]
    assert {label.section for label in labels} == set(CODEBOOK.sections)
    assert {label.role for label in labels} == set(Role)
    assert {f.approx for f in figures} == set(Approx)
    assert {f.period for f in figures} == set(Period)
    assert {f.scope for f in figures} == set(Scope)
    assert {f.channel for f in figures} - {None} == set(CODEBOOK.attributes["channel"])
    assert any(len(f.evidence) > 1 for f in figures)


def test_annotations_lines_are_what_the_reader_gives(corpus: Corpus) -> None:
    for report in corpus.reports:
        assert tuple(line.text for line in document_from_text(report.text).lines) == report.lines, report.id


@pytest.mark.parametrize(
    ("name", "made"), [("lines", lines_config(CODEBOOK)), ("figures", figures_config(CODEBOOK))]
)
def test_configs_are_made_from_the_codebook(name: str, made: str) -> None:
    assert (ROOT / "configs" / f"{name}.xml").read_text("utf-8") == made


def test_configs_offer_every_label() -> None:
    lines, figures = (
        ElementTree.fromstring(lines_config(CODEBOOK)),
        ElementTree.fromstring(figures_config(CODEBOOK)),
    )
    offered = {
        tag.get("name"): [entry.get("value") for entry in tag if entry.tag in ("Label", "Choice")]
        for tag in (*lines, *figures)
    }
    assert offered["section"] == list(CODEBOOK.sections)
    assert offered["role"] == list(CODEBOOK.line_roles)
    assert offered["metric"] == [m.id for m in CODEBOOK.metrics]
    assert offered["channel"] == list(CODEBOOK.attributes["channel"])
    assert offered["value"] == ["0", "-"]
    for attribute, default in (("approx", "exact"), ("period", "year"), ("scope", "unstated")):
        assert offered[attribute] == [name for name in CODEBOOK.attributes[attribute] if name != default]


def test_guidelines_name_every_section_and_role_in_both_languages() -> None:
    for language in ("zh", "en"):
        text = (ROOT / f"guidelines.{language}.md").read_text("utf-8")
        assert [role for role in CODEBOOK.line_roles if f"`{role}`" not in text] == []
        attributes = [n for a in ("approx", "period", "scope") for n in CODEBOOK.attributes[a]]
        defaults = {"exact", "year", "unstated"}
        assert [n for n in attributes if n not in defaults and f"`{n}`" not in text] == []


def test_describe_counts_by_split(corpus: Corpus) -> None:
    rows = {line.split()[0]: line.split()[1:] for line in describe(corpus).splitlines() if line.strip()}
    total = rows["all"]
    assert int(total[0]) == len(corpus.reports) == int(rows["train"][0]) + int(rows["held_out"][0])
    assert int(total[3]) == sum(len(r.figures) for r in corpus.reports)
