"""Honest files made hostile: bytes flipped, numbers blown up, parts repeated, nested, cut and swapped."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

_NUMBER: Final = re.compile(rb"\d+(?:\.\d+)?")
_TAG: Final = re.compile(rb"<[^<>]{1,200}>")
_NUMBERS: Final = (b"0", b"-1", b"1", b"65535", b"65536", b"2147483647", b"2147483648", b"99999999999999999999",
                   b"-99999999999", b"1e309", b"nan", b"0.0000000001")  # fmt: skip
_MOST: Final = 4_000_000  # bytes that a mutated file or member may grow to


def mutated(data: bytes, seed: int) -> bytes:
    """The file with one to four changes, always the same for a seed. A zip file's members are changed inside."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        if data.startswith(b"PK\x03\x04") and chance.random() < 0.85:
            data = _in_member(data, chance)
        else:
            data = _changed(data, chance)
    return data


def _changed(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    change = chance.choice(_CHANGES)
    return change(data, chance)[:_MOST]


def _in_member(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            weights = [
                3 if name.endswith(("document.xml", "Content.xml", "numbering.xml")) else 1 for name in names
            ]
            chosen = chance.choices(names, weights)[0]
            for name in names:
                content = old.read(name)
                new.writestr(name, _changed(content, chance) if name == chosen else content)
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
        return data
    return out.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _drop(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 200) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.randint(1, 400)]
    return data[:at] + piece * chance.choice((2, 10, 1000)) + data[at:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    size = chance.randint(1, 100)
    return data[:a] + data[b : b + size] + data[a + size : b] + data[a : a + size] + data[b + size :]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return _flip(data, chance)
    for match in sorted(
        chance.sample(found, min(len(found), chance.randint(1, 5))), key=lambda m: -m.start()
    ):
        data = data[: match.start()] + chance.choice(_NUMBERS) + data[match.end() :]
    return data


def _nest(data: bytes, chance: random.Random) -> bytes:
    found = list(_TAG.finditer(data))
    if not found:
        return _repeat(data, chance)
    tag = chance.choice(found)
    return data[: tag.end()] + tag.group() * chance.choice((10, 1000, 20_000)) + data[tag.end() :]


_CHANGES: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flip, _cut, _drop, _repeat, _swap, _number, _number, _nest
)  # fmt: skip
