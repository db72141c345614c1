"""Everything that can be set about the trained line segmenter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class SegmenterConfig:
    """What the line model sees and how it is fitted.

    ``rule_features``: the section and role that the rules give are features ("combined"); without them the model
    stands alone. ``words``: jieba's words at the start of headings and prose are features.
    ``ngram_buckets``, ``symbol_buckets``: rows of the weight tables that character n-grams and all other features
    are hashed into; fewer make a smaller file and more collisions.
    ``longest_gram``: characters of the longest n-gram. ``ngram_scale``: length of a line's vector of n-grams beside
    the other features, which are 1 each.
    ``inverse_penalty``: C of the logistic regressions, larger fits the gold closer. ``iterations``: most steps of
    each fit.
    ``step_weight``: how much what usually follows what counts beside what a line looks like, whose features know
    the neighbours already. 0.4 was best on hands left out one by one; at 1 nearly twice as many
    roles are wrong.
    ``smoothing``: count that every step from one label to another has before any is seen.
    ``copies``: re-rendered copies per report in training (see training/augmentation.py).
    """

    rule_features: bool = True
    rule_dropout: float = 0.5
    words: bool = True
    ngram_buckets: int = 2**14
    symbol_buckets: int = 2**13
    longest_gram: int = 3
    ngram_scale: float = 4.0
    inverse_penalty: float = 1.0
    iterations: int = 80
    step_weight: float = 0.4
    smoothing: float = 0.1
    copies: int = 3

    def to_dict(self) -> dict[str, Any]:
        """As plain data, for the model's files."""
        return asdict(self)
