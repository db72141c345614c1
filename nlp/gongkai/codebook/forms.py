"""The labels that the statutory form prints, and keys under which printed labels are compared with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from gongkai.codebook.model import Codebook

_DROP = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")
_NUMERAL = re.compile(
    r"^\s*(?:[（(〔\[]?\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）〕\]]|"
    r"([一二三四五六七八九十]{1,3})\s*[、.．,，]|(\d{1,2})\s*[、.．,，](?!\d)|([①-⑳])|([㈠-㈩]))\s*"
)
_CHINESE: Final = "零一二三四五六七八九十"

FUZZY_LABEL: Final = 80.0
"""rapidfuzz ratio (0-100) from which a printed label counts as one of the form's. One wrong character in a
label of five (本年止件数 for 本年废止件数) still passes, two different labels of the form stay below 75."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormLabel:
    """A label of the form. ``kind`` is row, column or header; ``name`` the row or column id (empty for headers)."""

    table: str
    kind: str
    name: str
    key: str


def split_numeral(text: str) -> tuple[int | None, bool, str]:
    """(number, whether it stands in brackets, rest) of a text that may begin with a numeral such as 一、 （二） 3."""
    found = _NUMERAL.match(text)
    if found is None:
        return None, False, text
    inner, plain, arabic, circled, bracketed = found.groups()
    rest = text[found.end() :]
    if circled:
        return ord(circled) - ord("①") + 1, True, rest
    if bracketed:
        return ord(bracketed) - ord("㈠") + 1, True, rest
    digits = inner or plain or arabic
    return _small(digits), inner is not None, rest


def _small(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    tens, _, ones = digits.rpartition("十")
    if "十" not in digits:
        return _CHINESE.index(digits[-1])
    return 10 * (_CHINESE.index(tens) if tens else 1) + (_CHINESE.index(ones) if ones else 0)


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """The text without its numeral, punctuation and white space: what labels are compared by."""
    return _DROP.sub("", split_numeral(text)[2])


class FormLabels:
    """All labels of the form, looked up by key: exactly, fuzzily, or as parts of a longer text."""

    def __init__(self, codebook: Codebook) -> None:
        self.exact: dict[str, list[FormLabel]] = {}
        for table, form in codebook.tables.items():
            for name, row in form.rows.items():
                for text in (row.label, *row.aliases):
                    self._add(table, "row", name, text)
                if row.parent:
                    self._add(table, "header", "", row.parent)
            for name, column in form.columns.items():
                for text in (column.zh, *column.aliases):
                    self._add(table, "column", name, text)
            for text in form.headers:
                self._add(table, "header", "", text)
        self._keys = list(self.exact)
        self._parts = re.compile(
            "|".join(map(re.escape, sorted((k for k in self._keys if len(k) > 2), key=len)[::-1]))
        )

    def _add(self, table: str, kind: str, name: str, text: str) -> None:
        key = label_key(text)
        self.exact.setdefault(key, []).append(FormLabel(table=table, kind=kind, name=name, key=key))

    @lru_cache(maxsize=8192)  # noqa: B019  # one instance per codebook, kept for the life of the process
    def find(self, text: str) -> tuple[FormLabel, ...]:
        """The form's labels that this printed text is, typos tolerated; empty when it is none."""
        key = label_key(text)
        if not key or len(key) > 60:
            return ()
        if key in self.exact:
            return tuple(self.exact[key])
        if len(key) < 4:
            return ()
        best = process.extractOne(key, self._keys, scorer=fuzz.ratio, score_cutoff=FUZZY_LABEL)
        return tuple(self.exact[best[0]]) if best else ()

    def parts(self, text: str) -> list[str]:
        """Keys of the form's labels (3 characters and longer) that stand inside the text, in text order."""
        return self._parts.findall(_DROP.sub("", text))

    def tables_of(self, text: str) -> Mapping[str, int]:
        """How many characters of the text are labels of each table."""
        counts: dict[str, int] = {}
        for key in self.parts(text):
            for table in {label.table for label in self.exact[key]}:
                counts[table] = counts.get(table, 0) + len(key)
        return counts


_MADE: dict[int, tuple[Codebook, FormLabels]] = {}


def form_labels(codebook: Codebook) -> FormLabels:
    """The labels of this codebook's form, made once per codebook (which is kept, so that its id stays its own)."""
    if id(codebook) not in _MADE:
        _MADE[id(codebook)] = (codebook, FormLabels(codebook))
    return _MADE[id(codebook)][1]
