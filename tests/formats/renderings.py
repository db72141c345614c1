"""Every rendering by its name: which tool makes it, of which samples, and how many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from formats.model import Sample
from formats.renderers import chromium, docx, html, ofd, office, reportlab_pdf, text
from gongkai.quantities.model import CellState

Key = tuple[str, str]
"""Sample and rendering."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """One way to publish. ``make`` gives the file, or what ``program`` is given to make it of.

    ``program``: None, soffice or chromium. ``target``: the ending of the file; ``layout`` of the printed page.
    ``often``: whether the tests take it too; reading the older formats of word processors starts LibreOffice again.
    """

    name: str
    format: str
    make: Callable[[Sample], bytes]
    program: str | None = None
    source: str = ""
    target: str = ""
    layout: str = ""
    often: bool = True
    fits: Callable[[Sample], bool] = lambda sample: True

    @property
    def system(self) -> bool:
        """Whether it needs a program of the system."""
        return self.program is not None


def _keeps_cells(sample: Sample) -> bool:
    """Whether a cell a line says all: a blank cell is lost there, and words in a cell look like a label."""
    return all(v.state in (CellState.NUMBER, CellState.ZERO_WORD) for v in sample.cells.values())


def _numbers_in_totals(sample: Sample) -> bool:
    """Whether tabs say all: without the grid, a column that is blank from top to bottom looks like a narrower table."""
    totals = [v for f, v in sample.cells.items() if f.startswith("applications.") and f.endswith(".total")]
    return not totals or any(v.value is not None for v in totals)


_OFFICE_VARIANTS: Final[dict[str, tuple[docx.Variant, ...]]] = {
    "doc": ("plain", "numbered", "tracked", "boxes"),  # a frame over many pages never comes to an end
    "rtf": ("plain", "tracked", "boxes"),
    "odt": ("plain", "numbered", "tracked", "boxes"),
    "pdf": ("plain", "numbered", "boxes"),
}
"""What LibreOffice writes faithfully. In RTF it turns the comma of a numbered heading into a question mark, around
content controls it writes the text several times, in a PDF it prints deleted text, and a table cell of many pages it
may lay out for ever."""
_TOUCHING: Final = {("simple", "bare"), ("word", "bare-tight")}
"""Pages without lines whose columns may touch, or whose rows stand as close as the lines of one: not all is told."""
_TESTED: Final = {"doc-plain", "doc-tracked", "rtf-plain", "odt-plain", "odt-boxes"}


def _renderings() -> Iterable[Rendering]:
    yield Rendering(name="text-tabs", format="text", make=text.render, fits=_numbers_in_totals)
    yield Rendering(
        name="text-cells", format="text", make=partial(text.render, layout="cells"), fits=_keeps_cells
    )
    for style in html.STYLES:
        yield Rendering(name=f"html-{style}", format="html", make=partial(html.render, style=style))
    yield Rendering(
        name="html-gb18030", format="html", make=partial(html.render, style="gov", encoding="gb18030")
    )
    yield Rendering(
        name="html-gb-undeclared",
        format="html",
        make=partial(html.render, style="2005", encoding="gb18030", declared="none"),
    )
    yield Rendering(
        name="html-gb-as-utf8",
        format="html",
        make=partial(html.render, style="word", encoding="gb18030", declared="wrong"),
    )
    yield Rendering(
        name="html-utf8-as-gb", format="html", make=partial(html.render, style="gov", declared="wrong")
    )
    yield Rendering(
        name="html-utf8-undeclared", format="html", make=partial(html.render, style="split", declared="none")
    )
    yield Rendering(name="mhtml", format="mhtml", make=html.render_mhtml)
    for variant in docx.VARIANTS:
        yield Rendering(name=f"docx-{variant}", format="docx", make=partial(docx.render, variant=variant))
    for style in ("simple", "word"):
        yield Rendering(
            name=f"docx-of-html-{style}",
            format="docx",
            make=partial(html.render, style=style),
            program="soffice",
            source="html",
            target="docx",
        )
    for ending in ("doc", "rtf", "odt"):
        for variant in _OFFICE_VARIANTS[ending]:
            yield Rendering(
                name=f"{ending}-{variant}",
                format=ending,
                make=partial(docx.render, variant=variant),
                program="soffice",
                source="docx",
                target=ending,
                often=f"{ending}-{variant}" in _TESTED,
            )
    for variant in _OFFICE_VARIANTS["pdf"]:
        yield Rendering(
            name=f"pdf-office-{variant}",
            format="pdf",
            make=partial(docx.render, variant=variant),
            program="soffice",
            source="docx",
            target="pdf",
        )
    for style, layout in (
        ("simple", "a4"),
        ("simple", "a5"),
        ("pretty", "a4-running"),
        ("pretty", "css"),
        ("word", "a4-running"),
        ("word", "landscape"),
        ("split", "css"),
        ("gov", "a4"),
        ("simple", "bare"),
        ("simple", "bare-centred"),
        ("word", "bare-tight"),
        ("gov", "bare"),
    ):
        yield Rendering(
            name=f"pdf-chromium-{style}-{layout}",
            format="pdf",
            make=partial(html.render, style=style),
            program="chromium",
            layout=layout,
            often=(style, layout) not in _TOUCHING,
        )
    for name, printed in reportlab_pdf.LAYOUTS.items():
        if reportlab_pdf.available(printed):
            yield Rendering(
                name=f"pdf-reportlab-{name}", format="pdf", make=partial(reportlab_pdf.render, layout=printed)
            )
    for name in ofd.LAYOUTS:
        yield Rendering(name=f"ofd-{name}", format="ofd", make=partial(ofd.render, layout=name))


RENDERINGS: Final = {r.name: r for r in _renderings()}


def render_all(pairs: Iterable[tuple[Sample, Rendering]]) -> dict[Key, bytes]:
    """The files of all pairs; each program is started once per kind of file."""
    made: dict[Key, bytes] = {}
    batches: dict[tuple[str, str, str], dict[str, tuple[Key, bytes]]] = {}
    pages: dict[Key, tuple[bytes, str]] = {}
    for n, (sample, rendering) in enumerate(pairs):
        key = (sample.name, rendering.name)
        data = rendering.make(sample)
        if rendering.program == "soffice":
            batch = batches.setdefault((rendering.program, rendering.source, rendering.target), {})
            batch[f"f{n}.{rendering.source}"] = (key, data)
        elif rendering.program == "chromium":
            pages[key] = (data, rendering.layout)
        else:
            made[key] = data
    for (_, source, target), files in batches.items():
        found = office.convert({n: data for n, (_, data) in files.items()}, target, html=source == "html")
        made.update({key: found[n.rpartition(".")[0]] for n, (key, _) in files.items()})
    printed = chromium.print_pages(pages) if pages else {}
    return made | printed


def programs() -> frozenset[str]:
    """The programs of the system that are there."""
    found = {"soffice": office.program(), "chromium": chromium.program()}
    return frozenset(name for name, path in found.items() if path is not None)
