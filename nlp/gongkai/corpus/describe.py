"""How much a corpus holds, and how varied it is."""

from __future__ import annotations

from collections import Counter

from gongkai.codebook.load import load_codebook
from gongkai.corpus.load import Corpus
from gongkai.corpus.variety import Variety


def describe(corpus: Corpus) -> str:
    """Reports, hands, lines, figures and metrics of the corpus, for people to read."""
    codebook = load_codebook()
    splits = sorted(set(corpus.split_of.values()))
    lines = [_row("", "reports", "hands", "lines", "figures", "metrics")]
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


def describe_variety(variety: Variety) -> str:
    """Near-duplicate sentences hand by hand, and distinct skeletons metric by metric, for people to read."""
    lines = [
        "",
        f"{variety.sentences} sentences without their numbers, names and units; share with a near-duplicate",
        f"  in the same hand   {variety.within_all:.1%}   in another hand   {variety.across_all:.1%}",
    ]
    lines += [f"  {hand:<8}{share:8.1%}{variety.across[hand]:8.1%}" for hand, share in variety.within.items()]
    lines += ["", "metric: figures, distinct skeletons of their sentences"]
    lines += [f"  {metric:<36}{n:6}{distinct:6}" for metric, (n, distinct) in variety.skeletons.items()]
    return "\n".join(lines)


def _row(*columns: object) -> str:
    return "".join(f"{column!s:>11}" for column in columns)
