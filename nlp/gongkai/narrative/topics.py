"""What a passage is about: the last topic word before a number governs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gongkai.narrative.cues import Cue, Cues
from gongkai.narrative.sentences import Layout

IN_SENTENCE: Final = 0.15
BY_SIBLING: Final = 0.25
BEHIND: Final = 0.4
IN_PARAGRAPH: Final = 0.5
BY_HEADING: Final = 0.6
"""What it costs a frame that its topic stands before the window in the sentence, follows from the figure before,
is named only behind it in the sentence, stands in an earlier sentence, or only in a heading or the section's title."""

# What the sections are about by themselves.
_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "applications": ("application",),
    "review_litigation": ("review", "litigation"),
    "disclosure": ("disclosure",),
}
_RUN_IN_AT_MOST: Final = 30  # characters of a first sentence that is a heading


class Topics:
    """The topics of one paragraph."""

    def __init__(
        self, layout: Layout, cues: Sequence[Cue], section: str, heading: int, lexicon: Cues
    ) -> None:
        self._layout = layout
        self._topics = [c for c in cues if c.mask & lexicon.topics]
        self._section = lexicon.mask(_SECTIONS.get(section, ()))
        first = layout.sentence(0)[1]
        run_in = 0
        if first <= _RUN_IN_AT_MOST and first < len(layout.text):
            for cue in self._topics:
                if cue.end <= first:
                    run_in |= cue.mask
        self._heading = run_in or heading
        self.mask = 0
        for cue in self._topics:
            self.mask |= cue.mask & lexicon.topics

    def cost(self, about: int, before: int, sibling: bool) -> float | None:
        """What it costs that ``about`` must govern the place ``before``; None where another topic does.

        ``sibling`` says that the figure before in the sentence is of the same family.
        """
        sentence = self._layout.sentence(before)[0]
        last: Cue | None = None
        for cue in self._topics:
            if cue.end > before:
                break
            last = cue
        if last is not None and last.start >= sentence:
            if last.mask & about:
                return IN_SENTENCE
            return BY_SIBLING if sibling else None
        behind = self._behind(before)
        if behind is not None and behind.mask & about:
            return BEHIND
        if last is not None and last.mask & about:
            return IN_PARAGRAPH
        if self._heading & about:
            return BY_HEADING
        if last is None and not self._heading and self._section & about:
            return BY_HEADING
        return None

    def _behind(self, place: int) -> Cue | None:
        """The first topic behind a place in its sentence."""
        end = self._layout.sentence(place)[1]
        return next((c for c in self._topics if c.start >= place and c.end <= end), None)
