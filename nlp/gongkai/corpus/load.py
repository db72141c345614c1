"""Reading a folder of annotations: reports with their gold, checked before anything is trained on them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NoReturn, TypeVar

from gongkai.codebook.load import load_codebook
from gongkai.codebook.model import Codebook
from gongkai.corpus.annotated import AnnotatedReport, GoldFigure
from gongkai.corpus.cells import CELLS, read_cells
from gongkai.corpus.checks import figure_faults, line_faults, line_labels, shared_texts
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.corpus.label_studio import NEGATIVE, figure_order
from gongkai.corpus.studio_export import FiguresTask, LinesTask, read_figures_task, read_lines_task
from gongkai.corpus.values import Reader, value_faults
from gongkai.errors import GongkaiError
from gongkai.narrative.model import Period, Scope
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.quantities.model import Approx

LINES: Final = "lines"
FIGURES: Final = "figures"
SPLITS: Final = "splits.json"
_SHOWN: Final = 12  # faults named in one error; the others are counted
_Task = TypeVar("_Task", LinesTask, FiguresTask)


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """Annotated reports in the order of their ids, and the split that each hand belongs to."""

    reports: tuple[AnnotatedReport, ...]
    split_of: Mapping[str, str]

    def of(self, split: str) -> tuple[AnnotatedReport, ...]:
        """The reports of one split."""
        return tuple(r for r in self.reports if self.split_of[r.hand] == split)


def load_corpus(
    root: Path, *, splits: Collection[str] | None = None, codebook: Codebook | None = None
) -> Corpus:
    """The reports annotated in ``root``: ``lines/<hand>.json``, ``figures/<hand>.json``,
    maybe ``cells/<hand>.json``, and ``splits.json``.

    Args:
        splits: only the reports of these; everything is read and checked all the same.

    Raises GongkaiError E024 with file, task, region and reason for everything that is wrong in a file, E008 for a
    file that cannot be read.
    """
    split_of = _read_splits(root / SPLITS)
    hands = sorted({path.stem for kind in (LINES, FIGURES) for path in (root / kind).glob("*.json")})
    if not hands:
        _fail(root, ["there are no annotations in it (lines/*.json and figures/*.json)"])
    without = [hand for hand in hands if hand not in split_of]
    if without:
        _fail(root / SPLITS, [f"the hand {hand!r} is in no split" for hand in without])
    unknown = sorted(set(splits or ()) - set(split_of.values()))
    if unknown:
        _fail(root / SPLITS, [f"there is no split {name!r}" for name in unknown])
    known = codebook or load_codebook()
    reports: list[AnnotatedReport] = []
    texts: list[tuple[str, str, str]] = []
    for hand in hands:
        for report, paragraphs in _read_hand(root, hand, known):
            reports.append(report)
            texts += ((split_of[hand], report.id, paragraph) for paragraph in paragraphs)
    _check(
        root, (f"{n} reports have the id {i!r}" for i, n in Counter(r.id for r in reports).items() if n > 1)
    )
    _check(root, shared_texts(texts))
    kept = (r for r in reports if splits is None or split_of[r.hand] in splits)
    return Corpus(reports=tuple(sorted(kept, key=lambda r: r.id)), split_of=split_of)


def load_export(
    lines: Path, figures: Path, *, codebook: Codebook | None = None
) -> tuple[AnnotatedReport, ...]:
    """The reports in two exports of Label Studio (format JSON), one of each project. Raises as ``load_corpus``."""
    known = codebook or load_codebook()
    return tuple(report for report, _ in _pairs(lines, figures, known))


def _read_hand(
    root: Path, hand: str, codebook: Codebook
) -> Iterator[tuple[AnnotatedReport, tuple[str, ...]]]:
    lines = root / LINES / f"{hand}.json"
    cells = read_cells(root / CELLS / f"{hand}.json", codebook)
    for report, paragraphs in _pairs(lines, root / FIGURES / f"{hand}.json", codebook):
        if report.hand != hand:
            _fail(lines, [f"task {report.id}: its hand is {report.hand!r}, the file's is {hand!r}"])
        yield replace(report, cells=cells.pop(report.id, {})), paragraphs
    if cells:
        _fail(
            root / CELLS / f"{hand}.json", [f"task {name}: there is no such report" for name in sorted(cells)]
        )


def _pairs(
    lines: Path, figures: Path, codebook: Codebook
) -> Iterator[tuple[AnnotatedReport, tuple[str, ...]]]:
    """Each report with the normalised text of its paragraphs."""
    line_tasks = _read_tasks(lines, read_lines_task)
    figure_tasks = _read_tasks(figures, read_figures_task)
    if line_tasks.keys() != figure_tasks.keys():
        alone = sorted(line_tasks.keys() ^ figure_tasks.keys())
        _fail(figures, [f"task {name}: it is in one of lines and figures only" for name in alone])
    for name, lined in line_tasks.items():
        _check(lines, line_faults(lined, codebook))
        marked = figure_tasks[name]
        _check(figures, figure_faults(marked, lined.lines, codebook))
        yield _report(lined, marked, figures, codebook)


def _report(
    lined: LinesTask, marked: FiguresTask, path: Path, codebook: Codebook
) -> tuple[AnnotatedReport, tuple[str, ...]]:
    report = AnnotatedReport(
        id=lined.id,
        hand=lined.hand,
        body=lined.body,
        year=lined.year,
        layout=lined.layout,
        lines=lined.lines,
        labels=line_labels(lined),
        figures=(),
    )
    document = document_of(report)
    paragraphs = assemble_paragraphs(document, segmentation_of(report, document))
    reader = Reader(document, paragraphs)
    _check(path, value_faults(marked, reader, report.labels, document))
    figures = tuple(sorted(_figures(marked, reader, codebook), key=figure_order))
    whole = replace(report, figures=figures)
    return whole, tuple(p.normal.text for p in paragraphs)


def _figures(task: FiguresTask, reader: Reader, codebook: Codebook) -> Iterator[GoldFigure]:
    for region in task.regions:
        spans, said = task.spans(region), region.attributes
        number = reader.number(spans)
        value = 0 if number is None else number.value
        if said.get("value") == NEGATIVE:
            value = -abs(value)
        for metric in region.metrics:
            attr = codebook.metric_of[metric].attr  # of two metrics on a span, one may have it and one not
            yield GoldFigure(
                metric=metric,
                value=value,
                evidence=spans,
                channel=said.get("channel") if attr == "channel" else None,
                category=region.category if attr == "category" else None,
                approx=Approx(said.get("approx", Approx.EXACT)),
                period=Period(said.get("period", Period.YEAR)),
                scope=Scope(said.get("scope", Scope.UNSTATED)),
            )


def _read_tasks(path: Path, read: Callable[[object], _Task]) -> dict[str, _Task]:
    raw = _read_json(path)
    if not isinstance(raw, list):
        _fail(path, ["it is no list of tasks"])
    tasks: dict[str, _Task] = {}
    for i, entry in enumerate(raw):
        try:
            task = read(entry)
        except ValueError as error:
            _fail(path, [f"task {_name(entry, i)}: {error}"])
        if task.id in tasks:
            _fail(path, [f"task {task.id}: it is there twice"])
        tasks[task.id] = task
    return tasks


def _name(entry: Any, i: int) -> str:
    data = entry.get("data") if isinstance(entry, dict) else None
    return str(data.get("id", i)) if isinstance(data, dict) else str(i)


def _read_splits(path: Path) -> dict[str, str]:
    raw = _read_json(path)
    if not isinstance(raw, dict) or not all(isinstance(hands, list) for hands in raw.values()):
        _fail(path, ["it is no mapping of splits to lists of hands"])
    members = [(str(hand), split) for split, hands in raw.items() for hand in hands]
    counted = Counter(hand for hand, _ in members)
    _check(path, (f"the hand {hand!r} is in {n} places" for hand, n in counted.items() if n > 1))
    return dict(members)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GongkaiError("E008", path=path, why=error.strerror or error) from error
    except ValueError as error:
        raise GongkaiError("E024", path=path, why=f"it is no JSON ({error})") from error


def _check(path: Path, faults: Iterable[object]) -> None:
    found = [str(fault) for fault in faults]
    if found:
        _fail(path, found)


def _fail(path: Path, faults: Sequence[str]) -> NoReturn:
    more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
    raise GongkaiError("E024", path=path, why="; ".join([*faults[:_SHOWN], *more]))
