"""The rule baseline: every number and denying phrase of the prose gets the metric whose cues fit it best."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.codebook import Codebook
from gongkai.documents.model import Paragraph
from gongkai.narrative.assembly import Assembler
from gongkai.narrative.model import Figure


class RuleTagger:
    """Tagger by cue words; see cues.yaml for what it knows."""

    name = "rules"

    def __init__(self, codebook: Codebook) -> None:
        self._assembler = Assembler(codebook)

    def __call__(
        self, paragraphs: Sequence[Paragraph], *, issuer: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        """Read the figures out of the paragraphs, in reading order."""
        return tuple(
            self._assembler.figure(read, tag, issuer)
            for read in self._assembler.walk(paragraphs, year)
            for tag in read.reading.tags()
        )
