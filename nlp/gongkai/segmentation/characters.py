"""Character n-grams of lines, hashed: the same numbers on every machine, a whole document in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LONGEST: Final = 240
"""Characters of a line whose n-grams count, the first ones: what comes later in a paragraph says no more about it."""
_FRAME: Final = "\x02"
_DIGITS: Final = str.maketrans("123456789", "000000000")
# Odd 32-bit constants (of MurmurHash and of the golden ratio): one per character of an n-gram, one to mix.
_STEPS: Final = (np.uint32(0xCC9E2D51), np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B))
_MIX: Final = np.uint32(0xC2B2AE35)


def ngrams(texts: Sequence[str], *, longest: int, buckets: int) -> tuple[Ints, Ints]:
    """(line number, bucket) of every n-gram of 1 to ``longest`` characters, lines framed, digits all alike."""
    framed = [_FRAME + text[:LONGEST].translate(_DIGITS) + _FRAME for text in texts]
    lengths = np.array([len(text) for text in framed], dtype=np.int64)
    codes = np.frombuffer("".join(framed).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)
    lines = np.repeat(np.arange(len(texts), dtype=np.int64), lengths)
    rows: list[Ints] = []
    found: list[Ints] = []
    value = np.zeros(len(codes), dtype=np.uint32)
    for size in range(1, longest + 1):
        kept = len(codes) - size + 1
        if kept <= 0:
            break
        step = _STEPS[(size - 1) % len(_STEPS)]
        value = (value[:kept] ^ (codes[size - 1 :] + np.uint32(size))) * step
        value ^= value >> np.uint32(15)
        same = lines[:kept] == lines[size - 1 :]
        mixed = value * _MIX
        mixed ^= mixed >> np.uint32(13)
        rows.append(lines[:kept][same])
        found.append((mixed[same] % np.uint32(buckets)).astype(np.int64))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(rows), np.concatenate(found)
