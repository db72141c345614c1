"""`gongkai codebook`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from gongkai.codebook import load_codebook
from gongkai.presentation.codebook import entries


def test_codebook_lists_every_id(gongkai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    words = gongkai("codebook").out.split()
    wanted = {name for kind, name, _ in entries(load_codebook()) if kind not in ("field", "table")}

    assert wanted - set(words) == set()


def test_codebook_json_is_the_whole_codebook(gongkai: Callable[..., Any]) -> None:
    plain = json.loads(gongkai("codebook", "--json").out)
    codebook = load_codebook()

    assert [m["id"] for m in plain["metrics"]] == [m.id for m in codebook.metrics]
    assert list(plain["tables"]) == list(codebook.tables)


def test_codebook_shows_one_metric_with_its_readings(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("codebook", "applications.completed", "--json")

    assert json.loads(ran.out) == {
        "metric": {
            "id": "applications.completed",
            "zh": "办结/答复",
            "unit": "件",
            "note": "",
            "attr": None,
            "readings": [
                "applications.processed.total",
                "applications.processed.total - applications.carried_over.total",
            ],
        }
    }


def test_codebook_shows_a_section_and_its_table_under_one_id(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("codebook", "applications")

    assert [line for line in ran.out.splitlines() if line.startswith("──")] == [
        "── section applications",
        "── table applications",
    ]


def test_codebook_names_the_forms_that_have_a_field(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("codebook", "disclosure.regulations.made", "--json")

    assert json.loads(ran.out)["field"] == {
        "zh": "规章 / 本年新制作数量",
        "forms": ["2019"],
        "compared with": ["regulations.issued"],
    }


def test_codebook_suggests_similar_ids(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("codebook", "folowers")

    assert (ran.code, "followers" in ran.err) == (2, True)
