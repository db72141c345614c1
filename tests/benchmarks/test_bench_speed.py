from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).with_name("bench_speed.py")


@pytest.mark.slow
def test_bench_speed_prints_every_number() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), "--rounds", "1", "--starts", "1"],
        capture_output=True,
        text=True,
        check=True,
    )
    names = [re.split(r"\s{2,}", line)[0] for line in done.stdout.splitlines()]
    assert names == [
        "empty interpreter",
        "import gongkai",
        "gongkai --help",
        "first report",
        "reports, warm, one process",
        "characters",
        "one report",
        "peak memory, this process",
    ]


def test_bench_speed_without_reports_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert f"no *.txt in {tmp_path}" in done.stderr
