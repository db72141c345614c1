"""Every written sample through every format and layout: are all cells and figures what was written?

    python tests/benchmarks/bench_formats.py [--samples A,B] [--renderings PREFIX,…] [--rules] [--show N] [--keep DIR]

Files are made by the tools themselves (LibreOffice, Chromium, reportlab, python-docx); what needs a program that is
not there is left out and named. ``--show`` lists the first differences of each line, ``--keep`` leaves the files.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from formats.comparison import Difference, Expected, differences, expectation  # noqa: E402
from formats.evidence import evidence_differences  # noqa: E402
from formats.renderings import RENDERINGS, Key, Rendering, programs, render_all  # noqa: E402
from formats.samples import load_sample, sample_names  # noqa: E402
from gongkai.documents.model import Source  # noqa: E402
from gongkai.documents.read import document_from_bytes  # noqa: E402
from gongkai.errors import GongkaiError, problem  # noqa: E402
from gongkai.metadata.model import Meta  # noqa: E402
from gongkai.pipeline import Pipeline  # noqa: E402
from gongkai.report import Report  # noqa: E402


def main() -> None:
    """Render, read, compare, print."""
    parser = argparse.ArgumentParser(description="Equality of all formats.")
    parser.add_argument("--samples", default="", help="names, comma separated (default: all)")
    parser.add_argument(
        "--renderings", default="", help="beginnings of names, comma separated (default: all)"
    )
    parser.add_argument("--rules", action="store_true", help="rule baselines instead of the shipped models")
    parser.add_argument(
        "--show", type=int, default=0, help="differences to list of each sample and rendering"
    )
    parser.add_argument("--keep", type=Path, help="folder for the files made")
    options = parser.parse_args()
    names = options.samples.split(",") if options.samples else sample_names()
    beginnings = tuple(options.renderings.split(","))
    there = programs()
    chosen = [r for r in RENDERINGS.values() if r.name.startswith(beginnings)]
    absent = sorted({r.program for r in chosen if r.program and r.program not in there})
    if absent:
        print(f"left out, not on this machine: {', '.join(absent)}")
    chosen = [r for r in chosen if r.program is None or r.program in there]
    pipeline = Pipeline.by_rules() if options.rules else Pipeline()
    expected = {name: expectation(load_sample(name), pipeline) for name in names}
    print(f"{'rendering':<30}{'samples':>8}{'cells':>13}{'figures':>13}{'exact':>7}   else")
    exact = total = 0
    for rendering in chosen:
        same, count = _line(rendering, expected, pipeline, options.show, options.keep)
        exact, total = exact + same, total + count
    print(f"exact in everything: {exact} of {total}")


def _line(
    rendering: Rendering, expected: dict[str, Expected], pipeline: Pipeline, show: int, keep: Path | None
) -> tuple[int, int]:
    """Print one rendering's line. Returns how many of its samples are exact, and how many there are."""
    fitting = [e for e in expected.values() if rendering.fits(e.sample)]
    files = render_all((e.sample, rendering) for e in fitting)
    found: dict[str, list[Difference]] = {}
    seconds = 0.0
    for e in fitting:
        key: Key = (e.sample.name, rendering.name)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{rendering.name}--{e.sample.name}.{rendering.target or rendering.format}").write_bytes(
                files[key]
            )
        begin = time.perf_counter()
        report = _read(files[key], pipeline)
        seconds += time.perf_counter() - begin
        found[e.sample.name] = differences(e, report) + evidence_differences(report, files[key])
    kinds = Counter(d.kind for own in found.values() for d in own)
    cells = sum(len(e.sample.cells) for e in fitting)
    figures = sum(len(e.figures) for e in fitting)
    refused = [e for e in fitting if any(d.kind == "error" for d in found[e.sample.name])]
    wrong_cells = kinds["cell"] + kinds["cell text"] + sum(len(e.sample.cells) for e in refused)
    lost = sum(d.kind == "figure" and d.what == "missed" for own in found.values() for d in own)
    lost += sum(len(e.figures) for e in refused)
    exact = sum(not own for own in found.values())
    rest = ", ".join(f"{k} {n}" for k, n in kinds.items() if k not in ("cell", "cell text"))
    print(
        f"{rendering.name:<30}{len(fitting):>8}{f'{cells - wrong_cells}/{cells}':>13}"
        f"{f'{figures - lost}/{figures}':>13}{exact:>7}   {rest} [{1000 * seconds / max(1, len(fitting)):.0f} ms]",
        flush=True,
    )
    for name, own in found.items():
        for difference in own[:show]:
            print(f"    {name}: {str(difference)[:300]}")
    return exact, len(fitting)


def _read(data: bytes, pipeline: Pipeline) -> Report:
    """The report of a file's bytes, with ``error`` where it is refused or a reader fails."""
    try:
        return pipeline.read(document_from_bytes(data))
    except GongkaiError as error:
        refused = error
    except Exception as error:  # one failing reader must not end the table
        refused = GongkaiError("E009", name="text", why=f"{type(error).__name__}: {error}")
    return Report(source=Source(name="text", sha256="", media_type=""), meta=Meta(), error=problem(refused))


if __name__ == "__main__":
    main()
