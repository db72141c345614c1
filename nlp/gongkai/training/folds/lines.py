"""Lines labelled on a fold against their gold, and the table cells that are read with those labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.codebook import Codebook
from gongkai.corpus.annotated import AnnotatedReport
from gongkai.corpus.cells import gold_cells
from gongkai.corpus.document import document_of, segmentation_of
from gongkai.segmentation.model import Role, Segmenter
from gongkai.tables.read import read_tables
from gongkai.training.evaluation.cells import CellCounts, compare_cells
from gongkai.training.evaluation.counts import Hits, Ratio


@dataclass(kw_only=True, slots=True)
class LineTally:
    """What is counted over the lines of some reports, blank ones left out.

    ``boundaries``: a section begins on the very line where gold has it (the first one left out: it always does).
    ``cells``: with the labels found; ``cells_of_gold``: with gold labels.
    """

    roles: dict[Role, Hits] = field(default_factory=dict)
    sections: Ratio = Ratio()
    boundaries: Hits = Hits()
    cells: CellCounts = CellCounts()
    cells_of_gold: CellCounts = CellCounts()

    def add(self, other: LineTally) -> None:
        """Count another fold in."""
        for role, hits in other.roles.items():
            self.roles[role] = self.roles.get(role, Hits()) + hits
        self.sections += other.sections
        self.boundaries += other.boundaries
        self.cells += other.cells
        self.cells_of_gold += other.cells_of_gold

    @property
    def role_macro_f1(self) -> float | None:
        """Mean F1 of the roles that gold has, each with the same weight; None without lines."""
        shares = [hits.f1 or 0.0 for hits in self.roles.values() if hits.support]
        return sum(shares) / len(shares) if shares else None


def tally_lines(
    segmenter: Segmenter, reports: Iterable[AnnotatedReport], codebook: Codebook, *, cells: bool = True
) -> LineTally:
    """Label the lines of reports and count. ``cells`` False leaves the tables out."""
    tally = LineTally()
    for report in reports:
        document = document_of(report)
        found = segmenter(document)
        filled = [n for n, text in enumerate(report.lines) if text.strip()]
        pairs = [(report.labels[n], found.labels[n]) for n in filled]
        right = sum(gold.section == label.section for gold, label in pairs)
        tally.sections += Ratio(right=right, total=len(pairs))
        hits = Counter(gold.role for gold, label in pairs if gold.role is label.role)
        missed = Counter(gold.role for gold, label in pairs if gold.role is not label.role)
        false = Counter(label.role for gold, label in pairs if gold.role is not label.role)
        for role in hits | missed | false:
            own = Hits(found=hits[role], missed=missed[role], false=false[role])
            tally.roles[role] = tally.roles.get(role, Hits()) + own
        begun, expected = (
            {(n, b) for n, a, b in zip(filled[1:], names, names[1:], strict=False) if a != b}
            for names in ([label.section for _, label in pairs], [gold.section for gold, _ in pairs])
        )
        both = len(begun & expected)
        tally.boundaries += Hits(found=both, missed=len(expected) - both, false=len(begun) - both)
        if cells and report.cells:
            gold_said = gold_cells(report.cells)
            with_gold = read_tables(document, segmentation_of(report, document), codebook)
            tally.cells += compare_cells(read_tables(document, found, codebook).cells, gold_said).overall
            tally.cells_of_gold += compare_cells(with_gold.cells, gold_said).overall
    return tally
