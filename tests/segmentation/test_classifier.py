from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.codebook import load_codebook
from gongkai.documents.model import Document, Source
from gongkai.errors import GongkaiError
from gongkai.segmentation.classifier import LabelledDocument, ModelSegmenter
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.model import LineLabel, Role, Segmentation
from gongkai.segmentation.runs import section_runs
from segmentation.marked import CELLS, GOLD, document, labelled

CODEBOOK = load_codebook()
CONFIG = SegmenterConfig(ngram_buckets=2**10, symbol_buckets=2**10, words=False)
FITTED = ModelSegmenter(CODEBOOK, CONFIG).fit(GOLD, 0)
ALONE = ModelSegmenter(CODEBOOK, replace(CONFIG, rule_features=False)).fit(GOLD, 0)


def named(found: Segmentation) -> list[tuple[str, str]]:
    return [(label.section, label.role.value) for label in found.labels]


@pytest.mark.parametrize("segmenter", [FITTED, ALONE])
@pytest.mark.parametrize("gold", GOLD)
def test_classifier_learns_its_gold(segmenter: ModelSegmenter, gold: LabelledDocument) -> None:
    assert named(segmenter(gold.document)) == [(x.section, x.role.value) for x in gold.labels]


def test_classifier_reads_a_report_it_has_not_seen() -> None:
    unseen = labelled("""
front title | 潮口湾管理委员会2024年政府信息公开工作年度报告
overview heading | 一、总体情况
overview paragraph | 管委会公开信息55条，举办开放日2次。
disclosure heading | 二、主动公开政府信息情况
disclosure table_header | 信息内容	本年制发件数	本年废止件数	现行有效件数
disclosure table_row | 规章	0	0	7

disclosure table_row | 行政规范性文件	2	1	9
applications heading | 三、收到和处理政府信息公开申请情况
applications table_row | 一、本年新收政府信息公开申请数量	8	1	0	0	0	0	9
problems heading | 五、存在的主要问题及改进情况
problems paragraph | 公开的内容还不够全面。
""")
    found = FITTED(unseen.document)
    assert named(found) == [(x.section, x.role.value) for x in unseen.labels]
    assert found.runs == section_runs(unseen.document, found.labels)


def test_classifier_saved_and_loaded_says_the_same(tmp_path: Path) -> None:
    FITTED.to_disk(tmp_path / "7")
    loaded = ModelSegmenter.from_disk(tmp_path / "7", CODEBOOK)
    assert loaded.name == "segmenter-7"
    assert (loaded.config, loaded.labels) == (FITTED.config, FITTED.labels)
    for document_, _ in GOLD:
        assert loaded(document_) == FITTED(document_)


def test_classifier_same_seed_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        ModelSegmenter(CODEBOOK, CONFIG).fit(GOLD, 3).to_disk(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_classifier_confidence_is_a_probability() -> None:
    labels = FITTED(GOLD[0].document).labels
    assert all(0 < label.confidence <= 1 for label in labels)
    strange = FITTED(document("青塘区", "规章 第 七", "上一篇")).labels
    assert min(x.confidence for x in strange) < min(x.confidence for x in labels)


def test_classifier_blank_lines_belong_to_what_stands_before() -> None:
    made = document("", "一、总体情况", "", "全年公开信息30条。", "\t", "二、主动公开政府信息情况", "| --- |")
    found = FITTED(made)
    assert [label.section for label in found.labels] == ["overview"] * 5 + ["disclosure"] * 2
    assert [label.role is Role.BLANK for label in found.labels] == [
        True,
        False,
        True,
        False,
        True,
        False,
        True,
    ]


def test_classifier_an_empty_document() -> None:
    source = Source(name="empty", sha256="", media_type="text/plain")
    empty = Document(source=source, lines=(), normal=())
    assert FITTED(empty) == Segmentation(labels=(), runs=())
    found = FITTED(document("|---|", "||"))
    assert named(found) == [("furniture", "blank")] * 2


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="一、（）规章总计0123 \t|年报告。\u3000", max_size=16), min_size=1, max_size=20)
)
def test_classifier_labels_every_line_once(lines: list[str]) -> None:
    made = document("政府信息公开", *lines)
    found = FITTED(made)
    assert len(found.labels) == len(made.lines)
    assert [n for run in found.runs for n in range(run.start, run.end)] == list(range(len(made.lines)))
    assert all(label.section in CODEBOOK.sections and 0 <= label.confidence <= 1 for label in found.labels)


def test_classifier_a_section_that_only_the_rules_know() -> None:
    """Fitted without section five and six: the rules' word counts there, and says that it is in doubt."""
    front = [x for x in labelled(CELLS).labels if x.section not in ("problems", "other")]
    part = LabelledDocument(
        document(*(line.text for line in GOLD[1].document.lines[: len(front)])), tuple(front)
    )
    segmenter = ModelSegmenter(CODEBOOK, CONFIG).fit([part], 0)
    assert "problems" not in segmenter.labels
    label = segmenter(GOLD[1].document).labels[len(front)]
    assert (label.section, label.role) == ("problems", Role.HEADING)
    assert label.confidence <= 0.5


def test_classifier_gold_with_a_single_label() -> None:
    gold = LabelledDocument(document("无", "无"), (LineLabel(section="other", role=Role.PARAGRAPH),) * 2)
    segmenter = ModelSegmenter(CODEBOOK, replace(CONFIG, rule_features=False)).fit([gold], 0)
    assert named(segmenter(document("一、总体情况", "", "规章\t0"))) == [
        ("other", "paragraph"),
        ("other", "blank"),
        ("other", "paragraph"),
    ]


def test_classifier_does_nothing_before_it_is_fitted(tmp_path: Path) -> None:
    unfitted = ModelSegmenter(CODEBOOK, CONFIG)
    assert unfitted.labels == ()
    with pytest.raises(RuntimeError, match="fitted"):
        unfitted(GOLD[0].document)
    with pytest.raises(RuntimeError, match="fitted"):
        unfitted.to_disk(tmp_path)
    with pytest.raises(ValueError, match="no line"):
        unfitted.fit([], 0)


@pytest.mark.parametrize("file", ["weights.npz", "segmenter.json"])
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 broken"])
def test_classifier_broken_files_are_named(tmp_path: Path, file: str, content: bytes | None) -> None:
    FITTED.to_disk(tmp_path)
    if content is None:
        (tmp_path / file).unlink()
    else:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(GongkaiError) as error:
        ModelSegmenter.from_disk(tmp_path, CODEBOOK)
    assert error.value.code == "E043"


@pytest.mark.parametrize(
    ("array", "change", "why"),
    [
        ("linear", lambda a: a[:-1], "linear is"),
        ("bias", lambda a: a * np.nan, "not a number"),
        ("states", lambda a: a + 100, "no section or role"),
        ("step", lambda a: a[:, :-1], "step is"),
        ("start", lambda a: np.array([object()]), "ValueError"),
    ],
)
def test_classifier_arrays_that_do_not_fit(tmp_path: Path, array: str, change: object, why: str) -> None:
    FITTED.to_disk(tmp_path)
    with np.load(tmp_path / "weights.npz") as stored:
        arrays = dict(stored)
    assert callable(change)
    np.savez(tmp_path / "weights.npz", **{**arrays, array: change(arrays[array])})
    with pytest.raises(GongkaiError, match=why) as error:
        ModelSegmenter.from_disk(tmp_path, CODEBOOK)
    assert error.value.code == "E043"


def test_classifier_labels_that_the_codebook_lost(tmp_path: Path) -> None:
    FITTED.to_disk(tmp_path / "3")
    names = tmp_path / "3" / "segmenter.json"
    names.write_text(names.read_text("utf-8").replace('"problems"', '"annex"'), "utf-8")
    with pytest.raises(GongkaiError, match="annex") as error:
        ModelSegmenter.from_disk(tmp_path / "3", CODEBOOK)
    assert error.value.code == "E042"


def test_classifier_predicting_needs_no_scikit_learn(tmp_path: Path) -> None:
    FITTED.to_disk(tmp_path)
    program = (
        "import sys\nfrom pathlib import Path\nfrom gongkai.codebook import load_codebook\n"
        "from gongkai.documents.read import document_from_text\n"
        "from gongkai.segmentation.classifier import ModelSegmenter\n"
        f"segmenter = ModelSegmenter.from_disk(Path({str(tmp_path)!r}), load_codebook())\n"
        "segmenter(document_from_text('一、总体情况'))\n"
        "print(sorted({'sklearn', 'scipy', 'jieba'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
