"""What reads as the name of a public body."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from gongkai.metadata.areas import leading_areas
from gongkai.metadata.words import alternatives, words

_SHORTEST: Final = 3  # characters: 财政局
_LONGEST: Final = 40
_AREA_LIKE: Final = re.compile(
    r"^(?!城[市镇乡]).+?(?:省|市(?![场政容民])|州|县|区|旗|盟|镇|乡|街道)|^(?:国家|国务院|中国|中华)|总局|总署"
)
_NAME: Final = re.compile(r"[\u4e00-\u9fffA-Za-z〇()·“”、]+")


def is_organisation(text: str) -> bool:
    """Whether the whole normalised text reads as a name."""
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and _NAME.fullmatch(text) is not None
        and _suffix().search(text) is not None
        and not _not_first().match(text)
    )


def bare_name(text: str) -> tuple[int, int]:
    """The range of a signature's text without a label before it, a seal's note or punctuation behind it."""
    label = _label().match(text)
    start, end = label.end() if label else 0, len(text)
    while (seal := _seal().search(text, start, end)) is not None and seal.end() == end:
        end = seal.start()
    return start, end


def is_short(name: str) -> bool:
    """Whether a name leaves out of which place the body is: 区教育局, 教育局, 我局."""
    if leading_areas(name) is not None:
        return False  # 镇海区 begins with a word for a kind of place
    return _generic().match(name) is not None or _AREA_LIKE.search(name) is None


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(rf"[我本]?(?:{alternatives(words()['organisations']['generic'])})")


@lru_cache(maxsize=1)
def _suffix() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words()['organisations']['suffixes'])})(?:\([^()]+\))?$")


@lru_cache(maxsize=1)
def _not_first() -> re.Pattern[str]:
    return re.compile(alternatives(words()["organisations"]["not_first"]))


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words()['organisations']['signature_labels'])})[:：]")


@lru_cache(maxsize=1)
def _seal() -> re.Pattern[str]:
    return re.compile(rf"(?:\((?:{alternatives(words()['organisations']['seals'])})\)|[。，、：:])$")
