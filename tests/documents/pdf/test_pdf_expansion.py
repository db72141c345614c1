"""Forms that draw forms: what they come to, and that honest ones are read."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pdf.pdf_files import file_of, pdf_of, stream, text
from gongkai.documents.pdf import expansion, pdfium
from gongkai.documents.pdf.drawing import Drawings
from gongkai.documents.pdf.expansion import check_read, check_shown
from gongkai.documents.pdf.objects import Objects
from gongkai.documents.pdf.suspicion import may_hold_forms, may_repeat
from gongkai.errors import GongkaiError
from hostile.bombs import pdf
from hostile.nesting import LINE, form, in_object_streams, nested, nested_by_reportlab

FORM = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
EACH = 200  # what a form counts besides its length


def test_letterhead_with_an_emblem_is_read() -> None:
    """Three deep, with text and lines on each level."""
    objects = [
        stream(text(50, 780, "A") + " 0.5 w 50 770 m 500 770 l S /X2 Do", f"{FORM}/Resources<</Font<</F1 6 0 R>>/XObject<</X2 4 0 R>>>>"),
        stream("0.5 w 50 760 m 500 760 l S q 1 0 0 1 0 -10 cm /X3 Do Q", f"{FORM}/Resources<</XObject<</X3 5 0 R>>>>"),
        stream("0.5 w 50 750 m 500 750 l S", FORM),
    ]  # fmt: skip
    data = pdf_of(text(50, 600, "REPORT") + " /X1 Do", resources="/XObject<</X1 3 0 R>>", objects=objects)
    (page,) = pdfium.pages_of(data, "test.pdf")
    assert "REPORT" in page.text
    assert sorted(round(page.height - line.top) for line in page.rulings) == [740, 760, 770]


@pytest.mark.parametrize("encrypted", [False, True])
def test_forms_of_a_writer_are_read(encrypted: bool) -> None:
    """Two packings, one over the other, and the objects encrypted."""
    (page,) = pdfium.pages_of(nested_by_reportlab(3, 1, encrypted=encrypted), "test.pdf")
    assert "".join(page.text.split()) == "level0level1level2"


def test_form_that_is_drawn_a_thousand_times_is_read() -> None:
    """The dots of a dotted line."""
    data = pdf(
        content=b"q 1 0 0 1 5 5 cm /F Do Q " * 5000, resources="/XObject << /F 5 0 R >>", more=[form(LINE)]
    )
    assert len(pdfium.pages_of(data, "test.pdf")) == 1


def test_pictures_do_not_count_as_forms() -> None:
    """Three thousand pictures and one form of many pictures."""
    picture = (
        b"<< /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1 >>\nstream\n"
        b"0\nendstream"
    )
    names = "/XObject << /I 5 0 R /F 6 0 R >>"
    many = form(b"/I Do " * 3000, b"/XObject << /I 5 0 R >>")
    data = pdf(content=b"/I Do " * 3000 + b"/F Do", resources=names, more=[picture, many])
    assert spelled_out(data) == 2 * EACH + 6 * 3000 + 5 + 6 * 3000


def test_page_that_comes_to_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = nested(levels=2, times=3)
    size = 13 * EACH + 4 * 18 + 9 * 14
    monkeypatch.setattr(expansion, "MAX_SPELLED_OUT", size)
    check(data)
    monkeypatch.setattr(expansion, "MAX_SPELLED_OUT", size - 1)
    with pytest.raises(GongkaiError, match="E058"):
        check(data)


def test_pages_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    contents = ["/X1 Do"] * 3
    data = pdf_of(*contents, resources="/XObject<</X1 3 0 R>>", objects=[stream("0 0 m 9 9 l S", FORM)])
    size = 3 * (2 * EACH + 6 + 13)
    monkeypatch.setattr(expansion, "MAX_IN_ALL", size)
    check(data)
    monkeypatch.setattr(expansion, "MAX_IN_ALL", size - 1)
    with pytest.raises(GongkaiError, match="E058"):
        check(data)


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (pdf(content=LINE), False),
        (b"/Subtype/Type3 /BaseFont /AAAAAA+#CB#CE#CC#E5 /FormType 1 /Type\n/Page", False),
        (b"<< /Subtype/Form>>", True),
        (b"<< /Subtype /F#6f#72m >>", True),
        (b"<< /#53ubtype /X >>", True),
        (b"<< /Subtype 9 0 R >>", True),
        (b"<< /Subtype%\n/X >>", True),
        (b"<< /Type (ObjStm) >>", True),
        (b"<< /Type /ObjStm /N 1 >>", True),
    ],
)
def test_only_files_that_may_hold_forms_are_looked_into(data: bytes, may: bool) -> None:
    assert may_hold_forms(data) is may


@pytest.mark.parametrize(
    ("data", "may"),
    [
        (pdf(content=LINE), False),
        (b"<< /Contents [ 4 0 R 5 0 R ] >> 8 0 obj [ 5 0 R ] endobj % end", False),
        (b"<< /Contents [" + b"4 0 R\n" * 16 + b"]/X 1 >>", False),
        (b"<< /Contents [" + b"4 0 R\n" * 17 + b"]/X 1 >>", True),
        (b"<< /Contents (a note) >> << /Contents <FEFF> >>", False),
        (b"<< /Contents 8 0 R >> 8 0 obj [ 5 0 R ] endobj", True),
        (b"<< /Contents 8 0 R >> 8%\n0 obj [ 5 0 R ] endobj", True),
        (b"<< /Contents 8 0 R >> 8 0 obj %\n[ 5 0 R ] endobj", True),
        (b"<< /Contents [ 4 0 R [] 4 0 R ] >>", True),
        (b"<< /Contents [ 4 0 R % ]\n 4 0 R ] >>", True),
        (b"<< /Contents%\n[ 4 0 R ] >>", True),
    ],
)
def test_only_files_whose_pages_may_repeat_are_looked_into(data: bytes, may: bool) -> None:
    assert may_repeat(data) is may


def test_page_in_many_parts_is_read() -> None:
    """As editors leave them that add a stream with each change."""
    objects = [stream(text(50, 800 - 20 * n, f"PART{n:02}")) for n in range(30)]
    data = pdf_of("", objects=objects)
    listed = "".join(f"{3 + n} 0 R " for n in range(30))
    start = data.index(b"/Contents ") + len("/Contents ")
    data = data[:start] + f"[{listed}]".encode() + data[data.index(b" R", start) + 2 :]
    (page,) = pdfium.pages_of(data[: data.rindex(b"xref\n0")] + b"trailer<</Root 1 0 R>>", "test.pdf")
    assert "".join(page.text.split()) == "".join(f"PART{n:02}" for n in range(30))


def test_parts_of_a_page_count_as_often_as_they_stand_there() -> None:
    data = pdf(content=LINE).replace(b"/Contents 4 0 R", b"/Contents [" + b"4 0 R " * 20 + b"]")
    assert spelled_out(data) == EACH + 20 * len(LINE)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_count_is_what_the_forms_come_to_when_written_out(data: st.DataObject) -> None:
    """Forms that draw later ones, any number of times; the page draws some of all."""
    count = data.draw(st.integers(1, 6))
    draws = [
        data.draw(st.lists(st.integers(n + 1, count), max_size=4)) if n < count else [] for n in range(count)
    ]
    draws.append([])
    contents = [b"".join(b"/F%d Do " % other for other in each) + b"q Q" for each in draws]
    names = b" ".join(b"/F%d %d 0 R" % (n, 4 + n) for n in range(1, count + 1))
    made = [form(content, b"/XObject << " + names + b" >>") for content in contents[1:]]
    file = pdf(content=contents[0], resources=f"/XObject << {names.decode()} >>", more=made)
    if data.draw(st.booleans()):
        file = in_object_streams(file)

    def written_out(n: int) -> int:
        return EACH + len(contents[n]) + sum(written_out(other) for other in draws[n])

    assert spelled_out(file) == written_out(0)


def test_what_only_rendering_draws_counts_when_it_is_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern in a pattern: each fill draws it."""
    entries = b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9"
    fill = b"/Pattern cs /P scn 0 0 9 9 re f "
    patterns = [form(fill * 3, b"/Pattern << /P 6 0 R >>", entries=entries), form(LINE, entries=entries)]
    data = pdf(content=fill * 2, resources="/Pattern << /P 5 0 R >>", more=patterns)
    monkeypatch.setattr(
        expansion, "MAX_SPELLED_OUT", EACH + 2 * 32 + 2 * (EACH + 3 * 32 + 3 * (EACH + 14)) - 1
    )
    with pypdfium2.PdfDocument(data) as document:
        check_read(document, data, "test.pdf")
        with pytest.raises(GongkaiError, match="E058"):
            check_shown(document, "test.pdf")


def test_empty_streams_that_give_each_others_length() -> None:
    """Neither has a number for its length."""
    empty = "<</Subtype/Form/Length {} 0 R>>stream\n\nendstream"
    data = file_of(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                    "<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 4 0 R/Y 5 0 R>>>>/Contents 4 0 R>>",
                    empty.format(5), empty.format(4)])  # fmt: skip
    check(data)


def check(data: bytes) -> None:
    with pypdfium2.PdfDocument(data) as document:
        check_read(document, data, "test.pdf")


def spelled_out(data: bytes) -> int:
    """What the file's only page comes to."""
    with pypdfium2.PdfDocument(data) as document:
        objects = Objects(document, "test.pdf")
    (page,) = expansion._pages(objects)
    drawings = Drawings(objects, "test.pdf", shown=False)
    root = drawings.page(page, expansion._inherited(objects, page), expansion._contents(objects, page))
    return drawings.costs(10**12)[root]
