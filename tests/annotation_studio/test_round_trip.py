"""Our annotations through a real Label Studio (1.23, SQLite): imported, exported, nothing moved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotation_studio.studio import VARIABLE, Studio, program, running
from gongkai.codebook import load_codebook
from gongkai.corpus.configs import figures_config, lines_config
from gongkai.corpus.load import load_corpus, load_export

ANNOTATIONS = Path(__file__).parents[2] / "annotations"

pytestmark = [
    pytest.mark.system,
    pytest.mark.slow,
    pytest.mark.skipif(
        not program().exists(),
        reason=f"Label Studio is not installed ({VARIABLE}; .ci/label-studio installs it)",
    ),
]


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with running(program(), tmp_path_factory.mktemp("studio")) as started:
        yield started


def regions(tasks: list[Any]) -> dict[str, dict[tuple[str, str], tuple[str, str, dict[str, Any]]]]:
    """Report -> (region, control) -> everything that it says."""
    return {
        task["data"]["id"]: {
            (r["id"], r["from_name"]): (r["to_name"], r["type"], r["value"])
            for annotation in task["annotations"]
            for r in annotation["result"]
        }
        for task in tasks
    }


def test_round_trip_leaves_every_region_unchanged(studio: Studio, tmp_path: Path) -> None:
    assert studio.version().startswith("1.23.")
    codebook = load_codebook()
    exported: dict[str, Path] = {}
    counted: dict[str, int] = {}
    for kind, config in (("lines", lines_config(codebook)), ("figures", figures_config(codebook))):
        files = sorted((ANNOTATIONS / kind).glob("*.json"))
        tasks = [task for path in files for task in json.loads(path.read_text("utf-8"))]
        project = studio.project(f"gongkai {kind}", config)
        answer = studio.import_tasks(project, tasks)
        assert (answer["task_count"], answer["annotation_count"]) == (len(tasks), len(tasks))
        back = studio.export(project)
        before, after = regions(tasks), regions(back)
        assert after == before
        assert {t["data"]["id"]: t["data"] for t in back} == {t["data"]["id"]: t["data"] for t in tasks}
        counted[kind] = sum(len(of) for of in after.values())
        exported[kind] = tmp_path / f"{kind}.json"
        exported[kind].write_text(json.dumps(back), "utf-8")
    assert all(counted.values())
    print(f"Label Studio {studio.version()}: regions back as they went in: {counted}")
    read = sorted(load_export(exported["lines"], exported["figures"]), key=lambda r: r.id)
    # cells lie beside the annotations: they are no task of the studio
    assert tuple(read) == tuple(replace(r, cells={}) for r in load_corpus(ANNOTATIONS).reports)
