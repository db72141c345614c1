"""More kinds of page than were annotated: the same reports printed otherwise. Made in training, never stored."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from gongkai.codebook import read_data
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.segmentation.model import TABLE_ROLES, LineLabel, Role
from gongkai.training.relayout import Printed, reprint_tables

_NUMERAL: Final = re.compile(r"^\s*(?:[（(]?([一二三四五六七八九])[)）]?\s*[、.．]?|([1-9])\s*[、.．])\s*")
_TITLE_CUT: Final = re.compile(r"(?<=.)(?:(?:19|20)\d\d\s*年|二[〇○零]..年|政府信息公开)")
_CHINESE: Final = "一二三四五六七八九"
_WIDTHS: Final = (26, 30, 34, 38, 42)  # characters of a line where a PDF or a mail program breaks paragraphs
_PAGE_LINES: Final = (22, 45)  # lines of a page, at least and at most
_TENTHS: Final = 10


def augmented(
    reports: Sequence[AnnotatedReport], copies: int, seed: int, *, without: Collection[str] = ()
) -> list[AnnotatedReport]:
    """``copies`` changed copies of each report, without figures: their places have changed. Same seed, same copies.

    ``without``: layouts in which no copy prints its tables, because they are held out.
    """
    return [
        _copy(report, n, random.Random(f"{seed} {report.id} {n}"), without)
        for report in reports
        for n in range(copies)
    ]


def _copy(
    report: AnnotatedReport, n: int, chance: random.Random, without: Collection[str]
) -> AnnotatedReport:
    lines = [Printed(text, label) for text, label in zip(report.lines, report.labels, strict=True)]
    for change, act in _CHANGES.items():
        if chance.randrange(_TENTHS) < _data()["tenths"][change]:
            lines = (
                reprint_tables(lines, chance, without=without)
                if act is reprint_tables
                else act(lines, chance)
            )
    return replace(
        report,
        id=f"{report.id}+{n}",
        lines=tuple(line.text for line in lines),
        labels=tuple(line.label for line in lines),
        figures=(),
    )


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data("augmentation.yaml")
    return data


def _furniture(text: str) -> Printed:
    return Printed(text, LineLabel(section="furniture", role=Role.FURNITURE))


def _before(lines: list[Printed], chance: random.Random) -> list[Printed]:
    return [*map(_furniture, chance.choice(_data()["before"])), *lines]


def _behind(lines: list[Printed], chance: random.Random) -> list[Printed]:
    return [*lines, *map(_furniture, chance.choice(_data()["behind"]))]


def _pages(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """A page number now and then, in the middle of any section."""
    foot, found, page = chance.choice(_data()["pages"]), list[Printed](), 1
    left = chance.randint(*_PAGE_LINES)
    for line in lines:
        found.append(line)
        left -= 1
        if left <= 0 and line.label.section not in ("furniture", "back"):
            found.append(_furniture(foot.format(n=page)))
            page, left = page + 1, chance.randint(*_PAGE_LINES)
    return found


def _wrap(lines: list[Printed], chance: random.Random) -> list[Printed]:
    width, found = chance.choice(_WIDTHS), list[Printed]()
    for text, label in lines:
        step = width if label.role is Role.PARAGRAPH and label.section != "back" else max(len(text), 1)
        found += [Printed(text[i : i + step], label) for i in range(0, max(len(text), 1), step)]
    return [line for line in found if line.text.strip() or line.label.role is Role.BLANK]


def _renumber(lines: list[Printed], chance: random.Random) -> list[Printed]:
    style, found, before = chance.choice(_data()["numerals"]), list[Printed](), ""
    for text, label in lines:
        numeral = _NUMERAL.match(text)
        first = label.role is Role.HEADING and label.section != before
        if first and numeral is not None:
            number = int(numeral[2] or _CHINESE.index(numeral[1]) + 1)
            text = style.format(n=number, zh=_CHINESE[number - 1]) + text[numeral.end() :]
        before = label.section
        found.append(Printed(text, label))
    return found


def _drop_headings(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """Some sections lose their heading, not the one before the prose of the report."""
    tabled = {line.label.section for line in lines if line.label.role in (Role.TABLE_ROW, Role.TABLE_VALUE)}
    lost = {section for section in sorted(tabled) if chance.random() < 1 / 2}
    return [x for x in lines if x.label.section not in lost or x.label.role is not Role.HEADING]


def _note(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """A note under one of the tables."""
    ends = {
        line.label.section: n
        for n, line in enumerate(lines)
        if line.label.role in (Role.TABLE_ROW, Role.TABLE_VALUE)
    }
    if not ends:
        return lines
    section = chance.choice(sorted(ends))
    note = Printed(chance.choice(_data()["notes"]), LineLabel(section=section, role=Role.TABLE_NOTE))
    return [*lines[: ends[section] + 1], note, *lines[ends[section] + 1 :]]


def _reorder(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """One of the last two parts stands in front of the tables, or both change places."""
    own = {name: [x for x in lines if x.label.section == name] for name in _MOVED}
    moved = chance.choice([name for name in _MOVED if own[name]] or [""])
    places = [n for n, x in enumerate(lines) if x.label.section in _PROSE_FIRST]
    if not moved or not places:
        return lines
    left = [n for n, x in enumerate(lines) if x.label.section != moved]
    return [x for n in left for x in ((lines[n], *own[moved]) if n == places[-1] else (lines[n],))]


_MOVED: Final = ("problems", "other")
_PROSE_FIRST: Final = frozenset({"front", "overview"})


def _double_title(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """The title once more, above what the page prints before the report or in the middle of that."""
    title = next((x for x in lines if x.label.role is Role.TITLE), None)
    before = next((n for n, x in enumerate(lines) if x.label.section != "furniture"), 0)
    if title is None:
        return lines
    at = chance.randint(0, before)
    return [*lines[:at], title, *lines[at:]]


def _drop_tables(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """Some or all tables are lost: pictures on the page. Their headings stay."""
    tabled = sorted({line.label.section for line in lines if line.label.role in TABLE_ROLES})
    lost = tabled if chance.random() < 1 / 2 else chance.sample(tabled, min(1, len(tabled)))
    return [x for x in lines if x.label.section not in lost or x.label.role not in TABLE_ROLES]


def _break_title(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """The title comes over two lines, cut where the year or the subject begins, or twice."""
    found: list[Printed] = []
    twice = chance.random() < 1 / 3
    for text, label in lines:
        cut = _TITLE_CUT.search(text) if label.role is Role.TITLE else None
        if label.role is Role.TITLE and twice:
            found += [Printed(text, label)] * 2
        elif cut is not None:
            found += [Printed(text[: cut.start()].rstrip(), label), Printed(text[cut.start() :], label)]
        else:
            found.append(Printed(text, label))
    return found


def _drop_ends(lines: list[Printed], chance: random.Random) -> list[Printed]:
    lost = chance.choice((("furniture", "front"), ("furniture", "back"), ("furniture", "front", "back")))
    kept = [x for x in lines if x.label.section not in lost]
    return kept or lines


def _blanks(lines: list[Printed], chance: random.Random) -> list[Printed]:
    filled = [x for x in lines if x.text.strip()]
    if chance.random() < 1 / 2:
        return filled
    return [y for x in filled for y in (x, Printed("", replace(x.label, role=Role.BLANK)))]


def _join(lines: list[Printed], chance: random.Random) -> list[Printed]:
    """Paragraphs that follow one another come on one line."""
    found: list[Printed] = []
    for line in lines:
        last = found[-1] if found else None
        joins = last is not None and line.label.role is last.label.role is Role.PARAGRAPH
        if (
            joins
            and last is not None
            and last.label.section == line.label.section not in ("back", "furniture")
        ):
            found[-1] = Printed(last.text + line.text.strip(), last.label)
        else:
            found.append(line)
    return found


def _traditional(lines: list[Printed], chance: random.Random) -> list[Printed]:
    convert = _converter(chance.choice(("s2t", "s2hk", "s2twp")))
    return [Printed(convert.convert(text), label) for text, label in lines]


@lru_cache(maxsize=3)
def _converter(kind: str) -> Any:
    from opencc import OpenCC

    return OpenCC(kind)


_CHANGES: Final = {
    "table": reprint_tables,
    "note": _note,
    "reorder": _reorder,
    "drop_table": _drop_tables,
    "drop_heading": _drop_headings,
    "title": _break_title,
    "renumber": _renumber,
    "wrap": _wrap,
    "join": _join,
    "drop_ends": _drop_ends,
    "blanks": _blanks,
    "pages": _pages,
    "before": _before,
    "doubled": _double_title,
    "behind": _behind,
    "traditional": _traditional,
}
"""In the order in which they are made: what is added last stands outside of what was changed before."""
