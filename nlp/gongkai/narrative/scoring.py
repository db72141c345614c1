"""How well a frame fits a number: weight less distances. The constants are in units of a frame's weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.narrative.candidates import base_unit
from gongkai.narrative.channels import FAR, Named
from gongkai.narrative.cues import NO_UNIT, Cue, Cues, Frame
from gongkai.narrative.windows import Window
from gongkai.quantities.model import Quantity

THRESHOLD: Final = 1.2  # below it a number belongs to no metric; set on hand-written sentences
_PER_CHARACTER: Final = (
    0.03  # between a cue and its number: a clause of 30 characters costs as much as a side
)
_FURTHEST: Final = 0.9
_BEHIND: Final = 0.25  # a cue behind its number, on top of its distance
_BEHIND_AT_MOST: Final = 10  # characters between a number and the noun behind it
WITH_IN_SENTENCE: Final = 0.2  # a verb that the list item shares with an earlier one


@dataclass(frozen=True, slots=True)
class Scored:
    """A metric for a number, with the cue that spoke for it."""

    metric: str
    score: float
    channel: str | None
    cue: Cue


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What scoring knows beside the window: all of it about one number."""

    cues: Sequence[Cue]  # those inside the window
    sentence_mask: int  # concepts before the number in its sentence
    about: Callable[[Frame], float | None]  # what the topic costs, None where it is another one
    platform: Named
    bare: bool  # no class words in the window


def score(quantity: Quantity, window: Window, around: Surroundings, lexicon: Cues) -> list[Scored]:
    """Every metric that some frame gives the number, best first."""
    mask = 0
    for cue in around.cues:
        mask |= cue.mask
    unit = base_unit(quantity.unit) or NO_UNIT
    best: dict[tuple[str, str | None], Scored] = {}
    for cue in around.cues:
        for frame in _frames(cue, lexicon):
            if unit not in frame.units:
                continue
            distance = _distance(cue, quantity, window, frame.reach)
            if distance is None:
                continue
            fitted = _fit(frame, cue, mask, distance, window, around, quantity)
            if fitted is None:
                continue
            channel, value = fitted
            key = (frame.metric, channel)
            if key not in best or best[key].score < value:
                best[key] = Scored(frame.metric, value, channel, cue)
    return sorted(best.values(), key=lambda s: -s.score)


def _frames(cue: Cue, lexicon: Cues) -> list[Frame]:
    bits = cue.mask
    found: list[Frame] = []
    while bits:
        low = bits & -bits
        found.extend(lexicon.frames_of[low])
        bits ^= low
    return found


def _distance(cue: Cue, quantity: Quantity, window: Window, reach: int | None) -> float | None:
    """What the distance costs; None where a cue behind the number is too far to be its noun."""
    if cue.end <= quantity.start:
        return min(_PER_CHARACTER * max(0, window.front - cue.end), _FURTHEST)
    behind = cue.start - quantity.end
    if behind > reach if reach is not None else (behind > _BEHIND_AT_MOST or cue.start >= window.noun_end):
        return None
    return _BEHIND + _PER_CHARACTER * (cue.start - quantity.end)


def _fit(
    frame: Frame,
    cue: Cue,
    mask: int,
    distance: float,
    window: Window,
    around: Surroundings,
    quantity: Quantity,
) -> tuple[str | None, float] | None:
    """Channel and score, or None where a condition of the frame does not hold."""
    if frame.without & mask or (frame.local and not frame.local & mask) or (frame.bare and not around.bare):
        return None
    if frame.not_after & around.sentence_mask or frame.part not in (None, window.part):
        return None
    if frame.within is not None and not -1 <= window.front - cue.end <= frame.within:
        return None
    if (
        frame.side == "before"
        and cue.start >= quantity.end
        or frame.side == "after"
        and cue.end <= quantity.start
    ):
        return None
    value = frame.weight - distance
    if frame.with_ and not frame.with_ & mask:
        if not frame.with_ & around.sentence_mask:
            return None
        value -= WITH_IN_SENTENCE
    if frame.about and not frame.about & mask:
        cost = around.about(frame)
        if cost is None:
            return None
        value -= cost
    channel: str | None = None
    if frame.channel == "none" and (around.platform.channel is not None and around.platform.cost == 0.0):
        return None
    if frame.channel in ("required", "sentence"):
        near = frame.channel == "required" or around.platform.cost < FAR
        channel = around.platform.channel if near else None
        if channel is None:
            channel = frame.default_channel
            if channel is None:
                return None
        else:
            value -= around.platform.cost
    return channel, value
