"""Title, issuer, place, level, year and dates of a report."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.codebook import Codebook
from gongkai.documents.model import Document
from gongkai.errors import Problem, warning
from gongkai.metadata.dates import cut_off_year, mentioned_year, period_year, published_date, signed_date
from gongkai.metadata.issuer import find_issuer
from gongkai.metadata.level import find_level
from gongkai.metadata.model import Meta
from gongkai.metadata.region import find_region
from gongkai.metadata.scope import find_table_scope
from gongkai.metadata.title import find_title
from gongkai.metadata.words import find_places, opening
from gongkai.segmentation.joined import unwrapped
from gongkai.segmentation.model import Segmentation


def read_metadata(
    document: Document,
    segmentation: Segmentation | None,
    codebook: Codebook,
    *,
    templates: Mapping[str, str | None],
) -> tuple[Meta, tuple[Problem, ...]]:
    """What the report says of itself, and W007, W008, W010, W012 where it says too little or too much.

    Args:
        document: the report.
        segmentation: its labels; without them, or where they are wrong, the lines are searched.
        codebook: whose levels are the ones to give.
        templates: generation of each table, handed on.
    """
    document = unwrapped(document)
    places = find_places(document, segmentation)
    first = opening(document, places)
    title, problems = find_title(document, places)
    issuer = find_issuer(document, places, title)
    region = find_region(issuer.normal if issuer else None, title.normal if title else None, first)
    level = find_level(issuer.normal if issuer else None, region)
    period, cut_off = period_year(document, places), cut_off_year(document, places)
    year = (title.year if title else None) or period or mentioned_year(document, places)
    warnings = [*problems]
    if year is None:
        warnings.append(warning("W007"))
    if issuer is None:
        warnings.append(warning("W008"))
    printed = next((y for y in (period, cut_off) if y is not None and y != year), None)
    if printed is not None:
        warnings.append(warning("W012", printed=printed, year=year))
    prose = [document.normal[n].text for n in (*places.front, *places.notes)]
    meta = Meta(
        title=title.text if title else None,
        issuer=issuer.text if issuer else None,
        region=region.full_name if region else None,
        region_code=region.code if region else None,
        level=level if level in codebook.levels else None,
        year=year,
        published=document.published or published_date(document, places),
        signed=signed_date(document, places),
        templates=dict(templates),
        table_scope=find_table_scope(title.normal if title else None, prose),
    )
    return meta, tuple(warnings)
