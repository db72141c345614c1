"""How much a corpus holds, and how varied it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from gongkai.codebook.load import load_codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.corpus.load import Corpus
from gongkai.documents.model import Paragraph
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.quantities.lexer import find_quantities

_CLAUSE: Final = re.compile("[^，。；：！？、()\n]+")
_QUOTED: Final = re.compile("“[^”]*”|《[^》]*》")


def describe(corpus: Corpus) -> str:
    """Reports, hands, figures, metrics and skeletons of the corpus, for people to read."""
    codebook = load_codebook()
    splits = sorted(set(corpus.split_of.values()))
    lines = [_row("", "reports", "hands", "lines", "figures", "metrics", "skeletons")]
    for name, reports in [*((s, corpus.of(s)) for s in splits), ("all", corpus.reports)]:
        figures = [f for r in reports for f in r.figures]
        lines.append(
            _row(
                name,
                len(reports),
                len({r.hand for r in reports}),
                sum(len(r.lines) for r in reports),
                len(figures),
                len({f.metric for f in figures}),
                len({s for r in reports for s in skeletons(r)}),
            )
        )
    counted = Counter(f.metric for r in corpus.reports for f in r.figures)
    layouts = Counter(r.layout for r in corpus.reports)
    lines += ["", "layouts  " + "  ".join(f"{name} {n}" for name, n in layouts.most_common())]
    lines += ["metrics  " + "  ".join(f"{name} {n}" for name, n in counted.most_common())]
    absent = [m.id for m in codebook.metrics if not counted[m.id]]
    rare = [name for name in codebook.frequent if counted[name] < 2]
    lines += [f"absent   {' '.join(absent) or '-'}", f"frequent, below 2   {' '.join(rare) or '-'}"]
    return "\n".join(lines)


def skeletons(report: AnnotatedReport) -> Iterator[str]:
    """The clauses that hold a figure, with numbers and quoted names taken out: how differently things are said."""
    document = document_of(report)
    starts = {(f.evidence[0].line, f.evidence[0].start) for f in report.figures}
    for paragraph in assemble_paragraphs(document, segmentation_of(report, document)):
        for clause in _CLAUSE.finditer(paragraph.normal.text):
            if any(_place(paragraph, i) in starts for i in range(*clause.span())):
                yield _skeleton(clause.group())


def _place(paragraph: Paragraph, i: int) -> tuple[int, int]:
    return paragraph.normal.lines[i], paragraph.normal.starts[i]


def _skeleton(clause: str) -> str:
    for quantity in reversed(find_quantities(clause)):
        clause = clause[: quantity.start] + "{N}" + clause[quantity.number_end :]
    return _QUOTED.sub("{X}", clause)


def _row(*columns: object) -> str:
    return "".join(f"{column!s:>11}" for column in columns)
