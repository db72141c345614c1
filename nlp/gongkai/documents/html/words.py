"""What ``codebook/data/web.yaml`` says of web pages, in forms that are quick to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.codebook import read_data

_BLANK: Final = re.compile(r"\s+")
_COLON: Final = "：:"
_PIECES: Final = re.compile(r"[a-z0-9]+|[A-Z][a-z0-9]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The lists of web.yaml. Texts are compared without white space, names in lower case."""

    published_meta: tuple[str, ...]
    title_meta: tuple[str, ...]
    published_labels: tuple[str, ...]
    labels: frozenset[str]
    sure_labels: frozenset[str]
    dated: re.Pattern[str]
    anywhere: re.Pattern[str]
    alone: re.Pattern[str]
    footer: re.Pattern[str]
    labelled: re.Pattern[str]
    furniture_tags: frozenset[str]
    furniture_names: frozenset[str]
    content_names: frozenset[str]
    block_tags: frozenset[str]
    icon_words: re.Pattern[str]
    attachments: re.Pattern[str]
    title: re.Pattern[str]
    bodies: tuple[str, ...]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    data = read_data("web.yaml")
    segmentation = read_data("segmentation.yaml")
    title = segmentation["title"]
    labels = sorted(data["labels"], key=len, reverse=True)
    return Words(
        published_meta=tuple(data["published_meta"]),
        title_meta=tuple(data["title_meta"]),
        published_labels=tuple(data["published_labels"]),
        labels=frozenset(labels),
        sure_labels=frozenset(data["sure_labels"]),
        # A short label inside another word is that word: 成文日期 is not 日期.
        dated=re.compile(
            f"(?P<label>{_any_of([label for label in labels if len(label) > 2]).pattern}"
            f"|(?<![\u4e00-\u9fff])(?:{_any_of([label for label in labels if len(label) == 2]).pattern}))"
            "[】\\])）]?[:：]?(?=(?:19|20)\\d\\d)"
        ),
        anywhere=_any_of(data["anywhere"]),
        alone=re.compile(f"(?:{_any_of(data['alone']).pattern})+"),
        footer=_any_of(data["footer"]),
        labelled=re.compile(
            f"[\\[【（(]?(?P<label>{_any_of(labels).pattern})(?:[\\]】][{_COLON}]?|[）)]?[{_COLON}])"
        ),
        furniture_tags=frozenset(data["furniture_tags"]),
        furniture_names=frozenset(data["furniture_names"]),
        content_names=frozenset(data["content_names"]),
        block_tags=frozenset(data["block_tags"]),
        icon_words=_any_of(data["icon_words"]),
        attachments=re.compile(rf"\.(?:{_any_of(data['attachments']).pattern})(?:$|[?#&])", re.I),
        title=re.compile(f"(?:{_any_of(title['subjects']).pattern}).*(?:{_any_of(title['kinds']).pattern})"),
        bodies=tuple(segmentation["body_suffixes"]),
    )


def bare(text: str) -> str:
    """The text without white space."""
    return _BLANK.sub("", text)


def label_of(text: str) -> str | None:
    """The label of metadata that the text is or begins with; None where it has none."""
    plain = bare(text)
    if plain.strip("[]【】" + _COLON) in words().labels:
        return plain.strip("[]【】" + _COLON)
    match = words().labelled.match(plain)
    return match["label"] if match else None


def name_pieces(name: str) -> frozenset[str]:
    """An id or a class, whole and in its pieces, in lower case."""
    return frozenset((name.lower(), *(piece.lower() for piece in _PIECES.findall(name))))


def _any_of(entries: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(bare(entry)) for entry in sorted(entries, key=len, reverse=True)))
