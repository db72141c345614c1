"""What every score is made of: found, false and missed; right out of total."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """How many expected things were found or missed, and how many false ones were reported.

    The shares are None where nothing was expected or reported: not measured is not perfect.

    | expected | reported | found | false | missed | precision | recall | f1  |
    |----------|----------|-------|-------|--------|-----------|--------|-----|
    | a b c    | a b d    | 2     | 1     | 1      | 2/3       | 2/3    | 2/3 |
    | –        | d        | 0     | 1     | 0      | 0         | None   | 0   |
    | –        | –        | 0     | 0     | 0      | None      | None   | None|
    """

    found: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Hits) -> Hits:
        """Both together."""
        return Hits(
            found=self.found + other.found, false=self.false + other.false, missed=self.missed + other.missed
        )

    @property
    def support(self) -> int:
        """How many were expected."""
        return self.found + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is right."""
        return _share(self.found, self.found + self.false)

    @property
    def recall(self) -> float | None:
        """Share of what was expected that was found."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.found, 2 * self.found + self.false + self.missed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """Right ones of all."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        """Both together."""
        return Ratio(right=self.right + other.right, total=self.total + other.total)

    @property
    def share(self) -> float | None:
        """None where there is nothing to be right about."""
        return _share(self.right, self.total)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """One thing to look at: what was expected, what came, and the words it is about."""

    kind: str
    what: str
    expected: str | None = None
    came: str | None = None
    words: str | None = None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def same_number(a: float | None, b: float | None) -> bool:
    """Equal up to what decimal fractions lose as floats; None equals only None."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
