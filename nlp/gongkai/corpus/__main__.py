"""``python -m gongkai.corpus [DIR]``: check the annotations in DIR and count what is in them."""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai.corpus.describe import describe
from gongkai.corpus.load import load_corpus
from gongkai.errors import GongkaiError


def main(arguments: list[str]) -> int:
    """Exit code 0, or 2 where the annotations cannot be used."""
    try:
        print(describe(load_corpus(Path(arguments[0] if arguments else "annotations"))))
    except GongkaiError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
