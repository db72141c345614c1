"""Where the quotes of a gold stand in the text of its document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.corpus.model import Gold, GoldFigure
from gongkai.corpus.quotes import Flat, HasText, Wanted, flatten, locate, occurrences
from gongkai.errors import GongkaiError


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldPlaces:
    """Where the quotes of a gold stand in a text, as ranges into ``flat.text``.

    ``metrics[i]`` has the range of figure i and then those of its alternatives' quotes, without the ones that
    were not found; ``ignore[i]`` has every place of the quote. ``missing`` says what was not found.
    """

    flat: Flat
    metrics: tuple[tuple[tuple[int, int], ...], ...]
    ignore: tuple[tuple[tuple[int, int], ...], ...]
    missing: tuple[str, ...]


def find_quotes(gold: Gold, lines: Sequence[HasText]) -> GoldPlaces:
    """Look every quote up in the lines of the document that the gold is for."""
    flat = flatten(lines)
    missing: list[str] = []
    wanted = [Wanted(quote=f.quote, before=f.before, owner=(f.metric, f.channel)) for f in gold.metrics]
    ranges: list[tuple[tuple[int, int], ...]] = []
    for i, (figure, first) in enumerate(zip(gold.metrics, locate(flat, wanted), strict=True)):
        if first is None:
            lead = f" after {figure.before!r}" if figure.before else ""
            missing.append(f"metrics[{i}]: the quote {figure.quote!r}{lead} is not in the document")
        ranges.append((*([first] if first else []), *_other_quotes(flat, figure, first)))
    ignored: list[tuple[tuple[int, int], ...]] = []
    for i, entry in enumerate(gold.ignore):
        length = len("".join(entry.quote.split()))
        places = occurrences(flat, entry.quote, entry.before)
        if not places:
            missing.append(f"ignore[{i}]: the quote {entry.quote!r} is not in the document")
        ignored.append(tuple((p, p + length) for p in places))
    return GoldPlaces(flat=flat, metrics=tuple(ranges), ignore=tuple(ignored), missing=tuple(missing))


def _other_quotes(flat: Flat, figure: GoldFigure, first: tuple[int, int] | None) -> Iterable[tuple[int, int]]:
    """Of each alternative's own quote, the place nearest to the figure's."""
    near = first[0] if first else 0
    for other in figure.alternatives()[1:]:
        if other.quote == figure.quote:
            continue
        places = occurrences(flat, other.quote, other.before)
        if places:
            start = min(places, key=lambda p: abs(p - near))
            yield start, start + len("".join(other.quote.split()))


def check_quotes(gold: Gold, lines: Sequence[HasText], *, name: str | None = None) -> None:
    """Raise GongkaiError E020 with every quote that is not in the lines."""
    missing = find_quotes(gold, lines).missing
    if missing:
        raise GongkaiError("E020", path=name or gold.source, why="; ".join(missing))
