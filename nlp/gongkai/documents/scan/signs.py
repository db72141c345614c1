"""The signs that a value is made of, and the look-alikes that count for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from gongkai.documents.scan.engine import Probabilities, Recogniser

# sign -> what the network may say for it. In a column of numbers nothing else is meant.
SIGNS: Final = {
    "0": "0OoQD〇○ОоＯｏ０°",
    "1": "1lI|丨iｌＩ１",
    "2": "2２ZzＺ",
    "3": "3３",
    "4": "4４",
    "5": "5５Ss",
    "6": "6６б",
    "7": "7７",
    "8": "8８B",
    "9": "9９gq",
    ".": ".．·。",
    ",": ",，",
    "-": "-—－–一ー―─−",
    "/": "/／丿",
    "无": "无旡",
    "零": "零",
    "%": "%％",
    "+": "+＋十",
}
_NUMBER: Final = re.compile(r"[-+]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?%?|-+|/|无|零")
_PLAIN: Final = re.compile(r"[0-9０-９.,，．%％+\-－—–/／无零]+")
_BACK: Final = {char: sign for sign, chars in SIGNS.items() for char in chars}


@dataclass(frozen=True, kw_only=True)
class SignTable:
    """The network's outputs gathered by sign. ``names[0]`` is "" (no sign)."""

    names: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]

    def fold(self, said: Probabilities) -> Probabilities:
        """Probabilities of the signs at each step; what is left to 1 is that of anything else."""
        return np.stack([said[:, list(own)].sum(axis=1) for own in self.columns], axis=1)


@lru_cache(maxsize=2)
def signs(engine: Recogniser) -> SignTable:
    """The table for the alphabet of the engine."""
    columns: list[tuple[int, ...]] = [(0,)]
    for chars in SIGNS.values():
        columns.append(tuple(engine.index[char] for char in chars if char in engine.index))
    return SignTable(names=("", *SIGNS), columns=tuple(columns))


def as_value(text: str) -> str | None:
    """The text in signs of values where it holds nothing else, None where it does (or is empty)."""
    folded = [_BACK.get(char) for char in text if not char.isspace()]
    return "".join(char for char in folded if char) if folded and None not in folded else None


def is_number(text: str) -> bool:
    """Whether a text in signs of values is a number, a dash or a word for none."""
    return _NUMBER.fullmatch(text) is not None


def is_plain_value(text: str) -> bool:
    """Whether a text as the network reads it is a value beyond doubt, without look-alikes."""
    return _PLAIN.fullmatch(text) is not None
