"""A bench of single sentences: what a tagger makes of wording that breaks simple extractors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import yaml

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.documents.model import MappedText, Paragraph, Span
from gongkai.documents.read import document_from_text
from gongkai.errors import GongkaiError
from gongkai.narrative.model import Figure, Period, Tagger
from gongkai.quantities.model import Approx, Number
from gongkai.training.evaluation.counts import Hits, Mistake, Ratio, same_number
from gongkai.training.evaluation.score import shares

_OTHER = "other"


class BenchFigure(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """[metric, channel or null, value, approx, period]."""

    metric: str
    channel: str | None
    value: Number
    approx: Approx
    period: Period


class BenchSentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence and its figures; none: nothing may come out, the open class aside.

    ``accept`` lists figures that are lawful beside or instead of those in ``figures``. ``note`` is prose; the
    metrics and periods that it names are lawful too (see ``score_sentence``).
    """

    t: str
    figures: tuple[BenchFigure, ...]
    accept: tuple[BenchFigure, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SentenceScore:
    """One sentence. ``lawful`` figures are neither found nor false."""

    text: str
    hits: Hits
    approx: Ratio
    period: Ratio
    lawful: int
    distractor: bool
    zeros: Ratio
    mistakes: tuple[Mistake, ...] = ()

    @property
    def right(self) -> bool:
        """Nothing missed and nothing false; approx and period aside."""
        return not self.hits.missed and not self.hits.false


@dataclass(frozen=True, kw_only=True, slots=True)
class BenchResult:
    """All sentences of a bench under one tagger."""

    tagger: str
    sentences: tuple[SentenceScore, ...]

    @property
    def hits(self) -> Hits:
        """Strict counts: metric, channel and value."""
        return sum((s.hits for s in self.sentences), Hits())

    def measures(self) -> dict[str, float | None]:
        """Every number that a floor may be set on, by name."""
        distractors = [s for s in self.sentences if s.distractor]
        zeros = sum((s.zeros for s in self.sentences), Ratio())
        return {
            **shares("figures", self.hits),
            "figures.missed": self.hits.missed,
            "figures.false": self.hits.false,
            "sentences": len(self.sentences),
            "sentences.right": Ratio(
                right=sum(s.right for s in self.sentences), total=len(self.sentences)
            ).share,
            "distractors.figures": sum(s.hits.false for s in distractors),
            "zero_statements.recall": zeros.share,
            "approx.accuracy": sum((s.approx for s in self.sentences), Ratio()).share,
            "period.accuracy": sum((s.period for s in self.sentences), Ratio()).share,
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "tagger": self.tagger,
            "measures": {k: None if v is None else round(v, 6) for k, v in self.measures().items()},
            "sentences": [
                {"text": s.text, "right": s.right, "mistakes": msgspec.to_builtins(s.mistakes)}
                for s in self.sentences
                if s.mistakes
            ],
        }


def load_sentences(path: Path, codebook: Codebook | None = None) -> tuple[BenchSentence, ...]:
    """Read a bench. Raises GongkaiError E020 with the place of what is not in the format or the codebook."""
    known = codebook or load_codebook()
    try:
        entries = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), tuple[BenchSentence, ...])
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise GongkaiError("E020", path=path.name, why=str(error).replace("\n", " ")) from error
    wrong = [
        f"[{i}] {entry.t!r}: {why}"
        for i, entry in enumerate(entries)
        for figure in (*entry.figures, *entry.accept)
        for why in _problems(figure, known)
    ]
    if wrong:
        raise GongkaiError("E020", path=path.name, why="; ".join(wrong))
    return entries


def _problems(figure: BenchFigure, codebook: Codebook) -> Iterable[str]:
    metric = codebook.metric_of.get(figure.metric)
    if metric is None:
        yield f"no metric {figure.metric!r}"
    elif (metric.attr == "channel") != (figure.channel is not None):
        yield f"{figure.metric} {'needs a' if figure.channel is None else 'has no'} channel"
    if figure.channel is not None and figure.channel not in codebook.attributes["channel"]:
        yield f"no channel {figure.channel!r}"


def evaluate_sentences(path: Path, tagger: Tagger, *, codebook: Codebook | None = None) -> BenchResult:
    """Tag every sentence of the bench as a paragraph of its own and score what comes out."""
    bench = load_sentences(path, codebook)
    return BenchResult(
        tagger=tagger.name,
        sentences=tuple(score_sentence(entry, tagger([as_paragraph(entry.t)])) for entry in bench),
    )


def as_paragraph(text: str) -> Paragraph:
    """The text as a paragraph of the overview, without the stages in front of the tagger."""
    document = document_from_text(text)
    return Paragraph(
        section="overview",
        spans=tuple(Span(line=line.n, start=0, end=len(line.text)) for line in document.lines),
        normal=MappedText.concat(document.normal),
    )


def score_sentence(entry: BenchSentence, figures: tuple[Figure, ...]) -> SentenceScore:
    """Match on metric, channel and value, the open class aside; last year's figures count here.

    A figure left over is lawful when ``accept`` lists it, or when the note names its metric (the id or its
    last part); it then stands for a missed figure of the same value, if there is one. A period is right when
    the note names it. Everything else that is left over is false.

    | expected      | note                         | reported     | outcome         |
    |---------------|------------------------------|--------------|-----------------|
    | received 56   | completed 56 too is lawful   | completed 56 | found (instead) |
    | received 45   | 8 件 is applications.change  | change 8     | missed, lawful  |
    | received 45   |                              | completed 45 | missed, false   |
    """
    left = [f for f in figures if f.metric != _OTHER]
    pairs: list[tuple[BenchFigure, Figure]] = []
    missed: list[BenchFigure] = []
    for expected in entry.figures:
        same = [f for f in left if _same(f, expected)]
        if same:
            best = max(same, key=lambda f: (f.period is expected.period, f.approx is expected.approx))
            left.remove(best)
            pairs.append((expected, best))
        else:
            missed.append(expected)
    lawful = [f for f in left if _is_lawful(f, entry)]
    false = [f for f in left if f not in lawful]
    spare = list(lawful)
    for expected in tuple(missed):
        instead = next((f for f in spare if same_number(f.value, expected.value)), None)
        if instead is not None:
            spare.remove(instead)
            missed.remove(expected)
            pairs.append((expected, instead))
    zeros = [f for f in entry.figures if f.value == 0]
    return SentenceScore(
        text=entry.t,
        hits=Hits(found=len(pairs), false=len(false), missed=len(missed)),
        approx=Ratio(right=sum(f.approx is e.approx for e, f in pairs), total=len(pairs)),
        period=Ratio(right=sum(_period_right(e, f, entry) for e, f in pairs), total=len(pairs)),
        lawful=len(spare),
        distractor=not entry.figures,
        zeros=Ratio(right=sum(z not in missed for z in zeros), total=len(zeros)),
        mistakes=tuple(_mistakes(entry, pairs, missed, false)),
    )


def _same(figure: Figure, expected: BenchFigure) -> bool:
    return (figure.metric, figure.channel) == (expected.metric, expected.channel) and same_number(
        figure.value, expected.value
    )


def _is_lawful(figure: Figure, entry: BenchSentence) -> bool:
    if any(_same(figure, other) for other in entry.accept):
        return True
    return bool({figure.metric, figure.metric.rpartition(".")[2]} & _words(entry.note))


def _period_right(expected: BenchFigure, figure: Figure, entry: BenchSentence) -> bool:
    allowed = {expected.period, *(a.period for a in entry.accept if _same(figure, a))}
    return figure.period in allowed or figure.period.value in _words(entry.note)


def _words(note: str) -> set[str]:
    """The ids that a note may mean; its ``other`` is the open class, not the last part of a metric."""
    return set(re.findall(r"[a-z_]+(?:\.[a-z_]+)*", note)) - {_OTHER}


def _mistakes(
    entry: BenchSentence,
    pairs: Iterable[tuple[BenchFigure, Figure]],
    missed: Iterable[BenchFigure],
    false: Iterable[Figure],
) -> Iterable[Mistake]:
    for expected in missed:
        yield Mistake(kind="figure missed", what=_name(expected), expected=_name(expected), words=entry.t)
    for figure in false:
        name = _name(figure)
        yield Mistake(kind="figure false", what=name, came=f"{name} at [{figure.text}]", words=entry.t)
    for expected, figure in pairs:
        if figure.approx is not expected.approx:
            yield _attribute("approx wrong", expected, expected.approx, figure.approx, entry)
        if not _period_right(expected, figure, entry):
            yield _attribute("period wrong", expected, expected.period, figure.period, entry)


def _attribute(kind: str, figure: BenchFigure, expected: str, came: str, entry: BenchSentence) -> Mistake:
    return Mistake(kind=kind, what=_name(figure), expected=str(expected), came=str(came), words=entry.t)


def _name(figure: BenchFigure | Figure) -> str:
    name = figure.metric if figure.channel is None else f"{figure.metric}/{figure.channel}"
    return f"{name} = {figure.value}"
