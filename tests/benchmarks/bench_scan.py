"""How well filled forms are read from scans, how honest the confidence is, and how long the page with the big table takes.

    PYTHONPATH=tests python tests/benchmarks/bench_scan.py [--seeds 0-19] [--no-pipeline] [--pdf]

Each seed is one form of three pages, filled in by chance, typeset and scanned in simulation
(``filled_forms.py``, ``printing.py``, ``scanning.py``; the parameters are printed).
Cells are compared as they were recognised: nothing is reconciled. A value cell is right when its text is the printed
one (dashes of any length are one sign), a blank one when it is blank; a table whose grid has other rows or columns
than the printed one counts as wrong in all its cells. "Rank" of a wrong cell: the share of all value cells that are
less confident than it. Run by hand; no test asserts on its time.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.filled_forms import FormCell
from benchmarks.printing import FilledForm, filled_form
from benchmarks.scanning import PARAMETERS, pdf_of, scanned, tiff_of
from gongkai.documents.model import Document, Grid
from gongkai.documents.read import document_from_bytes
from gongkai.quantities import read_cell

BIG_PAGE = 2  # the page of each form that the table of applications stands on


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One value cell: where, what was printed, what was read."""

    seed: int
    field: str
    printed: str
    read: str
    confidence: float
    alternatives: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the reading is what was printed."""
        return plain(self.read) == plain(self.printed)


@dataclass(kw_only=True)
class Tally:
    """What all forms came to."""

    values: list[Outcome] = field(default_factory=list)
    labels: int = 0
    labels_right: int = 0
    grids_wrong: list[str] = field(default_factory=list)
    fields: int = 0
    fields_right: int = 0
    fields_found: int = 0
    seconds: list[tuple[float, float]] = field(default_factory=list)  # wall, CPU of the big table's page


def plain(text: str) -> str:
    """The text with every dash as one sign, full-width punctuation as half-width, and no blanks."""
    return "".join(text.split()).translate(str.maketrans("—－–（）：，．“”", '---():,.""'))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Accuracy and speed of reading scans.")
    parser.add_argument("--seeds", default="0-19", help="first and last seed")
    parser.add_argument("--no-pipeline", action="store_true", help="grids only, without the table stage")
    parser.add_argument(
        "--pdf", action="store_true", help="read the forms as PDF files of images, not as TIFF"
    )
    options = parser.parse_args()
    first, last = (int(n) for n in options.seeds.split("-"))
    for name, value in PARAMETERS.items():
        print(f"{name:<24}{value}")
    tally = Tally()
    for seed in range(first, last + 1):
        measure(filled_form(seed), tally, pdf=options.pdf, pipeline=not options.no_pipeline)
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    report(tally, last + 1 - first)


def measure(form: FilledForm, tally: Tally, *, pdf: bool = False, pipeline: bool = False) -> None:
    """Reads one form and adds what came of it."""
    pages = scanned(form)
    data = pdf_of(pages) if pdf else tiff_of(pages)
    name = f"form-{form.seed}.{'pdf' if pdf else 'tif'}"
    document = document_from_bytes(data, name=name)
    compare(form, document, tally)
    big = tiff_of(pages[BIG_PAGE - 1 : BIG_PAGE])
    wall, cpu = time.perf_counter(), time.process_time()
    document_from_bytes(big, name=name)
    tally.seconds.append((time.perf_counter() - wall, time.process_time() - cpu))
    if pipeline:
        through_pipeline(form, data, name, tally)


def compare(form: FilledForm, document: Document, tally: Tally) -> None:
    """Each printed cell with the one that was read in its place."""
    for n, table in enumerate(form.tables):
        grid = document.grids[n] if n < len(document.grids) else None
        if grid is None or (grid.rows, grid.columns) != (table.rows, len(table.widths)):
            size = "no grid" if grid is None else f"{grid.rows} x {grid.columns}"
            tally.grids_wrong.append(f"seed {form.seed}, {table.name}: {size}")
        for cell in table.cells:
            text, confidence, alternatives = found(document, grid, cell)
            if cell.field is None:
                tally.labels += 1
                tally.labels_right += plain(text) == plain(cell.text)
                continue
            tally.values.append(
                Outcome(
                    seed=form.seed,
                    field=cell.field,
                    printed=cell.text,
                    read=text,
                    confidence=confidence,
                    alternatives=alternatives,
                )
            )


def found(document: Document, grid: Grid | None, cell: FormCell) -> tuple[str, float, tuple[str, ...]]:
    """Text, confidence and other readings of the cell that stands where the printed one does."""
    for one in grid.cells if grid is not None else ():
        if (one.row, one.column, one.rowspan, one.colspan) == (
            cell.row,
            cell.column,
            cell.rowspan,
            cell.colspan,
        ):
            sure = one.confidence if one.confidence is not None else 0.0
            return document.text_of([one.span]), sure, one.alternatives
    return "no such cell", 1.0, ()


def through_pipeline(form: FilledForm, data: bytes, name: str, tally: Tally) -> None:
    """The report's cells: whether the table stage found the label of each value, and what it made of it."""
    from gongkai.pipeline import Pipeline

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        report = Pipeline()(path)
    cells = {cell.field: cell for cell in report.cells}
    for printed in (cell for table in form.tables for cell in table.cells if cell.field is not None):
        tally.fields += 1
        cell = cells.get(str(printed.field))
        if cell is None or cell.state == "missing":
            continue
        tally.fields_found += 1
        expected = read_cell(printed.text)
        tally.fields_right += (cell.state, cell.value) == (expected.state, expected.value)


def ranked(values: Iterable[Outcome]) -> list[tuple[float, Outcome]]:
    """The cells from the least confident on, each with the share of cells that are less confident."""
    ordered = sorted(values, key=lambda outcome: outcome.confidence)
    ranks: list[tuple[float, Outcome]] = []
    for n, outcome in enumerate(ordered):
        same = ranks and ordered[n - 1].confidence == outcome.confidence
        ranks.append((ranks[-1][0] if same else n / len(ordered), outcome))
    return ranks


def report(tally: Tally, forms: int) -> None:
    """Prints the figures."""
    values = tally.values
    right = sum(outcome.right for outcome in values)
    filled = [outcome for outcome in values if plain(outcome.printed) not in ("0", "")]
    print(f"{'forms':<40}{forms:>8}")
    print(f"{'value cells right':<40}{right:>8} of {len(values)} = {right / len(values):.4%}")
    also = sum(outcome.right for outcome in filled)
    print(f"{'of these other than 0 and blank':<40}{also:>8} of {len(filled)} = {also / len(filled):.4%}")
    print(f"{'label cells right':<40}{tally.labels_right:>8} of {tally.labels}")
    if tally.fields:
        print(f"{'fields that the table stage found':<40}{tally.fields_found:>8} of {tally.fields}")
        print(f"{'fields right, before reconciling':<40}{tally.fields_right:>8} of {tally.fields}")
    for line in tally.grids_wrong:
        print("grid wrong:", line)
    wrong = [(rank, outcome) for rank, outcome in ranked(values) if not outcome.right]
    for rank, outcome in wrong:
        print(
            f"wrong: seed {outcome.seed} {outcome.field} printed {outcome.printed!r} read {outcome.read!r} "
            f"confidence {outcome.confidence:.4f} rank {rank:.4f} others {outcome.alternatives}"
        )
    if wrong:
        print(f"{'highest rank of a wrong cell':<40}{wrong[-1][0]:>8.4f}")
    by_seed: dict[int, int] = {}
    for _, outcome in wrong:
        by_seed[outcome.seed] = by_seed.get(outcome.seed, 0) + 1
    worst = sorted(by_seed.items(), key=lambda item: -item[1])[:3]
    print(
        "worst forms: "
        + (", ".join(f"seed {seed} ({count})" for seed, count in worst) or "none has an error")
    )
    walls, cpus = ([pair[k] for pair in tally.seconds] for k in (0, 1))
    for name, seconds in (("wall", walls), ("CPU", cpus)):
        print(
            f"page with the big table, {name:<15}{min(seconds):>8.2f} s best "
            f"{statistics.median(seconds):.2f} s median {max(seconds):.2f} s worst"
        )


if __name__ == "__main__":
    main()
