"""Who reports about which year."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """What the report says of itself. None: not stated, and not derivable from what is.

    ``region`` is the full name down to the county (江苏省淮安市洪泽区), ``region_code`` its GB/T 2260 code,
    ``level`` one of the codebook's levels. Dates are ISO (2025-01-22). ``templates`` maps each table of the form
    to its generation, None where the table is absent. ``table_scope`` is body, jurisdiction or unstated.
    """

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    region_code: str | None = None
    level: str | None = None
    year: int | None = None
    published: str | None = None
    signed: str | None = None
    templates: dict[str, str | None] = field(default_factory=dict)
    table_scope: str = "unstated"
