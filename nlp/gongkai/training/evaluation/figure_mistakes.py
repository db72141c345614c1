"""What to look at in the figures of a report: missed, false, and wrong attributes, each with its words."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.corpus.model import GoldFigure
from gongkai.corpus.quotes import Flat
from gongkai.narrative.model import Figure
from gongkai.training.evaluation.attributes import compare_attributes
from gongkai.training.evaluation.counts import Mistake
from gongkai.training.evaluation.matching import Candidate, Pair, bucket, overlaps, unfound, unmatched


def figure_mistakes(
    reported: tuple[Figure, ...],
    expected: tuple[Candidate, ...],
    pairs: tuple[Pair, ...],
    ignored: frozenset[int],
    flat: Flat,
) -> Iterable[Mistake]:
    """One entry per missed figure, false figure and wrong attribute, with what stands at the same place."""
    missed, false = unfound(expected, pairs), unmatched(reported, pairs, ignored)
    for candidate in missed:
        near = [f for f in false if overlaps(f.evidence, candidate.characters)]
        yield Mistake(
            kind=_kind("figure missed", candidate.bucket),
            what=_name(candidate.gold),
            expected=_name(candidate.gold),
            came=" | ".join(_name(f) for f in near) or None,
            words=_gold_words(flat, candidate),
        )
    for figure in false:
        meant = [c.gold for c in missed if overlaps(figure.evidence, c.characters)]
        yield Mistake(
            kind=_kind("figure false", bucket(figure.metric, figure.period)),
            what=_name(figure),
            expected=" | ".join(_name(g) for g in meant) or None,
            came=_name(figure),
            words=_words(flat, figure),
        )
    for pair in pairs:
        figure = reported[pair.reported]
        for name, right in compare_attributes(figure, pair.gold).items():
            if not right:
                yield Mistake(
                    kind=_kind(f"{name} wrong", expected[pair.expected].bucket),
                    what=_name(pair.gold),
                    expected=_said(pair.gold, name),
                    came=_said(figure, name),
                    words=_words(flat, figure),
                )


def _kind(kind: str, which: str) -> str:
    return kind if which == "counted" else f"{kind} ({which})"


def _said(figure: Figure | GoldFigure, attribute: str) -> str:
    """The value of an attribute, as the codebook writes it."""
    value = getattr(figure, attribute)
    if attribute == "unit" and isinstance(figure, Figure) and figure.unit_printed not in (None, value):
        return f"{value} (printed {figure.unit_printed})"
    return "–" if value is None else str(value)


def _name(figure: Figure | GoldFigure) -> str:
    """Short form for people: ``disclosure.category = 5 (财政信息)``."""
    name = figure.metric if figure.channel is None else f"{figure.metric}/{figure.channel}"
    period = f" {figure.period}" if bucket(figure.metric, figure.period) == "last_year" else ""
    category = f" ({figure.category})" if figure.category else ""
    return f"{name} = {figure.value}{category}{period}"


def _gold_words(flat: Flat, candidate: Candidate) -> str:
    if candidate.place is None:
        return f"[{candidate.gold.quote}] (not in the text that was read)"
    return flat.around(*candidate.place)


def _words(flat: Flat, figure: Figure) -> str:
    at = flat.range_of(figure.evidence)
    return flat.around(*at) if at else f"[{figure.text}]"
