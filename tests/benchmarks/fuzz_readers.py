"""Reads honest files with random damage until the time is over, and prints every fault with the seed that makes it.

python tests/benchmarks/fuzz_readers.py [--minutes 10] [--first-seed 1000] [--only pdf]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.honest import honest_files
from hostile.mutation import mutated
from hostile.victim import Victim


def main() -> int:
    """0 where no fault was found, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--first-seed", type=int, default=1000)
    parser.add_argument("--only", default="", help="kinds whose names end in this")
    options = parser.parse_args()
    files = {name: data for name, data in honest_files().items() if name.endswith(options.only)}
    victim, ends, faults = Victim(), Counter[str](), 0
    slowest, largest = 0.0, 0
    until = time.monotonic() + 60 * options.minutes
    for seed in count(options.first_seed):
        if time.monotonic() > until:
            break
        for name, data in files.items():
            outcome = victim.read(mutated(data, seed), name)
            kind = name.rpartition(".")[2]
            ends[f"{kind} {outcome.end[:30]}"] += 1
            slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.peak)
            if outcome.fault:
                faults += 1
                print(f"{name} seed {seed}: {outcome.fault}", flush=True)
    victim.end()
    for end, times in sorted(ends.items()):
        print(f"{times:7}  {end}")
    print(
        f"{ends.total()} files, {faults} faults; slowest {slowest:.1f} s; peak of the process {largest / 2**20:.0f} MB"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
