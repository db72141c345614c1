"""Simplified or traditional, and from one to the other: OpenCC for characters, data for vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from gongkai.codebook import read_data


class Characters(NamedTuple):
    """Frequent characters of reports, by the script that they tell."""

    shared: frozenset[str]
    simplified: frozenset[str]
    traditional: frozenset[str]


class Vocabulary(NamedTuple):
    """Words to exchange, and the pattern that finds them and the longer words that keep them."""

    words: dict[str, str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def reading_data() -> dict[str, Any]:
    """``documents.yaml``, read once."""
    data: dict[str, Any] = read_data("documents.yaml")
    return data


@lru_cache(maxsize=1)
def characters() -> Characters:
    """The character lists of ``documents.yaml``."""
    lists = {
        name: frozenset("".join(str(text).split())) for name, text in reading_data()["characters"].items()
    }
    return Characters(**lists)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of ``documents.yaml``; a longer word wins over a shorter one at the same place."""
    data = reading_data()
    words = {**data["vocabulary"], **{word: word for word in data["vocabulary_kept"]}}
    found = sorted(words, key=len, reverse=True)
    return Vocabulary(words=words, pattern=re.compile("|".join(map(re.escape, found))))


def is_traditional(text: str) -> bool:
    """Whether more of the telling characters are traditional than simplified."""
    known, counts = characters(), Counter(text)
    traditional = sum(counts[c] for c in known.traditional & counts.keys())
    return traditional > 0 and traditional > sum(counts[c] for c in known.simplified & counts.keys())


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc  # 20 ms, and only traditional documents need it

    return opencc.OpenCC("tw2s")


def simplify(text: str) -> str:
    """The text in simplified characters, one for one: the result is as long as the text."""
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    # A phrase changed its length: take each character for itself, and keep the rare one that becomes several.
    single = ((c, _converter().convert(c)) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in single)
