"""Reading the codebook: the shipped YAML files, overlaid by a project's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gongkai.codebook.model import Codebook
from gongkai.errors import GongkaiError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast
_FILES = ("sections.yaml", "tables.yaml", "metrics.yaml", "attributes.yaml", "rules.yaml")


def read_data(name: str) -> Any:
    """The parsed content of a YAML file that ships in ``codebook/data``."""
    return yaml.load(resources.files("gongkai.codebook").joinpath("data", name).read_text("utf-8"), _LOADER)  # noqa: S506


@lru_cache(maxsize=4)
def load_codebook(project: Path | None = None) -> Codebook:
    """The codebook, with the files in ``project/codebook/*.yaml`` laid over it.

    A mapping in the overlay adds or replaces entries by key; a list of entries with ``id`` adds or replaces by
    id; any other list replaces. Under ``cues`` every list adds. Raises GongkaiError E010 for unknown keys, wrong
    types, dangling ids.
    """
    merged: dict[str, Any] = {}
    cues: Any = {}
    for name in _FILES:
        merged.update(read_data(name))
    for path in sorted((project / "codebook").glob("*.yaml")) if project else ():
        try:
            own = yaml.load(path.read_text("utf-8"), _LOADER) or {}  # noqa: S506
        except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
            raise GongkaiError("E010", path=path.name, why=str(error).replace("\n", " ")) from error
        if not isinstance(own, dict):
            raise GongkaiError(
                "E010", path=path.name, why="it is no mapping of the codebook's parts to entries"
            )
        cues = extend(cues, own.pop("cues", {}))
        merged = _overlay(merged, own)
    where = str(project / "codebook") if project else "(shipped)"
    try:
        codebook = msgspec.convert({**merged, "cues": cues}, Codebook)
    except msgspec.ValidationError as error:
        raise GongkaiError("E010", path=where, why=str(error)) from error
    _validate(codebook, where)
    return codebook


def _overlay(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return {**base, **{k: _overlay(base[k], v) if k in base else v for k, v in own.items()}}
    if isinstance(base, list) and isinstance(own, list) and _have_ids(base) and _have_ids(own):
        return list({**{e["id"]: e for e in base}, **{e["id"]: e for e in own}}.values())
    return own


def extend(base: Any, own: Any) -> Any:
    """``base`` with ``own`` added: mappings key by key, lists one behind the other, anything else replaced."""
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return {**base, **{k: extend(base[k], v) if k in base else v for k, v in own.items()}}
    if isinstance(base, list) and isinstance(own, list):
        return [*base, *own]
    return own


def _have_ids(entries: list[Any]) -> bool:
    return bool(entries) and all(isinstance(e, Mapping) and "id" in e for e in entries)


def _validate(codebook: Codebook, where: str) -> None:
    """Every id that an entry refers to must exist."""
    metrics, fields = codebook.metric_of, codebook.all_fields
    for metric in (*codebook.frequent, *codebook.correspondences):
        if metric not in metrics:
            raise GongkaiError("E010", path=where, why=f"no metric {metric!r}")
    for table in codebook.tables.values():
        for row in table.rows.values():
            for column in {c for own in (row.columns or {}).values() for c in own}:
                if column not in table.columns:
                    raise GongkaiError("E010", path=where, why=f"no column {column!r}")
    for metric, readings in codebook.correspondences.items():
        for operand in (o.lstrip("+-") for reading in readings for o in reading):
            if operand not in fields and not _is_group(codebook, operand):
                raise GongkaiError("E010", path=where, why=f"correspondence {metric}: no field {operand!r}")
    for rule in codebook.rules:
        if rule.table is not None and rule.table not in codebook.tables:
            raise GongkaiError("E010", path=where, why=f"rule {rule.id}: no table {rule.table!r}")
        if rule.table is not None and rule.for_each in ("column", "row"):
            table = codebook.tables[rule.table]
            known = (
                {*table.rows, *table.groups, "outcomes"} if rule.for_each == "column" else {*table.columns}
            )
            for operand in (*rule.left, *rule.right):
                if operand not in known and not rule.across_years:
                    raise GongkaiError("E010", path=where, why=f"rule {rule.id}: no operand {operand!r}")


def _is_group(codebook: Codebook, operand: str) -> bool:
    """Whether the operand is ``<table>.<group>.<column>``."""
    table, _, rest = operand.partition(".")
    group, _, column = rest.rpartition(".")
    form = codebook.tables.get(table)
    return form is not None and group in form.groups and column in form.columns
