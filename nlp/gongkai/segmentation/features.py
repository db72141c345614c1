"""What the line model sees of each line: the line itself, its place, its neighbours, and what the rules say.

Every feature but the n-grams is a symbol, hashed with CRC-32: the same number on every machine and in every run.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from gongkai.documents.model import Document
from gongkai.segmentation.characters import ngrams
from gongkai.segmentation.config import SegmenterConfig
from gongkai.segmentation.model import LineLabel
from gongkai.segmentation.places import Place, places
from gongkai.segmentation.shapes import LineShape, Shape
from gongkai.segmentation.words import first_words

UNSEEN: Final = frozenset({Shape.BLANK, Shape.EMPTY_CELL})
"""Shapes of lines that are left to the convention: they belong to what stands before them."""
WORDED: Final = frozenset({Shape.HEADING, Shape.PROSE, Shape.SHORT, Shape.NOTE})
_MOST_LABELS: Final = 4
_SIGNS: Final = re.compile(r"[。；！？]|[，、]|[：:]|[(（]|《|%|[年月日]|[>｜|/_]|\.(?:com|cn|gov)|[A-Za-z]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Features:
    """A sparse matrix by rows: row i is line ``lines[i]``, its features ``columns[starts[i]:starts[i+1]]`` with
    their ``values``. A column may occur twice in a row: then both values count."""

    lines: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]


def featurise(
    document: Document,
    shapes: Sequence[LineShape],
    config: SegmenterConfig,
    rules: Sequence[LineLabel] | None = None,
    unruled: Container[int] = (),
) -> Features:
    """The features of every line that has something on it.

    ``rules``: what the rules say, where that is a feature; ``unruled``: lines of which it is withheld all the same.
    """
    kept = [s for s in shapes if s.shape not in UNSEEN]
    lines = np.array([s.n for s in kept], dtype=np.int64)
    if not kept:
        return Features(
            lines=lines, starts=np.zeros(1, np.int64), columns=lines, values=np.zeros(0, np.float32)
        )
    symbols: list[int] = []
    counts: list[int] = []
    before = None
    for shape, place in zip(kept, places(shapes, kept), strict=True):
        own = [*_look(shape, document.lines[shape.n].text), *place_symbols(place)]
        if config.words and shape.shape in WORDED:
            own += [_hash(f"word {word}") for word in first_words(shape.text)]
        if rules is not None and shape.n not in unruled:
            label = rules[shape.n]
            own += _ruled(label.section, label.role.value, shape.shape.value, before)
            before = label.section
        symbols += own
        counts.append(len(own))
    rows, columns = ngrams([s.text for s in kept], longest=config.longest_gram, buckets=config.ngram_buckets)
    share = config.ngram_scale / np.sqrt(np.maximum(np.bincount(rows, minlength=len(kept)), 1))
    all_rows = np.concatenate([rows, np.repeat(np.arange(len(kept)), counts)])
    hashed = np.array(symbols, dtype=np.int64) % config.symbol_buckets + config.ngram_buckets
    order = np.argsort(all_rows, kind="stable")
    values = np.concatenate([share[rows], np.ones(len(symbols))]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(all_rows, minlength=len(kept)))])
    return Features(
        lines=lines, starts=starts, columns=np.concatenate([columns, hashed])[order], values=values[order]
    )


def bucket(number: int) -> int:
    """0, 1, 2, 3, then one bucket per doubling: 4-7, 8-15…"""
    return number if number < 4 else 1 + number.bit_length()


@lru_cache(maxsize=65536)
def _hash(symbol: str) -> int:
    return crc32(symbol.encode("utf-8", "surrogatepass"))


def _look(shape: LineShape, raw: str) -> list[int]:
    """The line on its own."""
    text = shape.text
    size = len(text)
    filled = sum(bool(c.text) for c in shape.cells)
    indent = len(raw) - len(raw.lstrip())
    digits = sum(c.isdigit() for c in text)
    found = list(
        _layout(
            shape.shape.value,
            shape.layout.value,
            bucket(len(shape.cells)),
            bucket(filled),
            bucket(shape.values),
            bucket(indent),
        )
    )
    found += _extent(
        shape.shape.value, bucket(size), 4 * digits // max(size, 1), text[-1:], raw.endswith((" ", "\t"))
    )
    found += _signs("".join(sorted(set(_SIGNS.findall(text)))))
    for label in shape.labels[:_MOST_LABELS]:
        found += _label(label.table, label.kind, label.name)
    for table, covered in shape.tables.items():
        found += _covered(table, 4 * covered // max(size, 1), bucket(covered))
    heading = shape.heading
    if heading is not None:
        found += _headed(
            heading.section, heading.number, heading.style.name, int(heading.score) // 10, bool(heading.rest)
        )
    return found


@lru_cache(maxsize=8192)
def _layout(shape: str, layout: str, cells: int, filled: int, values: int, indent: int) -> tuple[int, ...]:
    return _hashed(
        "any",
        f"shape {shape}",
        f"layout {layout}",
        f"shape {shape} layout {layout}",
        f"cells {cells}",
        f"filled {filled} values {values}",
        f"shape {shape} values {values}",
        f"indent {indent}",
    )


@lru_cache(maxsize=8192)
def _extent(shape: str, size: int, digits: int, last: str, padded: bool) -> tuple[int, ...]:
    return _hashed(
        f"size {size}",
        f"shape {shape} size {size}",
        f"digits {digits}",
        f"last {last}",
        f"shape {shape} last {last}",
        f"padded {padded}",
    )


@lru_cache(maxsize=4096)
def _signs(signs: str) -> tuple[int, ...]:
    return _hashed(*(f"sign {sign}" for sign in signs), f"signs {signs}")


@lru_cache(maxsize=4096)
def _label(table: str, kind: str, name: str) -> tuple[int, ...]:
    return _hashed(f"label {table}", f"kind {kind}", f"label {table} {kind}", f"label {table} {kind} {name}")


@lru_cache(maxsize=4096)
def _covered(table: str, share: int, size: int) -> tuple[int, ...]:
    return _hashed(f"covered {table} {share}", f"covered {table} size {size}", f"covered {share}")


@lru_cache(maxsize=4096)
def _headed(section: str | None, number: int | None, style: str, score: int, more: bool) -> tuple[int, ...]:
    return _hashed(
        f"heading {section}",
        f"heading {section} {style}",
        f"heading number {number} {style}",
        f"heading {section} {number}",
        f"heading score {score} {more}",
    )


@lru_cache(maxsize=16384)
def place_symbols(place: Place) -> tuple[int, ...]:
    """The hashes of where a line stands."""
    return _hashed(*place.symbols())


@lru_cache(maxsize=16384)
def _ruled(section: str, role: str, shape: str, before: str | None) -> tuple[int, ...]:
    return _hashed(
        f"rules {section}",
        f"rules {role}",
        f"rules {section} {role}",
        f"rules {role} shape {shape}",
        f"rules {section} shape {shape}",
        f"rules {before} then {section}",
    )


def _hashed(*symbols: str) -> tuple[int, ...]:
    return tuple(_hash(symbol) for symbol in symbols)
