"""Gold of table cells beside the annotations: ``cells/<hand>.json``, report id to field id to what the cell says.

A number is itself, anything else the name of its state (``zero_word``, ``blank``, ``dash``, ``missing``,
``not_a_number:TEXT``), as in the gold of whole reports. Tables that a report does not print have no entries.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from gongkai.codebook.model import Codebook
from gongkai.corpus.model import GoldCell, gold_cell
from gongkai.errors import GongkaiError
from gongkai.quantities.model import Number

CELLS: Final = "cells"
Said = Mapping[str, Number | str]
"""Field id to a number or the name of a state."""


def read_cells(path: Path, codebook: Codebook) -> dict[str, dict[str, Number | str]]:
    """The cells of every report in a file; none where there is no file. Raises GongkaiError E024 for a field or a
    state that does not exist, E008 where the file cannot be read."""
    if not path.exists():
        return {}
    try:
        found = msgspec.convert(json.loads(path.read_text("utf-8")), dict[str, dict[str, int | float | str]])
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise GongkaiError("E024", path=path, why=str(error)) from error
    faults = [f"task {name}: {why}" for name, cells in found.items() for why in cell_faults(cells, codebook)]
    if faults:
        raise GongkaiError("E024", path=path, why="; ".join(faults))
    return found


def cell_faults(cells: Said, codebook: Codebook) -> Iterator[str]:
    """Fields and states that do not exist."""
    for field, said in cells.items():
        if field not in codebook.all_fields:
            yield f"there is no field {field!r}"
            continue
        try:
            gold_cell(said)
        except ValueError:
            yield f"{field}: {said!r} is neither a number nor a state"


def gold_cells(cells: Said) -> dict[str, GoldCell]:
    """The cells as types."""
    return {field: gold_cell(said) for field, said in cells.items()}
