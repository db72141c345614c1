"""``python -m gongkai.corpus [DIR]``: check the annotations in DIR, count what is in them, and how varied they are."""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai.corpus.describe import describe, describe_variety
from gongkai.corpus.load import load_corpus
from gongkai.corpus.variety import measure_variety
from gongkai.errors import GongkaiError


def main(arguments: list[str]) -> int:
    """Exit code 0, or 2 where the annotations cannot be used."""
    try:
        corpus = load_corpus(Path(arguments[0] if arguments else "annotations"))
        print(describe(corpus))
        print(describe_variety(measure_variety(corpus.reports)))
    except GongkaiError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
