"""jieba's words at the start of a line. jieba and its dictionary are loaded when the first line is cut."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import jieba

REACH: Final = 24
"""Characters from the start of a line that are cut into words: a heading whole, or how a paragraph begins."""


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    import jieba

    jieba.setLogLevel("WARNING")
    return jieba.Tokenizer()


@lru_cache(maxsize=4096)
def first_words(text: str) -> tuple[str, ...]:
    """The words of two characters and more within the line's first characters, each once, without numbers."""
    start = text[:REACH]
    # hidden Markov guesses of unknown words differ with what is around them, and are left out
    cut = _tokenizer().lcut(start, HMM=False)
    return tuple(dict.fromkeys(w for w in cut if len(w) > 1 and not any(c.isdigit() for c in w)))
