"""Folds from gold to the card, on the small corpus."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from gongkai.cli.evaluate import RIVALS as NAMED
from gongkai.codebook import load_codebook
from gongkai.registry import Registry
from gongkai.training.config import read_config
from gongkai.training.folds.facts import Folds, inputs_digest, read_folds, together
from gongkai.training.folds.groups import Grouping, grouped_folds
from gongkai.training.folds.measure import keep_folds, measure_folds
from gongkai.training.folds.tables import fold_tables
from gongkai.training.rivals import RIVALS
from gongkai.training.train import gold_folder, train
from training.tiny import REPORTS, SMALL, make_project

CODEBOOK = load_codebook()
HAND = [Grouping.HAND]


@pytest.fixture(scope="module")
def tagger_folds() -> Folds:
    settings = read_config("tagger", over=SMALL["tagger"])
    return measure_folds("tagger", REPORTS, settings, CODEBOOK, groupings=HAND, curve=True)


@pytest.fixture(scope="module")
def segmenter_folds() -> Folds:
    settings = read_config("segmenter", over=SMALL["segmenter"])
    return measure_folds("segmenter", REPORTS, settings, CODEBOOK, groupings=HAND)


def test_every_way_is_measured_on_the_same_folds(tagger_folds: Folds) -> None:
    found = tagger_folds.figures["hand"]
    assert [m.name for m in found.methods] == ["this tagger", "rules", "majority"]
    names = [fold.name for fold in grouped_folds(REPORTS, Grouping.HAND, CODEBOOK)]
    assert [part.name for part in found.folds] == names
    counted = sum(f.metric != "other" for r in REPORTS for f in r.figures)
    for method in found.methods:
        assert list(method.by_fold) == names
        assert method.scores["support"] == counted
        assert method.speed > 0
        assert method.failures == 0
    assert sum(n["support"] or 0 for n in found.by_metric.values()) >= counted
    _, rules, majority = (m.scores["strict_f1"] or 0 for m in found.methods)
    assert majority < 0.7 < 0.9 < rules  # the sentences are easy for rules, and units alone say little


def test_the_curve_ends_with_all_reports(tagger_folds: Folds) -> None:
    assert [p.share for p in tagger_folds.curve] == [0.25, 0.5, 0.75, 1.0]
    assert [p.reports for p in tagger_folds.curve] == sorted(p.reports for p in tagger_folds.curve)
    whole = tagger_folds.figures["hand"].methods[0].scores
    assert tagger_folds.curve[-1].scores["f1"] == whole["strict_f1"]


def test_segmenters_are_measured_line_by_line(segmenter_folds: Folds) -> None:
    found = segmenter_folds.lines["hand"]
    assert [m.name for m in found.methods] == ["this segmenter", "rules"]
    assert all(0 < (m.scores["role_macro_f1"] or 0) <= 1 for m in found.methods)
    assert sum(n["support"] or 0 for n in found.by_role.values()) == sum(
        bool(line.strip()) for r in REPORTS for line in r.lines
    )


def test_tables_are_whole(tagger_folds: Folds, segmenter_folds: Folds) -> None:
    for folds in (tagger_folds, segmenter_folds):
        tables = list(fold_tables(folds))
        assert tables
        for _, header, rows in tables:
            assert rows
            assert {len(row) for row in rows} == {len(header)}


def test_folds_are_kept_beside_a_version_and_shown_in_its_card(
    tmp_path: Path, segmenter_folds: Folds
) -> None:
    root = make_project(tmp_path / "project")
    registry = Registry([root / "models"])
    settings = read_config("segmenter", over=SMALL["segmenter"])
    artefact = train(
        "segmenter", settings, gold=gold_folder(root), registry=registry, codebook=CODEBOOK
    ).artefact
    card = artefact.path / "card.md"
    assert "Not measured yet: `gongkai evaluate --part segmenter --folds" in card.read_text("utf-8")
    keep_folds(segmenter_folds, artefact)
    assert read_folds(artefact.path) == segmenter_folds
    assert "### Folds by hand: lines" in card.read_text("utf-8")
    # another grouping of the same gold and inputs is laid beside it, one of other inputs takes its place
    other = msgspec.structs.replace(segmenter_folds, lines={"layout": segmenter_folds.lines["hand"]})
    keep_folds(other, artefact)
    kept = read_folds(artefact.path)
    assert kept is not None
    assert sorted(kept.lines) == ["hand", "layout"]
    keep_folds(msgspec.structs.replace(other, inputs="0" * 16), artefact)
    kept = read_folds(artefact.path)
    assert kept is not None
    assert sorted(kept.lines) == ["layout"]


def test_rivals_stand_beside_what_ships(tagger_folds: Folds, tmp_path: Path) -> None:
    settings = read_config("tagger", over=SMALL["tagger"])
    rival = measure_folds("tagger", REPORTS, settings, CODEBOOK, groupings=HAND, rivals=["linear"])
    assert [m.name for m in rival.figures["hand"].methods] == ["linear"]
    whole = together(tagger_folds.figures["hand"], rival.figures["hand"])
    assert [m.name for m in whole.methods] == ["this tagger", "rules", "majority", "linear"]
    assert whole.reliability == tagger_folds.figures["hand"].reliability
    linear = rival.figures["hand"].by_metric
    for metric, numbers in whole.by_metric.items():
        assert numbers["f1"] == tagger_folds.figures["hand"].by_metric[metric]["f1"]
        assert numbers.get("f1, linear") == linear.get(metric, {}).get("f1")
    # the other way round: what ships was measured again, and the rival stays
    again = together(whole, tagger_folds.figures["hand"])
    assert [m.name for m in again.methods] == ["this tagger", "rules", "majority", "linear"]
    assert again.by_metric == whole.by_metric


def test_the_command_names_every_rival() -> None:
    assert set(NAMED) == set(RIVALS)


def test_inputs_have_one_digest() -> None:
    assert inputs_digest() == inputs_digest()
    assert len(inputs_digest()) == 16
