"""The project directory: a folder of the user's own that overlays what ships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.codebook.model import Codebook

MARKER: Final = "gongkai.toml"
"""A folder that holds this file is a project."""

FOLDERS: Final = ("codebook", "annotations", "models")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What gongkai.toml says. ``format`` is the version of the layout of the project directory."""

    format: Literal[1]
    name: str


@dataclass(frozen=True, kw_only=True)
class Project:
    """Where the codebook, gold, models and decisions come from. ``root`` None: only what ships."""

    root: Path | None = None
    name: str = "(shipped)"

    @cached_property
    def codebook(self) -> Codebook:
        """The shipped codebook with the project's own laid over it."""
        from gongkai.codebook import load_codebook

        return load_codebook(self.root)


def find_project(given: Path | None = None, *, cwd: Path | None = None) -> Project:
    """The project given, else the current folder when it is one, else what ships.

    Raises GongkaiError E011 for a given folder that is no project and for a gongkai.toml that is wrong.
    """
    root = given if given is not None else (cwd or Path.cwd())
    marker = root / MARKER
    if not marker.is_file():
        if given is not None:
            raise GongkaiError("E011", path=root, why=f"there is no {MARKER} in it")
        return Project()
    try:
        settings = msgspec.toml.decode(marker.read_bytes(), type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        raise GongkaiError("E011", path=marker, why=str(error)) from error
    return Project(root=root, name=settings.name)


def init_project(root: Path) -> tuple[Path, ...]:
    """Make a project directory at ``root``; give the files made. Raises GongkaiError E012 or E013."""
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise GongkaiError("E012", path=root)
    files = _template(root.resolve().name or "project")
    made: list[Path] = []
    try:
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for relative, text in files.items():
            path = root / relative
            path.write_text(text, encoding="utf-8")
            made.append(path)
    except OSError as error:
        raise GongkaiError("E013", path=root, why=error.strerror or str(error)) from error
    return tuple(made)


def _template(name: str) -> Mapping[str, str]:
    """The files of a new project: relative path to content."""
    shipped = resources.files("gongkai.codebook").joinpath("data", "project")
    quoted = msgspec.json.encode(name).decode("utf-8")  # a JSON string is a TOML basic string
    return {
        MARKER: shipped.joinpath("gongkai.toml").read_text("utf-8").replace("{name}", quoted),
        "README.md": shipped.joinpath("README.md").read_text("utf-8").replace("{name}", name),
        "codebook/own.yaml": shipped.joinpath("own.yaml").read_text("utf-8"),
        "decisions.jsonl": "",
    }
