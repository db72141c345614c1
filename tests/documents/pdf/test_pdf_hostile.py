from __future__ import annotations

import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.pdf.pdf_files import file_of, packed, pdf_of, stream, text
from gongkai.documents.pages.model import Page
from gongkai.documents.pdf import characters, paths, pdfium
from gongkai.documents.pdf.read import read_pdf
from gongkai.documents.pdf.unpacking import MAX_PAGE
from gongkai.errors import GongkaiError

SOUND = pdf_of(
    text(50, 700, "REPORT") + "50 600 200 50 re S 0.5 w 50 500 m 60 500 l S 10 10 100 0.5 re f",
    text(50, 600, "C", before="3 Tr") + "q 1 0 0 1 5 5 cm /X1 Do Q",
    resources="/XObject<</X1 3 0 R>>",
    objects=[stream("0 0 m 99 0 l S", "/Type/XObject/Subtype/Form/BBox[0 0 100 100]")],
)


def code_of(data: bytes) -> str:
    with pytest.raises(GongkaiError) as caught:
        read_pdf(data, "test.pdf")
    return caught.value.code


def encrypted(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, ownerPassword=owner, strength=128))
    canvas.drawString(50, 700, "REPORT")
    canvas.save()
    return out.getvalue()


def test_file_that_needs_a_password() -> None:
    assert code_of(encrypted("secret", "boss")) == "E050"


def test_file_with_an_owner_password_only_is_read() -> None:
    (page,) = pdfium.pages_of(encrypted("", "boss"), "test.pdf")
    assert page.text == "REPORT"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 no objects", SOUND[:300]])
def test_damaged_file_says_why(data: bytes) -> None:
    with pytest.raises(GongkaiError, match="E051 test.pdf is a damaged PDF file: .+") as caught:
        read_pdf(data, "test.pdf")
    assert "PDFium" not in caught.value.message


def test_file_without_its_table_of_objects_is_read() -> None:
    (page, _) = pdfium.pages_of(SOUND[: SOUND.rindex(b"xref\n0")] + b"trailer<</Root 1 0 R>>", "test.pdf")
    assert page.text == "REPORT"


def test_no_pages() -> None:
    assert code_of(file_of(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"])) == "E052"


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_PAGES", 2)
    assert len(pdfium.pages_of(pdf_of("", ""), "test.pdf")) == 2
    assert code_of(pdf_of("", "", "")) == "E053"


def test_too_many_characters_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "MAX_ON_PAGE", 5)
    assert code_of(pdf_of(text(50, 700, "ABCDEF"))) == "E058"


def test_too_many_characters_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium, "MAX_CHARACTERS", 5)
    assert code_of(pdf_of(text(50, 700, "ABC"), text(50, 700, "DEF"))) == "E058"


@pytest.mark.parametrize("lines", ["0 0 m 9 0 l S " * 30, "0 0 m " + "9 9 l 0 9 l " * 30 + "S"])
def test_too_many_lines_on_a_page(monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    monkeypatch.setattr(paths, "MAX_ON_PAGE", 20)
    assert code_of(pdf_of(lines)) == "E058"


def test_page_that_unpacks_to_too_much() -> None:
    bomb = packed(zlib.compress(b" " * (MAX_PAGE + 1), 9))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<>>>>",
        bomb,
    ]
    assert code_of(file_of(bodies)) == "E057"
    bodies[3] = packed(zlib.compress(b" " * (MAX_PAGE - 1), 9))
    assert len(pdfium.pages_of(file_of(bodies), "test.pdf")) == 1


def test_form_that_shows_itself() -> None:
    loop = stream(
        "/X1 Do 0 50 m 99 50 l S",
        "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X1 3 0 R>>>>",
    )
    (page,) = pdfium.pages_of(pdf_of("/X1 Do", resources="/XObject<</X1 3 0 R>>", objects=[loop]), "test.pdf")
    assert len(page.rulings) == 1


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(["cut", "bytes", "numbers"]))
def test_mutated_files_are_read_or_refused(seed: int, kind: str) -> None:
    chance = random.Random(seed)
    data = bytearray(SOUND)
    if kind == "cut":
        del data[chance.randrange(len(data)) :]
    elif kind == "bytes":
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        places = [i for i, byte in enumerate(data) if 48 <= byte <= 57]
        for i in sorted(chance.sample(places, 4), reverse=True):
            data[i : i + 1] = chance.choice([b"-1", b"99999999999", b"0", b"1e9", b"2147483648"])
    pages = _read_or_refused(bytes(data))
    for page in pages:
        assert page.boxes.shape == (len(page.text), 4)
        assert page.width > 0
        assert (page.boxes[:, 0] <= page.boxes[:, 2]).all()


def _read_or_refused(data: bytes) -> list[Page]:
    """Any other exception fails the test."""
    try:
        return pdfium.pages_of(data, "test.pdf")
    except GongkaiError:
        return []
