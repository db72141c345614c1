"""The cascade: read -> segment -> tables and narrative -> reconcile. ``__call__`` for one file, ``pipe`` for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from gongkai.codebook import Codebook, load_codebook
from gongkai.documents.model import Document, Source
from gongkai.documents.places import located
from gongkai.documents.read import read_document
from gongkai.errors import GongkaiError, Problem, problem, warning
from gongkai.kind import refusal
from gongkai.metadata.model import Meta
from gongkai.metadata.read import read_metadata
from gongkai.narrative.model import Figure, Tagger
from gongkai.narrative.paragraphs import assemble_paragraphs
from gongkai.narrative.rules import RuleTagger
from gongkai.parts import current_segmenter, current_tagger
from gongkai.reconcile import reconcile
from gongkai.registry import Registry
from gongkai.report import Report, ReportLine, Versions
from gongkai.segmentation.model import Role, Segmentation, Segmenter
from gongkai.segmentation.rules import RuleSegmenter
from gongkai.tables.model import Cell
from gongkai.tables.read import read_tables

FIRST_FORM: Final = 2019
"""Year of the first reports with the statutory tables (〔2019〕60号)."""
READ_WELL: Final = 0.8
"""Confidence (0 to 1) of a line's recognition below which a figure in it is doubtful."""


class Pipeline:
    """Reads documents into Reports; a bad file gives a Report with ``error``.

    Segmenter and tagger default to the current versions of ``registry`` (what ships, where none is given), and to
    the rules where nothing was promoted. Raises GongkaiError E042 for a model that does not fit the codebook, E043
    for a broken one.
    """

    def __init__(
        self,
        codebook: Codebook | None = None,
        *,
        segmenter: Segmenter | None = None,
        tagger: Tagger | None = None,
        registry: Registry | None = None,
    ) -> None:
        known = codebook if codebook is not None else load_codebook()
        trained = registry if registry is not None else Registry()
        self.codebook = known
        self.segmenter = segmenter if segmenter is not None else current_segmenter(known, trained)
        self.tagger = tagger if tagger is not None else current_tagger(known, trained)

    @classmethod
    def by_rules(cls, codebook: Codebook | None = None) -> Pipeline:
        """A pipeline of the rule baselines, whatever was trained."""
        known = codebook if codebook is not None else load_codebook()
        return cls(known, segmenter=RuleSegmenter(known), tagger=RuleTagger(known))

    def __call__(self, path: Path | str) -> Report:
        """The Report of one file; what cannot be read gives one with ``error`` set."""
        path = Path(path)
        try:
            return self.read(read_document(path))
        except GongkaiError as error:
            return self._refused(path, problem(error))
        except Exception as error:  # the boundary of a batch: one file must not end the others
            why = f"{type(error).__name__}: {error}"
            return self._refused(path, problem(GongkaiError("E009", name=path.name, why=why)))

    def pipe(self, paths: Iterable[Path | str]) -> Iterator[Report]:
        """The Reports of many files, one by one, in order."""
        for path in paths:
            yield self(path)

    def read(self, document: Document) -> Report:
        """The Report of a document. Raises GongkaiError E007 where the document is no annual report."""
        segmentation = self.segmenter(document)
        tables = read_tables(document, segmentation, self.codebook)
        why = refusal(document, segmentation, tables)
        if why is not None:
            raise GongkaiError("E007", name=document.source.name, why=why)
        meta, notes = read_metadata(document, segmentation, self.codebook, templates=tables.templates)
        paragraphs = assemble_paragraphs(document, segmentation)
        figures = tuple(
            _as_printed(f, document) for f in self.tagger(paragraphs, issuer=meta.issuer, year=meta.year)
        )
        found = reconcile(
            cells=tables.cells, templates=tables.templates, figures=figures, meta=meta, codebook=self.codebook
        )
        old = meta.year is not None and meta.year < FIRST_FORM and not any(tables.templates.values())
        warnings = [*document.warnings, *notes]
        warnings += [warning("W009")] if old else list(tables.warnings)
        if not any(label.role is Role.HEADING for label in segmentation.labels):
            warnings.append(warning("W006"))
        if not figures:
            warnings.append(warning("W015"))
        return Report(
            source=document.source,
            meta=meta,
            lines=_lines(document, segmentation),
            sections=segmentation.runs,
            cells=tuple(_placed(cell, document) for cell in tables.cells),
            metrics=figures,
            checks=found.checks,
            verdicts=found.verdicts,
            proposals=found.proposals,
            warnings=tuple(warnings),
            versions=self._versions(),
        )

    def _versions(self) -> Versions:
        return Versions(
            codebook=self.codebook.version, segmenter=self.segmenter.name, tagger=self.tagger.name
        )

    def _refused(self, path: Path, error: Problem) -> Report:
        source = Source(name=path.name, sha256="", media_type="application/octet-stream")
        return Report(source=source, meta=Meta(), error=error, versions=self._versions())


def _placed(cell: Cell, document: Document) -> Cell:
    """The cell with page and box on its evidence, where the format has pages."""
    return replace(cell, evidence=located(cell.evidence, document.places)) if document.places else cell


def _as_printed(figure: Figure, document: Document) -> Figure:
    """The figure with its words as the document prints them, and where: taggers see normalised text."""
    category = figure.category
    if figure.category_evidence:
        category = document.text_of(figure.category_evidence)
    read = [document.lines[span.line].confidence for span in figure.evidence]
    sure = min((c for c in read if c is not None), default=1.0)
    return replace(
        figure,
        text=document.text_of(figure.evidence),
        category=category,
        confidence=min(figure.confidence, sure),
        doubtful=figure.doubtful or sure < READ_WELL,
        evidence=located(figure.evidence, document.places),
        category_evidence=located(figure.category_evidence, document.places),
    )


def _lines(document: Document, segmentation: Segmentation) -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            n=line.n, text=line.text, section=label.section, role=label.role, page=line.page, bbox=line.bbox
        )
        for line, label in zip(document.lines, segmentation.labels, strict=True)
    )
