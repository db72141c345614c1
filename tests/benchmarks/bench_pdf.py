"""How fast PDF files are read: against pdfplumber's own text and tables, and with the whole extraction behind it.

    python tests/benchmarks/bench_pdf.py [FILE ...] [--rounds N]

Several rounds in one process, all candidates in turn within each round, so that a busy moment hits them alike; one round
before that is not counted. Times are medians; the ratios are taken round by round, of which the median and the middle half
are printed. What one candidate leaves to the garbage collector is collected before the next begins, the models and the
code themselves are kept out of that. The bars: reading to lines and grids at least 8 times as fast as pdfplumber's
`extract_text` and `extract_tables`, the whole extraction at least 4 times. No test asserts on time.
"""

from __future__ import annotations

import argparse
import gc
import io
import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Final

KIB: Final = 1024
DEFAULT: Final = Path(__file__).parents[2].parent / "shared" / "reports" / "hongze-2023.pdf"
BARS: Final = {"to lines and grids": 8.0, "extraction by rules": 4.0, "extraction by models": 4.0}
REFERENCE: Final = "pdfplumber text and tables"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of reading PDF files.")
    parser.add_argument("files", nargs="*", type=Path, default=[DEFAULT])
    parser.add_argument("--rounds", type=int, default=15, help="rounds that count")
    options = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it has much to say about fonts
    for path in options.files:
        if not path.exists():
            raise SystemExit(f"no {path}")
        print(path.name)
        times = measured(candidates(path), options.rounds)
        for name, seconds in times.items():
            ratios = [theirs / own for theirs, own in zip(times[REFERENCE], seconds, strict=True)]
            low, middle, high = quantiles(ratios, n=4)
            bar = f"  bar {BARS[name]:g}" if name in BARS else ""
            print(
                f"  {name:<28}{median(seconds):8.4f} s {middle:7.1f} ({low:.1f} to {high:.1f}) x pdfplumber{bar}"
            )
    print(f"{'peak memory, this process':<30}{peak_mib():8.0f} MiB")


def candidates(path: Path) -> dict[str, Callable[[], object]]:
    """What is measured, by name; everything that is loaded once is loaded."""
    import pdfplumber

    from gongkai.documents.pdf import pdfium
    from gongkai.documents.read import document_from_bytes
    from gongkai.pipeline import Pipeline

    data = path.read_bytes()

    def by_pdfplumber() -> None:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                page.extract_text()
                page.extract_tables()

    rules, models = Pipeline.by_rules(), Pipeline()
    return {
        REFERENCE: by_pdfplumber,
        "characters and rulings": lambda: pdfium.pages_of(data, path.name),
        "to lines and grids": lambda: document_from_bytes(data, name=path.name),
        "extraction by rules": lambda: rules(path),
        "extraction by models": lambda: models(path),
    }


def measured(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each in each round."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(rounds + 1):
        for name, run in work.items():
            gc.collect()
            begin = time.perf_counter()
            run()
            if turn:
                times[name].append(time.perf_counter() - begin)
        if not turn:
            gc.collect()
            gc.freeze()
    return times


def peak_mib() -> float:
    """Largest resident set so far; the kernel counts it in KiB on Linux and in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KIB / (KIB if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main()
