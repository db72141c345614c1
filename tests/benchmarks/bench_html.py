"""How many web pages a second one process takes from file to Report, and how much of that is reading the page.

    python tests/benchmarks/bench_html.py [--rounds N] [--samples N] [--rules] [--floor REPORTS_PER_SECOND]

The written samples in every page style and encoding. Rounds are interleaved (every page once a round, so that a slow
minute of the machine hits all alike), and the best time of each page counts. With ``--floor`` the exit code is 1 where
fewer reports a second were read.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from formats.renderings import RENDERINGS  # noqa: E402
from formats.samples import load_sample, sample_names  # noqa: E402
from gongkai.documents.read import read_document  # noqa: E402
from gongkai.pipeline import Pipeline  # noqa: E402


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of reading web pages.")
    parser.add_argument("--rounds", type=int, default=5, help="times every page is read after one to warm up")
    parser.add_argument("--samples", type=int, default=0, help="how many samples (default: all)")
    parser.add_argument("--rules", action="store_true", help="rule baselines instead of the shipped models")
    parser.add_argument("--floor", type=float, default=0.0, help="reports a second that must be reached")
    parser.add_argument(
        "--cpu", action="store_true", help="seconds of this process's CPU: for a busy machine"
    )
    options = parser.parse_args()
    clock = time.process_time if options.cpu else time.perf_counter
    names = sample_names()[: options.samples or None]
    with tempfile.TemporaryDirectory() as folder:
        pages: dict[str, list[Path]] = defaultdict(list)
        for rendering in RENDERINGS.values():
            if rendering.format != "html":
                continue
            for name in names:
                path = Path(folder, f"{rendering.name}--{name}.html")
                path.write_bytes(rendering.make(load_sample(name)))
                pages[rendering.name].append(path)
        pipeline = Pipeline.by_rules() if options.rules else Pipeline()
        best = measure([p for own in pages.values() for p in own], pipeline, options.rounds, clock)
        sizes = {path: path.stat().st_size for path in best}
    print(f"{'style':<24}{'pages':>6}{'reports/s':>11}{'reading':>9}{'ms/page':>9}{'KiB/page':>10}")
    for name, own in [*pages.items(), ("all", list(best))]:
        whole = sum(sum(best[p]) for p in own)
        reading = sum(best[p][0] for p in own)
        kib = sum(sizes[p] for p in own) / len(own) / 1024
        print(
            f"{name:<24}{len(own):>6}{len(own) / whole:>11.1f}{reading / whole:>9.0%}"
            f"{1000 * whole / len(own):>9.1f}{kib:>10.1f}"
        )
    if len(best) / sum(sum(times) for times in best.values()) < options.floor:
        raise SystemExit(1)


def measure(
    paths: list[Path], pipeline: Pipeline, rounds: int, clock: Callable[[], float]
) -> dict[Path, tuple[float, float]]:
    """The best seconds of each page: reading it into a Document, and the Document into a Report."""
    best: dict[Path, tuple[float, float]] = {}
    for n in range(rounds + 1):
        for path in paths:
            begin = clock()
            document = read_document(path)
            middle = clock()
            pipeline.read(document)
            end = clock()
            if n:  # the first round warms up
                first, second = best.get(path, (float("inf"), float("inf")))
                best[path] = (min(first, middle - begin), min(second, end - middle))
    return best


if __name__ == "__main__":
    main()
