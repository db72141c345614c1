"""How many ways of saying things a corpus really has: sentences with numbers, names and units masked, compared.

A sentence's skeleton is what is left of it when everything is masked that changes from report to report without
anything being said differently. Two skeletons are near-duplicates when their edit similarity, 1 - distance / length of
the longer, is ``NEAR`` or more (Lee et al., Deduplicating Training Data Makes Language Models Better, ACL 2022).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.documents.model import Paragraph
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.quantities.lexer import find_quantities

NEAR: Final = 0.8
"""Edit similarity from which two skeletons are the same sentence told again: the threshold of the paper."""
SHORTEST: Final = 12
"""Characters of a skeleton; shorter ones (予以公开#。) are the words of the form and nobody's style."""
NUMBER: Final = "#"
NAME: Final = "@"

_SENTENCE: Final = re.compile("[^。！？；]+[。！？；]")  # headings and signatures have no mark at their end
_QUOTED: Final = re.compile("《[^》]{1,60}》|“[^”]{1,30}”|〔[^〕]{1,12}〕|[(（][^)）]{0,40}[)）]")
_PLACE: Final = re.compile(
    "[\\u4e00-\\u9fff]{2,3}(?:省|市|自治区|区|县|旗|州|盟|镇|乡|街道)(?:人民政府|政府)?(?:办公室|办公厅)?"
    "|(?:[\\u4e00-\\u9fff]{2,8})(?:局|委员会|厅|署|管委会|办事处)"
)
_DIGITS: Final = re.compile(
    "[0-9０-９]+(?:[.,，][0-9]+)*%?|[一二三四五六七八九十两百千万〇零]+(?=[年月日件条次场期篇个项])"
)
_LIST: Final = re.compile("(?:@|#)(?:[、,，和及与](?:@|#))+")


class Variety(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Shares of sentences that have a near-duplicate, and distinct skeletons around the figures of each metric.

    ``within``: by hand, among the hand's own other sentences; ``across``: by hand, among those of all other hands;
    ``within_all`` and ``across_all``: of all sentences.
    """

    sentences: int
    within_all: float
    across_all: float
    within: dict[str, float]
    across: dict[str, float]
    skeletons: dict[str, tuple[int, int]]  # metric -> figures, distinct skeletons of their sentences


def skeleton(sentence: str, names: Iterable[str] = ()) -> str:
    """A sentence without its numbers with their units, quoted names, places and organs. ``names``: further words to
    mask, the report's own issuer for one.

    >>> skeleton("全年公开信息312条，其中政策文件21条。")
    '全年公开信息#，其中政策文件#。'
    """
    parts, at = [], 0
    for quantity in find_quantities(sentence):
        parts += [sentence[at : quantity.start], NUMBER]
        at = quantity.end
    text = "".join([*parts, sentence[at:]])
    for name in sorted((n for n in names if n), key=len, reverse=True):
        text = text.replace(name, NAME)
    text = _PLACE.sub(NAME, _QUOTED.sub(NAME, text))
    return _LIST.sub(NUMBER, _DIGITS.sub(NUMBER, text)).replace(" ", "")


def measure_variety(reports: Sequence[AnnotatedReport]) -> Variety:
    """Measure all sentences of the prose of some reports. Raises nothing; no reports give empty tables."""
    hands: list[str] = []
    masked: list[str] = []
    around: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for sentence, metrics in _sentences(report):
            bare = skeleton(sentence, (report.body,))
            for metric in metrics:
                around[metric].append(bare)
            if len(bare) >= SHORTEST:
                hands.append(report.hand)
                masked.append(bare)
    own, other = _near(masked, hands)
    return Variety(
        sentences=len(masked),
        within_all=_mean(map(float, own)),
        across_all=_mean(map(float, other)),
        within={hand: _share(own, hands, hand) for hand in sorted(set(hands))},
        across={hand: _share(other, hands, hand) for hand in sorted(set(hands))},
        skeletons={metric: (len(all_), len(set(all_))) for metric, all_ in sorted(around.items())},
    )


def _sentences(report: AnnotatedReport) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of the prose with the metrics of the figures in it."""
    document = document_of(report)
    for paragraph in assemble_paragraphs(document, segmentation_of(report, document)):
        for match in _SENTENCE.finditer(paragraph.normal.text):
            yield (
                match[0].strip(),
                [m for m, at in _figures(paragraph, report) if match.start() <= at < match.end()],
            )


def _figures(paragraph: Paragraph, report: AnnotatedReport) -> list[tuple[str, int]]:
    """Metric and offset of the figures that begin in a paragraph."""
    normal = paragraph.normal
    place = {
        (line, start): at for at, (line, start) in enumerate(zip(normal.lines, normal.starts, strict=True))
    }
    begun = ((f.metric, place.get((f.evidence[0].line, f.evidence[0].start))) for f in report.figures)
    return [(metric, at) for metric, at in begun if at is not None]


def _near(masked: Sequence[str], hands: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """For each skeleton, whether its own hand has another one like it, and whether another hand has one."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    own, other = [False] * len(masked), [False] * len(masked)
    author = np.array(hands)
    for start in range(0, len(masked), _ROWS):
        rows = masked[start : start + _ROWS]
        table = cdist(
            rows, masked, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, dtype=np.float32
        )
        for k in range(len(rows)):
            alike = table[k] >= NEAR
            alike[start + k] = False
            same = author == author[start + k]
            own[start + k] = bool((alike & same).any())
            other[start + k] = bool((alike & ~same).any())
    return own, other


_ROWS: Final = 500  # skeletons compared at a time: bounds the memory of the table


def _share(flags: Sequence[bool], hands: Sequence[str], hand: str) -> float:
    return _mean(float(flag) for flag, name in zip(flags, hands, strict=True) if name == hand)


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0
