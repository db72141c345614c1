"""Whether the figures of a report say what the quantity reader reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gongkai.corpus.checks import Fault, squeezed
from gongkai.corpus.label_studio import DENIED
from gongkai.corpus.studio_export import FiguresTask
from gongkai.documents.model import Document, Paragraph, Span
from gongkai.documents.normalise import normalise_line
from gongkai.quantities.lexer import find_quantities
from gongkai.quantities.model import Quantity
from gongkai.segmentation.model import LineLabel, Role


class Reader:
    """What the quantity reader makes of the prose of one document: a value for every span that is a number."""

    def __init__(self, document: Document, paragraphs: Iterable[Paragraph]) -> None:
        self._traditional = document.traditional
        self._numbers: dict[tuple[Span, ...], Quantity] = {}
        self._paragraph_of: dict[int, str] = {}
        for paragraph in paragraphs:
            normal = paragraph.normal
            self._paragraph_of.update((span.line, normal.text) for span in paragraph.spans)
            for quantity in find_quantities(normal.text):
                if not quantity.ordinal:
                    self._numbers[_plain(normal.spans(quantity.start, quantity.end))] = quantity

    def number(self, spans: tuple[Span, ...]) -> Quantity | None:
        """The number that stands on exactly these characters."""
        return self._numbers.get(spans)

    def near(self, spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
        """Numbers that overlap the characters without being them."""
        return tuple(
            other
            for other in self._numbers
            if other != spans
            and any(a.line == b.line and a.start < b.end and b.start < a.end for a in spans for b in other)
        )

    def says(self, words: str, spans: tuple[Span, ...]) -> bool:
        """Whether the paragraph at the spans holds the words, white space left out."""
        wanted = normalise_line(0, words, traditional=self._traditional).text
        return squeezed(wanted) in squeezed(self._paragraph_of.get(spans[0].line, ""))


def value_faults(
    task: FiguresTask, reader: Reader, labels: Sequence[LineLabel], document: Document
) -> Iterator[Fault]:
    """Values that the reader reproduces (or a denial), class words that stand in the paragraph."""
    for region in task.regions:
        spans = task.spans(region)
        number, given = reader.number(spans), region.attributes.get("value")
        why = None
        if any(labels[span.line].role is Role.BLANK for span in spans):
            why = "it stands on a blank line"
        elif number is None and given != DENIED:
            near = [document.text_of(other) for other in reader.near(spans)]
            why = f"the reader finds no number that is exactly {region.text!r}" + (
                f" (it finds {', '.join(near)})" if near else ""
            )
        elif number is not None and given == DENIED and number.value != 0:
            why = f"value 0, but {region.text!r} is read as {number.value}"
        elif region.category is not None and not reader.says(region.category, spans):
            why = f"the class words {region.category!r} are not in its paragraph"
        if why is not None:
            yield Fault(task=task.id, region=region.id, why=why)


def _plain(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(Span(line=s.line, start=s.start, end=s.end) for s in spans)
