"""Page descriptions unpacked as PDFium unpacks them: what comes before damage counts."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Final

import numpy as np

from gongkai.documents.pdf.objects import Objects, Stream, Value
from gongkai.errors import GongkaiError

_CHUNK: Final = 65_536
_NO_DIGIT: Final = re.compile(rb"[^0-9A-Fa-f]+")
_BASE_85: Final = re.compile(rb"[!-uz\0\t\n\f\r ]*")
_SETTINGS: Final = (b"Predictor", b"EarlyChange")  # 1 is what they are without
_WHITE: Final = re.compile(rb"[\0\t\n\f\r ]+")
_PLACES: Final = np.array([85**4, 85**3, 85**2, 85, 1], dtype=np.uint64)


def unpacked(stream: Stream, objects: Objects, *, limit: int, name: str) -> bytes:
    """What the stream holds.

    Raises GongkaiError: E057 more than ``limit`` bytes, E058 it is packed in a way that no page description is.
    """
    data = bytes(stream.packed)
    for kind, settings in _filters(stream, objects):
        unpack = _UNPACK.get(kind)
        said = objects.dictionary(settings)
        if unpack is None or any(said.get(key, 1.0) != 1.0 for key in _SETTINGS):
            raise GongkaiError("E058", name=name, why="a part of its pages is packed in an unusual way")
        data = unpack(data, limit)
        if len(data) > limit:
            raise GongkaiError("E057", name=name, limit=limit)
    return data


def _filters(stream: Stream, objects: Objects) -> list[tuple[bytes, Value]]:
    """Each filter with its settings, in the order in which they are undone."""
    kinds = objects.resolve(stream.entries.get(b"Filter"))
    settings = objects.resolve(stream.entries.get(b"DecodeParms"))
    if isinstance(kinds, bytes):
        kinds, settings = [kinds], [None if isinstance(settings, Stream | list) else settings]
    if not isinstance(kinds, list):
        return []
    listed = settings if isinstance(settings, list) else []
    found: list[tuple[bytes, Value]] = []
    for n, each in enumerate(kinds):
        kind = objects.resolve(each)
        found.append((kind if isinstance(kind, bytes) else b"", listed[n] if n < len(listed) else None))
    return found


def inflated(data: bytes, limit: int) -> bytes:
    """What Flate packed, up to damage (the byte right before it may be missing); a little over ``limit`` bytes where
    there are more."""
    unpacker = zlib.decompressobj()
    made = bytearray()
    for start in range(0, len(data), _CHUNK):
        part = data[start : start + _CHUNK]
        while part and len(made) <= limit and not unpacker.eof:
            before = unpacker.copy()
            try:
                made += unpacker.decompress(part, 16 * _CHUNK)
            except zlib.error:
                return bytes(made + _before_damage(before, part))
            part = unpacker.unconsumed_tail
        if unpacker.eof or len(made) > limit:
            break
    return bytes(made)


def _before_damage(unpacker: zlib._Decompress, part: bytes) -> bytes:
    """What can be unpacked of a part that is damaged: the most bytes that can be asked for without meeting it."""
    good, bad, made = 0, 16 * _CHUNK, b""
    while good + 1 < bad:
        asked = (good + bad) // 2
        try:
            made = unpacker.copy().decompress(part, asked)
            good = asked
        except zlib.error:
            bad = asked
    return made


def _from_hex(data: bytes, _: int) -> bytes:
    digits = _NO_DIGIT.sub(b"", data.split(b">", 1)[0])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _from_base_85(data: bytes, _: int) -> bytes:
    legal = _BASE_85.match(data)
    made = bytearray()
    pieces = _WHITE.sub(b"", legal[0] if legal else b"").split(b"z")
    for n, piece in enumerate(pieces):
        if n:
            made += bytes(4)
        made += _fours(piece)
        if len(piece) % 5:
            break
    return bytes(made)


def _fours(text: bytes) -> bytes:
    """Four bytes for each five digits to the base of 85, and one less than its digits for a last group of fewer."""
    missing = -len(text) % 5
    digits = np.frombuffer(text + b"u" * missing, dtype=np.uint8).reshape(-1, 5).astype(
        np.uint64
    ) - np.uint64(33)
    made = (digits @ _PLACES).astype(">u4").tobytes()
    return made[: len(made) - missing]


def _from_runs(data: bytes, limit: int) -> bytes:
    made = bytearray()
    at = 0
    while at < len(data) and data[at] != 128 and len(made) <= limit:
        if data[at] < 128:
            made += data[at + 1 : at + 2 + data[at]]
            at += 2 + data[at]
        else:
            made += data[at + 1 : at + 2] * (257 - data[at])
            at += 2
    return bytes(made)


def _from_lzw(data: bytes, limit: int) -> bytes:
    from pdfminer.lzw import LZWDecoder

    made = bytearray()
    for piece in LZWDecoder(io.BytesIO(data)).run():
        made += piece
        if len(made) > limit:
            break
    return bytes(made)


_UNPACK: Final[dict[bytes, Callable[[bytes, int], bytes]]] = {
    b"FlateDecode": inflated,
    b"Fl": inflated,
    b"ASCIIHexDecode": _from_hex,
    b"AHx": _from_hex,
    b"ASCII85Decode": _from_base_85,
    b"A85": _from_base_85,
    b"LZWDecode": _from_lzw,
    b"LZW": _from_lzw,
    b"RunLengthDecode": _from_runs,
    b"RL": _from_runs,
}
