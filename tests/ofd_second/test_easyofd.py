"""OFD files against easyofd, a second implementation: it reads ours, and we read its."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from documents.ofd.reading import MM, pages_of
from documents.ofd.sheets import Manner
from documents.ofd.writing import ofd_of
from gongkai.documents.pdf.pdfium import pages_of as pages_of_pdf

pytestmark = pytest.mark.system

VARIABLE = "GONGKAI_EASYOFD_VENV"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
PYTHON = Path(os.environ.get(VARIABLE) or _CACHE / "gongkai" / "easyofd") / "bin" / "python"
DRIVER = Path(__file__).parent / "by_easyofd.py"
SECONDS = 120.0

TABLE = [
    [("指标", 2, 1), ("数量", 1, 2)],
    [("上年", 1, 1), ("本年", 1, 1)],
    *([(f"第{n}项", 1, 1), (str(n * 3), 1, 1), (str(n * 7), 1, 1)] for n in range(40)),
]
ITEMS = [
    ("title", "青河县年度报告"),
    ("heading", "一、总体情况"),
    ("paragraph", "全年主动公开各类信息128条，其中门户网站96条，比上年多出11条。"),
    ("table", TABLE),
]
# easyofd reads the prefix ofd and relative paths only.
MANNERS = [
    Manner(),
    Manner(text="g", rules="boxes"),
    Manner(text="singles", rules="thin"),
    Manner(text="plain", rules="boxes"),
    Manner(text="ctm"),
]


def easyofd(arguments: Sequence[object], folder: Path, given: str = "") -> str:
    """What easyofd's own environment prints. It writes into the folder that it runs in."""
    if not PYTHON.exists():
        pytest.skip(
            f"no easyofd in {PYTHON.parent.parent}: run .ci/easyofd (or name its folder in {VARIABLE})"
        )
    done = subprocess.run(
        [PYTHON, "-W", "ignore", DRIVER, *map(str, arguments)],
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout.decode()


@pytest.mark.parametrize("manner", MANNERS, ids=lambda m: f"{m.text}-{m.rules}")
def test_both_read_the_same_text(manner: Manner, tmp_path: Path) -> None:
    data = ofd_of(ITEMS, manner=manner, numbers=True)
    path = tmp_path / "ours.ofd"
    path.write_bytes(data)
    theirs = json.loads(easyofd(["texts", path], tmp_path).splitlines()[-1])
    # Of an object that holds only a blank it drops the text.
    assert ["".join(page).replace(" ", "") for page in theirs] == [
        page.text.replace(" ", "") for page in pages_of(data)
    ]
    assert len(theirs) == 2


@pytest.mark.parametrize("manner", MANNERS[:3], ids=lambda m: f"{m.text}-{m.rules}")
def test_both_put_everything_in_the_same_places(manner: Manner, tmp_path: Path) -> None:
    data = ofd_of(ITEMS, manner=manner)
    path, drawn = tmp_path / "ours.ofd", tmp_path / "theirs.pdf"
    path.write_bytes(data)
    easyofd(["pdf", path, drawn], tmp_path)
    for ours, theirs in zip(pages_of(data), pages_of_pdf(drawn.read_bytes(), "theirs.pdf"), strict=True):
        # It draws on a page of the same shape with a scale of its own.
        scale = theirs.width / ours.width
        assert theirs.height / ours.height == pytest.approx(scale, abs=0.01)
        assert theirs.text == ours.text
        assert np.abs(theirs.boxes[:, 0] / scale - ours.boxes[:, 0]).max() < 0.5
        middles = [(page.boxes[:, 1] + page.boxes[:, 3]) / 2 for page in (ours, theirs)]
        # Its font has another ascent than we take for granted: a tenth of the size.
        assert (np.abs(middles[1] / scale - middles[0]) < 0.15 * ours.sizes).all()
        if manner.rules == "lines":
            assert len(theirs.rulings) == len(ours.rulings) > 10
            for a, b in zip(ours.rulings, theirs.rulings, strict=True):
                assert a.direction == b.direction
                assert np.abs(np.array(b[1:5]) / scale - np.array(a[1:5])).max() < 1


def test_we_read_what_it_makes_of_a_pdf(tmp_path: Path) -> None:
    lines = "青河县年度报告\n全年公开信息128条。\n\n二、申请情况\n共收到15件"
    out = tmp_path / "theirs.ofd"
    easyofd(["make", out], tmp_path, lines)
    pages = pages_of(out.read_bytes())
    assert [page.text for page in pages] == ["青河县年度报告全年公开信息128条。", "二、申请情况共收到15件"]
    first = pages[0].boxes
    assert (first[:7, 1] == first[0, 1]).all()
    assert (np.diff(first[:7, 0]) > 0).all()
    assert first[7, 1] > first[0, 3]


def test_we_see_the_scan_that_it_makes_of_an_image(tmp_path: Path) -> None:
    picture, out = tmp_path / "scan.png", tmp_path / "theirs.ofd"
    Image.new("RGB", (620, 877), "white").save(picture)
    easyofd(["scan", out, picture], tmp_path)
    (page,) = pages_of(out.read_bytes())
    assert page.text == ""
    ((x0, top, x1, bottom),) = page.pictures
    assert (x0, top) == (0, 0)
    assert (x1, bottom) == (pytest.approx(page.width), pytest.approx(page.height))
    assert page.width / MM == pytest.approx(page.height / MM * 620 / 877, abs=0.5)
