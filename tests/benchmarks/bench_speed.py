"""How fast it starts, how fast it reads, and how much memory it takes.

    python tests/benchmarks/bench_speed.py [DIR] [--rounds N] [--starts N]

Without DIR the samples that ship with the package are read. Times are the best of a few runs; starts are also given
as multiples of the start of an empty interpreter, which is what compares between machines. No test asserts on time:
this is run by hand, and its numbers go into the notes of a release.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path
from typing import Final

KIB: Final = 1024
HELP: Final = "from gongkai.cli import main; main()"
FIRST_REPORT: Final = "import sys; from gongkai.pipeline import Pipeline; Pipeline()(sys.argv[1])"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed and memory of gongkai.")
    parser.add_argument("folder", nargs="?", type=Path, help="folder of text reports (default: the samples)")
    parser.add_argument("--rounds", type=int, default=5, help="times the folder is read after warm-up")
    parser.add_argument("--starts", type=int, default=5, help="runs per cold start; the best one counts")
    options = parser.parse_args()
    folder = options.folder or Path(str(resources.files("gongkai.demo").joinpath("samples")))
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise SystemExit(f"no *.txt in {folder}")
    starts = cold_starts(paths[0], options.starts)
    empty = starts["empty interpreter"]
    for name, seconds in starts.items():
        print(f"{name:<34}{seconds:8.3f} s {seconds / empty:8.1f} x empty interpreter")
    seconds, characters, failed = throughput(paths, options.rounds)
    read = len(paths) * options.rounds
    print(
        f"{'reports, warm, one process':<34}{read / seconds:8.1f} /s  ({len(paths)} files x {options.rounds})"
    )
    print(f"{'characters':<34}{characters * options.rounds / seconds:8.0f} /s")
    print(f"{'one report':<34}{seconds / read:8.4f} s {seconds / read / empty:8.1f} x empty interpreter")
    print(f"{'peak memory, this process':<34}{peak_mib():8.0f} MiB")
    if failed:
        print(f"not read: {', '.join(failed)}")


def cold_starts(sample: Path, starts: int) -> dict[str, float]:
    """Best seconds from process start to end, each in a fresh interpreter."""
    commands = {
        "empty interpreter": ["-c", "pass"],
        "import gongkai": ["-c", "import gongkai"],
        "gongkai --help": ["-c", HELP, "--help"],
        "first report": ["-c", FIRST_REPORT, str(sample)],
    }
    return {name: min(run(arguments) for _ in range(starts)) for name, arguments in commands.items()}


def run(arguments: list[str]) -> float:
    """Wall time of one interpreter with these arguments."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def throughput(paths: list[Path], rounds: int) -> tuple[float, int, list[str]]:
    """Seconds for all rounds after one to warm up, characters of one round, and the files that were refused."""
    from gongkai.pipeline import Pipeline

    pipeline = Pipeline()
    reports = list(pipeline.pipe(paths))
    begin = time.perf_counter()
    for _ in range(rounds):
        for _report in pipeline.pipe(paths):
            pass
    seconds = time.perf_counter() - begin
    characters = sum(len(line.text) for report in reports for line in report.lines)
    return seconds, characters, [f"{r.source.name} ({r.error.code})" for r in reports if r.error is not None]


def peak_mib() -> float:
    """Largest resident set so far; the kernel counts it in KiB on Linux and in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KIB / (KIB if sys.platform == "darwin" else 1)


if __name__ == "__main__":
    main()
