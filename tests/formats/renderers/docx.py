"""DOCX by python-docx: merged cells, numbered headings, tracked changes, text boxes, a note in place of a table."""

from __future__ import annotations

import io
import re
from typing import Any, Final, Literal

from formats.model import FormCell, Kind, Sample, Table, Text

Variant = Literal["plain", "numbered", "tracked", "boxes", "nested", "controls"]
VARIANTS: Final[tuple[Variant, ...]] = ("plain", "numbered", "tracked", "boxes", "nested", "controls")

_NUMERAL: Final = re.compile("([一二三四五六七八九])、")
_DIGITS: Final = re.compile(r"\d+")
_SIZES: Final = {Kind.TITLE: 22, Kind.HEADING: 16}  # points; everything else 14
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CHANGE: Final = 'w:id="{n}" w:author="office" w:date="2024-01-05T08:00:00Z"'


def render(sample: Sample, *, variant: Variant = "plain") -> bytes:
    """The file's bytes.

    ``numbered``: the headings' numerals come from automatic numbering. ``tracked``: numbers are corrected, the old
    ones still stand in the file as deleted text. ``boxes``: title and signature in text boxes, once as a drawing and
    once more as its fallback. ``nested``: the report stands inside a table of one cell; ``controls``: there as
    well, each block in a content control.
    """
    import docx

    document = docx.Document()
    _running(document, sample)
    made = _Maker(document=document, variant=variant)
    boxed: list[Text] = []
    for block in sample.blocks:
        if isinstance(block, Table):
            made.table(block)
        elif variant == "boxes" and block.kind in (Kind.TITLE, Kind.RIGHT):
            boxed.append(block)
            continue
        else:
            if boxed:
                made.box(boxed)
                boxed = []
            made.paragraph(block)
    if boxed:
        made.box(boxed)
    if variant in ("nested", "controls"):
        _wrap(document, controls=variant == "controls")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _running(document: Any, sample: Sample) -> None:
    """A running head, and the page number between dashes as a field."""
    from docx.oxml import parse_xml

    section = document.sections[0]
    section.header.paragraphs[0].text = sample.title
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    footer.add_run("— ")
    footer._p.append(parse_xml(f'<w:fldSimple {_W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" —")


class _Maker:
    """Adds blocks to a document."""

    def __init__(self, *, document: Any, variant: Variant) -> None:
        self.document = document
        self.variant = variant
        self.changes = 0
        self.counted = 0
        self.numbering: int | None = None

    def paragraph(self, block: Text) -> None:
        """One paragraph."""
        paragraph = self.document.add_paragraph()
        if block.kind in (Kind.TITLE, Kind.RIGHT):
            paragraph.alignment = 1 if block.kind is Kind.TITLE else 2
        runs = block.runs
        found = _NUMERAL.match(block.text)
        if self.variant == "numbered" and block.kind is Kind.HEADING and found and self._next(found[1]):
            self._number(paragraph)
            runs = ((block.text[found.end() :], True),)
        for text, bold in runs:
            self._run(
                paragraph, text, bold=bold or block.kind is Kind.HEADING, size=_SIZES.get(block.kind, 14)
            )

    def _next(self, numeral: str) -> bool:
        """Whether automatic numbering would print this numeral."""
        if "一二三四五六七八九".index(numeral) != self.counted:
            return False
        self.counted += 1
        return True

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, size: float = 14) -> None:
        from docx.shared import Pt

        old = _DIGITS.search(text) if self.variant == "tracked" else None
        parts = [text] if old is None else [text[: old.start()], old[0], text[old.end() :]]
        for i, part in enumerate(parts):
            if not part:
                continue
            if i == 1:
                self._change(paragraph, part)
                continue
            run = paragraph.add_run(part)
            run.bold, run.font.size, run.font.name = bold or None, Pt(size), "宋体"

    def _change(self, paragraph: Any, text: str) -> None:
        """A wrong number deleted, the right one inserted."""
        from docx.oxml import parse_xml

        for tag, inner, what in (("del", "delText", f"9{text}"), ("ins", "t", text)):
            self.changes += 1
            mark = _CHANGE.format(n=self.changes)
            paragraph._p.append(
                parse_xml(f"<w:{tag} {_W} {mark}><w:r><w:{inner}>{what}</w:{inner}></w:r></w:{tag}>")
            )

    def _number(self, paragraph: Any) -> None:
        from docx.oxml import parse_xml

        if self.numbering is None:
            root = self.document.part.numbering_part.element
            root.insert(
                0,
                parse_xml(
                    f'<w:abstractNum {_W} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>'
                    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
                    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
                ),
            )
            root.append(parse_xml(f'<w:num {_W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
            self.numbering = 90
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="{self.numbering}"/></w:numPr>')
        )

    def table(self, table: Table) -> None:
        """A table with its merged cells."""
        from docx.shared import Cm

        made = self.document.add_table(rows=len(table.rows), cols=table.columns)
        made.style = "Table Grid"
        made.autofit = False
        total = sum(table.widths)
        for column, width in zip(made.columns, table.widths, strict=True):
            column.width = Cm(15.2 * width / total)
        places = made._cells  # python-docx looks them up anew at every cell()
        for row, column, cell in table.placed():
            first = places[row * table.columns + column]
            last = places[(row + cell.rowspan - 1) * table.columns + column + cell.colspan - 1]
            merged = first if first is last else first.merge(last)
            self._fill(merged, cell)
        self.document.add_paragraph()

    def _fill(self, place: Any, cell: FormCell) -> None:
        for extra in place.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        for i, text in enumerate(cell.text.split("\n")):
            paragraph = place.paragraphs[0] if i == 0 else place.add_paragraph()
            paragraph.alignment = 1
            if text:
                self._run(paragraph, text, size=9)

    def box(self, blocks: list[Text]) -> None:
        """The paragraphs in a text box that floats at an empty paragraph."""
        from docx.oxml import parse_xml

        inner = "".join(
            f'<w:p><w:pPr><w:jc w:val="{"center" if b.kind is Kind.TITLE else "right"}"/></w:pPr>'
            f'<w:r><w:rPr><w:sz w:val="{2 * _SIZES.get(b.kind, 14)}"/></w:rPr><w:t xml:space="preserve">{b.text}</w:t></w:r></w:p>'
            for b in blocks
        )
        paragraph = self.document.add_paragraph()
        paragraph._p.append(parse_xml(_BOX.replace("INNER", inner).replace("HEIGHT", str(9 * len(blocks)))))


_BOX: Final = (
    f"<w:r {_W}"
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="HEIGHT00000"/>'
    '<wp:docPr id="7" name="box"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="HEIGHT00000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>INNER</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:shape style="width:425pt;height:80pt"><v:textbox>'
    "<w:txbxContent>INNER</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def _wrap(document: Any, *, controls: bool) -> None:
    """Everything into one cell of a table, each block in a content control of its own or as it is."""
    from docx.oxml import parse_xml

    body = document.element.body
    blocks = [e for e in body if not e.tag.endswith("}sectPr")]
    frame = parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="8900"/></w:tblGrid>'
        '<w:tr><w:tc><w:tcPr><w:tcW w:w="8900" w:type="dxa"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    place = frame.find(".//{*}tc")
    for block in blocks:
        if not controls:
            place.append(block)
            continue
        control = parse_xml(f"<w:sdt {_W}><w:sdtPr/><w:sdtContent/></w:sdt>")
        control.find("{*}sdtContent").append(block)
        place.append(control)
    place.append(parse_xml(f"<w:p {_W}/>"))
    body.insert(0, frame)
