import json
from pathlib import Path

import pytest

from gongkai.codebook import load_codebook
from gongkai.errors import GongkaiError
from gongkai.registry import FORMAT, Meta, Registry, check_fit, write_meta


def make(root: Path, version: str, *, labels: tuple[str, ...] = ("posts",), fmt: int = FORMAT) -> None:
    folder = Registry([root]).folder("tagger", version)
    meta = Meta(
        name="tagger",
        version=version,
        format=fmt,
        labels=labels,
        codebook=1,
        gongkai="0.1.0",
        seed=7,
        digest="0" * 16,
        config={},
    )
    write_meta(folder, meta)


def test_registry_promote_and_rollback(tmp_path: Path) -> None:
    registry = Registry([tmp_path])
    assert (registry.artefacts(), registry.current("tagger"), registry.next_version("tagger")) == (
        [],
        None,
        "1",
    )
    make(tmp_path, "1")
    make(tmp_path, "2")
    make(tmp_path, "10")
    assert [a.meta.version for a in registry.artefacts("tagger")] == ["1", "2", "10"]
    assert registry.current("tagger") is None
    assert registry.next_version("tagger") == "11"
    registry.promote("tagger", "1")
    assert registry.promote("tagger", "10").current
    assert registry.rollback("tagger").meta.version == "1"  # type: ignore[union-attr]
    assert registry.rollback("tagger") is None
    with pytest.raises(GongkaiError, match="E041"):
        registry.rollback("tagger")


def test_registry_a_projects_own_models_go_first(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    make(shipped, "3")
    Registry([shipped]).promote("tagger", "3")
    registry = Registry([own, shipped])
    assert registry.current("tagger").meta.version == "3"  # type: ignore[union-attr]
    make(own, "1")
    registry.promote("tagger", "1")
    assert registry.current("tagger").path.is_relative_to(own)  # type: ignore[union-attr]
    assert json.loads((shipped / "tagger" / "current.json").read_text()) == {"version": "3", "before": []}


def test_registry_unknown_version_names_the_known_ones(tmp_path: Path) -> None:
    make(tmp_path, "1")
    with pytest.raises(GongkaiError, match="E040 no version 9 of the tagger .there is: 1."):
        Registry([tmp_path]).promote("tagger", "9")


def test_registry_a_model_that_does_not_fit_the_codebook_says_so(tmp_path: Path) -> None:
    codebook = load_codebook()
    make(tmp_path, "1", labels=("posts", "moon.landings"))
    make(tmp_path, "2", fmt=FORMAT + 1)
    make(tmp_path, "3")
    first, second, third = Registry([tmp_path]).artefacts("tagger")
    with pytest.raises(
        GongkaiError, match="E042 tagger 1 and the codebook do not fit together: it gives moon.landings"
    ):
        check_fit(first, codebook.metric_of, codebook)
    with pytest.raises(GongkaiError, match="E042 .*format"):
        check_fit(second, codebook.metric_of, codebook)
    check_fit(third, codebook.metric_of, codebook)


def test_registry_a_broken_file_is_named(tmp_path: Path) -> None:
    make(tmp_path, "1")
    (tmp_path / "tagger" / "1" / "meta.json").write_text('{"name": 1}')
    with pytest.raises(GongkaiError, match="E043 .*meta.json"):
        Registry([tmp_path]).artefacts()
