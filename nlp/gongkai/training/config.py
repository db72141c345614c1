"""One resolved configuration per training run: the defaults in ``configs/*.toml``, a user's file laid over them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

from gongkai.errors import GongkaiError

Setting = bool | int | float
SEED: Final = "seed"
_SHARES: Final = frozenset({"drop", "rule_drop", "rule_dropout"})
"""Keys that are a share of something left out: from 0 to below 1."""
_MAY_BE_NONE: Final = frozenset({SEED, "copies", "rare"})
"""Whole numbers that may be 0."""


def read_config(
    name: str, path: Path | None = None, *, over: Mapping[str, Setting] | None = None
) -> dict[str, Setting]:
    """All settings of one training run, ``seed`` among them.

    Args:
        name: segmenter or tagger.
        path: a file of settings laid over the defaults.
        over: settings laid over both.

    Raises GongkaiError E044 for an unknown key, a value of a wrong kind or out of range, and a file that is no TOML.
    """
    defaults = default_config(name)
    settings = dict(defaults)
    for where, given in ((path, _read(path, defaults)), ("the command line", over or {})):
        for key, value in given.items():
            why = _fault(key, value, defaults)
            if why is not None:
                raise _error(where, why, defaults)
            settings[key] = float(value) if isinstance(defaults[key], float) else value
    return settings


def default_config(name: str) -> dict[str, Setting]:
    """The settings that ship."""
    settings: dict[str, Setting] = tomllib.loads(_shipped(f"{name}.toml"))
    return settings


def card_words(name: str) -> Mapping[str, Any]:
    """``what`` and ``limits`` of a model's card."""
    words: dict[str, dict[str, Any]] = tomllib.loads(_shipped("cards.toml"))
    return words[name]


def as_toml(settings: Mapping[str, Setting]) -> str:
    """The settings as a file that ``--config`` takes."""
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


def _shipped(name: str) -> str:
    return resources.files("gongkai.training").joinpath("configs", name).read_text("utf-8")


def _read(path: Path | None, defaults: Mapping[str, Setting]) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _error(path, str(error), defaults) from error


def _fault(key: str, value: object, defaults: Mapping[str, Setting]) -> str | None:
    """What is wrong with a setting, if anything."""
    if key not in defaults:
        return f"there is no key {key!r}"
    kind = type(defaults[key])
    if type(value) is not kind and not (kind is float and type(value) is int):
        return f"{key} must be {_KINDS[kind]}, not {value!r}"
    assert isinstance(value, bool | int | float)
    if key in _SHARES and not 0 <= value < 1:
        return f"{key} must be from 0 to below 1, not {value!r}"
    if kind is int and value < (0 if key in _MAY_BE_NONE else 1):
        return f"{key} must be {0 if key in _MAY_BE_NONE else 1} or more, not {value!r}"
    if not 0 <= value < float("inf"):
        return f"{key} must be 0 or more, not {value!r}"
    return None


_KINDS: Final = {bool: "true or false", int: "a whole number", float: "a number"}


def _error(where: object, why: str, defaults: Mapping[str, Setting]) -> GongkaiError:
    known = ", ".join(f"{key} = {json.dumps(value)}" for key, value in defaults.items())
    return GongkaiError("E044", path=where, why=why, known=known)
