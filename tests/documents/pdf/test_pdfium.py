from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from documents.pdf.pdf_files import pdf_of, stream, text
from gongkai.documents.pages.model import Direction, Page
from gongkai.documents.pdf import pdfium, plumber

Pages = Callable[[bytes, str], list[Page]]

both = pytest.mark.parametrize("pages_of", [pdfium.pages_of, plumber.pages_of], ids=["pdfium", "pdfplumber"])

MAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def 1 begincodespacerange <00><FF> endcodespacerange
{lines}
endcmap end end"""


def page_of(pages_of: Pages, data: bytes) -> Page:
    (page,) = pages_of(data, "test.pdf")
    assert page.boxes.shape == (len(page.text), 4)
    assert page.sizes.shape == (len(page.text),)
    return page


def middles(page: Page) -> list[tuple[float, float]]:
    return [((x0 + x1) / 2, (top + bottom) / 2) for x0, top, x1, bottom in page.boxes.tolist()]


def drawn(page: Page) -> list[tuple[float, ...]]:
    """x0, top, x1, bottom of the rulings, to a tenth of a point."""
    return [tuple(round(v, 1) for v in ruling[1:5]) for ruling in page.rulings]


# Characters


@both
def test_characters_have_cells_sizes_and_count_from_above(pages_of: Pages) -> None:
    page = page_of(pages_of, pdf_of(text(100, 700, "A2", 20)))
    assert (page.text, page.width, page.height, page.number) == ("A2", 595, 842, 1)
    assert page.sizes.tolist() == [20, 20]
    a, two = page.boxes.tolist()
    assert a[0] == pytest.approx(100, abs=0.1)
    assert (a[2], two[0]) == pytest.approx((112, 112), abs=0.5)
    assert a[1] < 842 - 700 - 20 * 0.7
    assert a[3] > 842 - 700
    assert 18 <= a[3] - a[1] <= 24


@both
def test_size_is_as_printed(pages_of: Pages) -> None:
    page = page_of(pages_of, pdf_of("q 2 0 0 2 0 0 cm " + text(20, 300, "A", 8) + "Q"))
    assert page.sizes.tolist() == [16]
    assert page.boxes[0, 0] == pytest.approx(40, abs=0.1)


@both
def test_made_up_blanks_are_left_out_and_printed_ones_stay(pages_of: Pages) -> None:
    page = page_of(pages_of, pdf_of(text(50, 700, "A B") + text(300, 700, "C") + text(50, 650, "D")))
    assert page.text == "A BCD"


@both
def test_hyphen_at_the_end_of_a_line_is_a_hyphen(pages_of: Pages) -> None:
    page = page_of(pages_of, pdf_of(text(50, 700, "annual-") + text(50, 685, "report")))
    assert page.text == "annual-report"


@both
def test_ligature_has_its_cell_shared_out(pages_of: Pages) -> None:
    codes = MAP.format(lines="1 beginbfchar <41> <00660066> endbfchar\n1 beginbfchar <42> <0042> endbfchar")
    page = page_of(pages_of, pdf_of(text(50, 700, "BAB", 30), codes=codes))
    assert page.text == "BffB"
    width = 18
    assert page.boxes[:, 0].tolist() == pytest.approx(
        [50, 50 + width, 50 + width * 1.5, 50 + width * 2], abs=0.5
    )
    assert (np.diff(page.boxes[:, 0]) > 0).all()


@both
def test_radicals_stay_as_printed(pages_of: Pages) -> None:
    codes = MAP.format(lines="2 beginbfchar <41> <2F2F> <42> <2EA0> endbfchar")
    assert page_of(pages_of, pdf_of(text(50, 700, "AB"), codes=codes)).text == "\u2f2f\u2ea0"


@both
def test_characters_outside_the_basic_plane(pages_of: Pages) -> None:
    codes = MAP.format(lines="2 beginbfchar <41> <D842DFB7> <42> <4E00> endbfchar")
    page = page_of(pages_of, pdf_of(text(50, 700, "BA"), codes=codes))
    assert page.text == "\u4e00\U00020bb7"


@both
def test_bold_by_printing_twice_is_read_once(pages_of: Pages) -> None:
    twice = text(50, 700, "11") + text(50.4, 700, "11") + text(50.4, 699.8, "11")
    apart = "".join(text(50 + 60 * i, 600, "AB") for i in range(9))
    again = text(50.3, 600.2, "A") + text(
        110, 600, "B"
    )  # over the first A; over another column's A, which it is not
    page = page_of(pages_of, pdf_of(twice + apart + again))
    assert sorted(page.text) == sorted("11" + "AB" * 9 + "B")


@both
def test_equal_digits_in_columns_and_rows_are_no_doubles(pages_of: Pages) -> None:
    rows = "".join(text(50 + 20 * x, 700 - 9 * y, "1l.", 8) for x in range(5) for y in range(30))
    assert page_of(pages_of, pdf_of(rows)).text == "1l." * 150


def test_control_characters_leave_the_others_their_codes() -> None:
    """PDFium leaves them out of its text, which then has fewer characters than the page."""
    codes = MAP.format(lines="3 beginbfchar <41> <0094> <42> <4E00> <43> <0043> endbfchar")
    page = page_of(pdfium.pages_of, pdf_of(text(50, 700, "BACAB"), codes=codes))
    assert [c for c in page.text if c != "\x94"] == ["一", "C", "一"]


def test_codes_asked_one_by_one_are_those_of_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = MAP.format(lines="3 beginbfchar <41> <D842DFB7> <42> <4E00> <43> <0043> endbfchar")
    data = pdf_of(text(50, 700, "ABC A") + text(50, 600, "BB CC"), codes=codes)
    at_once = page_of(pdfium.pages_of, data)
    monkeypatch.setattr("gongkai.documents.pdf.calls.all_codes", lambda *_: 0)
    assert page_of(pdfium.pages_of, data).text == at_once.text
    assert "\U00020bb7" in at_once.text


def test_more_characters_and_shapes_than_are_asked_about_at_once() -> None:
    words = "".join(text(20 + 8 * x, 20 + 20 * y, "AB"[(x + y) % 2], 8) for x in range(60) for y in range(40))
    boxes = "".join(f"{20 + 8 * x} {14 + 20 * y} 8 0.5 re f " for x in range(60) for y in range(40))
    page = page_of(pdfium.pages_of, pdf_of(words + boxes))
    assert page.text == "".join("AB"[(x + y) % 2] for x in range(60) for y in range(40))
    assert middles(page)[-1] == pytest.approx((20 + 8 * 59 + 2.7, 842 - 20 - 20 * 39 - 2.5), abs=1.5)
    assert drawn(page)[0] == (20.0, 47.8, 500.0, 47.8)
    assert len(page.rulings) == 40


@both
def test_white_text_is_left_out_but_on_a_coloured_ground(pages_of: Pages) -> None:
    on_blue = "0 0 0.5 rg 50 590 100 30 re f 1 1 1 rg " + text(60, 600, "HEAD")
    page = page_of(
        pages_of, pdf_of("1 1 1 rg " + text(50, 700, "GONE") + on_blue + "0 g " + text(50, 500, "HERE"))
    )
    assert page.text == "HEADHERE"


def test_text_that_no_ink_prints_is_left_out_and_counted() -> None:
    data = pdf_of(text(50, 700, "SEEN") + text(50, 600, "OCR", before="3 Tr"))
    with pdfium.opened(data, "test.pdf") as document:
        (read,) = pdfium.read_pages(document, "test.pdf")
    assert read.page.text == "SEEN"
    assert read.invisible == 3
    assert read.behind is not None
    assert read.behind.text == "OCR"


def test_fully_transparent_text_is_left_out() -> None:
    resources = "/ExtGState<</G0<</ca 0>>>>"
    data = pdf_of("/G0 gs " + text(50, 700, "GONE"), resources=resources)
    assert page_of(pdfium.pages_of, data).text == ""


@both
def test_text_outside_the_page_is_left_out(pages_of: Pages) -> None:
    data = pdf_of(text(-300, 700, "LEFT") + text(50, 900, "ABOVE") + text(50, 50, "ON"))
    assert page_of(pages_of, data).text == "ON"


@both
def test_characters_without_a_code_keep_their_place(pages_of: Pages) -> None:
    codes = MAP.format(
        lines="2 beginbfchar <41> <FFFD> <42> <E001> endbfchar\n1 beginbfchar <43> <4E00> endbfchar"
    )
    page = page_of(pages_of, pdf_of(text(50, 700, "CABC"), codes=codes))
    assert page.text == "\u4e00\ufffd\ue001\u4e00"


# Turned, cut, nested

BARE = text(100, 700, "AB", 20) + "1 w 100 650 m 300 650 l S 100 650 m 100 500 l S"


@both
@pytest.mark.parametrize("rotate", [0, 360, -360])
def test_page_that_is_not_turned(pages_of: Pages, rotate: int) -> None:
    page = page_of(pages_of, pdf_of(BARE, media="0 0 400 800", page=f"/Rotate {rotate}"))
    assert (page.width, page.height) == (400, 800)
    assert middles(page)[0] == pytest.approx((106, 95), abs=4)
    assert drawn(page) == [(100, 150, 300, 150), (100, 150, 100, 300)]


@both
@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_page_that_the_file_turns_upright(pages_of: Pages, rotate: int) -> None:
    # Content laid out for the page as shown, then brought to the file's coordinates by the inverse turn.
    back = {90: "0 1 -1 0 400 0", 180: "-1 0 0 -1 400 800", 270: "0 -1 1 0 0 800"}[rotate]
    height = 800 if rotate == 180 else 400
    content = (
        f"q {back} cm " + text(60, height - 100, "AB", 20) + f"60 {height - 150} m 260 {height - 150} l S Q"
    )
    page = page_of(pages_of, pdf_of(content, media="0 0 400 800", page=f"/Rotate {rotate}"))
    assert (page.width, page.height) == ((400, 800) if rotate == 180 else (800, 400))
    assert page.text == "AB"
    (ax, ay), (bx, by) = middles(page)
    assert (ax, ay) == pytest.approx((66, 95), abs=4)
    assert bx == pytest.approx(ax + 12, abs=0.2)
    assert by == pytest.approx(ay, abs=0.2)
    assert page.sizes.tolist() == pytest.approx([20, 20])
    assert drawn(page) == [(60, 150, 260, 150)]


@both
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_page_printed_on_its_side_is_turned_upright(pages_of: Pages, quarters: int) -> None:
    turn = ["0 1 -1 0 400 0", "-1 0 0 -1 400 800", "0 -1 1 0 0 800"][quarters - 1]
    height = 800 if quarters == 2 else 400
    content = (
        f"q {turn} cm "
        + text(60, height - 100, "ABCDEF", 20)
        + f"60 {height - 150} m 260 {height - 150} l S Q"
    )
    page = page_of(pages_of, pdf_of(content + text(10, 10, "9", 8), media="0 0 400 800"))
    assert (page.width, page.height) == ((400, 800) if quarters == 2 else (800, 400))
    assert middles(page)[0] == pytest.approx((66, 95), abs=4)
    assert middles(page)[1][1] == pytest.approx(middles(page)[0][1], abs=0.2)
    assert drawn(page) == [(60, 150, 260, 150)]


@both
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_crop_box_is_the_page(pages_of: Pages, rotate: int) -> None:
    content = text(100, 700, "AB", 20) + text(20, 20, "OUT") + "60 650 m 260 650 l S 10 10 m 90 10 l S"
    data = pdf_of(content, media="10 20 410 820", page=f"/CropBox[50 100 400 800]/Rotate {rotate}")
    page = page_of(pages_of, data)
    # Turned back to upright, as the characters stand.
    assert (page.width, page.height) == (350, 700)
    assert page.text == "AB"
    assert middles(page)[0] == pytest.approx((56, 95), abs=4)
    assert drawn(page) == [(10, 150, 210, 150)]


@both
def test_forms_are_resolved_with_their_matrices(pages_of: Pages) -> None:
    inner = stream(
        text(0, 0, "IN", 10) + "1 w 0 20 m 100 20 l S 0 30 80 1 re f",
        "/Type/XObject/Subtype/Form/BBox[-10 -10 500 500]/Matrix[1 0 0 1 5 0]/Resources<</Font<</F1 6 0 R>>>>",
    )
    outer = stream(
        "q 1 0 0 1 10 10 cm /X2 Do Q",
        "/Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X2 3 0 R>>>>",
    )
    helvetica = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    data = pdf_of(
        "q 2 0 0 2 100 200 cm /X1 Do Q",
        resources="/XObject<</X1 4 0 R>>",
        objects=[inner, outer, "null", helvetica],
    )
    page = page_of(pages_of, data)
    assert page.text == "IN"
    assert page.sizes.tolist() == pytest.approx([20, 20])
    # x: 100 + 2 (10 + 5) = 130; the line: y = 200 + 2 (10 + 20) = 260, 200 long; the bar's middle: 200 + 2 * 40.5
    assert page.boxes[0, 0] == pytest.approx(130, abs=0.3)
    assert drawn(page) == [(130, 842 - 281, 290, 842 - 281), (130, 842 - 260, 330, 842 - 260)]


# Rulings


@both
def test_rulings_of_strokes_rectangles_and_thin_fills(pages_of: Pages) -> None:
    content = (
        "0.5 w 50 700 m 250 700 l S "  # a line
        "50 600 200 50 re S "  # a rectangle: four sides
        "50 500 200 0.5 re f 50 400 0.5 80 re f "  # borders as word processors draw them
        "0.8 g 300 500 100 60 re f 0 g "  # a shade
        "300 300 m 400 350 l S "  # askew
        "300 200 m 330 260 370 260 400 200 c S"  # a curve
    )
    page = page_of(pages_of, pdf_of(content))
    assert drawn(page) == [
        (50, 142, 250, 142),
        (50, 192, 250, 192),
        (50, 242, 250, 242),
        (50, 341.8, 250, 341.8),
        (50, 192, 50, 242),
        (50.2, 362, 50.2, 442),
        (250, 192, 250, 242),
    ]
    assert {r.direction for r in page.rulings[:4]} == {Direction.HORIZONTAL}
    assert {round(r.width, 2) for r in page.rulings} == {0.5}


@both
def test_white_lines_are_no_rulings_but_on_a_coloured_ground(pages_of: Pages) -> None:
    content = (
        "1 1 1 RG 50 700 m 250 700 l S 1 1 1 rg 50 650 200 1 re f "
        "0.1 0.2 0.6 rg 50 500 200 100 re f 60 550 m 240 550 l S 1 g 60 520 180 1 re f"
    )
    assert drawn(page_of(pages_of, pdf_of(content))) == [(60, 292, 240, 292), (60, 321.5, 240, 321.5)]


@both
def test_grey_lines_are_rulings(pages_of: Pages) -> None:
    assert drawn(page_of(pages_of, pdf_of("0.85 G 50 700 m 250 700 l S"))) == [(50, 142, 250, 142)]


@both
def test_paths_that_are_not_painted_are_no_rulings(pages_of: Pages) -> None:
    assert drawn(page_of(pages_of, pdf_of("50 700 m 250 700 l n 50 600 200 50 re W n"))) == []


@both
def test_lines_outside_the_page_are_left_out_and_others_cut_at_its_edge(pages_of: Pages) -> None:
    content = "-50 700 m 250 700 l S -50 900 m 250 900 l S 700 100 m 700 400 l S"
    assert drawn(page_of(pages_of, pdf_of(content))) == [(0, 142, 250, 142)]


@both
def test_pieces_of_a_dashed_line_are_one_ruling(pages_of: Pages) -> None:
    dashes = "".join(f"{50 + 5 * i} 700 m {53 + 5 * i} 700 l S " for i in range(40))
    dots = "".join(f"{50 + 2 * i} 600 0.5 0.5 re f " for i in range(100))
    down = "".join(f"300 {200 + 2 * i} 0.5 0.5 re f " for i in range(100))
    page = page_of(pages_of, pdf_of(dashes + dots + down))
    assert drawn(page) == [
        (50, 142, 248, 142),
        (50, 241.8, 248.5, 241.8),
        (300.2, 443.5, 300.2, 642),
    ]


@both
def test_lines_in_one_row_with_a_gap_stay_two_and_doubles_become_one(pages_of: Pages) -> None:
    content = "50 700 m 150 700 l S 160 700 m 250 700 l S 50 700 m 150 700 l S 80 700.1 m 120 700.1 l S"
    assert drawn(page_of(pages_of, pdf_of(content))) == [(50, 142, 150, 142), (160, 142, 250, 142)]


@both
def test_double_lines_stay_two(pages_of: Pages) -> None:
    content = "50 700 m 150 700 l S 50 698.5 m 150 698.5 l S"
    assert drawn(page_of(pages_of, pdf_of(content))) == [(50, 142, 150, 142), (50, 143.5, 150, 143.5)]


@both
def test_several_bars_in_one_path_are_so_many_rulings(pages_of: Pages) -> None:
    content = "50 700 200 0.5 re 50 650 200 0.5 re 50 600 0.5 100 re f"
    assert drawn(page_of(pages_of, pdf_of(content))) == [
        (50, 141.8, 250, 141.8),
        (50, 191.8, 250, 191.8),
        (50.2, 142, 50.2, 242),
    ]


@both
def test_dots_and_serifs_are_no_rulings(pages_of: Pages) -> None:
    assert drawn(page_of(pages_of, pdf_of("50 700 1 1 re f 80 700 m 81 700 l S"))) == []


@both
def test_empty_page(pages_of: Pages) -> None:
    page = page_of(pages_of, pdf_of(""))
    assert (page.text, page.rulings, page.pictures) == ("", (), ())
    assert page.boxes.shape == (0, 4)


@both
def test_boxes_of_pictures_are_cut_at_the_page(pages_of: Pages) -> None:
    image = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"
    data = pdf_of("q 100 0 0 50 -20 700 cm /I Do Q", resources="/XObject<</I 3 0 R>>", objects=[image])
    (picture,) = page_of(pages_of, data).pictures
    assert picture == pytest.approx((0, 92, 80, 142))


@both
def test_cells_of_a_label_written_from_top_to_bottom(pages_of: Pages) -> None:
    # A font size of 200, scaled down to 10 by the text matrix, as word processors print such labels.
    fonts = [
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/UniGB-UCS2-V/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        "/DW 1000/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        "/CapHeight 700/StemV 80>>",
    ]
    content = "BT /V1 200 Tf 0.05 0 0 0.05 100 700 Tm <4E094E5D516D> Tj ET"
    page = page_of(pages_of, pdf_of(content, objects=fonts, fonts="/V1 3 0 R"))
    assert page.text == "三九六"
    assert page.sizes.tolist() == pytest.approx([10, 10, 10])
    wide, high = page.boxes[:, 2] - page.boxes[:, 0], page.boxes[:, 3] - page.boxes[:, 1]
    assert wide.tolist() == pytest.approx([10, 10, 10], abs=0.2)
    assert high.tolist() == pytest.approx([10, 10, 10], abs=0.2)
    assert [x for x, _ in middles(page)] == pytest.approx([100, 100, 100], abs=0.2)
    assert [y for _, y in middles(page)] == pytest.approx([147, 157, 167], abs=1.5)
