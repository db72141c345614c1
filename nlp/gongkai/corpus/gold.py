"""Reading gold files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.corpus.model import Gold
from gongkai.corpus.validation import gold_problems
from gongkai.errors import GongkaiError


def load_gold(path: Path, codebook: Codebook | None = None) -> Gold:
    """Read one gold file. Raises GongkaiError E020 that names the file and every place that is wrong."""
    try:
        plain = json.loads(path.read_text("utf-8"), object_pairs_hook=_no_duplicates)
        gold = msgspec.convert(plain, Gold)
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except (ValueError, msgspec.ValidationError) as error:
        raise GongkaiError("E020", path=path.name, why=str(error)) from error
    wrong = gold_problems(gold, codebook or load_codebook())
    if wrong:
        raise GongkaiError("E020", path=path.name, why="; ".join(wrong))
    return gold


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"key {next(n for n in names if names.count(n) > 1)!r} stands twice")
    return entries
