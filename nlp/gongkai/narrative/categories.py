"""The class words of a number: what its list item says besides verbs and connecting words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gongkai.codebook import read_data
from gongkai.narrative.cues import Cue
from gongkai.narrative.windows import Range, Window


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    tail: re.Pattern[str]
    head: re.Pattern[str]
    generic: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_data("attribute_cues.yaml")["category"]
    return _Words(tail=re.compile(data["tail"]), head=re.compile(data["head"]), generic=re.compile(data["generic"]))


def class_words(text: str, window: Window, cues: Sequence[Cue], verbs: int, platform: int) -> Range | None:
    """Where the class words stand in front of the number; None where nothing but general words does.

    ``cues`` are those of the text, ``verbs`` the concepts after which the name of a class begins, ``platform``
    the one whose words are no class.
    """
    for start, end in window.left:
        found = _trimmed(text, start, end, cues, verbs)
        if found is not None and not any(found[0] <= c.start and c.end == found[1] and c.mask & platform for c in cues):
            return found
    return None


def noun_behind(text: str, window: Window) -> Range | None:
    """The noun that follows the number (5项制度)."""
    start, end = window.right
    while start < end and text[start] in "的 ":
        start += 1
    return (start, end) if end - start > 1 and _words().generic.match(text[start:end]) is None else None


def _trimmed(text: str, start: int, end: int, cues: Sequence[Cue], verbs: int) -> Range | None:
    words = _words()
    piece = text[start:end]
    tail = words.tail.search(piece)
    if tail:
        end = start + tail.start()
    for cue in reversed(cues):
        if cue.end > end:
            continue
        if cue.start < start:
            break
        if cue.mask & verbs and cue.end < end:
            start = cue.end
            break
    head = words.head.match(text[start:end])
    if head:
        start += head.end()
    while end > start and text[end - 1] in "“”、，：) ":
        end -= 1
    piece = text[start:end]
    if len(piece) < 2 or words.generic.match(piece):
        return None
    return start, end
