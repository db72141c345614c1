"""Trained artefacts: where they lie, which version is current, and whether one fits the codebook.

``models/<name>/<version>/`` holds what the part's ``to_disk`` wrote, with ``meta.json``, ``card.md`` and
``metrics.json`` beside it; ``models/<name>/current.json`` says which version counts and which did before.
A project's own ``models/`` goes before the ones that ship; those are read-only where installed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from gongkai.codebook import Codebook
from gongkai.errors import GongkaiError

FORMAT: Final = 1
"""Format of ``meta.json`` and of what stands beside it. To raise it: keep a loader for the old number, and a test
that loads an artefact of that format."""
NAMES: Final = ("segmenter", "tagger")
T = TypeVar("T")


class Meta(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an artefact says of itself. ``labels`` are codebook ids that it may give; ``digest`` is of its gold."""

    name: str
    version: str
    format: int
    labels: tuple[str, ...]
    codebook: int
    gongkai: str
    seed: int
    digest: str
    config: dict[str, Any]


class _Current(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    version: str | None = None
    before: list[str] = msgspec.field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Artefact:
    """One version on disk. ``current`` is True for the one that counts."""

    meta: Meta
    path: Path
    current: bool

    def metrics(self) -> dict[str, Any]:
        """Its scores as they were when it was made; empty where none were kept."""
        path = self.path / "metrics.json"
        return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def shipped_models() -> Path:
    """The models that ship: beside the source tree in a checkout, inside the package where installed."""
    package = Path(__file__).parent
    checkout = package.parents[1] / "models"
    return checkout if (package.parents[1] / "pyproject.toml").exists() else package / "models"


class Registry:
    """The artefacts of some folders, the first folder's before the next one's."""

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        self.roots = tuple(roots) if roots else (shipped_models(),)

    @classmethod
    def of(cls, project: Path | None) -> Registry:
        """The models of a project directory before those that ship; None: what ships only."""
        if project is None or project.resolve() == shipped_models().parent:
            return cls()
        return cls((project / "models", shipped_models()))

    def own(self) -> Path:
        """The first folder, to write into. Raises GongkaiError E046 where that is what an installation ships."""
        if self.roots[0].parent == Path(__file__).parent:
            raise GongkaiError("E046", path=self.roots[0])
        return self.roots[0]

    def artefacts(self, name: str | None = None) -> list[Artefact]:
        """Every version of one part or of all, oldest first."""
        return [
            a for root in self.roots for part in ([name] if name else NAMES) for a in _versions(root, part)
        ]

    def current(self, name: str) -> Artefact | None:
        """The version that counts: of the first folder that has one; None where rules have to do."""
        return next((a for root in self.roots for a in _versions(root, name) if a.current), None)

    def find(self, name: str, version: str) -> Artefact:
        """One version. Raises GongkaiError E040 where there is none."""
        return _pick(self.artefacts(name), name, version)

    def promote(self, name: str, version: str) -> Artefact:
        """Make a version of the first folder the one that counts, remembering the one before."""
        root = self.own()
        _pick(_versions(root, name), name, version)
        path = root / name / "current.json"
        now = _read_current(path)
        if now.version != version:
            before = [*now.before, now.version] if now.version else now.before
            _write(path, _Current(version=version, before=before))
        return self.find(name, version)

    def rollback(self, name: str) -> Artefact | None:
        """Go back to the version before; None where that was the rules. Raises E041 where nothing was promoted."""
        path = self.own() / name / "current.json"
        now = _read_current(path)
        if now.version is None:
            raise GongkaiError("E041", name=name)
        before = list(now.before)
        _write(path, _Current(version=before.pop() if before else None, before=before))
        return self.current(name)

    def next_version(self, name: str) -> str:
        """The number after the last one of the first folder: 1, 2, 3…"""
        numbers = [int(a.meta.version) for a in _versions(self.roots[0], name) if a.meta.version.isdigit()]
        return str(max(numbers, default=0) + 1)

    def folder(self, name: str, version: str) -> Path:
        """The folder of a new version in the first root, made if it is not there."""
        path = self.own() / name / version
        path.mkdir(parents=True, exist_ok=True)
        return path


def check_fit(artefact: Artefact, known: Iterable[str], codebook: Codebook) -> None:
    """Raise GongkaiError E042 where the artefact gives labels that the codebook does not have, or is of a format
    that this version does not read."""
    if artefact.meta.format != FORMAT:
        why = f"its format is {artefact.meta.format}, this version reads {FORMAT}"
        raise GongkaiError("E042", name=artefact.meta.name, version=artefact.meta.version, why=why)
    strange = sorted(set(artefact.meta.labels) - set(known))
    if strange:
        listed = ", ".join(strange[:5]) + (", …" if len(strange) > 5 else "")
        why = f"it gives {listed}, which codebook version {codebook.version} does not have"
        raise GongkaiError("E042", name=artefact.meta.name, version=artefact.meta.version, why=why)


def _pick(artefacts: Sequence[Artefact], name: str, version: str) -> Artefact:
    found = next((a for a in artefacts if a.meta.version == version), None)
    if found is None:
        known = ", ".join(a.meta.version for a in artefacts) or "none"
        raise GongkaiError("E040", name=name, version=version, known=known)
    return found


def write_meta(path: Path, meta: Meta) -> None:
    """Write ``meta.json`` beside what the part wrote."""
    _write(path / "meta.json", meta)


def _versions(root: Path, name: str) -> list[Artefact]:
    folder = root / name
    if not folder.is_dir():
        return []
    now = _read_current(folder / "current.json").version
    found = []
    for path in sorted(folder.iterdir(), key=lambda p: (len(p.name), p.name)):
        if (path / "meta.json").exists():
            meta = _read(path / "meta.json", Meta)
            found.append(Artefact(meta=meta, path=path, current=meta.version == now))
    return found


def _read_current(path: Path) -> _Current:
    return _read(path, _Current) if path.exists() else _Current()


def _read(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise GongkaiError("E043", path=path, why=str(error)) from error


def _write(path: Path, content: msgspec.Struct) -> None:
    """Write whole or not at all."""
    text = msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"
    part = path.with_suffix(".part")
    part.write_bytes(text)
    os.replace(part, path)
