"""What must hold for annotations before anything is trained on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gongkai.codebook.model import Codebook
from gongkai.corpus.label_studio import DENIED, NEGATIVE, ROLE, SECTION
from gongkai.corpus.studio_export import FigureRegion, FiguresTask, LineRegion, LinesTask
from gongkai.segmentation.model import LineLabel, Role

_OPEN_CLASS: Final = "other"  # may stand without class words: 同比增长12% has none of its own
_ENUMS: Final = ("channel", "approx", "period", "scope")

SAME_TEXT: Final = 40
"""Characters without white space from which one paragraph in two splits is a leak; shorter ones (无其他需要报告的
事项, names of laws) are everybody's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Something wrong with an annotation, and where: the task, and the region where it is one region's."""

    task: str
    region: str | None
    why: str

    def __str__(self) -> str:
        """The fault with its place, for people."""
        place = f"task {self.task}" if self.region is None else f"task {self.task}, region {self.region}"
        return f"{place}: {self.why}"


def line_faults(task: LinesTask, codebook: Codebook) -> Iterator[Fault]:
    """Labels known, regions whole lines, one section and one role on every line that is not blank."""
    known = {SECTION: frozenset(codebook.sections), ROLE: frozenset(codebook.line_roles)}
    said: dict[str, Counter[int]] = {SECTION: Counter(), ROLE: Counter()}
    for region in task.regions:
        why = _line_region(task, region, known[region.control])
        if why is not None:
            yield Fault(task=task.id, region=region.id, why=why)
        said[region.control].update(range(region.first, region.last))
    for n, text in enumerate(task.lines):
        for control, count in said.items():
            if text.strip() and count[n] != 1:
                yield Fault(
                    task=task.id, region=None, why=f"line {n} {text.strip()[:20]!r} has {count[n]} {control}s"
                )
    yield from _doubled(task.id, (region.id for region in task.regions))


def _line_region(task: LinesTask, region: LineRegion, known: frozenset[str]) -> str | None:
    if len(region.labels) != 1 or region.labels[0] not in known:
        return f"no {region.control} {', '.join(region.labels) or '(none)'!r}"
    lines = task.lines[region.first : region.last]
    if region.start < 0 or region.end < 0 or region.end > len(lines[-1]):
        return f"offsets {region.start} to {region.end} are not on lines {region.first} to {region.last - 1}"
    if lines[0][: region.start].strip() or lines[-1][region.end :].strip():
        return f"it covers a part of line {region.first if lines[0][: region.start].strip() else region.last - 1}"
    covered = "".join(lines)[region.start : len("".join(lines)) - (len(lines[-1]) - region.end)]
    if squeezed(covered) != squeezed(region.text):
        return f"its text {region.text[:20]!r} is not what the lines say ({covered[:20]!r})"
    return None


def line_labels(task: LinesTask) -> tuple[LineLabel, ...]:
    """The labels of a task without faults. A blank line belongs to what stands before it, the first ones to what
    follows them."""
    sections: dict[int, str] = {}
    roles: dict[int, str] = {}
    for region in task.regions:
        target = sections if region.control == SECTION else roles
        target.update(
            (n, region.labels[0]) for n in range(region.first, region.last) if task.lines[n].strip()
        )
    current = next((sections[n] for n in sorted(sections)), "")
    labels: list[LineLabel] = []
    for n in range(len(task.lines)):
        current = sections.get(n, current)
        labels.append(LineLabel(section=current, role=Role(roles.get(n, Role.BLANK))))
    return tuple(labels)


def figure_faults(task: FiguresTask, lines: Sequence[str], codebook: Codebook) -> Iterator[Fault]:
    """The text is the document's, offsets and text agree, names are known, spans are equal or apart."""
    for number, text in zip(task.lines, task.text.split("\n"), strict=True):
        if not 0 <= number < len(lines) or lines[number] != text:
            yield Fault(
                task=task.id, region=None, why=f"{text[:20]!r} is not line {number} of the lines task"
            )
            return
    if any(a >= b for a, b in pairwise(task.lines)):
        yield Fault(task=task.id, region=None, why="its line numbers do not go up")
    for region in task.regions:
        yield from (Fault(task=task.id, region=region.id, why=w) for w in _region(task, region, codebook))
    ordered = sorted(task.regions, key=lambda r: (r.start, r.end))
    for i, first in enumerate(ordered):
        for second in ordered[i + 1 :]:
            if second.start >= first.end:
                break
            if (second.start, second.end) != (first.start, first.end):
                why = f"it overlaps {first.id} ({first.text!r} and {second.text!r})"
                yield Fault(task=task.id, region=second.id, why=why)
    yield from _doubled(task.id, (region.id for region in task.regions))
    same = Counter(
        (r.start, r.end, m, r.attributes.get("channel"), r.category) for r in task.regions for m in r.metrics
    )
    for (start, end, metric, *_), count in same.items():
        if count > 1:
            yield Fault(
                task=task.id, region=None, why=f"{metric} stands {count} times on {task.text[start:end]!r}"
            )


def _region(task: FiguresTask, region: FigureRegion, codebook: Codebook) -> Iterator[str]:
    text = task.text[max(region.start, 0) : max(region.end, 0)]
    if not 0 <= region.start < region.end <= len(task.text):
        yield f"offsets {region.start} to {region.end} are not on the text"
    elif text != region.text:
        yield f"its text {region.text!r} is not what stands there ({text!r})"
    elif text != text.strip():
        yield f"{text!r} begins or ends with white space"
    if not region.metrics:
        yield "it has no metric"
    for name in region.metrics:
        metric = codebook.metric_of.get(name)
        if metric is None:
            yield f"no metric {name!r}"
            continue
        given = {"channel": region.attributes.get("channel"), "category": region.category}
        for attr, value in given.items():
            if metric.attr == attr and value is None and name != _OPEN_CLASS:
                yield f"{name} needs a {attr}"
            if metric.attr != attr and value is not None and len(region.metrics) == 1:
                yield f"{name} has no {attr}"
    for attr in _ENUMS:
        chosen = region.attributes.get(attr)
        if chosen is not None and chosen not in codebook.attributes[attr]:
            yield f"no {attr} {chosen!r}"
    if region.attributes.get("value", DENIED) not in (DENIED, NEGATIVE):
        yield f"value {region.attributes['value']!r}: it is {DENIED} for a denial, {NEGATIVE} for a decrease"


def shared_texts(texts: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    """Paragraphs, given as (split, task, text), that stand in two splits."""
    seen: dict[str, tuple[str, str]] = {}
    for split, task, text in texts:
        key = squeezed(text)
        if len(key) < SAME_TEXT:
            continue
        first, where = seen.setdefault(key, (split, task))
        if first != split:
            why = f"{text.strip()[:30]!r}… stands in {where} too, which is in the split {first}"
            yield Fault(task=task, region=None, why=why)


def _doubled(task: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(task=task, region=name, why=f"{count} regions have this id")


def squeezed(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())
