"""When a page was published, as its own metadata say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from gongkai.documents.html.tree import Page
from gongkai.documents.html.words import label_of, words

_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)|(\d\d)(\d\d)(?!\d))"
)
# A date without a label, followed by its time or by a label: the line below a headline.
_HEAD: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d\d|[^\W\d_]{2,8}[:：])"
)
_EARLIEST: Final = 1995  # no site of a government is older
_BLANK: Final = re.compile(r"\s+(?!\d)|(?<!\d)\s+")  # but for the one between date and time


def published(page: Page, furniture: Iterable[str]) -> str | None:
    """YYYY-MM-DD from the meta tags, else from the labels in the furniture; None where neither has a real date.

    Args:
        furniture: the lines beside the report, in their order; label and value may be two of them.
    """
    for wanted in words().published_meta:
        for name, content in page.meta:
            if name == wanted and (found := _date(content)):
                return found
    lines = [_BLANK.sub("", line) for line in furniture]
    stated = dict(reversed(list(_labelled(lines))))  # the first one of each label counts
    labelled = next((stated[label] for label in words().published_labels if label in stated), None)
    return labelled or next((_date(line) for line in lines if _HEAD.match(line)), None)


def starts_with_date(text: str) -> bool:
    """Whether the line begins with a date, as the line below a headline often does."""
    return _DATE.match(text.strip()) is not None


def _labelled(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line, following in pairwise((*lines, "")):
        label = label_of(line)
        if label and line.strip("[]【】：:") == label and (found := _date(following[:20])):
            yield label, found
        for match in words().dated.finditer(line):
            if found := _date(line[match.end() :]):
                yield match["label"], found


def _date(text: str) -> str | None:
    match = _DATE.search(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])
    try:
        return date(year, month, day).isoformat() if year >= _EARLIEST else None
    except ValueError:
        return None
