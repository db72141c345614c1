"""What folds measured, as ``folds.json`` keeps it beside a version's other files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from gongkai.errors import GongkaiError
from gongkai.training.evaluation.counts import Hits
from gongkai.training.facts import Gold, Numbers, rounded
from gongkai.training.folds.reliability import Bin, Doubt

FOLDS: Final = "folds.json"
SHIPPED: Final = "this tagger"
"""The method that the tables are about."""
OTHERS: Final = "f1, "
"""What begins the F1 of another method in ``by_metric``."""
_INPUTS: Final = ("narrative", "segmentation", "quantities", "documents", "tables", "codebook", "training")
"""Folders of the package whose code and data decide what folds give."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One fold: what it leaves out."""

    name: str
    reports: int
    figures: int
    lines: int


class Method(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to do the work, over all folds. ``scores``: measures by name; ``by_fold``: the main one fold by fold;
    ``seconds``: of one fit, the mean; ``speed``: characters of prose (lines, for a segmenter) read in a second on one
    thread, candidates and attributes included; ``failures``: reports that raised an error."""

    name: str
    scores: Numbers
    by_fold: dict[str, float | None]
    seconds: float
    speed: float
    failures: int = 0


class FigureFolds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Taggers on the same folds. The first method is the one that ships; what follows the methods is about it."""

    by: str
    folds: tuple[Part, ...]
    methods: tuple[Method, ...]
    by_metric: dict[str, Numbers]
    attributes: dict[str, Numbers]
    zeros: Numbers
    reliability: tuple[Bin, ...]
    calibration_error: float | None
    doubt: Doubt


class LineFolds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Segmenters on the same folds; the first method is the one that ships."""

    by: str
    folds: tuple[Part, ...]
    methods: tuple[Method, ...]
    by_role: dict[str, Numbers]


class CurvePoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a share of the training reports of every fold gives."""

    share: float
    reports: float
    figures: float
    scores: Numbers


class Folds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that folds said of a version's way to be trained. ``inputs`` is the digest of the code and data it
    was measured with, ``digest`` of gold that of ``gold``."""

    gold: Gold
    inputs: str
    figures: dict[str, FigureFolds] = {}
    lines: dict[str, LineFolds] = {}
    curve: tuple[CurvePoint, ...] = ()


def read_folds(path: Path) -> Folds | None:
    """The folds in a version's folder; None where none were run. Raises GongkaiError E043 for anything else."""
    file = path / FOLDS
    if not file.exists():
        return None
    try:
        return msgspec.json.decode(file.read_bytes(), type=Folds)
    except (OSError, msgspec.DecodeError) as error:
        raise GongkaiError("E043", path=file, why=str(error)) from error


def write_folds(path: Path, folds: Folds) -> None:
    """Write them into a version's folder."""
    (path / FOLDS).write_bytes(msgspec.json.format(msgspec.json.encode(folds), indent=1) + b"\n")


def inputs_digest() -> str:
    """A digest of every file of the package that decides what folds give: it changes with any of their characters."""
    root = Path(__file__).parents[2]
    digest = hashlib.sha256()
    for path in sorted(p for name in _INPUTS for p in (root / name).rglob("*") if p.suffix in _SUFFIXES):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


_SUFFIXES: Final = frozenset({".py", ".yaml", ".toml"})


def counted(hits: Hits, prefix: str = "") -> Numbers:
    """Precision, recall and F1 of some counts."""
    return {
        f"{prefix}precision": rounded(hits.precision),
        f"{prefix}recall": rounded(hits.recall),
        f"{prefix}f1": rounded(hits.f1),
    }


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def together(before: FigureFolds, now: FigureFolds) -> FigureFolds:
    """What two runs found on the same folds: the table is about the tagger that ships, from whichever run has it; of a
    method that both have, the newer numbers count."""
    about, beside = (now, before) if now.methods[0].name == SHIPPED else (before, now)
    newest = {m.name: m for m in (*before.methods, *now.methods)}
    names = dict.fromkeys([m.name for m in (*about.methods, *beside.methods)])
    by_metric = {metric: dict(numbers) for metric, numbers in about.by_metric.items()}
    for metric, numbers in beside.by_metric.items():
        if metric in by_metric:
            shares = {key: value for key, value in numbers.items() if key.startswith(OTHERS)}
            shares[f"{OTHERS}{beside.methods[0].name}"] = numbers["f1"]
            by_metric[metric] |= {k: v for k, v in shares.items() if k != f"{OTHERS}{SHIPPED}"}
    return msgspec.structs.replace(about, methods=tuple(newest[name] for name in names), by_metric=by_metric)
