"""Gold of table cells beside the annotations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.codebook import load_codebook
from gongkai.corpus.cells import gold_cells, read_cells
from gongkai.corpus.load import load_corpus
from gongkai.errors import GongkaiError
from gongkai.quantities.model import CellState
from training.tiny import REPORTS, make_project

CODEBOOK = load_codebook()
FIELD = "disclosure.regulations.issued"


def written(tmp_path: Path, content: object) -> Path:
    path = tmp_path / "an.json"
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def test_cells_are_numbers_and_states(tmp_path: Path) -> None:
    said = {
        FIELD: 3,
        "disclosure.regulations.repealed": "zero_word",
        "disclosure.licensing.decisions": "blank",
    }
    cells = gold_cells(read_cells(written(tmp_path, {"a": said}), CODEBOOK)["a"])
    assert [(c.state, c.value) for c in cells.values()] == [
        (CellState.NUMBER, 3),
        (CellState.ZERO_WORD, 0),
        (CellState.BLANK, None),
    ]


def test_no_file_is_no_cells(tmp_path: Path) -> None:
    assert read_cells(tmp_path / "none.json", CODEBOOK) == {}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"a": {"disclosure.nothing": 1}}, "there is no field 'disclosure.nothing'"),
        ({"a": {FIELD: "empty"}}, "neither a number nor a state"),
        (["a"], "object"),
    ],
)
def test_wrong_cells_are_named(tmp_path: Path, content: object, why: str) -> None:
    with pytest.raises(GongkaiError, match="E024") as error:
        read_cells(written(tmp_path, content), CODEBOOK)
    assert why in str(error.value)


def test_cells_come_with_their_report_and_with_no_other(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project") / "annotations"
    (root / "cells").mkdir()
    (root / "cells" / "an.json").write_text(json.dumps({"an-1": {FIELD: 0}}), "utf-8")
    by_id = {r.id: r for r in load_corpus(root, codebook=CODEBOOK).reports}
    assert by_id["an-1"].cells == {FIELD: 0}
    assert by_id["an-2"] == replace(by_id["an-2"], cells={})
    (root / "cells" / "an.json").write_text(json.dumps({"nobody": {FIELD: 0}}), "utf-8")
    with pytest.raises(GongkaiError, match="there is no such report"):
        load_corpus(root, codebook=CODEBOOK)
    assert {r.id for r in REPORTS} == set(by_id)


def test_shipped_cells_are_read_again_on_gold_lines() -> None:
    from gongkai.training.evaluation.cells import CellCounts
    from gongkai.training.folds.lines import tally_lines

    root = Path(__file__).parents[2] / "annotations"
    reports = [r for r in load_corpus(root).reports if r.cells]
    assert len(reports) > 100
    some = reports[::12]
    labels = {r.id: r.labels for r in some}

    def gold(document):  # type: ignore[no-untyped-def]
        from gongkai.segmentation.model import Segmentation
        from gongkai.segmentation.runs import section_runs

        own = labels[document.source.name]
        return Segmentation(labels=own, runs=section_runs(document, own))

    found = tally_lines(gold, some, CODEBOOK)
    assert found.cells.total > 1500
    assert found.cells == CellCounts(right=found.cells.total)
