import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.encoding import Decoded, decode, plausibility
from gongkai.errors import GongkaiError

SIMPLIFIED = "明州市水务局2023年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条，收到申请3件，均已按期答复。\n"
TRADITIONAL = "明州市水務局2023年政府資訊公開工作年度報告\n一、總體情況\n全年公開資訊12條，收到申請3件，均已按期答覆。\n"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    ("codec", "mark", "named"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_encoding_is_recognised(text: str, codec: str, mark: bytes, named: str) -> None:
    assert decode(mark + text.encode(codec), name="x") == Decoded(text, named, 0)


def test_encoding_big5() -> None:
    assert decode(TRADITIONAL.encode("big5"), name="x") == Decoded(TRADITIONAL, "big5", 0)


def test_encoding_utf16_without_any_zero_byte() -> None:
    text = "全年公开信息收到申请均已按期答复"
    assert decode(text.encode("utf-16-le"), name="x") == Decoded(text, "utf-16-le", 0)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_encoding_counts_what_a_broken_download_lost(codec: str) -> None:
    text = TRADITIONAL if codec == "big5" else SIMPLIFIED
    data = bytearray(text.encode(codec) * 4)
    data[0] = 0xFF
    found = decode(bytes(data[:-2]), name="x")
    assert found.encoding == codec
    assert 1 <= found.replaced <= 4
    assert "政府" in found.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 8, "E003"),
        (b"\x00\x01\x02\x03" * 50, "E003"),
        ("Отчёт о работе за год".encode("koi8-r"), "E005"),
        ("Liberté, égalité, fraternité à tous".encode("latin-1"), "E005"),
    ],
)
def test_encoding_refuses_what_is_no_chinese_text(data: bytes, code: str) -> None:
    with pytest.raises(GongkaiError) as caught:
        decode(data, name="x")
    assert caught.value.code == code


def test_encoding_plain_ascii_is_text() -> None:
    assert decode(b"nothing here\n", name="x") == Decoded("nothing here\n", "utf-8", 0)


def test_encoding_plausibility_orders_readings() -> None:
    data = SIMPLIFIED.encode("gb18030")
    readings = {
        codec: plausibility(data.decode(codec, "replace")) for codec in ("gb18030", "big5", "latin-1")
    }
    assert max(readings, key=lambda codec: readings[codec]) == "gb18030"


@given(st.binary(max_size=400))
def test_encoding_never_fails_otherwise(data: bytes) -> None:
    with contextlib.suppress(GongkaiError):
        found = decode(data, name="x")
        assert found.replaced == found.text.count("\ufffd")
