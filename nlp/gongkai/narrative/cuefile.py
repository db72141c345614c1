"""The layout of cues.yaml as types, and its reading with what a project adds. Unknown keys are errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from gongkai.codebook import Codebook, read_data
from gongkai.codebook.load import extend
from gongkai.errors import GongkaiError


class FrameEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which reports state a metric."""

    metric: str
    near: tuple[str, ...]
    units: tuple[str, ...]
    weight: float
    local: tuple[str, ...] = ()
    with_: tuple[str, ...] = msgspec.field(default=(), name="with")
    about: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    within: int | None = None
    channel: str | None = None
    bare: bool = False
    side: str | None = None
    reach: int | None = None
    not_after: tuple[str, ...] = ()
    part: bool | None = None


class DeniedEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a denying phrase may be a zero of."""

    metric: str
    any: tuple[str, ...]
    local: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    anywhere: bool = False
    front: tuple[str, ...] = ()
    whole: bool = False
    listed: bool = False
    channel: str | None = None
    instead_of: tuple[str, ...] = ()


class DenialsEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a denying phrase, as regular expressions."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    emphasis: str
    bare: str
    subjects: Mapping[str, tuple[str, ...]]
    shortcoming: tuple[str, ...]


class PlansEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells a plan from a report, as regular expressions."""

    words: str
    future: str
    done: str


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; its head says what the keys mean."""

    concepts: Mapping[str, tuple[str, ...]]
    topics: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    frames: tuple[FrameEntry, ...]
    denials: DenialsEntry
    framing: str
    plans: PlansEntry
    denied: tuple[DeniedEntry, ...]
    parts: Mapping[str, str]
    marked_parts: tuple[str, ...]
    nested: tuple[str, ...]
    listed: Mapping[str, str]
    never_sum: tuple[str, ...]
    class_words_win: tuple[str, ...]
    pairs: Mapping[str, tuple[str, str]]
    rest: Mapping[str, str]
    within: Mapping[str, Mapping[str, str]]
    beside: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def _shipped() -> tuple[Mapping[str, Any], Mapping[str, tuple[str, ...]]]:
    return read_data("cues.yaml"), read_data("attribute_cues.yaml")["channels"]


def read_cues(codebook: Codebook) -> tuple[CueFile, Mapping[str, tuple[str, ...]]]:
    """The shipped cues with those that the codebook's project adds."""
    cues, channels = _shipped()
    try:
        return msgspec.convert(extend(cues, codebook.cues), CueFile), channels
    except msgspec.ValidationError as error:
        raise GongkaiError("E010", path="cues", why=str(error)) from error
