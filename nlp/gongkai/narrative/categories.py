"""The class words of a number: what its list item says besides verbs and connecting words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.codebook import read_data
from gongkai.narrative.cues import Cue
from gongkai.narrative.windows import Range, Window

_CALLED: Final = re.compile("类(?:信息|事项)?$")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    tail: re.Pattern[str]
    head: re.Pattern[str]
    generic: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_data("attribute_cues.yaml")["category"]
    return _Words(
        tail=re.compile(data["tail"]), head=re.compile(data["head"]), generic=re.compile(data["generic"])
    )


def class_words(
    text: str, window: Window, cues: Sequence[Cue], verbs: int, acts: int, platform: int
) -> Range | None:
    """Where the class words stand in front of the number; None where nothing but general words does.

    ``cues`` are those of the text, ``verbs`` the concepts after which the name of a class begins, ``acts`` those
    that do so only where nothing stands before them (抽查结果 is a name), ``platform`` the one whose words are no class.
    """
    for start, end in window.left:
        found = _trimmed(text, start, end, cues, verbs, acts)
        if found is not None and not any(
            found[0] <= c.start and c.end == found[1] and c.mask & platform for c in cues
        ):
            return found
    return None


def share_words(text: str, window: Window) -> Range | None:
    """What a percentage is a share or a rate of: the words in front of it, as they stand."""
    if not window.left:
        return None
    start, end = window.left[0]
    end = start + len(text[start:end].rstrip("达到为是约的近超过"))
    start = end - len(_headless(text[start:end]))
    return (start, end) if end - start > 1 else None


def noun_behind(text: str, window: Window) -> Range | None:
    """The noun that follows the number (5项制度)."""
    start, end = window.right[0], window.noun_end
    while start < end and text[start] in "的 ":
        start += 1
    return (start, end) if end - start > 1 and _words().generic.match(text[start:end]) is None else None


def _trimmed(text: str, start: int, end: int, cues: Sequence[Cue], verbs: int, acts: int) -> Range | None:
    words = _words()
    piece = text[start:end]
    tail = words.tail.search(piece)
    if tail:
        end = start + tail.start()
    for cue in reversed(cues):
        if cue.end >= end:
            continue
        if cue.start < start:
            break
        # the verb inside 建议提案办理类信息 belongs to the name
        if _CALLED.match(text, cue.end, end) or text.count("“", start, cue.start) > text.count(
            "”", start, cue.start
        ):
            continue
        if cue.mask & verbs or (cue.mask & acts and words.generic.match(_headless(text[start : cue.start]))):
            start = cue.end
            break
    start = end - len(_headless(text[start:end]))
    while end > start and text[end - 1] in "“”、，：) ":
        end -= 1
    piece = text[start:end]
    if len(piece) < 2 or words.generic.match(piece):
        return None
    return start, end


def _headless(piece: str) -> str:
    """The words without those that only lead to a class: 其中, 包括, 全年, 我局."""
    head = _words().head.match(piece)
    return piece[head.end() :] if head else piece
