"""The JSON Schema says what the types say, and holds them to it."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from gongkai.codebook import load_codebook
from gongkai.documents.model import Source, Span
from gongkai.errors import Problem
from gongkai.metadata.model import Meta
from gongkai.narrative.model import Figure, Period, Scope
from gongkai.quantities.model import Approx, CellState
from gongkai.reconcile.model import Agreement, Check, Message, Proposal, Status, Verdict
from gongkai.report import SCHEMA, Report, ReportLine, Versions
from gongkai.segmentation.model import Role, SectionRun
from gongkai.tables.model import Cell

TYPES = {
    "span": Span,
    "source": Source,
    "meta": Meta,
    "line": ReportLine,
    "section": SectionRun,
    "cell": Cell,
    "figure": Figure,
    "check": Check,
    "verdict": Verdict,
    "proposal": Proposal,
    "problem": Problem,
    "message": Message,
    "versions": Versions,
}
ENUMS = {
    ("cell", "state"): CellState,
    ("figure", "approx"): Approx,
    ("figure", "period"): Period,
    ("figure", "scope"): Scope,
    ("check", "status"): Status,
    ("verdict", "verdict"): Agreement,
    ("line", "role"): Role,
}


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    text = resources.files("gongkai").joinpath("schema", "report-1.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def names(kind: type[Any]) -> set[str]:
    found: Any = msgspec.inspect.type_info(kind)  # of dataclasses and Structs
    return {f.name for f in found.fields}


def empty() -> dict[str, Any]:
    source = Source(name="a.txt", sha256="0" * 64, media_type="text/plain")
    return Report(source=source, meta=Meta()).to_dict()


def errors(schema: dict[str, Any], report: dict[str, Any]) -> list[str]:
    return [e.json_path for e in Draft202012Validator(schema).iter_errors(json.loads(json.dumps(report)))]


def test_schema_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_schema_has_the_keys_of_the_types_and_no_others(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == names(Report)
    assert {name: set(schema["$defs"][name]["properties"]) for name in TYPES} == {
        name: names(kind) for name, kind in TYPES.items()
    }
    assert set(schema["$defs"]) == set(TYPES)


def test_schema_allows_no_key_that_it_does_not_know(schema: dict[str, Any]) -> None:
    assert [name for name in TYPES if schema["$defs"][name]["additionalProperties"] is not False] == []
    assert errors(schema, {**empty(), "extra": 1}) == ["$"]


def test_schema_has_the_values_of_the_enums(schema: dict[str, Any]) -> None:
    assert {key: schema["$defs"][key[0]]["properties"][key[1]]["enum"] for key in ENUMS} == {
        key: [member.value for member in kind] for key, kind in ENUMS.items()
    }


def test_schema_has_the_roles_and_levels_of_the_codebook(schema: dict[str, Any]) -> None:
    codebook = load_codebook()

    assert schema["$defs"]["line"]["properties"]["role"]["enum"] == list(codebook.line_roles)
    assert schema["$defs"]["meta"]["properties"]["level"]["enum"] == [*codebook.levels, None]


def test_schema_names_its_version(schema: dict[str, Any]) -> None:
    assert schema["properties"]["schema"] == {"const": SCHEMA}


def test_schema_takes_a_report_without_lines(schema: dict[str, Any]) -> None:
    report = empty()
    assert errors(schema, report) == []
    del report["lines"]
    assert errors(schema, report) == []
    del report["cells"]
    assert errors(schema, report) == ["$"]


@pytest.mark.parametrize(
    ("state", "value", "holds"),
    [
        ("number", 3, True),
        ("number", None, False),
        ("zero_word", 0, True),
        ("zero_word", 1, False),
        ("blank", None, True),
        ("blank", 0, False),
        ("dash", 0, False),
        ("not_a_number", None, True),
    ],
)
def test_schema_ties_the_value_of_a_cell_to_its_state(
    schema: dict[str, Any], state: str, value: int | None, holds: bool
) -> None:
    span = Span(line=0, start=0, end=1)
    cell = Cell(
        field="applications.new.total", state=CellState(state), value=value, text="3", evidence=(span,)
    )
    source = Source(name="a.txt", sha256="0" * 64, media_type="text/plain")
    report = Report(source=source, meta=Meta(), cells=(cell,)).to_dict()

    assert (errors(schema, report) == []) is holds
